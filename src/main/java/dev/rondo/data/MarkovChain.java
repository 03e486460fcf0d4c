package dev.rondo.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A Markov chain whose next symbol depends on the last few. A context is numbered like a number whose digits are its
 * symbols, the latest last.
 *
 * @param order how many symbols the next one depends on
 * @param next the chance of each symbol after each context, (context)(symbol), all above 0
 */
record MarkovChain(int order, double[][] next) {
    /** What keeps every chance above zero: this share of each row is spread evenly. */
    private static final double EVEN = 1e-2;

    private static final double SETTLED = 1e-14;
    private static final int SWEEPS = 1_000_000;

    /** Draws each row from a symmetric Dirichlet distribution, then spreads a hundredth of it evenly. */
    static MarkovChain drawn(int symbols, int order, double concentration, SplittableRandom random) {
        int contexts = power(symbols, order);
        double[][] next = new double[contexts][symbols];
        for (double[] row : next) {
            double sum = 0;
            for (int k = 0; k < symbols; k++) {
                row[k] = gamma(concentration, random);
                sum += row[k];
            }
            for (int k = 0; k < symbols; k++) {
                row[k] = (1 - EVEN) * row[k] / sum + EVEN / symbols;
            }
        }
        return new MarkovChain(order, next);
    }

    /**
     * Draws from a gamma distribution of scale 1 (G. Marsaglia and W. W. Tsang, <i>A Simple Method for Generating Gamma
     * Variables</i>, 2000; below shape 1 by their power of a uniform number). StrictMath, so that every machine draws
     * the same.
     */
    static double gamma(double shape, SplittableRandom random) {
        if (shape < 1) {
            double u = 1 - random.nextDouble();
            return gamma(shape + 1, random) * StrictMath.pow(u, 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double normal = normal(random);
            double cube = 1 + c * normal;
            cube = cube * cube * cube;
            double u = 1 - random.nextDouble();
            if (cube > 0 && StrictMath.log(u) < normal * normal / 2 + d - d * cube + d * StrictMath.log(cube)) {
                return d * cube;
            }
        }
    }

    /** Draws from the standard normal distribution, by the transform of G. Box and M. Muller (1958). */
    static double normal(SplittableRandom random) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    private static int power(int base, int exponent) {
        int power = 1;
        for (int k = 0; k < exponent; k++) {
            power = Math.multiplyExact(power, base);
        }
        return power;
    }

    int symbols() {
        return next[0].length;
    }

    /** Returns the context after one more symbol. */
    int after(int context, int symbol) {
        return (int) (((long) context * symbols() + symbol) % next.length);
    }

    /** Returns how often each context stands in an endless text: the chain is run until the shares stay as they are. */
    double[] stationary() {
        double[] shares = new double[next.length];
        Arrays.fill(shares, 1.0 / shares.length);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double[] after = new double[shares.length];
            for (int context = 0; context < shares.length; context++) {
                for (int symbol = 0; symbol < symbols(); symbol++) {
                    after[after(context, symbol)] += shares[context] * next[context][symbol];
                }
            }
            double moved = 0;
            for (int context = 0; context < shares.length; context++) {
                moved += Math.abs(after[context] - shares[context]);
            }
            shares = after;
            if (moved < SETTLED) {
                return shares;
            }
        }
        throw new IllegalStateException("the shares of the contexts did not settle in " + SWEEPS
                + " sweeps: take another seed, or a higher concentration");
    }

    /**
     * Returns the entropy of the next symbol for one who knows the last {@code known} symbols, in nats: the contexts
     * that end in the same symbols are taken together.
     */
    double entropy(int known) {
        double[] shares = stationary();
        double[][] joint = new double[power(symbols(), Math.min(known, order))][symbols()];
        for (int context = 0; context < shares.length; context++) {
            for (int symbol = 0; symbol < symbols(); symbol++) {
                joint[context % joint.length][symbol] += shares[context] * next[context][symbol];
            }
        }
        double entropy = 0;
        for (double[] row : joint) {
            double share = Arrays.stream(row).sum();
            entropy += Entropy.nats(row) - Entropy.nats(new double[] {share});
        }
        return entropy;
    }
}
