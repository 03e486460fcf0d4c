package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.plot.Chart;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a network hears of a sound: the power in bands of frequency, frame by frame, or its cepstrum.
 *
 * <pre>{@code
 * var features = AudioFeatures.logMel(40).normalised();
 * float[][] x = features.of(Audio.wav(Path.of("seven.wav")));   // (frames, 40)
 * features.plot(Audio.wav(Path.of("seven.wav"))).show();
 * }</pre>
 *
 * <p>A frame is {@link #window} long, and the next one begins {@link #hop} later; a rest that fills no frame is left out,
 * and a sound shorter than a frame is filled up with silence. Each frame is taken by a Hann window and the Fourier
 * transform of the next power of two; its power spectrum, {@code |X|² / sum(window²)}, is that of noise of the same
 * strength whatever the window. Triangles equally wide on HTK's mel scale sum it into bands, and of each sum, but at
 * least 1e-10 (about the noise of 16 bits), the natural logarithm is taken. Cepstral coefficients are the first of the
 * orthonormal discrete cosine transform (DCT-II) of the bands, the one of order 0 among them.
 *
 * <p>Source: S. Young and others, <i>The HTK Book</i>, sections 5.4 to 5.9; S. Davis and P. Mermelstein, <i>Comparison of
 * Parametric Representations for Monosyllabic Word Recognition</i> (1980).
 *
 * @param bands how many bands of frequency there are
 * @param coefficients how many cepstral coefficients; 0 for the bands themselves
 * @param window the length of a frame in seconds
 * @param hop from the beginning of a frame to that of the next in seconds
 * @param lowest where the bands begin (Hz); they end at half the rate
 * @param normalises whether each feature has the mean 0 and the variance 1 over each recording
 * @param deltas how many times differences over time come too: 0, 1 or 2
 */
@CheckReturnValue
public record AudioFeatures(
        int bands, int coefficients, double window, double hop, double lowest, boolean normalises, int deltas) {
    private static final int COLUMNS = 800; // of a picture; more are not told apart
    private static final int ROWS = 20; // of a picture; of more not each can have a label
    private static final int HEIGHT = 420; // of a picture without marks
    private static final int HIGHEST = 1200;

    /**
     * Checks the settings.
     *
     * @param bands how many bands, from 1
     * @param coefficients how many coefficients, from 0 to as many as there are bands
     * @param window the length of a frame in seconds, above 0
     * @param hop the step between frames in seconds, above 0
     * @param lowest where the bands begin (Hz), from 0
     * @param normalises whether each recording is normalised
     * @param deltas how many differences, 0 to 2
     * @throws IllegalArgumentException if a number is outside its bounds
     */
    public AudioFeatures {
        Require.atLeast(1, "bands", bands, "40");
        if (coefficients < 0 || coefficients > bands) {
            throw new IllegalArgumentException(
                    "mfcc(" + coefficients + ") of " + bands + " bands: expected 1 to as many as there are bands");
        }
        positive("window", window, "0.025");
        positive("hop", hop, "0.01");
        if (!(lowest >= 0 && lowest < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("lowest(" + lowest + "): expected a frequency from 0 Hz, such as 100");
        }
        if (deltas < 0 || deltas > 2) {
            throw new IllegalArgumentException("deltas(" + deltas
                    + "): expected 0, 1 for differences over time, or 2 for the differences of these too");
        }
    }

    private static void positive(String name, double seconds, String example) {
        if (!(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    name + "(" + seconds + "): expected seconds, above 0, such as " + example);
        }
    }

    /**
     * Takes the logarithm of the power in bands: frames of 25 milliseconds, every 10 milliseconds.
     *
     * @param bands how many, such as 40
     * @return the features
     * @throws IllegalArgumentException if {@code bands} is below 1
     */
    public static AudioFeatures logMel(int bands) {
        return new AudioFeatures(bands, 0, 0.025, 0.01, 0, false, 0);
    }

    /**
     * Takes cepstral coefficients (MFCC) of 40 bands: frames of 25 milliseconds, every 10 milliseconds.
     *
     * @param coefficients how many, such as 13
     * @return the features
     * @throws IllegalArgumentException if {@code coefficients} is not 1 to 40
     */
    public static AudioFeatures mfcc(int coefficients) {
        Require.atLeast(1, "coefficients", coefficients, "13");
        return new AudioFeatures(40, coefficients, 0.025, 0.01, 0, false, 0);
    }

    /**
     * Returns this with another number of bands.
     *
     * @param count how many
     * @return the changed value
     * @throws IllegalArgumentException if there are fewer than 1, or than there are coefficients
     */
    public AudioFeatures bands(int count) {
        return new AudioFeatures(count, coefficients, window, hop, lowest, normalises, deltas);
    }

    /**
     * Returns this with frames of another length.
     *
     * @param seconds the length
     * @return the changed value
     * @throws IllegalArgumentException if it is not above 0
     */
    public AudioFeatures window(double seconds) {
        return new AudioFeatures(bands, coefficients, seconds, hop, lowest, normalises, deltas);
    }

    /**
     * Returns this with another step between frames.
     *
     * @param seconds the step
     * @return the changed value
     * @throws IllegalArgumentException if it is not above 0
     */
    public AudioFeatures hop(double seconds) {
        return new AudioFeatures(bands, coefficients, window, seconds, lowest, normalises, deltas);
    }

    /**
     * Returns this with bands that begin at another frequency.
     *
     * @param hertz where they begin
     * @return the changed value
     * @throws IllegalArgumentException if it is below 0
     */
    public AudioFeatures lowest(double hertz) {
        return new AudioFeatures(bands, coefficients, window, hop, hertz, normalises, deltas);
    }

    /**
     * Returns this with each feature, differences too, at the mean 0 and the variance 1 over each recording: how loud it
     * is and what the microphone adds no longer matter. A feature that stays the same, as in silence, becomes 0.
     *
     * @return the changed value
     */
    public AudioFeatures normalised() {
        return new AudioFeatures(bands, coefficients, window, hop, lowest, true, deltas);
    }

    /**
     * Returns this with differences over time behind the features: the slope of the line through five frames, the first
     * and the last frame standing in for those that are not there.
     *
     * @param order 1 for these differences, 2 for their own differences too, 0 for none
     * @return the changed value
     * @throws IllegalArgumentException if {@code order} is not 0 to 2
     */
    public AudioFeatures deltas(int order) {
        return new AudioFeatures(bands, coefficients, window, hop, lowest, normalises, order);
    }

    /**
     * Returns how many numbers a frame has.
     *
     * @return bands or coefficients, and their differences
     */
    public int features() {
        return (coefficients > 0 ? coefficients : bands) * (1 + deltas);
    }

    /**
     * Returns how many frames a sound has.
     *
     * @param audio the sound
     * @return the count, at least 1
     * @throws IllegalArgumentException if the sound is empty, or a frame or a step is shorter than a sample
     */
    public int frames(Audio audio) {
        return Frames.of(this, audio).count();
    }

    /**
     * Computes the features.
     *
     * @param audio the sound
     * @return the features, (frames, features)
     * @throws IllegalArgumentException if the sound is empty, a frame or a step is shorter than a sample, or there are
     *     too many bands for its rate
     */
    public float[][] of(Audio audio) {
        double[][] rows = Cepstrum.deltas(still(audio), deltas);
        if (normalises) {
            Cepstrum.normalise(rows);
        }
        float[][] features = new float[rows.length][features()];
        for (int t = 0; t < rows.length; t++) {
            for (int k = 0; k < features[t].length; k++) {
                features[t][k] = (float) rows[t][k];
            }
        }
        return features;
    }

    /** The features without differences and as they are. */
    private double[][] still(Audio audio) {
        double[][] logMel = Frames.of(this, audio).logMel();
        return coefficients > 0 ? Cepstrum.of(logMel, coefficients) : logMel;
    }

    /**
     * Draws the features over time, not normalised and without differences: bands with low frequencies below, or
     * coefficients. A column stands at the middle of its frame; in a long sound it is the mean of several.
     *
     * @param audio the sound
     * @return the heat map
     * @throws IllegalArgumentException as {@link #of} does
     */
    public Chart plot(Audio audio) {
        return plot(audio, List.of());
    }

    /**
     * Draws the features over time as {@link #plot(Audio)} does, and above them a line for each name that stretches of
     * time have, bright where these lie.
     *
     * @param audio the sound
     * @param stretches the stretches
     * @return the heat map
     * @throws IllegalArgumentException as {@link #of} does
     */
    public Chart plot(Audio audio, List<Stretch> stretches) {
        Frames frames = Frames.of(this, audio);
        double[][] rows = still(audio);
        int each = (rows.length + COLUMNS - 1) / COLUMNS;
        String[] times = new String[(rows.length + each - 1) / each];
        double[][] cells = new double[rows[0].length][times.length];
        String[] names = stretches.stream().map(Stretch::name).distinct().toArray(String[]::new);
        boolean[][] marked = new boolean[names.length][times.length];
        for (int column = 0; column < times.length; column++) {
            int from = column * each;
            int to = Math.min(rows.length, from + each);
            times[column] = frames.time(from, to);
            for (Stretch stretch : stretches) {
                marked[Arrays.asList(names).indexOf(stretch.name())][column] |=
                        stretch.overlaps(frames.start(from), frames.start(to));
            }
            for (int k = 0; k < cells.length; k++) {
                for (int t = from; t < to; t++) {
                    cells[cells.length - 1 - k][column] += rows[t][k] / (to - from);
                }
            }
        }
        boolean mel = coefficients == 0;
        int thickness = (cells.length + ROWS - 1) / ROWS;
        int above = HEIGHT * thickness * names.length / cells.length;
        return Chart.heatMap(
                        mel ? "Log-mel spectrogram" : "Cepstral coefficients",
                        joined(thick(names, thickness), labels(frames)),
                        times,
                        joined(thick(marks(marked, cells), thickness), cells))
                .x("time (s)")
                .y(mel ? "frequency (Hz)" : "coefficient")
                .value(mel ? "log power" : "value")
                .size(900, Math.min(HIGHEST, HEIGHT + above));
    }

    /** Marks as bright as the brightest cell, and else nothing. */
    private static double[][] marks(boolean[][] marked, double[][] cells) {
        double bright =
                Arrays.stream(cells).flatMapToDouble(Arrays::stream).max().orElseThrow();
        double[][] marks = new double[marked.length][];
        for (int k = 0; k < marks.length; k++) {
            boolean[] row = marked[k];
            marks[k] = IntStream.range(0, row.length)
                    .mapToDouble(column -> row[column] ? bright : Double.NaN)
                    .toArray();
        }
        return marks;
    }

    /** Repeats each row so often that one of its labels finds room. */
    private static <T> T[] thick(T[] rows, int times) {
        T[] all = Arrays.copyOf(rows, rows.length * times);
        Arrays.setAll(all, k -> rows[k / times]);
        return all;
    }

    private static <T> T[] joined(T[] above, T[] below) {
        T[] all = Arrays.copyOf(above, above.length + below.length);
        System.arraycopy(below, 0, all, above.length, below.length);
        return all;
    }

    /** The highest on top. */
    private String[] labels(Frames frames) {
        double[] centres = frames.bands().centres();
        String[] labels = new String[coefficients > 0 ? coefficients : bands];
        for (int k = 0; k < labels.length; k++) {
            labels[labels.length - 1 - k] = String.valueOf(coefficients > 0 ? k : Math.round(centres[k]));
        }
        return labels;
    }
}
