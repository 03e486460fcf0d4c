package dev.rondo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.util.HashSet;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The numbers on a scale of colours, and the letters on colours. */
class ColourBarTest {
    private static final Colouring LOG = Colouring.PLAIN.withLog();

    @Test
    void tellsTheNumbersApart() {
        assertEquals(List.of("0.00", "0.25", "0.50", "0.75", "1.00"), even(0, 1, 400));
        assertEquals(List.of("-2.0", "-1.0", "0.0", "1.0", "2.0"), even(-2, 2, 400));
        assertEquals(5, new HashSet<>(even(1000, 1000.01, 400)).size());
        assertEquals(5, new HashSet<>(even(0, 1e-9, 400)).size());
    }

    @Test
    void aLowBarHasFewerNumbers() {
        assertEquals(List.of("0.00", "0.50", "1.00"), even(0, 1, 60));
        assertEquals(List.of("0.0", "1.0"), even(0, 1, 20));
    }

    @Test
    void aLogarithmicScaleIsNumberedByPowersOfTen() {
        assertEquals(List.of("1e-8", "1e-7", "1e-6", "1e-5", "1e-4", "1e-3", "1e-2", "1e-1", "1"), decades(-8, 0, 400));
        assertEquals(List.of("1e-8", "1e-6", "1e-4", "1e-2", "1"), decades(-8, 0, 100));
        assertEquals(List.of("1e-15", "1e-12", "1e-9", "1e-6", "1e-3", "1"), decades(-17, 0.5, 100));
        assertEquals(List.of("0.01", "0.1", "1", "10"), decades(-2.3, 1.4, 400));
        assertEquals(
                List.of(0.25, 0.75),
                ColourBar.ticks(LOG, new Range(-1.5, 0.5), 400).stream()
                        .map(ColourBar.Tick::place)
                        .toList(),
                "each at its place");
    }

    @Test
    void aLogarithmicScaleWithinADecadeIsNumberedAtItsEnds() {
        assertEquals(List.of("0.2", "0.7"), decades(Math.log10(0.2), Math.log10(0.7), 400));
        assertEquals(List.of("2e-9", "7e-9"), decades(Math.log10(2e-9), Math.log10(7e-9), 400));
        assertEquals(List.of("2.5e8", "1e9"), ends(LOG, new Range(Math.log10(2.5e8), 9)));
        assertEquals(
                List.of("1e-8", "1"), ends(LOG, new Range(-8, 0)), "at the ends although there are powers between");
        assertEquals(List.of("-1.0", "3.0"), ends(Colouring.PLAIN, new Range(-1, 3)));
        assertEquals(List.of("0.5", "2"), decades(Math.log10(0.5), Math.log10(2), 400));
    }

    @Test
    void theColoursSpanTheValuesThatHaveOne() {
        double[] values = {1e-6, 0, -3, Double.NaN, 100, Double.POSITIVE_INFINITY};
        assertEquals(new Range(-6, 2), LOG.spread(DoubleStream.of(values)));
        assertEquals(new Range(-3, 100), Colouring.PLAIN.spread(DoubleStream.of(values)));
        assertEquals(new Range(-100, 100), Colouring.PLAIN.withDiverging().spread(DoubleStream.of(values)));
        assertEquals(new Range(-2, 1), LOG.withRange(new Range(0.01, 10)).spread(DoubleStream.of(values)));
    }

    @Test
    void lettersStandOut() {
        assertEquals(Color.BLACK, ColourScale.letters(Color.WHITE));
        assertEquals(Color.WHITE, ColourScale.letters(Color.BLACK));
        assertEquals(Color.BLACK, ColourScale.letters(new Color(0x757575 + 0x020202)), "above a luminance of 0.179");
        assertEquals(Color.WHITE, ColourScale.letters(new Color(0x747474)), "below it");
        assertEquals(Color.BLACK, ColourScale.letters(new Color(0x00FF00)), "green is light");
        assertEquals(Color.WHITE, ColourScale.letters(new Color(0x0000FF)), "blue is dark");
    }

    private static List<String> ends(Colouring colouring, Range spread) {
        return ColourBar.ends(colouring, spread).stream()
                .map(ColourBar.Tick::label)
                .toList();
    }

    private static List<String> even(double min, double max, double height) {
        return labels(Colouring.PLAIN, new Range(min, max), height);
    }

    private static List<String> decades(double min, double max, double height) {
        return labels(LOG, new Range(min, max), height);
    }

    private static List<String> labels(Colouring colouring, Range spread, double height) {
        return ColourBar.ticks(colouring, spread, height).stream()
                .map(ColourBar.Tick::label)
                .toList();
    }
}
