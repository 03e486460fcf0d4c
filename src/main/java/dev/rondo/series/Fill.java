package dev.rondo.series;

/**
 * How the steps that a series lacks are filled, be it that a row is missing or that a value in it is.
 *
 * <p>Time and calendar of a filled step are known. Values before the first that is there are filled by {@link #ZERO}
 * alone.
 */
public enum Fill {
    /** Nothing is filled: what is missing is an error. */
    NONE,
    /**
     * On a straight line from the value before to the value after. So a step before the end of the training part, or of
     * the validation part, never comes from a value behind it: there the value before stands until the end. Within a part
     * a filled step of the past may come from a value of the horizon; {@link #PREVIOUS} looks at nothing later.
     */
    LINEAR,
    /** By the value before. */
    PREVIOUS,
    /** By zero, as for sales on days when nothing was sold. */
    ZERO;

    /**
     * Fills what is NaN, in place.
     *
     * @param ends the first steps of the parts behind the first; what lies before one never comes from behind it
     * @return the first step that cannot be filled, or -1
     */
    int fill(double[] values, int... ends) {
        for (int from = 0; from < values.length; from++) {
            if (Double.isNaN(values[from])) {
                int to = from + 1;
                while (to < values.length && Double.isNaN(values[to])) {
                    to++;
                }
                if (this == NONE || (from == 0 && this != ZERO)) {
                    return from;
                }
                run(values, from, to, ends);
                from = to;
            }
        }
        return -1;
    }

    private void run(double[] values, int from, int to, int[] ends) {
        double before = from == 0 ? 0 : values[from - 1];
        for (int t = from; t < to; t++) {
            boolean straight = this == LINEAR && to < values.length && !between(t, to, ends);
            double share = (t - from + 1.0) / (to - from + 1.0);
            values[t] = this == ZERO ? 0 : straight ? before + share * (values[to] - before) : before;
        }
    }

    /** Returns whether a part ends behind a step and not behind another. */
    private static boolean between(int step, int later, int[] ends) {
        for (int end : ends) {
            if (step < end && end <= later) {
                return true;
            }
        }
        return false;
    }
}
