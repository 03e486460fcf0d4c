package dev.rondo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class KernelCommandTest {
    private static final String IJAVA = "{\"argv\": [\"java\", \"-jar\", \"ijava.jar\", \"{connection_file}\"]}";

    @TempDir
    Path prefix;

    private Path kernels;

    @BeforeEach
    void choosePlace() {
        kernels = prefix.resolve("share/jupyter/kernels");
    }

    private static CommandLine commandLine() {
        return new CommandLine(new KernelCommand())
                .setParameterExceptionHandler((error, arguments) -> Errors.wrongUse(error))
                .setExecutionExceptionHandler((error, line, parsed) -> Errors.failed(error, line, false));
    }

    private Run run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--prefix", prefix.toString()));
        return Run.of(commandLine(), all.toArray(String[]::new));
    }

    private static void assertSaid(Run run, String firstLine) {
        assertEquals("", run.err());
        assertEquals(0, run.code());
        assertTrue(run.out().startsWith(firstLine + System.lineSeparator()), run.out());
        assertTrue(run.out().lines().count() <= 3, run.out());
    }

    private static void assertRefused(Run run, String message) {
        assertEquals("rondo: " + message + System.lineSeparator(), run.err());
        assertEquals(2, run.code());
        assertEquals("", run.out());
    }

    @Test
    void installingSaysWhereAndWhatNext() throws IOException {
        Path folder = kernels.resolve("rondo");
        Run run = run("install");
        assertSaid(run, "kernel 'rondo': " + folder);
        assertTrue(run.out().contains("choose Java (Rondo)"), run.out());
        String json = Files.readString(folder.resolve("kernel.json"));
        String classPath = System.getProperty("java.class.path");
        assertTrue(
                json.contains(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                json);
        assertTrue(
                json.contains(Path.of(classPath.split(System.getProperty("path.separator"))[0])
                        .toAbsolutePath()
                        .toString()),
                json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--jvm=-Xmx3g -Xss2m", "--jvm|-Xmx3g -Xss2m", "--jvm|-Xmx3g|--jvm|-Xss2m"})
    void optionsGoToTheKernelsJvm(String options) throws IOException {
        assertSaid(run(("install|--name|Fast|" + options).split("\\|")), "kernel 'fast': " + kernels.resolve("fast"));
        String words = Files.readString(kernels.resolve("fast/kernel.json")).replaceAll("\\s+", "");
        assertTrue(words.contains("\"-Xmx3g\",\"-Xss2m\",\"-classpath\""), words);
    }

    @Test
    void anothersKernelIsReplacedOnlyWhenToldTo() throws IOException {
        Path folder = Files.createDirectories(kernels.resolve("java"));
        Files.writeString(folder.resolve("kernel.json"), IJAVA);
        assertRefused(
                run("install", "--name", "java"),
                "kernel 'java' in " + folder
                        + " is 'unnamed', not Rondo's own: choose another --name, or give --replace");
        assertSaid(run("install", "--name", "java", "--replace"), "kernel 'java': " + folder);
    }

    @Test
    void uninstallingSaysWhatIsGone() {
        run("install", "--name", "mine");
        assertSaid(run("uninstall", "--name", "mine"), "removed " + kernels.resolve("mine"));
        assertFalse(Files.exists(kernels.resolve("mine")));
        assertRefused(
                run("uninstall"),
                "there is no kernel 'rondo' in " + kernels
                        + ", expected one that Rondo installed: check --name and --prefix");
    }

    @Test
    void attachingAndDetachingSayWhichKernel() throws IOException {
        Path file = Files.createDirectories(kernels.resolve("java")).resolve("kernel.json");
        Files.writeString(file, IJAVA);
        assertSaid(run("attach", "java"), "attached to IJava kernel 'java': " + file);
        assertTrue(Files.readString(file).contains("\"IJAVA_CLASSPATH\": \""));
        assertSaid(run("detach", "java"), "detached from IJava kernel 'java': " + file);
        assertEquals(IJAVA, Files.readString(file));
    }

    @Test
    void aKernelThatIsNotThereIsTheUsersError() {
        assertRefused(
                run("attach", "java"),
                "there is no kernel 'java', found no kernel at all in [" + kernels.getParent()
                        + "]: choose one of these, or install IJava or JJava first");
    }

    @Test
    void withoutACommandTheCommandsAreNamed() {
        assertRefused(
                Run.of(commandLine()),
                "no command given, expected install, uninstall, attach or detach; see 'kernel --help'");
    }

    @Test
    void everyOptionSaysWhatItIs() {
        for (CommandLine line : commandLine().getSubcommands().values()) {
            for (OptionSpec option : line.getCommandSpec().options()) {
                assertTrue(option.description().length > 0, line.getCommandName() + " " + option.longestName());
            }
        }
    }
}
