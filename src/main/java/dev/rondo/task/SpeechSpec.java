package dev.rondo.task;

import dev.rondo.data.Audio;
import dev.rondo.data.AudioFeatures;
import dev.rondo.data.Speech;
import dev.rondo.data.Tokenizer;
import dev.rondo.data.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a file says of a recogniser besides its net: how sound becomes numbers, and numbers become a text.
 *
 * @param features what is heard of a frame
 * @param stacked how many frames make one step of the net
 * @param rate the samples in a second (Hz)
 * @param symbols what can be said, numbered by their places; the blank is behind them
 * @param tokenizer what cuts a text into symbols
 */
record SpeechSpec(AudioFeatures features, int stacked, int rate, List<String> symbols, Tokenizer tokenizer) {

    SpeechSpec {
        if (stacked < 1) {
            throw new IllegalArgumentException(
                    "stacked is " + stacked + ", expected how many frames make a step, at least 1, such as 2");
        }
        var unused = features.of(Audio.of(new float[1], rate)); // refuses what does not go with the rate
    }

    SpeechSpec features(AudioFeatures other) {
        return new SpeechSpec(other, stacked, rate, symbols, tokenizer);
    }

    SpeechSpec stacked(int other) {
        return new SpeechSpec(features, other, rate, symbols, tokenizer);
    }

    /** Returns how many numbers a step has. */
    int width() {
        return stacked * features.features();
    }

    /** Returns how many steps a sound of the right rate has. */
    int steps(Audio audio) {
        return (features.frames(audio) + stacked - 1) / stacked;
    }

    /** Returns what the net reads of a sound, (steps)(width). */
    float[][] x(Audio audio) {
        return stacked(features.of(audio.resampled(rate)));
    }

    /** Sets frames side by side, (frames)(features) to (steps)(width); the last one fills the last step up. */
    float[][] stacked(float[][] frames) {
        if (stacked == 1) {
            return frames;
        }
        int width = frames[0].length;
        float[][] steps = new float[(frames.length + stacked - 1) / stacked][stacked * width];
        for (int k = 0; k < steps.length * stacked; k++) {
            float[] frame = frames[Math.min(k, frames.length - 1)];
            System.arraycopy(frame, 0, steps[k / stacked], k % stacked * width, width);
        }
        return steps;
    }

    /** Returns where a step's own share of time begins, in seconds; of the number of steps, where the last one ends. */
    double start(int step) {
        double hop = Math.rint(features.hop() * rate); // in whole samples, as the frames are taken
        double window = Math.rint(features.window() * rate);
        return ((step * stacked - 0.5) * hop + window / 2) / rate;
    }

    /** Numbers the transcripts of recordings. */
    int[][] labels(Speech data) {
        Vocabulary known = Vocabulary.of(symbols);
        int[][] labels = new int[data.size()][];
        for (int place = 0; place < labels.length; place++) {
            List<String> transcript = data.transcript(place);
            labels[place] = new int[transcript.size()];
            for (int k = 0; k < transcript.size(); k++) {
                OptionalInt id = known.id(transcript.get(k));
                if (id.isEmpty()) {
                    throw new IllegalArgumentException("the transcript of recording " + place + " of '" + data.name()
                            + "' holds '" + transcript.get(k) + "', but the model knows " + symbols
                            + ": make a model of data with all symbols, or leave the recording out by where(...)");
                }
                labels[place][k] = id.getAsInt();
            }
        }
        return labels;
    }

    /** Writes labels as a text. */
    String text(int[] labels) {
        return new Wording(Vocabulary.of(symbols), tokenizer).text("", labels);
    }

    /** Returns the symbols of labels. */
    List<String> symbols(int[] labels) {
        return Arrays.stream(labels).mapToObj(symbols::get).toList();
    }
}
