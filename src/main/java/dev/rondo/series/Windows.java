package dev.rondo.series;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.data.Require;
import dev.rondo.data.Shares;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import tech.tablesaw.api.Table;

/**
 * Windows on the time series of a table: so many steps of the past, and the steps behind them that are to be forecast.
 *
 * <pre>{@code
 * var windows = Windows.of(table).time("Month").target("Passengers").past(24).horizon(6).split(0.8, 0.1);
 * System.out.println(windows.axis()); // 144 months from 1949-01 to 1960-12
 * windows.plot().show();
 * }</pre>
 *
 * <p>Windows are views: a column is held once, and a window is numbers of its own in a {@link #batch} alone. Nothing leaks
 * from later parts into earlier ones: a training window lies before the end of the training part with its horizon, scalers
 * are fitted on the rows before that end alone, and a window to validate or to test on has all of its horizon in its part,
 * while its past may reach back. A window astride of an end is in none.
 *
 * <p>Rows at the end whose targets are all missing are the known future: {@link #beyond} reads their future covariates. A
 * series is in order of time in the table; the rows of several series may be mixed. Times in messages are the table's.
 */
@CheckReturnValue
public final class Windows extends WindowReading {
    private final Supplier<Axis> axis;
    private final Function<SeriesSet, Origins> view;

    private Windows(WindowSpec spec, Supplier<Axis> axis, Supplier<SeriesSet> set, Function<SeriesSet, Origins> view) {
        super(spec, axis, set, view);
        this.axis = axis;
        this.view = view;
    }

    /** Takes another description; the axis is read again only where that changes it. */
    private Windows with(WindowSpec other) {
        return with(other, Origins::byPart);
    }

    private Windows with(WindowSpec other, Function<SeriesSet, Origins> places) {
        boolean same = other.columns().equals(spec().columns())
                && Objects.equals(other.scalers().given(), spec().scalers().given());
        Supplier<Axis> read = same
                ? axis
                : new Once<>(() -> Axis.read(
                        other.table(), other.columns(), other.scalers().given()));
        return new Windows(other, read, new Once<>(() -> SeriesSet.of(other, read.get())), places);
    }

    /**
     * Takes a table. What follows says how to read it.
     *
     * @param table the table, one row for each step of each series
     * @return windows, of which target, past and horizon are still to be said
     */
    public static Windows of(Table table) {
        WindowSpec spec = WindowSpec.of(TableColumns.of(table));
        Supplier<Axis> axis = new Once<>(() -> Axis.read(spec.table(), spec.columns(), null));
        return new Windows(spec, axis, new Once<>(() -> SeriesSet.of(spec, axis.get())), Origins::byPart);
    }

    /**
     * Says which column is the time. Without it each row of a series is a step. The step from one time to the next is the
     * median of what lies between them: months where all times stand on one day of the month or on its end, weekdays where
     * days leave out the weekends alone, else an even length of time.
     *
     * @param column its name; dates, months as text such as 1949-01 (read as their first days), dates with times,
     *     instants (read as UTC) or numbers
     * @return the changed value
     * @throws IllegalArgumentException if there is no such column, or it holds something else
     */
    public Windows time(String column) {
        TimeKind.of(spec().table().column(column), spec().table().name());
        WindowSpec.Columns c = spec().columns();
        return with(
                spec().with(new WindowSpec.Columns(column, c.targets(), c.past(), c.future(), c.fixed(), c.groups())));
    }

    /**
     * Says what is to be forecast. The past values come in, too.
     *
     * @param columns the names of columns of numbers
     * @return the changed value
     * @throws IllegalArgumentException if there is no such column, it holds no numbers, or has another role
     */
    public Windows target(String... columns) {
        WindowSpec.Columns c = spec().columns();
        return with(spec().with(new WindowSpec.Columns(
                c.time(), numeric(columns), c.past(), c.future(), c.fixed(), c.groups())));
    }

    /**
     * Says what else comes in and is known up to the present only, as the weather is.
     *
     * @param columns the names of columns of numbers
     * @return the changed value
     * @throws IllegalArgumentException if there is no such column, it holds no numbers, or has another role
     */
    public Windows pastCovariates(String... columns) {
        WindowSpec.Columns c = spec().columns();
        return with(spec().with(new WindowSpec.Columns(
                c.time(), c.targets(), numeric(columns), c.future(), c.fixed(), c.groups())));
    }

    /**
     * Says what else comes in and is known for the horizon as well, as a price that has been set is.
     *
     * @param columns the names of columns of numbers
     * @return the changed value
     * @throws IllegalArgumentException if there is no such column, it holds no numbers, or has another role
     */
    public Windows futureCovariates(String... columns) {
        WindowSpec.Columns c = spec().columns();
        return with(spec().with(new WindowSpec.Columns(
                c.time(), c.targets(), c.past(), numeric(columns), c.fixed(), c.groups())));
    }

    private List<String> numeric(String... columns) {
        Arrays.stream(columns).forEach(column -> spec().table().numeric(column));
        return List.of(columns);
    }

    /**
     * Says what comes in and is the same on all rows of a series: numbers, which are standardised over the series, or texts,
     * which become an input for each value that there is.
     *
     * @param columns their names
     * @return the changed value
     * @throws IllegalArgumentException if there is no such column, or it has another role
     */
    public Windows fixed(String... columns) {
        Arrays.stream(columns).forEach(column -> spec().table().column(column));
        WindowSpec.Columns c = spec().columns();
        return with(spec().with(new WindowSpec.Columns(
                c.time(), c.targets(), c.past(), c.future(), List.of(columns), c.groups())));
    }

    /**
     * Says which columns tell the series apart. A series is called by its values, with commas between them.
     *
     * @param columns their names
     * @return the changed value
     * @throws IllegalArgumentException if there is no such column
     */
    public Windows group(String... columns) {
        Arrays.stream(columns).forEach(column -> spec().table().column(column));
        WindowSpec.Columns c = spec().columns();
        return with(spec().with(new WindowSpec.Columns(
                c.time(), c.targets(), c.past(), c.future(), c.fixed(), List.of(columns))));
    }

    /**
     * Says how many steps of the past come in.
     *
     * @param steps the length, at least 1
     * @return the changed value
     * @throws IllegalArgumentException if it is below 1
     */
    public Windows past(int steps) {
        Require.atLeast(1, "past", steps, "24");
        return with(spec().with(new WindowSpec.Shape(
                steps, spec().shape().horizon(), spec().shape().stride())));
    }

    /**
     * Says how many steps are to be forecast.
     *
     * @param steps the length, at least 1
     * @return the changed value
     * @throws IllegalArgumentException if it is below 1
     */
    public Windows horizon(int steps) {
        Require.atLeast(1, "horizon", steps, "6");
        return with(spec().with(new WindowSpec.Shape(
                spec().shape().past(), steps, spec().shape().stride())));
    }

    /**
     * Says how far apart windows are, counted in each part from its first. Else each step that can has one.
     *
     * @param steps the distance, at least 1
     * @return the changed value
     * @throws IllegalArgumentException if it is below 1
     */
    public Windows stride(int steps) {
        Require.atLeast(1, "stride", steps, "1");
        return with(spec().with(new WindowSpec.Shape(
                spec().shape().past(), spec().shape().horizon(), steps)));
    }

    /**
     * Says what of the calendar comes in, known for the horizon as well; two inputs for each.
     *
     * @param features what of the calendar, for times that are dates
     * @return the changed value
     */
    public Windows calendar(CalendarFeature... features) {
        return with(spec().with(List.of(features)));
    }

    /**
     * Says how missing rows and values are filled. Else they are an error.
     *
     * @param how how
     * @return the changed value
     */
    public Windows fill(Fill how) {
        return with(spec().with(how));
    }

    /**
     * Says how targets are scaled, each for itself and in each series for itself; {@link Scaler#standard} if nothing is
     * said.
     *
     * @param scaler how
     * @return the changed value
     */
    public Windows scaler(Scaler scaler) {
        WindowSpec.Scalers old = spec().scalers();
        return with(spec().with(new WindowSpec.Scalers(scaler, old.covariates(), old.together(), null)));
    }

    /**
     * Says how past and future covariates are scaled, each for itself and in each series for itself;
     * {@link Scaler#standard} if nothing is said.
     *
     * @param scaler how
     * @return the changed value
     */
    public Windows covariateScaler(Scaler scaler) {
        WindowSpec.Scalers old = spec().scalers();
        return with(spec().with(new WindowSpec.Scalers(old.targets(), scaler, old.together(), null)));
    }

    /**
     * Fits one scaler for all series, where their sizes are to count or some have no rows to train on.
     *
     * @return the changed value
     */
    public Windows scaledTogether() {
        WindowSpec.Scalers old = spec().scalers();
        return with(spec().with(new WindowSpec.Scalers(old.targets(), old.covariates(), true, null)));
    }

    /**
     * Scales by what was fitted on other windows, as a model needs that was trained on them; nothing is fitted here. A
     * series that was not there is an error, unless one scaler was fitted on all. {@link #rolling} and {@link #beyond} stay as
     * they are.
     *
     * @param scaling what {@link #scaling} of the others returned
     * @return the changed value
     */
    public Windows scaledLike(Scaling scaling) {
        WindowSpec.Scalers old = spec().scalers();
        return with(
                spec().with(new WindowSpec.Scalers(old.targets(), old.covariates(), old.together(), scaling)), view);
    }

    /**
     * Splits by shares of the time from the first row to the last with a target; what the two leave over is the test part.
     * It is {@code split(0.8, 0.1)} if nothing is said. All series are cut at the same times; without a time column, each
     * by its own length.
     *
     * @param train the share to train on, above 0
     * @param validation the share to validate on, from 0
     * @return the changed value
     * @throws IllegalArgumentException if the shares do not fit into one
     */
    public Windows split(double train, double validation) {
        return cut(new TimeCut.ByShare(new Shares(train, validation)));
    }

    /**
     * Splits by counts of steps from the first time: so many to train on, the next to validate on, the rest to test on.
     *
     * @param train the steps to train on, at least 1
     * @param validation the steps to validate on, from 0
     * @return the changed value
     * @throws IllegalArgumentException if a count is below that
     */
    public Windows first(int train, int validation) {
        Require.atLeast(1, "train", train, "100");
        Require.atLeast(0, "validation", validation, "10");
        return cut(new TimeCut.ByCount(train, validation));
    }

    /**
     * Splits by dates.
     *
     * @param validationFrom the first date to validate on
     * @param testFrom the first date to test on
     * @return the changed value
     * @throws IllegalArgumentException if they are not in order
     */
    public Windows splitAt(LocalDate validationFrom, LocalDate testFrom) {
        return cut(validationFrom, testFrom);
    }

    /**
     * Splits by dates with times.
     *
     * @param validationFrom the first time to validate on
     * @param testFrom the first time to test on
     * @return the changed value
     * @throws IllegalArgumentException if they are not in order
     */
    public Windows splitAt(LocalDateTime validationFrom, LocalDateTime testFrom) {
        return cut(validationFrom, testFrom);
    }

    /**
     * Splits by instants.
     *
     * @param validationFrom the first instant to validate on
     * @param testFrom the first instant to test on
     * @return the changed value
     * @throws IllegalArgumentException if they are not in order
     */
    public Windows splitAt(Instant validationFrom, Instant testFrom) {
        return cut(validationFrom, testFrom);
    }

    /**
     * Splits by times that are numbers or, without a time column, by rows from 0.
     *
     * @param validationFrom the first time to validate on
     * @param testFrom the first time to test on
     * @return the changed value
     * @throws IllegalArgumentException if they are not in order
     */
    public Windows splitAt(double validationFrom, double testFrom) {
        return cut(validationFrom, testFrom);
    }

    private <T extends Comparable<? super T>> Windows cut(T validationFrom, T testFrom) {
        if (validationFrom.compareTo(testFrom) > 0) {
            throw new IllegalArgumentException("splitAt(" + validationFrom + ", " + testFrom
                    + "): expected the beginning of validation first, and testing not before it");
        }
        return cut(new TimeCut.ByTime(validationFrom, testFrom));
    }

    private Windows cut(TimeCut.Rule rule) {
        return with(spec().with(new TimeCut(rule, spec().cut().recent())));
    }

    /**
     * Trains on the last steps before the end of the training part alone, as when the origin of a backtest slides.
     *
     * @param steps how many, at least 1
     * @return the changed value
     * @throws IllegalArgumentException if it is below 1
     */
    public Windows recent(int steps) {
        Require.atLeast(1, "recent", steps, "100");
        return with(spec().with(new TimeCut(spec().cut().rule(), steps)));
    }

    /**
     * Returns these windows at every step that has enough past and a whole horizon, whatever the parts, as a backtest goes
     * through them. Their places do not depend on the split.
     *
     * @param apart how many steps lie from one origin to the next, at least 1
     * @return windows with other places, one series after the other
     * @throws IllegalArgumentException if {@code apart} is below 1, or the table cannot be read
     * @throws IllegalStateException if target, past or horizon have not been said
     */
    public Windows rolling(int apart) {
        Require.atLeast(1, "apart", apart, "1");
        return at(set -> Origins.rolling(set, apart));
    }

    /**
     * Returns one window for each series, at its end: its horizon lies behind the last target, and its targets are NaN.
     *
     * @return windows with other places, one for each series in order
     * @throws IllegalArgumentException if the table cannot be read
     * @throws IllegalStateException if target, past or horizon have not been said
     */
    public Windows beyond() {
        return at(Origins::beyond);
    }

    private Windows at(Function<SeriesSet, Origins> other) {
        SeriesSet read = set();
        return new Windows(spec(), axis, () -> read, other);
    }
}
