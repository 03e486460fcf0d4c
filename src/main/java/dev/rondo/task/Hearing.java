package dev.rondo.task;

import dev.rondo.data.Audio;
import dev.rondo.data.AudioFeatures;
import dev.rondo.plot.Chart;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a recogniser heard at each step of a sound.
 *
 * @param audio the sound, at the model's rate
 * @param features what the model hears of it
 * @param outputs the symbols, and behind them {@link #BLANK}
 * @param times the middle of each step in seconds, (steps)
 * @param probabilities the probability of each output at each step, (steps)(outputs)
 */
public record Hearing(
        Audio audio, AudioFeatures features, List<String> outputs, double[] times, double[][] probabilities) {
    /** What stands for nothing new. */
    public static final String BLANK = "(blank)";

    private static final double SEEN = 0.05; // a symbol that is never more probable has no line in the picture

    /**
     * Copies all parts.
     *
     * @param audio the sound
     * @param features what the model hears
     * @param outputs the symbols and the blank
     * @param times the middles of the steps
     * @param probabilities the probabilities
     */
    public Hearing {
        outputs = List.copyOf(outputs);
        times = times.clone();
        probabilities = copy(probabilities);
    }

    private static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }

    static Hearing of(SpeechSpec spec, Audio audio, float[][] scores) {
        List<String> outputs = IntStream.rangeClosed(0, spec.symbols().size())
                .mapToObj(k -> k < spec.symbols().size() ? spec.symbols().get(k) : BLANK)
                .toList();
        double[] times = IntStream.range(0, scores.length)
                .mapToDouble(step -> (spec.start(step) + spec.start(step + 1)) / 2)
                .toArray();
        double[][] probabilities =
                Arrays.stream(scores).map(LabelGoal::probabilities).toArray(double[][]::new);
        return new Hearing(audio, spec.features(), outputs, times, probabilities);
    }

    /**
     * Returns the middles of the steps.
     *
     * @return a copy, in seconds
     */
    @Override
    public double[] times() {
        return times.clone();
    }

    /**
     * Returns the probabilities.
     *
     * @return a copy, (steps)(outputs)
     */
    @Override
    public double[][] probabilities() {
        return copy(probabilities);
    }

    /**
     * Draws the probabilities over time: a line for each symbol that is ever more probable than 0.05, in the order in
     * which they come to their highest, and the blank below.
     *
     * @return the heat map
     */
    public Chart plot() {
        int blank = outputs.size() - 1;
        int[] seen = IntStream.concat(
                        IntStream.range(0, blank)
                                .filter(k -> probabilities[highest(k)][k] > SEEN)
                                .boxed()
                                .sorted((a, b) -> Integer.compare(highest(a), highest(b)))
                                .mapToInt(k -> k),
                        IntStream.of(blank))
                .toArray();
        double[][] cells = Arrays.stream(seen)
                .mapToObj(k -> Arrays.stream(probabilities)
                        .mapToDouble(step -> step[k])
                        .toArray())
                .toArray(double[][]::new);
        return Chart.heatMap(
                        "Probabilities of the symbols",
                        Arrays.stream(seen).mapToObj(outputs::get).toArray(String[]::new),
                        Arrays.stream(times)
                                .mapToObj(time -> String.format(Locale.ROOT, "%.2f", time))
                                .toArray(String[]::new),
                        cells)
                .x("time (s)")
                .y("symbol")
                .value("probability")
                .valueRange(0, 1)
                .size(900, 360);
    }

    /** Returns the step at which an output is most probable, the first of equals. */
    private int highest(int output) {
        return IntStream.range(0, probabilities.length)
                .reduce((a, b) -> probabilities[b][output] > probabilities[a][output] ? b : a)
                .orElseThrow();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hearing that
                && audio.equals(that.audio)
                && features.equals(that.features)
                && outputs.equals(that.outputs)
                && Arrays.equals(times, that.times)
                && Arrays.deepEquals(probabilities, that.probabilities);
    }

    @Override
    public int hashCode() {
        return 31 * audio.hashCode() + Arrays.deepHashCode(probabilities);
    }

    @Override
    public String toString() {
        return "Hearing(" + audio + " in " + times.length + " steps, " + outputs.size() + " outputs)";
    }
}
