package dev.rondo.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is there whole or not at all. */
class WholeFileTest {
    @TempDir
    Path folder;

    @Test
    void writesTheFileAndItsFolders() throws IOException {
        Path file = folder.resolve("a/b/f");
        WholeFile.write(file, text("new"));
        assertEquals("new", Files.readString(file));
        assertEquals(List.of("f"), names(file.getParent()));
    }

    @Test
    void leavesTheOldFileWhereTheContentFails() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "old");
        assertThrows(
                IOException.class,
                () -> WholeFile.write(file, out -> {
                    text("half").to(out);
                    throw new IOException("the other half is missing");
                }));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("f"), names(folder));
    }

    @Test
    void writesWhereTheThreadHasBeenInterrupted() throws IOException {
        Path file = folder.resolve("f");
        Thread.currentThread().interrupt();
        try {
            WholeFile.write(file, text("new"));
        } finally {
            assertTrue(Thread.interrupted(), "the interruption is kept for who asks next");
        }
        assertEquals("new", Files.readString(file));
    }

    @Test
    void replacesTheFileRatherThanWritingIntoIt() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "old");
        Path link = Files.createLink(folder.resolve("link"), file);
        WholeFile.write(file, text("new"));
        assertEquals("new", Files.readString(file));
        assertEquals("old", Files.readString(link), "the old file was not written into");
    }

    @Test
    void followsLinksToFilesAndToFolders() throws IOException {
        Path real = Files.createDirectories(folder.resolve("real"));
        Path file = Files.writeString(real.resolve("f"), "old");
        Path toFile = link(folder.resolve("to-file"), file);
        Path toFolder = link(folder.resolve("to-folder"), real);
        WholeFile.write(toFile, text("new"));
        WholeFile.write(toFolder.resolve("g"), text("beside"));
        assertTrue(Files.isSymbolicLink(toFile));
        assertEquals("new", Files.readString(file));
        assertEquals(List.of("f", "g"), names(real));
    }

    @Test
    void leavesAFileThatIsWriteProtected() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "old");
        assertTrue(file.toFile().setReadOnly());
        assumeFalse(Files.isWritable(file), "this user may write everywhere");
        assertEquals("it is write-protected", refused(file));
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("f"), names(folder));
    }

    @Test
    void leavesAFolderThatHasTheName() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("f"));
        assertEquals("it is a folder", refused(taken));
        assertTrue(Files.isDirectory(taken));
        assertEquals(List.of("f"), names(folder));
    }

    @Test
    void leavesAFileThatStandsWhereAFolderIsNeeded() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "old");
        assertThrows(IOException.class, () -> WholeFile.write(file.resolve("g"), text("new")));
        assertEquals("old", Files.readString(file));
    }

    @Test
    void leavesNothingBehindWhereMovingIntoPlaceFails() throws IOException {
        assertThrows(IOException.class, () -> WholeFile.write(folder.resolve("x".repeat(300)), text("new")));
        assertEquals(List.of(), names(folder));
    }

    private static String refused(Path file) {
        return assertThrows(FileSystemException.class, () -> WholeFile.write(file, text("new")))
                .getReason();
    }

    private static WholeFile.Content text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Path link(Path link, Path to) {
        try {
            return Files.createSymbolicLink(link, to);
        } catch (IOException | UnsupportedOperationException e) {
            assumeTrue(false, "no symbolic links here: " + e);
            return link;
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
