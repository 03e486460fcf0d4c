package dev.rondo.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Saving, and what it says where it cannot. */
class ChartFileTest {
    private static final Chart CHART = Chart.of("t").line("", new double[] {1, 2}, new double[] {1, 2});

    @TempDir
    Path folder;

    @Test
    void writesThePngAndItsFolders() throws IOException {
        Path file = folder.resolve("a/b/chart.png");
        assertEquals(file, CHART.save(file));
        assertArrayEquals(CHART.png(), Files.readAllBytes(file));
        assertEquals(List.of("chart.png"), names(file.getParent()));
    }

    @Test
    void leavesTheOldFileWhereThereIsNothingToDraw() throws IOException {
        Path file = Files.writeString(folder.resolve("chart.png"), "old");
        assertThrows(IllegalStateException.class, () -> Chart.of("empty").save(file));
        assertEquals("old", Files.readString(file));
    }

    @Test
    void leavesAFileThatIsWriteProtected() throws IOException {
        Path file = Files.writeString(folder.resolve("chart.png"), "old");
        assertTrue(file.toFile().setReadOnly());
        assumeFalse(Files.isWritable(file), "this user may write everywhere");
        refused(file, "it is write-protected");
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("chart.png"), names(folder));
    }

    @Test
    void leavesAFolderThatHasTheName() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("chart.png"));
        refused(taken, "it is a folder");
        assertTrue(Files.isDirectory(taken));
        assertEquals(List.of("chart.png"), names(folder));
    }

    @Test
    void namesFilesAfterTitlesInAnyScript() {
        assertEquals("learning-curve", ChartFile.slug("Learning curve"));
        assertEquals("loss-nats-character", ChartFile.slug("  Loss (nats/character)!"));
        assertEquals("学習曲線", ChartFile.slug("学習曲線"));
        assertEquals("chart", ChartFile.slug("../.."));
        assertEquals(60, ChartFile.slug("x".repeat(300)).length());
    }

    private static void refused(Path file, String reason) {
        String message =
                assertThrows(UncheckedIOException.class, () -> CHART.save(file)).getMessage();
        assertTrue(message.startsWith("chart file " + file + " could not be written ("), message);
        assertTrue(message.contains(reason), message);
        assertTrue(
                message.endsWith("), expected a writable place for a PNG: choose another path or free this one"),
                message);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
