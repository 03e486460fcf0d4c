package dev.rondo.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws numbers from 0 by given weights, in constant time: A. Walker's alias method (1977), built as by M. Vose (1991).
 */
final class Lottery {
    private final double[] own; // the probability to stay in a slot that was hit
    private final int[] alias; // where to go else

    Lottery(double[] weights) {
        int count = weights.length;
        double mean = Arrays.stream(weights).sum() / count;
        own = Arrays.stream(weights).map(weight -> weight / mean).toArray();
        alias = new int[count];
        int[] slots = new int[count]; // the small ones from the left, the large ones from the right
        int small = 0;
        int large = count;
        for (int k = 0; k < count; k++) {
            slots[own[k] < 1 ? small++ : --large] = k;
        }
        while (small > 0 && large < count) {
            int less = slots[--small];
            int more = slots[large];
            alias[less] = more;
            own[more] -= 1 - own[less];
            if (own[more] < 1) {
                large++;
                slots[small++] = more;
            }
        }
        while (small > 0) {
            own[slots[--small]] = 1; // up to rounding
        }
        while (large < count) {
            own[slots[large++]] = 1;
        }
    }

    int draw(SplittableRandom random) {
        int slot = random.nextInt(own.length);
        return random.nextDouble() < own[slot] ? slot : alias[slot];
    }
}
