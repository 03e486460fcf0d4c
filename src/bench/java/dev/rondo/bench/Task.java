package dev.rondo.bench;

import dev.rondo.data.Datasets;
import dev.rondo.data.Part;
import dev.rondo.data.Text;
import dev.rondo.nn.Rnn;
import dev.rondo.task.LanguageModel;
import dev.rondo.train.Fit;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What all measurements work on: a character model of usual size, and a text cut to an exact number of windows.
 *
 * <p>The text is the toolkit's own verse, or tiny-shakespeare where the folder that {@code -Drondo.data} names has it.
 * The model knows the characters of the whole text, and no part is kept for validation.
 *
 * @param text the text, its training part cut to size
 * @param windows how many windows an epoch has
 */
record Task(Text text, int windows) {
    static final int HIDDEN = 256;
    static final int LAYERS = 2;
    static final int BATCH = 32;
    static final int STEPS = 100;
    static final double RATE = 1e-3;
    static final double CLIP = 5;
    static final long SEED = 7;

    /** Cuts a task of so many windows. */
    static Task of(int windows) {
        String folder = System.getProperty("rondo.data", "");
        boolean there = !folder.isEmpty() && Files.exists(Path.of(folder, "tinyshakespeare", "input.txt"));
        Text whole = there ? Datasets.tinyShakespeare() : Datasets.verse();
        int length = windows * BATCH * STEPS + 1; // the last character is only predicted
        if (length > whole.length()) {
            throw new IllegalArgumentException("-Drondo.bench.block=" + windows + " needs " + length
                    + " characters, but '" + whole.name() + "' has " + whole.length() + ": ask for at most "
                    + (whole.length() - 1) / (BATCH * STEPS));
        }
        Text cut = whole.split((double) length / whole.length(), 0);
        if (cut.ids(Part.TRAIN).length != length || cut.ids(Part.VALIDATION).length > 0) {
            throw new IllegalStateException("cut " + cut + ", expected " + length + " to train and 0 to validate");
        }
        return new Task(cut, windows);
    }

    LanguageModel model() {
        return LanguageModel.of(Rnn.lstm(HIDDEN).layers(LAYERS), text).seed(SEED);
    }

    /** Describes a fit; with a clip of 0 the gradient is left as it is. */
    Fit fit(int epochs, double clip) {
        Fit fit = Fit.epochs(epochs).batch(BATCH).steps(STEPS).adam(RATE).quiet();
        return clip > 0 ? fit.clipNorm(clip) : fit;
    }

    int[] ids() {
        return text.ids(Part.TRAIN);
    }

    int vocabulary() {
        return text.vocabulary().size();
    }

    @Override
    public String toString() {
        return "LSTM " + LAYERS + "x" + HIDDEN + ", one-hot of " + vocabulary() + ", " + text.name() + ", batch "
                + BATCH + ", " + STEPS + " steps, Adam " + RATE;
    }
}
