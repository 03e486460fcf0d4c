package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rondo.data.Part;
import dev.rondo.metric.ExponentialSmoothing;
import dev.rondo.metric.Extrapolation;
import dev.rondo.metric.ForecastErrors;
import dev.rondo.series.Windows;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** The forecasts beside a model's, against each window's own history forecast by itself. */
class BaselinesTest {
    private static final int SEASON = 3;

    /** Two series whose rows are mixed, one of which begins late and with values below 0. */
    private static Table table() {
        SplittableRandom random = new SplittableRandom(8);
        Table table = Table.create(
                "two",
                IntColumn.create("t"),
                IntColumn.create("of"),
                DoubleColumn.create("x"),
                DoubleColumn.create("y"));
        for (int t = 0; t < 40; t++) {
            for (int of = t < 10 ? 1 : 0; of < 2; of++) {
                table.intColumn("t").append(t);
                table.intColumn("of").append(of);
                table.doubleColumn("x").append((of == 0 ? -2 : 50) + t % SEASON + random.nextGaussian());
                table.doubleColumn("y").append(1000 + 30.0 * t + 100 * random.nextGaussian());
            }
        }
        return table;
    }

    private static Windows windows() {
        return Windows.of(table())
                .time("t")
                .group("of")
                .target("x", "y")
                .past(3)
                .horizon(4)
                .first(24, 0);
    }

    private static ForecastScores scores(Windows windows, int season, int... places) {
        ForecastRows rows = ForecastRows.of(windows, places, windows.targets(), List.of());
        for (double[] row : rows.predicted()) {
            assertNull(row);
        }
        Arrays.setAll(rows.predicted(), row -> new double[] {row, 0, 0, 1});
        return new Baselines(rows, season).scores();
    }

    @Test
    void eachIsTheForecastOfTheHistoryBeforeAWindow() {
        Windows windows = windows();
        int[] places = windows.places(Part.TEST);
        assertEquals(26, places.length);
        ForecastScores scores = scores(windows, SEASON, places);
        Map<String, Extrapolation> smooth = new HashMap<>();
        for (int k = 0; k < places.length; k++) {
            double[][] history = windows.history(places[k]);
            for (int target = 0; target < 2; target++) {
                int row = 2 * k + target;
                double[] known = history[target];
                Extrapolation smoothing = smooth.computeIfAbsent(
                        windows.series(places[k]) + target, first -> smoothing(known)); // places rise
                Map<String, Extrapolation> methods = Map.of(
                        "seasonal naive (3)", Extrapolation.seasonal(SEASON),
                        "last value", Extrapolation.last(),
                        "drift", Extrapolation.drift(),
                        "exponential smoothing", smoothing);
                assertEquals(5, scores.rows().size());
                for (ForecastScores.Row one : scores.rows().subList(1, 5)) {
                    assertArrayEquals(
                            methods.get(one.name()).forecast(known, 4),
                            one.forecasts().predicted()[row],
                            1e-9,
                            one.name());
                }
                for (ForecastScores.Row one : scores.rows()) {
                    assertEquals(
                            ForecastErrors.scale(known, SEASON), one.forecasts().scales()[row], 1e-12);
                    for (int step = 0; step < 4; step++) {
                        assertEquals(
                                windows.actual(places[k])[step][target],
                                one.forecasts().actual()[row][step]);
                    }
                }
            }
        }
    }

    private static ExponentialSmoothing smoothing(double[] history) {
        Stream<ExponentialSmoothing> forms = Stream.of(ExponentialSmoothing.holtWinters(SEASON));
        if (Arrays.stream(history).allMatch(x -> x > 0)) {
            forms = Stream.concat(
                    forms, Stream.of(ExponentialSmoothing.holtWinters(SEASON).multiplicative()));
        }
        return forms.map(form -> form.fitted(history))
                .min(Comparator.comparingDouble(form -> form.squaredError(history)))
                .orElseThrow();
    }

    /** The order in which windows come, as of a backtest with refitting, changes nothing. */
    @Test
    void windowsMayComeInAnyOrder() {
        Windows windows = windows();
        int[] places = windows.places(Part.TEST);
        int[] mixed = IntStream.range(0, places.length)
                .map(k -> places[k * 7 % places.length])
                .toArray();
        ForecastScores inOrder = scores(windows, SEASON, places);
        ForecastScores other = scores(windows, SEASON, mixed);
        for (int row = 1; row < 5; row++) {
            for (int k = 0; k < places.length; k++) {
                assertArrayEquals(
                        inOrder.rows().get(row).forecasts().predicted()[2 * (k * 7 % places.length) + 1],
                        other.rows().get(row).forecasts().predicted()[2 * k + 1],
                        1e-12);
            }
        }
    }

    /** What one series is too short for stands beside none. */
    @Test
    void whatAShortHistoryCannotDoIsLeftOut() {
        Windows rolling = windows().rolling(1);
        List<ForecastScores.Row> rows = scores(rolling, 5, 0, 20).rows();
        assertEquals(
                List.of("model", "last value", "drift", "exponential smoothing"),
                rows.stream().map(ForecastScores.Row::name).toList());
        assertEquals(0, rows.get(0).forecasts().scales().length);
        assertEquals(3, rolling.origin(0));
    }

    /** Sales that grow by shares, and then a month without any. */
    @Test
    void aSeasonDoesNotMultiplyWhereZerosCome() {
        double[] y = IntStream.range(0, 60)
                .mapToDouble(t -> (20 + t) * (1 + 0.4 * Math.sin(t * Math.PI / 3)))
                .toArray();
        double[] closed = y.clone();
        closed[55] = 0;
        for (double[] values : List.of(y, closed)) {
            Windows windows = Windows.of(Table.create("sales", DoubleColumn.create("y", values)))
                    .target("y")
                    .past(6)
                    .horizon(4)
                    .first(50, 0);
            ExponentialSmoothing form = ExponentialSmoothing.holtWinters(6);
            double[] begin = Arrays.copyOf(values, 50);
            Extrapolation expected = (values == y ? form.multiplicative() : form).fitted(begin);
            double[][] told = scores(windows, 6, windows.places(Part.TEST))
                    .rows()
                    .get(4)
                    .forecasts()
                    .predicted();
            assertEquals(7, told.length);
            for (int k = 0; k < told.length; k++) {
                assertArrayEquals(expected.forecast(Arrays.copyOf(values, 50 + k), 4), told[k], 1e-9);
            }
        }
    }

    @Test
    void eachTargetHasItsOwnScores() {
        Windows windows = windows();
        ForecastScores scores = scores(windows, SEASON, windows.places(Part.TEST));
        ForecastScores x = scores.target("x");
        ForecastScores y = scores.target("y");
        assertEquals(List.of("y"), y.targets());
        double sum = 0;
        double[][] actual = scores.rows().get(2).forecasts().actual();
        for (int row = 1; row < actual.length; row += 2) {
            for (int step = 0; step < 4; step++) {
                sum += Math.abs(scores.rows().get(2).forecasts().predicted()[row][step] - actual[row][step]);
            }
        }
        assertEquals(sum / (26 * 4), y.of("last value").mae(), 1e-9);
        assertEquals(
                scores.of("drift").mae(), (x.of("drift").mae() + y.of("drift").mae()) / 2, 1e-9);
        assertEquals(
                scores.of("drift").mase(), (x.of("drift").mase() + y.of("drift").mase()) / 2, 1e-9);
        Table table = scores.table();
        assertEquals(List.of("target", "forecast", "MAE"), table.columnNames().subList(0, 3));
        assertEquals(10, table.rowCount());
        assertEquals("y", table.stringColumn("target").get(7));
        assertEquals("last value", table.stringColumn("forecast").get(7));
        assertEquals(y.of("last value").mae(), table.doubleColumn("MAE").get(7));
        assertEquals("forecast", x.table().columnNames().get(0));
        assertEquals("y, last value: " + y.of("last value"), scores.toString().split("\n")[7]);
        String message = assertThrows(IllegalArgumentException.class, () -> scores.target("z"))
                .getMessage();
        assertEquals("the target 'z' was not forecast: expected one of [x, y]", message);
    }
}
