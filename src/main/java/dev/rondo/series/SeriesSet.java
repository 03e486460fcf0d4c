package dev.rondo.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All series of a table, cut, filled and scaled.
 *
 * @param spec what was asked for
 * @param step how the axis goes on
 * @param start the first time of all series
 * @param series the series
 * @param scaling how they are scaled
 * @param names the inputs of a step of the past: what changes, then what is fixed
 */
record SeriesSet(
        WindowSpec spec, TimeStep step, double start, List<Series> series, Scaling scaling, List<String> names) {

    static SeriesSet of(WindowSpec spec, Axis axis) {
        String table = spec.table().name();
        axis.requireSteps(table);
        if (!spec.calendar().isEmpty() && !axis.step().kind().dated()) {
            throw new IllegalArgumentException("calendar(" + spec.calendar().get(0)
                    + ") needs times that are dates, but those of '" + table
                    + "' are plain steps: name a column of dates by time(...)");
        }
        if (spec.fill() == Fill.NONE) {
            Irregularity.refuse(Irregularity.Kind.GAP, axis.faults(), table);
        }
        List<GridSeries> grids = new ArrayList<>();
        for (Axis.Rows rows : axis.series()) {
            grids.add(GridSeries.read(spec, axis.step(), rows).trimmed(spec.columns()));
        }
        requireLong(spec, grids);
        double start = grids.stream().mapToDouble(GridSeries::start).min().orElseThrow();
        List<TimeCut.Ends> ends = ends(spec.cut(), axis.step(), start, grids);
        for (int s = 0; s < grids.size(); s++) {
            grids.get(s).fill(spec, ends.get(s));
        }
        FixedColumns fixed = FixedColumns.read(spec, axis);
        Scaling scaling = spec.scalers().given();
        if (scaling == null) {
            scaling = fitted(spec, axis.step(), grids, ends, fixed);
        }
        List<Series> series = new ArrayList<>();
        for (int s = 0; s < grids.size(); s++) {
            series.add(series(spec, grids.get(s), ends.get(s), scaling, fixed.inputs(s, scaling)));
        }
        List<String> names = new ArrayList<>(spec.columns().changing());
        spec.calendar().forEach(feature -> names.addAll(feature.names()));
        names.addAll(fixed.names(scaling));
        return new SeriesSet(spec, axis.step(), start, List.copyOf(series), scaling, List.copyOf(names));
    }

    private static void requireLong(WindowSpec spec, List<GridSeries> grids) {
        int lag = lag(spec);
        boolean given = spec.scalers().given() != null;
        int least = lag + spec.shape().past() + (given ? 0 : spec.shape().horizon());
        for (GridSeries grid : grids) {
            if (grid.observed() < Math.max(1, least)) {
                throw new IllegalArgumentException("'" + spec.table().name() + "' has "
                        + grid.step().count(grid.observed()) + " with values"
                        + (grid.name().isEmpty() ? "" : " of series '" + grid.name() + "'") + ", but a window needs "
                        + spec.shape().past() + " of the past"
                        + (given || spec.shape().horizon() == 0
                                ? ""
                                : ", " + spec.shape().horizon() + " of the horizon")
                        + (lag == 0 ? "" : " and " + lag + " for the differences of the scaler")
                        + ": shorten past(...) or horizon(...), bring more rows"
                        + (grid.name().isEmpty() ? "" : ", or leave the series out"));
            }
        }
    }

    private static int lag(WindowSpec spec) {
        Scaling given = spec.scalers().given();
        if (given != null) {
            return given.lag();
        }
        WindowSpec.Columns columns = spec.columns();
        int targets = columns.targets().isEmpty() ? 0 : spec.scalers().targets().lag();
        boolean plain = columns.past().isEmpty() && columns.future().isEmpty();
        return Math.max(targets, plain ? 0 : spec.scalers().covariates().lag());
    }

    private static List<TimeCut.Ends> ends(TimeCut cut, TimeStep step, double first, List<GridSeries> grids) {
        double last = grids.stream()
                .mapToDouble(grid -> step.plus(grid.start(), grid.observed() - 1))
                .max()
                .orElseThrow();
        int total = step.through(first, last);
        return grids.stream()
                .map(grid -> cut.ends(step, grid.start(), grid.observed(), first, total))
                .toList();
    }

    /** Refuses a series that begins behind the training part, so that it has nothing to fit a scaler on. */
    private static void requireTraining(WindowSpec spec, List<GridSeries> grids, List<TimeCut.Ends> ends) {
        for (int s = 0; s < grids.size(); s++) {
            GridSeries grid = grids.get(s);
            if (ends.get(s).train() <= ends.get(s).from()) {
                throw new IllegalArgumentException("the training part of '"
                        + spec.table().name() + "' ends before "
                        + (grid.name().isEmpty() ? "the first time, " : "series '" + grid.name() + "' begins at ")
                        + grid.text(0) + ", so there is nothing to fit a scaler on: split later"
                        + (grid.name().isEmpty()
                                ? ""
                                : ", leave the series out, or fit one scaler on all series by scaledTogether()"));
            }
        }
    }

    private static Scaling fitted(
            WindowSpec spec, TimeStep step, List<GridSeries> grids, List<TimeCut.Ends> ends, FixedColumns fixed) {
        if (!spec.scalers().together()) {
            requireTraining(spec, grids, ends);
        }
        Map<String, List<FittedScaler>> scalers = new HashMap<>();
        List<String> columns = spec.columns().changing();
        for (int k = 0; k < columns.size(); k++) {
            List<double[]> training = new ArrayList<>();
            for (int s = 0; s < grids.size(); s++) {
                training.add(Arrays.copyOfRange(
                        grids.get(s).columns()[k],
                        ends.get(s).from(),
                        ends.get(s).train()));
            }
            scalers.put(columns.get(k), fitted(spec, columns.get(k), training, grids));
        }
        scalers.putAll(fixed.fitted());
        List<String> names = spec.scalers().together()
                ? List.of()
                : grids.stream().map(GridSeries::name).toList();
        return new Scaling(step.code(), names, scalers, fixed.texts());
    }

    private static List<FittedScaler> fitted(
            WindowSpec spec, String column, List<double[]> training, List<GridSeries> grids) {
        String where = " in the training part of column '" + column + "' of '"
                + spec.table().name() + "'";
        Scaler scaler = spec.scaler(column);
        if (spec.scalers().together()) {
            return List.of(scaler.fit(training, where));
        }
        List<FittedScaler> each = new ArrayList<>();
        for (int s = 0; s < training.size(); s++) {
            String name = grids.get(s).name();
            String of = name.isEmpty()
                    ? where
                    : where + ", series '" + name + "' (scaledTogether() fits one scaler on all series)";
            each.add(scaler.fit(List.of(training.get(s)), of));
        }
        return each;
    }

    private static Series series(WindowSpec spec, GridSeries grid, TimeCut.Ends ends, Scaling scaling, float[] fixed) {
        List<String> columns = spec.columns().changing();
        List<float[]> inputs = new ArrayList<>();
        List<FittedScaler> scalers = new ArrayList<>();
        int lag = 0;
        for (int k = 0; k < columns.size(); k++) {
            FittedScaler scaler = scaling.scaler(columns.get(k), grid.name());
            scalers.add(scaler);
            String where =
                    " in column '" + columns.get(k) + "' of '" + spec.table().name() + "'";
            inputs.add(floats(scaler.transform(grid.columns()[k], where)));
            lag = Math.max(lag, scaler.lag());
        }
        int length = Math.max(grid.rows().length, grid.observed() + spec.shape().horizon());
        inputs.addAll(calendar(spec, grid, length));
        return new Series(grid, ends, List.copyOf(scalers), inputs.toArray(float[][]::new), fixed, lag);
    }

    private static List<float[]> calendar(WindowSpec spec, GridSeries grid, int length) {
        List<float[]> circles = new ArrayList<>();
        for (CalendarFeature feature : spec.calendar()) {
            float[] sine = new float[length];
            float[] cosine = new float[length];
            for (int t = 0; t < length; t++) {
                double angle =
                        2 * Math.PI * feature.phase(TimeKind.moment(grid.step().plus(grid.start(), t)));
                sine[t] = (float) Math.sin(angle);
                cosine[t] = (float) Math.cos(angle);
            }
            Collections.addAll(circles, sine, cosine);
        }
        return circles;
    }

    private static float[] floats(double[] values) {
        float[] result = new float[values.length];
        for (int t = 0; t < result.length; t++) {
            result[t] = (float) values[t];
        }
        return result;
    }

    /** Returns the place among the inputs of the first that is known in the future. */
    int firstFuture() {
        return spec.columns().targets().size() + spec.columns().past().size();
    }

    /** Returns how many inputs change from step to step. */
    int changing() {
        return spec.columns().changing().size() + 2 * spec.calendar().size();
    }

    List<String> futureNames() {
        return names.subList(firstFuture(), names.size());
    }

    /** Turns forecasts from an origin on, (steps)(targets), back to the table's units. */
    double[][] invert(Series series, int origin, double[][] scaled) {
        List<FittedScaler> scalers =
                series.scalers().subList(0, spec.columns().targets().size());
        double[][] result = new double[scaled.length][scalers.size()];
        for (int k = 0; k < scalers.size(); k++) {
            double[] values = new double[scaled.length];
            for (int t = 0; t < values.length; t++) {
                if (scaled[t].length != scalers.size()) {
                    throw new IllegalArgumentException("step " + t + " of the forecast has " + scaled[t].length
                            + " numbers, expected one for each of the targets "
                            + spec.columns().targets());
                }
                values[t] = scaled[t][k];
            }
            int lag = scalers.get(k).lag();
            double[] before = Arrays.copyOfRange(series.grid().columns()[k], origin - lag, origin);
            double[] inverted = scalers.get(k).invert(before, values);
            for (int t = 0; t < values.length; t++) {
                result[t][k] = inverted[t];
            }
        }
        return result;
    }

    /** Says from when to when the series are, and how many there are. */
    String axis() {
        GridSeries longest = series.get(0).grid();
        double first = longest.start();
        double last = first;
        for (Series one : series) {
            longest = one.observed() > longest.observed() ? one.grid() : longest;
            first = Math.min(first, one.grid().start());
            last = Math.max(last, step.plus(one.grid().start(), one.observed() - 1));
        }
        String span = step.kind() == TimeKind.ROWS
                ? step.count(longest.observed())
                : step.count(longest.observed()) + " from " + step.text(first) + " to " + step.text(last);
        return series.size() == 1 ? span : series.size() + " series of up to " + span;
    }
}
