package dev.rondo.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A JVM of its own for one measurement, with this one's class path and options. */
final class Child {
    private Child() {}

    /**
     * Runs this package's main class and waits for its end.
     *
     * @param engine the engine to run on
     * @param options further options of the JVM
     * @param arguments what to measure
     * @param line told each line that it writes
     * @throws IllegalStateException if it fails
     */
    static void run(String engine, List<String> options, List<String> arguments, Consumer<String> line) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (!option.startsWith("-Drondo.engine=") && !option.startsWith("-Xm")) {
                command.add(option);
            }
        }
        command.add("-Drondo.engine=" + engine);
        command.addAll(options);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                out.lines().forEach(line);
            }
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(arguments + " on " + engine + " ended with status " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + arguments, e);
        }
    }
}
