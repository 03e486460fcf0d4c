package dev.rondo.plot;

import java.util.stream.DoubleStream;

/** An interval of finite numbers, min below max. */
record Range(double min, double max) {
    /** A range asked for by the method named. */
    static Range of(String method, double min, double max) {
        if (!(min < max) || Double.isInfinite(min) || Double.isInfinite(max)) {
            throw new IllegalArgumentException(method + "(" + min + ", " + max
                    + ") came, expected two finite numbers, the lower one first: swap or correct them");
        }
        return new Range(min, max);
    }

    /** The span of the values, of which there is at least one; a single value gets room on both sides. */
    static Range spanning(DoubleStream values) {
        var all = values.summaryStatistics();
        if (all.getMin() < all.getMax()) {
            return new Range(all.getMin(), all.getMax());
        }
        double room = all.getMin() == 0 ? 0.5 : Math.abs(all.getMin()) / 2;
        return new Range(all.getMin() - room, all.getMin() + room);
    }

    Range padded(double fraction) {
        double room = (max - min) * fraction;
        return new Range(min - room, max + room);
    }

    /** Padded on a logarithmic axis; min is above 0. */
    Range paddedLog(double fraction) {
        double room = Math.pow(max / min, fraction);
        return new Range(min / room, max * room);
    }
}
