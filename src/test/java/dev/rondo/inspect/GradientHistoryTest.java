package dev.rondo.inspect;

import static dev.rondo.inspect.GateTraceTest.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cell.CellType;
import dev.rondo.data.Text;
import dev.rondo.nn.Rnn;
import dev.rondo.plot.Chart;
import dev.rondo.task.LanguageModel;
import dev.rondo.train.Event;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** What is seen in the course of a fit. */
class GradientHistoryTest {
    private double factor = 0.9;

    private final GradientHistory each =
            GradientHistory.of(() -> Stacks.leaky(factor), () -> Stacks.leakyWeights(factor), Stacks.ones(4));

    private static Event started(int done) {
        return new Event.Started(9, done, 10);
    }

    private static Event stepped(int epoch, int batch) {
        return new Event.Stepped(epoch, 9, batch, 10, 1, 1, 1, 1);
    }

    private static Event ended(int epoch) {
        return new Event.EpochEnded(new History.Epoch(epoch, 1, 1, Map.of(), 1, 1, 1, 1), 9);
    }

    private static List<Integer> steps(GradientHistory history) {
        return history.moments().stream().map(GradientHistory.Moment::step).toList();
    }

    private static void epoch(GradientHistory history, int epoch) {
        for (int batch = 1; batch <= 10; batch++) {
            history.on(stepped(epoch, batch));
        }
        history.on(ended(epoch));
    }

    @Test
    void looksBeforeTheFirstStepAndAfterEachEpoch() {
        each.on(started(0));
        epoch(each, 1);
        factor = 0.5;
        epoch(each, 2);
        assertEquals(List.of(0, 10, 20), steps(each));
        each.on(started(0)); // a second fit
        epoch(each, 1);
        assertEquals(List.of(0, 10, 20, 30), steps(each));
        assertEquals(0.9, each.moments().get(1).flow().decay().factor(), 1e-6);
        assertEquals(0.5, each.moments().get(2).flow().decay().factor(), 1e-6);
        assertEquals(0.5, each.moments().get(2).spectrum().blocks().get(0).radius(), 1e-6);
        assertEquals("GradientHistory(4 moments, each epoch)", each.toString());
    }

    @Test
    void looksEverySoManySteps() {
        GradientHistory history = each.every(4);
        history.on(started(0));
        epoch(history, 1);
        epoch(history, 2);
        assertEquals(List.of(0, 4, 8, 12, 16, 20), steps(history));
        assertEquals(List.of(), steps(each), "the one it was made from has seen nothing");
        assertMessage("every(0) came, expected at least 1 training step between two looks", () -> each.every(0));
    }

    @Test
    void aFitThatGoesOnFromACheckpointKeepsItsCount() {
        each.on(started(2));
        epoch(each, 3);
        assertEquals(List.of(20, 30), steps(each));
        each.on(started(3)); // broken off and taken up again
        epoch(each, 4);
        assertEquals(List.of(20, 30, 40), steps(each));
    }

    private void twoMoments() {
        each.on(started(0));
        factor = 0.5;
        epoch(each, 1);
    }

    @Test
    void theHeatMapIsDistanceByStep() {
        twoMoments();
        double[] first = each.moments().get(0).flow().h();
        double[] second = each.moments().get(1).flow().h();
        double[][] norms = {{first[3], second[3]}, {first[2], second[2]}, {first[1], second[1]}, {first[0], second[0]}};
        assertEquals(1, norms[0][0], 1e-6);
        assertEquals(0.125, norms[3][1], 1e-6);
        Chart expected = Chart.heatMap(
                        "Gradient through time in training, layer 0",
                        new String[] {"0", "1", "2", "3"},
                        new String[] {"0", "10"},
                        norms)
                .x("training step")
                .y("steps back from the last")
                .value("norm of the gradient")
                .logValue();
        assertEquals(expected, each.heatMap());
        assertEquals(expected, each.heatMap(0));
        assertTrue(expected.png().length > 1000);
    }

    @Test
    void ratesAndRadiiAreDrawnOverTheSteps() {
        twoMoments();
        double[] rates = each.moments().stream()
                .mapToDouble(moment -> moment.flow().decay().factor())
                .toArray();
        assertArrayEquals(new double[] {0.9, 0.5}, rates, 1e-6);
        Chart decays = Chart.of("Decay of the gradient in training")
                .x("training step")
                .y("factor per step back")
                .line("layer 0", new double[] {0, 10}, rates)
                .level("1: kept whole", 1);
        assertEquals(decays, each.decays());
        double[] radii = each.moments().stream()
                .mapToDouble(moment -> moment.spectrum().blocks().get(0).radius())
                .toArray();
        Chart spectra = Chart.of("Recurrent weights in training, layer 0")
                .x("training step")
                .y("spectral radius")
                .line("h", new double[] {0, 10}, radii)
                .level("1", 1);
        assertEquals(spectra, each.radii());
        assertEquals(spectra, each.radii(0));
    }

    @Test
    void layersAndDirectionsAreKeptApart() {
        Map<String, dev.rondo.cell.Tensor> weights = Stacks.weights(CellType.GRU, 2, 3, 2, true, 1);
        GradientHistory history = GradientHistory.of(
                () -> Stacks.random(CellType.GRU, 2, 3, 2, true), () -> weights, Stacks.sequence(4, 2, 1));
        history.on(started(0));
        history.on(ended(1)); // no step between: nothing new to see
        assertEquals(1, history.moments().size());
        GradientFlow flow = history.moments().get(0).flow();
        double[][] norms = {
            {flow.layer(0).h()[3]},
            {flow.layer(0).h()[2]},
            {flow.layer(0).h()[1]},
            {flow.layer(0).h()[0]}
        };
        Chart lower = Chart.heatMap(
                        "Gradient through time in training, layer 0 forward",
                        new String[] {"0", "1", "2", "3"},
                        new String[] {"0"},
                        norms)
                .x("training step")
                .y("steps back from the last")
                .value("norm of the gradient")
                .logValue();
        assertEquals(lower, history.heatMap(0));
        double[] zero = {0};
        Chart decays = Chart.of("Decay of the gradient in training")
                .x("training step")
                .y("factor per step back")
                .line("layer 0 forward", zero, new double[] {
                    flow.layer(0).decay().factor()
                })
                .line("layer 0 backward", zero, new double[] {
                    flow.layer(0).reverse().decay().factor()
                })
                .line("layer 1 forward", zero, new double[] {flow.decay().factor()})
                .line("layer 1 backward", zero, new double[] {
                    flow.reverse().decay().factor()
                })
                .level("1: kept whole", 1);
        assertEquals(decays, history.decays());
        Chart radii = Chart.of("Recurrent weights in training, layer 1")
                .x("training step")
                .y("spectral radius");
        for (Spectrum.Block block : Spectrum.of(weights).blocks().subList(6, 12)) {
            radii = radii.line(block.gate() + " " + block.direction(), zero, new double[] {block.radius()});
        }
        assertEquals(radii.level("1", 1), history.radii());
        assertMessage("layer is 2, but the stack has layers 0 to 1", () -> history.heatMap(2));
        assertMessage("layer is 2, but the stack has layers 0 to 1", () -> history.radii(2));
    }

    @Test
    void tablesHoldEveryMoment() {
        twoMoments();
        Table norms = each.table();
        assertEquals(List.of("step", "layer", "direction", "time", "steps back", "h"), norms.columnNames());
        assertEquals(
                List.of(0, 0, 0, 0, 10, 10, 10, 10), norms.intColumn("step").asList());
        assertEquals(0.25, norms.doubleColumn("h").get(5), 1e-6);
        Table spectra = each.spectra();
        assertEquals(List.of("step", "layer", "direction", "gate", "radius", "norm"), spectra.columnNames());
        assertEquals(List.of(0, 10), spectra.intColumn("step").asList());
        assertEquals(0.9, spectra.doubleColumn("norm").get(0), 1e-6);
    }

    @Test
    void nothingSeenYetIsSaid() {
        for (org.junit.jupiter.api.function.Executable early : List.<org.junit.jupiter.api.function.Executable>of(
                each::heatMap, each::decays, each::radii, each::table, each::spectra)) {
            assertEquals(
                    "nothing has been seen yet: give this to a fit first, Fit.epochs(20).listener(history)",
                    assertThrows(IllegalStateException.class, early).getMessage());
        }
    }

    @Test
    void sequencesOfOtherLengthsAreRefused() {
        int[] length = {4};
        GradientHistory history = GradientHistory.of(
                () -> GradientFlow.of(Stacks.leaky(0.9), Stacks.ones(length[0])), () -> Stacks.leakyWeights(0.9));
        history.on(started(0));
        length[0] = 5;
        assertEquals(
                "the sequence has 5 steps, but had 4 before: measure on sequences of one length",
                assertThrows(IllegalStateException.class, () -> epoch(history, 1))
                        .getMessage());
    }

    @Test
    @Tag("engine")
    void listensToARealFit() {
        Text text = Text.characters("t", "the tide is in. the boat is out.\n".repeat(12));
        try (LanguageModel model = LanguageModel.of(Rnn.lstm(6), text).seed(3)) {
            GradientHistory history = GradientHistory.of(
                    model::cells,
                    model::weights,
                    Stacks.sequence(8, text.vocabulary().size(), 1));
            GradientFlow before = GradientFlow.of(
                    model.cells(), Stacks.sequence(8, text.vocabulary().size(), 1));
            Fit fit = Fit.epochs(2).batch(2).steps(10).adam(0.05).quiet().listener(history);
            model.fit(text, fit);
            int batches = history.moments().get(1).step();
            assertEquals(List.of(0, batches, 2 * batches), steps(history));
            assertArrayEquals(before.h(), history.moments().get(0).flow().h());
            GradientFlow after = GradientFlow.of(
                    model.cells(), Stacks.sequence(8, text.vocabulary().size(), 1));
            assertArrayEquals(after.h(), history.moments().get(2).flow().h());
            assertTrue(before.h()[0] != after.h()[0]);
        }
    }
}
