package dev.rondo.data;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Splits pairs by their distinct sources, be they sentences or pictures: all pairs of one source go to one part. A shared
 * source would leak, for a model that has seen one translation of a sentence in training has seen the sentence.
 */
final class BySource {
    private BySource() {}

    /** Deals the pairs of a set out; {@code now} is how they lie. */
    @FunctionalInterface
    interface Deal {
        Split of(List<?> sources, Split now);
    }

    /** Draws by lot; the shares are of the distinct sources. */
    static Deal drawn(Shares shares, long seed) {
        return (sources, now) -> {
            List<?> distinct = List.copyOf(new LinkedHashSet<>(sources));
            List<String> alike = Collections.nCopies(distinct.size(), "");
            return spread(sources, distinct, Split.drawn(distinct, alike, shares, seed));
        };
    }

    /** Takes the sources as they first occur. */
    static Deal inOrder(Shares shares) {
        return (sources, now) -> {
            List<?> distinct = List.copyOf(new LinkedHashSet<>(sources));
            return spread(sources, distinct, Split.inOrder(distinct.size(), shares));
        };
    }

    private static Split spread(List<?> sources, List<?> distinct, Split split) {
        Map<Object, Part> parts = new HashMap<>();
        for (Part part : List.of(Part.TRAIN, Part.VALIDATION, Part.TEST)) {
            IntStream.of(split.places(part)).forEach(k -> parts.put(distinct.get(k), part));
        }
        return new Split(
                places(sources, parts, Part.TRAIN),
                places(sources, parts, Part.VALIDATION),
                places(sources, parts, Part.TEST));
    }

    private static int[] places(List<?> sources, Map<Object, Part> parts, Part part) {
        return IntStream.range(0, sources.size())
                .filter(place -> parts.get(sources.get(place)) == part)
                .toArray();
    }
}
