package dev.rondo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A user's error gets one message and exit code 2; the program's own keeps its trace and ends with 1. */
class ErrorsTest {

    @TempDir
    Path folder;

    private static void assertUsersError(String message, Run run) {
        assertEquals("rondo: " + message + System.lineSeparator(), run.err());
        assertEquals(2, run.code());
        assertEquals("", run.out());
    }

    @Test
    void aFileThatIsNotThere() {
        assertUsersError(
                "there is no file none.txt (looked in " + Path.of("").toAbsolutePath() + "): check the path",
                Run.of("train", "none.txt"));
    }

    @Test
    void aModelThatIsNotThere() {
        assertUsersError("there is no file none.rondo: check the path", Run.of("generate", "none.rondo"));
        assertUsersError(
                "there is no file none.rondo: check the path", Run.of("evaluate", "none.rondo", "--dataset", "verse"));
    }

    @Test
    void aNotebookThatIsNotThere() {
        assertUsersError(
                "there is no notebook none.ipynb (that is "
                        + Path.of("none.ipynb").toAbsolutePath() + "): check the path",
                Run.of("run", "none.ipynb", "--output", folder.toString()));
    }

    @Test
    void aToleranceThatIsNoShare() {
        assertUsersError(
                "tolerance 2.0 is no share, expected 0 or more and below 1: for one percent choose 0.01",
                Run.of("run", "none.ipynb", "--check", "--tolerance", "2"));
    }

    @Test
    void aFileThatIsNoModel() throws IOException {
        Path file = Files.writeString(folder.resolve("x.rondo"), "Sit lower, sir, and keep your elbows in.");
        assertUsersError(
                file + " is not a model file: expected safetensors, as save() writes it",
                Run.of("generate", file.toString()));
    }

    @Test
    void anEmptyText() throws IOException {
        Path file = Files.writeString(folder.resolve("empty.txt"), "");
        assertUsersError(
                "text 'empty.txt' is empty: give one with some thousand characters", Run.of("train", file.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"train --dataset moby-dick", "evaluate m.rondo --dataset moby-dick"})
    void anUnknownDataset(String arguments) {
        assertUsersError(
                "dataset 'moby-dick' is not known: use verse or tiny-shakespeare, or give a file",
                Run.of(arguments.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "evaluate m.rondo"})
    void noText(String arguments) {
        assertUsersError(
                "no text given: name a file, or a dataset such as --dataset verse", Run.of(arguments.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"train a.txt --dataset verse", "evaluate m.rondo a.txt --dataset verse"})
    void twoTexts(String arguments) {
        assertUsersError("two texts given, a.txt and dataset 'verse': leave one out", Run.of(arguments.split(" ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train x --epochs 0            | epochs is 0, expected at least 1",
                "train x --batch -3            | batch is -3, expected at least 1",
                "train --dataset verse --hidden 0 | hidden is 0, expected at least 1, such as 128",
                "train --dataset verse --embedding -1"
                        + " | embedding is -1, expected at least 1, or 0 for one-hot input",
                "train x --rate 0" + " | the learning rate is 0.0, expected a number above 0, such as 1e-3",
            })
    void whatASpecRefuses(String arguments, String message) {
        assertUsersError(message, Run.of(arguments.split(" ")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sing                       | Unmatched argument at index 0: 'sing'; see 'rondo --help'",
                "train x --hiden 3          | Unknown options: '--hiden', '3'; see 'rondo train --help'",
                "train x --hidden many"
                        + " | Invalid value for option '--hidden': 'many' is not an int; see 'rondo train --help'",
                "train x --cell cnn         | Invalid value for option '--cell': expected one of [TANH, RELU, SIGMOID,"
                        + " LSTM, PEEPHOLE_LSTM, GRU, GRU_RESET_BEFORE] (case-insensitive) but was 'cnn'; see 'rondo train --help'",
                "train x --split 0.9        | Invalid value for option '--split': '0.9' is not two numbers with a"
                        + " comma, such as 0.9,0.1; see 'rondo train --help'",
                "train x --split 0.9,b      | Invalid value for option '--split': '0.9,b' is not two numbers with a"
                        + " comma, such as 0.9,0.1; see 'rondo train --help'",
                "generate                   | Missing required parameter: 'MODEL'; see 'rondo generate --help'",
                "generate m --greedy --temperature 1 | --temperature=X, --greedy are mutually exclusive (specify only"
                        + " one); see 'rondo generate --help'",
                "run                        | Missing required parameter: 'NOTEBOOK'; see 'rondo run --help'",
                "run x --in-place --output y | --output=FOLDER, --in-place are mutually exclusive (specify only one);"
                        + " see 'rondo run --help'",
                "run x --tolerance 0.1      | Missing required argument(s): --check; see 'rondo run --help'",
                "run x --check --tolerance a | Invalid value for option '--tolerance': 'a' is not a double;"
                        + " see 'rondo run --help'",
                "kernel                     | no command given, expected install, uninstall, attach or detach;"
                        + " see 'rondo kernel --help'",
                "kernel attach              | Missing required parameter: 'NAME'; see 'rondo kernel attach --help'",
                "jshell --hidden 3          | Unknown option: '--hidden'; see 'rondo jshell --help'",
            })
    void argumentsThatAreNone(String arguments, String message) {
        assertUsersError(message, Run.of(arguments.split(" ")));
    }

    /** Fails in the way it is told to. */
    @Command(name = "fail")
    private static final class Failing implements Runnable {
        @Parameters
        private String how = "";

        @Override
        public void run() {
            throw switch (how) {
                case "argument" -> new IllegalArgumentException("first line\n  second line");
                case "file" -> new UncheckedIOException("cannot write x", new IOException("disk full"));
                case "nameless" -> new IllegalArgumentException();
                default -> new IllegalStateException("a mistake in the program");
            };
        }
    }

    private static Run failing(String... arguments) {
        return Run.of(Main.commandLine().addSubcommand(new CommandLine(new Failing())), arguments);
    }

    @Test
    void aMessageKeepsItsLines() {
        assertUsersError("first line\n  second line", failing("fail", "argument"));
    }

    @Test
    void aFileThatCannotBeWritten() {
        assertUsersError("cannot write x", failing("fail", "file"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--stacktrace fail argument", "fail argument --stacktrace"})
    void theTraceIsThereForTheAsking(String arguments) {
        Run run = failing(arguments.split(" "));
        assertEquals(2, run.code());
        assertTrue(run.err().startsWith("rondo: first line"), run.err());
        assertTrue(run.err().contains("\tat " + Failing.class.getName() + ".run("), run.err());
    }

    @ParameterizedTest
    @CsvSource({"state, IllegalStateException: a mistake in the program", "nameless, IllegalArgumentException"})
    void theProgramsOwnErrorsKeepTheirTrace(String how, String expected) {
        Run run = failing("fail", how);
        assertEquals(1, run.code());
        assertTrue(run.err().contains(expected), run.err());
        assertTrue(run.err().contains("\tat " + Failing.class.getName() + ".run("), run.err());
    }
}
