package dev.rondo.bench;

import dev.rondo.data.LabelledTexts;
import dev.rondo.data.TaggedSentences;
import dev.rondo.data.Tokenizer;
import dev.rondo.data.Vocabulary;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import dev.rondo.task.SequenceTagger;
import dev.rondo.task.TextClassifier;
import dev.rondo.train.Event;
import dev.rondo.train.Fit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Sentences per second of {@code TextClassifier} and {@code SequenceTagger}, in training and in use, against a bare loop.
 *
 * <p>All sentences are the same, so that whatever order batches come in both sides must come to the same losses; they
 * have the same length, as a bare loop knows no other. Both sides begin with words: looking their numbers up counts.
 * Pairs take turns in who is first.
 */
final class TextSpeed {
    private static final int PAIRS = Integer.getInteger("rondo.bench.pairs", 5);
    private static final int WARM = 3; // pairs before: the first fits are compiled while they run
    private static final int WORDS = 20;
    private static final int VOCABULARY = 10_000;
    private static final int SENTENCES = 2_048;
    private static final int BATCH = 32;
    private static final int READ = 256; // sentences in one call, in use
    private static final int HIDDEN = 100;
    private static final double RATE = 1e-3;
    private static final double TOLERANCE = 1e-4;
    private static final Rnn RNN = Rnn.lstm(HIDDEN).bidirectional();

    private final List<String> sentence =
            IntStream.range(0, WORDS).mapToObj(k -> "w" + 37 * k).toList();

    private TextSpeed() {}

    static void main() {
        System.out.println("\n## Texts, " + Engines.name() + " on " + Engines.device() + "\n");
        System.out.println(SENTENCES + " sentences of " + WORDS + " words, a vocabulary of " + VOCABULARY
                + " in 64 numbers, " + RNN + ", batch " + BATCH + "; " + PAIRS
                + " pairs after " + WARM + " to warm up, sentences per second, median (least to most)\n");
        System.out.println("| engine | what | toolkit | bare loop | time, toolkit / bare |");
        System.out.println("|---|---|---|---|---|");
        new TextSpeed().classifier();
        new TextSpeed().tagger();
    }

    private void classifier() {
        List<String> texts = new ArrayList<>(Collections.nCopies(SENTENCES, String.join(" ", sentence)));
        List<String> labels = new ArrayList<>(Collections.nCopies(SENTENCES, "a"));
        texts.add(String.join(
                " ", IntStream.range(0, VOCABULARY).mapToObj(k -> "w" + k).toList()));
        labels.add("b"); // gives the model its words and its second class, and is only validated on
        LabelledTexts all = LabelledTexts.of("all", texts, labels)
                .tokenizer(Tokenizer.whitespace())
                .splitInOrder(1, 0);
        LabelledTexts data = LabelledTexts.of("same", texts.subList(0, SENTENCES), labels.subList(0, SENTENCES))
                .tokenizer(Tokenizer.whitespace())
                .splitInOrder(1, 0);
        try (TextClassifier model = TextClassifier.of(RNN, all).seed(1);
                BareText bare = new BareText(model.weights(), HIDDEN, false)) {
            train("classifier, training", fit -> model.fit(data, fit), model.vocabulary(), bare, 1);
            use(
                    "classifier, in use",
                    () -> model.predict(texts.subList(0, SENTENCES)).size(),
                    model.vocabulary(),
                    bare);
        }
    }

    private void tagger() {
        List<List<String>> words = new ArrayList<>(Collections.nCopies(SENTENCES, sentence));
        List<List<String>> tags = new ArrayList<>(Collections.nCopies(SENTENCES, Collections.nCopies(WORDS, "A")));
        TaggedSentences data = TaggedSentences.of("same", words, tags).splitInOrder(1, 0);
        List<List<String>> more = new ArrayList<>(words);
        more.add(IntStream.range(0, VOCABULARY).mapToObj(k -> "w" + k).toList());
        List<List<String>> moreTags = new ArrayList<>(tags);
        moreTags.add(Collections.nCopies(VOCABULARY, "B"));
        TaggedSentences all = TaggedSentences.of("all", more, moreTags).splitInOrder(1, 0);
        try (SequenceTagger model = SequenceTagger.of(RNN, all).seed(1);
                BareText bare = new BareText(model.weights(), HIDDEN, true)) {
            train("tagger, training", fit -> model.fit(data, fit), model.vocabulary(), bare, WORDS);
            use("tagger, in use", () -> model.predictAll(words).size(), model.vocabulary(), bare);
        }
    }

    private void train(String what, Consumer<Fit> fit, Vocabulary vocabulary, BareText bare, int labels) {
        List<Float> toolkit = new ArrayList<>();
        List<Float> own = new ArrayList<>();
        Fit one = Fit.epochs(1).batch(BATCH).adam(RATE).quiet().listener(event -> {
            if (event instanceof Event.Stepped step) {
                toolkit.add((float) step.loss());
            }
        });
        int[] zeros = new int[BATCH * labels];
        measure(what, () -> fit.accept(one), () -> {
            bare.fresh();
            List<int[][]> batches = batches(vocabulary, BATCH);
            own.addAll(bare.train(batches, Collections.nCopies(batches.size(), zeros), RATE));
        });
        for (int k = 0; k < own.size(); k++) {
            if (!(Math.abs(own.get(k) - toolkit.get(k)) <= TOLERANCE)) {
                throw new IllegalStateException(what + ": step " + k + " has loss " + toolkit.get(k)
                        + " in the toolkit and " + own.get(k) + " in the bare loop: they do not do the same work");
            }
        }
    }

    private void use(String what, Supplier<Integer> toolkit, Vocabulary vocabulary, BareText bare) {
        measure(what, toolkit::get, () -> bare.predict(batches(vocabulary, READ)));
    }

    /** Looks words up and cuts them into batches, as the bare loop's user would. */
    private List<int[][]> batches(Vocabulary vocabulary, int size) {
        List<int[][]> batches = new ArrayList<>();
        for (int from = 0; from < SENTENCES; from += size) {
            int[][] batch = new int[size][];
            Arrays.setAll(batch, row -> vocabulary.ids(sentence));
            batches.add(batch);
        }
        return batches;
    }

    private static void measure(String what, Runnable toolkit, Runnable bare) {
        List<Double> own = new ArrayList<>();
        List<Double> other = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int pair = 0; pair < WARM + PAIRS; pair++) {
            double a;
            double b;
            if (pair % 2 == 0) {
                a = seconds(toolkit);
                b = seconds(bare);
            } else {
                b = seconds(bare);
                a = seconds(toolkit);
            }
            if (pair >= WARM) {
                own.add(SENTENCES / a);
                other.add(SENTENCES / b);
                ratios.add(a / b);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s |%n",
                Engines.name(),
                what,
                Spread.of(own).with(0),
                Spread.of(other).with(0),
                Spread.of(ratios).with(3));
    }

    private static double seconds(Runnable work) {
        System.gc();
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
