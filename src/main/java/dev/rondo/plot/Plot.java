package dev.rondo.plot;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.plotly.components.Figure;

/** Series over one pair of axes: lines, points and levels, or bars and levels. */
record Plot(List<Series> series, @Nullable Range yRange, boolean logX, boolean logY) implements Content {
    private static final int FEW_COUNTED = 12; // beyond that the ticks are whole numbers anyway

    static final Plot EMPTY = new Plot(List.of(), null, false, false);

    Plot {
        series = List.copyOf(series);
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
        if (logX) {
            series.forEach(Plot::checkLogX);
        }
        boolean bars = series.stream().anyMatch(Series.Bars.class::isInstance);
        boolean curves = series.stream().anyMatch(Series.Curve.class::isInstance);
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

    private static void checkLogX(Series one) {
        if (one instanceof Series.Bars) {
            throw new IllegalArgumentException("series '" + one.name()
                    + "' has bars on a logarithmic horizontal axis, expected lines or points: leave out logX()");
        }
        if (one instanceof Series.Curve curve) {
            curve.xs().stream().filter(x -> x <= 0).findFirst().ifPresent(x -> {
                throw new IllegalArgumentException("series '" + curve.name() + "' came with x " + x
                        + " on a logarithmic axis, expected more than 0: leave out that point or logX()");
            });
        }
    }

    Plot with(Series one) {
        List<Series> more = new ArrayList<>(series);
        more.add(one);
        return new Plot(more, yRange, logX, logY);
    }

    Plot withYRange(Range range) {
        return new Plot(series, range, logX, logY);
    }

    Plot withLogX() {
        return new Plot(series, yRange, true, logY);
    }

    Plot withLogY() {
        return new Plot(series, yRange, logX, true);
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
        Range span = Range.spanning(xs());
        return logX ? span.paddedLog(0.02) : span.padded(0.02);
    }

    /** How far the horizontal axis goes, where it counts a few things, such as epochs. */
    OptionalInt fewWholeXs() {
        Range range = Range.spanning(xs());
        double span = range.max() - range.min();
        boolean few = !logX && span >= 2 && span <= FEW_COUNTED && xs().allMatch(x -> x == Math.rint(x));
        return few ? OptionalInt.of((int) span) : OptionalInt.empty();
    }

    private DoubleStream xs() {
        return series.stream().filter(Series.Curve.class::isInstance).flatMapToDouble(one -> ((Series.Curve) one)
                .xs().stream().mapToDouble(x -> x));
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
        List<Double> ys = one instanceof Series.Curve curve ? curve.ys() : ((Series.Bars) one).ys();
        return ys.stream().filter(this::drawable).mapToDouble(y -> y);
    }

    private boolean drawable(double y) {
        return Double.isFinite(y) && !(logY && y <= 0);
    }
}
