package dev.rondo.data;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What gets into a vocabulary.
 *
 * @param minimum how often a token must occur
 * @param largest how many there are at most
 */
record Limits(int minimum, int largest) {
    static final Limits NONE = new Limits(1, Integer.MAX_VALUE);

    Limits {
        Require.atLeast(1, "minimum", minimum, "2");
        Require.atLeast(1, "largest", largest, "10000");
    }

    /** Counts the documents of some places. */
    Vocabulary count(int[] places, IntFunction<List<String>> document) {
        return Vocabulary.counted(() -> IntStream.of(places).mapToObj(document).iterator(), minimum, largest);
    }
}
