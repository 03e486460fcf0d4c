package dev.rondo.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Showing: in the kernel that runs, else in a file. */
class ChartShowTest {
    private static final Chart CHART = Chart.of("Learning curve")
            .line("", new double[] {1, 2}, new double[] {1, 2})
            .size(300, 200);
    private static final String IJAVA = "io.github.spencerpark.jupyter.kernel";
    private static final String JJAVA = "org.dflib.jjava.jupyter.kernel";

    @TempDir
    Path folder;

    private final PrintStream out = System.out;
    private final ClassLoader context = Thread.currentThread().getContextClassLoader();
    private URLClassLoader loader;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void redirect() {
        System.setProperty("rondo.charts", folder.resolve("charts").toString());
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() throws IOException {
        System.setOut(out);
        System.clearProperty("rondo.charts");
        Thread.currentThread().setContextClassLoader(context);
        if (loader != null) {
            loader.close();
        }
    }

    @Test
    void withoutAKernelWritesFilesAndPrintsTheirPaths() throws IOException {
        CHART.show();
        CHART.show();
        Path first = folder.resolve("charts/learning-curve.png");
        Path second = folder.resolve("charts/learning-curve-2.png");
        assertEquals(List.of("chart: " + first, "chart: " + second), lines());
        assertArrayEquals(CHART.png(), Files.readAllBytes(first));
        assertArrayEquals(CHART.png(), Files.readAllBytes(second));
    }

    @Test
    void showsInIJava() throws Exception {
        ClassLoader kernel = kernel(IJAVA, "return new Running();");
        CHART.show();
        assertShownOnce(kernel.loadClass(IJAVA + ".BaseKernel"), CHART, 300, 200);
    }

    @Test
    void showsInJJava() throws Exception {
        ClassLoader kernel = kernel(JJAVA, "return new Running();");
        CHART.show();
        assertShownOnce(kernel.loadClass(JJAVA + ".BaseKernel"), CHART, 300, 200);
    }

    @Test
    void showsATextAtTheHeightThatItTakesUp() throws Exception {
        Chart text = Chart.text("Unit", new String[] {"a", "b"}, new double[] {0, 1});
        ClassLoader kernel = kernel(JJAVA, "return new Running();");
        text.show();
        assertShownOnce(kernel.loadClass(JJAVA + ".BaseKernel"), text, 900, 168);
    }

    @Test
    void writesAFileWhereTheKernelDoesNotRun() throws Exception {
        kernel(IJAVA, "return null;");
        CHART.show();
        assertEquals(List.of("chart: " + folder.resolve("charts/learning-curve.png")), lines());
    }

    @Test
    void writesAFileWhereTheKernelFails() throws Exception {
        kernel(JJAVA, "throw new IllegalStateException(\"no kernel\");");
        CHART.show();
        assertEquals(List.of("chart: " + folder.resolve("charts/learning-curve.png")), lines());
    }

    private void assertShownOnce(Class<?> base, Chart chart, int width, int height)
            throws ReflectiveOperationException {
        List<?> shown = (List<?>) base.getField("SHOWN").get(null);
        String png = Base64.getEncoder().encodeToString(chart.png());
        assertEquals(
                List.of("image/png", png, "image/png", Map.of("width", width, "height", height)),
                shown,
                "one picture, with the size to show it at");
        assertEquals(List.of(), lines(), "nothing is printed");
        assertTrue(Files.notExists(folder.resolve("charts")), "and nothing written");
    }

    /** A stand-in for a kernel, compiled into a class loader of its own that becomes the context's. */
    private ClassLoader kernel(String library, String running) throws IOException {
        Path base = source(library + ".BaseKernel", """
            public abstract class BaseKernel {
                public static final java.util.List<Object> SHOWN = new java.util.ArrayList<>();
                public static BaseKernel notebookKernel() { %s }
                public void display(%s.display.DisplayData data) { SHOWN.addAll(data.content); }
                private static final class Running extends BaseKernel {}
            }
            """.formatted(running, library));
        Path data = source(library + ".display.DisplayData", """
            public class DisplayData {
                public final java.util.List<Object> content = new java.util.ArrayList<>();
                public void putData(String type, Object value) { content.add(type); content.add(value); }
                public void putMetaData(String type, Object value) { content.add(type); content.add(value); }
            }
            """);
        Path ijava = source("io.github.spencerpark.ijava.IJava", """
            public class IJava {
                public static %s.BaseKernel getKernelInstance() { return %s.BaseKernel.notebookKernel(); }
            }
            """.formatted(library, library));
        List<Path> sources = library.equals(IJAVA) ? List.of(base, data, ijava) : List.of(base, data);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        String[] arguments = Stream.concat(
                        Stream.of("-proc:none", "-d", classes.toString()),
                        sources.stream().map(Path::toString))
                .toArray(String[]::new);
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments));
        loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, context) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && (name.startsWith("io.github.spencerpark.") || name.startsWith(JJAVA))) {
                    return findClass(name); // rather than the toolkit's own copy of the library
                }
                return loaded == null ? super.loadClass(name, resolve) : loaded;
            }
        };
        Thread.currentThread().setContextClassLoader(loader);
        return loader;
    }

    private Path source(String type, String body) throws IOException {
        int dot = type.lastIndexOf('.');
        Path file = folder.resolve("sources").resolve(type.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "package " + type.substring(0, dot) + ";\n" + body);
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
