package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.ChildJvm;
import dev.rondo.cli.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The JDK's shell with the toolkit in it: the command {@code jshell}, its input given. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ShellTest {
    @TempDir
    Path folder;

    private record Ended(int status, String out) {}

    /** Runs the command in a folder of its own, where its temporary files go too. */
    private Ended shell(String input, String... arguments) throws IOException, InterruptedException {
        Path given = Files.writeString(folder.resolve("input"), input);
        List<String> options =
                List.of("-Djava.io.tmpdir=" + folder, "-Duser.home=" + folder, "-Djava.util.prefs.userRoot=" + folder);
        Process process = ChildJvm.of(Main.class, options, arguments)
                .directory(folder.toFile())
                .redirectInput(given.toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out.replace(System.lineSeparator(), "\n"));
    }

    @Test
    void valuesAreShownAndTheToolkitIsImported() throws IOException, InterruptedException {
        Ended ended = shell("""
                Rnn.lstm(3).layers(2)
                Fit.epochs(2).adam(0.5) instanceof Fit
                Table.create(IntColumn.create("n", 4, 5)).rowCount()
                List.of(Path.of("a"), Part.ALL)
                new CrossEntropy(0)
                Sampling.greedy()
                var chart = Chart.of("Two points").line("a", new double[] {1, 2}, new double[] {3, 4})
                chart.show()
                nothing
                """, "jshell");
        assertEquals(0, ended.status, ended.out);
        for (int number = 1; number <= 6; number++) {
            assertTrue(ended.out.contains("$" + number + " ==> "), ended.out);
        }
        assertTrue(ended.out.contains("$1 ==> lstm(3).layers(2)\n"), ended.out);
        assertTrue(ended.out.contains("$2 ==> true\n"), ended.out);
        assertTrue(ended.out.contains("$3 ==> 2\n"), ended.out);
        assertTrue(ended.out.contains("cannot find symbol"), "no error ends it: " + ended.out);
        String line = ended.out
                .lines()
                .filter(each -> each.contains("chart: "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(ended.out));
        Path png = Path.of(line.substring(line.indexOf("chart: ") + "chart: ".length()));
        assertTrue(png.startsWith(folder), line);
        assertArrayEquals(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, Arrays.copyOf(Files.readAllBytes(png), 4));
    }

    @Test
    void aScriptRunsAndGivesItsStatus() throws IOException, InterruptedException {
        Path script = Files.writeString(
                folder.resolve("script.jsh"),
                "System.out.println(Rnn.gru(5) + \" in \" + Path.of(\"\").toAbsolutePath().getFileName());\n/exit 4\n");
        Ended ended = shell("", "jshell", script.toString());
        assertTrue(ended.out.endsWith("gru(5) in " + folder.getFileName() + "\n"), ended.out);
        assertEquals(4, ended.status);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "rondo*.jsh")) {
            assertFalse(left.iterator().hasNext(), "the list of imports is left behind");
        }
    }
}
