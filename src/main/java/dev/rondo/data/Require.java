package dev.rondo.data;

/** What sizes are held to, wherever one is asked for. */
public final class Require {
    private Require() {}

    /**
     * Refuses a size below the least.
     *
     * @param least the least size
     * @param name what messages call it
     * @param value the size
     * @param example one that would do
     * @throws IllegalArgumentException if it is below the least
     */
    public static void atLeast(int least, String name, int value, String example) {
        if (value < least) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", expected at least " + least + ", such as " + example);
        }
    }

    /** Refuses a set of no sequences. */
    static void count(int count) {
        atLeast(1, "count", count, "1000");
    }
}
