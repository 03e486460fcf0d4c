package dev.rondo.bench;

import dev.rondo.data.CaptionedPictures;
import dev.rondo.data.Part;
import dev.rondo.data.Scenes;
import dev.rondo.nn.Attention;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Rnn;
import dev.rondo.task.Captioner;
import dev.rondo.task.CaptionerScores;
import dev.rondo.train.Fit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Captions of drawn scenes: split by lot, by whole descriptions, and with three pairs of colour and shape held out, of
 * which training shows every word but never the pair.
 */
final class PictureSets {
    private static final String ONE = System.getProperty("rondo.bench.set", "");
    private static final double SHARE = Double.parseDouble(System.getProperty("rondo.bench.share", "1")); // of epochs
    private static final List<String> HELD = List.of("red circle", "blue square", "yellow triangle");

    private PictureSets() {}

    static void main() {
        CaptionedPictures all = Scenes.of(1, 2).pictures(32_000);
        Map<String, CaptionedPictures> sets = new LinkedHashMap<>();
        sets.put("by lot", all.split(0.85, 0.05));
        sets.put("by caption", all.splitByCaption(0.85, 0.05));
        sets.put("held-out pairs", all.holdOut(caption -> HELD.stream().anyMatch(caption::contains), 0.1));
        if (!ONE.isEmpty() && !sets.containsKey(ONE)) {
            throw new IllegalArgumentException("rondo.bench.set=" + ONE + ": expected one of " + sets.keySet());
        }
        System.out.println("\n## Scenes, " + Engines.name() + " on " + Engines.device() + "\n");
        System.out.println("| engine | split | how | part | exact | word errors | BLEU | nats | training, s |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        sets.forEach((name, data) -> {
            if (ONE.isEmpty() || ONE.equals(name)) {
                Captioner model = Captioner.of(Rnn.gru(96), data).seed(1);
                Captioner attending = model.attention(Attention.additive(64));
                learn(name, "summary", model, data);
                learn(name, "attention", attending, data);
            }
        });
    }

    private static void learn(String set, String how, Captioner model, CaptionedPictures data) {
        try (model) {
            int epochs = Math.max(1, (int) Math.round(8 * SHARE));
            long start = System.nanoTime();
            model.fit(
                    data,
                    Fit.epochs(epochs).batch(32).adam(3e-3).clipNorm(5).cosine().quiet());
            double training = (System.nanoTime() - start) / 1e9;
            for (Part part : List.of(Part.VALIDATION, Part.TEST)) {
                CaptionerScores scores = model.evaluate(data, part);
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %s | %s | %s | %.4f | %.4f | %.4f | %.4f | %.0f |%n",
                        Engines.name(),
                        set,
                        how,
                        part.name().toLowerCase(Locale.ROOT),
                        scores.exact(),
                        scores.wordErrorRate(),
                        scores.bleu().score(),
                        scores.nats(),
                        training);
            }
        }
    }
}
