package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolkitTest {
    private static final Path HERE = Path.of("").toAbsolutePath();

    private static Properties system(String classPath) {
        Properties system = new Properties();
        system.setProperty("java.home", "/opt/jdk");
        system.setProperty("java.class.path", classPath);
        return system;
    }

    @Test
    void theClassPathBecomesAbsoluteAndKeepsItsOrder() {
        String given = String.join(File.pathSeparator, "target/classes", "", "/lib/b.jar", "../lib/not-there.jar");
        Toolkit toolkit = Toolkit.of(system(given));
        List<Path> expected = List.of(
                HERE.resolve("target/classes"),
                Path.of("/lib/b.jar").toAbsolutePath(),
                HERE.getParent().resolve("lib/not-there.jar"));
        assertEquals(expected, toolkit.classPath());
        assertEquals(
                expected.get(0) + File.pathSeparator + expected.get(1) + File.pathSeparator + expected.get(2),
                toolkit.path());
    }

    @Test
    void theProgramIsTheRunningJdks() {
        String name = File.separatorChar == '/' ? "java" : "java.exe";
        assertEquals(Path.of("/opt/jdk/bin", name), Toolkit.of(system("a.jar")).java());
    }

    @Test
    void onlyTheToolkitsPropertiesThatAreSetTravel() {
        Properties system = system("a.jar");
        system.setProperty("rondo.engine", "PyTorch");
        system.setProperty("rondo.device", " ");
        system.setProperty("rondo.data", "src/../data");
        system.setProperty("rondo.other", "x");
        assertEquals(
                Map.of(
                        "rondo.engine",
                        "PyTorch",
                        "rondo.data",
                        HERE.resolve("data").toString()),
                Toolkit.of(system).properties());
    }

    @Test
    void aFolderOfDataThatIsNotThereStaysBehind() {
        Properties system = system("a.jar");
        system.setProperty("rondo.data", "no-such-folder");
        assertEquals(Map.of(), Toolkit.of(system).properties());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void anEmptyClassPathIsAnError(String classPath) {
        assertEquals(
                "the class path is empty, expected the toolkit and its libraries: call mvn compile exec:exec"
                        + " -Drondo.args=\"kernel install\" in the project's folder",
                assertThrows(IllegalArgumentException.class, () -> Toolkit.of(system(classPath)))
                        .getMessage());
    }

    @Test
    void aCollectorIsChosenUnlessTheUserDoes() {
        assertTrue(Toolkit.flags(List.of("-Xmx1g", "-XX:-UseG1GC")).contains("-XX:+UseSerialGC"));
        assertFalse(Toolkit.flags(List.of("-Xmx1g", "-XX:+UseZGC")).toString().contains("GC"));
    }
}
