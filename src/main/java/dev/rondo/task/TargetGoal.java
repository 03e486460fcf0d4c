package dev.rondo.task;

import dev.rondo.data.Targets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A target for each sequence, or for each of its steps. */
interface TargetGoal extends Goal {
    /** Returns what is to be predicted. */
    Targets targets();

    @Override
    default int counted(int place) {
        return targets().counted(place);
    }

    @Override
    default int @Nullable [] steps(SequenceBatch batch) {
        int time = batch.time();
        int all = batch.size() * time;
        int counted = Arrays.stream(batch.places()).map(this::counted).sum();
        if (!targets().perStep() || counted == all) {
            return null;
        }
        return IntStream.range(0, all)
                .filter(k -> k % time < batch.length(k / time) && targets().counts(batch.places()[k / time], k % time))
                .toArray();
    }

    @Override
    default int contentHash() {
        return targets() instanceof Targets.Labels labels
                ? 31 * labels.classes().hashCode() + Arrays.deepHashCode(labels.ids())
                : Arrays.deepHashCode(((Targets.Numbers) targets()).values());
    }

    @Override
    default String unit() {
        return targets().perStep() ? "steps" : "sequences";
    }
}
