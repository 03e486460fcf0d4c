package dev.rondo.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.data.Part;
import dev.rondo.data.Sequences;
import dev.rondo.data.Targets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateTimeColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Windows become sequences to classify, which share their numbers. */
class WindowSequencesTest {
    private static Table table() {
        Table table = Table.create(
                "engine",
                DoubleColumn.create(
                        "heat", IntStream.range(0, 20).asDoubleStream().toArray()),
                StringColumn.create("state", IntStream.range(0, 20).mapToObj(t -> t % 5 == 0 ? "off" : "on")),
                BooleanColumn.create(
                        "broken",
                        IntStream.range(0, 20).mapToObj(t -> t == 4 || t == 13).toArray(Boolean[]::new)));
        table.stringColumn("state").setMissing(6);
        return table;
    }

    private static Windows windows() {
        return Windows.of(table())
                .pastCovariates("heat")
                .covariateScaler(Scaler.none())
                .past(3)
                .first(10, 4);
    }

    @Test
    void aWindowHasTheLabelOfItsLastStep() {
        Sequences data = windows().labels("state");
        // ends 2 to 9 but 6, then 10 to 13, then 14 to 19
        assertEquals(7, data.places(Part.TRAIN).length);
        assertEquals(4, data.places(Part.VALIDATION).length);
        assertEquals(6, data.places(Part.TEST).length);
        assertArrayEquals(new float[][] {{0}, {1}, {2}}, data.x(0));
        assertArrayEquals(new float[][] {{8}, {9}, {10}}, data.x(7));
        Targets.Labels labels = (Targets.Labels) data.targets();
        assertEquals(List.of("off", "on"), labels.classes());
        assertArrayEquals(
                new int[] {1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1},
                IntStream.range(0, 17).map(k -> labels.ids()[k][0]).toArray());
        assertSame(data.x(0)[1], data.x(1)[0]);
    }

    @Test
    void aWindowIsAnAnomalyIfAnyOfItsRowsIs() {
        Sequences data = windows().anomalies("broken");
        // from 0 to 7, then from 10 to 11, then from 14 to 17: each lies in its part
        assertArrayEquals(IntStream.range(0, 8).toArray(), data.places(Part.TRAIN));
        assertEquals(2, data.places(Part.VALIDATION).length);
        assertEquals(4, data.places(Part.TEST).length);
        Targets.Labels labels = (Targets.Labels) data.targets();
        assertEquals(List.of("false", "true"), labels.classes());
        assertArrayEquals(
                new int[] {0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0},
                IntStream.range(0, 14).map(k -> labels.ids()[k][0]).toArray());
        assertEquals(5, windows().stride(2).anomalies("broken").places(Part.TRAIN).length + 1);
    }

    @Test
    void whatCannotBeClassifiedIsSaid() {
        assertEquals(
                "column 'state' of 'engine' holds STRING, expected flags: true and false, or numbers that are 0 where all is"
                        + " well",
                ScalerTest.message(() -> windows().anomalies("state")));
        assertEquals(
                "'engine' has no column 'stat': did you mean 'state'? It has [heat, state, broken]",
                ScalerTest.message(() -> windows().labels("stat")));
        assertEquals(
                "the training part of 'engine' has no window of 3 steps with a value of 'state': shorten past(...), or train"
                        + " on more",
                ScalerTest.message(() -> windows().first(2, 4).labels("state")));
    }

    /** A million rows, and as many windows. */
    @Test
    void aMillionRowsAreReadyAtOnce() {
        double[] values = new double[1_000_000];
        Arrays.setAll(values, t -> Math.sin(t * 0.01) * t);
        Table table = Table.create(
                "long",
                DateTimeColumn.create(
                        "at", IntStream.range(0, values.length).mapToObj(t -> LocalDateTime.of(2000, 1, 1, 0, 0)
                                .plusMinutes(t))),
                DoubleColumn.create("y", values),
                DoubleColumn.create("x", values));
        long begin = System.nanoTime();
        Windows windows = Windows.of(table)
                .time("at")
                .target("y")
                .pastCovariates("x")
                .calendar(CalendarFeature.HOUR, CalendarFeature.DAY_OF_WEEK)
                .past(200)
                .horizon(50);
        assertTrue(windows.size() > 990_000);
        double ready = (System.nanoTime() - begin) / 1e9;
        assertEquals(
                64 * 200 * 6,
                windows.batch(Arrays.copyOf(windows.places(Part.TEST), 64)).past().length);
        double batch = (System.nanoTime() - begin) / 1e9 - ready;
        System.out.printf("a million rows: ready in %.2f s, a batch in %.3f s%n", ready, batch);
        assertTrue(ready < 6, ready + " s"); // 0.7 s on one core; the bound leaves room for a busy machine
    }
}
