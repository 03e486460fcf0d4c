package dev.rondo.train;

/** Hears what happens in a fit, on the thread that fits. What it throws ends the fit. */
@FunctionalInterface
public interface Listener {
    /**
     * Is told of an event.
     *
     * @param event what happened
     */
    void on(Event event);
}
