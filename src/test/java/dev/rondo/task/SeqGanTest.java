package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.data.Part;
import dev.rondo.data.SymbolSequences;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Event;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
class SeqGanTest {
    private static final LstmOracle ORACLE = LstmOracle.of(8, 5, 4, 2);
    private static final SymbolSequences DATA = ORACLE.sequences(400, 1).split(0.75, 0.25);
    private static final Fit FIT =
            Fit.epochs(1).batch(20).adam(0.01).clipNorm(5).quiet();
    private static final Adversarial ROUND =
            Adversarial.rollouts(2).discriminator(Fit.epochs(1).batch(16).adam(0.01), 1, 32);

    @TempDir
    Path folder;

    private static SeqGan model() {
        return SeqGan.of(Rnn.lstm(8), Rnn.gru(6).bidirectional(), DATA)
                .embedding(4)
                .seed(3);
    }

    @Test
    void maximumLikelihoodComesNearTheFloor() {
        try (SeqGan model = model()) {
            SequenceNats floor = ORACLE.entropy(4000, 1);
            double before = ORACLE.nats(model.generate(1000, 1, 1)).nats();
            History run = model.fit(DATA, FIT.withEpochs(20));
            assertEquals("nats per symbol", run.loss());
            assertEquals(Set.of("symbol frequencies"), run.baselines().keySet());
            assertEquals(20, run.epochs().size());
            double after = ORACLE.nats(model.generate(1000, 1, 1)).nats();
            assertTrue(after < before - 1 && after < floor.nats() + 0.5, before + " -> " + after + ", floor " + floor);
            double held = model.nats(DATA.sequences(Part.VALIDATION), 1).nats();
            assertEquals(run.last().validation(), held, 1e-4);
            assertTrue(held > floor.nats() - 0.1 && held < floor.nats() + 0.3, held + ", floor " + floor);
        }
    }

    @Test
    void theDiscriminatorTellsThemApart() {
        try (SeqGan model = model()) {
            History run = model.fitDiscriminator(DATA, FIT.withEpochs(12));
            assertEquals("nats per sequence", run.loss());
            double accuracy = run.last().metrics().get("accuracy");
            assertTrue(accuracy > 0.85, run.table().print());
            double real = mean(model.discriminate(ORACLE.sample(200, 9)));
            double generated = mean(model.discriminate(model.generate(200, 1, 9)));
            assertTrue(real > 0.7 && generated < 0.3, real + " and " + generated);
        }
    }

    private static double mean(double[] numbers) {
        return Arrays.stream(numbers).average().orElseThrow();
    }

    /** Against a discriminator that stays as it is, the generator finds what passes for real. */
    @Test
    void theGeneratorPersuadesAnOpponentThatStands() {
        try (SeqGan model = model()) {
            model.fitDiscriminator(DATA, FIT.withEpochs(8));
            double before = mean(model.discriminate(model.generate(300, 1, 1)));
            Adversarial alone = new Adversarial(4, 5, 0, 0, 1, Fit.epochs(1));
            History run = model.fitAdversarially(DATA, FIT.withEpochs(6).adam(0.02), alone);
            double after = mean(model.discriminate(model.generate(300, 1, 1)));
            assertTrue(after > before + 0.3, before + " -> " + after);
            assertEquals("1 - reward", run.loss());
            assertTrue(run.last().training() < run.epochs().get(0).training() - 0.2, run.toString());
            assertEquals(1 - after, run.last().validation(), 0.15);
        }
    }

    @Test
    void roundsTrainBoth() {
        try (SeqGan model = model()) {
            var before = model.weights();
            History run = model.fitAdversarially(
                    DATA, FIT.withEpochs(3), ROUND.steps(2).teaching(1));
            assertEquals(
                    List.of("discriminator's accuracy", "nats per symbol"),
                    List.copyOf(run.last().metrics().keySet()));
            assertEquals(
                    model.nats(DATA.sequences(Part.VALIDATION), 1).nats(),
                    run.last().metrics().get("nats per symbol"),
                    1e-6);
            model.weights().forEach((name, tensor) -> assertNotEquals(before.get(name), tensor, name));
            assertTrue(model.toString().contains("lstm(8) trained for 9 steps"), model.toString());
            assertTrue(model.toString().contains("pooling max trained for 12 steps"), model.toString()); // 3 x 64 / 16
            assertTrue(run.table().columnNames().containsAll(List.of("training", "validation", "nats per symbol")));
            assertTrue(
                    run.plot().toString().contains("Learning curve"), run.plot().toString());
        }
    }

    /** Steps of teaching are those of maximum likelihood: they hold the generator at the data. */
    @Test
    void teachingHoldsOnToTheData() {
        double[] held = new double[2];
        for (int teaching = 0; teaching < 2; teaching++) {
            try (SeqGan model = model()) {
                model.fitAdversarially(DATA, FIT.withEpochs(5), ROUND.teaching(15 * teaching));
                held[teaching] = model.nats(DATA.sequences(Part.VALIDATION), 1).nats();
            }
        }
        assertTrue(held[1] < held[0] - 0.2, Arrays.toString(held));
    }

    @Test
    void theSameSeedIsTheSameRun() {
        List<Map<String, ?>> weights = new ArrayList<>();
        List<History> histories = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (SeqGan model = model()) {
                model.fit(DATA, FIT);
                model.fitDiscriminator(DATA, FIT);
                histories.add(model.fitAdversarially(DATA, FIT.withEpochs(2), ROUND));
                weights.add(model.weights());
                assertArrayEquals(model.generate(5, 1, 4), model.generate(5, 1, 4));
                assertFalse(Arrays.deepEquals(model.generate(5, 1, 4), model.generate(5, 1, 5)));
            }
        }
        assertEquals(weights.get(0), weights.get(1));
        assertArrayEquals(histories.get(0).training(), histories.get(1).training());
        assertArrayEquals(histories.get(0).validation(), histories.get(1).validation());
    }

    @Test
    void aSecondCallGoesOnWithOtherSequences() {
        try (SeqGan model = model()) {
            double first =
                    model.fitAdversarially(DATA, FIT.adam(1e-9), ROUND).last().training();
            double second =
                    model.fitAdversarially(DATA, FIT.adam(1e-9), ROUND).last().training();
            assertNotEquals(first, second);
            assertTrue(model.toString().contains("lstm(8) trained for 2 steps"), model.toString());
        }
    }

    @Test
    void aLoadedModelIsTheSame() {
        Path file = folder.resolve("gan.safetensors");
        try (SeqGan model = model().pooling(Pooling.ATTENTION)) {
            model.fit(DATA, FIT);
            model.fitAdversarially(DATA, FIT, ROUND);
            model.save(file);
            try (SeqGan loaded = SeqGan.load(file)) {
                assertEquals(model.weights(), loaded.weights());
                assertEquals(model.toString(), loaded.toString());
                assertEquals(model.summary(), loaded.summary());
                assertArrayEquals(model.generate(7, 0.8, 1), loaded.generate(7, 0.8, 1));
                int[][] real = DATA.sequences(Part.VALIDATION);
                assertArrayEquals(model.discriminate(real), loaded.discriminate(real));
                assertArrayEquals(model.values(real, 2, 5)[3], loaded.values(real, 2, 5)[3]);
                model.fitAdversarially(DATA, FIT, ROUND);
                loaded.fitAdversarially(DATA, FIT, ROUND);
                assertEquals(model.weights(), loaded.weights());
            }
        }
        String said = assertThrows(IllegalArgumentException.class, () -> LanguageModel.load(file))
                .getMessage();
        assertTrue(said.contains("holds a SeqGan, expected a LanguageModel"), said);
    }

    /** The probabilities at a temperature are those that sequences are drawn by. */
    @Test
    void temperedProbabilitiesAreThoseOfWhatIsWritten() {
        SymbolSequences triples = SymbolSequences.of(
                "triples", EveryTriple.SYMBOLS, LstmOracle.of(3, 3, 2, 5).sample(200, 1));
        try (SeqGan model =
                SeqGan.of(Rnn.gru(4), Rnn.gru(2), triples).embedding(3).seed(1)) {
            model.fit(triples, FIT.withEpochs(5));
            int count = 20_000;
            for (double temperature : new double[] {0.4, 1, 2}) {
                double[] probabilities = Arrays.stream(model.logProbabilities(EveryTriple.all(), temperature))
                        .map(Math::exp)
                        .toArray();
                assertEquals(1, Arrays.stream(probabilities).sum(), 1e-4);
                double[] shares = EveryTriple.shares(model.generate(count, temperature, 6));
                for (int k = 0; k < shares.length; k++) {
                    double deviation = Math.sqrt(probabilities[k] * (1 - probabilities[k]) / count);
                    assertEquals(probabilities[k], shares[k], 4 * deviation + 1e-3, temperature + ", sequence " + k);
                }
            }
        }
    }

    /** Many symbols make writing and measuring go in pieces. */
    @Test
    void piecesMakeNoDifference() {
        int symbols = 1 << 18;
        int[][] rows = new int[40][2];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = new int[] {k * 5000, symbols - 1 - k};
        }
        SymbolSequences wide = SymbolSequences.of("wide", symbols, rows);
        try (SeqGan model = SeqGan.of(Rnn.gru(2), Rnn.gru(2), wide).embedding(2)) {
            double[] together = model.logProbabilities(rows, 1);
            for (int k = 0; k < rows.length; k += 13) {
                assertEquals(model.logProbabilities(new int[][] {rows[k]}, 1)[0], together[k], 1e-4);
            }
            int[][] written = model.generate(40, 1, 1);
            assertEquals(
                    40,
                    Arrays.stream(written).filter(own -> own[0] + own[1] > 0).count());
            assertEquals(40, model.values(written, 3, 1).length);
        }
    }

    @Test
    void aTemperatureIsAPoint() {
        try (SeqGan model = model()) {
            model.fit(DATA, FIT.withEpochs(10));
            int[][] real = ORACLE.sample(300, 5);
            TemperatureSweep sweep = TemperatureSweep.of(model, ORACLE, real, 6, 0.5, 1, 2);
            assertEquals(3, sweep.points().size());
            TemperatureSweep.Point bold = sweep.points().get(0);
            TemperatureSweep.Point wild = sweep.points().get(2);
            assertEquals(ORACLE.nats(model.generate(300, 0.5, 6)), bold.quality());
            assertEquals(model.nats(real, 2), wild.variety());
            assertTrue(bold.quality().nats() < wild.quality().nats(), "bolder is better");
            assertEquals(bold, sweep.asVaried(100).orElseThrow());
            double middle = sweep.points().get(1).variety().nats();
            assertEquals(1, sweep.asVaried(middle).orElseThrow().temperature());
            assertTrue(sweep.asVaried(0).isEmpty());
            assertEquals(3, sweep.table().rowCount());
            assertEquals(
                    wild.variety().nats(),
                    sweep.table().doubleColumn("held-out nats").get(2));
            assertTrue(
                    sweep.plot().toString().contains("Quality and variety"),
                    sweep.plot().toString());
        }
    }

    @Test
    void anInterruptionLeavesAModel() {
        try (SeqGan model = model()) {
            Thread.currentThread().interrupt();
            History run = model.fitAdversarially(DATA, FIT.withEpochs(3), ROUND);
            assertEquals(History.End.INTERRUPTED, run.end());
            assertFalse(Thread.interrupted());
            assertTrue(model.toString().contains("lstm(8) trained for 1 steps"), model.toString());
            Fit turn = Fit.epochs(2).batch(16).adam(0.01).listener(event -> {
                if (event instanceof Event.Stepped stepped && stepped.batch() == 2) {
                    Thread.currentThread().interrupt(); // while the discriminator has its turn
                }
            });
            History second = model.fitAdversarially(DATA, FIT.withEpochs(3), ROUND.discriminator(turn, 3, 32));
            assertEquals(History.End.INTERRUPTED, second.end());
            assertEquals(1, second.epochs().size());
            assertTrue(model.toString().contains("pooling max trained for 2 steps"), model.toString());
            assertEquals(4, model.generate(4, 1, 1).length);
            assertEquals(
                    History.End.FINISHED,
                    model.fitAdversarially(DATA, FIT, ROUND).end());
        }
    }

    @Test
    void noArrayStaysBehind() {
        try (SeqGan model = model()) {
            model.summary(); // the nets are there
            List<Integer> before = arrays(model);
            List<List<Integer>> during = new ArrayList<>();
            model.fit(DATA, FIT);
            model.fitDiscriminator(DATA, FIT);
            model.fitAdversarially(
                    DATA,
                    FIT.withEpochs(4).listener(event -> {
                        if (event instanceof Event.EpochEnded) {
                            during.add(arrays(model));
                        }
                    }),
                    ROUND.teaching(1));
            model.values(DATA.sequences(Part.VALIDATION), 2, 1);
            model.nats(DATA.sequences(Part.VALIDATION), 1);
            assertEquals(before, arrays(model));
            assertEquals(during.get(1), during.get(3), () -> "arrays after each round: " + during);
        }
    }

    private static List<Integer> arrays(SeqGan model) {
        return model.networks().stream()
                .map(network -> network.manager().getManagedArrays().size())
                .toList();
    }

    @Test
    void charactersAreWritten() {
        SymbolSequences words = SymbolSequences.characters(
                        "words", List.of("ab", "abab", "ababab", "ab", "abab", "ababab"), 6)
                .splitInOrder(1, 0);
        try (SeqGan model = SeqGan.of(Rnn.lstm(8), Rnn.gru(4), words).seed(1)) {
            model.fit(words, FIT.withEpochs(60));
            History run = model.fitAdversarially(words, FIT, ROUND);
            assertEquals(
                    Set.of("discriminator's accuracy"), run.last().metrics().keySet());
            for (int[] written : model.generate(20, 0.5, 1)) {
                assertTrue(words.text(written).matches("(ab){1,3}"), words.text(written));
            }
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        try (SeqGan model = model()) {
            int[][] real = DATA.sequences(Part.VALIDATION);
            SymbolSequences other = LstmOracle.of(9, 5).sequences(50, 1);
            for (Executable call : List.<Executable>of(
                    () -> model.fit(other, FIT),
                    () -> model.fitDiscriminator(other, FIT),
                    () -> model.fitAdversarially(other, FIT, ROUND))) {
                refused("'oracle' has sequences of 5 out of 9 symbols, but the model writes 5 out of 8: make", call);
            }
            refused(
                    "the generator writes",
                    "a generator writes one way",
                    () -> SeqGan.of(Rnn.gru(2).bidirectional(), Rnn.gru(2), DATA));
            refused("embedding is 0, expected at least 1", () -> model.embedding(0));
            refused("temperature is 0.0, expected a number above 0", () -> model.generate(1, 0, 1));
            refused("temperature is NaN, expected", () -> model.nats(real, Double.NaN));
            refused("count is 0, expected at least 1", () -> model.generate(0, 1, 1));
            refused("rollouts is 0, expected at least 1, such as 16", () -> model.values(real, 0, 1));
            refused("rollouts is 0, expected", () -> Adversarial.rollouts(0));
            refused("steps is 0, expected", () -> ROUND.steps(0));
            refused("teaching is -1, expected at least 0", () -> ROUND.teaching(-1));
            refused("samples is 0, expected", () -> ROUND.discriminator(FIT, 1, 0));
            refused("turns is -1, expected", () -> ROUND.discriminator(FIT, -1, 1));
            refused("has a checkpoint or patience, expected neither", () -> ROUND.discriminator(FIT.patience(2), 1, 8));
            refused(
                    "fitAdversarially(...) with a checkpoint or patience",
                    () -> model.fitAdversarially(DATA, FIT.patience(2), ROUND));
            refused(
                    "fitAdversarially(...) with a checkpoint",
                    () -> model.fitAdversarially(DATA, FIT.checkpoint(folder.resolve("c")), ROUND));
            refused("batch is 1, expected at least 2", () -> model.fitAdversarially(DATA, FIT.batch(1), ROUND));
            refused("there are no sequences", () -> model.discriminate(new int[0][]));
            refused("sequence 0 has 1 symbols, expected 5", () -> model.values(new int[][] {{1}}, 1, 1));
            refused("sequence 0 has the symbol 8 at step 4", () -> model.nats(new int[][] {{1, 1, 1, 1, 8}}, 1));
            refused("there are no temperatures", () -> TemperatureSweep.of(model, ORACLE, real, 1));
            model.fitDiscriminator(DATA, FIT);
            assertTrue(assertThrows(IllegalStateException.class, () -> model.seed(1))
                    .getMessage()
                    .startsWith("seed(1) on a model trained for 30 steps"));
        }
    }

    private static void refused(String what, String message, Executable call) {
        String said = assertThrows(IllegalArgumentException.class, call, what).getMessage();
        assertTrue(said.contains(message), said);
    }

    private static void refused(String message, Executable call) {
        refused(message, message, call);
    }
}
