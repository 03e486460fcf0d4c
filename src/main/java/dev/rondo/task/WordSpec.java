package dev.rondo.task;

import dev.rondo.nn.Rnn;
import org.jspecify.annotations.Nullable;

/**
 * How words become vectors.
 *
 * @param size how many numbers a word's vector has
 * @param frozen whether the vectors stay as they came
 * @param dropped the share of words that are taken for unknown in training
 * @param letters how a word's letters add to its vector; null where they do not
 */
record WordSpec(
        int size, boolean frozen, double dropped, @Nullable Letters letters) {

    /**
     * A small network that reads each word letter by letter, both ways; its last states stand behind the word's vector.
     *
     * @param size how many numbers a letter's vector has
     * @param rnn the network
     */
    record Letters(int size, Rnn rnn) {}

    /** Returns how many numbers a word has in all. */
    int width() {
        return size + (letters == null ? 0 : letters.rnn().outputs());
    }

    WordSpec sized(int other, boolean stays) {
        return new WordSpec(other, stays, dropped, letters);
    }

    WordSpec with(Letters other) {
        return new WordSpec(size, frozen, dropped, other);
    }

    WordSpec dropping(double share) {
        return new WordSpec(size, frozen, share, letters);
    }
}
