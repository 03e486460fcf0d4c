package dev.rondo.metric;

import java.util.Arrays;

/**
 * One order of an {@link NGram}: the distinct n-grams of one length with their counts, and for each context (their
 * first n-1 tokens) how much is left to the order below.
 *
 * <p>An n-gram is keyed by the index its context has in the order below and by its last token, so that the orders
 * together are a tree and a key of 64 bits holds any length over any vocabulary.
 */
final class NGramOrder {
    /** What stands in for discounts that the counts cannot give, by count 1, 2 and from 3 (as KenLM's fallback). */
    private static final double[] FALLBACK = {0, 0.5, 1, 1.5};

    private final int vocabulary;
    private long[] keys = new long[16]; // context * vocabulary + token, in order of first appearance
    private int[] counts = new int[16];
    private int[] slots = new int[32]; // open hash: 1 + index into keys, 0 where free
    private int size;

    private double[] discounts = FALLBACK;
    private long[] totals = new long[0]; // by context: sum of the counts
    private double[] backoff = new double[0]; // by context: share of the order below

    NGramOrder(int vocabulary) {
        this.vocabulary = vocabulary;
    }

    int size() {
        return size;
    }

    /** The index of an n-gram, or -1 where training had none. */
    int find(int context, int token) {
        return slots[slot(key(context, token))] - 1;
    }

    /** The index of an n-gram, which is new, with a count of zero, where it equals the {@link #size} before. */
    int add(int context, int token) {
        long key = key(context, token);
        int slot = slot(key);
        if (slots[slot] != 0) {
            return slots[slot] - 1;
        }
        if (size == keys.length) {
            grow();
            slot = slot(key);
        }
        keys[size] = key;
        slots[slot] = ++size;
        return size - 1;
    }

    void count(int index) {
        counts[index]++;
    }

    /** Closes training: discounts from the counts of counts, then totals and backoff of each context. */
    void close(int contexts) {
        keys = Arrays.copyOf(keys, size);
        counts = Arrays.copyOf(counts, size);
        discounts = estimateDiscounts();
        totals = new long[contexts];
        backoff = new double[contexts];
        for (int i = 0; i < size; i++) {
            int context = (int) (keys[i] / vocabulary);
            totals[context] += counts[i];
            backoff[context] += discount(counts[i]);
        }
        for (int context = 0; context < contexts; context++) {
            // A context with nothing counted after it (the end of the text) leaves all to the order below.
            backoff[context] = totals[context] == 0 ? 1 : backoff[context] / totals[context];
        }
    }

    /** The probability of a token after a context, given its probability {@code lower} after one token less. */
    double interpolate(int context, int token, double lower) {
        double probability = backoff[context] * lower;
        int index = find(context, token);
        if (index >= 0 && counts[index] > 0) {
            probability += (counts[index] - discount(counts[index])) / totals[context];
        }
        return probability;
    }

    private double discount(int count) {
        return discounts[Math.min(count, 3)];
    }

    private double[] estimateDiscounts() {
        double[] n = new double[5]; // n[k]: how many n-grams were counted k times
        for (int count : counts) {
            if (count <= 4) {
                n[count]++;
            }
        }
        double y = n[1] / (n[1] + 2 * n[2]);
        double[] estimate = new double[4];
        for (int k = 1; k <= 3; k++) {
            estimate[k] = k - (k + 1) * y * n[k + 1] / n[k];
            if (!(estimate[k] > 0 && estimate[k] <= k)) { // also NaN, where a count did not occur
                return FALLBACK;
            }
        }
        return estimate;
    }

    private long key(int context, int token) {
        return (long) context * vocabulary + token;
    }

    /** The slot that holds a key, or the free one where it belongs. */
    private int slot(long key) {
        int mask = slots.length - 1;
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (slots[slot] != 0 && keys[slots[slot] - 1] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, 2 * size);
        counts = Arrays.copyOf(counts, 2 * size);
        slots = new int[4 * size];
        for (int i = 0; i < size; i++) {
            slots[slot(keys[i])] = i + 1;
        }
    }
}
