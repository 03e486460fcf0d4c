package dev.rondo.task;

import java.util.stream.IntStream;

/** All 27 sequences of three symbols out of three, for what can be checked by looking at every case. */
final class EveryTriple {
    static final int SYMBOLS = 3;
    static final int LENGTH = 3;
    static final int COUNT = 27;

    private EveryTriple() {}

    static int[][] all() {
        return IntStream.range(0, COUNT)
                .mapToObj(k -> new int[] {k / 9, k / 3 % 3, k % 3})
                .toArray(int[][]::new);
    }

    /** The place of a sequence among all. */
    static int place(int[] sequence) {
        return sequence[0] * 9 + sequence[1] * 3 + sequence[2];
    }

    /** How often each was written, as shares. */
    static double[] shares(int[][] written) {
        double[] shares = new double[COUNT];
        for (int[] sequence : written) {
            shares[place(sequence)] += 1.0 / written.length;
        }
        return shares;
    }
}
