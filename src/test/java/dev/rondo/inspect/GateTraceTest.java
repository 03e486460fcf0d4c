package dev.rondo.inspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cell.Cell;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.CellType;
import dev.rondo.cell.LstmCell;
import dev.rondo.cell.State;
import dev.rondo.plot.Chart;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tech.tablesaw.api.Table;

/** Every gate over a sequence. */
class GateTraceTest {
    private static final float[][] X = Stacks.sequence(6, 3, 2);

    @ParameterizedTest
    @CsvSource({
        "TANH, h",
        "RELU, h",
        "SIGMOID, h",
        "LSTM, i f g o h c",
        "PEEPHOLE_LSTM, i f g o h c",
        "GRU, r z n h",
        "GRU_RESET_BEFORE, r z n h"
    })
    void everyCellShowsItsGates(CellType type, String names) {
        GateTrace trace = GateTrace.of(Stacks.random(type, 3, 4, 2, false), X);
        assertEquals(List.of(names.split(" ")), trace.gates());
        for (String name : trace.gates()) {
            float[][] gate = trace.gate(name);
            assertEquals(6, gate.length);
            for (float[] units : gate) {
                assertEquals(4, units.length);
                for (float value : units) {
                    boolean share = "iforz".contains(name) || type == CellType.SIGMOID;
                    boolean bounded = share || !(name.equals("c") || type == CellType.RELU);
                    assertTrue(value > (share ? 0 : bounded ? -1 : -100), name + " " + value);
                    assertTrue(value < (bounded ? 1 : 100), name + " " + value);
                }
            }
        }
    }

    @Test
    void gatesAreThoseOfTheStepsOneByOne() {
        CellStack cells = Stacks.random(CellType.LSTM, 3, 4, 2, false);
        GateTrace trace = GateTrace.of(cells, X);
        List<State> states = cells.zero();
        for (int t = 0; t < X.length; t++) {
            List<Cell.Step> steps = cells.step(X[t], states);
            for (int layer = 0; layer < 2; layer++) {
                LstmCell.Step step = (LstmCell.Step) steps.get(layer);
                assertArrayEquals(step.f(), trace.layer(layer).gate("f")[t]);
                assertArrayEquals(step.g(), trace.layer(layer).gate("g")[t]);
                assertArrayEquals(step.after().h(), trace.layer(layer).gate("h")[t]);
                assertArrayEquals(step.after().c(), trace.layer(layer).gate("c")[t]);
            }
            states = steps.stream().map(Cell.Step::after).toList();
        }
        assertArrayEquals(trace.layer(1).gate("f"), trace.gate("f"), "the top layer unless said otherwise");
    }

    @Test
    void theWayBackIsThatOfTheCellReadingFromTheEnd() {
        CellStack cells = Stacks.random(CellType.GRU, 3, 4, 1, true);
        GateTrace trace = GateTrace.of(cells, X);
        State state = cells.cell(0, 1).zero();
        for (int t = X.length - 1; t >= 0; t--) {
            Cell.Step step = cells.cell(0, 1).step(X[t], state);
            assertArrayEquals(step.gates().get("z"), trace.reverse().gate("z")[t]);
            state = step.after();
        }
    }

    @Test
    void whatIsReturnedIsACopy() {
        GateTrace trace = GateTrace.of(Stacks.random(CellType.LSTM, 3, 4, 1, false), X);
        float before = trace.gate("c")[2][1];
        trace.gate("c")[2][1] = 17;
        assertEquals(before, trace.gate("c")[2][1]);
    }

    @Test
    void theTableHoldsAllInLongForm() {
        GateTrace trace = GateTrace.of(Stacks.random(CellType.LSTM, 3, 4, 2, true), X);
        Table table = trace.table();
        assertEquals(List.of("layer", "direction", "time", "unit", "i", "f", "g", "o", "h", "c"), table.columnNames());
        assertEquals(2 * 2 * 6 * 4, table.rowCount());
        Table one = table.where(table.intColumn("layer")
                .isEqualTo(0)
                .and(table.stringColumn("direction").isEqualTo("backward"))
                .and(table.intColumn("time").isEqualTo(5))
                .and(table.intColumn("unit").isEqualTo(3)));
        assertEquals(1, one.rowCount());
        assertEquals(
                trace.layer(0).reverse().gate("o")[5][3], one.floatColumn("o").get(0));
        assertEquals(
                trace.layer(0).reverse().gate("c")[5][3], one.floatColumn("c").get(0));

        Table labelled = trace.labels(List.of("a", "b", "c", "d", "e", "f")).table();
        assertEquals("label", labelled.columnNames().get(3));
        assertEquals("b", labelled.stringColumn("label").get(4));
    }

    @Test
    void aGateIsDrawnUnitByTime() {
        CellStack cells = Stacks.random(CellType.LSTM, 3, 2, 1, false);
        GateTrace trace = GateTrace.of(cells, Stacks.sequence(2, 3, 2));
        float[][] f = trace.gate("f");
        double[][] values = {{f[0][0], f[1][0]}, {f[0][1], f[1][1]}};
        Chart share = Chart.heatMap(
                        "f of every unit, layer 0", new String[] {"0", "1"}, new String[] {"0", "1"}, values)
                .x("time (steps)")
                .y("unit")
                .value("f")
                .size(800, 300)
                .valueRange(0, 1);
        assertEquals(share, trace.plot("f"));
        float[][] g = trace.gate("g");
        double[][] signed = {{g[0][0], g[1][0]}, {g[0][1], g[1][1]}};
        Chart diverging = Chart.heatMap(
                        "g of every unit, layer 0", new String[] {"0", "1"}, new String[] {"a", "\u21b5"}, signed)
                .x("time (steps)")
                .y("unit")
                .value("g")
                .size(800, 300)
                .diverging()
                .valueRange(-1, 1);
        assertEquals(diverging, trace.labels(List.of("a", "\n")).plot("g"));
    }

    @Test
    void aUnitIsDrawnGateByGate() {
        GateTrace trace = GateTrace.of(Stacks.random(CellType.GRU, 3, 2, 1, false), Stacks.sequence(2, 3, 2));
        Chart expected = Chart.of("Unit 1, layer 0").x("time (steps)").y("value");
        for (String name : List.of("r", "z", "n", "h")) {
            float[][] gate = trace.gate(name);
            expected = expected.line(name, new double[] {0, 1}, new double[] {gate[0][1], gate[1][1]});
        }
        assertEquals(expected, trace.plotUnit(1));
        float[][] z = trace.gate("z");
        Chart one = Chart.of("Unit 0, layer 0").x("time (steps)").y("value");
        one = one.line("z", new double[] {0, 1}, new double[] {z[0][0], z[1][0]});
        assertEquals(one, trace.plotUnit(0, "z"));
    }

    @ParameterizedTest
    @EnumSource(CellType.class)
    void everyChartIsDrawn(CellType type) {
        GateTrace trace = GateTrace.of(Stacks.random(type, 3, 4, 1, false), X);
        trace.gates().forEach(name -> assertTrue(trace.plot(name).png().length > 1000, name));
        assertTrue(trace.plotUnit(3).png().length > 1000);
        assertTrue(trace.saturation().plot().png().length > 1000);
    }

    @Test
    void wrongQuestionsSayWhatThereIs() {
        CellStack tanh = Stacks.random(CellType.TANH, 3, 4, 2, false);
        GateTrace trace = GateTrace.of(tanh, X);
        assertMessage("a tanh cell has no gate 'f': it has h alone", () -> trace.gate("f"));
        assertMessage("a tanh cell has no gate 'f': it has h alone", () -> trace.plot("f"));
        assertMessage("an LSTM has no gate 'z': it has i, f, g, o, h, c", () -> GateTrace.of(
                        Stacks.random(CellType.LSTM, 3, 4, 1, false), X)
                .gate("z"));
        assertMessage("layer is 2, but the stack has layers 0 to 1", () -> trace.layer(2));
        assertMessage("layer is -1, but the stack has layers 0 to 1", () -> trace.layer(-1));
        assertMessage("layer is 1, but the stack has layer 0 alone", () -> GateTrace.of(
                        Stacks.random(CellType.GRU, 3, 4, 1, false), X)
                .layer(1));
        assertMessage("reverse() came to a stack that reads one way: leave it out", trace::reverse);
        assertMessage("unit is 4, expected 0 to 3", () -> trace.plotUnit(4));
        assertMessage("a tanh cell has no gate 'o': it has h alone", () -> trace.plotUnit(0, "o"));
        assertMessage(
                "labels has 1 names, expected one for each of the 6 steps", () -> trace.labels(List.of("only one")));
        assertMessage(
                "x is an empty sequence, expected at least one step of 3 numbers: leave empty sequences out",
                () -> GateTrace.of(tanh, new float[0][]));
        assertMessage("x[0] has 2 numbers, expected 3", () -> GateTrace.of(tanh, new float[4][2]));
    }

    static void assertMessage(String expected, org.junit.jupiter.api.function.Executable wrong) {
        assertEquals(
                expected, assertThrows(IllegalArgumentException.class, wrong).getMessage());
    }
}
