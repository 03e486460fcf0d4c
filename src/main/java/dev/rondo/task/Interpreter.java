package dev.rondo.task;

import dev.rondo.cell.Tensor;
import dev.rondo.data.ParallelTexts;
import dev.rondo.data.Part;
import dev.rondo.data.Tokenizer;
import dev.rondo.data.Vocabulary;
import dev.rondo.metric.Bleu;
import dev.rondo.metric.ErrorRate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Between tokens and the numbers that a search works with, for one copy of a model's weights. */
final class Interpreter {
    private final Vocabulary sources;
    private final Telling telling;
    private final BeamSearch how;
    private final TranslationSearch search;
    private final boolean[] spoken;

    Interpreter(Translator model, BeamSearch how) {
        this.how = how;
        this.sources = model.sourceVocabulary();
        Vocabulary targets = model.targetVocabulary();
        this.telling =
                new Telling(targets, model.targetTokenizer(), how, model.spec().attends());
        if (how.copying() && !telling.attends()) {
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
                telling.id(Vocabulary.BEGIN),
                telling.id(Vocabulary.END));
        this.spoken = telling.spoken();
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
                        .map(path -> telling.hypothesis(path, source))
                        .toList());
    }

    /** Translates the different sources of a part and compares with all their targets. */
    TranslatorScores measure(ParallelTexts data, Part part, SymbolGoal.Tally tally) {
        int[] places = Telling.distinct(data.places(part), data::source);
        List<Translation> told =
                translate(IntStream.of(places).mapToObj(data::sourceTokens).toList());
        List<List<List<String>>> references =
                IntStream.of(places).mapToObj(data::references).toList();
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

    /** Returns the reference with the fewest edits of its characters. */
    private String nearest(String text, List<List<String>> references) {
        List<String> texts = references.stream().map(telling.tokenizer()::join).toList();
        return Telling.nearest(texts, Interpreter::characters, characters(text));
    }

    private static List<String> characters(String text) {
        return Tokenizer.characters().tokens(text);
    }
}
