package dev.rondo.task;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import dev.rondo.train.Checkpoint;
import dev.rondo.train.Learner;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A learner whose weights, steps and files are those of a network.
 *
 * @param <B> a batch
 */
interface NetworkLearner<B> extends Learner<B> {
    Network<?> network();

    /** Returns what is trained; a frozen parameter is part of the network alone. */
    @Override
    default Map<String, Parameter> parameters() {
        Map<String, Parameter> trained = new LinkedHashMap<>();
        network().parameters().forEach((name, parameter) -> {
            if (parameter.requiresGradient()) {
                trained.put(name, parameter);
            }
        });
        return trained;
    }

    @Override
    default NDManager manager() {
        return network().manager();
    }

    @Override
    default long steps() {
        return network().steps();
    }

    @Override
    default void steps(long count) {
        network().steps(count);
    }

    @Override
    default void save(Path file, Checkpoint checkpoint) {
        network().save(file, checkpoint);
    }

    @Override
    default Checkpoint read(Path file) {
        return network().checkpoint(file);
    }
}
