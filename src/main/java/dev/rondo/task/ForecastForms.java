package dev.rondo.task;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;

/** What a forecaster may be before it is trained: what it says of a value, and how it goes through the horizon. */
abstract sealed class ForecastForms extends Trained permits Forecaster {
    private static final double[] LEVELS = {0.1, 0.5, 0.9};

    abstract ForecastSpec spec();

    /** Returns a model of another description; {@code call} is what asked for it. */
    abstract Forecaster changed(ForecastSpec other, String call);

    /**
     * Returns an untrained model that is trained by the mean absolute error, so that it forecasts medians and wild values
     * count less.
     *
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public Forecaster absolute() {
        return changed(spec().head(ForecastHead.of(ForecastHead.Kind.ABSOLUTE)), "absolute()");
    }

    /**
     * Returns an untrained model that forecasts quantiles, trained by their mean pinball loss. They are sorted, so that
     * none crosses another; 0.5 must be among them, and is the forecast of a single number.
     *
     * @param levels the levels, rising, between 0 and 1, such as 0.1, 0.5, 0.9
     * @return the model
     * @throws IllegalArgumentException if the levels do not rise or lack 0.5, differences are forecast, or the model is
     *     autoregressive
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public Forecaster quantiles(double... levels) {
        return changed(
                spec().head(ForecastHead.of(ForecastHead.Kind.QUANTILES, levels)),
                "quantiles(" + Arrays.toString(levels) + ")");
    }

    /**
     * Returns an untrained model that forecasts a Gaussian for each value, trained by the negative log likelihood of what
     * comes, in nats. Forecasts hold paths drawn from it; at once, each step of a path is drawn for itself, step by step
     * each follows from the one before.
     *
     * @return the model, whose forecasts tell the quantiles 0.1, 0.5 and 0.9, and any other
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public Forecaster gaussian() {
        return changed(spec().head(ForecastHead.of(ForecastHead.Kind.GAUSSIAN, LEVELS)), "gaussian()");
    }

    /**
     * Returns an untrained model that forecasts Student's t distribution for each value, with location, scale and degrees
     * of freedom (above 2) of its own: as {@link #gaussian}, for series in which wild values come now and then.
     *
     * @return the model, whose forecasts tell the quantiles 0.1, 0.5 and 0.9, and any other
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public Forecaster studentT() {
        return changed(spec().head(ForecastHead.of(ForecastHead.Kind.STUDENT_T, LEVELS)), "studentT()");
    }

    /**
     * Returns an untrained model that draws another count of paths. The default is 500.
     *
     * @param count how many for each window, at least 1
     * @return the model
     * @throws IllegalArgumentException if it is below 1
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public Forecaster samples(int count) {
        return changed(spec().samples(count), "samples(" + count + ")");
    }

    /**
     * Returns an untrained model that reads and forecasts targets relative to their last values in the window, in scaled
     * units: what comes at another level than ever in training then looks familiar (A. Zeng and others, Are transformers
     * effective for time series forecasting?, 2023, NLinear). For series with a trend; where the level stays, the noise of the
     * last value comes in, and without it forecasts are nearer.
     *
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public Forecaster relative() {
        ForecastSpec.Form form = spec().form();
        return changed(spec().form(new ForecastSpec.Form(true, form.autoregressive(), form.linear())), "relative()");
    }

    /**
     * Returns an untrained model to whose forecasts the last values of the targets add linearly, {@code y = W (h, v, u) + b}
     * with these values as v: the stack has to learn only what is not linear in them (the autoregressive part of G. Lai and
     * others, Modeling long- and short-term temporal patterns with deep neural networks, 2018). For series so short that a
     * recurrent net alone learns them by heart.
     *
     * @param steps how many values of each target, at most as many as a window has of the past; 0 for none
     * @return the model
     * @throws IllegalArgumentException if a window has fewer, or the model is autoregressive
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public Forecaster linear(int steps) {
        ForecastSpec.Form form = spec().form();
        return changed(
                spec().form(new ForecastSpec.Form(form.relative(), form.autoregressive(), steps)),
                "linear(" + steps + ")");
    }

    /**
     * Returns an untrained model that forecasts step by step: it is trained to tell each step of window and horizon from
     * those before (teacher forcing), and forecasts by reading its own forecasts, or paths drawn from its distributions.
     *
     * @return the model
     * @throws IllegalArgumentException if the stack reads both ways, there are past covariates, or quantiles or linear are
     *     asked for
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public Forecaster autoregressive() {
        ForecastSpec.Form form = spec().form();
        return changed(spec().form(new ForecastSpec.Form(form.relative(), true, form.linear())), "autoregressive()");
    }

    /**
     * Returns an untrained model with another seed: of initial weights, shuffling, dropout and paths. The default is 0.
     *
     * @param value the seed
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public Forecaster seed(long value) {
        return changed(spec().seed(value), "seed(" + value + ")");
    }
}
