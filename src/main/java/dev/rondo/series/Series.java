package dev.rondo.series;

import java.util.List;

/**
 * A series as windows read it. Every column is held once.
 *
 * @param grid the series in its own units, without a gap
 * @param ends its parts
 * @param scalers how each column of numbers is scaled
 * @param inputs what comes in, scaled, (inputs)(time); future inputs go on beyond the last target
 * @param fixed the static inputs, (fixed)
 * @param lag the steps at the front that differences take
 */
record Series(
        GridSeries grid, TimeCut.Ends ends, List<FittedScaler> scalers, float[][] inputs, float[] fixed, int lag) {

    String name() {
        return grid.name();
    }

    int observed() {
        return grid.observed();
    }

    String says() {
        return name().isEmpty() ? "" : " of series '" + name() + "'";
    }
}
