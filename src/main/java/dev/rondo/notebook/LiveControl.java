package dev.rondo.notebook;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import jdk.jshell.execution.LocalExecutionControl;
import org.jspecify.annotations.Nullable;

/**
 * Runs snippets in this process, keeps what they return as live objects, and stops them in two steps: it interrupts the
 * thread, which a fit notices after its batch, and ends the snippet by force only where that did not help.
 */
final class LiveControl extends LocalExecutionControl {
    private static final long GRACE = 900; // milliseconds for a snippet to end by itself
    private static final long PATIENCE = 3_000; // milliseconds to wait for a moment at which force does no harm
    private static final boolean STOPS_BETWEEN_INSTRUCTIONS = Runtime.version().feature() < 20;
    private static final List<String> DELICATE = List.of("ai.djl.", "dev.rondo.", "com.sun.jna.");
    private static final Method CALL = method();

    /** Reaches the thread that JShell starts for a snippet. */
    private static final InheritableThreadLocal<@Nullable LiveControl> STARTED_BY = new InheritableThreadLocal<>();

    private final boolean worded;
    private @Nullable Method snippet;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Object value;
    private volatile boolean asked; // to stop: also between two snippets of a cell, while the next one is compiled
    private volatile boolean stopped;

    /**
     * Makes one.
     *
     * @param worded whether JShell is told what a snippet returned in words, as its own shell shows it
     */
    LiveControl(boolean worded) {
        this.worded = worded;
    }

    private static Method method() {
        try {
            Method method = LiveControl.class.getDeclaredMethod("call");
            method.setAccessible(true); // it is JShell that calls it
            return method;
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected String invoke(Method doIt) throws Exception {
        snippet = doIt;
        value = null;
        stopped = false;
        if (asked) {
            asked = false;
            stopped = true;
            throw new StoppedException();
        }
        STARTED_BY.set(this);
        try {
            super.invoke(CALL);
            if (stopped) {
                throw new StoppedException();
            }
        } catch (StoppedException e) {
            stopped = true;
            throw e;
        } finally {
            STARTED_BY.remove();
            thread = null;
            asked = false;
        }
        return worded ? valueString(value) : ""; // a text may be long: where nobody reads it, none is made
    }

    /** Runs the snippet in the thread that JShell made for it. */
    static void call() throws Throwable {
        LiveControl control = STARTED_BY.get();
        STARTED_BY.remove();
        if (control == null || control.snippet == null) {
            throw new AssertionError("no snippet to call");
        }
        control.thread = Thread.currentThread();
        try {
            if (control.asked) { // by somebody who may have found no thread to stop
                control.stopped = true;
            } else {
                control.value = control.snippet.invoke(null);
            }
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            control.thread = null;
        }
    }

    /** Forgets that it was asked to stop: a new cell begins. */
    void begin() {
        asked = false;
        stopped = false;
    }

    /** Returns what the last snippet returned, and forgets it. */
    @Nullable
    Object takeValue() {
        Object taken = value;
        value = null;
        return taken;
    }

    /** Tells whether the last snippet was ended by force. */
    boolean wasStopped() {
        return stopped;
    }

    @Override
    public void stop() throws EngineTerminationException, InternalException {
        asked = true;
        Thread running = thread;
        if (running == null) {
            return;
        }
        running.interrupt();
        if (!ends(running, GRACE)) {
            if (STOPS_BETWEEN_INSTRUCTIONS) {
                awaitHarmlessMoment(running);
            }
            if (thread == running) {
                super.stop();
            }
            if (!ends(running, PATIENCE)) { // since JDK 20 Java can stop the code of a cell, but not what that calls
                System.err.println("the cell does not end: it is inside of " + library(running)
                        + ", which does not heed an interrupt; wait for it, or restart");
            }
        }
    }

    private boolean ends(Thread running, long milliseconds) {
        long until = System.nanoTime() + milliseconds * 1_000_000;
        while (thread == running && System.nanoTime() < until) {
            pause();
        }
        return thread != running;
    }

    /** Waits while the thread is inside the engine or the toolkit, whose state a sudden end could spoil. */
    private void awaitHarmlessMoment(Thread running) {
        long until = System.nanoTime() + PATIENCE * 1_000_000;
        while (thread == running && System.nanoTime() < until && isDelicate(running)) {
            pause();
        }
    }

    private static boolean isDelicate(Thread running) {
        for (StackTraceElement frame : running.getStackTrace()) {
            if (frame.getClassName().startsWith("REPL.")) {
                return false; // what called the snippet is of no interest
            }
            if (DELICATE.stream().anyMatch(frame.getClassName()::startsWith)) {
                return true;
            }
        }
        return false;
    }

    private static String library(Thread running) {
        StackTraceElement[] frames = running.getStackTrace();
        return frames.length == 0 ? "code" : frames[0].getClassName() + "." + frames[0].getMethodName();
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
