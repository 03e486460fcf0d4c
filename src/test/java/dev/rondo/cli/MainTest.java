package dev.rondo.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.task.LanguageModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command in a JVM of its own: how it ends. */
@Timeout(120)
class MainTest {

    @TempDir
    Path folder;

    private Process start(String arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Drondo.engine=" + System.getProperty("rondo.engine", ""),
                "-cp",
                classPath(),
                Main.class.getName()));
        command.addAll(List.of(arguments.split(" ")));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.start();
    }

    /** The class path of this test, which a launcher may hold in a class loader of its own. */
    private static String classPath() {
        return Main.class.getClassLoader() instanceof URLClassLoader loader
                ? Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(":"))
                : System.getProperty("java.class.path");
    }

    private static int end(Process process) throws InterruptedException {
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it hangs");
        return process.exitValue();
    }

    @Test
    void anEngineThatIsNoneIsTheUsersError() throws IOException, InterruptedException {
        Process process = start("train --dataset verse --engine Nonesuch");
        try (BufferedReader out = process.inputReader()) {
            String all = out.lines().collect(Collectors.joining("\n"));
            assertTrue(all.endsWith("rondo: engine 'Nonesuch' is not known: use one of [MXNet, PyTorch]"), all);
        }
        assertEquals(2, end(process));
    }

    @Test
    @Tag("engine")
    void trainingEndsByItself() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("boat.txt"), "Sit lower, sir, and keep your elbows in.\n".repeat(20));
        Process process = start("train boat.txt --hidden 4 --batch 4 --epochs 1 --sample 0");
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        assertEquals(0, end(process));
        assertTrue(Files.exists(folder.resolve("boat.rondo")));
        assertTrue(Files.exists(folder.resolve("boat.png")));
    }

    @Test
    @Tag("engine")
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process cannot be asked to end there, only be ended")
    void trainingThatIsAskedToEndSavesWhatItHasLearned() throws IOException, InterruptedException {
        Process process = start("train --dataset verse --hidden 4 --batch 4 --steps 16 --epochs 100000 --sample 10");
        String all;
        try (BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            while (line != null && !line.contains("before training")) {
                line = out.readLine();
            }
            process.toHandle().destroy(); // Process.destroy would close its output too
            all = out.lines().collect(Collectors.joining("\n"));
        }
        assertNotEquals(0, end(process));
        assertTrue(all.contains("ended early: interrupted"), all);
        assertTrue(all.contains("model: verse.rondo"), all);
        try (LanguageModel saved = LanguageModel.load(folder.resolve("verse.rondo"))) {
            assertTrue(saved.toString().contains(", trained for "), saved.toString());
        }
    }
}
