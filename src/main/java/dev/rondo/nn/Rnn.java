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
 * @param direction one-way or both ways
 * @param init how the weights start
 */
@CheckReturnValue
public record Rnn(CellType cell, int hidden, int layers, double dropout, Direction direction, Init init) {

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
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    "dropout is " + dropout + ", expected a share from 0 up to but not including 1, such as 0.2");
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
     * Describes a long short-term memory.
     *
     * @param hidden the length of the hidden state
     * @return one layer, one-way, no dropout
     */
    public static Rnn lstm(int hidden) {
        return of(CellType.LSTM, hidden);
    }

    /**
     * Describes a gated recurrent unit.
     *
     * @param hidden the length of the hidden state
     * @return one layer, one-way, no dropout
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
        return new Rnn(cell, hidden, 1, 0, Direction.FORWARD, Init.standard());
    }

    /**
     * Returns this with another number of layers.
     *
     * @param count how many layers
     * @return the changed value
     */
    public Rnn layers(int count) {
        return new Rnn(cell, hidden, count, dropout, direction, init);
    }

    /**
     * Returns this with dropout between the layers. (The tasks apply the same rate to the last layer's output.)
     *
     * @param rate the share of outputs set to zero in training, from 0 up to but not including 1
     * @return the changed value
     */
    public Rnn dropout(double rate) {
        return new Rnn(cell, hidden, layers, rate, direction, init);
    }

    /**
     * Returns this reading both ways.
     *
     * @return the changed value
     */
    public Rnn bidirectional() {
        return new Rnn(cell, hidden, layers, dropout, Direction.BIDIRECTIONAL, init);
    }

    /**
     * Returns this with other initial weights.
     *
     * @param how how the weights start
     * @return the changed value
     */
    public Rnn init(Init how) {
        return new Rnn(cell, hidden, layers, dropout, direction, how);
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
        return new RecurrentStack(this, false, seed);
    }

    /** Shows what differs from the default: {@code lstm(256).layers(2).dropout(0.2)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(cell.name().toLowerCase(Locale.ROOT) + "(" + hidden + ")");
        if (layers > 1) {
            text.append(".layers(").append(layers).append(')');
        }
        if (dropout > 0) {
            text.append(".dropout(").append(dropout).append(')');
        }
        if (direction == Direction.BIDIRECTIONAL) {
            text.append(".bidirectional()");
        }
        if (!init.equals(Init.standard())) {
            text.append(".init(").append(init).append(')');
        }
        return text.toString();
    }
}
