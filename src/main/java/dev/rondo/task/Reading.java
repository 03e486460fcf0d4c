package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.rondo.cell.Tensor;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Losses;
import dev.rondo.nn.RecurrentStack;
import dev.rondo.nn.Tensors;
import java.util.List;

/**
 * A text read from end to end to measure a model, several stretches side by side.
 *
 * <p>So that the split costs nothing, each stretch but the first starts early, on characters that count for the stretch
 * before and only warm the state up here.
 */
final class Reading {
    private static final int WARM_UP = 256;
    private static final int STREAMS = 32;
    private static final int WINDOW = 256; // steps in one call of the engine

    private final int[] ids;
    private final LanguageNet net;
    private final NDManager manager;
    private final int streams;

    Reading(int[] ids, LanguageNet net, NDManager manager) {
        this.ids = ids;
        this.net = net;
        this.manager = manager;
        this.streams = Math.max(1, Math.min(STREAMS, (ids.length - 1) / (4 * WARM_UP)));
    }

    /** Returns the mean cross entropy of each symbol but the first. */
    double nats() {
        Engines.enter();
        int longest = 0;
        for (int s = 0; s < streams; s++) {
            longest = Math.max(longest, first(s + 1) - start(s));
        }
        double sum = 0;
        List<Tensor> state = List.of();
        for (int from = 0; from < longest; from += WINDOW) {
            try (NDManager own = manager.newSubManager()) {
                int time = Math.min(WINDOW, longest - from);
                NDList before = state.isEmpty()
                        ? null
                        : new NDList(
                                state.stream().map(t -> Tensors.array(own, t)).toList());
                RecurrentStack.Output out =
                        net.run(new ParameterStore(own, false), symbols(own, from, time, 0), before, false);
                NDArray labels = symbols(own, from, time, 1).flatten();
                float[] counted = counted(from, time);
                NDArray logits =
                        out.y().reshape(counted.length, out.y().getShape().get(2));
                sum += sum(Losses.crossEntropies(logits, labels).toFloatArray(), counted);
                state = out.state().stream().map(Tensors::of).toList();
            }
        }
        return sum / (ids.length - 1);
    }

    /** The place of the first symbol that a stretch predicts. */
    private int first(int stream) {
        return 1 + (int) ((long) (ids.length - 1) * stream / streams);
    }

    /** The place of the first symbol that a stretch reads. */
    private int start(int stream) {
        return Math.max(0, first(stream) - 1 - WARM_UP);
    }

    /** Symbols (streams, time) as each stretch reads them, or as many places further on. */
    private NDArray symbols(NDManager own, int from, int time, int further) {
        int[] symbols = new int[streams * time];
        for (int s = 0; s < streams; s++) {
            for (int t = 0; t < time; t++) {
                symbols[s * time + t] = ids[Math.min(ids.length - 1, start(s) + from + t + further)];
            }
        }
        return Tensors.array(own, symbols, new Shape(streams, time));
    }

    /** Ones where a prediction counts, zeros in warm-up and behind a stretch's end. */
    private float[] counted(int from, int time) {
        float[] counted = new float[streams * time];
        for (int s = 0; s < streams; s++) {
            for (int t = 0; t < time; t++) {
                int predicted = start(s) + from + t + 1;
                counted[s * time + t] = predicted >= first(s) && predicted < first(s + 1) ? 1 : 0;
            }
        }
        return counted;
    }

    private static double sum(float[] losses, float[] counted) {
        double sum = 0;
        for (int k = 0; k < losses.length; k++) {
            sum += Math.max(0.0, losses[k]) * counted[k]; // MXNet's can be a millionth below
        }
        return sum;
    }
}
