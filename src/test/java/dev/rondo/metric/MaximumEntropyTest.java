package dev.rondo.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class MaximumEntropyTest {
    private static final MaximumEntropy.Options EXACT = new MaximumEntropy.Options(0.5, 1, 500, 1e-10);

    @Test
    void twoClassesAndOneFeatureSolveTheirEquation() {
        // By symmetry the weights are +-w and the bias is 0; of "f" 3 are x and 1 is y, of "g" the reverse. The slope
        // is 0 where 4 (3/4 - sigmoid(2 w)) = l2 w.
        List<List<String>> examples = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            examples.add(List.of("f"));
            labels.add(k < 3 ? "x" : "y");
            examples.add(List.of("g"));
            labels.add(k < 3 ? "y" : "x");
        }
        MaximumEntropy model = MaximumEntropy.train(examples, labels, EXACT);
        double w = model.weight("f", "x");
        assertTrue(w > 0.1, () -> "w is " + w);
        assertEquals(4 * (0.75 - 1 / (1 + Math.exp(-2 * w))), 0.5 * w, 1e-8);
        assertEquals(-w, model.weight("f", "y"), 1e-8);
        assertEquals(-w, model.weight("g", "x"), 1e-8);
        assertEquals(1 / (1 + Math.exp(-2 * w)), model.probabilities(List.of("f"))[0], 1e-8);
        assertArrayEquals(new double[] {0.5, 0.5}, model.probabilities(List.of("unknown")), 1e-8);
        assertEquals(0, model.weight("unknown", "x"));
        assertEquals("y", model.predict(List.of("g")));
    }

    /** Examples of some of six features, labelled by a rule with exceptions. */
    private static List<List<String>> examples(Random random, List<String> labels) {
        List<List<String>> examples = new ArrayList<>();
        for (int k = 0; k < 60; k++) {
            List<String> features = new ArrayList<>();
            for (String feature : List.of("a", "b", "c", "d", "e", "f")) {
                if (random.nextInt(3) == 0) {
                    features.add(feature);
                }
            }
            examples.add(features);
            boolean exception = random.nextInt(5) == 0;
            labels.add(exception ? "z" : features.contains("a") ? "x" : features.contains("b") ? "y" : "z");
        }
        return examples;
    }

    @Test
    void theGradientIsTheSlopeOfTheLoss() {
        List<String> labels = new ArrayList<>();
        List<List<String>> examples = examples(new Random(1), labels);
        examples.get(0).add(examples.get(0).isEmpty() ? "a" : examples.get(0).get(0)); // twice
        LogisticLoss loss = LogisticLoss.of(examples, labels, EXACT);
        double[] weights = new Random(2).doubles(loss.size(), -1, 1).toArray();
        double[] gradient = new double[weights.length];
        loss.value(weights, gradient);
        assertEquals(7 * 3, weights.length);
        for (int i = 0; i < weights.length; i++) {
            double own = weights[i];
            weights[i] = own + 1e-5;
            double high = loss.value(weights, new double[weights.length]);
            weights[i] = own - 1e-5;
            double low = loss.value(weights, new double[weights.length]);
            weights[i] = own;
            assertEquals((high - low) / 2e-5, gradient[i], 1e-6, "weight " + i);
        }
    }

    @Test
    void trainingMeetsTheConstraintsOfMaximumEntropy() {
        // At the minimum, a feature's expected count less its actual one is -l2 w.
        List<String> labels = new ArrayList<>();
        List<List<String>> examples = examples(new Random(1), labels);
        MaximumEntropy model = MaximumEntropy.train(examples, labels, EXACT);
        assertEquals(List.of("x", "y", "z"), model.classes());
        assertEquals(6, model.features());
        for (String feature : List.of("a", "b", "c", "d", "e", "f")) {
            for (int c = 0; c < 3; c++) {
                double difference = 0;
                for (int k = 0; k < labels.size(); k++) {
                    if (examples.get(k).contains(feature)) {
                        difference += model.probabilities(examples.get(k))[c];
                        difference -= labels.get(k).equals(model.classes().get(c)) ? 1 : 0;
                    }
                }
                assertEquals(-0.5 * model.weight(feature, model.classes().get(c)), difference, 1e-6);
            }
        }
    }

    @Test
    void theOrderOfTheExamplesDoesNotMatter() {
        List<String> labels = new ArrayList<>();
        List<List<String>> examples = examples(new Random(5), labels);
        MaximumEntropy model = MaximumEntropy.train(examples, labels, EXACT);
        double[] same = MaximumEntropy.train(examples, labels, EXACT).probabilities(List.of("a", "d"));
        assertArrayEquals(model.probabilities(List.of("a", "d")), same, 0, "bit for bit");
        Collections.reverse(examples);
        Collections.reverse(labels);
        double[] other = MaximumEntropy.train(examples, labels, EXACT).probabilities(List.of("a", "d"));
        assertArrayEquals(model.probabilities(List.of("a", "d")), other, 1e-8);
    }

    @Test
    void rareFeaturesAreLeftOut() {
        List<List<String>> examples = List.of(List.of("a", "once"), List.of("a"), List.of("b", "b"), List.of("c"));
        List<String> labels = List.of("x", "x", "y", "y");
        MaximumEntropy model = MaximumEntropy.train(examples, labels);
        assertEquals(2, model.features(), "a and b");
        assertEquals(0, model.weight("once", "x"));
        assertTrue(model.weight("a", "x") > 0);
        assertTrue(model.weight("b", "y") > 0);
        assertEquals("MaximumEntropy[features=2, classes=2]", model.toString());
    }

    @Test
    void theOptimiserFindsAHardMinimum() {
        // A valley 10^4 times as steep across as along, turned; its minimum is at (3, -2).
        Lbfgs.Objective valley = (x, gradient) -> {
            double across = x[0] + x[1] - 1;
            double along = x[0] - x[1] - 5;
            gradient[0] = 1e4 * across + along;
            gradient[1] = 1e4 * across - along;
            return (1e4 * across * across + along * along) / 2;
        };
        double[] x = {50, 70};
        assertEquals(0, Lbfgs.minimise(valley, x, 200, 1e-12), 1e-9);
        assertArrayEquals(new double[] {3, -2}, x, 1e-5);
        double[] still = {50, 70};
        Lbfgs.minimise(valley, still, 200, 0.9999); // one step is enough to make the gradient that little shorter
        assertTrue(Math.abs(still[0] - 3) > 1, "the tolerance counts");
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertMessage("there are 0 examples and 0 labels", () -> MaximumEntropy.train(List.of(), List.of()));
        assertMessage(
                "there are 1 examples and 2 labels",
                () -> MaximumEntropy.train(List.of(List.of("a")), List.of("x", "y")));
        assertMessage("l2 is 0.0, expected a number above 0", () -> new MaximumEntropy.Options(0, 1, 1, 0));
        assertMessage(
                "rarest is 0 and iterations is 1, expected at least 1", () -> new MaximumEntropy.Options(1, 0, 1, 0));
        assertMessage("tolerance is 1.0, expected 0 or more", () -> new MaximumEntropy.Options(1, 1, 1, 1));
        MaximumEntropy model = MaximumEntropy.train(List.of(List.of("a")), List.of("x"));
        assertMessage("there is no class 'q', only [x]", () -> model.weight("a", "q"));
        assertEquals(1, model.probabilities(Arrays.asList("a"))[0], 0, "one class is certain");
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
