package dev.rondo.plot;

import java.awt.Color;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * How values become colours.
 *
 * @param valueName what the values measure, may be blank
 * @param range the values of the first and the last colour, null to follow the values
 * @param diverging whether the colours part at 0
 * @param log whether the colours follow the logarithms of the values
 */
record Colouring(String valueName, @Nullable Range range, boolean diverging, boolean log) {
    static final Colouring PLAIN = new Colouring("", null, false, false);

    Colouring {
        Objects.requireNonNull(valueName, "valueName");
        if (diverging && log) {
            throw new IllegalArgumentException("diverging() and logValue() came together, expected one of them: "
                    + "values on a logarithmic scale lie on one side of 0");
        }
        if (log && range != null && range.min() <= 0) {
            throw new IllegalArgumentException("valueRange(" + range.min() + ", " + range.max()
                    + ") came with logValue(), expected a lower end above 0: raise it or leave out logValue()");
        }
    }

    Colouring withValueName(String name) {
        return new Colouring(name, range, diverging, log);
    }

    Colouring withRange(Range newRange) {
        return new Colouring(valueName, newRange, diverging, log);
    }

    Colouring withDiverging() {
        return new Colouring(valueName, range, true, log);
    }

    Colouring withLog() {
        return new Colouring(valueName, range, diverging, true);
    }

    ColourScale scale() {
        return diverging ? ColourScale.DIVERGING : ColourScale.SEQUENTIAL;
    }

    /** The value as the colours are spread over it: itself or its logarithm to base 10, NaN where it has no colour. */
    double scaled(double value) {
        if (!Double.isFinite(value) || (log && value <= 0)) {
            return Double.NaN;
        }
        return log ? Math.log10(value) : value;
    }

    boolean colours(DoubleStream values) {
        return values.map(this::scaled).anyMatch(Double::isFinite);
    }

    /**
     * The {@link #scaled} values of the first and the last colour: as asked for or spanned by the values, of which one
     * has a colour at least; 0 in the middle if diverging.
     */
    Range spread(DoubleStream values) {
        Range span = range != null
                ? new Range(scaled(range.min()), scaled(range.max()))
                : Range.spanning(values.map(this::scaled).filter(Double::isFinite));
        if (!diverging) {
            return span;
        }
        double far = Math.max(Math.abs(span.min()), Math.abs(span.max()));
        return new Range(-far, far);
    }

    /** The colour of a value where the colours are spread so; beyond the spread the colour of the nearer end. */
    Color colour(double value, Range spread) {
        double scaled = scaled(value);
        return Double.isNaN(scaled)
                ? Style.NO_VALUE
                : scale().at((scaled - spread.min()) / (spread.max() - spread.min()));
    }

    /** What makes a value one that has a colour, for errors. */
    String wanted() {
        return "at least one that is finite" + (log ? " and above 0" : "");
    }
}
