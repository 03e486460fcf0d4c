package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecFileTest {
    @TempDir
    Path folder;

    @Test
    void aFailedWriteLeavesNothingBeside() throws IOException {
        Path file = SpecFile.in(folder);
        Files.createDirectories(file.resolve("a folder where the file should be"));
        assertThrows(IOException.class, () -> SpecFile.write(file, "{}"));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void aFileThatIsNoTextIsNamed() throws IOException {
        Path file = Files.write(SpecFile.in(folder), new byte[] {'{', (byte) 0xFF, '}'});
        String message = assertThrows(UncheckedIOException.class, () -> SpecFile.read(file))
                .getMessage();
        assertTrue(message.startsWith("cannot read " + file + " (java.nio.charset."), message);
        assertTrue(message.endsWith("), expected a kernel's description"), message);
    }
}
