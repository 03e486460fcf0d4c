package dev.rondo.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Translates by looking up: the target of the pair whose source is nearest by edit distance, the fewest tokens
 * inserted, left out or replaced. It learns nothing; a model that is not better has memorised.
 *
 * <pre>{@code
 * var nearest = NearestPair.fit(trainSources, trainTargets);
 * List<String> guess = nearest.translate(source);
 * }</pre>
 */
public final class NearestPair {
    private final List<List<String>> sources;
    private final List<List<String>> targets;

    private NearestPair(List<List<String>> sources, List<List<String>> targets) {
        this.sources = sources;
        this.targets = targets;
    }

    /**
     * Keeps pairs.
     *
     * @param sources the sources in tokens, at least one
     * @param targets a target for each
     * @return the translator
     * @throws IllegalArgumentException if there are none, or the numbers differ
     */
    public static NearestPair fit(List<List<String>> sources, List<List<String>> targets) {
        if (sources.isEmpty() || sources.size() != targets.size()) {
            throw new IllegalArgumentException(sources.size() + " sources and " + targets.size()
                    + " targets, expected at least one source, and a target for each");
        }
        return new NearestPair(copy(sources), copy(targets));
    }

    private static List<List<String>> copy(List<List<String>> texts) {
        List<List<String>> copies = new ArrayList<>();
        texts.forEach(text -> copies.add(List.copyOf(text)));
        return List.copyOf(copies);
    }

    /**
     * Returns the place of the pair whose source is nearest.
     *
     * @param source a source in tokens
     * @return the place, from 0; the first of those as near
     */
    public int place(List<String> source) {
        int best = -1;
        int least = Integer.MAX_VALUE;
        for (int place = 0; place < sources.size() && least > 0; place++) {
            List<String> other = sources.get(place);
            int atLeast = Math.abs(other.size() - source.size());
            int distance = atLeast < least ? EditDistance.fewest(source, other) : atLeast;
            if (distance < least) {
                best = place;
                least = distance;
            }
        }
        return best;
    }

    /**
     * Returns the target of the pair whose source is nearest.
     *
     * @param source a source in tokens
     * @return the target in tokens
     */
    public List<String> translate(List<String> source) {
        return targets.get(place(source));
    }

    @Override
    public String toString() {
        return "NearestPair(" + sources.size() + " pairs)";
    }
}
