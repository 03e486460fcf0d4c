package dev.rondo.inspect;

import static dev.rondo.inspect.GateTraceTest.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cell.CellStack;
import dev.rondo.cell.CellType;
import dev.rondo.cell.StepLoss;
import dev.rondo.cell.Tensor;
import dev.rondo.data.Part;
import dev.rondo.data.Text;
import dev.rondo.nn.Rnn;
import dev.rondo.plot.Chart;
import dev.rondo.task.LanguageModel;
import dev.rondo.train.Fit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** What units do over a text. */
class UnitTextTest {
    private static final String TEXT = "aba bab\nb";
    private static final String SYMBOLS = "\n ab";
    private static final TextProperty LETTER_B = TextProperty.inside("b");

    /** Units that see one symbol each and no past: none sees b but unit 2, and that with the sign turned. */
    private static UnitText known(boolean bidirectional) {
        Tensor input = Tensor.of(new float[] {5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -5}, 3, 4);
        Map<String, Tensor> weights = new java.util.HashMap<>(Map.of(
                "weight_ih_l0", input,
                "weight_hh_l0", Tensor.zeros(3, 3),
                "bias_ih_l0", Tensor.zeros(3),
                "bias_hh_l0", Tensor.zeros(3)));
        for (String name : List.copyOf(weights.keySet())) {
            weights.put(name + "_reverse", name.equals("weight_ih_l0") ? Tensor.zeros(3, 4) : weights.get(name));
        }
        weights.put("bias_ih_l0_reverse", Tensor.of(new float[] {0.5f, 0, 0}, 3));
        CellStack cells = CellStack.of(CellType.TANH, weights, 4, 3, 1, bidirectional);
        float[][] x = TEXT.chars()
                .mapToObj(symbol -> StepLoss.oneHot(SYMBOLS.indexOf(symbol), 4))
                .toArray(float[][]::new);
        List<String> pieces = TEXT.chars().mapToObj(Character::toString).toList();
        return UnitText.of(cells, x, pieces);
    }

    @Test
    void theUnitThatFollowsIsFound() {
        UnitText units = known(false);
        UnitText.Match best = units.best(LETTER_B);
        assertEquals(new UnitText.Match(0, "forward", 2, best.correlation()), best);
        assertEquals(-1, best.correlation(), 1e-9);
        List<UnitText.Match> all = units.matches(LETTER_B);
        assertEquals(List.of(2, 0, 1), all.stream().map(UnitText.Match::unit).toList());
        assertEquals(0, all.get(2).correlation(), "a unit that never changes follows nothing");
        // one line end among nine characters, four of them b: -sqrt(1/8 x 4/5)
        assertEquals(-Math.sqrt(1 / 8.0 * 4 / 5), all.get(1).correlation(), 1e-6);
        assertEquals(-1, units.correlation(best, LETTER_B), 1e-9);
    }

    @Test
    void theOtherDirectionIsSearchedToo() {
        UnitText units = known(true).reverse(); // wherever one looks
        List<UnitText.Match> all = units.matches(LETTER_B);
        assertEquals(6, all.size());
        assertEquals("forward", all.get(0).direction());
        assertEquals(-1, units.correlation(all.get(0), LETTER_B), 1e-9);
        assertEquals(0, units.correlation(new UnitText.Match(0, "backward", 2, 0), LETTER_B), 1e-9);
        assertEquals(Math.tanh(0.5), units.values(0)[0], 1e-6);
        assertTrue(units.plot(all.get(0)).toString().contains("layer 0 forward (correlation -1.00)"));
    }

    @Test
    void theTableIsSorted() {
        Table table = known(false).table(LETTER_B);
        assertEquals("h against inside b", table.name());
        assertEquals(List.of("layer", "direction", "unit", "correlation"), table.columnNames());
        assertEquals(List.of(2, 0, 1), table.intColumn("unit").asList());
        assertEquals(-1, table.doubleColumn("correlation").get(0), 1e-9);
    }

    @Test
    void aUnitIsDrawnAsItsText() {
        UnitText units = known(false);
        double b = -Math.tanh(5);
        double[] values = {0, b, 0, 0, b, 0, b, 0, b};
        assertArrayEquals(values, units.values(2), 1e-6);
        String[] pieces = TEXT.split("");
        Chart expected = Chart.text("h of unit 2, layer 0", pieces, units.values(2))
                .value("h")
                .diverging()
                .valueRange(-1, 1);
        assertEquals(expected, units.plot(2));
        assertTrue(units.plot(2).ansi().contains("\u001b["));
        assertTrue(units.plot(units.best(LETTER_B)).png().length > 1000);
    }

    @Test
    void gatesAndMemoryCanBeLookedAt() {
        CellStack cells = Stacks.random(CellType.LSTM, 2, 3, 2, false);
        float[][] x = Stacks.sequence(4, 2, 1);
        UnitText units = UnitText.of(cells, x, List.of("a", "b", "c", "d"));
        GateTrace trace = GateTrace.of(cells, x);
        for (String value : List.of("f", "c")) {
            double[] expected = new double[4];
            Arrays.setAll(expected, t -> trace.layer(0).gate(value)[t][1]);
            assertArrayEquals(expected, units.layer(0).value(value).values(1));
            assertArrayEquals(trace.layer(0).gate(value), units.layer(0).trace().gate(value));
        }
        assertEquals("c", units.trace().table().stringColumn("label").get(2 * 3), "time 2, unit 0");
        Chart share = Chart.text(
                        "f of unit 1, layer 1",
                        new String[] {"a", "b", "c", "d"},
                        units.value("f").values(1))
                .value("f")
                .valueRange(0, 1);
        assertEquals(share, units.value("f").plot(1));
    }

    @Test
    void whatDoesNotFitSaysWhy() {
        CellStack cells = Stacks.random(CellType.TANH, 2, 3, 1, false);
        String few = "expected at least 2 to see something change";
        assertMessage("the text has 0 pieces, " + few, () -> UnitText.of(cells, new float[0][], List.of()));
        assertMessage("the text has 1 piece, " + few, () -> UnitText.of(cells, new float[1][2], List.of("a")));
        assertMessage(
                "x has 3 steps, but the text has 2 pieces: give one input for each",
                () -> UnitText.of(cells, new float[3][2], List.of("a", "b")));
        UnitText units = known(false);
        assertMessage("a tanh cell has no gate 'c': it has h alone", () -> units.value("c"));
        assertMessage("layer is 1, but the stack has layer 0 alone", () -> units.layer(1));
        assertMessage("unit is 3, expected 0 to 2", () -> units.plot(3));
        assertMessage("unit is -1, expected 0 to 2", () -> units.values(-1));
    }

    @Test
    @Tag("engine")
    void aLanguageModelsUnitsAreThoseItPredictsBy() {
        Text text = Text.characters("t", "the tide is in. the boat is out.\n".repeat(12))
                .split(0.8, 0.2);
        for (int embedding : new int[] {0, 5}) {
            try (LanguageModel model =
                    LanguageModel.of(Rnn.gru(6).layers(2), text).seed(3).embedding(embedding)) {
                model.fit(text, Fit.epochs(1).batch(2).steps(10).adam(0.01).quiet());
                int[] ids = text.ids(Part.VALIDATION);
                UnitText units = UnitText.of(model, model.vocabulary().decode(ids));
                double[][] h = new double[6][];
                Arrays.setAll(h, units::values);
                double nats = 0;
                for (int t = 0; t + 1 < ids.length; t++) {
                    float[] last = new float[6];
                    for (int k = 0; k < 6; k++) {
                        last[k] = (float) h[k][t];
                    }
                    float[] target =
                            StepLoss.oneHot(ids[t + 1], model.vocabulary().size());
                    nats += StepLoss.CROSS_ENTROPY.value(model.head().apply(last), target);
                }
                assertEquals(model.evaluate(text, Part.VALIDATION).nats(), nats / (ids.length - 1), 1e-4);
                var unknown = org.junit.jupiter.api.Assertions.assertThrows(
                        IllegalArgumentException.class, () -> UnitText.of(model, "the fog"));
                assertTrue(unknown.getMessage().contains("'f'"), unknown.getMessage());
            }
        }
    }
}
