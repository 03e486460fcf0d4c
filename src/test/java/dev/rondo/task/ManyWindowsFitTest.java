package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.rondo.data.Part;
import dev.rondo.nn.Rnn;
import dev.rondo.series.Windows;
import dev.rondo.train.Event;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/** What overlapping windows take: a batch of them at a time, and of forecasts no more than their numbers. */
@Tag("engine")
class ManyWindowsFitTest {
    private static final long MIB = 1 << 20;

    private static Windows windows(int rows) {
        double[] values = new SplittableRandom(1).doubles(rows).toArray();
        return Windows.of(Table.create("many", DoubleColumn.create("x", values)))
                .target("x");
    }

    /** Returns the bytes that this thread has allocated, kept or not. */
    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** The windows of the training part would be 640 MB. */
    @Test
    void aFitMakesNoMoreThanItsBatches() {
        fit(10); // classes are loaded
        long brief = fit(10);
        long wide = fit(1000);
        assertTrue(wide < brief + 20, wide + " MiB where the past is 1000, " + brief + " where it is 10");
    }

    /** Trains for three updates; returns the mebibytes that are allocated, kept or not. */
    private static long fit(int past) {
        Windows windows = windows(200_000).past(past).horizon(5).split(0.8, 0);
        int[] updates = {0};
        Fit fit = Fit.epochs(1).batch(8).quiet().listener(event -> {
            if (event instanceof Event.Stepped && ++updates[0] == 3) {
                Thread.currentThread().interrupt();
            }
        });
        try (Forecaster model = Forecaster.of(Rnn.tanh(2), windows)) {
            long before = allocated();
            assertEquals(History.End.INTERRUPTED, model.fit(windows, fit).end());
            assertEquals(3, updates[0]);
            return (allocated() - before) / MIB;
        }
    }

    /** The history before each of them would be 3 GB. */
    @Test
    void measuringGoesAlongTheSeriesOnce() {
        Windows windows = windows(60_000).past(20).horizon(5).split(0.9, 0);
        int count = windows.places(Part.TEST).length;
        assertEquals(6_000 - 5 + 1, count);
        try (Forecaster model = Forecaster.of(Rnn.tanh(2), windows)) {
            model.predict(windows);
            long before = allocated();
            assertEquals(5L * count, model.evaluate(windows).model().count());
            long taken = (allocated() - before) / MIB;
            assertTrue(taken < 150, taken + " MiB");
            before = allocated();
            assertEquals(count, model.backtest(windows).forecast().all().size());
            taken = (allocated() - before) / MIB;
            assertTrue(taken < 200, taken + " MiB");
        }
    }
}
