package dev.rondo.plot;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.plotly.components.Figure;

/**
 * Series over one pair of axes: lines, bands, points and levels, or bars and levels.
 *
 * @param series what is drawn
 * @param looks the looks of the series that have one of their own, by their names
 * @param yRange the vertical axis asked for
 * @param x what the horizontal axis counts
 * @param logY whether the vertical axis is logarithmic
 */
record Plot(
        List<Series> series,
        Map<String, Look> looks,
        @Nullable Range yRange,
        XScale x,
        boolean logY) implements Content {
    private static final int FEW_COUNTED = 12; // beyond that the ticks are whole numbers anyway

    static final Plot EMPTY = new Plot(List.of(), Map.of(), null, XScale.LINEAR, false);

    Plot {
        series = List.copyOf(series);
        looks = Map.copyOf(looks);
        Set<String> names = new HashSet<>();
        for (Series one : series) {
            if (one.name().isBlank() && series.size() > 1) {
                throw new IllegalArgumentException("a series without a name came to a chart of " + series.size()
                        + " series, expected a name for each: only a single series may go unnamed");
            }
            if (!names.add(one.name())) {
                throw new IllegalArgumentException("a second series '" + one.name()
                        + "' came, expected a name of its own for each: rename one of them");
            }
            if (logY && one instanceof Series.Level level && level.y() <= 0) {
                throw new IllegalArgumentException("level '" + level.name() + "' came with y " + level.y()
                        + " on a logarithmic axis, expected more than 0: leave out the level or logY()");
            }
        }
        series.forEach(x::check);
        boolean bars = series.stream().anyMatch(Series.Bars.class::isInstance);
        boolean curves = series.stream().anyMatch(Plot::onNumbers);
        if (bars && curves) {
            throw new IllegalArgumentException(
                    "series '" + series.get(series.size() - 1).name()
                            + "' would put bars beside lines or points, expected one or the other: make two charts");
        }
        if (logY && yRange != null && yRange.min() <= 0) {
            throw new IllegalArgumentException("yRange(" + yRange.min() + ", " + yRange.max()
                    + ") came with a logarithmic axis, expected a lower end above 0: raise it or leave out logY()");
        }
    }

    private static boolean onNumbers(Series one) {
        return one instanceof Series.Curve || one instanceof Series.Band;
    }

    Plot with(Series one) {
        List<Series> more = new ArrayList<>(series);
        more.add(one);
        return new Plot(more, looks, yRange, x, logY);
    }

    /** Gives the last series a look. */
    Plot with(Look look, String asked) {
        if (series.isEmpty()) {
            throw new IllegalStateException(asked + " came before any series, expected one to give this role: call it"
                    + " right behind line(...), points(...), band(...), bars(...) or level(...)");
        }
        Map<String, Look> more = new HashMap<>(looks);
        more.put(series.get(series.size() - 1).name(), look);
        return new Plot(series, more, yRange, x, logY);
    }

    Plot withYRange(Range range) {
        return new Plot(series, looks, range, x, logY);
    }

    Plot with(XScale scale) {
        return new Plot(series, looks, yRange, x.to(scale), logY);
    }

    Plot withLogY() {
        return new Plot(series, looks, yRange, x, true);
    }

    @Override
    public void draw(Graphics2D g, Frame frame) {
        requireData(frame.title());
        PlotPainter.draw(g, frame, this);
    }

    @Override
    public Figure figure(Frame frame) {
        requireData(frame.title());
        return PlotFigure.of(frame, this);
    }

    @Override
    public String kind() {
        return "chart";
    }

    @Override
    public String summary() {
        return series.isEmpty()
                ? "no series"
                : String.join(", ", series.stream().map(Series::name).toList());
    }

    Look look(int index) {
        return looks.getOrDefault(series.get(index).name(), Look.plain(index));
    }

    /** How many bands of one colour come up to this one: each further one lies on those before it. */
    int depth(int index) {
        return (int) IntStream.rangeClosed(0, index)
                .filter(k -> series.get(k) instanceof Series.Band
                        && look(k).colour().equals(look(index).colour()))
                .count();
    }

    boolean hasBars() {
        return series.stream().anyMatch(Series.Bars.class::isInstance);
    }

    boolean hasLegend() {
        return series.size() > 1 || !series.get(0).name().isBlank();
    }

    /** The ys as they are drawn: NaN for a gap. */
    double[] drawn(List<Double> ys) {
        return ys.stream().mapToDouble(y -> drawable(y) ? y : Double.NaN).toArray();
    }

    /** The parts of a band between its gaps. */
    List<Series.Band> runs(Series.Band band) {
        List<Series.Band> runs = new ArrayList<>();
        int from = 0;
        for (int k = 0; k <= band.xs().size(); k++) {
            if (k == band.xs().size()
                    || !drawable(band.low().get(k))
                    || !drawable(band.high().get(k))) {
                if (k > from) {
                    runs.add(band.part(from, k));
                }
                from = k + 1;
            }
        }
        return runs;
    }

    /** The categories of all bars, in the order of their first appearance. */
    List<String> categories() {
        Set<String> all = new LinkedHashSet<>();
        for (Series one : series) {
            if (one instanceof Series.Bars bars) {
                all.addAll(bars.categories());
            }
        }
        return List.copyOf(all);
    }

    /** The horizontal axis, with a little room beside the outermost points. */
    Range xAxis() {
        double[] all = xs().toArray();
        Range span = Range.spanning(DoubleStream.of(all));
        if (x == XScale.TIMES && DoubleStream.of(all).allMatch(one -> one == all[0])) {
            span = new Range(all[0] - Times.DAY, all[0] + Times.DAY);
        }
        return x == XScale.LOG ? span.paddedLog(0.02) : span.padded(0.02);
    }

    /** How far the horizontal axis goes, where it counts a few things, such as epochs. */
    OptionalInt fewWholeXs() {
        Range range = Range.spanning(xs());
        double span = range.max() - range.min();
        boolean few =
                x == XScale.LINEAR && span >= 2 && span <= FEW_COUNTED && xs().allMatch(at -> at == Math.rint(at));
        return few ? OptionalInt.of((int) span) : OptionalInt.empty();
    }

    private DoubleStream xs() {
        return series.stream().flatMapToDouble(one -> one.xs().stream().mapToDouble(at -> at));
    }

    /** The vertical axis: as asked for, or around all values and levels, and from 0 for bars. */
    Range yAxis() {
        if (yRange != null) {
            return yRange;
        }
        DoubleStream ys = series.stream().flatMapToDouble(this::ys);
        if (logY) {
            double[] all = ys.toArray();
            Range span = Range.spanning(DoubleStream.of(all));
            return hasBars() ? new Range(span.min() / 2, span.max() * 1.2) : span.paddedLog(0.06);
        }
        if (hasBars()) {
            Range span = Range.spanning(DoubleStream.concat(ys, DoubleStream.of(0)));
            Range room = span.padded(0.05);
            return new Range(span.min() == 0 ? 0 : room.min(), span.max() == 0 ? 0 : room.max());
        }
        return Range.spanning(ys).padded(0.06);
    }

    private void requireData(String title) {
        if (series.stream().allMatch(Series.Level.class::isInstance)) {
            throw new IllegalStateException("chart '" + title + "' came with no series to draw, expected lines, "
                    + "points or bars: add one before drawing it");
        }
        if (series.stream()
                .filter(one -> !(one instanceof Series.Level))
                .flatMapToDouble(this::ys)
                .findAny()
                .isEmpty()) {
            throw new IllegalStateException("chart '" + title + "' came with no value to draw, expected at least one "
                    + "y that is finite" + (logY ? " and above 0" : "") + ": look for NaN in what was measured");
        }
    }

    private DoubleStream ys(Series one) {
        if (one instanceof Series.Level level) {
            return DoubleStream.of(level.y());
        }
        if (one instanceof Series.Band band) {
            return runs(band).stream()
                    .flatMap(run -> Stream.of(run.low(), run.high()))
                    .flatMapToDouble(ys -> ys.stream().mapToDouble(y -> y));
        }
        List<Double> ys = one instanceof Series.Curve curve ? curve.ys() : ((Series.Bars) one).ys();
        return ys.stream().filter(this::drawable).mapToDouble(y -> y);
    }

    private boolean drawable(double y) {
        return Double.isFinite(y) && !(logY && y <= 0);
    }
}
