package dev.rondo.task;

import dev.rondo.data.Audio;
import dev.rondo.data.DialTones;
import dev.rondo.data.Part;
import dev.rondo.data.Speech;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Fit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Strings of three keys of a telephone, which a small net learns in seconds. */
final class Calls {
    static final Speech DATA = of(120, 1);
    static final Fit FIT = Fit.epochs(12).batch(8).adam(0.02).clipNorm(5).quiet();
    private static final String KEYS = "15D";

    private Calls() {}

    static Speech of(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Audio> sounds = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(1, 5); left > 0; left--) {
                text.append(KEYS.charAt(random.nextInt(KEYS.length())));
            }
            sounds.add(sound(text.toString(), random.nextLong()));
            texts.add(text.toString());
        }
        return Speech.of("calls", sounds, texts).splitInOrder(0.7, 0.15);
    }

    static Audio sound(String keys, long seed) {
        return DialTones.of(1, 1).noise(20).seed(seed).audio(keys);
    }

    static SpeechRecognizer model() {
        return SpeechRecognizer.of(Rnn.gru(12).bidirectional(), DATA).stacked(2).seed(1);
    }

    /** The places to test on. */
    static int[] test() {
        return DATA.places(Part.TEST);
    }
}
