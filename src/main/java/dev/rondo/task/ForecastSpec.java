package dev.rondo.task;

import dev.rondo.nn.Rnn;
import dev.rondo.series.Scaling;
import dev.rondo.series.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a file says of a forecaster besides its weights.
 *
 * @param rnn the recurrent stack
 * @param layout what it reads and tells
 * @param head what it says of a value
 * @param form how it forecasts
 * @param samples how many paths are drawn from a distribution
 * @param seed the seed of initial weights, shuffling, dropout and samples
 */
record ForecastSpec(Rnn rnn, Layout layout, ForecastHead head, Form form, int samples, long seed) {

    /** Shape and names of windows, and how they are scaled. */
    record Layout(
            int past, int horizon, List<String> targets, List<String> inputs, List<String> future, Scaling scaling) {

        static Layout of(Windows given) {
            Windows windows = given.beyond(); // which requires that all has been said
            return new Layout(
                    windows.past(),
                    windows.horizon(),
                    windows.targets(),
                    windows.inputNames(),
                    windows.futureNames(),
                    windows.scaling());
        }

        /** Returns how many inputs are known of the past alone, besides the targets. */
        int pastOnly() {
            return inputs.size() - future.size() - targets.size();
        }
    }

    /**
     * How a model forecasts.
     *
     * @param relative whether the last values of the window are taken off, and added again
     * @param autoregressive whether step by step, each from the one before, and not all at once
     * @param linear how many of the last values of each target come in beside the state; 0 for none
     */
    record Form(boolean relative, boolean autoregressive, int linear) {}

    ForecastSpec {
        if (samples < 1) {
            throw new IllegalArgumentException("samples is " + samples + ", expected at least 1, such as 500");
        }
        if (head.kind() == ForecastHead.Kind.QUANTILES) {
            requireQuantiles(layout, form);
        }
        if (form.linear < 0 || form.linear > layout.past) {
            throw new IllegalArgumentException("linear(" + form.linear + ") on windows of " + layout.past
                    + " past steps: expected 1 to " + layout.past + " of them, or 0 for none");
        }
        if (form.autoregressive && form.linear > 0) {
            throw new IllegalArgumentException(
                    "linear(" + form.linear + ") with autoregressive(): expected one of them,"
                            + " for the values before come in at each step already: leave out linear, or forecast all steps at"
                            + " once");
        }
        if (form.autoregressive && rnn.directions() > 1) {
            throw new IllegalArgumentException("autoregressive() with " + rnn
                    + ": expected one-way layers, since what comes later is not known yet: leave out bidirectional()");
        }
        if (form.autoregressive && layout.pastOnly() > 0) {
            int from = layout.targets.size();
            throw new IllegalArgumentException("autoregressive() on windows with the past covariates "
                    + layout.inputs.subList(from, from + layout.pastOnly())
                    + ", which are not known where forecasts are read again: expected targets, future covariates and"
                    + " calendar alone: leave them out, make them targets, or forecast all steps at once");
        }
    }

    private static void requireQuantiles(Layout layout, Form form) {
        if (form.autoregressive) {
            throw new IllegalArgumentException(
                    "quantiles(...) with autoregressive(): quantiles of one step say nothing of"
                            + " the next: expected gaussian() or studentT(), whose paths have quantiles");
        }
        for (String target : layout.targets) {
            boolean differences = Objects.requireNonNull(
                            layout.scaling.scalers().get(target))
                    .stream()
                    .anyMatch(scaler -> scaler.lag() > 0);
            if (differences) {
                throw new IllegalArgumentException("quantiles(...) of '" + target
                        + "', whose differences are forecast: the quantiles of sums are not the sums of quantiles:"
                        + " expected gaussian() or studentT(), or another scaler, such as standard() with relative()");
            }
        }
    }

    ForecastSpec head(ForecastHead other) {
        return new ForecastSpec(rnn, layout, other, form, samples, seed);
    }

    ForecastSpec form(Form other) {
        return new ForecastSpec(rnn, layout, head, other, samples, seed);
    }

    ForecastSpec samples(int count) {
        return new ForecastSpec(rnn, layout, head, form, count, seed);
    }

    ForecastSpec seed(long other) {
        return new ForecastSpec(rnn, layout, head, form, samples, other);
    }

    ForecastSpec layout(Layout other) {
        return new ForecastSpec(rnn, other, head, form, samples, seed);
    }

    /** Returns how many steps of a sequence the net reads in training. */
    int steps() {
        return form.autoregressive ? layout.past + layout.horizon - 1 : layout.past;
    }

    /** Returns how many steps with targets a sequence has in training. */
    int rows() {
        return form.autoregressive ? steps() : layout.horizon;
    }

    /** Returns how many numbers the net reads at a step. */
    int inputs() {
        return layout.inputs.size();
    }

    /** Returns how many numbers the head reads beside the state: last values, then what is known of the horizon. */
    int beside() {
        return form.autoregressive ? 0 : form.linear * layout.targets.size() + layout.horizon * layout.future.size();
    }

    /** Returns how many scores the net gives for a sequence, or at each step. */
    int outputs() {
        return (form.autoregressive ? 1 : layout.horizon) * layout.targets.size() * head.scores();
    }

    /** Returns windows of the model's kind as it needs them: with its scalers, so that nothing is fitted on them. */
    Windows reading(Windows windows) {
        require("past", windows.past(), layout.past);
        require("horizon", windows.horizon(), layout.horizon);
        require("target", windows.targets(), layout.targets);
        Windows read = windows.scaledLike(layout.scaling);
        require("inputs", read.inputNames(), layout.inputs);
        require("known future inputs", read.futureNames(), layout.future);
        return read;
    }

    private static void require(String what, Object came, Object expected) {
        if (!came.equals(expected)) {
            throw new IllegalArgumentException("the windows have " + what + " " + came + ", but the model was made for "
                    + expected + ": describe them alike, or make another model of these");
        }
    }

    /** Describes the model in a line. */
    String describe(String kind, long trained) {
        List<String> parts = new ArrayList<>();
        parts.add(layout.past + " steps of " + layout.inputs + " to " + layout.horizon + " of " + layout.targets);
        parts.add(rnn.toString());
        parts.add(head.toString());
        if (form.relative) {
            parts.add("relative");
        }
        if (form.autoregressive) {
            parts.add("autoregressive");
        }
        if (form.linear > 0) {
            parts.add("linear in the last " + form.linear);
        }
        parts.add("seed " + seed);
        if (trained > 0) {
            parts.add("trained for " + trained + " steps");
        }
        return kind + "(" + String.join(", ", parts) + ")";
    }
}
