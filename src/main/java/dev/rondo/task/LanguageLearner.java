package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import dev.rondo.data.Part;
import dev.rondo.data.Text;
import dev.rondo.metric.NGram;
import dev.rondo.nn.Losses;
import dev.rondo.nn.RecurrentStack;
import dev.rondo.nn.Tensors;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A language model learning from contiguous streams: the training part is cut into as many streams as the batch has
 * rows, and each step reads a window of all of them.
 */
final class LanguageLearner implements NetworkLearner<LanguageLearner.Window> {
    private static final int BASELINES = 5; // orders of n-grams
    private static final int GRAMS = 3_000_000; // of a baseline: about 130 MB of heap

    private final LanguageModel model;
    private final Text text;
    private final int batch;
    private final int[] ids;
    private final int steps;
    private final long seed;
    private final History blank;

    /**
     * A window of every stream.
     *
     * @param offset where the first stream begins in the training part
     * @param stretch how many symbols each stream predicts
     * @param from where the window begins in its stream
     * @param time how many symbols it predicts
     */
    record Window(int offset, int stretch, int from, int time) {}

    LanguageLearner(LanguageModel model, Text text, Fit fit, long seed) {
        this.model = model;
        this.steps = fit.steps();
        this.seed = seed;
        this.text = text;
        this.batch = fit.batch();
        this.ids = text.ids(Part.TRAIN);
        if (ids.length <= batch) {
            throw new IllegalArgumentException("the training part of '" + text.name() + "' has " + ids.length
                    + " " + text.unit() + "s, too few for a batch of " + batch + " streams: expected at least "
                    + (batch + 1)
                    + "; use a longer text or a smaller batch");
        }
        Map<String, Double> baselines = validates() ? baselines(GRAMS) : Map.of();
        History empty =
                new History("nats per " + text.unit(), text.unit() + "s", List.of(), History.End.FINISHED, baselines);
        this.blank = text.hasFloor() ? empty.withFloor(text.floor()) : empty;
    }

    /**
     * Measures n-grams of order 1 to 5 on the validation part; fewer where a long text in many symbols has more n-grams
     * than a heap should hold.
     *
     * @param most how many n-grams a model may have
     * @return the losses by name
     */
    Map<String, Double> baselines(int most) {
        Map<String, Double> baselines = new LinkedHashMap<>();
        int[] held = text.ids(Part.VALIDATION);
        for (int order = 1; order <= BASELINES; order++) {
            Optional<NGram> counted = NGram.trainWithin(ids, text.vocabulary().size(), order, most);
            if (counted.isEmpty()) {
                break; // of a higher order there are more still
            }
            baselines.put(order + "-gram", counted.get().nats(held));
        }
        return baselines;
    }

    @Override
    public String identity() {
        return model.identity(text);
    }

    @Override
    public Network<?> network() {
        return model.network();
    }

    @Override
    public List<Window> batches(int epoch) {
        int offset = offset(epoch);
        int stretch = (ids.length - 1 - offset) / batch;
        return new AbstractList<>() { // of a long text there are many: each is made when it is asked for
            @Override
            public Window get(int index) {
                int from = Objects.checkIndex(index, size()) * steps;
                return new Window(offset, stretch, from, Math.min(steps, stretch - from));
            }

            @Override
            public int size() {
                return (stretch + steps - 1) / steps;
            }
        };
    }

    /** The first epoch begins at the first symbol, each later one a little further on: no cut falls twice at a place. */
    private int offset(int epoch) {
        int bound = Math.min(steps, (ids.length - 1) / batch);
        return epoch == 1 ? 0 : new SplittableRandom(seed * 1_000_003 + epoch).nextInt(bound);
    }

    @Override
    public long count(Window window) {
        return (long) batch * window.time;
    }

    @Override
    public Loss loss(Window window, NDList carried, SplittableRandom noise, NDManager manager) {
        LanguageNet net = model.network().net();
        net.noiseFrom(noise);
        NDList state = carried.isEmpty() ? null : carried;
        ParameterStore store = new ParameterStore(manager, false);
        RecurrentStack.Output out = net.run(store, symbols(manager, window, 0), state, true);
        NDArray logits = out.y().reshape(count(window), text.vocabulary().size());
        NDArray labels = symbols(manager, window, 1).flatten();
        return new Loss(Losses.crossEntropy(logits, labels), out.state());
    }

    /** Symbols (batch, time) of a window, or those as many places further on. */
    private NDArray symbols(NDManager manager, Window window, int further) {
        int[] symbols = new int[batch * window.time];
        for (int row = 0; row < batch; row++) {
            int place = window.offset + row * window.stretch + window.from + further;
            System.arraycopy(ids, place, symbols, row * window.time, window.time);
        }
        return Tensors.array(manager, symbols, new Shape(batch, window.time));
    }

    @Override
    public boolean validates() {
        return text.length(Part.VALIDATION) > 1;
    }

    @Override
    public Scores validate() {
        double nats = model.nats(text, Part.VALIDATION);
        Map<String, Double> metrics = new LinkedHashMap<>(); // in this order, run by run
        if (text.tokenizer().isEmpty()) {
            metrics.put("bits per character", nats / Math.log(2));
        }
        metrics.put("perplexity", Math.exp(nats));
        return new Scores(nats, metrics);
    }

    @Override
    public History blank() {
        return blank;
    }
}
