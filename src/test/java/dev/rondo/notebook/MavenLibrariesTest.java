package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Libraries are found in the repository from which this build took its own. */
class MavenLibrariesTest {
    @Test
    void aLibraryOfThisBuildIsFoundAgain() throws Exception {
        Path jar = Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(Path::of)
                .filter(entry -> entry.getFileName().toString().matches("jspecify-.*\\.jar"))
                .findFirst()
                .orElseThrow();
        String version = jar.getFileName().toString().replaceAll("jspecify-(.*)\\.jar", "$1");
        List<Path> found = new MavenLibraries().resolve(List.of("org.jspecify:jspecify:" + version));
        assertEquals(1, found.size(), found::toString); // it needs no other
        assertEquals(jar.getFileName(), found.get(0).getFileName());
        assertEquals(-1, Files.mismatch(jar, found.get(0)));
    }

    @Test
    void whatIsNoCoordinateIsNamed() {
        assertEquals(
                "'gson' is no Maven coordinate, expected group:artifact:version",
                assertThrows(IllegalArgumentException.class, () -> new MavenLibraries().resolve(List.of("gson")))
                        .getMessage());
    }
}
