package dev.rondo.data;

/** What the sizes of a source are held to. */
final class Require {
    private Require() {}

    /** Refuses a size below the least; {@code example} is the way out. */
    static void atLeast(int least, String name, int value, String example) {
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
