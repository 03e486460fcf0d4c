package dev.rondo.task;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import dev.rondo.cell.Tensor;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import dev.rondo.nn.Tensors;
import dev.rondo.train.Checkpoint;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every model holds: a net on the engine, made at the first use, how many steps it has been trained for, and the
 * file of both. Its memory is given back by {@link #close()}, or, once it is no longer reachable, when another one is
 * made.
 *
 * @param <N> the net
 */
final class Network<N extends Net> implements AutoCloseable {
    private static final String STEPS = "rondo.steps";
    private static final String CHECKPOINT = "rondo.checkpoint";
    private static final String TRAINING = "training."; // in front of the names of a fit's own tensors

    private final String kind;
    private final Map<String, Object> description;
    private final Function<Object, N> maker;
    private final Shape input;
    private @Nullable Made<N> made;
    private long steps;

    /** The native side, apart from the rest so that it can outlive it until it is cleaned up. */
    private record Made<N>(N net, NDManager manager) {}

    /**
     * Describes a network that is yet to be made.
     *
     * @param kind the model's name in files and messages
     * @param description what a file says of the model besides weights and steps, by the names of its parts
     * @param maker makes the net; it gets what the net must hold on to, so that who holds the net holds its memory
     * @param input a shape of input to initialise the net with
     */
    Network(String kind, Map<String, Object> description, Function<Object, N> maker, Shape input) {
        this.kind = kind;
        this.description = description;
        this.maker = maker;
        this.input = input;
    }

    N net() {
        return made().net;
    }

    NDManager manager() {
        return made().manager;
    }

    Map<String, Parameter> parameters() {
        return made().net.named();
    }

    private Made<N> made() {
        Made<N> there = made;
        if (there == null) {
            NDManager manager = Engines.newManager(this);
            N net = maker.apply(this);
            net.initialize(manager, DataType.FLOAT32, input);
            there = new Made<>(net, manager);
            made = there;
        }
        return there;
    }

    /** Does some work with the net, which stays as long as the work takes. */
    <T> T during(Supplier<T> work) {
        try {
            return work.get();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    long steps() {
        return steps;
    }

    void steps(long count) {
        steps = count;
    }

    /** Refuses a call that would change the description of a trained model. */
    void requireUntrained(String call) {
        if (steps > 0) {
            throw new IllegalStateException(
                    call + " on a model trained for " + steps + " steps: call it before fit, right after of");
        }
    }

    /** Returns the weights, copied, under the names they are saved under. */
    Map<String, Tensor> weights() {
        return during(() -> {
            Map<String, Tensor> weights = new LinkedHashMap<>();
            parameters().forEach((name, parameter) -> weights.put(name, Tensors.of(parameter.getArray())));
            return weights;
        });
    }

    /** Returns stack and head in plain Java, with a copy of the weights. */
    PlainNet plain(Rnn rnn, int inputs, int outputs) {
        return PlainNet.of(rnn, inputs, outputs, weights());
    }

    /** Describes each weight with its shape under a heading, and says how many numbers there are. */
    String summary(String heading) {
        StringBuilder text = new StringBuilder(heading + "\n");
        long total = 0;
        for (Map.Entry<String, Parameter> entry : parameters().entrySet()) {
            Shape shape = entry.getValue().getArray().getShape();
            total += shape.size();
            text.append(String.format(Locale.ROOT, "  %-24s %-14s %,12d%n", entry.getKey(), shape, shape.size()));
        }
        return text.append(String.format(Locale.ROOT, "  %-39s %,12d%n", "parameters", total))
                .toString();
    }

    void save(Path file) {
        file(weights()).write(file, kind);
    }

    /** Saves the model with the state of a fit. */
    void save(Path file, Checkpoint checkpoint) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(weights());
        checkpoint.tensors().forEach((name, tensor) -> tensors.put(TRAINING + name, tensor));
        file(tensors).with(CHECKPOINT, checkpoint.withTensors(Map.of())).write(file, kind);
    }

    private ModelFile file(Map<String, Tensor> tensors) {
        ModelFile file = new ModelFile(tensors, Map.of()).with(STEPS, steps);
        for (Map.Entry<String, Object> part : description.entrySet()) {
            file = file.with(part.getKey(), part.getValue());
        }
        return file;
    }

    /** Takes weights and steps over from a file that holds a model of this description. */
    void take(ModelFile found, Path file) {
        parameters().forEach((name, parameter) -> {
            long[] shape = parameter.getArray().getShape().getShape();
            Tensors.copy(Tensor.from(found.tensors(), name, shape), parameter.getArray());
        });
        steps = found.get(STEPS, Long.class, file);
    }

    /** Reads the state of a fit from a checkpoint; the weights are among its tensors. */
    Checkpoint checkpoint(Path file) {
        ModelFile found = ModelFile.read(file, kind);
        if (!found.has(CHECKPOINT)) {
            throw new IllegalArgumentException(file + " holds a model but no state of a fit: give another file for"
                    + " checkpoints, or load the model with " + kind + ".load");
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        found.tensors()
                .forEach((name, tensor) ->
                        tensors.put(name.startsWith(TRAINING) ? name.substring(TRAINING.length()) : name, tensor));
        return found.get(CHECKPOINT, Checkpoint.class, file).withTensors(tensors);
    }

    @Override
    public void close() {
        if (made != null) {
            made.manager.close();
        }
    }
}
