package dev.rondo.bench;

import dev.rondo.data.Datasets;
import dev.rondo.data.ParallelTexts;
import dev.rondo.data.Part;
import dev.rondo.metric.Bleu;
import dev.rondo.metric.ErrorRate;
import dev.rondo.metric.NearestPair;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import dev.rondo.task.BeamSearch;
import dev.rondo.task.Translator;
import dev.rondo.task.TranslatorScores;
import dev.rondo.train.Fit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Translations of held-out texts, with attention and without: dates to ISO 8601, names of countries beside copying and the
 * nearest pair, and sentences of Tatoeba, greedy and by a beam. The folder with Tatoeba's is named by {@code
 * -Drondo.data}.
 */
final class PairSets {
    private static final String ONE = System.getProperty("rondo.bench.set", "");
    private static final double SHARE = Double.parseDouble(System.getProperty("rondo.bench.share", "1")); // of epochs
    private static final BeamSearch BEAM = BeamSearch.width(5).lengthNormalised(0.6);

    private PairSets() {}

    static void main() {
        Map<String, Runnable> sets = new LinkedHashMap<>();
        sets.put("dates", PairSets::dates);
        sets.put("countries en-de", () -> countries("en", "de"));
        sets.put("countries en-ru", () -> countries("en", "ru"));
        sets.put("Tatoeba en-fr", PairSets::tatoeba);
        if (!ONE.isEmpty() && !sets.containsKey(ONE)) {
            throw new IllegalArgumentException("rondo.bench.set=" + ONE + ": expected one of " + sets.keySet());
        }
        System.out.println("\n## Pairs of texts, " + Engines.name() + " on " + Engines.device() + "\n");
        System.out.println(
                "| engine | set | how | exact | character errors | BLEU | nats | training, s | translating, s |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        sets.forEach((name, run) -> {
            if (ONE.isEmpty() || ONE.equals(name)) {
                run.run();
            }
        });
    }

    private static void dates() {
        ParallelTexts data = Datasets.dateTranslations("de", "en", "es", "fr", "it", "ja", "ru", "tr");
        Translator model =
                Translator.of(Rnn.gru(64).bidirectional(), data).embedding(32).seed(1);
        both("dates", model, data, fit(4, 64, 5e-3));
    }

    private static void countries(String from, String to) {
        ParallelTexts data = Datasets.countryNames(from, to);
        String set = "countries " + from + "-" + to;
        List<List<String>> actual = tokens(data, Part.TEST, false);
        List<List<String>> sources = tokens(data, Part.TEST, true);
        NearestPair nearest = NearestPair.fit(tokens(data, Part.TRAIN, true), tokens(data, Part.TRAIN, false));
        row(set, "copying", ErrorRate.of(actual, sources));
        row(
                set,
                "nearest pair",
                ErrorRate.of(actual, sources.stream().map(nearest::translate).toList()));
        Translator model = Translator.of(Rnn.gru(96).bidirectional().dropout(0.3), data)
                .embedding(48)
                .seed(1);
        both(set, model, data, fit(60, 16, 3e-3).patience(15));
    }

    private static List<List<String>> tokens(ParallelTexts data, Part part, boolean source) {
        return Arrays.stream(data.places(part))
                .mapToObj(place -> source ? data.sourceTokens(place) : data.targetTokens(place))
                .toList();
    }

    private static void tatoeba() {
        ParallelTexts data = Datasets.tatoeba("fra-eng").vocabularies(2, 8_000).longest(12, 14);
        Translator model = Translator.of(Rnn.gru(192).bidirectional().dropout(0.3), data)
                .embedding(128)
                .seed(1);
        nearest("Tatoeba en-fr", data);
        both("Tatoeba en-fr", model, data, fit(12, 64, 2e-3));
    }

    /** Each source of the test part by the target of the training source that is most like it. */
    private static void nearest(String set, ParallelTexts data) {
        NearestPair nearest = NearestPair.fit(tokens(data, Part.TRAIN, true), tokens(data, Part.TRAIN, false));
        Set<String> seen = new HashSet<>();
        int[] places = Arrays.stream(data.places(Part.TEST))
                .filter(place -> seen.add(data.source(place)))
                .toArray();
        List<List<String>> told = Arrays.stream(places)
                .parallel()
                .mapToObj(place -> nearest.translate(data.sourceTokens(place)))
                .toList();
        Bleu bleu =
                Bleu.of(told, Arrays.stream(places).mapToObj(data::references).toList());
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | nearest pair, %d sources | | | %.4f | | | |%n",
                Engines.name(),
                set,
                places.length,
                bleu.score());
    }

    private static Fit fit(int epochs, int batch, double rate) {
        int done = Math.max(1, (int) Math.round(epochs * SHARE));
        return Fit.epochs(done).batch(batch).adam(rate).clipNorm(5).cosine().quiet();
    }

    private static void both(String set, Translator model, ParallelTexts data, Fit fit) {
        try (model;
                Translator without = model.withoutAttention()) {
            learn(set, "attention", model, data, fit);
            learn(set, "no attention", without, data, fit);
        }
    }

    private static void learn(String set, String how, Translator model, ParallelTexts data, Fit fit) {
        long start = System.nanoTime();
        model.fit(data, fit);
        double training = (System.nanoTime() - start) / 1e9;
        for (BeamSearch search : List.of(BeamSearch.greedy(), BEAM)) {
            start = System.nanoTime();
            TranslatorScores scores = model.evaluate(data, search);
            double translating = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s, %s | %.4f | %.4f | %.4f | %.4f | %.0f | %.1f |%n",
                    Engines.name(),
                    set,
                    how,
                    search,
                    scores.exact(),
                    scores.characterErrorRate(),
                    scores.bleu().score(),
                    scores.nats(),
                    training,
                    translating);
        }
    }

    private static void row(String set, String how, ErrorRate rate) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %.4f | %.4f | | | | |%n",
                Engines.name(),
                set,
                how,
                rate.exactShare(),
                rate.rate());
    }
}
