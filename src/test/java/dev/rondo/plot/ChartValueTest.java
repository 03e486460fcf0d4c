package dev.rondo.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A chart is a value. */
class ChartValueTest {
    private static final double[] XS = {1, 2, 3};
    private static final double[] YS = {3, 2, 1};

    @Test
    void everyFluentMethodReturnsAnotherChart() {
        Chart line = Chart.of("t").line("a", XS, YS);
        for (Chart other : List.of(
                line.x("epoch"),
                line.y("loss"),
                line.size(500, 300),
                line.line("b", XS, YS),
                line.points("b", XS, YS),
                line.level("b", 2),
                line.logX(),
                line.logY(),
                line.yRange(0, 3))) {
            assertNotEquals(line, other);
        }
        assertEquals("Chart[t: a]", line.toString());
        Chart map = Chart.heatMap("m", new String[] {"r"}, new String[] {"c"}, new double[][] {{1}});
        for (Chart other : List.of(map.value("gate"), map.valueRange(0, 1), map.diverging(), map.logValue())) {
            assertNotEquals(map, other);
        }
        assertEquals("Chart[m: 1 x 1 heat map]", map.toString());
        Chart text = Chart.text("t", new String[] {"a", "b"}, new double[] {1, 2});
        for (Chart other : List.of(
                text.value("unit"), text.valueRange(0, 1), text.diverging(), text.logValue(), text.size(500, 300))) {
            assertNotEquals(text, other);
        }
        assertEquals("Chart[t: text of 2 characters]", text.toString());
        assertEquals(
                "Chart[t: text of 1 piece]",
                Chart.text("t", new String[] {"word"}, new double[] {1}).toString());
    }

    @Test
    void equalChartsAreEqualAndDrawnAlike() {
        Chart one = Chart.of("t").x("epoch").line("a", XS, YS).level("b", 2);
        Chart two = Chart.of("t").line("a", XS.clone(), YS.clone()).x("epoch").level("b", 2);
        assertEquals(one, two);
        assertEquals(one.hashCode(), two.hashCode());
        assertArrayEquals(one.png(), two.png());
    }

    @Test
    void arraysAreCopied() {
        double[] ys = YS.clone();
        Chart line = Chart.of("t").line("a", XS, ys);
        String[] names = {"p", "q", "r"};
        Chart bars = Chart.of("t").bars("a", names, ys);
        double[][] values = {{1, 2}};
        Chart map = Chart.heatMap("m", new String[] {"r"}, new String[] {"c", "d"}, values);
        Chart text = Chart.text("t", names, YS);
        ys[0] = 99;
        names[0] = "z";
        values[0][0] = 99;
        assertEquals(Chart.of("t").line("a", XS, YS), line);
        assertEquals(Chart.of("t").bars("a", new String[] {"p", "q", "r"}, YS), bars);
        assertEquals(Chart.heatMap("m", new String[] {"r"}, new String[] {"c", "d"}, new double[][] {{1, 2}}), map);
        assertEquals(Chart.text("t", new String[] {"p", "q", "r"}, YS), text);
    }

    @Test
    void numbersUnderBarsAreNamedAsTheyAreWritten() {
        assertEquals(
                Chart.of("t").bars("a", new String[] {"1", "-2", "0.5"}, YS),
                Chart.of("t").bars("a", new double[] {1, -2, 0.5}, YS));
    }
}
