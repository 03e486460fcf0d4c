package dev.rondo.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What goes on beside the training itself.
 *
 * @param patience after how many epochs without a better validation loss to stop and take the best weights back; 0 for
 *     never
 * @param checkpoint the file to resume from and to save to; empty for none
 * @param listeners who is told of each {@link Event}
 * @param quiet whether to leave out the line of progress
 */
public record Watch(int patience, Optional<Path> checkpoint, List<Listener> listeners, boolean quiet) {
    /** {@inheritDoc} */
    public Watch {
        if (patience < 0) {
            throw new IllegalArgumentException("patience is " + patience + ", expected a number of epochs, such as 5");
        }
        listeners = List.copyOf(listeners);
    }
}
