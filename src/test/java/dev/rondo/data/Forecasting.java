package dev.rondo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/** What the tests of series do with them. */
final class Forecasting {
    private Forecasting() {}

    static double[] values(Table table) {
        return table.doubleColumn("value").asDoubleArray();
    }

    /** The mean squared error of a linear forecast of a step from the last values, fitted by least squares. */
    static double linearError(double[] train, double[] test, int past, int step) {
        double[][] normal = new double[past + 1][past + 2];
        for (int t = past; t + step <= train.length; t++) {
            double[] row = row(train, t, past, step);
            for (int i = 0; i <= past; i++) {
                for (int j = 0; j <= past + 1; j++) {
                    normal[i][j] += row[i] * row[j];
                }
            }
        }
        double[] weights = solved(normal);
        double sum = 0;
        int count = 0;
        for (int t = past; t + step <= test.length; t++, count++) {
            double[] row = row(test, t, past, step);
            double error = row[past + 1];
            for (int i = 0; i <= past; i++) {
                error -= weights[i] * row[i];
            }
            sum += error * error;
        }
        return sum / count;
    }

    /** One, the last values, and the one that comes so many steps on. */
    private static double[] row(double[] x, int t, int past, int step) {
        double[] row = new double[past + 2];
        row[0] = 1;
        for (int k = 1; k <= past; k++) {
            row[k] = x[t - k];
        }
        row[past + 1] = x[t + step - 1];
        return row;
    }

    private static double[] solved(double[][] rows) {
        int n = rows.length;
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < n; i++) { // the matrix is positive definite
                double share = i == k ? 0 : rows[i][k] / rows[k][k];
                for (int j = k; j <= n && i != k; j++) {
                    rows[i][j] -= share * rows[k][j];
                }
            }
        }
        return IntStream.range(0, n).mapToDouble(k -> rows[k][n] / rows[k][k]).toArray();
    }

    /** Holds that a longer table begins with a shorter one, and that the seed decides. */
    static void assertDraws(SeriesSource source, SeriesSource other) {
        double[] longer = values(source.table(50));
        assertArrayEquals(Arrays.copyOf(longer, 20), values(source.table(20)));
        assertTrue(!Arrays.equals(longer, values(other.table(50))));
        Table table = source.table(5);
        assertArrayEquals(new int[] {0, 1, 2, 3, 4}, table.intColumn("step").asIntArray());
        assertEquals("squared error of a step", source.unit());
        assertEquals(source.floor(1), source.floor(), 0);
        double mean = (source.floor(1) + source.floor(2) + source.floor(3)) / 3;
        assertEquals(mean, source.meanFloor(3), 1e-12);
        Told.assertMessage("rows is 0, expected at least 1, such as 5000", () -> source.table(0));
        Told.assertMessage("step is 0, expected at least 1, such as 1", () -> source.floor(0));
        Told.assertMessage("horizon is 0, expected at least 1, such as 24", () -> source.meanFloor(0));
        Told.assertMessage("horizon is 0, expected at least 1, such as 24", () -> source.forecast(new double[] {1}, 0));
    }
}
