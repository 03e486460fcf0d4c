package dev.rondo.task;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.Linear;
import dev.rondo.cell.Tensor;
import dev.rondo.data.Part;
import dev.rondo.nn.Rnn;
import dev.rondo.series.Windows;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import dev.rondo.train.RateCurve;
import dev.rondo.train.Sweep;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * A recurrent model that forecasts the series of a table: numbers, quantiles or distributions, several steps ahead.
 *
 * <pre>{@code
 * var windows = Windows.of(table).time("Month").target("Passengers").past(24).horizon(6).split(0.8, 0.1);
 * var model = Forecaster.of(Rnn.gru(32), windows).quantiles(0.1, 0.5, 0.9);
 * model.fit(windows, Fit.epochs(200).adam(1e-2).patience(20));
 * System.out.println(model.evaluate(windows).table());
 * model.predict(windows).plot().show();
 * }</pre>
 *
 * <p>The net reads the past of a window and forecasts the whole horizon at once, {@code y = W (h, u) + b}, where h is the
 * top layer's last state, both directions' side by side, and u all that is known of the horizon, as future covariates and
 * calendar: the direct form. {@link #autoregressive()} goes step by step. One model serves all series of the table.
 *
 * <p>The loss is the mean squared error in scaled units unless another is asked for. The scalers are those of the windows
 * that the model was made for; they belong to the model, and other windows are read by them. The net is made at the first
 * use, on the engine in use then. Native memory is given back by {@link #close()}, or, once the model is no longer
 * reachable, when another one is made.
 */
public final class Forecaster extends ForecastForms {
    private static final String KIND = "Forecaster";
    private static final String SPEC = "rondo.model"; // the part of a file that holds the spec
    private static final int SAMPLES = 500;

    private final ForecastSpec spec;
    private final Network<ForecastNet> network;
    private final Scorer scorer;
    private volatile SoftReference<Scaled> last = new SoftReference<>(null);

    /** Windows as they came last, and as the model reads them. */
    private record Scaled(Windows given, Windows read) {}

    private Forecaster(ForecastSpec spec) {
        this.spec = spec;
        this.network = new Network<>(
                KIND,
                Map.of(SPEC, spec),
                owner -> new ForecastNet(spec, owner),
                new Shape(1, spec.steps(), spec.inputs())); // (batch, time, inputs)
        this.scorer =
                new Scorer(network, spec.form().autoregressive(), spec.outputs(), spec.seed(), spec.describe(KIND, 0));
    }

    /**
     * Describes a model for some windows.
     *
     * @param rnn the recurrent stack
     * @param windows what is to be forecast from what; the scalers are fitted on their training part
     * @return a model with weights yet to be trained
     * @throws IllegalArgumentException if the table cannot be read
     * @throws IllegalStateException if target, past or horizon have not been said
     */
    public static Forecaster of(Rnn rnn, Windows windows) {
        return new Forecaster(new ForecastSpec(
                rnn,
                ForecastSpec.Layout.of(windows),
                ForecastHead.of(ForecastHead.Kind.SQUARED),
                new ForecastSpec.Form(false, false, 0),
                SAMPLES,
                0));
    }

    @Override
    Forecaster changed(ForecastSpec other, String call) {
        network.requireUntrained(call);
        return new Forecaster(other);
    }

    /**
     * Trains on the training windows, in batches drawn anew for each epoch. A second fit goes on from where the first
     * ended.
     *
     * @param windows the windows; those of the validation part are measured after each epoch
     * @param fit what is to be done; its {@code steps} are not used
     * @return what was done; losses are means over all values, in scaled units
     * @throws IllegalArgumentException if the windows are of another kind than the model's, or there is nothing to learn
     */
    public History fit(Windows windows, Fit fit) {
        ForecastExamples examples = examples(windows);
        return scorer.fit(examples, new ForecastGoal(examples), fit);
    }

    private ForecastExamples examples(Windows windows) {
        Windows read = reading(windows);
        if (read.places(Part.TRAIN).length == 0) {
            throw new IllegalArgumentException("the training part has no window to learn from: " + read
                    + ": shorten past(...) or horizon(...), or train on more by split(...)");
        }
        return new ForecastExamples(spec, read);
    }

    /**
     * Looks for a learning rate between a millionth and ten.
     *
     * @param windows the windows, of which the training part is read
     * @param fit how to train: its batch, optimiser and clipping
     * @return the loss at each rate
     * @throws IllegalArgumentException as for {@link #fit}
     */
    public RateCurve findRate(Windows windows, Fit fit) {
        ForecastExamples examples = examples(windows);
        return scorer.search(examples, new ForecastGoal(examples), fit, Sweep.wide());
    }

    /**
     * Forecasts what comes behind the end of the table, for each of its series.
     *
     * @param windows the windows; the table may be longer than in training, and its last rows may hold the known future
     * @return a forecast for each series
     * @throws IllegalArgumentException if the windows are of another kind than the model's, or future covariates end too
     *     early
     */
    public Forecast predict(Windows windows) {
        Windows ends = reading(windows).beyond();
        return forecast(ends, IntStream.range(0, ends.size()).toArray(), true);
    }

    /**
     * Forecasts the horizon of one window.
     *
     * @param windows the windows
     * @param place the window's place
     * @return its forecast, and what came
     * @throws IllegalArgumentException if there is no such window, or the windows are of another kind than the model's
     */
    public Forecast predict(Windows windows, int place) {
        return forecast(reading(windows), new int[] {place}, true);
    }

    /** Returns windows with the model's scalers; those that came last are not read again. */
    Windows reading(Windows windows) {
        Scaled known = last.get();
        if (known == null || known.given != windows) {
            known = new Scaled(windows, spec.reading(windows));
            last = new SoftReference<>(known);
        }
        return known.read;
    }

    /** Forecasts windows that are scaled as the model needs them, by rising places. */
    Forecast forecast(Windows read, int[] places, boolean keepPaths) {
        Forecast.Ahead[] all = new Forecast.Ahead[places.length];
        each(read, places, keepPaths, (k, ahead) -> all[k] = ahead);
        return new Forecast(spec.layout().targets(), spec.head().levels(), List.of(all));
    }

    /** Forecasts windows by rising places, and hands each over with its number among them. */
    private void each(Windows read, int[] places, boolean keepPaths, BiConsumer<Integer, Forecast.Ahead> to) {
        Foretelling telling = new Foretelling(spec, scorer, read);
        telling.read(
                places,
                (scaled, place) ->
                        to.accept(Arrays.binarySearch(places, place), telling.ahead(scaled, place, keepPaths)));
    }

    /**
     * Measures the model on the test part, or where there is none on the validation part, with the season that is usual for
     * such times.
     *
     * @param windows the windows
     * @return how far it was off, beside forecasts that need no training
     * @throws IllegalArgumentException if there are no such windows, or they are of another kind than the model's
     */
    public ForecastScores evaluate(Windows windows) {
        Windows read = reading(windows);
        Part part = read.places(Part.TEST).length > 0 ? Part.TEST : Part.VALIDATION;
        if (read.places(part).length == 0) {
            throw new IllegalArgumentException("neither test nor validation part has a window to measure on: split"
                    + " otherwise, shorten horizon(...), or name a part");
        }
        return evaluate(windows, part);
    }

    /**
     * Measures the model on a part, with the season that is usual for such times.
     *
     * @param windows the windows
     * @param part the part
     * @return how far it was off, beside forecasts that need no training
     * @throws IllegalArgumentException if there are no such windows, or they are of another kind than the model's
     */
    public ForecastScores evaluate(Windows windows, Part part) {
        return evaluate(windows, part, windows.season());
    }

    /**
     * Measures the model on a part.
     *
     * @param windows the windows
     * @param part the part
     * @param season the steps of a season, that the seasonal naive forecast and exponential smoothing go by; 1 for none
     * @return how far it was off, beside forecasts that need no training
     * @throws IllegalArgumentException if there are no such windows, they are of another kind than the model's, or the
     *     season is below 1
     */
    public ForecastScores evaluate(Windows windows, Part part, int season) {
        if (season < 1) {
            throw new IllegalArgumentException(
                    "season is " + season + ", expected its steps, such as 12 of months, or 1 for none");
        }
        Windows read = reading(windows);
        int[] places = read.places(part);
        if (places.length == 0) {
            throw new IllegalArgumentException("the " + part.name().toLowerCase(Locale.ROOT)
                    + " part has no window to measure on: name another part, or split otherwise");
        }
        ForecastRows rows = ForecastRows.of(
                read, places, spec.layout().targets(), spec.head().levels());
        each(read, places, false, rows::put);
        return new Baselines(rows, season).scores();
    }

    /**
     * Forecasts from every step of the test part, or where there is none of the validation part, with the model as it is.
     *
     * @param windows the windows
     * @return the forecasts, beside what came
     * @throws IllegalArgumentException as for {@link #backtest(Windows, Backtest)}
     */
    public BacktestScores backtest(Windows windows) {
        return backtest(windows, Backtest.expanding());
    }

    /**
     * Forecasts from steps of the test part, or where there is none of the validation part, as one would have at the time:
     * where models are trained anew, each on what lay before its origins alone. This model stays as it is.
     *
     * @param windows the windows; their split says where the first origin is
     * @param how which origins, and what is trained
     * @return the forecasts, beside what came
     * @throws IllegalArgumentException if there are no such windows, they are of another kind than the model's, or a window
     *     slides over which nothing is trained
     * @throws IllegalStateException if the thread is interrupted while a model is trained anew; it stays interrupted
     */
    public BacktestScores backtest(Windows windows, Backtest how) {
        List<Forecast.Ahead> all = new Backtesting(this, windows, how).run();
        Forecast found = new Forecast(spec.layout().targets(), spec.head().levels(), all);
        return new BacktestScores(found, new Baselines(ForecastRows.of(found), windows.season()).scores());
    }

    /**
     * Begins to forecast row by row, in plain Java, with the state carried from row to row: of a table without groups.
     *
     * @return a stream before its first row
     * @throws IllegalArgumentException if scalers were fitted on several series
     * @throws IllegalStateException if the stack reads both ways, or the model reads of the horizon
     */
    public ForecastStream stream() {
        return stream("");
    }

    /**
     * Begins to forecast a series row by row, in plain Java, with the state carried from row to row.
     *
     * @param series the name of the series, whose scalers are used
     * @return a stream before its first row
     * @throws IllegalArgumentException if no scalers were fitted on it
     * @throws IllegalStateException if the stack reads both ways, or the model reads of the horizon
     */
    public ForecastStream stream(String series) {
        return new ForecastStream(this, series);
    }

    /** Returns a new model of the same description for other windows. */
    Forecaster anew(Windows windows) {
        return new Forecaster(spec.layout(ForecastSpec.Layout.of(windows)));
    }

    /**
     * Loads a model, or the model in a checkpoint.
     *
     * @param file a file that {@link #save} wrote
     * @return the model
     * @throws IllegalArgumentException if the file is missing, cut short, of another kind or of a newer format
     */
    public static Forecaster load(Path file) {
        ModelFile found = ModelFile.read(file, KIND);
        Forecaster loaded = new Forecaster(found.get(SPEC, ForecastSpec.class, file));
        loaded.network.take(found, file);
        return loaded;
    }

    /**
     * Returns the net as a DJL block, sharing this model's weights: what is read (batch, time, inputs), and for the direct
     * form, where there is any, what stands beside the state, (batch, linear x targets + horizon x future inputs), to scores
     * (batch, steps, targets, scores of a value).
     *
     * @return the block
     */
    public Block block() {
        return network.net();
    }

    /**
     * Returns the recurrent stack in plain Java, with a copy of the weights.
     *
     * @return the stack
     */
    public CellStack cells() {
        Map<String, Tensor> recurrent = new LinkedHashMap<>();
        weights().forEach((name, tensor) -> {
            if (name.startsWith("rnn.")) {
                recurrent.put(name.substring("rnn.".length()), tensor);
            }
        });
        Rnn rnn = spec.rnn();
        boolean both = rnn.directions() > 1;
        return CellStack.of(rnn.cell(), recurrent, spec.inputs(), rnn.hidden(), rnn.layers(), both);
    }

    /**
     * Returns the linear layer on the stack in plain Java, with a copy of the weights.
     *
     * @return the layer, from the hidden state, last values and what is known of the horizon to the scores
     */
    public Linear head() {
        int width = spec.rnn().outputs() + spec.beside();
        return Linear.of(weights(), "output.weight", "output.bias", width, spec.outputs());
    }

    @Override
    ForecastSpec spec() {
        return spec;
    }

    Scorer scorer() {
        return scorer;
    }

    @Override
    Network<?> network() {
        return network;
    }

    @Override
    public String toString() {
        return spec.describe(KIND, network.steps());
    }
}
