package dev.rondo.task;

import dev.rondo.nn.Rnn;

/**
 * What a file says of a model of sequences besides its weights and what it predicts.
 *
 * @param rnn the recurrent stack
 * @param features how many numbers each step has
 * @param perStep whether there is a prediction at each step, and not once for the whole sequence
 * @param seed the seed of initial weights, shuffling and dropout
 */
record SequenceSpec(Rnn rnn, int features, boolean perStep, long seed) {
    SequenceSpec seed(long value) {
        return new SequenceSpec(rnn, features, perStep, value);
    }
}
