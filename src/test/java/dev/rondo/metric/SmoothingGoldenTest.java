package dev.rondo.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Exponential smoothing beside R's HoltWinters and, with a damped trend, statsmodels. */
class SmoothingGoldenTest {
    /** The numbers of each case, by field. */
    private static Map<String, Map<String, double[]>> cases(String file) throws IOException {
        Map<String, Map<String, double[]>> cases = new LinkedHashMap<>();
        String text;
        try (InputStream in = SmoothingGoldenTest.class.getResourceAsStream("/golden/" + file)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        text.lines().skip(1).forEach(line -> {
            String[] row = line.split("\t");
            cases.computeIfAbsent(row[0] + " " + row[1] + " " + row[2], key -> new LinkedHashMap<>())
                    .put(row[3], numbers(row[4]));
        });
        return cases;
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" "))
                .mapToDouble(number -> number.equals("NA") ? 0 : Double.parseDouble(number))
                .toArray();
    }

    private static ExponentialSmoothing method(String[] key) {
        return switch (key[0]) {
            case "simple" -> ExponentialSmoothing.simple();
            case "holt" -> ExponentialSmoothing.holt();
            case "additive" -> ExponentialSmoothing.holtWinters(Integer.parseInt(key[1]));
            default ->
                ExponentialSmoothing.holtWinters(Integer.parseInt(key[1])).multiplicative();
        };
    }

    private static ExponentialSmoothing.Parameters parameters(double... given) {
        return new ExponentialSmoothing.Parameters(given[0], given[1], given[2], given.length < 4 ? 1 : given[3]);
    }

    private static double sum(ExponentialSmoothing method, double[] history) {
        int start = method.season() != ExponentialSmoothing.Season.NONE
                ? method.period()
                : method.trend() == ExponentialSmoothing.Trend.NONE ? 1 : 2;
        return method.squaredError(history) * (history.length - start);
    }

    private static void assertNear(double[] expected, double[] actual, double share) {
        double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertArrayEquals(expected, actual, share * size);
    }

    @Test
    void givenParametersForecastAsInR() throws IOException {
        var cases = cases("smoothing.tsv");
        assertEquals(7, cases.size());
        cases.forEach((key, numbers) -> {
            String[] words = key.split(" ");
            double[] given = numbers(String.join(" ", Arrays.asList(words).subList(2, 5)));
            var method = method(words).with(parameters(given));
            double[] history = numbers.get("history");
            assertEquals(1, sum(method, history) / numbers.get("given error")[0], 1e-9, key);
            assertNear(numbers.get("given forecast"), method.forecast(history, 15), 1e-10);
        });
    }

    @Test
    void fittedParametersAreAsGoodAsThoseOfR() throws IOException {
        cases("smoothing.tsv").forEach((key, numbers) -> {
            var method = method(key.split(" "));
            double[] history = numbers.get("history");
            double ratio = sum(method, history) / numbers.get("fitted error")[0];
            assertTrue(ratio < 1 + 1e-6, key + " has " + ratio + " times the squared error of R's");
            var theirs = method.with(parameters(numbers.get("fitted parameters")));
            assertNear(numbers.get("fitted forecast"), theirs.forecast(history, 15), 1e-8);
            if (ratio > 1 - 1e-6) { // the same minimum
                assertNear(numbers.get("fitted forecast"), method.forecast(history, 15), 3e-3);
            }
        });
    }

    @Test
    void dampedTrendsForecastAsInStatsmodels() throws IOException {
        var cases = cases("damped.tsv");
        assertEquals(4, cases.size());
        cases.forEach((key, numbers) -> {
            String[] words = key.split(" ");
            double[] given = numbers(String.join(" ", Arrays.asList(words).subList(2, 6)));
            double[] history = numbers.get("history");
            var damped = method(words).damped();
            var method = damped.with(parameters(given));
            assertEquals(1, sum(method, history) / numbers.get("given error")[0], 1e-9, key);
            assertNear(numbers.get("given forecast"), method.forecast(history, 15), 1e-10);
            if (numbers.containsKey("fitted error")) {
                double ratio = sum(damped, history) / numbers.get("fitted error")[0];
                assertTrue(ratio < 1 + 1e-5, key + " has " + ratio + " times the squared error of statsmodels'");
            }
        });
    }
}
