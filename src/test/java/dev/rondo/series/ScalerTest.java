package dev.rondo.series;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ScalerTest {
    private static final List<Scaler> ALL = List.of(
            Scaler.none(),
            Scaler.standard(),
            Scaler.minMax(),
            Scaler.robust(),
            Scaler.log(),
            Scaler.difference(),
            Scaler.seasonalDifference(12),
            Scaler.log().then(Scaler.standard()),
            Scaler.log().then(Scaler.difference()),
            Scaler.standard().then(Scaler.difference()).then(Scaler.minMax()),
            Scaler.log()
                    .then(Scaler.seasonalDifference(12))
                    .then(Scaler.difference())
                    .then(Scaler.robust()),
            Scaler.difference().then(Scaler.difference()).then(Scaler.seasonalDifference(3)));

    @Test
    void whatIsTransformedComesBack() {
        SplittableRandom random = new SplittableRandom(1);
        for (Scaler scaler : ALL) {
            for (int round = 0; round < 20; round++) {
                double size = Math.pow(10, random.nextInt(-3, 7));
                double[] values = random.doubles(60, size, 3 * size).toArray();
                FittedScaler fitted = scaler.fit(Arrays.copyOf(values, 40));
                double[] transformed = fitted.transform(values);
                int from = 20 + random.nextInt(20);
                double[] back = fitted.invert(
                        Arrays.copyOf(values, from), Arrays.copyOfRange(transformed, from, values.length));
                for (int t = from; t < values.length; t++) {
                    assertEquals(values[t], back[t - from], 1e-9 * values[t], scaler + " at " + t);
                }
            }
        }
    }

    @Test
    void aForecastOfDifferencesIsAddedUpFromTheLastRealValues() {
        FittedScaler once = Scaler.difference().fit(new double[] {1, 2, 4});
        assertArrayEquals(new double[] {11, 13, 16}, once.invert(new double[] {7, 10}, new double[] {1, 2, 3}));
        FittedScaler season = Scaler.seasonalDifference(2).fit(new double[] {1, 2, 4});
        assertArrayEquals(new double[] {8, 12, 11, 16}, season.invert(new double[] {7, 10}, new double[] {1, 2, 3, 4}));
        assertArrayEquals(new double[] {Double.NaN, Double.NaN, 3}, season.transform(new double[] {1, 2, 4}));
    }

    @Test
    void theScalesAreThoseOfTheField() {
        double[] values = {2, 4, 4, 4, 5, 5, 7, 9}; // mean 5, deviation 2
        assertArrayEquals(new double[] {0, 2}, Scaler.standard().fit(values).transform(new double[] {5, 9}));
        assertArrayEquals(new double[] {0, 1, 2}, Scaler.minMax().fit(values).transform(new double[] {2, 9, 16}));
        // quartiles of 1..5 are 2 and 4
        assertArrayEquals(
                new double[] {0, 1},
                Scaler.robust().fit(new double[] {5, 1, 4, 2, 3}).transform(new double[] {3, 5}));
        FittedScaler rare = Scaler.robust().fit(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 3000});
        assertArrayEquals(new double[] {0, 3000 / 900.0}, rare.transform(new double[] {0, 3000}), 1e-12);
        assertArrayEquals(new double[] {1}, Scaler.log().fit(values).transform(new double[] {Math.E}), 1e-15);
    }

    @Test
    void aConstantSeriesIsNotDividedByZero() {
        double[] constant = {0.1, 0.1, 0.1};
        for (Scaler scaler : List.of(Scaler.standard(), Scaler.minMax(), Scaler.robust())) {
            assertArrayEquals(new double[3], scaler.fit(constant).transform(constant), 1e-15);
            assertArrayEquals(new double[] {0.9}, scaler.fit(constant).transform(new double[] {1}), 1e-15);
        }
    }

    @Test
    void aFittedScalerGoesThroughJson() {
        FittedScaler fitted = Scaler.log()
                .then(Scaler.seasonalDifference(2))
                .then(Scaler.standard())
                .fit(new double[] {1, 2, 4, 7, 9});
        Gson gson = new Gson();
        assertEquals(fitted, gson.fromJson(gson.toJson(fitted), FittedScaler.class));
    }

    @Test
    void equalScalersAreEqual() {
        Scaler one = Scaler.log().then(Scaler.seasonalDifference(12)).then(Scaler.standard());
        assertEquals(one, Scaler.log().then(Scaler.seasonalDifference(12).then(Scaler.standard())));
        assertEquals(
                one.hashCode(),
                Scaler.log()
                        .then(Scaler.seasonalDifference(12).then(Scaler.standard()))
                        .hashCode());
        assertNotEquals(Scaler.difference(), Scaler.seasonalDifference(2));
        assertEquals("log().then(seasonalDifference(12)).then(standard())", one.toString());
        assertEquals("none()", Scaler.none().toString());
    }

    @Test
    void whatCannotBeScaledIsSaid() {
        assertEquals(
                "log() of -1.0: expected numbers above 0: add a constant to the column, or take another scaler",
                message(() -> Scaler.log().fit(new double[] {1, -1})));
        assertTrue(message(() -> Scaler.log().fit(new double[] {1, 2}).transform(new double[] {0}))
                .startsWith("log() of 0.0:"));
        assertEquals("period is 0, expected at least 1, such as 12", message(() -> Scaler.seasonalDifference(0)));
        assertEquals(
                "the scaler seasonalDifference(12).then(standard()) is to be fitted on 12 values: expected more than the"
                        + " 12 that its differences take, and at least 1: train on more, or take another scaler",
                message(() ->
                        Scaler.seasonalDifference(12).then(Scaler.standard()).fit(new double[12])));
        assertEquals(
                "invert came with 1 numbers before, expected at least 2 to add the differences to",
                message(() ->
                        Scaler.seasonalDifference(2).fit(new double[] {1, 2, 3}).invert(new double[1], new double[1])));
    }

    static String message(Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }
}
