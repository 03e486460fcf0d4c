package dev.rondo.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rondo.data.Part;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Windows are views of their series: what they take does not grow with their length, and a hash reads a number once. */
class ManyWindowsTest {
    private static final int ROWS = 1_000_000;

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** Returns the bytes that are allocated, kept or not, until windows can be read, hashed and one batch is made. */
    private static long bytes(Table table, int past) {
        long before = allocated();
        Windows windows = Windows.of(table).target("x").past(past).horizon(24);
        int[] training = windows.places(Part.TRAIN);
        assertEquals(800_000 - past - 24 + 1, training.length);
        assertEquals(past * 32, windows.batch(IntStream.range(0, 32).toArray()).past().length);
        assertNotEquals(0, windows.contentHash());
        return allocated() - before;
    }

    /** A million windows of a thousand numbers would be four gigabytes. */
    @Test
    void windowsAreNotMadeBeforeABatchIs() {
        Table table = Table.create(
                "many",
                DoubleColumn.create("x", new SplittableRandom(1).doubles(ROWS).toArray()));
        bytes(table, 1); // classes are loaded
        long brief = bytes(table, 1);
        long wide = bytes(table, 1000);
        assertTrue(wide < brief + 1_000_000, wide + " bytes where the past is 1000, " + brief + " where it is 1");
        assertTrue(wide < 160L * ROWS, wide + " bytes");
    }

    private static Table table(SplittableRandom random) {
        int rows = 60;
        return Table.create(
                "shops",
                IntColumn.create("t", IntStream.range(0, rows).map(k -> k / 2).toArray()),
                IntColumn.create(
                        "shop", IntStream.range(0, rows).map(k -> k % 2).toArray()),
                DoubleColumn.create("x", random.doubles(rows).toArray()),
                DoubleColumn.create("seen", random.doubles(rows).toArray()),
                DoubleColumn.create("known", random.doubles(rows).toArray()),
                DoubleColumn.create(
                        "size", IntStream.range(0, rows).mapToDouble(k -> k % 2).toArray()));
    }

    private static Windows windows(Table table) {
        return Windows.of(table)
                .time("t")
                .group("shop")
                .target("x")
                .pastCovariates("seen")
                .futureCovariates("known")
                .fixed("size")
                .past(3)
                .horizon(2)
                .scaler(Scaler.none())
                .covariateScaler(Scaler.none())
                .first(18, 6);
    }

    /** Another number in any place that a training or validation window reads is another hash; elsewhere it is not. */
    @Test
    void theHashTellsEveryNumberThatIsRead() {
        Table table = table(new SplittableRandom(3));
        int hash = windows(table).contentHash();
        assertEquals(hash, windows(table(new SplittableRandom(3))).contentHash());
        Set<Integer> hashes = new HashSet<>(Set.of(hash));
        for (String column : new String[] {"x", "seen", "known"}) {
            int read = column.equals("seen") ? 22 : 24; // the last horizon of the validation part is not seen
            for (int row = 0; row < 60; row++) {
                Table changed = table.copy();
                changed.doubleColumn(column).set(row, 7);
                int other = windows(changed).contentHash();
                assertEquals(row / 2 < read, other != hash, column + " in row " + row);
                assertTrue(other == hash || hashes.add(other), column + " in row " + row);
            }
        }
    }

    @Test
    void theHashTellsWhereWindowsStand() {
        Windows windows = windows(table(new SplittableRandom(3)));
        Set<Integer> hashes = new HashSet<>();
        for (Windows each : new Windows[] {
            windows,
            windows.past(4),
            windows.horizon(3),
            windows.stride(2),
            windows.first(17, 6),
            windows.first(18, 5),
            windows.recent(10),
            windows.scaler(Scaler.standard())
        }) {
            assertTrue(hashes.add(each.contentHash()), each.toString());
        }
        Table other = table(new SplittableRandom(3));
        IntStream.range(0, 60).filter(row -> row % 2 == 1).forEach(row -> other.doubleColumn("size")
                .set(row, 5));
        assertEquals(windows.contentHash(), windows(other).contentHash(), "two sizes are -1 and 1 once standardised");
        IntStream.range(0, 60).filter(row -> row % 2 == 1).forEach(row -> other.doubleColumn("size")
                .set(row, 0));
        assertTrue(hashes.add(windows(other).contentHash()), "one size for both");
    }

    /** As far as windows can be changed, each stands where its series says. */
    @Test
    void anOriginCountsTheStepsOfItsOwnSeries() {
        Table table = table(new SplittableRandom(3)).dropRange(1, 2); // the second shop begins a step later
        Windows windows = windows(table);
        for (int place : windows.places(Part.ALL)) {
            assertEquals(windows.history(place)[0].length, windows.origin(place));
            assertEquals(
                    windows.step(place),
                    windows.origin(place) + (windows.series(place).equals("0") ? 0 : 1));
        }
    }
}
