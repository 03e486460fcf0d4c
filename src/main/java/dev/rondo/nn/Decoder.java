package dev.rondo.nn;

import com.google.errorprone.annotations.CheckReturnValue;

/**
 * The description of a recurrent decoder with attention.
 *
 * <pre>{@code
 * Decoder.of(Rnn.lstm(256), Attention.general())
 * Decoder.of(Rnn.gru(128).layers(2), Attention.additive(128)).inputFeeding()
 * }</pre>
 *
 * @param rnn the recurrent layers, one-way
 * @param attention how the top layer's h attends to the source
 * @param outputs the width of the vector that a step makes, for an output layer to read
 * @param feeding whether a step reads, beside its symbol, the vector that the step before made
 */
@CheckReturnValue
public record Decoder(Rnn rnn, Attention attention, int outputs, boolean feeding) {

    /** {@inheritDoc} */
    public Decoder {
        if (rnn.directions() > 1) {
            throw new IllegalArgumentException("the decoder is " + rnn
                    + ", expected one-way: what is to come is not known; leave out bidirectional()");
        }
        if (outputs < 1) {
            throw new IllegalArgumentException("outputs is " + outputs + ", expected at least 1, such as 128");
        }
    }

    /**
     * Describes a decoder whose vectors are as wide as its hidden state.
     *
     * @param rnn the recurrent layers, one-way
     * @param attention how the top layer's h attends to the source
     * @return the description, without input feeding
     */
    public static Decoder of(Rnn rnn, Attention attention) {
        return new Decoder(rnn, attention, rnn.hidden(), false);
    }

    /**
     * Returns this with vectors of another width.
     *
     * @param width how many numbers an output layer is to read at each step
     * @return the changed value
     */
    public Decoder outputs(int width) {
        return new Decoder(rnn, attention, width, feeding);
    }

    /**
     * Returns this with input feeding: each step reads the vector of the step before, and with it what was attended to
     * (Luong, Pham and Manning 2015, section 3.3). Then one step waits for the other also in training, and a batch takes
     * several times as long.
     *
     * @return the changed value
     */
    public Decoder inputFeeding() {
        return new Decoder(rnn, attention, outputs, true);
    }

    /**
     * Makes the DJL block.
     *
     * @return a new block
     */
    public RecurrentDecoder block() {
        return block(0);
    }

    /**
     * Makes the DJL block with the given seed for initial weights and dropout.
     *
     * @param seed the seed
     * @return a new block
     */
    public RecurrentDecoder block(long seed) {
        return new RecurrentDecoder(this, seed);
    }

    /** Shows what differs from the default: {@code lstm(256), general(), inputFeeding()}. */
    @Override
    public String toString() {
        return rnn + ", " + attention + (outputs == rnn.hidden() ? "" : ", outputs(" + outputs + ")")
                + (feeding ? ", inputFeeding()" : "");
    }
}
