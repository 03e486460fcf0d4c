package dev.rondo.task;

import dev.rondo.cell.Tensor;
import dev.rondo.data.ParallelTexts;
import dev.rondo.data.Part;
import dev.rondo.data.Tokenizer;
import dev.rondo.data.Vocabulary;
import dev.rondo.metric.Bleu;
import dev.rondo.metric.EditDistance;
import dev.rondo.metric.ErrorRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Between tokens and the numbers that a search works with, for one copy of a model's weights. */
final class Interpreter {
    private final Vocabulary sources;
    private final Vocabulary targets;
    private final Tokenizer written;
    private final BeamSearch how;
    private final boolean attends;
    private final TranslationSearch search;
    private final boolean[] spoken;

    Interpreter(Translator model, BeamSearch how) {
        this.how = how;
        this.sources = model.sourceVocabulary();
        this.targets = model.targetVocabulary();
        this.written = model.targetTokenizer();
        this.attends = model.spec().attends();
        if (how.copying() && !attends) {
            throw new IllegalArgumentException("copyUnknown() on " + model
                    + ", which has no attention to say what to copy: leave it out, or make a model with attention");
        }
        Map<String, Tensor> weights = model.weights();
        this.search = new TranslationSearch(
                model.cells(),
                model.head(),
                Tensor.from(
                        weights, "source.weight", sources.size(), model.spec().embedding()),
                Tensor.from(
                        weights, "target.weight", targets.size(), model.spec().embedding()),
                id(Vocabulary.BEGIN),
                id(Vocabulary.END));
        this.spoken = new boolean[targets.size()];
        Arrays.fill(spoken, true);
        spoken[id(Vocabulary.PAD)] = false;
        spoken[id(Vocabulary.BEGIN)] = false;
        spoken[id(Vocabulary.UNKNOWN)] = how.copying();
    }

    private int id(String special) {
        return targets.id(special).orElseThrow();
    }

    /** Translates sources side by side; what comes of one does not depend on the others. */
    List<Translation> translate(List<List<String>> sources) {
        return IntStream.range(0, sources.size())
                .parallel()
                .mapToObj(k -> translate(sources.get(k), how))
                .toList();
    }

    private Translation translate(List<String> source, BeamSearch how) {
        return new Translation(
                source,
                search.best(sources.ids(source), how, spoken).stream()
                        .map(path -> hypothesis(path, source))
                        .toList());
    }

    private Hypothesis hypothesis(TranslationSearch.Path path, List<String> source) {
        List<TranslationSearch.Path> steps = path.steps();
        List<String> tokens = new ArrayList<>();
        List<Integer> copied = new ArrayList<>();
        for (TranslationSearch.Path step : steps) {
            if (step.symbol() == id(Vocabulary.UNKNOWN)) {
                copied.add(tokens.size());
                tokens.add(source.get(LabelGoal.best(step.weights())));
            } else {
                tokens.add(targets.symbol(step.symbol()));
            }
        }
        double[][] attention = steps.stream()
                .map(step -> attends ? doubles(step.weights()) : new double[0])
                .toArray(double[][]::new);
        double score = how.score(path.logProbability(), path.length());
        return new Hypothesis(
                written.join(tokens), tokens, path.logProbability(), score, attention, copied, path.cut());
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(k -> values[k]).toArray();
    }

    /** Translates the different sources of a part and compares with all their targets. */
    TranslatorScores measure(ParallelTexts data, Part part, SymbolGoal.Tally tally) {
        Map<String, Integer> places = new LinkedHashMap<>();
        Arrays.stream(data.places(part)).forEach(place -> places.putIfAbsent(data.source(place), place));
        List<Translation> told =
                translate(places.values().stream().map(data::sourceTokens).toList());
        List<List<List<String>>> references =
                places.values().stream().map(data::references).toList();
        List<String> nearest = IntStream.range(0, told.size())
                .mapToObj(k -> nearest(told.get(k).text(), references.get(k)))
                .toList();
        return new TranslatorScores(
                tally.nats(),
                tally.accuracy(),
                ErrorRate.characters(
                        nearest, told.stream().map(Translation::text).toList()),
                Bleu.of(told.stream().map(Translation::tokens).toList(), references),
                told.stream().filter(translation -> translation.best().cut()).count());
    }

    /** Returns the reference with the fewest edits, the first of equals. */
    private String nearest(String text, List<List<String>> references) {
        List<String> texts = references.stream().map(written::join).toList();
        return texts.stream()
                .min(Comparator.comparingInt(other ->
                        EditDistance.of(characters(other), characters(text)).edits()))
                .orElseThrow();
    }

    private static List<String> characters(String text) {
        return Tokenizer.characters().tokens(text);
    }
}
