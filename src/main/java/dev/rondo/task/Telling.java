package dev.rondo.task;

import dev.rondo.data.Tokenizer;
import dev.rondo.data.Vocabulary;
import dev.rondo.metric.EditDistance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Between the numbers of a search and what is told by them.
 *
 * @param known the symbols
 * @param tokenizer what joins them to a text
 * @param how how it is looked for
 * @param attends whether weights of attention mean something
 */
record Telling(Vocabulary known, Tokenizer tokenizer, BeamSearch how, boolean attends) {

    int id(String special) {
        return known.id(special).orElseThrow();
    }

    /** Returns which symbols may be chosen. */
    boolean[] spoken() {
        boolean[] spoken = new boolean[known.size()];
        Arrays.fill(spoken, true);
        spoken[id(Vocabulary.PAD)] = false;
        spoken[id(Vocabulary.BEGIN)] = false;
        spoken[id(Vocabulary.UNKNOWN)] = how.copying();
        return spoken;
    }

    /** Puts a path into words; the tokens of the source, where there are any, stand in for what is unknown. */
    Hypothesis hypothesis(SymbolSearch.Path path, @Nullable List<String> source) {
        List<SymbolSearch.Path> steps = path.steps();
        List<String> tokens = new ArrayList<>();
        List<Integer> copied = new ArrayList<>();
        for (SymbolSearch.Path step : steps) {
            if (step.symbol() == id(Vocabulary.UNKNOWN)) {
                copied.add(tokens.size());
                tokens.add(Objects.requireNonNull(source).get(LabelGoal.best(step.weights())));
            } else {
                tokens.add(known.symbol(step.symbol()));
            }
        }
        double[][] attention = steps.stream()
                .map(step -> attends ? doubles(step.weights()) : new double[0])
                .toArray(double[][]::new);
        double score = how.score(path.logProbability(), path.length());
        return new Hypothesis(
                tokenizer.join(tokens), tokens, path.logProbability(), score, attention, copied, path.cut());
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(k -> values[k]).toArray();
    }

    /** Returns the first place of each different thing to tell of. */
    static int[] distinct(int[] places, IntFunction<?> thing) {
        Set<Object> seen = new LinkedHashSet<>();
        return IntStream.of(places)
                .filter(place -> seen.add(thing.apply(place)))
                .toArray();
    }

    /** Returns the reference with the fewest edits of its symbols, the first of equals. */
    static <T> T nearest(List<T> references, Function<T, List<String>> symbols, List<String> told) {
        return references.stream()
                .min(Comparator.comparingInt(
                        other -> EditDistance.of(symbols.apply(other), told).edits()))
                .orElseThrow();
    }
}
