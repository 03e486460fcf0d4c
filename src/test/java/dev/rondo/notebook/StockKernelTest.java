package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StockKernelTest {
    private static final String OFFLINE = "System.setProperty(\"ai.djl.offline\", \"true\");";
    private static final Toolkit TOOLKIT =
            new Toolkit(Path.of("java"), List.of(Path.of("/r/classes"), Path.of("/m/gson-2.13.1.jar")), Map.of());
    private static final String CLASS_PATH = "/r/classes" + File.pathSeparator + "/m/gson-2.13.1.jar";

    private static final String GSON = "\"-Xbootclasspath/a:" + Path.of("/m/gson-2.13.1.jar") + "\"";

    /** As IJava's installer writes it: keys sorted, four spaces, no newline at the end. */
    private static final String IJAVA = """
            {
                "argv": [
                    "java",
                    "-jar",
                    "/k/java/ijava-1.3.0.jar",
                    "{connection_file}"
                ],
                "display_name": "Java",
                "env": {},
                "interrupt_mode": "message",
                "language": "java"
            }""";

    /** As JJava's archive has it. */
    private static final String JJAVA = """
            {
                "argv": [
                    "java", "-jar", "{resource_dir}/jjava-launcher.jar", "{resource_dir}/jjava.jar", "{connection_file}"
                ],
                "display_name": "Java",
                "language": "java",
                "interrupt_mode": "message",
                "env": {
                },
                "metadata": {
                }
            }
            """;

    @TempDir
    Path prefix;

    private JupyterFolders folders;

    @BeforeEach
    void choosePlace() {
        folders = JupyterFolders.under(prefix);
    }

    private Path kernel(String name, String json) throws IOException {
        Path folder = Files.createDirectories(folders.own().resolve("kernels").resolve(name));
        return Files.writeString(SpecFile.in(folder), json);
    }

    private StockKernel find(String name) {
        return StockKernel.find(name, folders);
    }

    private static JsonObject env(Path file) {
        return SpecFile.read(file).json().getAsJsonObject("env");
    }

    private static String refused(Runnable action) {
        return assertThrows(IllegalArgumentException.class, action::run).getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"IJAVA", "JJAVA"})
    void anAttachedKernelIsToldOfTheToolkit(String kind) throws IOException {
        Path file = kernel("java", kind.equals("IJAVA") ? IJAVA : JJAVA);
        assertEquals(file, find("java").attach(TOOLKIT));
        assertEquals(CLASS_PATH, env(file).get(kind + "_CLASSPATH").getAsString());
        assertEquals(OFFLINE, env(file).get(kind + "_STARTUP_SCRIPT").getAsString());
        assertEquals("true", env(file).get("OPT_OUT_TRACKING").getAsString());
        assertEquals(GSON, env(file).get("JDK_JAVA_OPTIONS").getAsString());
        assertEquals(4, env(file).size());
        assertEquals(
                SpecFile.parse(kind.equals("IJAVA") ? IJAVA : JJAVA).get("argv"),
                SpecFile.read(file).json().get("argv"));
    }

    @Test
    void theToolkitsPropertiesAreSetAtTheStart() throws IOException {
        Path file = kernel("java", IJAVA);
        find("java").attach(new Toolkit(Path.of("java"), TOOLKIT.classPath(), Map.of("rondo.data", "C:\\a \"b\"")));
        assertEquals(
                OFFLINE + "\nSystem.setProperty(\"rondo.data\", \"C:\\\\a \\\"b\\\"\");",
                env(file).get("IJAVA_STARTUP_SCRIPT").getAsString());
    }

    @Test
    void whatWasSetBeforeIsKeptAfterOurs() throws IOException {
        Path file = kernel("java", """
                {"argv": ["java", "-jar", "ijava.jar"], "env": {"IJAVA_CLASSPATH": "mine/*.jar",
                 "IJAVA_STARTUP_SCRIPT": "int mine = 1", "JDK_JAVA_OPTIONS": "-Xmx1g",
                 "IJAVA_TIMEOUT": "30 SECONDS"}}""");
        find("java").attach(TOOLKIT);
        assertEquals(
                CLASS_PATH + File.pathSeparator + "mine/*.jar",
                env(file).get("IJAVA_CLASSPATH").getAsString());
        assertEquals(
                OFFLINE + "\nint mine = 1",
                env(file).get("IJAVA_STARTUP_SCRIPT").getAsString());
        assertEquals(GSON + " -Xmx1g", env(file).get("JDK_JAVA_OPTIONS").getAsString());
        assertEquals("30 SECONDS", env(file).get("IJAVA_TIMEOUT").getAsString());
    }

    @Test
    void attachingTwiceIsAttachingOnce() throws IOException {
        Path file = kernel("java", IJAVA);
        find("java").attach(TOOLKIT);
        String once = Files.readString(file);
        find("java").attach(TOOLKIT);
        assertEquals(once, Files.readString(file));
    }

    @Test
    void attachingAgainBringsUpToDate() throws IOException {
        Path file = kernel("java", IJAVA);
        find("java").attach(TOOLKIT);
        find("java").attach(new Toolkit(Path.of("java"), List.of(Path.of("/new.jar")), Map.of()));
        assertEquals("/new.jar", env(file).get("IJAVA_CLASSPATH").getAsString());
        assertFalse(env(file).has("JDK_JAVA_OPTIONS"), "no gson there");
        find("java").detach();
        assertEquals(IJAVA, Files.readString(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                IJAVA,
                JJAVA,
                "{\"argv\":[\"ijava\"]}",
                "{\r\n\t\"argv\": [\"ijava\"], \"display_name\": \"J\u00e4va <1>\", \"metadata\": {\"n\": 1.50, \"x\": null}}",
                "{\"argv\":[\"jjava\"],\"env\":{\"JJAVA_CLASSPATH\":\"a\",\"OPT_OUT_TRACKING\":\"false\"}}\n\n"
            })
    void detachingRestoresTheFileToTheByte(String original) throws IOException {
        Path file = kernel("java", original);
        find("java").attach(TOOLKIT);
        assertFalse(original.equals(Files.readString(file)));
        assertEquals(file, find("java").detach());
        assertEquals(original, Files.readString(file));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void detachingKeepsWhatOthersChangedMeanwhile() throws IOException {
        Path file = kernel("java", IJAVA);
        find("java").attach(TOOLKIT);
        JsonObject changed = SpecFile.read(file).json();
        changed.addProperty("display_name", "My Java");
        changed.getAsJsonObject("env").addProperty("IJAVA_TIMEOUT", "9");
        Files.writeString(file, SpecFile.text(changed));
        find("java").detach();
        JsonObject expected = SpecFile.parse(IJAVA);
        expected.addProperty("display_name", "My Java");
        expected.getAsJsonObject("env").addProperty("IJAVA_TIMEOUT", "9");
        assertEquals(expected, SpecFile.read(file).json());
    }

    @Test
    void thereMayBeNothingToDetach() throws IOException {
        Path file = kernel("java", IJAVA);
        assertEquals(
                "kernel 'java' in " + file
                        + " is as it was installed, expected one with the toolkit attached: there is nothing to undo",
                refused(() -> find("java").detach()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'argv': ['java', '-jar', 'C:\\\\k\\\\IJava-1.4.0.jar']}                   | IJava",
                "{'argv': ['java', '-cp', '/k/*', 'io.github.spencerpark.ijava.IJava']}     | IJava",
                "{'argv': ['jbang', 'run', 'org.dflib.jjava:jjava-distro:1.0']}             | JJava",
                "{'argv': ['/opt/run'], 'display_name': 'Java (IJava)'}                     | IJava",
                "{'argv': ['/opt/run'], 'env': {'JJAVA_TIMEOUT': '1'}}                      | JJava",
            })
    void aStockKernelIsKnownByItsDescription(String json, String kind) throws IOException {
        Path file = kernel("j", json.replace('\'', '"'));
        assertEquals(kind + " kernel 'j': " + file, find("J").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'display_name': 'Py'}", "{'argv': ['/home/ijava/bin/python'], 'display_name': 'Py'}"})
    void otherKernelsAreLeftAlone(String json) throws IOException {
        Path file = kernel("python3", json.replace('\'', '"'));
        assertEquals(
                "kernel 'python3' in " + file.getParent()
                        + " is 'Py', expected IJava or JJava: choose another kernel, or install Rondo's own with"
                        + " kernel install",
                refused(() -> find("python3")));
    }

    @Test
    void rondosOwnNeedsNoToolkit() {
        Path folder = new KernelSpec("rondo", folders).install(TOOLKIT, List.of(), false);
        assertEquals(
                "kernel 'rondo' in " + folder + " is Rondo's own, which has the toolkit: use it as it is",
                refused(() -> find("rondo")));
    }

    @Test
    void aMissingKernelListsThoseThere() throws IOException {
        assertEquals(
                "there is no kernel 'java', found no kernel at all in [" + folders.own()
                        + "]: choose one of these, or install IJava or JJava first",
                refused(() -> find("java")));
        kernel("python3", "{}");
        kernel("jjava", JJAVA);
        assertEquals(
                "there is no kernel 'java', found only jjava, python3 in [" + folders.own()
                        + "]: choose one of these, or install IJava or JJava first",
                refused(() -> find("java")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"argv\": ["})
    void aDamagedDescriptionIsNamed(String json) throws IOException {
        Path file = kernel("java", json);
        assertEquals(
                file + " is damaged, expected a kernel's description in JSON: repair it, or remove its folder",
                refused(() -> find("java")));
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() throws IOException {
        Path file = kernel("java", IJAVA);
        StockKernel kernel = find("java");
        Files.delete(file);
        Files.delete(file.getParent()); // no permission would stop the superuser, this does
        String message = assertThrows(UncheckedIOException.class, () -> kernel.attach(TOOLKIT))
                .getMessage();
        assertTrue(message.startsWith("cannot write " + file + " (java.nio.file."), message);
        assertTrue(
                message.endsWith("), expected a writable file: run this as its owner, or copy the kernel's folder into"
                        + " your own Jupyter folder"),
                message);
    }
}
