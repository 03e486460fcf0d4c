package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelSpecTest {
    private static final Toolkit TOOLKIT =
            new Toolkit(Path.of("/jdk/bin/java"), List.of(Path.of("/r/classes"), Path.of("/m/a b.jar")), Map.of());

    @TempDir
    Path prefix;

    private JupyterFolders folders;
    private KernelSpec spec;
    private Path folder;

    @BeforeEach
    void choosePlace() {
        folders = JupyterFolders.under(prefix);
        spec = new KernelSpec("rondo", folders);
        folder = folders.own().resolve("kernels/rondo");
    }

    private JsonObject json() {
        return SpecFile.read(SpecFile.in(folder)).json();
    }

    private List<String> argv() {
        List<String> argv = new ArrayList<>();
        for (JsonElement word : json().getAsJsonArray("argv")) {
            argv.add(word.getAsString());
        }
        return argv;
    }

    private Path another(Path data, String name, String json) throws IOException {
        Path other = Files.createDirectories(data.resolve("kernels").resolve(name));
        Files.writeString(SpecFile.in(other), json);
        return other;
    }

    private static String refused(Runnable action) {
        return assertThrows(IllegalArgumentException.class, action::run).getMessage();
    }

    @Test
    void jupyterFindsHowToStartTheKernel() {
        assertEquals(folder, spec.install(TOOLKIT, List.of(), false));
        assertEquals(
                List.of(
                        Path.of("/jdk/bin/java").toString(),
                        "-Dai.djl.offline=true",
                        "-DOPT_OUT_TRACKING=true",
                        "-Djava.awt.headless=true",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-classpath",
                        Path.of("/r/classes") + File.pathSeparator + Path.of("/m/a b.jar"),
                        "dev.rondo.cli.Main",
                        "kernel",
                        "start",
                        "{connection_file}"),
                argv());
        assertEquals("Java (Rondo)", json().get("display_name").getAsString());
        assertEquals("java", json().get("language").getAsString());
        assertEquals("message", json().get("interrupt_mode").getAsString());
        assertEquals(Map.of("rondo", folder), folders.kernels());
    }

    @Test
    void propertiesAndOptionsStandBeforeTheClassPathOptionsLast() {
        Toolkit set = new Toolkit(TOOLKIT.java(), TOOLKIT.classPath(), Map.of("rondo.engine", "PyTorch"));
        spec.install(set, List.of("-Xmx4g", "-Dai.djl.offline=false"), false);
        List<String> argv = argv();
        int at = argv.indexOf("-Drondo.engine=PyTorch");
        assertTrue(at > argv.indexOf("-Dai.djl.offline=true"), argv.toString());
        assertEquals(List.of("-Xmx4g", "-Dai.djl.offline=false", "-classpath"), argv.subList(at + 1, at + 4));
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void thereIsALogo(int size) throws IOException {
        spec.install(TOOLKIT, List.of(), false);
        BufferedImage logo = ImageIO.read(
                folder.resolve("logo-" + size + "x" + size + ".png").toFile());
        assertArrayEquals(new int[] {size, size}, new int[] {logo.getWidth(), logo.getHeight()});
        assertEquals(0, logo.getRGB(0, 0) >>> 24, "the corner is transparent");
        assertEquals(255, logo.getRGB(size / 8, size / 2) >>> 24, "the loop is drawn");
    }

    @Test
    void nothingElseIsLeftBeside() throws IOException {
        spec.install(TOOLKIT, List.of(), false);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(3, files.count());
        }
        try (Stream<Path> kernels = Files.list(folder.getParent())) {
            assertEquals(1, kernels.count());
        }
    }

    @Test
    void ownKernelIsReplaced() {
        spec.install(TOOLKIT, List.of("-Xmx1g"), false);
        spec.install(TOOLKIT, List.of("-Xmx2g"), false);
        assertTrue(argv().contains("-Xmx2g"));
        assertFalse(argv().contains("-Xmx1g"));
    }

    @Test
    void anothersKernelIsNot() throws IOException {
        String theirs = "{\"argv\": [\"x\"], \"display_name\": \"Java 8\"}";
        another(folders.own(), "rondo", theirs);
        assertEquals(
                "kernel 'rondo' in " + folder
                        + " is 'Java 8', not Rondo's own: choose another --name, or give --replace",
                refused(() -> spec.install(TOOLKIT, List.of(), false)));
        assertEquals(theirs, Files.readString(SpecFile.in(folder)));
    }

    @Test
    void anothersKernelGivesWayWhenToldTo() throws IOException {
        Files.writeString(another(folders.own(), "rondo", "{}").resolve("their.jar"), "x");
        spec.install(TOOLKIT, List.of(), true);
        assertEquals("Java (Rondo)", json().get("display_name").getAsString());
        assertFalse(Files.exists(folder.resolve("their.jar")));
    }

    @Test
    void aDamagedKernelIsNotOurs() throws IOException {
        another(folders.own(), "rondo", "{\"argv\": [");
        assertEquals(
                "kernel 'rondo' in " + folder
                        + " is damaged, not Rondo's own: choose another --name, or give --replace",
                refused(() -> spec.install(TOOLKIT, List.of(), false)));
        spec.install(TOOLKIT, List.of(), true);
        assertTrue(argv().contains("kernel"));
    }

    @Test
    void anInstalledKernelElsewhereIsNotShadowed() throws IOException {
        Path system = prefix.resolve("usr");
        Path other = another(system, "java", "{\"display_name\": \"Java\"}");
        JupyterFolders both = new JupyterFolders(folders.own(), List.of(folders.own(), system));
        KernelSpec shadow = new KernelSpec("java", both);
        assertEquals(
                "kernel 'java' in " + other + " is 'Java', not Rondo's own: choose another --name, or give --replace",
                refused(() -> shadow.install(TOOLKIT, List.of(), false)));
        shadow.install(TOOLKIT, List.of(), true);
        assertTrue(Files.exists(SpecFile.in(other)), "hidden, but still there");
        assertTrue(Files.exists(folders.own().resolve("kernels/java/kernel.json")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "../rondo", "..", ".rondo", "ròndo", "a/b"})
    void jupyterTakesNotEveryName(String name) {
        assertEquals(
                "kernel name '" + name + "' is not one for Jupyter, expected ASCII letters, digits, '.', '_' and '-'"
                        + " after a letter or digit, such as rondo",
                refused(() -> new KernelSpec(name, folders)));
    }

    @Test
    void aNameIsKeptInLowerCase() {
        assertEquals("rondo-1.0_x", new KernelSpec("Rondo-1.0_X", folders).name());
    }

    @Test
    void anOptionWithoutItsHyphenIsRefusedBeforeAnythingIsWritten() {
        assertEquals(
                "JVM option 'Xmx4g' does not begin with '-', expected one as java takes it: -Xmx4g",
                refused(() -> spec.install(TOOLKIT, List.of("Xmx4g"), false)));
        assertFalse(Files.exists(folders.own()));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(prefix.resolve("share"), "a file where a folder is needed");
        String message = assertThrows(UncheckedIOException.class, () -> spec.install(TOOLKIT, List.of(), false))
                .getMessage();
        assertTrue(message.startsWith("cannot write kernel 'rondo' to " + folder + " (java.nio.file."), message);
        assertTrue(message.endsWith("), expected a writable place: give --prefix, or set JUPYTER_DATA_DIR"), message);
    }

    @Test
    void uninstallingRemovesTheFolder() {
        spec.install(TOOLKIT, List.of(), false);
        assertEquals(folder, spec.uninstall());
        assertFalse(Files.exists(folder));
        assertTrue(Files.exists(folder.getParent()));
    }

    @Test
    void uninstallingLeavesAnothersKernel() throws IOException {
        another(folders.own(), "rondo", "{\"display_name\": \"Java 8\"}");
        assertEquals(
                "kernel 'rondo' in " + folder
                        + " is 'Java 8', not Rondo's own: remove it with jupyter kernelspec remove rondo",
                refused(spec::uninstall));
        assertTrue(Files.exists(SpecFile.in(folder)));
    }

    @Test
    void thereMayBeNothingToUninstall() {
        assertEquals(
                "there is no kernel 'rondo' in " + folder.getParent()
                        + ", expected one that Rondo installed: check --name and --prefix",
                refused(spec::uninstall));
    }
}
