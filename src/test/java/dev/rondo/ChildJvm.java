package dev.rondo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own on the engine and the class path of the tests. */
public final class ChildJvm {
    private ChildJvm() {}

    /** Returns what starts the main method of a class. */
    public static ProcessBuilder of(Class<?> main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Drondo.engine=" + System.getProperty("rondo.engine", ""));
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }
}
