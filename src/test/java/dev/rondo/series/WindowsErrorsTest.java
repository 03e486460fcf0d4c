package dev.rondo.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What is wrong with a table is said, with the way out. */
class WindowsErrorsTest {
    private static final double NONE = Double.NaN;

    private static Table table(double... sold) {
        int count = sold.length;
        return Table.create(
                "shop",
                DateColumn.create("day", IntStream.range(0, count).mapToObj(t -> LocalDate.of(2020, 1, 1 + t))),
                DoubleColumn.create("Sold", sold),
                DoubleColumn.create(
                        "price", IntStream.range(0, count).asDoubleStream().toArray()),
                StringColumn.create("name", IntStream.range(0, count).mapToObj(t -> t < count / 2 ? "a" : "b")));
    }

    private static Windows windows(double... sold) {
        return Windows.of(table(sold)).time("day").target("Sold").past(2).horizon(1);
    }

    private static void assertSays(String message, Executable call) {
        assertEquals(message, ScalerTest.message(call));
    }

    @Test
    void columnsThatAreNotThere() {
        Windows windows = windows(1, 2, 3, 4, 5, 6);
        assertSays(
                "'shop' has no column 'solt': did you mean 'Sold'? It has [day, Sold, price, name]",
                () -> windows.target("solt"));
        assertSays(
                "'shop' has no column 'temperature': It has [day, Sold, price, name]",
                () -> windows.pastCovariates("temperature"));
        assertSays(
                "'shop' has no column 'prize': did you mean 'price'? It has [day, Sold, price, name]",
                () -> windows.futureCovariates("prize"));
        for (Executable call :
                List.<Executable>of(() -> windows.time("dy"), () -> windows.group("nam"), () -> windows.fixed("nam"))) {
            assertEquals(
                    " It has [day, Sold, price, name]", ScalerTest.message(call).replaceAll(".*\\?", ""));
        }
    }

    @Test
    void theNearestNameIsTheOneWithTheFewestEdits() {
        List<String> names = List.of("Month", "Passenger", "Passengers");
        assertEquals(" did you mean 'Passengers'?", NearName.hint("pasengrs", names));
        assertEquals("", NearName.hint("sale", names));
        assertEquals(" did you mean 'Sold'?", NearName.hint("Slod", List.of("Shop", "Sold")), "two letters swapped");
        assertEquals("", NearName.hint("Slid", List.of("Sailed")));
        assertEquals("", NearName.hint("slos", List.of("Sold")));
        assertEquals("", NearName.hint("c", List.of("a", "b")), "any letter is one edit from any other");
    }

    @Test
    void columnsOfTheWrongKind() {
        Windows windows = windows(1, 2, 3, 4, 5, 6);
        assertSays(
                "column 'name' of 'shop' holds STRING, expected numbers: convert it, or name another column",
                () -> windows.target("name"));
        assertSays(
                "column 'name' of 'shop' holds STRING, expected dates, dates with times, instants or numbers: read or"
                        + " convert it as such, or leave time(...) out, and each row is a step",
                () -> windows.time("name"));
        assertSays(
                "column 'Sold' is named as a past covariate but already is a target: expected each column once; past"
                        + " values of targets and of future covariates are read anyway",
                () -> windows.pastCovariates("Sold"));
        assertSays(
                "column 'Sold' is named by group(...) but is a target: expected one that is the same on all rows of a"
                        + " series, such as the name of a shop",
                () -> windows.group("Sold"));
        assertEquals(
                windows.group("name").past(1).size(),
                windows.group("name").fixed("name").past(1).size());
        assertSays(
                "the fixed column 'name' of 'shop' changes from a in row 0 to b in row 3 of the same series: expected one"
                        + " value, or name it as a covariate",
                () -> windows.fixed("name").size());
        assertSays(
                "calendar(MONTH) needs times that are dates, but those of 'shop' are plain steps: name a column of dates"
                        + " by time(...)",
                () -> Windows.of(table(1, 2, 3, 4))
                        .target("Sold")
                        .past(1)
                        .horizon(1)
                        .calendar(CalendarFeature.MONTH)
                        .size());
    }

    @Test
    void seriesThatAreCalledAlike() {
        Table table = Table.create(
                "shop",
                StringColumn.create("town", "Ham", "Ham", "Ham, South", "Ham, South"),
                StringColumn.create("street", "South, 1", "South, 1", "1", "1"),
                DoubleColumn.create("Sold", 1, 2, 3, 4));
        Windows windows = Windows.of(table).target("Sold").past(1).horizon(1).first(2, 0);
        assertSays(
                "rows 0 and 2 are of two series that are both called 'Ham, South, 1', for column 'town' is 'Ham' and"
                        + " 'Ham, South': take the commas out of the values",
                () -> windows.group("town", "street").series());
        assertEquals(List.of("Ham", "Ham, South"), windows.group("town").series());
        table.stringColumn("street").set(0, "1").set(1, "1");
        assertEquals(
                List.of("Ham, 1", "Ham, South, 1"),
                windows.group("town", "street").series());
    }

    @Test
    void valuesThatAreMissing() {
        assertSays(
                "'shop': column 'Sold' has no value in row 1 at 2020-01-02; column 'Sold' has no value in row 4 at"
                        + " 2020-01-05 and the 1 behind. Way out: fill(Fill.LINEAR), fill(Fill.PREVIOUS) or"
                        + " fill(Fill.ZERO), or drop the rows at the end or the start; report() lists all",
                () -> windows(1, NONE, 3, 4, NONE, NONE, 7, 8).size());
        assertSays(
                "column 'Sold' of 'shop' has no value at 2020-01-01, and none before to fill it by: drop the rows before"
                        + " its first value, or use fill(Fill.ZERO)",
                () -> windows(NONE, 2, 3, 4, 5, 6).fill(Fill.LINEAR).size());
        assertEquals(5, windows(1, 2, 3, 4, 5, NONE, NONE).beyond().history(0)[0].length);
        assertSays(
                "column 'Sold' of 'shop' is Infinity in row 2, expected finite numbers: correct the row, or leave it"
                        + " empty",
                () -> windows(1, 2, Double.POSITIVE_INFINITY, 4, 5).size());
        Table untimed = table(1, 2, 3, 4, 5);
        untimed.dateColumn("day").setMissing(3);
        assertSays("column 'day' of 'shop' has no time in row 3: fill it, or drop the row", () -> Windows.of(untimed)
                .time("day")
                .target("Sold")
                .past(2)
                .horizon(1)
                .size());
        Table unnamed = table(1, 2, 3, 4, 5);
        unnamed.stringColumn("name").setMissing(3);
        assertSays(
                "column 'name' of 'shop' has no value in row 3, so its series is not known: fill it, or drop the row",
                () -> Windows.of(unnamed)
                        .group("name")
                        .target("Sold")
                        .past(1)
                        .horizon(1)
                        .size());
        Table unkind = table(1, 2, 3, 4, 5);
        unkind.stringColumn("name").setMissing(1);
        assertSays(
                "the fixed column 'name' of 'shop' has no value in row 1: fill it, or leave the column out",
                () -> Windows.of(unkind)
                        .fixed("name")
                        .target("Sold")
                        .past(1)
                        .horizon(1)
                        .size());
    }

    @Test
    void seriesThatAreTooShort() {
        assertSays(
                "'shop' has 4 days with values, but a window needs 3 of the past, 2 of the horizon and 1 for the"
                        + " differences of the scaler: shorten past(...) or horizon(...), bring more rows",
                () -> windows(1, 2, 3, 4)
                        .past(3)
                        .horizon(2)
                        .scaler(Scaler.difference())
                        .size());
        Scaling known = windows(1, 2, 4, 7, 9, 12, 10, 13, 9, 8)
                .scaler(Scaler.difference())
                .scaling();
        assertEquals(1, known.lag());
        assertSays(
                "'shop' has 2 days with values, but a window needs 2 of the past and 1 for the differences of the scaler:"
                        + " shorten past(...) or horizon(...), bring more rows",
                () -> windows(1, 2).scaledLike(known).size());
        assertSays(
                "'shop' has 3 days with values of series 'a', but a window needs 3 of the past, 1 of the horizon: shorten"
                        + " past(...) or horizon(...), bring more rows, or leave the series out",
                () -> windows(1, 2, 3, 4, 5, 6, 7).group("name").past(3).size());
        assertSays(
                "the training part of 'shop' has no window: it has 2 days, but a window takes 2 of the past and 1 of the"
                        + " horizon: shorten past(...) or horizon(...), or train on more",
                () -> windows(1, 2, 3, 4, 5, 6).first(2, 2).size());
        assertSays(
                "the training part of 'shop' ends before series 'b' begins at 2020-01-04, so there is nothing to fit a"
                        + " scaler on: split later, leave the series out, or fit one scaler on all series by"
                        + " scaledTogether()",
                () -> windows(1, 2, 3, 4, 5, 6)
                        .group("name")
                        .past(1)
                        .first(3, 1)
                        .size());
        assertSays(
                "the training part of 'shop' ends before the first time, 2020-01-01, so there is nothing to fit a scaler"
                        + " on: split later",
                () -> windows(1, 2, 3, 4, 5, 6)
                        .splitAt(LocalDate.of(2019, 1, 1), LocalDate.of(2020, 1, 3))
                        .size());
        assertEquals(
                4,
                windows(1, 2, 3, 4, 5, 6)
                        .group("name")
                        .past(1)
                        .scaledTogether()
                        .first(3, 1)
                        .size());
        assertSays("'shop' has no rows: expected at least a window of them", () -> windows()
                .size());
    }

    @Test
    void futureCovariatesThatEndTooEarly() {
        Windows windows = windows(1, 2, 3, 4, 5, NONE).futureCovariates("price");
        assertEquals(1, windows.beyond().batch(0).future().length);
        assertSays(
                "the future covariate 'price' of 'shop' ends at 2020-01-06, but a horizon of 2 goes to 2020-01-07: append"
                        + " rows with its values and without targets, or shorten horizon(...)",
                () -> windows.horizon(2).beyond().batch(0));
    }

    @Test
    void pastCovariatesBehindTheLastTargetAreNotReadButEachTargetIs() {
        Windows windows = windows(1, 2, 3, 4, 5, NONE, NONE);
        Table table = table(1, 2, 3, 4, 5, NONE, NONE);
        table.doubleColumn("price").setMissing(5);
        Windows late = Windows.of(table).time("day").target("Sold").past(2).horizon(1);
        assertEquals(windows.size(), late.pastCovariates("price").size());
        assertSays(
                "'shop': column 'Sold' has no value in row 5 at 2020-01-06 and the 1 behind; column 'price' has no value in"
                        + " row 5 at 2020-01-06. Way out: fill(Fill.LINEAR), fill(Fill.PREVIOUS) or fill(Fill.ZERO), or"
                        + " drop the rows at the end or the start; report() lists all",
                () -> late.target("Sold", "price").size());
    }

    @Test
    void callsThatDoNotFit() {
        Windows windows = windows(1, 2, 3, 4, 5, 6);
        assertSays("past is 0, expected at least 1, such as 24", () -> windows.past(0));
        assertSays("horizon is 0, expected at least 1, such as 6", () -> windows.horizon(0));
        assertSays("stride is 0, expected at least 1, such as 1", () -> windows.stride(0));
        assertSays(
                "split(0.8, 0.3): expected a training share above 0 and a validation share from 0, together at most 1, such"
                        + " as split(0.8, 0.1)",
                () -> windows.split(0.8, 0.3));
        assertSays(
                "splitAt(2020-01-05, 2020-01-04): expected the beginning of validation first, and testing not before it",
                () -> windows.splitAt(LocalDate.of(2020, 1, 5), LocalDate.of(2020, 1, 4)));
        assertSays("the time 3.0 is a Double, but the times are dates: give one of them", () -> windows.splitAt(3, 4)
                .size());
        assertSays(
                "place is 99, expected one from 0 to " + (windows.size() - 1) + ", as places(part) gives them",
                () -> windows.batch(99));
        assertSays(
                "step 0 of the forecast has 2 numbers, expected one for each of the targets [Sold]",
                () -> windows.inverse(0, new double[][] {{1, 2}}));
        assertEquals(
                "Windows.of('shop') needs horizon(steps) first, such as"
                        + " Windows.of(table).time(\"Month\").target(\"Passengers\").past(24).horizon(6)",
                assertThrows(
                                IllegalStateException.class,
                                () -> Windows.of(table(1, 2)).target("Sold").size())
                        .getMessage());
    }

    @Test
    void aScalingThatIsNotOfThisTable() {
        Scaling scaling = windows(1, 2, 3, 4, 5, 6, 7, 8).group("name").past(1).scaling();
        assertSays(
                "no series is named, but scalers were fitted on the series [a, b]: say by group(...) which rows are whose,"
                        + " or name one, or fit one scaler on all with scaledTogether()",
                () -> windows(1, 2, 3, 4, 5).scaledLike(scaling).size());
        assertSays(
                "no scaler was fitted on the series 'a', only on a table without groups: leave group(...) out and bring one"
                        + " series, or fit one scaler on all with scaledTogether()",
                () -> windows(1, 2, 3, 4, 5, 6)
                        .group("name")
                        .past(1)
                        .scaledLike(windows(1, 2, 3, 4, 5, 6).scaling())
                        .size());
        assertSays(
                "no scaler was fitted on the series 'nort', only on [north, south]: did you mean 'north'? Leave it out, or"
                        + " fit one scaler on all with scaledTogether()",
                () -> unused(new Scaling("", List.of("north", "south"), Map.of("x", List.of()), Map.of())
                        .scaler("x", "nort")));
        assertSays(
                "no scaler was fitted on the column 'price', only on [Sold]: name the same columns as where it was fitted",
                () -> windows(1, 2, 3, 4, 5, 6)
                        .group("name")
                        .futureCovariates("price")
                        .scaledLike(scaling)
                        .size());
        assertSays(
                "the times of 'shop' are numbers, but the scaling was fitted on dates: bring a table of the same kind",
                () -> Windows.of(table(1, 2, 3))
                        .time("price")
                        .target("Sold")
                        .past(1)
                        .horizon(1)
                        .scaledLike(scaling)
                        .size());
    }

    /** A row that is off is the one that is named, not those behind it. */
    @Test
    void aMistakenDateAmongMonthsIsTheOneThatIsNamed() {
        Table months = Table.create(
                "months",
                DateColumn.create("day", IntStream.range(0, 30).mapToObj(t -> LocalDate.of(2020, 1, 31)
                        .plusMonths(t))),
                DoubleColumn.create(
                        "Sold", IntStream.range(0, 30).asDoubleStream().toArray()));
        Windows windows = Windows.of(months).time("day").target("Sold").past(2).horizon(1);
        assertEquals("30 months from 2020-01 to 2022-06", windows.axis());
        months.dateColumn("day").set(7, LocalDate.of(2020, 8, 3));
        Windows off = Windows.of(months).time("day").target("Sold").past(2).horizon(1);
        assertSays(
                "'months': row 7 lies between steps, for its day is 2020-08-03, expected 2020-08-31. A step takes 1 month."
                        + " Way out: correct it, sum or average the rows over even steps first, or leave time(...) out,"
                        + " and each row is a step; report() lists all",
                off::size);
        for (int row = 8; row < 12; row++) {
            months.dateColumn("day").set(row, LocalDate.of(2020, row + 1, 3));
        }
        String many = ScalerTest.message(() ->
                Windows.of(months).time("day").target("Sold").past(2).horizon(1).size());
        assertEquals("A step takes 31 days.", many.replaceAll(".*(A step [^.]*\\.).*", "$1"));
    }

    @Test
    void aScalingOfDatesNeedsDatesAndOneOfRowsRows() {
        Windows dated = windows(1, 2, 3, 4, 5, 6);
        Windows rows =
                Windows.of(table(1, 2, 3, 4, 5, 6)).target("Sold").past(2).horizon(1);
        assertSays(
                "the times of 'shop' are rows, but the scaling was fitted on dates: name their column by time(...)",
                () -> rows.scaledLike(dated.scaling()).size());
        assertSays(
                "the times of 'shop' are dates, but the scaling was fitted on rows: leave time(...) out, and each row is a"
                        + " step",
                () -> dated.scaledLike(rows.scaling()).size());
    }

    private static void unused(FittedScaler scaler) {
        assertEquals("", scaler.toString());
    }
}
