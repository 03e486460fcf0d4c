package dev.rondo.bench;

import dev.rondo.data.Datasets;
import dev.rondo.data.LabelledTexts;
import dev.rondo.data.TaggedSentences;
import dev.rondo.nn.Rnn;
import dev.rondo.task.Pooling;
import dev.rondo.task.SequenceTagger;
import dev.rondo.task.TextClassifier;
import dev.rondo.train.Fit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongToDoubleFunction;

/**
 * The share that is right of the test parts of public sets, and of names in 33 languages, some seeds each. The folder
 * with the sets is named by {@code -Drondo.data}; what is not there is left out.
 */
final class TextSets {
    private TextSets() {}

    static void main() {
        Map<String, LongToDoubleFunction> sets = new LinkedHashMap<>();
        sets.put("SST-2", TextSets::sst2);
        sets.put("ChnSentiCorp", TextSets::chnSentiCorp);
        sets.put("EWT", TextSets::englishWebTreebank);
        sets.put("names", TextSets::names);
        Sets.measure("Sets of texts", "right", sets);
    }

    private static double classify(LabelledTexts data, TextClassifier model, Fit fit) {
        try (model) {
            model.fit(data, fit);
            return model.evaluate(data).accuracy();
        }
    }

    private static double sst2(long seed) {
        LabelledTexts data = Datasets.sst2().vocabulary(2, 20_000);
        Rnn rnn = Rnn.gru(150).bidirectional().dropout(0.5);
        TextClassifier model = TextClassifier.of(rnn, data)
                .vectors(Datasets.glove().scaled(0.2))
                .letters(Rnn.gru(12).bidirectional(), data)
                .pooling(Pooling.MAX)
                .seed(seed);
        return classify(data, model, fit(4).adam(2e-3));
    }

    private static double chnSentiCorp(long seed) {
        LabelledTexts data = Datasets.chnSentiCorp().vocabulary(2, 20_000);
        Rnn rnn = Rnn.gru(48).bidirectional().dropout(0.4);
        TextClassifier model =
                TextClassifier.of(rnn, data).embedding(50).pooling(Pooling.MAX).seed(seed);
        return classify(data, model, fit(4).adam(2e-3));
    }

    private static double names(long seed) {
        LabelledTexts data = Datasets.names().split(0.8, 0.1);
        Rnn rnn = Rnn.lstm(128).bidirectional().dropout(0.4);
        TextClassifier model =
                TextClassifier.of(rnn, data).embedding(32).pooling(Pooling.MAX).seed(seed);
        return classify(data, model, fit(15).adam(3e-3));
    }

    private static double englishWebTreebank(long seed) {
        TaggedSentences data = Datasets.englishWebTreebank().lowerCased();
        Rnn rnn = Rnn.lstm(100).bidirectional().dropout(0.3);
        try (SequenceTagger model = SequenceTagger.of(rnn, data)
                .vectors(Datasets.glove())
                .wordDropout(0.05)
                .letters()
                .seed(seed)) {
            model.fit(data, fit(6).adam(3e-3));
            return model.evaluate(data).accuracy();
        }
    }

    private static Fit fit(int epochs) {
        return Fit.epochs(epochs).batch(32).clipNorm(5).cosine().quiet();
    }
}
