package dev.rondo.notebook;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sees to it that a kernel that nobody can talk to any more does not stay. */
final class Lifeline {
    /** The threads without which a kernel is deaf or dumb: the library's, 0MQ's, and the one that sends what is printed. */
    private static final List<String> VITAL = List.of("Shell-", "Heartbeat-", "iothread-", "reaper-", "rondo-output");

    private Lifeline() {}

    /** Ends the process where one of these threads dies, so that Jupyter starts it anew rather than wait for it. */
    static void endWithVitalThreads(PrintStream log) {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (VITAL.stream().anyMatch(thread.getName()::startsWith)) {
                thread.setUncaughtExceptionHandler((dead, e) -> {
                    log.println("the kernel's thread " + dead.getName() + " died of " + e + ": the kernel ends");
                    Runtime.getRuntime().halt(1);
                });
            }
        }
    }

    /** Ends with the server that started this process, even where that was killed. */
    static void endWithParent() {
        parent().ifPresent(parent -> {
            Thread watch = new Thread(
                    () -> {
                        parent.onExit().join();
                        Runtime.getRuntime().halt(0);
                    },
                    "rondo-parent");
            watch.setDaemon(true);
            watch.start();
        });
    }

    private static Optional<ProcessHandle> parent() {
        String id = System.getenv("JPY_PARENT_PID");
        if (id == null || !id.matches("[1-9]\\d*") || id.equals("1")) {
            return Optional.empty();
        }
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return windows // where Jupyter gives the number of a handle instead
                ? ProcessHandle.current().parent()
                : ProcessHandle.of(Long.parseLong(id));
    }
}
