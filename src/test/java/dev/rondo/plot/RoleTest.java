package dev.rondo.plot;

import static dev.rondo.plot.ChartBandTest.count;
import static dev.rondo.plot.ChartPngTest.image;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.plotly.components.Figure;

/** What a series is decides its look. */
class RoleTest {
    private static final double[] XS = {1, 2, 3, 4};
    private static final double[] YS = {4, 3, 2.5, 2.25};

    @ParameterizedTest
    @CsvSource({"HISTORY, 444444", "FORECAST, 0072B2", "ACTUAL, E69F00", "REFERENCE, A0A0A0"})
    void eachHasItsColourWhateverItsPlace(Role role, String colour) {
        int rgb = Integer.parseInt(colour, 16);
        Chart before = Chart.of("").points("other", XS, YS).as(Role.HISTORY);
        for (Chart chart : new Chart[] {Chart.of(""), before}) {
            int without = chart.equals(before) ? count(image(before.points("none", XS, XS)), rgb) : 0;
            int drawn = count(image(chart.points("one", XS, XS).as(role)), rgb);
            assertTrue(drawn > without + (role == Role.HISTORY ? 20 : 300), drawn + " pixels, " + without + " without");
        }
        Figure figure = Chart.of("").line("one", XS, YS).as(role).figure();
        String trace = figure.getTraces()[0].asJavascript(0);
        assertTrue(trace.contains("#" + colour.toLowerCase()), trace);
    }

    @Test
    void aGroupHasOneHue() {
        assertEquals(0x009E73, rgb(Look.of(Role.FORECAST, 1)));
        assertEquals(0x009E73, rgb(Look.of(Role.ACTUAL, 1)));
        assertEquals(0x11604B, rgb(Look.of(Role.HISTORY, 1)));
        assertEquals(0x8CD3C0, rgb(Look.of(Role.REFERENCE, 1)));
        assertTrue(Look.of(Role.ACTUAL, 1).dotted() && !Look.of(Role.ACTUAL).dotted());
        Set<Integer> hues = new HashSet<>();
        for (int group = 0; group < 6; group++) {
            hues.add(rgb(Look.of(Role.FORECAST, group)));
        }
        assertEquals(6, hues.size());
        assertEquals(rgb(Look.of(Role.FORECAST)), rgb(Look.of(Role.FORECAST, 0)));
        assertEquals(rgb(Look.of(Role.FORECAST, 0)), rgb(Look.of(Role.FORECAST, 6)));
    }

    @Test
    void whatCameInAGroupIsDotted() {
        Chart chart = Chart.of("").line("a", XS, YS);
        int green = 0x009E73;
        int dotted = count(image(chart.as(Role.ACTUAL, 1)), green);
        int whole = count(image(chart.as(Role.FORECAST, 1)), green);
        assertTrue(dotted > 300 && dotted < 0.6 * whole, dotted + " of " + whole);
        String trace = chart.as(Role.ACTUAL, 1).figure().getTraces()[0].asJavascript(0);
        assertTrue(trace.contains("\"dash\" : \"dot\"") && trace.contains("mode: 'lines'"), trace);
        String solid = chart.as(Role.FORECAST, 1).figure().getTraces()[0].asJavascript(0);
        assertTrue(solid.contains("\"dash\" : \"solid\"") && solid.contains("mode: 'lines+markers'"), solid);
    }

    @Test
    void theHistoryHasNoMarkers() {
        String trace = Chart.of("")
                .line("a", XS, YS)
                .as(Role.HISTORY)
                .figure()
                .getTraces()[0]
                .asJavascript(0);
        assertTrue(trace.contains("mode: 'lines'"), trace);
    }

    @Test
    void barsAndLevelsTakeOneToo() {
        Chart bars =
                Chart.of("").bars("a", XS, YS).as(Role.REFERENCE).level("b", 1).as(Role.ACTUAL);
        assertTrue(count(image(bars), 0xA0A0A0) > 10_000);
        assertTrue(count(image(bars), 0xE69F00) > 600);
    }

    @Test
    void onlyTheLastSeriesIsMeant() {
        Chart plain = Chart.of("t").line("a", XS, YS).line("b", XS, XS);
        Chart chart = plain.as(Role.HISTORY);
        assertNotEquals(plain, chart);
        assertNotEquals(chart, plain.as(Role.ACTUAL));
        assertEquals(chart, Chart.of("t").line("a", XS, YS).line("b", XS, XS).as(Role.HISTORY));
        assertTrue(chart.figure().getTraces()[0].asJavascript(0).contains("#0072b2"));
        assertTrue(chart.figure().getTraces()[1].asJavascript(0).contains("#444444"));
        assertEquals("Chart[t: a, b]", chart.toString());
    }

    @Test
    void thereIsToBeASeries() {
        String behind = ") came before any series, expected one to give this role: call it right behind line(...),"
                + " points(...), band(...), bars(...) or level(...)";
        assertEquals(
                "as(ACTUAL" + behind,
                assertThrows(IllegalStateException.class, () -> Chart.of("t").as(Role.ACTUAL))
                        .getMessage());
        assertEquals(
                "as(ACTUAL, 2" + behind,
                assertThrows(IllegalStateException.class, () -> Chart.of("t").as(Role.ACTUAL, 2))
                        .getMessage());
        Chart chart = Chart.of("t").line("a", XS, YS);
        assertEquals(
                "as(HISTORY, -1) came, expected a group from 0: count the groups from there",
                assertThrows(IllegalArgumentException.class, () -> chart.as(Role.HISTORY, -1))
                        .getMessage());
        Chart text = Chart.text("Unit", new String[] {"a"}, new double[] {0});
        assertEquals(
                "as(HISTORY) came to the text 'Unit', expected a chart of lines, points or bars: start from"
                        + " Chart.of(title)",
                assertThrows(IllegalArgumentException.class, () -> text.as(Role.HISTORY))
                        .getMessage());
    }

    private static int rgb(Look look) {
        return look.colour().getRGB() & 0xFFFFFF;
    }
}
