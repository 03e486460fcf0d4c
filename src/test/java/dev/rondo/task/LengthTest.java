package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.data.Part;
import dev.rondo.data.Text;
import dev.rondo.nn.Rnn;
import dev.rondo.train.Event;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a step takes does not depend on how long the text is. The bench {@code length} measures it in a process. */
@Tag("engine")
class LengthTest {
    private static final Fit FIT = Fit.epochs(1).batch(4).steps(20).adam(0.01).quiet();

    private static Text text(int length) {
        StringBuilder text = new StringBuilder();
        new SplittableRandom(length).ints(length - 26, 'a', 'z' + 1).forEach(text::appendCodePoint);
        return Text.characters("letters", text + "abcdefghijklmnopqrstuvwxyz").split(0.95, 0.01);
    }

    /** Returns how many bytes the engine holds at the end of each step: weights, state and what was made. */
    private static List<Long> bytes(Text text, int steps) {
        List<Long> bytes = new ArrayList<>();
        try (LanguageModel model = LanguageModel.of(Rnn.lstm(16).layers(2).dropout(0.1), text)) {
            History history = model.fit(text, FIT.listener(event -> {
                if (event instanceof Event.Stepped) {
                    bytes.add(model.manager().getManagedArrays().stream()
                            .mapToLong(array -> array.getShape().size()
                                    * array.getDataType().getNumOfBytes())
                            .sum());
                    if (bytes.size() == steps) {
                        Thread.currentThread().interrupt();
                    }
                }
            }));
            assertEquals(History.End.INTERRUPTED, history.end());
        }
        return bytes;
    }

    @Test
    void aHundredTimesTheTextTakesNoMoreInAStep() {
        List<Long> shorter = bytes(text(4_000), 8);
        assertEquals(8, shorter.size());
        assertTrue(shorter.get(0) > 100_000, () -> "weights, logits and all: " + shorter);
        assertEquals(shorter, bytes(text(400_000), 8));
    }

    @Test
    void theWindowsOfAnEpochAreMadeOneByOne() {
        Text text = text(3_000_000);
        LanguageModel model = LanguageModel.of(Rnn.gru(2), text);
        var learner = new LanguageLearner(
                model, text.split(0.95, 0), Fit.epochs(1).batch(1).steps(1), 0);
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        long before = runtime.totalMemory() - runtime.freeMemory();
        List<LanguageLearner.Window> windows = learner.batches(1);
        assertEquals(text.length(Part.TRAIN) - 1, windows.size());
        Iterator<LanguageLearner.Window> all = windows.iterator();
        int from = 0;
        while (all.hasNext()) {
            assertEquals(from++, all.next().from());
        }
        System.gc();
        long held = runtime.totalMemory() - runtime.freeMemory() - before;
        assertTrue(held < 20_000_000, () -> "bytes for nearly three million windows: " + held);
        assertEquals(text.length(Part.TRAIN) - 1, from);
        assertEquals(windows.get(7), learner.batches(1).get(7));
    }

    @Test
    void baselinesStopWhereTheirCountsWouldFillTheHeap() {
        Text text = text(4_000);
        LanguageModel model = LanguageModel.of(Rnn.gru(2), text);
        LanguageLearner learner = new LanguageLearner(model, text, FIT, 0);
        assertEquals(5, learner.blank().baselines().size());
        var few = learner.baselines(26 + 26 * 26);
        assertEquals(List.of("1-gram", "2-gram"), List.copyOf(few.keySet()));
        assertEquals(learner.blank().baselines().get("2-gram"), few.get("2-gram"));
        assertEquals(0, learner.baselines(25).size());
    }
}
