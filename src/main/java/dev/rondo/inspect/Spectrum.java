package dev.rondo.inspect;

import dev.rondo.cell.SpectralRadius;
import dev.rondo.cell.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How strongly the recurrent weights of a stack shrink or blow up what passes through them, layer by layer and gate by
 * gate.
 *
 * <p>For a tanh network, whose slope is at most 1, gradients must vanish where the largest singular value of W_hh is
 * below 1, and can only explode where it is above; the spectral radius is what many steps in a row come to as long as
 * the units stay in their linear part (R. Pascanu, T. Mikolov, Y. Bengio, On the difficulty of training recurrent
 * neural networks, 2013). The gates of an LSTM or a GRU work beside such a matrix, not through it alone: there the
 * numbers describe the weights, and {@link GradientFlow} what becomes of a gradient.
 *
 * @param blocks what was measured, bottom layer first
 */
public record Spectrum(List<Block> blocks) {
    private static final Pattern FIRST = Pattern.compile("(.*)weight_hh_l0");
    private static final int ROUNDS = 10_000; // two values that lie too close to be told apart in so many are one

    /**
     * One square block of the recurrent weights.
     *
     * @param layer the layer, 0 at the bottom
     * @param direction {@code forward} or {@code backward}
     * @param gate the gate's letter; h for a simple cell
     * @param radius the size of the largest eigenvalue
     * @param norm the largest singular value: how much longer the block can make a vector in one step
     */
    public record Block(int layer, String direction, String gate, double radius, double norm) {}

    /** {@inheritDoc} */
    public Spectrum {
        blocks = List.copyOf(blocks);
    }

    /**
     * Measures every recurrent weight. That takes a moment for each block up to 256 units, and seconds beyond.
     *
     * @param weights weights under PyTorch's names, {@code weight_hh_l0} and so on, whatever stands before; others are
     *     passed over
     * @return the measures
     * @throws IllegalArgumentException if there is none, there are several stacks, or a weight is not shaped (gates x
     *     hidden, hidden) or not finite
     */
    public static Spectrum of(Map<String, Tensor> weights) {
        String stack = stack(weights.keySet());
        List<Block> blocks = new ArrayList<>();
        for (int layer = 0; weights.containsKey(stack + "weight_hh_l" + layer); layer++) {
            for (String way : List.of("", "_reverse")) {
                String name = stack + "weight_hh_l" + layer + way;
                if (weights.containsKey(name)) {
                    blocks.addAll(blocks(layer, way.isEmpty() ? "forward" : "backward", name, weights.get(name)));
                }
            }
        }
        return new Spectrum(blocks);
    }

    /** Returns what stands before the names of the weights of the one stack there is. */
    private static String stack(Set<String> names) {
        Set<String> stacks = new TreeSet<>();
        for (String name : names) {
            Matcher matcher = FIRST.matcher(name);
            if (matcher.matches()) {
                stacks.add(matcher.group(1));
            }
        }
        if (stacks.isEmpty()) {
            throw new IllegalArgumentException("there is no weight_hh_l0 among the weights " + names
                    + ": give the weights of a recurrent model or stack");
        }
        if (stacks.size() > 1) {
            throw new IllegalArgumentException(
                    "the weights are those of several stacks, " + stacks + ": give those of one");
        }
        return stacks.iterator().next();
    }

    private static List<Block> blocks(int layer, String direction, String name, Tensor weight) {
        long[] shape = weight.shape();
        int hidden = shape.length == 2 ? (int) shape[1] : 0;
        int gates = hidden == 0 || shape[0] % hidden != 0 ? 0 : (int) shape[0] / hidden;
        String letters =
                switch (gates) {
                    case 1 -> "h";
                    case 3 -> "rzn";
                    case 4 -> "ifgo";
                    default ->
                        throw new IllegalArgumentException("weight '" + name + "' has shape " + Arrays.toString(shape)
                                + ", expected (gates x hidden, hidden) with 1, 3 or 4 gates");
                };
        return IntStream.range(0, gates)
                .parallel()
                .mapToObj(gate -> {
                    int from = gate * hidden * hidden;
                    float[] values = Arrays.copyOfRange(weight.values(), from, from + hidden * hidden);
                    Tensor block = Tensor.of(values, hidden, hidden);
                    String letter = letters.substring(gate, gate + 1);
                    return new Block(layer, direction, letter, SpectralRadius.of(block), norm(values, hidden));
                })
                .toList();
    }

    /** Returns the largest singular value, by the power iteration on W^T W. */
    private static double norm(float[] w, int n) {
        SplittableRandom random = new SplittableRandom(0);
        double[] v = new double[n];
        Arrays.setAll(v, k -> random.nextGaussian());
        double square = 0; // of the singular value
        for (int round = 0; round < ROUNDS; round++) {
            double size = Math.sqrt(Arrays.stream(v).map(value -> value * value).sum());
            if (size == 0) {
                return 0;
            }
            v = twice(w, v, size);
            double now = Math.sqrt(Arrays.stream(v).map(value -> value * value).sum());
            if (Math.abs(now - square) <= 1e-12 * now) {
                return Math.sqrt(now);
            }
            square = now;
        }
        return Math.sqrt(square);
    }

    /** Returns W^T W v / size. */
    private static double[] twice(float[] w, double[] v, double size) {
        int n = v.length;
        double[] result = new double[n];
        for (int row = 0; row < n; row++) {
            double product = 0;
            for (int column = 0; column < n; column++) {
                product += w[row * n + column] * v[column] / size;
            }
            for (int column = 0; column < n; column++) {
                result[column] += w[row * n + column] * product;
            }
        }
        return result;
    }

    /**
     * Returns a row for each block.
     *
     * @return a table of layer, direction, gate, radius and norm
     */
    public Table table() {
        IntColumn layer = IntColumn.create("layer");
        StringColumn direction = StringColumn.create("direction");
        StringColumn gate = StringColumn.create("gate");
        DoubleColumn radius = DoubleColumn.create("radius");
        DoubleColumn norm = DoubleColumn.create("norm");
        for (Block block : blocks) {
            layer.append(block.layer);
            direction.append(block.direction);
            gate.append(block.gate);
            radius.append(block.radius);
            norm.append(block.norm);
        }
        return Table.create("Recurrent weights", layer, direction, gate, radius, norm);
    }
}
