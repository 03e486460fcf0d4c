package dev.rondo.task;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.special.Gamma;

/**
 * What a forecaster says of one value, how wrong that is, and what is drawn from it. A value is told by some scores side by
 * side, in scaled units: a number, its quantiles, or the location and the scores of scale and degrees of freedom of a
 * distribution.
 *
 * @param kind what is said
 * @param levels the levels of the quantiles that are told, rising; those of a distribution are read off its samples
 */
record ForecastHead(Kind kind, List<Double> levels) {
    private static final double NARROWEST = 1e-4; // of a scale, in scaled units
    private static final double FREEDOM = 2; // below it there is no variance

    /** What is said of a value. */
    enum Kind {
        SQUARED("squared error"),
        ABSOLUTE("absolute error"),
        QUANTILES("pinball loss"),
        GAUSSIAN("nats, Gaussian"),
        STUDENT_T("nats, Student t");

        private final String loss;

        Kind(String loss) {
            this.loss = loss;
        }
    }

    ForecastHead {
        levels = List.copyOf(levels);
        double before = 0;
        for (double level : levels) {
            if (!(level > before && level < 1)) {
                throw new IllegalArgumentException(
                        "levels are " + levels + ", expected rising ones between 0 and 1, such as 0.1, 0.5, 0.9");
            }
            before = level;
        }
        if (kind == Kind.QUANTILES && !levels.contains(0.5)) {
            throw new IllegalArgumentException("levels are " + levels
                    + ", expected 0.5 among them: the median is the forecast of a single number");
        }
    }

    static ForecastHead of(Kind kind, double... levels) {
        return new ForecastHead(kind, Arrays.stream(levels).boxed().toList());
    }

    boolean distribution() {
        return kind == Kind.GAUSSIAN || kind == Kind.STUDENT_T;
    }

    /** Returns what the loss is, with its unit. */
    String loss() {
        return kind.loss + (distribution() ? " per value" : " in scaled units");
    }

    /** Returns how many scores tell a value. */
    int scores() {
        return switch (kind) {
            case SQUARED, ABSOLUTE -> 1;
            case QUANTILES -> levels.size();
            case GAUSSIAN -> 2;
            case STUDENT_T -> 3;
        };
    }

    /** Returns where the bias of each score starts; degrees of freedom at about 10. */
    float[] start() {
        float[] start = new float[scores()];
        if (kind == Kind.STUDENT_T) {
            start[2] = 8;
        }
        return start;
    }

    /**
     * Measures what is said of a value.
     *
     * @param scores the scores of many values
     * @param at where those of this value begin
     * @param target what came
     * @param gradient takes the gradient with respect to the scores, at their places
     * @return the loss
     */
    double loss(float[] scores, int at, double target, float[] gradient) {
        double off = scores[at] - target;
        return switch (kind) {
            case SQUARED -> {
                gradient[at] = (float) (2 * off);
                yield off * off;
            }
            case ABSOLUTE -> {
                gradient[at] = (float) Math.signum(off);
                yield Math.abs(off);
            }
            case QUANTILES -> pinball(scores, at, target, gradient);
            case GAUSSIAN -> gaussian(scores, at, -off, gradient);
            case STUDENT_T -> studentT(scores, at, -off, gradient);
        };
    }

    private double pinball(float[] scores, int at, double target, float[] gradient) {
        double sum = 0;
        int count = levels.size();
        for (int k = 0; k < count; k++) {
            double above = target - scores[at + k];
            double slope = above >= 0 ? levels.get(k) : levels.get(k) - 1;
            gradient[at + k] = (float) (-slope / count);
            sum += slope * above;
        }
        return sum / count;
    }

    private static double gaussian(float[] scores, int at, double above, float[] gradient) {
        double scale = scale(scores[at + 1]);
        double z = above / scale;
        gradient[at] = (float) (-z / scale);
        gradient[at + 1] = (float) ((1 - z * z) / scale * logistic(scores[at + 1]));
        return 0.5 * Math.log(2 * Math.PI) + Math.log(scale) + z * z / 2;
    }

    private static double studentT(float[] scores, int at, double above, float[] gradient) {
        double scale = scale(scores[at + 1]);
        double freedom = freedom(scores[at + 2]);
        double square = above * above / (scale * scale);
        double tail = Math.log1p(square / freedom);
        gradient[at] = (float) (-(freedom + 1) * above / (scale * scale * (freedom + square)));
        gradient[at + 1] =
                (float) ((1 - (freedom + 1) * square / (freedom + square)) / scale * logistic(scores[at + 1]));
        double slope = Gamma.digamma(freedom / 2)
                - Gamma.digamma((freedom + 1) / 2)
                + 1 / freedom
                + tail
                - (freedom + 1) * square / (freedom * (freedom + square));
        gradient[at + 2] = (float) (slope / 2 * logistic(scores[at + 2]));
        return Gamma.logGamma(freedom / 2)
                - Gamma.logGamma((freedom + 1) / 2)
                + Math.log(Math.PI * freedom) / 2
                + Math.log(scale)
                + (freedom + 1) / 2 * tail;
    }

    private static double scale(double score) {
        return NARROWEST + softPlus(score);
    }

    private static double freedom(double score) {
        return FREEDOM + softPlus(score);
    }

    private static double softPlus(double score) {
        return Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score)));
    }

    private static double logistic(double score) {
        return 1 / (1 + Math.exp(-score));
    }

    /** Returns the number that is forecast where one is asked for: the median, or the mean of a distribution. */
    double point(float[] scores, int at) {
        return kind == Kind.QUANTILES ? quantiles(scores, at)[levels.indexOf(0.5)] : scores[at];
    }

    /**
     * Returns the quantiles, sorted: where scores cross, the sorted ones are never the worse forecast (V. Chernozhukov,
     * I. Fernandez-Val and A. Galichon, Quantile and probability curves without crossing, 2010).
     */
    double[] quantiles(float[] scores, int at) {
        double[] sorted = new double[levels.size()];
        for (int k = 0; k < sorted.length; k++) {
            sorted[k] = scores[at + k];
        }
        Arrays.sort(sorted);
        return sorted;
    }

    /** Draws a value from a distribution; of what is none, the point. */
    double sample(float[] scores, int at, RandomGenerator random) {
        return switch (kind) {
            case GAUSSIAN -> scores[at] + scale(scores[at + 1]) * random.nextGaussian();
            case STUDENT_T -> {
                double freedom = freedom(scores[at + 2]);
                double t = random.nextGaussian() / Math.sqrt(2 * gamma(freedom / 2, random) / freedom);
                yield scores[at] + scale(scores[at + 1]) * t;
            }
            default -> point(scores, at);
        };
    }

    /** Draws from a gamma distribution of a shape above 1 (G. Marsaglia and W. W. Tsang, 2000). */
    private static double gamma(double shape, RandomGenerator random) {
        double d = shape - 1.0 / 3;
        while (true) {
            double x = random.nextGaussian();
            double v = 1 + x / Math.sqrt(9 * d);
            double cube = v * v * v;
            if (v > 0 && Math.log(1 - random.nextDouble()) < x * x / 2 + d - d * cube + d * Math.log(cube)) {
                return d * cube;
            }
        }
    }

    @Override
    public String toString() {
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return kind == Kind.QUANTILES ? name + " " + levels : name;
    }
}
