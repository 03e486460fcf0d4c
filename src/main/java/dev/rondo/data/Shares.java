package dev.rondo.data;

/**
 * How much goes to training and to validation; the rest is for testing.
 *
 * @param train the share to train on, above 0
 * @param validation the share to validate on, from 0
 */
public record Shares(double train, double validation) {
    /**
     * Checks the shares.
     *
     * @param train the share to train on, above 0
     * @param validation the share to validate on, from 0
     * @throws IllegalArgumentException if they do not fit into one
     */
    public Shares {
        if (!(train > 0 && validation >= 0 && train + validation <= 1 + 1e-9)) {
            throw new IllegalArgumentException("split(" + train + ", " + validation
                    + "): expected a training share above 0 and a validation share from 0, together at most 1,"
                    + " such as split(0.8, 0.1)");
        }
    }

    /**
     * Returns where training ends among so many: at least one is trained on.
     *
     * @param count how many there are
     * @return how many are trained on
     */
    public int first(int count) {
        return Math.min(count, Math.max(1, (int) Math.round(count * train)));
    }

    /**
     * Returns where validation ends among so many.
     *
     * @param count how many there are
     * @return how many are trained or validated on
     */
    public int second(int count) {
        return Math.min(count, Math.max(first(count), (int) Math.round(count * (train + validation))));
    }
}
