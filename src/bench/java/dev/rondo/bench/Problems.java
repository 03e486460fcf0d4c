package dev.rondo.bench;

import dev.rondo.data.AddingProblem;
import dev.rondo.data.CopyingProblem;
import dev.rondo.data.ReberGrammar;
import dev.rondo.data.Sequences;
import dev.rondo.nn.Engines;
import dev.rondo.nn.Init;
import dev.rondo.nn.Rnn;
import dev.rondo.task.Prediction;
import dev.rondo.task.SequenceClassifier;
import dev.rondo.task.SequenceRegressor;
import dev.rondo.train.Fit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What networks reach on problems that need a long memory: adding over 100 steps, copying over 20, the embedded Reber
 * grammar; three seeds each, trained a fixed number of epochs and judged by sequences that were drawn afterwards.
 */
final class Problems {
    private static final String ONE = System.getProperty("rondo.bench.problem", "");
    private static final int SEEDS = Integer.getInteger("rondo.bench.seeds", 3);
    private static final int BATCH = 50;
    private static final long FRESH = 1000; // what is added to a seed for the sequences that judge
    private static final int JUDGED = 2000;

    /** One network's figures, a seed each. */
    private record Row(String name, List<Double> reached, List<Double> seconds) {
        @Override
        public String toString() {
            String cells = reached.stream()
                    .map(each -> String.format(Locale.ROOT, "%.4f", each))
                    .collect(Collectors.joining(" | "));
            return String.format(Locale.ROOT, "| %s | %s | %s | %.0f |", Engines.name(), name, cells, longest());
        }

        double longest() {
            return seconds.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        }
    }

    private interface Trial {
        double reached(Rnn rnn, long seed);
    }

    private Problems() {}

    static void main() {
        Map<String, Runnable> all = new LinkedHashMap<>();
        all.put("adding", Problems::adding);
        all.put("rectifiers", Problems::rectifiers);
        all.put("copying", Problems::copying);
        all.put("reber", Problems::reber);
        if (ONE.isEmpty()) {
            all.values().forEach(Runnable::run);
        } else if (all.containsKey(ONE)) {
            all.get(ONE).run();
        } else {
            throw new IllegalArgumentException("rondo.bench.problem=" + ONE + ": expected one of " + all.keySet());
        }
    }

    private static void adding() {
        AddingProblem problem = AddingProblem.of(100);
        System.out.printf(
                Locale.ROOT,
                "%n## Adding over 100 steps, squared error; the best constant: %.4f%n%n",
                problem.constant());
        Map<String, Rnn> networks = new LinkedHashMap<>();
        networks.put("LSTM", Rnn.lstm(64));
        networks.put("GRU", Rnn.gru(64));
        networks.put("tanh", Rnn.tanh(64));
        table(networks, (rnn, seed) -> added(problem.seed(seed), rnn, seed, 0.01));
    }

    private static void rectifiers() {
        AddingProblem problem = AddingProblem.of(100);
        System.out.printf(
                Locale.ROOT,
                "%n## Adding over 100 steps by rectifiers, squared error; the best constant: %.4f%n%n",
                problem.constant());
        Map<String, Rnn> networks = new LinkedHashMap<>();
        networks.put("orthogonal start", Rnn.relu(64));
        networks.put("IRNN as published", Rnn.relu(64).init(Init.irnn()));
        table(networks, (rnn, seed) -> added(problem.seed(seed), rnn, seed, 0.001));
    }

    private static double added(AddingProblem problem, Rnn rnn, long seed, double rate) {
        Sequences data = problem.sequences(10_000);
        try (SequenceRegressor model = SequenceRegressor.of(rnn, data).seed(seed)) {
            model.fit(data, fit(20).adam(rate));
            return model.evaluate(problem.seed(seed + FRESH).sequences(JUDGED)).mse();
        }
    }

    private static void copying() {
        CopyingProblem problem = CopyingProblem.of(20);
        System.out.printf(
                Locale.ROOT,
                "%n## Copying over 20 steps, nats per step; without a memory: %.4f%n%n",
                problem.memoryless());
        Map<String, Rnn> networks = new LinkedHashMap<>();
        networks.put("LSTM", Rnn.lstm(128));
        networks.put("GRU", Rnn.gru(128));
        table(networks, (rnn, seed) -> {
            boolean gru = rnn.equals(networks.get("GRU"));
            Sequences data = problem.seed(seed).sequences(20_000);
            try (SequenceClassifier model = SequenceClassifier.of(rnn, data).seed(seed)) {
                model.fit(data, fit(40).adam(gru ? 0.003 : 0.005).cosine());
                return model.evaluate(problem.seed(seed + FRESH).sequences(JUDGED))
                        .nats();
            }
        });
    }

    private static void reber() {
        ReberGrammar grammar = ReberGrammar.embedded();
        List<Double> right = new ArrayList<>();
        System.out.printf(
                Locale.ROOT,
                "%n## Embedded Reber grammar, bits a string beyond its entropy; the entropy: %.0f%n%n",
                grammar.bits());
        table(Map.of("LSTM", Rnn.lstm(32)), (rnn, seed) -> {
            Sequences data = grammar.seed(seed).sequences(10_000);
            try (SequenceClassifier model = SequenceClassifier.of(rnn, data).seed(seed)) {
                model.fit(data, fit(20).adam(0.005).cosine());
                ReberGrammar fresh = grammar.seed(seed + FRESH);
                right.add(right(model, fresh));
                return beyond(model, fresh);
            }
        });
        System.out.println("\nOf the symbols that hang on the second one, right: "
                + right.stream()
                        .map(share -> String.format(Locale.ROOT, "%.4f", share))
                        .toList());
    }

    /** Returns how many bits more than the grammar itself a model needs for a string, on average. */
    private static double beyond(SequenceClassifier model, ReberGrammar grammar) {
        Sequences data = grammar.sequences(JUDGED);
        List<String> strings = grammar.strings(JUDGED);
        double nats = 0;
        for (int s = 0; s < JUDGED; s++) {
            String string = strings.get(s);
            List<Prediction> steps = model.predictSteps(data.x(s));
            for (int t = 0; t < steps.size(); t++) {
                String next = string.substring(t + 1, t + 2);
                nats += Math.log(grammar.next(string.substring(0, t + 1)).get(next));
                nats -= Math.log(steps.get(t).probability(next));
            }
        }
        return nats / Math.log(2) / JUDGED;
    }

    private static double right(SequenceClassifier model, ReberGrammar grammar) {
        Sequences data = grammar.sequences(JUDGED);
        List<String> strings = grammar.strings(JUDGED);
        int right = 0;
        for (int s = 0; s < JUDGED; s++) {
            int step = grammar.longMemoryStep(strings.get(s));
            String told = model.predictSteps(data.x(s)).get(step).label();
            right += told.equals(strings.get(s).substring(step + 1, step + 2)) ? 1 : 0;
        }
        return (double) right / JUDGED;
    }

    private static Fit fit(int epochs) {
        return Fit.epochs(epochs).batch(BATCH).clipNorm(1).quiet();
    }

    private static void table(Map<String, Rnn> networks, Trial trial) {
        System.out.println("| engine | network | "
                + LongStream.rangeClosed(1, SEEDS).mapToObj(s -> "seed " + s).collect(Collectors.joining(" | "))
                + " | longest, s |");
        System.out.println("|---".repeat(SEEDS + 3) + "|");
        networks.forEach((name, rnn) -> {
            Row row = new Row(name, new ArrayList<>(), new ArrayList<>());
            for (long seed = 1; seed <= SEEDS; seed++) {
                long start = System.nanoTime();
                row.reached().add(trial.reached(rnn, seed));
                row.seconds().add(Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3);
            }
            System.out.println(row);
        });
    }
}
