package dev.rondo.data;

/** Symbols as inputs: a row of zeros with a one at the symbol's place. */
final class OneHot {
    private OneHot() {}

    /**
     * Makes the row of each symbol, (symbols)(symbols). Sequences share these rows: a step costs a reference, which
     * keeps thousands of long sequences small.
     */
    static float[][] rows(int symbols) {
        float[][] rows = new float[symbols][symbols];
        for (int symbol = 0; symbol < symbols; symbol++) {
            rows[symbol][symbol] = 1;
        }
        return rows;
    }
}
