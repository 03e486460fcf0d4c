package dev.rondo.task;

/** What whole sequences are worth. */
@FunctionalInterface
interface Reward {
    /** Returns the reward of each sequence. */
    double[] of(int[][] sequences);
}
