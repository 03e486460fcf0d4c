package dev.rondo.nn;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;
import java.util.List;

/**
 * The description of what reads a picture: layers of convolution, each of 3 by 3 with a rectifier and the greatest of each
 * 2 by 2 cells, and a linear layer with tanh over all cells that are left, which makes one vector, the summary.
 *
 * <pre>{@code
 * PictureEncoder.convolutions(16, 32, 32).summary(128)  // 32 x 32 pixels become 4 x 4 cells of 32 numbers
 * PictureEncoder.linear()                               // a vector, or the features of another net
 * }</pre>
 *
 * @param filters how many channels each layer of convolution makes; none for a linear layer alone
 * @param summary the width of the vector at the end
 */
@CheckReturnValue
public record PictureEncoder(List<Integer> filters, int summary) {
    private static final int SUMMARY = 128;

    /** {@inheritDoc} */
    public PictureEncoder {
        filters = List.copyOf(filters);
        if (filters.stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException("the layers make " + filters
                    + " channels, expected at least 1 each, such as convolutions(16, 32, 32)");
        }
        if (summary < 1) {
            throw new IllegalArgumentException("summary is " + summary + ", expected at least 1, such as " + SUMMARY);
        }
    }

    /**
     * Describes an encoder of some layers of convolution, with a summary of 128 numbers.
     *
     * @param filters how many channels each layer makes, each at least 1
     * @return the description
     * @throws IllegalArgumentException if a number is below 1
     */
    public static PictureEncoder convolutions(int... filters) {
        return new PictureEncoder(Arrays.stream(filters).boxed().toList(), SUMMARY);
    }

    /**
     * Describes an encoder of a linear layer alone, with a summary of 128 numbers.
     *
     * @return the description
     */
    public static PictureEncoder linear() {
        return convolutions();
    }

    /**
     * Returns this with a summary of another width.
     *
     * @param width how many numbers
     * @return the changed value
     * @throws IllegalArgumentException if it is below 1
     */
    public PictureEncoder summary(int width) {
        return new PictureEncoder(filters, width);
    }

    /**
     * Returns how many rows, or columns, are left of so many.
     *
     * @param side the count before
     * @return the count behind the last layer; 0 where there are too few for so many layers
     */
    public int left(int side) {
        return side >> filters.size();
    }

    /**
     * Returns how many numbers a cell has in the end.
     *
     * @param channels how many it has in the picture
     * @return the width of a key
     */
    public int width(int channels) {
        return filters.isEmpty() ? channels : filters.get(filters.size() - 1);
    }

    /**
     * Makes the DJL block with the given seed for initial weights.
     *
     * @param seed the seed
     * @return a new block
     */
    public ConvolutionStack block(long seed) {
        return new ConvolutionStack(this, seed);
    }

    /** Shows what differs from the default: {@code convolutions(16, 32).summary(64)}. */
    @Override
    public String toString() {
        String layers = String.join(", ", filters.stream().map(String::valueOf).toList());
        return (filters.isEmpty() ? "linear()" : "convolutions(" + layers + ")")
                + (summary == SUMMARY ? "" : ".summary(" + summary + ")");
    }
}
