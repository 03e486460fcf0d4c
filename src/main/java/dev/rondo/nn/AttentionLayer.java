package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rondo.cell.AttentionCell;
import dev.rondo.cell.AttentionType;
import dev.rondo.cell.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Attention as a DJL block: to each query the mean of a sequence's keys, weighted by a softmax over their scores. The
 * equations are those of {@link AttentionCell}.
 *
 * <p>In: queries (batch, width) or (batch, target time, width); keys (batch, time, width); and optionally lengths (batch),
 * the number of real keys of each sequence. Out: the context (batch, [target time,] width of the keys) and the weights
 * (batch, [target time,] time). A key beyond its sequence's length has weight zero and receives gradient zero, both
 * exactly, and padding by any amount changes nothing; what stands there must be finite numbers, of scores below 1e29.
 *
 * <p>What depends on the keys alone is computed once for a batch by {@link #keys} and used for any number of queries by
 * {@link #run}.
 *
 * <p>Weights: {@code weight_query} (units, width of queries), {@code weight_key} (units, width of keys) and
 * {@code weight_score} (units) of additive attention, which are W, U and v; {@code weight_key} (width of queries, width of
 * keys) of general attention, which is W; the others have none.
 */
public final class AttentionLayer extends AbstractBlock {
    private static final float FAR = 1e30f; // below any score by so much that exp is zero; its sums stay finite

    private final Attention attention;
    private final Map<String, Parameter> weights = new LinkedHashMap<>();

    AttentionLayer(Attention attention, long seed) {
        this.attention = attention;
        SplittableRandom initial = new SplittableRandom(seed);
        switch (attention.type()) {
            case ADDITIVE -> {
                add("weight_query", initial.split());
                add("weight_key", initial.split());
                add("weight_score", initial.split());
            }
            case GENERAL -> add("weight_key", initial.split());
            case DOT, SCALED_DOT, NONE -> {}
        }
    }

    private void add(String name, SplittableRandom own) {
        Parameter weight = Parameter.builder()
                .setName(name)
                .setType(Parameter.Type.WEIGHT)
                .optInitializer((manager, shape, type) -> Tensors.array(manager, initial(shape, own.split()), shape))
                .build();
        weights.put(name, addParameter(weight));
    }

    private float[] initial(Shape shape, SplittableRandom source) {
        int rows = (int) shape.get(0);
        return shape.dimension() == 1
                ? Init.weight(Init.Scheme.UNIFORM, 1, rows, 1, source) // v
                : Init.weight(attention.init().input(), 1, rows, (int) shape.get(1), source);
    }

    /**
     * Returns the description that this block was made from.
     *
     * @return the description
     */
    public Attention attention() {
        return attention;
    }

    /** The keys of a batch, made ready for queries. They belong to the manager of the keys that they were made from. */
    public static final class Keys {
        private final NDArray values; // (batch, longest, width)
        private final NDArray scored; // additive: (batch, 1, longest, units); else (batch, width of queries, longest)
        private final @Nullable NDArray far; // (batch, 1, longest): 0 on what is real, far below on padding
        private final int time;

        private Keys(NDArray values, NDArray scored, @Nullable NDArray far, int time) {
            this.values = values;
            this.scored = scored;
            this.far = far;
            this.time = time;
        }
    }

    /**
     * What queries see of keys.
     *
     * @param context the mean of the keys under the weights, (batch, [target time,] width of the keys)
     * @param weights above zero or vanished on real keys, where they are 1 together, and exactly zero on padding, (batch,
     *     [target time,] time)
     */
    public record Output(NDArray context, NDArray weights) {}

    /**
     * Makes keys ready, once for any number of queries.
     *
     * @param store where parameters are looked up
     * @param keys (batch, time, width)
     * @param lengths the number of real keys of each sequence, (batch); null where all are real
     * @param training whether a gradient collector listens
     * @return the keys, for {@link #run}
     * @throws IllegalArgumentException if shapes or lengths do not fit
     */
    public Keys keys(ParameterStore store, NDArray keys, @Nullable NDArray lengths, boolean training) {
        Shape shape = keys.getShape();
        if (shape.dimension() != 3 || shape.size() == 0) {
            throw new IllegalArgumentException("the keys of " + attention + " have shape " + shape
                    + ", expected (batch, time, width), each at least 1");
        }
        checkWidth("keys", shape.get(2), "weight_key", 1);
        int time = (int) shape.get(1);
        Lengths steps = lengths == null ? Lengths.full(shape.get(0), time) : Lengths.of(lengths, shape.get(0), time);
        int longest = steps.longest(); // cut off, no amount of padding changes the order of any sum
        NDArray values = longest == time ? keys : keys.get(new NDIndex(":, 0:{}", longest));
        NDArray far = null;
        if (!steps.equal()) {
            NDArray mask = steps.mask(keys.getManager(), longest);
            far = Tensors.times(mask.sub(1), FAR).reshape(shape.get(0), 1, longest);
        }
        return new Keys(values, scored(store, values, training), far, time);
    }

    private NDArray scored(ParameterStore store, NDArray values, boolean training) {
        return switch (attention.type()) {
            case ADDITIVE -> product(store, values, "weight_key", training).expandDims(1);
            case GENERAL -> product(store, values, "weight_key", training).transpose(0, 2, 1);
            case DOT -> values.transpose(0, 2, 1);
            case SCALED_DOT ->
                Tensors.times(values.transpose(0, 2, 1), (float)
                        (1 / Math.sqrt((double) values.getShape().get(2))));
            case NONE -> values;
        };
    }

    private NDArray product(ParameterStore store, NDArray x, String name, boolean training) {
        return x.getNDArrayInternal()
                .linear(x, value(store, x, name, training), null)
                .singletonOrThrow();
    }

    private NDArray value(ParameterStore store, NDArray x, String name, boolean training) {
        return store.getValue(weights.get(name), x.getDevice(), training);
    }

    /**
     * Attends.
     *
     * @param store where parameters are looked up
     * @param queries (batch, width) or (batch, target time, width); the results belong to their manager
     * @param keys what {@link #keys} of this block returned for the same batch
     * @param training whether a gradient collector listens
     * @return contexts and weights
     * @throws IllegalArgumentException if shapes do not fit
     */
    public Output run(ParameterStore store, NDArray queries, Keys keys, boolean training) {
        Output output = attend(store, queries, keys, training);
        return new Output(output.context, padded(output.weights, keys));
    }

    /** Attends, with weights for no more than the longest sequence: {@link #padded} adds the rest. */
    Output attend(ParameterStore store, NDArray queries, Keys keys, boolean training) {
        Shape shape = queries.getShape();
        checkQueries(shape, keys);
        NDArray q = shape.dimension() == 2 ? queries.expandDims(1) : queries; // (batch, target time, width)
        NDArray scores = scores(store, q, keys, training); // (batch, target time, longest)
        NDArray masked = keys.far == null ? scores : scores.add(keys.far);
        NDArray weights = masked.softmax(-1);
        NDArray context = weights.matMul(keys.values);
        return shape.dimension() == 2
                ? new Output(context.squeeze(1), weights.squeeze(1))
                : new Output(context, weights);
    }

    private NDArray scores(ParameterStore store, NDArray q, Keys keys, boolean training) {
        if (attention.type() == AttentionType.NONE) {
            return q.getManager()
                    .zeros(q.getShape().slice(0, 2).add(keys.values.getShape().get(1)));
        }
        if (attention.type() != AttentionType.ADDITIVE) {
            return q.matMul(keys.scored);
        }
        NDArray fromQuery = product(store, q, "weight_query", training).expandDims(2); // (batch, target, 1, units)
        NDArray hidden = fromQuery.add(keys.scored).tanh(); // (batch, target, longest, units)
        NDArray v = value(store, q, "weight_score", training).expandDims(0);
        v.attach(q.getManager());
        return hidden.getNDArrayInternal()
                .linear(hidden, v, null)
                .singletonOrThrow()
                .squeeze(3);
    }

    /** Adds zero weights for padding that was cut off the keys. */
    NDArray padded(NDArray weights, Keys keys) {
        Shape shape = weights.getShape();
        int last = shape.dimension() - 1;
        if (shape.get(last) == keys.time) {
            return weights;
        }
        Shape rest = shape.slice(0, last).add(keys.time - shape.get(last));
        return NDArrays.concat(new NDList(weights, weights.getManager().zeros(rest)), last);
    }

    private void checkQueries(Shape shape, Keys keys) {
        int last = shape.dimension() - 1;
        if (last < 1 || last > 2 || shape.size() == 0) {
            throw new IllegalArgumentException("the queries of " + attention + " have shape " + shape
                    + ", expected (batch, width) or (batch, target time, width), each at least 1");
        }
        Shape values = keys.values.getShape();
        if (shape.get(0) != values.get(0)) {
            throw new IllegalArgumentException(
                    "the queries of " + attention + " have shape " + shape + ", but there are" + " keys of "
                            + values.get(0) + " sequences: expected queries for the same batch");
        }
        checkEqualWidths(shape.get(last), values.get(2));
        if (attention.type() == AttentionType.ADDITIVE) {
            checkWidth("queries", shape.get(last), "weight_query", 1);
        } else if (attention.type() == AttentionType.GENERAL) {
            checkWidth("queries", shape.get(last), "weight_key", 0);
        }
    }

    private void checkWidth(String what, long width, String weight, int axis) {
        Parameter parameter = weights.get(weight);
        Shape made = parameter == null ? null : parameter.getShape(); // null before initialize, which DJL then says
        if (made != null && made.get(axis) != width) {
            throw new IllegalArgumentException("the " + what + " of " + attention + " are " + width
                    + " wide, but the weights are for " + made.get(axis)
                    + ": give what this block was initialised for, or make a new block");
        }
    }

    private void checkEqualWidths(long queries, long keys) {
        if (attention.type().needsEqualWidths() && queries != keys) {
            throw new IllegalArgumentException("the queries of " + attention + " are " + queries + " wide and the keys "
                    + keys + ": expected the same; Attention.general() takes any widths");
        }
    }

    /**
     * Copies the weights into a cell of plain Java.
     *
     * @param queries the width of the queries
     * @param keys the width of the keys
     * @return the cell
     * @throws IllegalArgumentException if the widths are not those of the weights
     */
    public AttentionCell plain(int queries, int keys) {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        weights.forEach((name, weight) -> copies.put(name, Tensors.of(weight.getArray())));
        return AttentionCell.of(attention.type(), copies, queries, keys);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        NDArray lengths = inputs.size() > 2 ? inputs.get(2) : null;
        Output output = run(store, inputs.get(0), keys(store, inputs.get(1), lengths, training), training);
        return new NDList(output.context, output.weights);
    }

    /** Called also where there are no weights, which {@link #prepare} is not. */
    @Override
    protected void beforeInitialize(Shape... inputShapes) {
        super.beforeInitialize(inputShapes);
        Shape queries = inputShapes[0];
        Shape keys = inputShapes[1];
        if (queries.dimension() < 2 || queries.dimension() > 3 || keys.dimension() != 3) {
            throw new IllegalArgumentException("the inputs of " + attention + " have shapes " + queries + " and " + keys
                    + ", expected queries (batch, [target time,] width) and keys (batch, time, width)");
        }
        checkEqualWidths(queries.get(queries.dimension() - 1), keys.get(2));
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        long queries = inputShapes[0].get(inputShapes[0].dimension() - 1);
        long keys = inputShapes[1].get(2);
        int units = attention.units();
        weights.forEach((name, weight) -> weight.setShape(
                switch (name) {
                    case "weight_query" -> new Shape(units, queries);
                    case "weight_key" -> new Shape(attention.type() == AttentionType.GENERAL ? queries : units, keys);
                    default -> new Shape(units); // weight_score
                }));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape before = inputShapes[0].slice(0, inputShapes[0].dimension() - 1);
        return new Shape[] {
            before.add(inputShapes[1].get(2)), before.add(inputShapes[1].get(1)),
        };
    }

    @Override
    public String toString() {
        return "AttentionLayer(" + attention + ")";
    }
}
