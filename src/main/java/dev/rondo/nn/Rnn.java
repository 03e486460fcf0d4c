package dev.rondo.nn;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.cell.CellType;
import java.util.Locale;

/**
 * The description of a recurrent stack: one immutable value that every task takes.
 *
 * <pre>{@code
 * Rnn.lstm(256).layers(2).dropout(0.2)
 * Rnn.gru(64).bidirectional()
 * }</pre>
 *
 * @param cell the kind of cell
 * @param hidden the length of the hidden state, for each direction
 * @param layers how many layers
 * @param dropout the share of each layer's outputs set to zero in training, on the way to the next layer
 * @param recurrentDropout the share of the hidden state set to zero in training on its way into the recurrent product,
 *     the same units at every step of a sequence
 * @param direction one-way or both ways
 * @param init how the weights start
 */
@CheckReturnValue
public record Rnn(
        CellType cell,
        int hidden,
        int layers,
        double dropout,
        double recurrentDropout,
        Direction direction,
        Init init) {

    /** Which way a stack reads. */
    public enum Direction {
        /** From the first step to the last. */
        FORWARD,
        /** Both ways; the outputs stand side by side, forward first. */
        BIDIRECTIONAL
    }

    /** {@inheritDoc} */
    public Rnn {
        if (hidden < 1) {
            throw new IllegalArgumentException("hidden is " + hidden + ", expected at least 1, such as 128");
        }
        if (layers < 1) {
            throw new IllegalArgumentException("layers is " + layers + ", expected at least 1");
        }
        checkShare("dropout", dropout);
        checkShare("recurrentDropout", recurrentDropout);
    }

    private static void checkShare(String name, double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException(
                    name + " is " + share + ", expected a share from 0 up to but not including 1, such as 0.2");
        }
    }

    /**
     * Describes an Elman network with a hyperbolic tangent.
     *
     * @param hidden the length of the hidden state
     * @return one layer, one-way, no dropout
     */
    public static Rnn tanh(int hidden) {
        return of(CellType.TANH, hidden);
    }

    /**
     * Describes an Elman network with a rectifier.
     *
     * @param hidden the length of the hidden state
     * @return one layer, one-way, no dropout
     */
    public static Rnn relu(int hidden) {
        return of(CellType.RELU, hidden);
    }

    /**
     * Describes an Elman network with a logistic function.
     *
     * @param hidden the length of the hidden state
     * @return one layer, one-way, no dropout
     */
    public static Rnn sigmoid(int hidden) {
        return of(CellType.SIGMOID, hidden);
    }

    /**
     * Describes a long short-term memory.
     *
     * @param hidden the length of the hidden state
     * @return one layer, one-way, no dropout
     */
    public static Rnn lstm(int hidden) {
        return of(CellType.LSTM, hidden);
    }

    /**
     * Describes a long short-term memory whose gates also see the memory: i and f see c before the step, o sees c after
     * it, each through one weight for each unit.
     *
     * @param hidden the length of the hidden state
     * @return one layer, one-way, no dropout
     */
    public static Rnn peepholeLstm(int hidden) {
        return of(CellType.PEEPHOLE_LSTM, hidden);
    }

    /**
     * Describes a gated recurrent unit, with the reset gate after the matrix product.
     *
     * @param hidden the length of the hidden state
     * @return one layer, one-way, no dropout
     * @see #resetBefore()
     */
    public static Rnn gru(int hidden) {
        return of(CellType.GRU, hidden);
    }

    /**
     * Describes a stack of the given cell.
     *
     * @param cell the kind of cell
     * @param hidden the length of the hidden state
     * @return one layer, one-way, no dropout
     */
    public static Rnn of(CellType cell, int hidden) {
        return new Rnn(cell, hidden, 1, 0, 0, Direction.FORWARD, Init.standard());
    }

    /**
     * Returns this with the reset gate before the matrix product, {@code n = tanh(W_in x + b_in + W_hn (r h) + b_hn)},
     * as the textbooks have it. (The engines' kernels, and with them {@link #gru}, have {@code r (W_hn h + b_hn)}: weights
     * of one form mean nothing in the other.)
     *
     * @return the changed value
     * @throws IllegalArgumentException if this is no gated recurrent unit
     */
    public Rnn resetBefore() {
        if (cell != CellType.GRU && cell != CellType.GRU_RESET_BEFORE) {
            throw new IllegalArgumentException("resetBefore() on " + this + ": only gru(h) has that form, such as gru("
                    + hidden + ").resetBefore()");
        }
        return new Rnn(CellType.GRU_RESET_BEFORE, hidden, layers, dropout, recurrentDropout, direction, init);
    }

    /**
     * Returns this with another number of layers.
     *
     * @param count how many layers
     * @return the changed value
     */
    public Rnn layers(int count) {
        return new Rnn(cell, hidden, count, dropout, recurrentDropout, direction, init);
    }

    /**
     * Returns this with dropout between the layers. (The tasks apply the same rate to the last layer's output.)
     *
     * @param rate the share of outputs set to zero in training, from 0 up to but not including 1
     * @return the changed value
     */
    public Rnn dropout(double rate) {
        return new Rnn(cell, hidden, layers, rate, recurrentDropout, direction, init);
    }

    /**
     * Returns this with dropout of the hidden state on its way into the recurrent product: one mask for each sequence,
     * layer and direction, kept over all its steps, so that the loss of a unit does not add up over time (Gal and
     * Ghahramani, A theoretically grounded application of dropout in recurrent neural networks, 2016). What is kept is
     * scaled up so that the mean stays; an LSTM's memory and the share of h that a GRU passes on are left alone.
     *
     * <p>A sequence is what one call of the stack reads: where the state is carried from window to window, each window
     * has a mask of its own. No engine's kernel can do this: in training the cell is unrolled, which takes longer.
     *
     * @param rate the share of units set to zero in training, from 0 up to but not including 1
     * @return the changed value
     */
    public Rnn recurrentDropout(double rate) {
        return new Rnn(cell, hidden, layers, dropout, rate, direction, init);
    }

    /**
     * Returns this reading both ways.
     *
     * @return the changed value
     */
    public Rnn bidirectional() {
        return new Rnn(cell, hidden, layers, dropout, recurrentDropout, Direction.BIDIRECTIONAL, init);
    }

    /**
     * Returns this with other initial weights.
     *
     * @param how how the weights start
     * @return the changed value
     */
    public Rnn init(Init how) {
        return new Rnn(cell, hidden, layers, dropout, recurrentDropout, direction, how);
    }

    /**
     * Returns how many directions the stack reads in.
     *
     * @return 1 or 2
     */
    public int directions() {
        return direction == Direction.BIDIRECTIONAL ? 2 : 1;
    }

    /**
     * Returns the width of the output at each step.
     *
     * @return directions x hidden
     */
    public int outputs() {
        return directions() * hidden;
    }

    /**
     * Makes the DJL block, (batch, time, features) to (batch, time, directions x hidden), for use in a DJL model.
     *
     * @return a new block
     */
    public RecurrentStack block() {
        return block(0);
    }

    /**
     * Makes the DJL block with the given seed for initial weights and dropout.
     *
     * @param seed the seed
     * @return a new block
     */
    public RecurrentStack block(long seed) {
        return new RecurrentStack(this, false, RecurrentStack.Way.FASTEST, seed);
    }

    /** Shows what differs from the default: {@code lstm(256).layers(2).dropout(0.2)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(factory() + "(" + hidden + ")");
        if (cell == CellType.GRU_RESET_BEFORE) {
            text.append(".resetBefore()");
        }
        if (layers > 1) {
            text.append(".layers(").append(layers).append(')');
        }
        if (dropout > 0) {
            text.append(".dropout(").append(dropout).append(')');
        }
        if (recurrentDropout > 0) {
            text.append(".recurrentDropout(").append(recurrentDropout).append(')');
        }
        if (direction == Direction.BIDIRECTIONAL) {
            text.append(".bidirectional()");
        }
        if (!init.equals(Init.standard())) {
            text.append(".init(").append(init).append(')');
        }
        return text.toString();
    }

    private String factory() {
        return switch (cell) {
            case TANH, RELU, SIGMOID, LSTM, GRU -> cell.name().toLowerCase(Locale.ROOT);
            case PEEPHOLE_LSTM -> "peepholeLstm";
            case GRU_RESET_BEFORE -> "gru";
        };
    }
}
