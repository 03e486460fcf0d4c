package dev.rondo.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import dev.rondo.data.Part;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Windows are what a plain construction gives, scaled forecasts come back, and nothing later is looked at. */
class WindowsTest {
    private static final String[] SHOPS = {"north", "south", "west"};
    private static final double[] AREAS = {10, 30, 20};

    /** Series of some shops side by side, of lengths of their own; the last rows lack targets but not the price. */
    record Shops(Table table, List<List<double[]>> rows) {

        static Shops random(SplittableRandom random, int future) {
            Table table = Table.create(
                    "shops",
                    StringColumn.create("shop"),
                    DateColumn.create("day"),
                    DoubleColumn.create("sold"),
                    IntColumn.create("visitors"),
                    DoubleColumn.create("rain"),
                    DoubleColumn.create("price"),
                    DoubleColumn.create("area"),
                    StringColumn.create("kind"));
            List<List<double[]>> rows = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            int[] begins = random.ints(3, 0, 5).toArray();
            int[] ends = random.ints(3, 40, 60).toArray();
            for (int day = 0; day < 60 + future; day++) {
                for (int s = 0; s < 3; s++) {
                    if (day >= begins[s] && day < ends[s] + future) {
                        double[] row = {
                            day, random.nextInt(1, 99), random.nextInt(99), random.nextDouble(), random.nextDouble()
                        };
                        rows.get(s).add(row);
                        append(table, s, row, day >= ends[s]);
                    }
                }
            }
            return new Shops(table, rows);
        }

        private static void append(Table table, int shop, double[] row, boolean future) {
            table.stringColumn("shop").append(SHOPS[shop]);
            table.dateColumn("day").append(LocalDate.of(2020, 1, 1).plusDays((long) row[0]));
            table.doubleColumn("price").append(row[4]);
            table.doubleColumn("area").append(AREAS[shop]);
            table.stringColumn("kind").append(shop == 1 ? "small" : "large");
            if (future) {
                table.doubleColumn("sold").appendMissing();
                table.intColumn("visitors").appendMissing();
                table.doubleColumn("rain").appendMissing();
            } else {
                table.doubleColumn("sold").append(row[1]);
                table.intColumn("visitors").append((int) row[2]);
                table.doubleColumn("rain").append(row[3]);
            }
        }

        /** Returns the shops by their first rows. */
        List<Integer> order() {
            return IntStream.range(0, 3)
                    .boxed()
                    .sorted(Comparator.comparingDouble(s -> rows.get(s).get(0)[0]))
                    .toList();
        }

        Windows windows() {
            return Windows.of(table)
                    .time("day")
                    .target("sold", "visitors")
                    .pastCovariates("rain")
                    .futureCovariates("price")
                    .calendar(CalendarFeature.DAY_OF_WEEK)
                    .fixed("area", "kind")
                    .group("shop")
                    .scaler(Scaler.none())
                    .covariateScaler(Scaler.none());
        }
    }

    /** A window built row by row from the lists: its shop, its first step of the horizon. */
    private record Plain(int shop, int origin) {}

    private static List<Plain> plain(Shops shops, int future, int past, int horizon, int stride, int from, int to) {
        List<Plain> all = new ArrayList<>();
        for (int s : shops.order()) {
            List<double[]> rows = shops.rows().get(s);
            int taken = 0;
            for (int o = past; o + horizon <= rows.size() - future; o++) {
                boolean inside = rows.get(o + horizon - 1)[0] < to && rows.get(from == 0 ? o - past : o)[0] >= from;
                if (inside && taken++ % stride == 0) {
                    all.add(new Plain(s, o));
                }
            }
        }
        return all;
    }

    private static float[] step(Shops shops, int shop, int at, boolean future) {
        double[] row = shops.rows().get(shop).get(at);
        LocalDate day = LocalDate.of(2020, 1, 1).plusDays((long) row[0]);
        double angle = 2 * Math.PI * (day.getDayOfWeek().getValue() - 1) / 7;
        double deviation = Math.sqrt(200.0 / 3); // of 10, 30, 20
        float[] all = {
            (float) row[1],
            (float) row[2],
            (float) row[3],
            (float) row[4],
            (float) Math.sin(angle),
            (float) Math.cos(angle),
            (float) ((AREAS[shop] - 20) / deviation),
            shop == 1 ? 0 : 1,
            shop == 1 ? 1 : 0
        };
        return future ? Arrays.copyOfRange(all, 3, all.length) : all;
    }

    private static float[] flat(List<float[]> steps) {
        int width = steps.get(0).length;
        float[] all = new float[steps.size() * width];
        IntStream.range(0, steps.size()).forEach(k -> System.arraycopy(steps.get(k), 0, all, k * width, width));
        return all;
    }

    @Test
    void windowsAreWhatAPlainConstructionGives() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 40; round++) {
            int future = random.nextInt(3);
            Shops shops = Shops.random(random, future);
            int past = random.nextInt(1, 7);
            int horizon = random.nextInt(1, 4);
            int stride = random.nextInt(1, 4);
            Windows windows = shops.windows()
                    .past(past)
                    .horizon(horizon)
                    .stride(stride)
                    .splitAt(LocalDate.of(2020, 1, 31), LocalDate.of(2020, 2, 10)); // days 30 and 40
            check(shops, windows, Part.TRAIN, plain(shops, future, past, horizon, stride, 0, 30));
            check(shops, windows, Part.VALIDATION, plain(shops, future, past, horizon, stride, 30, 40));
            check(shops, windows, Part.TEST, plain(shops, future, past, horizon, stride, 40, 99));
            check(shops, windows.rolling(stride), Part.ALL, plain(shops, future, past, horizon, stride, 0, 99));
            assertEquals(
                    windows.size(),
                    windows.places(Part.TRAIN).length
                            + windows.places(Part.VALIDATION).length
                            + windows.places(Part.TEST).length);
        }
    }

    private static void check(Shops shops, Windows windows, Part part, List<Plain> expected) {
        int[] places = windows.places(part);
        assertEquals(expected.size(), places.length, windows + " " + part);
        List<float[]> past = new ArrayList<>();
        List<float[]> future = new ArrayList<>();
        List<float[]> targets = new ArrayList<>();
        for (int k = 0; k < places.length; k++) {
            Plain one = expected.get(k);
            assertEquals(SHOPS[one.shop], windows.series(places[k]));
            for (int t = one.origin - windows.past(); t < one.origin; t++) {
                past.add(step(shops, one.shop, t, false));
            }
            double[][] actual = windows.actual(places[k]);
            for (int t = 0; t < windows.horizon(); t++) {
                double[] row = shops.rows().get(one.shop).get(one.origin + t);
                future.add(step(shops, one.shop, one.origin + t, true));
                targets.add(new float[] {(float) row[1], (float) row[2]});
                assertArrayEquals(new double[] {row[1], row[2]}, actual[t]);
                assertEquals(
                        LocalDate.of(2020, 1, 1).plusDays((long) row[0]),
                        windows.times(places[k]).get(t));
            }
            double[][] history = windows.history(places[k]);
            assertEquals(one.origin, history[0].length);
            assertEquals(shops.rows().get(one.shop).get(one.origin - 1)[2], history[1][one.origin - 1]);
        }
        if (places.length > 0) {
            WindowBatch batch = windows.batch(places);
            assertArrayEquals(flat(past), batch.past(), 1e-6f);
            assertArrayEquals(flat(future), batch.future(), 1e-6f);
            assertArrayEquals(flat(targets), batch.targets());
            assertArrayEquals(Arrays.copyOfRange(past.get(0), 6, 9), Arrays.copyOf(batch.fixed(), 3), 1e-6f);
            WindowBatch last = windows.batch(places[places.length - 1]);
            assertArrayEquals(
                    Arrays.copyOfRange(batch.past(), batch.past().length - last.past().length, batch.past().length),
                    last.past());
        }
    }

    @Test
    void theInputsAreNamedInOrder() {
        Windows windows =
                Shops.random(new SplittableRandom(0), 0).windows().past(3).horizon(2);
        assertEquals(
                List.of(
                        "sold",
                        "visitors",
                        "rain",
                        "price",
                        "day of week sin",
                        "day of week cos",
                        "area",
                        "kind=large",
                        "kind=small"),
                windows.inputNames());
        assertEquals(windows.inputNames().subList(3, 9), windows.futureNames());
    }

    @Test
    void theLastWindowLiesBeyondTheLastTarget() {
        Shops shops = Shops.random(new SplittableRandom(5), 4);
        Windows beyond = shops.windows().past(5).horizon(4).beyond();
        assertEquals(3, beyond.size());
        for (int s = 0; s < 3; s++) {
            int shop = shops.order().get(s);
            List<double[]> rows = shops.rows().get(shop);
            int origin = rows.size() - 4;
            WindowBatch batch = beyond.batch(s);
            assertArrayEquals(
                    flat(IntStream.range(origin, origin + 4)
                            .mapToObj(t -> step(shops, shop, t, true))
                            .toList()),
                    batch.future(),
                    1e-6f);
            for (float target : batch.targets()) {
                assertTrue(Float.isNaN(target));
            }
            assertEquals(
                    LocalDate.of(2020, 1, 1).plusDays((long) rows.get(origin)[0]),
                    beyond.times(s).get(0));
            assertTrue(Double.isNaN(beyond.actual(s)[0][0]));
            assertEquals(origin, beyond.history(s)[0].length);
        }
    }

    /** Airline-like: a growing season. */
    static Table months(int count) {
        Table table = Table.create("growth", DateColumn.create("Month"), DoubleColumn.create("y"));
        for (int t = 0; t < count; t++) {
            table.dateColumn("Month").append(LocalDate.of(1949, 1, 1).plusMonths(t));
            table.doubleColumn("y").append(Math.exp(0.01 * t + 0.3 * Math.sin(t * Math.PI / 6)) * 100 + t % 7);
        }
        return table;
    }

    @Test
    void scaledTargetsComeBackToTheUnitsOfTheTable() {
        for (Scaler scaler : List.of(
                Scaler.standard(),
                Scaler.log()
                        .then(Scaler.seasonalDifference(12))
                        .then(Scaler.difference())
                        .then(Scaler.standard()))) {
            Windows windows = Windows.of(months(144))
                    .time("Month")
                    .target("y")
                    .past(24)
                    .horizon(6)
                    .scaler(scaler);
            for (int place : windows.places(Part.ALL)) {
                float[] targets = windows.batch(place).targets();
                double[][] scaled = new double[6][1];
                IntStream.range(0, 6).forEach(t -> scaled[t][0] = targets[t]);
                double[][] back = windows.inverse(place, scaled);
                double[][] actual = windows.actual(place);
                for (int t = 0; t < 6; t++) {
                    assertEquals(actual[t][0], back[t][0], 1e-6 * actual[t][0], scaler.toString());
                }
            }
        }
    }

    @Test
    void differencesTakeTheirStepsFromTheFront() {
        Windows plain = Windows.of(months(60)).time("Month").target("y").past(4).horizon(2);
        Windows seasonal = plain.scaler(Scaler.seasonalDifference(12));
        assertEquals(plain.places(Part.TRAIN).length - 12, seasonal.places(Part.TRAIN).length);
        for (float value : seasonal.batch(seasonal.places(Part.ALL)).past()) {
            assertTrue(Float.isFinite(value));
        }
        assertEquals(16, seasonal.step(0));
    }

    @Test
    void theScalerIsFittedOnTheTrainingPartOfEachSeries() {
        Table table = Table.create(
                "two",
                StringColumn.create("s", "a", "a", "a", "a", "b", "b", "b", "b"),
                DoubleColumn.create("y", 1, 3, 100, 100, 10, 30, 7, 7));
        Windows windows =
                Windows.of(table).group("s").target("y").past(1).horizon(1).first(2, 1);
        FittedScaler a = windows.scaling().scaler("y", "a");
        assertEquals(new FittedScaler(List.of(new FittedScaler.Stage("STANDARD", 0, 2, 1))), a);
        assertEquals(
                new FittedScaler.Stage("STANDARD", 0, 20, 10),
                windows.scaling().scaler("y", "b").stages().get(0));
        FittedScaler both = windows.scaledTogether().scaling().scaler("y", "never seen");
        assertEquals(11, both.stages().get(0).shift());
        Windows late = windows.first(3, 0).recent(2);
        assertEquals(51.5, late.scaling().scaler("y", "a").stages().get(0).shift());
        assertEquals(2, late.places(Part.TRAIN).length);
    }

    @Test
    void aSecondTableIsScaledLikeTheFirst() {
        Windows fitted =
                Windows.of(months(100)).time("Month").target("y").past(12).horizon(3);
        Gson gson = new Gson();
        Scaling scaling = gson.fromJson(gson.toJson(fitted.scaling()), Scaling.class);
        assertEquals(fitted.scaling(), scaling);
        Table later = months(144);
        Windows longer = Windows.of(later.inRange(90, 102))
                .time("Month")
                .target("y")
                .past(12)
                .horizon(3);
        Windows like = longer.scaledLike(scaling);
        assertEquals(0, like.size());
        Windows whole =
                Windows.of(later).time("Month").target("y").past(12).horizon(3).scaledLike(scaling);
        int place = Arrays.stream(whole.rolling(1).places(Part.ALL))
                .filter(k -> whole.rolling(1).step(k) == 102)
                .findFirst()
                .orElseThrow();
        assertArrayEquals(
                whole.rolling(1).batch(place).past(), like.beyond().batch(0).past());
        assertEquals(
                "[1957-07-01, 1957-08-01, 1957-09-01]",
                like.beyond().times(0).asList().toString());
    }

    @Test
    void theSplitIsByShareOfTimeAndTold() {
        Windows windows = Windows.of(months(144))
                .time("Month")
                .target("y")
                .past(24)
                .horizon(6)
                .split(0.8, 0.1);
        // parts of 115, 15 and 14 steps
        assertEquals(
                "growth: 144 months from 1949-01 to 1960-12; windows of 24 months to forecast 6 of y; 86 to train, 10 to"
                        + " validate, 9 to test",
                windows.toString());
        assertEquals("144 months from 1949-01 to 1960-12", windows.axis());
        assertEquals(12, windows.season());
        Table table = windows.table();
        assertEquals(List.of("series", "steps", "from", "to", "train", "validation", "test"), table.columnNames());
        assertEquals(86, table.intColumn("train").get(0));
        assertEquals(9, table.intColumn("test").get(0));
        assertEquals(
                "Chart[growth: 144 months from 1949-01 to 1960-12: training, validation, test]",
                windows.plot().toString());
        assertTrue(windows.plot().png().length > 10_000);
        assertEquals(
                "Chart[growth: 144 months from 1949-01 to 1960-12: training, test]",
                windows.split(0.8, 0).plot().toString(),
                "a part of no step is not drawn");
        assertEquals(115, windows.step(windows.places(Part.VALIDATION)[0]));
        assertEquals(windows.places(Part.VALIDATION).length, windows.rolling(1).places(Part.VALIDATION).length);
        assertEquals(24, windows.rolling(1).step(0));
        assertEquals(windows.places(Part.TRAIN).length, windows.first(115, 15).places(Part.TRAIN).length);
    }

    /** Values behind the end of training may be anything: no training window, no scaler, no validation window moves. */
    @Test
    void nothingLeaksFromLaterParts() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 30; round++) {
            Table table = Shops.random(random, 0).table();
            DoubleColumn sold = table.doubleColumn("sold");
            for (int gap = 0; gap < 40; gap++) {
                int row = random.nextInt(9, table.rowCount() - 9);
                table.doubleColumn(gap % 2 == 0 ? "rain" : "price").setMissing(row);
            }
            int cut = 30 + random.nextInt(4);
            LocalDate end = LocalDate.of(2020, 1, 1).plusDays(cut);
            Table changed = table.copy();
            for (int row = 0; row < table.rowCount(); row++) {
                if (!table.dateColumn("day").get(row).isBefore(end)) {
                    changed.doubleColumn("sold").set(row, 1e6 * random.nextDouble());
                    changed.intColumn("visitors").set(row, random.nextInt());
                    changed.doubleColumn("rain").set(row, random.nextDouble());
                    changed.doubleColumn("price").set(row, random.nextDouble());
                }
            }
            Windows before = leakage(table, end);
            Windows after = leakage(changed, end);
            assertEquals(before.scaling(), after.scaling());
            int[] places = before.places(Part.TRAIN);
            assertArrayEquals(places, after.places(Part.TRAIN));
            assertTrue(places.length > 20, sold.size() + " rows");
            WindowBatch one = before.batch(places);
            WindowBatch other = after.batch(places);
            assertArrayEquals(one.past(), other.past());
            assertArrayEquals(one.future(), other.future());
            assertArrayEquals(one.targets(), other.targets());
        }
    }

    private static Windows leakage(Table table, LocalDate end) {
        return Windows.of(table)
                .time("day")
                .target("sold", "visitors")
                .pastCovariates("rain")
                .futureCovariates("price")
                .group("shop")
                .fill(Fill.LINEAR)
                .scaler(Scaler.difference().then(Scaler.robust()))
                .covariateScaler(Scaler.minMax())
                .past(4)
                .horizon(2)
                .splitAt(end, end.plusDays(5));
    }

    @Test
    void nothingIsReadBeforeItIsNeededAndAValueStaysAsItWas() {
        Windows base = Windows.of(months(60)).time("Month").target("y").past(6).horizon(2);
        int size = base.size();
        assertTrue(base.horizon(5).size() < size);
        assertTrue(base.stride(3).size() < size);
        assertEquals(size, base.size());
        assertEquals(
                "growth: windows, of which target, past and horizon are still to be said",
                Windows.of(months(60)).toString());
    }
}
