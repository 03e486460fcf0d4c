package dev.rondo.train;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;

/**
 * One line of progress: in a terminal, JShell or a notebook updated in place, at most five times a second; elsewhere (a
 * log) a line for an epoch, at most twenty in a fit.
 */
final class ProgressLine implements Listener {
    private static final long EVERY = 200_000_000; // nanoseconds
    private static final int LINES = 20;

    private final PrintStream out;
    private final String unit;
    private final boolean live;
    private final boolean kept;
    private long shownAt;
    private long startedAt;
    private double doneAtStart;
    private int width;
    private String lastEpoch = "";

    ProgressLine(PrintStream out, String unit) {
        this(out, unit, isTerminal(), isInJShell());
    }

    /**
     * Makes a line.
     *
     * @param terminal whether it goes to a terminal
     * @param shell whether JShell runs the fit; where that is not at a terminal it is a notebook
     */
    ProgressLine(PrintStream out, String unit, boolean terminal, boolean shell) {
        this.out = out;
        this.unit = unit;
        this.live = terminal || shell;
        this.kept = shell && !terminal;
    }

    /** Tells whether JShell runs this, which every Java kernel is built on. */
    private static boolean isInJShell() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith("REPL.")));
    }

    @SuppressWarnings("SystemConsoleNull") // both answers are dealt with
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try { // from JDK 22 on there is a console without a terminal too
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    @Override
    public void on(Event event) {
        if (event instanceof Event.Started started) {
            startedAt = System.nanoTime();
            doneAtStart = started.done();
            if (started.done() >= started.epochs()) {
                out.println("nothing left to train: the checkpoint has all " + started.done() + " epochs");
            }
        } else if (event instanceof Event.Stepped step && live) {
            stepped(step);
        } else if (event instanceof Event.EpochEnded ended) {
            ended(ended);
        } else if (event instanceof Event.Ended ended) {
            if (live && width > 0) {
                end();
            }
            if (ended.history().end() != History.End.FINISHED) {
                out.println("ended early: "
                        + ended.history().end().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            }
        }
    }

    /** Leaves the last epoch's line at a terminal; a notebook keeps what is printed, and speed is not for keeping. */
    private void end() {
        if (kept) {
            show("");
            out.print("\r");
        } else {
            show(lastEpoch);
            out.println();
        }
        out.flush();
    }

    private void stepped(Event.Stepped step) {
        long now = System.nanoTime();
        if (now - shownAt < EVERY) {
            return;
        }
        shownAt = now;
        double done = step.epoch() - 1 + (double) step.batch() / step.batches();
        double share = (done - doneAtStart) / Math.max(1e-9, step.epochs() - doneAtStart);
        double left = (now - startedAt) / 1e9 * (1 - share) / Math.max(1e-9, share);
        show(String.format(
                Locale.ROOT,
                "epoch %d/%d  batch %d/%d  loss %.4f  %s %s/s  %s left",
                step.epoch(),
                step.epochs(),
                step.batch(),
                step.batches(),
                step.loss(),
                rate(step.perSecond()),
                unit,
                time(left)));
    }

    private void ended(Event.EpochEnded ended) {
        History.Epoch epoch = ended.epoch();
        String validation = Double.isNaN(epoch.validation())
                ? ""
                : String.format(Locale.ROOT, "  validation %.4f", epoch.validation());
        lastEpoch = String.format(
                Locale.ROOT,
                "epoch %d/%d  training %.4f%s  %s %s/s",
                epoch.number(),
                ended.epochs(),
                epoch.training(),
                validation,
                rate(epoch.perSecond()),
                unit);
        if (live) {
            show(lastEpoch);
        } else if (epoch.number() == ended.epochs() || isDue(epoch.number(), ended.epochs())) {
            out.println(lastEpoch);
        }
    }

    /** Picks at most twenty epochs, evenly. */
    private static boolean isDue(int epoch, int epochs) {
        return (long) epoch * LINES / epochs > (long) (epoch - 1) * LINES / epochs;
    }

    private void show(String line) {
        out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        out.flush();
        width = line.length();
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, perSecond < 100 ? "%.1f" : "%,.0f", perSecond);
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }
}
