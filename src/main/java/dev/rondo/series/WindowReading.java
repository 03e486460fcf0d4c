package dev.rondo.series;

import dev.rondo.data.Part;
import dev.rondo.data.Sequences;
import dev.rondo.plot.Chart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** What windows have to give once they have been described. The table is read at the first use. */
abstract sealed class WindowReading permits Windows {
    private final WindowSpec spec;
    private final Supplier<Axis> axis;
    private final Supplier<SeriesSet> set;
    private final Supplier<Origins> origins;

    WindowReading(WindowSpec spec, Supplier<Axis> axis, Supplier<SeriesSet> set, Function<SeriesSet, Origins> view) {
        this.spec = spec;
        this.axis = axis;
        this.set = set;
        this.origins = new Once<>(() -> view.apply(set()));
    }

    WindowSpec spec() {
        return spec;
    }

    SeriesSet set() {
        if (spec.columns().targets().isEmpty()) {
            throw unsaid("target(columns)");
        } else if (spec.shape().horizon() == 0) {
            throw unsaid("horizon(steps)");
        }
        return withPast();
    }

    private SeriesSet withPast() {
        if (spec.shape().past() == 0) {
            throw unsaid("past(steps)");
        }
        return set.get();
    }

    private IllegalStateException unsaid(String what) {
        return new IllegalStateException("Windows.of('" + spec.table().name() + "') needs " + what + " first, such as"
                + " Windows.of(table).time(\"Month\").target(\"Passengers\").past(24).horizon(6)");
    }

    /**
     * Returns what the time axis was found to be, such as {@code 144 months from 1949-01 to 1960-12}, without the known
     * future.
     *
     * @return the step, the count and the span
     * @throws IllegalArgumentException if the table cannot be read
     * @throws IllegalStateException if no past has been said
     */
    public String axis() {
        return withPast().axis();
    }

    /**
     * Returns how many steps make up the season that is usual for such an axis: 12 of months, 4 of quarters, 7 of days, 5 of
     * weekdays, 24 of hours, 52 of weeks; 1 where none is.
     *
     * @return the period, in steps
     * @throws IllegalArgumentException if the times cannot be read
     */
    public int season() {
        return axis.get().step().season();
    }

    /**
     * Lists what is irregular: gaps, duplicates, rows out of order or between steps, and missing values. Nothing of it is
     * thrown here.
     *
     * @return a row for each, with its kind, series, column, row of the table, first and last time, and count of steps
     */
    public Table report() {
        Axis found = axis.get();
        List<Irregularity> all = new ArrayList<>(found.faults());
        if (found.faults().stream().allMatch(fault -> fault.kind() == Irregularity.Kind.GAP)) {
            for (Axis.Rows rows : found.series()) {
                GridSeries grid = GridSeries.read(spec, found.step(), rows).trimmed(spec.columns());
                grid.missing(spec.columns().changing()).stream()
                        .filter(missing -> missing.row() >= 0)
                        .forEach(all::add);
            }
        }
        return Irregularity.table(spec.table().name() + ", irregular", all);
    }

    /**
     * Returns the names of the series, in the order of their first rows.
     *
     * @return the names; a single empty one where there are no groups
     * @throws IllegalArgumentException if the table cannot be read
     */
    public List<String> series() {
        return axis.get().series().stream().map(Axis.Rows::name).toList();
    }

    /**
     * Returns the names of the targets.
     *
     * @return the names, in order
     */
    public List<String> targets() {
        return spec.columns().targets();
    }

    /**
     * Returns how many steps of the past come in.
     *
     * @return the length, 0 where it has not been said
     */
    public int past() {
        return spec.shape().past();
    }

    /**
     * Returns how many steps are to be forecast.
     *
     * @return the length, 0 where it has not been said
     */
    public int horizon() {
        return spec.shape().horizon();
    }

    /**
     * Returns the names of what comes in at a step of the past: targets, past covariates, future covariates, calendar, what
     * is fixed.
     *
     * @return the names, in order
     * @throws IllegalArgumentException if the table cannot be read
     */
    public List<String> inputNames() {
        return withPast().names();
    }

    /**
     * Returns the names of what is known at a step of the horizon: future covariates, calendar, what is fixed.
     *
     * @return the names, in order; the last of the inputs
     * @throws IllegalArgumentException if the table cannot be read
     */
    public List<String> futureNames() {
        return withPast().futureNames();
    }

    /**
     * Returns how the numbers are scaled.
     *
     * @return what was fitted on the training part, or what {@link Windows#scaledLike} gave
     * @throws IllegalArgumentException if the table cannot be read
     */
    public Scaling scaling() {
        return withPast().scaling();
    }

    /**
     * Returns how many windows there are.
     *
     * @return the count, of all parts
     * @throws IllegalArgumentException if the table cannot be read, or no window fits into the training part
     */
    public int size() {
        return origins.get().size();
    }

    /**
     * Returns the places of one part's windows.
     *
     * @param part the part
     * @return the places, from 0, in rising order
     * @throws IllegalArgumentException if the table cannot be read, or no window fits into the training part
     */
    public int[] places(Part part) {
        return origins.get().places(set(), part);
    }

    /**
     * Returns the name of the series of a window.
     *
     * @param place the window's place
     * @return the name, empty where there are no groups
     */
    public String series(int place) {
        return of(place).name();
    }

    /**
     * Returns how many steps lie before the horizon of a window, from the first time of all series; whole ones, where a
     * series stands between the steps of the first, as weeks that begin on another day. So {@code first(step(place), 0)}
     * trains on what lies before it, and on nothing behind.
     *
     * @param place the window's place
     * @return the count of steps
     */
    public int step(int place) {
        GridSeries grid = of(place).grid();
        if (grid.step().kind() == TimeKind.ROWS) {
            return origin(place);
        }
        double at = grid.step().plus(grid.start(), origin(place));
        double steps = grid.step().between(set().start(), at);
        return Double.isNaN(steps) ? grid.step().through(set().start(), at) - 2 : (int) steps;
    }

    /**
     * Returns how many steps of its own series lie before the horizon of a window: the length of its {@link #history}.
     *
     * @param place the window's place
     * @return the count of steps
     */
    public int origin(int place) {
        return origins.get().at(place).step();
    }

    /**
     * Returns a hash of all that the windows of the training and the validation part read: another number anywhere in their
     * inputs or targets, or another place of them in their series, makes another hash. A number that many windows share is
     * read once.
     *
     * @return the hash, the same in every process
     * @throws IllegalArgumentException if the table cannot be read, or no window fits into the training part
     */
    public int contentHash() {
        return ContentHash.of(set(), origins.get());
    }

    /**
     * Lays windows side by side.
     *
     * @param places their places, in any order
     * @return their numbers, scaled
     * @throws IllegalArgumentException if there is no such place, or the future covariates end within a horizon
     */
    public WindowBatch batch(int... places) {
        return WindowBatch.of(set(), origins.get(), places);
    }

    /**
     * Returns the targets from the first step of the series up to the horizon of a window, in the table's units; filled
     * where that was asked for.
     *
     * @param place the window's place
     * @return the numbers, (targets)(time)
     */
    public double[][] history(int place) {
        Series series = of(place);
        int origin = origin(place);
        return IntStream.range(0, targets().size())
                .mapToObj(k -> Arrays.copyOf(series.grid().columns()[k], origin))
                .toArray(double[][]::new);
    }

    /**
     * Returns the targets in the horizon of a window, in the table's units.
     *
     * @param place the window's place
     * @return the numbers, (horizon)(targets); NaN behind the last that is known
     */
    public double[][] actual(int place) {
        Series series = of(place);
        double[][] result = new double[horizon()][targets().size()];
        for (int t = 0; t < result.length; t++) {
            int at = origin(place) + t;
            for (int k = 0; k < result[t].length; k++) {
                result[t][k] = at < series.observed() ? series.grid().columns()[k][at] : Double.NaN;
            }
        }
        return result;
    }

    /**
     * Turns scaled forecasts back to the table's units, differences from the real values before the horizon.
     *
     * @param place the window's place
     * @param scaled the forecasts, (steps)(targets), from the first step of the horizon on
     * @return the numbers, (steps)(targets)
     * @throws IllegalArgumentException if a step has not one number for each target
     * @see FittedScaler#invert
     */
    public double[][] inverse(int place, double[][] scaled) {
        return set().invert(of(place), origin(place), scaled);
    }

    /**
     * Returns the times of the horizon of a window, in the kind of the time column.
     *
     * @param place the window's place
     * @return a column by the name of the time column, or "row" without one
     */
    public Column<?> times(int place) {
        GridSeries grid = of(place).grid();
        double[] times = IntStream.range(0, horizon())
                .mapToDouble(t -> grid.step().plus(grid.start(), origin(place) + t))
                .toArray();
        String name = spec.columns().time();
        return grid.step().kind().column(name == null ? "row" : name, times);
    }

    /**
     * Returns where the steps around the origin of a window stand in a {@link #chart}.
     *
     * @param place the window's place
     * @param back how many steps before the horizon
     * @return the times of those steps and of the horizon, (back + horizon): dates in milliseconds from 1970 on, others as
     *     they are
     */
    public double[] positions(int place, int back) {
        GridSeries grid = of(place).grid();
        return IntStream.range(-back, horizon())
                .mapToDouble(t -> grid.step().plus(grid.start(), origin(place) + t))
                .toArray();
    }

    /**
     * Returns a chart over the {@link #positions} with nothing in it yet: its horizontal axis is one of dates where the times
     * of the table are, and bears the name of their column.
     *
     * @param title the title
     * @return the chart
     */
    public Chart chart(String title) {
        return WindowPlot.empty(set(), title);
    }

    private Series of(int place) {
        return set().series().get(origins.get().at(place).series());
    }

    /**
     * Returns windows to classify, each with the label of its last step; those without one are left out. They need neither
     * target nor horizon, and windows that overlap share their numbers; a window itself is a list of its steps.
     *
     * @param column the name of the column of labels
     * @return sequences of {@code past} steps, in the parts where they end
     * @throws IllegalArgumentException if there is no such column, the table cannot be read, or no window fits into the
     *     training part
     */
    public Sequences labels(String column) {
        return WindowSequences.labels(readable(), column);
    }

    /**
     * Returns windows to find anomalies in, each with the label "true" if any of its rows is flagged, else "false". They
     * need neither target nor horizon, windows that overlap share their numbers, and each lies in its part as a whole.
     *
     * @param column the name of the column of flags: true and false, or numbers; a missing one is no flag
     * @return sequences of {@code past} steps
     * @throws IllegalArgumentException as for {@link #labels}, or if the column holds something else
     */
    public Sequences anomalies(String column) {
        return WindowSequences.anomalies(readable(), column);
    }

    private SeriesSet readable() {
        if (spec.columns().changing().isEmpty()) {
            throw unsaid("pastCovariates(columns) or target(columns)");
        }
        return withPast();
    }

    /**
     * Draws the targets over time, the parts in colours: of the first three series, and of long ones the lowest and the
     * highest values side by side.
     *
     * @return the chart
     * @throws IllegalArgumentException if the table cannot be read
     */
    public Chart plot() {
        return WindowPlot.of(set(), spec.table().name() + ": " + set().axis());
    }

    /**
     * Lists the series.
     *
     * @return a row for each, with its span and its windows in each part
     * @throws IllegalArgumentException if the table cannot be read
     */
    public Table table() {
        return new WindowSummary(set(), origins.get()).table();
    }

    @Override
    public String toString() {
        String name = spec.table().name();
        if (targets().isEmpty() || past() == 0 || horizon() == 0) {
            return name + ": windows, of which target, past and horizon are still to be said";
        }
        try {
            return new WindowSummary(set(), origins.get()).toString();
        } catch (IllegalArgumentException e) {
            return name + ": windows that cannot be read: " + e.getMessage();
        }
    }
}
