package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.SplittableRandom;

/**
 * A range that a number is drawn from, each value as likely as any other.
 *
 * @param low the lower end
 * @param high the upper end; the lower end again for a number that is always the same
 */
@CheckReturnValue
public record Between(double low, double high) {

    /**
     * Checks the range.
     *
     * @param low the lower end
     * @param high the upper end
     * @throws IllegalArgumentException if they are not in order, or not finite where they differ
     */
    public Between {
        boolean one = Double.compare(low, high) == 0 && !Double.isNaN(low);
        if (!one && !(low < high && Double.isFinite(low) && Double.isFinite(high))) {
            throw new IllegalArgumentException("a range from " + low + " to " + high
                    + ": expected two finite numbers, the lower one first, such as 0.05 to 0.2");
        }
    }

    /** Refuses a range that leaves its bounds; {@code name} says what it is, with the unit. */
    void within(String name, double least, double most) {
        if (low < least || high > most) {
            throw new IllegalArgumentException(
                    name + " is " + low + " to " + high + ", expected a range within " + least + " to " + most);
        }
    }

    /** Draws a number; one step of the source of numbers, whatever the range. */
    double draw(SplittableRandom random) {
        double share = random.nextDouble();
        return low == high ? low : low + share * (high - low);
    }
}
