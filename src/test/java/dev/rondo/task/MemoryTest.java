package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.ChildJvm;
import dev.rondo.data.Datasets;
import dev.rondo.data.Text;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Event;
import dev.rondo.train.Fit;
import dev.rondo.train.Optimizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A thousand steps in a process of its own: the resident size is flat after the first hundred. */
@Tag("engine")
class MemoryTest {
    @Test
    void aThousandStepsTakeNoMoreThanAHundred() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/status")), "Linux tells the resident size");
        // The heap is there from the start: what grows is native.
        List<String> options = List.of("-Xmx64m", "-Xms64m", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1");
        Process process = ChildJvm.of(Child.class, options).start();
        List<String> lines = new ArrayList<>(process.inputReader().lines().toList());
        process.waitFor();
        lines.removeIf(line -> !line.matches("\\d+ \\d+"));
        assertTrue(lines.size() == 10, () -> "expected ten sizes, got " + lines);
        long early = Long.parseLong(lines.get(0).split(" ")[1]);
        long late = Long.parseLong(lines.get(9).split(" ")[1]);
        // The logits of a step are 79 kB, the state that is carried 8 kB: 71 MB and 7 MB, if each stayed behind.
        assertTrue(late - early < 24_000, () -> "kB after steps: " + lines);
    }

    /** What is too small to see in the resident size is counted. */
    static Stream<Optimizer> optimizers() {
        return Stream.of(
                new Optimizer.Sgd(0.01, 0, false, 0),
                new Optimizer.Sgd(0.01, 0.9, false, 0.01),
                new Optimizer.Sgd(0.01, 0.9, true, 0.01),
                new Optimizer.Adam(0.01, 0.9, 0.999, 1e-8, 0.01),
                new Optimizer.AdamW(0.01, 0.9, 0.999, 1e-8, 0.01),
                new Optimizer.RmsProp(0.01, 0.99, 1e-8, 0, 0.01),
                new Optimizer.RmsProp(0.01, 0.99, 1e-8, 0.9, 0),
                new Optimizer.Adagrad(0.01, 0, 0, 1e-10, 0.01),
                new Optimizer.Adadelta(1, 0.9, 1e-6, 0.01));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void noArrayStaysBehind(Optimizer optimizer) {
        Text text = Datasets.verse().split(0.1, 0.01);
        LanguageModel model = LanguageModel.of(Rnn.lstm(8).layers(2).dropout(0.1), text);
        int before = model.manager().getManagedArrays().size();
        List<Integer> during = new ArrayList<>();
        model.fit(
                text,
                Fit.epochs(3)
                        .batch(8)
                        .steps(42)
                        .optimizer(optimizer)
                        .clipValue(1)
                        .patience(3)
                        .quiet()
                        .listener(event -> {
                            if (event instanceof Event.Stepped) {
                                during.add(model.manager().getManagedArrays().size());
                            }
                        }));
        model.evaluate(text);
        assertEquals(before, model.manager().getManagedArrays().size());
        int second = during.size() / 2; // room for the weights of the best epoch was made at the end of the first
        assertEquals(during.get(second), during.get(during.size() - 1), () -> "arrays after each step: " + during);
    }

    /** Trains and prints its resident size in kB each hundred steps. */
    static final class Child {
        public static void main(String[] args) {
            Text text = Datasets.verse().split(0.99, 0.01);
            int[] steps = {0};
            Fit fit = Fit.epochs(5)
                    .batch(8)
                    .steps(42)
                    .adam(1e-3)
                    .clipNorm(1)
                    .quiet()
                    .listener(event -> {
                        if (event instanceof Event.Stepped && ++steps[0] % 100 == 0 && steps[0] <= 1000) {
                            System.out.println(steps[0] + " " + resident());
                        }
                    });
            LanguageModel.of(Rnn.lstm(64).layers(2).dropout(0.1), text).fit(text, fit);
        }

        private static long resident() {
            try {
                return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                        .findFirst()
                        .orElseThrow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
