package dev.rondo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.data.Part;
import dev.rondo.data.Text;
import dev.rondo.metric.CrossEntropy;
import dev.rondo.nn.Rnn;
import dev.rondo.task.LanguageModel;
import dev.rondo.task.Sampling;
import dev.rondo.train.Fit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command does what the toolkit does with the same specs. */
@Tag("engine")
class CommandsTest {
    private static final String CONTENT = "MARRET:\nSit lower, sir, and keep your elbows in.\n\n".repeat(20);

    @TempDir
    Path folder;

    private Path file;
    private Path model;

    @BeforeEach
    void writeText() throws IOException {
        file = Files.writeString(folder.resolve("boat.txt"), CONTENT);
        model = folder.resolve("out/boat.rondo");
    }

    private Run train(String options) {
        String all = "train " + file + " --hidden 8 --batch 4 --steps 16 --model " + model + " " + options;
        return Run.of(all.split(" "));
    }

    private static void assertWell(Run run) {
        assertEquals("", run.err());
        assertEquals(0, run.code());
    }

    @Test
    void trainingGivesTheModelThatTheApiGives() {
        assertWell(train("--cell gru --rate 0.02 --epochs 2 --seed 3 --embedding 5 --dropout 0.1 --sample 0"));
        Text text = Text.characters(file);
        try (LanguageModel own = LanguageModel.of(Rnn.gru(8).dropout(0.1), text)
                        .embedding(5)
                        .seed(3);
                LanguageModel trained = LanguageModel.load(model)) {
            own.fit(text, Fit.epochs(2).batch(4).steps(16).adam(0.02).quiet());
            assertEquals(own.toString(), trained.toString());
            assertEquals(own.weights().keySet(), trained.weights().keySet());
            own.weights()
                    .forEach((name, weight) -> assertTrue(
                            Arrays.equals(
                                    weight.values(), trained.weights().get(name).values()),
                            name));
        }
    }

    @Test
    void trainingSaysWhatItDoesAndSavesBesideTheModel() throws IOException {
        Run run = train("--epochs 2 --sample 30");
        assertWell(run);
        Text text = Text.characters(file);
        assertTrue(run.out().startsWith(text + System.lineSeparator()), run.out());
        assertTrue(run.out().contains("----- before training -----"), run.out());
        assertTrue(run.out().contains("----- after epoch 1 of 2 -----"), run.out());
        assertTrue(run.out().contains("----- after epoch 2 of 2 -----"), run.out());
        assertTrue(run.out().contains("  5-gram      "), run.out());
        try (LanguageModel trained = LanguageModel.load(model)) {
            assertTrue(
                    run.out()
                            .contains(String.format(
                                    "  this model  %.4f",
                                    trained.evaluate(text, Part.VALIDATION).nats())),
                    run.out());
        }
        Path chart = folder.resolve("out/boat.png");
        assertTrue(run.out().contains("model: " + model), run.out());
        assertTrue(run.out().contains("learning curve: " + chart), run.out());
        assertEquals(1600, ImageIO.read(chart.toFile()).getWidth());
    }

    @Test
    void withoutSamplesThereAreNone() {
        Run run = train("--sample 0 --epochs 1");
        assertWell(run);
        assertFalse(run.out().contains("-----"), run.out());
    }

    @Test
    void trainingWithoutAValidationPartHasNothingToCompareWith() {
        Run run = train("--sample 0 --epochs 1 --split 1,0 --chart " + folder.resolve("elsewhere.png"));
        assertWell(run);
        assertFalse(run.out().contains("gram"), run.out());
        assertTrue(Files.exists(folder.resolve("elsewhere.png")));
    }

    @Test
    void aCheckpointIsResumed() {
        Path checkpoint = folder.resolve("boat.checkpoint");
        assertWell(train("--sample 10 --epochs 1 --checkpoint " + checkpoint));
        Run second = train("--sample 10 --epochs 2 --checkpoint " + checkpoint);
        assertWell(second);
        assertFalse(second.out().contains("before training"), second.out());
        assertFalse(second.out().contains("after epoch 1"), second.out());
        assertTrue(second.out().contains("after epoch 2 of 2"), second.out());
    }

    @Test
    void aCheckpointOfAnotherFitIsTheUsersError() {
        Path checkpoint = folder.resolve("boat.checkpoint");
        assertWell(train("--sample 0 --epochs 1 --checkpoint " + checkpoint));
        Run other = train("--sample 0 --epochs 2 --rate 0.5 --checkpoint " + checkpoint);
        assertEquals(2, other.code());
        assertTrue(
                other.err().startsWith("rondo: " + checkpoint + " belongs to a fit with other settings:"), other.err());
        assertTrue(other.err().endsWith("delete it to begin anew, or give another file" + System.lineSeparator()));
    }

    @Test
    void generatingWritesWhatTheApiWrites() {
        assertWell(train("--epochs 2 --sample 0"));
        String expected;
        try (LanguageModel trained = LanguageModel.load(model)) {
            expected = trained.generate(
                    "MARRET:\nSit",
                    40,
                    Sampling.random().temperature(0.5).topK(3).topP(0.9));
        }
        Run run = Run.of(
                "generate",
                model.toString(),
                "--prime",
                "MARRET:\\nSit",
                "--length",
                "40",
                "--temperature",
                "0.5",
                "--top-k",
                "3",
                "--top-p",
                "0.9");
        assertWell(run);
        assertEquals(expected + System.lineSeparator(), run.out());
    }

    @Test
    void generatingRefusesWhatTheModelDoesNotKnow() {
        assertWell(train("--sample 0 --epochs 1"));
        Run run = Run.of("generate", model.toString(), "--prime", "ZOO");
        assertEquals(2, run.code());
        assertTrue(
                run.err().startsWith("rondo: character 'Z' (U+005A) at place 1 is not in the vocabulary"), run.err());
        assertEquals("", run.out());
    }

    @Test
    void evaluatingMeasuresThePartNamed() {
        assertWell(train("--epochs 2 --sample 0"));
        Text text = Text.characters(file).split(0.5, 0.3);
        CrossEntropy all;
        CrossEntropy test;
        try (LanguageModel trained = LanguageModel.load(model)) {
            all = trained.evaluate(text, Part.ALL);
            test = trained.evaluate(text, Part.TEST);
        }
        Run whole = Run.of("evaluate", model.toString(), file.toString());
        assertWell(whole);
        assertEquals("boat.txt, all: " + all + " per character" + System.lineSeparator(), whole.out());
        Run part = Run.of("evaluate", model.toString(), file.toString(), "--part", "test", "--split", "0.5,0.3");
        assertWell(part);
        assertEquals("boat.txt, test: " + test + " per character" + System.lineSeparator(), part.out());
    }

    @Test
    void trainingThatRunsAwayIsTheUsersError() {
        Run run = train("--sample 0 --epochs 2 --optimizer sgd --cell relu --rate 1e30");
        assertEquals(2, run.code());
        assertTrue(run.err().startsWith("rondo: the loss became "), run.err());
        assertTrue(run.err().contains("lower the learning rate or clip the gradient"), run.err());
        assertFalse(Files.exists(model), "no epoch was learned, nothing is worth saving");
    }
}
