package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.rondo.cell.CellDecoder;
import dev.rondo.cell.CellPictureDecoder;
import dev.rondo.cell.Convolution;
import dev.rondo.cell.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What reads pictures, as a DJL block; the equations are those of {@link Convolution} and {@link CellPictureDecoder}.
 *
 * <p>In: pictures (batch, channels, rows, columns). Out: the cells, row by row, (batch, cells, width), and the summary
 * (batch, summary). A {@link RecurrentDecoder} takes the ones as keys and starts from the other.
 *
 * <p>Weights, by {@link #named()}: {@code convolution0.weight} (filters, channels, 3, 3), {@code convolution0.bias} ...,
 * {@code summary.weight} and {@code summary.bias}.
 */
public final class ConvolutionStack extends AbstractBlock {
    private static final Shape KERNEL = new Shape(3, 3);
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape TWO = new Shape(2, 2);
    private static final Shape NONE = new Shape(0, 0);

    private final PictureEncoder encoder;
    private final List<Conv2d> convolutions = new ArrayList<>();
    private final Linear summary;

    ConvolutionStack(PictureEncoder encoder, long seed) {
        this.encoder = encoder;
        SplittableRandom initial = new SplittableRandom(seed);
        for (int filters : encoder.filters()) {
            Conv2d layer = Conv2d.builder()
                    .setKernelShape(KERNEL)
                    .setFilters(filters)
                    .optPadding(ONE)
                    .build();
            drawn(layer, Init.Scheme.HE, filters, initial.split());
            convolutions.add(addChildBlock("convolution", layer));
        }
        summary = addChildBlock(
                "summary", Linear.builder().setUnits(encoder.summary()).build());
        drawn(summary, Init.Scheme.XAVIER, encoder.summary(), initial.split());
    }

    /** Draws a weight of so many rows in Java, the same on both engines; the bias starts at zero. */
    private static void drawn(AbstractBlock layer, Init.Scheme rule, int rows, SplittableRandom source) {
        layer.setInitializer(
                (manager, shape, type) ->
                        Tensors.array(manager, Init.weight(rule, 1, rows, (int) (shape.size() / rows), source), shape),
                Parameter.Type.WEIGHT);
    }

    /**
     * Pictures that were read.
     *
     * @param cells the cells that are left, row by row, (batch, cells, width)
     * @param summary what is known of each as one vector, (batch, summary)
     */
    public record Output(NDArray cells, NDArray summary) {}

    /**
     * Reads pictures.
     *
     * @param store where parameters are looked up
     * @param pictures (batch, channels, rows, columns)
     * @param training whether a gradient collector listens
     * @return cells and summaries
     */
    public Output run(ParameterStore store, NDArray pictures, boolean training) {
        NDArray x = pictures;
        for (Conv2d layer : convolutions) {
            NDArray z = layer.forward(store, new NDList(x), training).singletonOrThrow();
            x = Pool.maxPool2d(z.getNDArrayInternal().relu(), TWO, TWO, NONE, false);
        }
        Shape shape = x.getShape();
        NDArray cells = x.reshape(shape.get(0), shape.get(1), shape.get(2) * shape.get(3))
                .transpose(0, 2, 1);
        NDArray flat = cells.reshape(shape.get(0), shape.size() / shape.get(0));
        NDArray all = summary.forward(store, new NDList(flat), training).singletonOrThrow();
        return new Output(cells, all.tanh());
    }

    /**
     * Returns the parameters under the names that a PyTorch module would give them.
     *
     * @return the parameters by name
     */
    public Map<String, Parameter> named() {
        Map<String, Parameter> named = new LinkedHashMap<>();
        for (int k = 0; k < convolutions.size(); k++) {
            RecurrentDecoder.put(named, "convolution" + k + ".", convolutions.get(k));
        }
        RecurrentDecoder.put(named, "summary.", summary);
        return named;
    }

    /**
     * Copies the weights into plain Java, before a decoder that tells of the pictures. After a step of training, copy anew.
     *
     * @param decoder the decoder
     * @return both
     */
    public CellPictureDecoder plain(CellDecoder decoder) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        named().forEach((name, parameter) -> weights.put(name, Tensors.of(parameter.getArray())));
        List<Convolution> layers = new ArrayList<>();
        for (int k = 0; k < convolutions.size(); k++) {
            String name = "convolution" + k;
            long[] shape = shape(weights, name + ".weight");
            layers.add(Convolution.of(weights, name + ".weight", name + ".bias", (int) shape[1], (int) shape[0]));
        }
        int inputs = (int) shape(weights, "summary.weight")[1];
        dev.rondo.cell.Linear linear =
                dev.rondo.cell.Linear.of(weights, "summary.weight", "summary.bias", inputs, encoder.summary());
        return new CellPictureDecoder(layers, linear, decoder);
    }

    private static long[] shape(Map<String, Tensor> weights, String name) {
        return Objects.requireNonNull(weights.get(name), name).shape();
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        Output output = run(store, inputs.singletonOrThrow(), training);
        return new NDList(output.cells, output.summary);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        Shape x = inputShapes[0];
        for (Conv2d layer : convolutions) {
            layer.initialize(manager, type, x);
            x = new Shape(x.get(0), layer.getFilters(), x.get(2) / 2, x.get(3) / 2);
        }
        summary.initialize(manager, type, new Shape(x.get(0), x.get(1) * x.get(2) * x.get(3)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape x = inputShapes[0];
        long cells = (long) encoder.left((int) x.get(2)) * encoder.left((int) x.get(3));
        return new Shape[] {
            new Shape(x.get(0), cells, encoder.width((int) x.get(1))), new Shape(x.get(0), encoder.summary())
        };
    }

    @Override
    public String toString() {
        return "ConvolutionStack(" + encoder + ")";
    }
}
