package dev.rondo.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class HistoryTest {
    private final History history = new History(
            "nats per character",
            "characters",
            List.of(epoch(1, 3, 2.5), epoch(2, 2, 2.25), epoch(3, 1, 2.75)),
            History.End.FINISHED,
            Map.of("2-gram", 2.4));

    private static History.Epoch epoch(int number, double training, double validation) {
        return new History.Epoch(number, training, validation, Map.of("perplexity", 9.0), 0.5, 1e-3, 1000, 2);
    }

    @Test
    void theTableHasARowForEachEpoch() {
        Table table = history.table();
        assertEquals(
                List.of(
                        "epoch",
                        "training",
                        "validation",
                        "gradient norm",
                        "learning rate",
                        "characters per second",
                        "seconds",
                        "perplexity"),
                table.columnNames());
        assertArrayEquals(
                new double[] {2.5, 2.25, 2.75}, table.doubleColumn("validation").asDoubleArray());
        assertEquals(9, table.doubleColumn("perplexity").get(2));
    }

    @Test
    void theBestIsTheLowestValidation() {
        assertEquals(2, history.best().number());
        assertEquals(3, history.last().number());
        History unwatched = new History("l", "u", List.of(epoch(1, 2, Double.NaN)), History.End.FINISHED, Map.of());
        assertEquals(1, unwatched.best().number());
    }

    @Test
    void theCurveCarriesTheBaselines() {
        assertTrue(history.plot().toString().contains("2-gram"), history.plot().toString());
        assertTrue(history.plot().png().length > 1000);
    }

    @Test
    void theLossesComeByEpoch() {
        assertArrayEquals(new double[] {3, 2, 1}, history.training());
        assertArrayEquals(new double[] {2.5, 2.25, 2.75}, history.validation());
    }

    @Test
    void aKnownFloorIsALevelAndWhatLiesAboveItAColumn() {
        History floored = history.withFloor(2);
        assertEquals(OptionalDouble.of(2), floored.floor());
        assertArrayEquals(
                new double[] {0.5, 0.25, 0.75},
                floored.table().doubleColumn("excess").asDoubleArray());
        assertEquals(0.75, floored.excess());
        String plot = floored.plot().toString();
        assertTrue(plot.contains("2-gram, 2.400") && plot.contains("floor, 2.000"), plot);
        assertEquals(history.epochs(), floored.epochs());
        assertEquals(
                History.End.DIVERGED,
                floored.with(List.of(), History.End.DIVERGED).end());
        assertEquals(
                floored.floor(), floored.with(List.of(), History.End.DIVERGED).floor());
    }

    @Test
    void withoutAValidationPartTheTrainingLossIsComparedWithTheFloor() {
        History unwatched =
                new History("l", "u", List.of(epoch(1, 2, Double.NaN)), History.End.FINISHED, Map.of()).withFloor(-1);
        assertEquals(3, unwatched.excess());
        assertArrayEquals(
                new double[] {3}, unwatched.table().doubleColumn("excess").asDoubleArray());
    }

    @Test
    void withoutAFloorThereIsNoExcess() {
        assertTrue(history.floor().isEmpty());
        assertFalse(history.plot().toString().contains("floor"));
        assertFalse(history.table().columnNames().contains("excess"));
        assertEquals(
                "the lowest loss that is possible on this data is not known: look at last()",
                assertThrows(IllegalStateException.class, history::excess).getMessage());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> history.withFloor(Double.NaN))
                .getMessage()
                .startsWith("floor is NaN, expected a finite loss"));
        History none = new History("l", "u", List.of(), History.End.INTERRUPTED, Map.of()).withFloor(1);
        assertTrue(assertThrows(IllegalStateException.class, none::excess)
                .getMessage()
                .contains("no epoch was finished"));
    }

    @Test
    void anEmptyHistorySaysWhy() {
        History none = new History("l", "u", List.of(), History.End.INTERRUPTED, Map.of());
        assertTrue(assertThrows(IllegalStateException.class, none::last)
                .getMessage()
                .contains("INTERRUPTED"));
        assertEquals(0, none.table().rowCount());
    }
}
