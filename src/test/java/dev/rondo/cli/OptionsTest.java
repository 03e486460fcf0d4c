package dev.rondo.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rondo.data.Datasets;
import dev.rondo.data.Part;
import dev.rondo.data.Text;
import dev.rondo.nn.Rnn;
import dev.rondo.task.Sampling;
import dev.rondo.train.Fit;
import dev.rondo.train.Optimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Arguments become the specs that a notebook would write. */
class OptionsTest {

    private static <T> T parsed(T options, String... arguments) {
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return options;
    }

    private static Fit fit(String... arguments) {
        return parsed(new FitOptions(), arguments).fit();
    }

    private static Rnn rnn(String... arguments) {
        return parsed(new RnnOptions(), arguments).rnn();
    }

    private static Sampling sampling(String... arguments) {
        String[] all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[0] = "m.rondo";
        return parsed(new Generate(), all).sampling();
    }

    @Test
    void withoutOptionsTheSpecsKeepTheirDefaults() {
        assertEquals(Fit.epochs(20), fit());
        assertEquals(Rnn.lstm(256), rnn());
        assertEquals(Sampling.random(), sampling());
    }

    @Test
    void eachOptionOfTheFitArrives() {
        assertEquals(Fit.epochs(7), fit("--epochs", "7"));
        assertEquals(Fit.epochs(20).batch(3), fit("--batch", "3"));
        assertEquals(Fit.epochs(20).steps(9), fit("--steps", "9"));
        assertEquals(Fit.epochs(20).clipNorm(5), fit("--clip-norm", "5"));
        assertEquals(Fit.epochs(20).cosine(), fit("--schedule", "cosine"));
        assertEquals(Fit.epochs(20), fit("--schedule", "constant"));
        assertEquals(Fit.epochs(20).oneCycle(), fit("--schedule", "one-cycle"));
        assertEquals(Fit.epochs(20).oneCycle(), fit("--schedule", "One-Cycle"));
        assertEquals(Fit.epochs(20).warmUp(0.5), fit("--warm-up", "0.5"));
        assertEquals(Fit.epochs(20).cosine().warmUp(2), fit("--warm-up", "2", "--schedule", "cosine"));
        assertEquals(Fit.epochs(20).patience(4), fit("--patience", "4"));
        assertEquals(Fit.epochs(20).checkpoint(Path.of("c")), fit("--checkpoint", "c"));
    }

    @Test
    void theOptimizerTakesRateAndDecayInAnyOrder() {
        assertEquals(Fit.epochs(20).adam(0.02), fit("--rate", "0.02"));
        assertEquals(Fit.epochs(20).adam(0.02), fit("--rate", "0.02", "--optimizer", "adam"));
        assertEquals(Fit.epochs(20).adamW(0.02), fit("--rate", "0.02", "--optimizer", "adamw"));
        assertEquals(Fit.epochs(20).sgd(0.02), fit("--optimizer", "sgd", "--rate", "0.02"));
        assertEquals(
                Fit.epochs(20).adamW(0.02).weightDecay(0.3),
                fit("--weight-decay", "0.3", "--rate", "0.02", "--optimizer", "adamw"));
        assertEquals(Fit.epochs(20).sgd(1e-3).weightDecay(0), fit("--optimizer", "sgd", "--weight-decay", "0"));
    }

    @Test
    void everyOptimizerHasItsName() {
        assertEquals(Fit.epochs(20).nesterov(1e-3, 0.9), fit("--optimizer", "nesterov"));
        assertEquals(Fit.epochs(20).rmsProp(1e-3), fit("--optimizer", "RmsProp"));
        assertEquals(Fit.epochs(20).adagrad(0.01), fit("--optimizer", "adagrad", "--rate", "0.01"));
        assertEquals(Fit.epochs(20).adadelta(1), fit("--rate", "1", "--optimizer", "adadelta"));
    }

    @Test
    void momentumGoesToTheOptimizersThatHaveOne() {
        assertEquals(Fit.epochs(20).sgd(0.1, 0.8), fit("--momentum", "0.8", "--optimizer", "sgd", "--rate", "0.1"));
        assertEquals(
                Fit.epochs(20).nesterov(0.1, 0.8), fit("--optimizer", "nesterov", "--rate", "0.1", "--momentum=0.8"));
        assertEquals(
                new Optimizer.RmsProp(1e-3, 0.99, 1e-8, 0.5, 0.1),
                fit("--optimizer", "rmsprop", "--momentum", "0.5", "--weight-decay", "0.1")
                        .optimizer());
        var refused = assertThrows(IllegalArgumentException.class, () -> fit("--momentum", "0.9"));
        assertEquals(
                "momentum(0.9) came to Adam, which has none: choose sgd, nesterov or rmsProp before, or leave it out",
                refused.getMessage());
    }

    @Test
    void manyOptionsOfTheFitGoTogether() {
        assertEquals(
                Fit.epochs(3)
                        .batch(8)
                        .steps(50)
                        .adam(0.01)
                        .weightDecay(0.1)
                        .clipNorm(1)
                        .cosine()
                        .patience(2),
                fit(("--patience 2 --schedule cosine --clip-norm 1 --weight-decay 0.1 --rate 0.01 --steps 50 --batch 8"
                                + " --epochs 3")
                        .split(" ")));
    }

    @ParameterizedTest
    @CsvSource({"tanh, tanh(256)", "RELU, relu(256)", "Lstm, lstm(256)", "gru, gru(256)"})
    void eachCellHasItsName(String name, String expected) {
        assertEquals(expected, rnn("--cell", name).toString());
    }

    @Test
    void eachOptionOfTheStackArrives() {
        assertEquals(Rnn.lstm(12), rnn("--hidden", "12"));
        assertEquals(Rnn.lstm(256).layers(3), rnn("--layers", "3"));
        assertEquals(Rnn.lstm(256).dropout(0.25), rnn("--dropout", "0.25"));
        assertEquals(
                Rnn.gru(9).layers(2).dropout(0.5),
                rnn("--dropout", "0.5", "--layers", "2", "--hidden", "9", "--cell", "gru"));
    }

    @Test
    void eachOptionOfTheSamplingArrives() {
        assertEquals(Sampling.random().temperature(0.6), sampling("--temperature", "0.6"));
        assertEquals(Sampling.random().topK(5), sampling("--top-k", "5"));
        assertEquals(Sampling.random().topP(0.9), sampling("--top-p", "0.9"));
        assertEquals(Sampling.greedy(), sampling("--greedy"));
        assertEquals(
                Sampling.random().temperature(1.5).topK(7).topP(0.8),
                sampling("--top-p", "0.8", "--top-k", "7", "--temperature", "1.5"));
    }

    @Test
    void theSplitArrives() {
        Text verse = Datasets.verse();
        Text unsplit = parsed(new Source(), "--dataset", "verse").text(null);
        assertArrayEquals(verse.ids(Part.TRAIN), unsplit.ids(Part.TRAIN));
        Text split =
                parsed(new Source(), "--dataset", "verse", "--split", "0.5,0.2").text(null);
        assertArrayEquals(verse.split(0.5, 0.2).ids(Part.TRAIN), split.ids(Part.TRAIN));
        assertArrayEquals(verse.split(0.5, 0.2).ids(Part.VALIDATION), split.ids(Part.VALIDATION));
    }

    @Test
    void aTextIsNamedAfterItsFileOrDataset(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("my.own.txt"), "some text");
        assertEquals("my.own.txt", new Source().text(file).name());
        assertEquals("my.own", new Source().name(file));
        assertEquals(".txt", new Source().name(Path.of(".txt")));
        assertEquals("README", new Source().name(Path.of("README")));
        assertEquals(
                "tiny-shakespeare",
                parsed(new Source(), "--dataset", "tiny-shakespeare").name(null));
    }

    @ParameterizedTest
    @CsvSource({
        "--engine=Nonesuch train x --device=gpu9",
        "train --engine Nonesuch --device gpu9 x",
        "--engine Nonesuch --device gpu9",
    })
    void engineAndDeviceMayStandBeforeOrAfterTheCommand(String arguments) {
        String engine = System.getProperty("rondo.engine");
        String device = System.getProperty("rondo.device");
        try {
            Main.commandLine().parseArgs(arguments.split(" "));
            assertEquals("Nonesuch", System.getProperty("rondo.engine"));
            assertEquals("gpu9", System.getProperty("rondo.device"));
        } finally {
            restore("rondo.engine", engine);
            restore("rondo.device", device);
        }
    }

    private static void restore(String name, String value) {
        if (value == null) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, value);
        }
    }

    @Test
    void whatASpecRefusesIsRefusedHereToo() {
        assertThrows(IllegalArgumentException.class, () -> fit("--epochs", "0"));
        assertThrows(IllegalArgumentException.class, () -> fit("--schedule", "one-cycle", "--warm-up", "1"));
        assertThrows(IllegalArgumentException.class, () -> rnn("--dropout", "1"));
        assertThrows(IllegalArgumentException.class, () -> sampling("--top-p", "0"));
    }
}
