package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.SplittableRandom;

/**
 * A range that a count is drawn from, each as likely as any other.
 *
 * @param fewest the lowest count, at least 1
 * @param most the highest, itself included
 */
@CheckReturnValue
public record Counts(int fewest, int most) {

    /**
     * Checks the range.
     *
     * @param fewest the lowest count
     * @param most the highest
     * @throws IllegalArgumentException if the lowest is below 1 or above the highest
     */
    public Counts {
        if (fewest < 1 || most < fewest) {
            throw new IllegalArgumentException(
                    "from " + fewest + " to " + most + ": expected counts from 1, the lower one first, such as 3 to 7");
        }
    }

    int draw(SplittableRandom random) {
        return fewest + random.nextInt(most - fewest + 1);
    }
}
