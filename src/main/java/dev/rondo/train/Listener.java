package dev.rondo.train;

import java.util.function.Consumer;

/** Hears what happens in a fit, on the thread that fits. What it throws ends the fit. */
@FunctionalInterface
public interface Listener {
    /**
     * Is told of an event.
     *
     * @param event what happened
     */
    void on(Event event);

    /**
     * Returns a listener that does something after every so many epochs.
     *
     * @param epochs how many: 5 for the fifth, the tenth and so on
     * @param action told the epoch's line in the history
     * @return the listener
     */
    static Listener every(int epochs, Consumer<History.Epoch> action) {
        if (epochs < 1) {
            throw new IllegalArgumentException("every(" + epochs + ", ...) came, expected at least 1 epoch");
        }
        return event -> {
            if (event instanceof Event.EpochEnded ended && ended.epoch().number() % epochs == 0) {
                action.accept(ended.epoch());
            }
        };
    }
}
