package dev.rondo.cli;

import dev.rondo.train.Event;
import dev.rondo.train.Listener;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Lets Ctrl-C end a fit without losing it: the JVM, asked to end while a fit runs, interrupts the fit and waits until this
 * is closed, so that what was learned can be saved.
 */
final class Interruption implements Listener, AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::shutDown, "rondo-interruption");
    private @Nullable Thread fitting;

    @Override
    public void on(Event event) {
        if (event instanceof Event.Started) {
            fitting(Thread.currentThread());
            Runtime.getRuntime().addShutdownHook(hook);
        } else if (event instanceof Event.Ended) {
            fitting(null);
            Thread.interrupted(); // one that came too late for the fit must not disturb the saving
        }
    }

    Thread hook() {
        return hook;
    }

    /** What the JVM does before it ends. */
    void shutDown() {
        interrupt();
        try {
            closed.await(); // and not for the thread: it may itself be waiting in System.exit for this one
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void interrupt() {
        if (fitting != null) {
            fitting.interrupt();
        }
    }

    private synchronized void fitting(@Nullable Thread thread) {
        fitting = thread;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is ending, and the hook with it
        }
    }
}
