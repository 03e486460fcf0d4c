package dev.rondo.bench;

import dev.rondo.data.AudioFeatures;
import dev.rondo.data.Datasets;
import dev.rondo.data.DialTones;
import dev.rondo.data.JoinedSpeech;
import dev.rondo.data.MorseCode;
import dev.rondo.data.Speech;
import dev.rondo.nn.Rnn;
import dev.rondo.task.SpeechRecognizer;
import dev.rondo.train.Fit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongToDoubleFunction;

/**
 * The symbol error rate on strings of telephone keys and on Morse code, both ten decibels above white noise, and on
 * strings of three to seven spoken digits, some seeds each. The digits are the recordings of the folder named by {@code
 * -Drondo.data}, in their official parts.
 */
final class SpeechSets {
    private SpeechSets() {}

    static void main() {
        Map<String, LongToDoubleFunction> sets = new LinkedHashMap<>();
        sets.put("keys", SpeechSets::keys);
        sets.put("morse", SpeechSets::morse);
        sets.put("digits", SpeechSets::digits);
        Sets.measure("Speech", "symbol error rate", sets);
    }

    private static double keys(long seed) {
        Speech data = DialTones.of(3, 10).noise(10).speech(2700).splitInOrder(0.87, 0.02);
        try (SpeechRecognizer model = SpeechRecognizer.of(
                        Rnn.gru(48).bidirectional().dropout(0.2), data)
                .stacked(2)
                .seed(seed)) {
            model.fit(data, fit(10).adam(4e-3));
            return model.evaluate(data).symbolErrorRate();
        }
    }

    private static double morse(long seed) {
        Speech data = MorseCode.of(1, 3).noise(10).speech(2400).splitInOrder(0.87, 0.02);
        AudioFeatures features =
                AudioFeatures.logMel(6).window(0.024).hop(0.012).normalised();
        try (SpeechRecognizer model = SpeechRecognizer.of(Rnn.gru(64).bidirectional(), data)
                .features(features)
                .stacked(4)
                .seed(seed)) {
            model.fit(data, fit(6).adam(4e-3));
            return model.evaluate(data).symbolErrorRate();
        }
    }

    private static double digits(long seed) {
        Speech data = JoinedSpeech.of(3, 7).seed(1).speech(Datasets.spokenDigits(), 1500, 100, 300);
        try (SpeechRecognizer model = SpeechRecognizer.of(
                        Rnn.gru(96).bidirectional().dropout(0.3), data)
                .stacked(3)
                .seed(seed)) {
            model.fit(data, fit(15).adam(3e-3));
            return model.evaluate(data).symbolErrorRate();
        }
    }

    private static Fit fit(int epochs) {
        return Fit.epochs(epochs).batch(16).clipNorm(5).cosine().quiet();
    }
}
