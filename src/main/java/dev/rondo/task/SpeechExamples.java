package dev.rondo.task;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.rondo.cell.Ctc;
import dev.rondo.data.Audio;
import dev.rondo.data.Augmentation;
import dev.rondo.data.Part;
import dev.rondo.data.Speech;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Recordings to learn from. The features of each are computed when it is first read, and kept; of recordings that are
 * changed anew in each epoch they are computed batch by batch, and not kept.
 */
final class SpeechExamples implements Examples {
    private static final Augmentation NONE = Augmentation.none();

    private final SpeechSpec spec;
    private final Speech data; // at the model's rate
    private final int[][] labels;
    private final Augmentation changes;
    private final boolean keepsSound; // what changes is left out of the features alone
    private final long seed;
    private final float[][][] frames; // (recordings)(frames)(features); null where not yet read

    SpeechExamples(SpeechSpec spec, Speech data, Augmentation changes, long seed) {
        this.spec = spec;
        this.data = data.rate() == spec.rate() ? data : data.each(audio -> audio.resampled(spec.rate()));
        this.labels = spec.labels(data);
        this.changes = changes;
        this.keepsSound = changes.gain().equals(NONE.gain())
                && changes.shift().equals(NONE.shift())
                && changes.noise().equals(NONE.noise());
        this.seed = seed;
        this.frames = new float[data.size()][][];
    }

    /** Returns what is said, by the numbers of the symbols, (recordings)(symbols). */
    int[][] labels() {
        return labels;
    }

    /** Refuses recordings to learn from that are too short for their transcripts. */
    void requireRoom(Part... parts) {
        for (Part part : parts) {
            for (int place : data.places(part)) {
                if (!hasRoom(data.audio(place), place)) {
                    throw new IllegalArgumentException("recording " + place + " of '" + data.name() + "' has "
                            + length(place) + " steps, but its " + labels[place].length + " symbols need "
                            + Ctc.frames(labels[place])
                            + ", one each and one between two that are the same: take a shorter hop or stack fewer"
                            + " frames, or leave the recording out by where(...)");
                }
            }
        }
    }

    /** Refuses changes that would leave nothing of a recording to learn from. */
    void requireLonger() {
        for (int place : data.places(Part.TRAIN)) {
            if (data.audio(place).seconds() <= -changes.shift().low()) {
                throw new IllegalArgumentException("recording " + place + " of '" + data.name() + "' is "
                        + data.audio(place).seconds() + " seconds long, but augmented(...) may cut off "
                        + -changes.shift().low() + ": shift by less, or leave the recording out by where(...)");
            }
        }
    }

    private boolean hasRoom(Audio audio, int place) {
        return spec.steps(audio) >= Ctc.frames(labels[place]);
    }

    @Override
    public String name() {
        return data.name();
    }

    @Override
    public int[] places(Part part) {
        return data.places(part);
    }

    @Override
    public int length(int place) {
        return spec.steps(data.audio(place));
    }

    @Override
    public NDList inputs(NDManager manager, SequenceBatch batch) {
        Arrays.stream(batch.places()).parallel().forEach(this::frames);
        return new NumberSource(place -> spec.stacked(frames(place))).inputs(manager, batch);
    }

    private float[][] frames(int place) {
        if (frames[place] == null) {
            frames[place] = spec.features().of(data.audio(place));
        }
        return frames[place];
    }

    @Override
    public Source inEpoch(int epoch, int[] places) {
        if (changes.equals(NONE)) {
            return this;
        }
        Map<Integer, float[][]> changed = new ConcurrentHashMap<>();
        Arrays.stream(places).parallel().forEach(place -> changed.put(place, changed(epoch, place)));
        return new NumberSource(place -> Objects.requireNonNull(changed.get(place)));
    }

    /** Changes a recording; its sound stays where too little would be left of it to say all symbols. */
    private float[][] changed(int epoch, int place) {
        SplittableRandom random = new SplittableRandom((seed * 1_000_003 + epoch) * 1_000_003 + place);
        if (keepsSound) {
            return spec.stacked(changes.of(frames(place), random));
        }
        Audio audio = data.audio(place);
        Audio changed = changes.of(audio, random);
        float[][] heard = spec.features().of(hasRoom(changed, place) ? changed : audio);
        return spec.stacked(changes.of(heard, random));
    }

    @Override
    public int contentHash() {
        int hash = 0;
        for (int place : data.places(Part.ALL)) {
            hash = 31 * hash + data.audio(place).hashCode();
        }
        return hash;
    }

    @Override
    public OptionalDouble floor() {
        return OptionalDouble.empty();
    }

    @Override
    public String toString() {
        return data + ", " + spec + (changes.equals(NONE) ? "" : ", " + changes);
    }
}
