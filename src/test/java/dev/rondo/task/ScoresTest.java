package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.metric.Classification;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** Tables and pictures of what models got right. */
class ScoresTest {
    @Test
    void aClassifiersTableHasARowForEachClass() {
        ClassifierScores scores = new ClassifierScores(
                new Classification(List.of("a", "b", "c"), new int[][] {{3, 1, 0}, {0, 2, 0}, {0, 0, 0}}, 0.5));
        Table table = scores.table();
        assertEquals(List.of("class", "count", "precision", "recall", "F1"), table.columnNames());
        assertEquals(List.of("a", "b", "c"), table.stringColumn("class").asList());
        assertArrayEquals(new double[] {4, 2, 0}, table.numberColumn("count").asDoubleArray());
        assertArrayEquals(
                new double[] {1, 2.0 / 3, Double.NaN},
                table.numberColumn("precision").asDoubleArray());
        assertTrue(table.numberColumn("recall").isMissing(2));
        assertEquals(0.8, table.doubleColumn("F1").get(1), 1e-12);
        assertEquals(5.0 / 6, scores.accuracy());
        assertEquals(0.5, scores.nats());
        assertEquals((6.0 / 7 + 0.8) / 2, scores.macroF1(), 1e-12);
        assertTrue(scores.toString().startsWith("accuracy 0.8333"), scores.toString());
        assertEquals("Chart[Confusion matrix: 3 x 3 heat map]", scores.plot().toString());
        assertTrue(scores.plot().png().length > 1000);
    }

    @Test
    void aRegressorsTableHasARowForEachOutput() {
        float[][] actual = {{1, 10}, {2, 10}, {3, 40}};
        float[][] predicted = {{1, 20}, {4, 10}, {2, 30}};
        RegressorScores scores = RegressorScores.of(actual, predicted);
        Table table = scores.table();
        assertEquals(List.of("output", "MSE", "RMSE", "MAE", "R2"), table.columnNames());
        assertArrayEquals(
                new double[] {5.0 / 3, 200.0 / 3}, table.numberColumn("MSE").asDoubleArray(), 1e-9);
        assertEquals(scores.mse(), (5.0 / 3 + 200.0 / 3) / 2, 1e-9);
        assertEquals(scores.rmse(), Math.sqrt(scores.mse()), 1e-9);
        assertTrue(scores.plot().png().length > 1000);
        assertTrue(
                scores.plot().toString().contains("output 0, output 1"),
                scores.plot().toString());
        assertEquals(scores, RegressorScores.of(new float[][] {{1, 10}, {2, 10}, {3, 40}}, predicted.clone()));
        assertNotEquals(scores, RegressorScores.of(actual, new float[][] {{1, 20}, {4, 10}, {2, 31}}));
    }

    @Test
    void ofManyPointsSomeAreDrawnSpreadOverAll() {
        assertArrayEquals(new int[] {0, 1, 2}, RegressorScores.drawn(3));
        assertEquals(2000, RegressorScores.drawn(2000).length);
        for (int count : new int[] {2001, 50_000, 123_457}) {
            int[] drawn = RegressorScores.drawn(count);
            assertTrue(drawn.length > 900 && drawn.length <= 2000, count + ": " + drawn.length);
            assertTrue(drawn[drawn.length - 1] > 0.99 * count, "to the end of " + count);
        }
    }
}
