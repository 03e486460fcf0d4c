package dev.rondo.data;

/**
 * A named stretch of time in a sound, such as the syllable that is heard there.
 *
 * @param name what is heard
 * @param from where it begins, in seconds
 * @param to where it ends, in seconds
 */
public record Stretch(String name, double from, double to) {
    private static final double TOUCHING = 1e-6; // seconds: less is rounding

    /**
     * Checks the ends.
     *
     * @param name what is heard
     * @param from where it begins
     * @param to where it ends
     * @throws IllegalArgumentException if the name is empty, or the ends are not finite and in order
     */
    public Stretch {
        if (name.isEmpty() || !(from <= to && Double.isFinite(from) && Double.isFinite(to))) {
            throw new IllegalArgumentException("a stretch '" + name + "' from " + from + " to " + to
                    + " seconds: expected a name and two finite numbers, the lower one first");
        }
    }

    /** Returns whether some of this lies between two times. */
    boolean overlaps(double start, double end) {
        return Math.min(to, end) - Math.max(from, start) > TOUCHING;
    }
}
