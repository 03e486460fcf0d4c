package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.ChildJvm;
import dev.rondo.cell.Tensor;
import dev.rondo.data.Datasets;
import dev.rondo.data.Text;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Event;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fit that stops and goes on ends at the same numbers, to the bit. */
@Tag("engine")
class ResumeTest {
    private static final Text TEXT = Datasets.verse().split(0.2, 0.02);
    private static final Fit FIT = Fit.epochs(4)
            .batch(8)
            .steps(40)
            .adamW(0.01)
            .clipNorm(1)
            .cosine()
            .patience(3)
            .quiet();

    @TempDir
    Path folder;

    private static LanguageModel model() {
        return LanguageModel.of(Rnn.lstm(24).layers(2).dropout(0.2), TEXT).seed(5);
    }

    private static Map<String, Tensor> uninterrupted() {
        LanguageModel model = model();
        model.fit(TEXT, FIT);
        return model.weights();
    }

    @Test
    void interruptedAndResumedEqualsUninterrupted() throws IOException {
        Path file = folder.resolve("checkpoint");
        LanguageModel first = model();
        int[] steps = {0};
        History stopped = first.fit(TEXT, FIT.checkpoint(file).listener(event -> {
            if (event instanceof Event.Stepped && ++steps[0] == 70) {
                Thread.currentThread().interrupt();
            }
        }));
        assertEquals(History.End.INTERRUPTED, stopped.end());
        assertFalse(Thread.currentThread().isInterrupted(), "the interruption is used up");
        assertEquals(70, steps[0], "the fit ended after the batch under way");
        assertEquals(70, first.steps());
        assertEquals(70 / 43, stopped.epochs().size());
        assertTrue(first.generate("A", 20).length() == 21, "the model is usable");

        Path copy = Files.copy(file, folder.resolve("copy"));
        first.fit(TEXT, FIT.checkpoint(copy)); // the same model goes on from where it stands
        assertEquals(uninterrupted(), first.weights());

        Path third = Files.copy(file, folder.resolve("third"));
        LanguageModel loaded = LanguageModel.load(third); // as does one that is loaded from the file
        loaded.fit(TEXT, FIT.checkpoint(third));
        assertEquals(uninterrupted(), loaded.weights());

        LanguageModel second = model();
        History resumed = second.fit(TEXT, FIT.checkpoint(file));
        assertEquals(History.End.FINISHED, resumed.end());
        assertEquals(4, resumed.epochs().size());
        assertEquals(uninterrupted(), second.weights());
        History straight = model().fit(TEXT, FIT);
        for (int k = 0; k < 4; k++) {
            assertEquals(
                    straight.epochs().get(k).training(), resumed.epochs().get(k).training());
            assertEquals(
                    straight.epochs().get(k).validation(),
                    resumed.epochs().get(k).validation());
        }
        assertEquals(second.weights(), LanguageModel.load(file).weights(), "a checkpoint is a model file");
    }

    static Stream<Fit> optimizers() {
        Fit fit = Fit.epochs(2).batch(4).steps(40).quiet();
        return Stream.of(
                fit.sgd(0.1),
                fit.nesterov(0.1, 0.9).weightDecay(0.01),
                fit.adam(0.01),
                fit.rmsProp(0.01).momentum(0.9).weightDecay(0.01).oneCycle(),
                fit.rmsProp(0.01).stepDecay(0.5, 0.5),
                fit.adagrad(0.05).weightDecay(0.01),
                fit.adadelta(1).weightDecay(0.01).warmUp(0.5));
    }

    /** What an optimiser keeps is in the file: in the middle of an epoch another model takes it up. */
    @ParameterizedTest
    @MethodSource("optimizers")
    void everyOptimizerGoesOnWhereItStopped(Fit fit) {
        Text text = TEXT.split(0.04, 0.01);
        LanguageModel straight = LanguageModel.of(Rnn.gru(6), text);
        straight.fit(text, fit);
        Path file = folder.resolve("checkpoint");
        LanguageModel first = LanguageModel.of(Rnn.gru(6), text);
        first.fit(text, fit.checkpoint(file).listener(event -> {
            if (event instanceof Event.Stepped && first.steps() == 17) {
                Thread.currentThread().interrupt();
            }
        }));
        assertEquals(17, first.steps());
        LanguageModel second = LanguageModel.of(Rnn.gru(6), text);
        second.fit(text, fit.checkpoint(file));
        assertTrue(straight.steps() > 25, "there was something left: " + straight.steps());
        assertEquals(straight.weights(), second.weights());
    }

    @Test
    void aFinishedFitIsNotDoneAgainButMoreEpochsAre() {
        Path file = folder.resolve("checkpoint");
        Fit constant = Fit.epochs(1).batch(8).steps(40).adam(0.01).quiet();
        LanguageModel one = model();
        one.fit(TEXT, constant.checkpoint(file));

        LanguageModel again = model();
        int[] steps = {0};
        History history = again.fit(TEXT, constant.checkpoint(file).listener(event -> {
            steps[0] += event instanceof Event.Stepped ? 1 : 0;
        }));
        assertEquals(0, steps[0]);
        assertEquals(1, history.epochs().size());
        assertEquals(one.weights(), again.weights());

        Fit two = Fit.epochs(2).batch(8).steps(40).adam(0.01).quiet();
        LanguageModel more = model();
        more.fit(TEXT, two.checkpoint(file));
        LanguageModel straight = model();
        straight.fit(TEXT, two);
        assertEquals(straight.weights(), more.weights());

        more.fit(TEXT, constant.checkpoint(file)); // a second fit of the same model begins anew in the same file
        assertEquals(3 * straight.steps() / 2, more.steps());
    }

    @Test
    void theFileOfAFitThatRanOutOfPatienceHoldsTheBest() {
        Path file = folder.resolve("checkpoint");
        Fit fit = Fit.epochs(60).batch(4).steps(40).adam(0.05).patience(1).quiet();
        LanguageModel model = model();
        History history = model.fit(TEXT, fit.checkpoint(file));
        assertEquals(History.End.OUT_OF_PATIENCE, history.end());
        assertEquals(model.weights(), LanguageModel.load(file).weights());
        LanguageModel again = model();
        assertEquals(history.epochs(), again.fit(TEXT, fit.checkpoint(file)).epochs());
        assertEquals(model.weights(), again.weights());
    }

    @Test
    void fewerEpochsThanAreDoneAreRefused() {
        Path file = folder.resolve("checkpoint");
        Fit fit = Fit.epochs(2).batch(8).steps(40).quiet();
        model().fit(TEXT, fit.checkpoint(file));
        Fit shorter = Fit.epochs(1).batch(8).steps(40).quiet();
        assertMessage(
                "has 2 epochs done, more than the 1 asked for", () -> model().fit(TEXT, shorter.checkpoint(file)));
        Fit falling = Fit.epochs(2).batch(8).steps(40).cosine().quiet();
        assertMessage("with other settings", () -> model().fit(TEXT, falling.checkpoint(file)));
    }

    @Test
    void aCheckpointOfAnotherFitIsRefusedAndKept() throws IOException {
        Path file = folder.resolve("checkpoint");
        model().fit(TEXT, FIT.checkpoint(file));
        byte[] before = Files.readAllBytes(file);
        assertMessage(
                "with other settings", () -> model().fit(TEXT, FIT.batch(4).checkpoint(file)));
        assertMessage("with another model, data or seed", () -> model().seed(6).fit(TEXT, FIT.checkpoint(file)));
        assertMessage(
                "with another model, data or seed", () -> model().fit(TEXT.split(0.19, 0.02), FIT.checkpoint(file)));
        Path plain = folder.resolve("model");
        model().save(plain);
        assertMessage("holds a model but no state of a fit", () -> model().fit(TEXT, FIT.checkpoint(plain)));
        LanguageModel trained = model();
        trained.fit(TEXT, FIT.clipNorm(2));
        trained.fit(TEXT, FIT.clipNorm(2));
        assertMessage(
                "began at step 0 and stands at step " + 4 * 44 + ", but the model stands at step " + 8 * 44,
                () -> trained.fit(TEXT, FIT.checkpoint(file)));
        assertEquals(java.nio.ByteBuffer.wrap(before), java.nio.ByteBuffer.wrap(Files.readAllBytes(file)));
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }

    /** Ten times the process is killed outright, at moments of chance, and started again; then it may finish. */
    @Test
    void killedTenTimesAndResumedEqualsUninterrupted() throws Exception {
        Path file = folder.resolve("checkpoint");
        SplittableRandom chance = new SplittableRandom(1);
        int killed = 0;
        int whole = 0;
        while (killed < 10) {
            Process process = start(file);
            waitForCheckpoint(process, file);
            if (process.waitFor(chance.nextInt(50, 700), TimeUnit.MILLISECONDS)) {
                break; // it got to the end: there was progress between the kills
            }
            process.destroyForcibly().waitFor(); // SIGKILL
            killed++;
            if (Files.exists(file)) {
                LanguageModel.load(file); // whole, whenever the process died
                whole++;
            }
        }
        Process last = start(file);
        assertTrue(last.waitFor(300, TimeUnit.SECONDS));
        assertEquals(0, last.exitValue(), () -> read(folder.resolve("log")));
        assertTrue(killed >= 3 && whole >= 3, "killed " + killed + " times");
        LanguageModel straight = model();
        straight.fit(TEXT, Child.FIT);
        assertEquals(straight.weights(), LanguageModel.load(file).weights());
    }

    private static void waitForCheckpoint(Process process, Path file) throws InterruptedException, IOException {
        long before = Files.exists(file) ? Files.getLastModifiedTime(file).toMillis() : 0;
        while (process.isAlive()
                && (!Files.exists(file) || Files.getLastModifiedTime(file).toMillis() == before)) {
            Thread.onSpinWait();
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private Process start(Path file) throws IOException {
        return ChildJvm.of(Child.class, List.of(), file.toString())
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The process that is killed. */
    static final class Child {
        static final Fit FIT =
                Fit.epochs(60).batch(8).steps(40).adam(0.01).clipNorm(1).quiet();

        public static void main(String[] args) {
            try (LanguageModel model = model()) {
                model.fit(TEXT, FIT.checkpoint(Path.of(args[0])));
            }
        }
    }
}
