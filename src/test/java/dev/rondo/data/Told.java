package dev.rondo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

/** What the tests of sources read off sequences. */
final class Told {
    private Told() {}

    /** The label of a step, null where it does not count. */
    static @Nullable String label(Sequences sequences, int place, int step) {
        var labels = (Targets.Labels) sequences.targets();
        int id = labels.ids()[place][step];
        return id < 0 ? null : labels.classes().get(id);
    }

    static int[] labels(Sequences sequences, int place) {
        return ((Targets.Labels) sequences.targets()).ids()[place];
    }

    /** How often each class is told, over all steps that count. */
    static double[] shares(Sequences sequences) {
        var labels = (Targets.Labels) sequences.targets();
        double[] shares = new double[labels.classes().size()];
        int[] counted = Arrays.stream(labels.ids())
                .flatMapToInt(Arrays::stream)
                .filter(id -> id >= 0)
                .toArray();
        Arrays.stream(counted).forEach(id -> shares[id] += 1.0 / counted.length);
        return shares;
    }

    /** Holds that the same inputs and labels come again, in as many sequences as both have. */
    static void assertSameBeginning(Sequences shorter, Sequences longer) {
        for (int s = 0; s < Math.min(shorter.size(), longer.size()); s++) {
            assertArrayEquals(shorter.x(s), longer.x(s));
            assertArrayEquals(labels(shorter, s), labels(longer, s));
        }
    }

    static void assertMessage(String expected, Executable call) {
        assertEquals(
                expected, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
