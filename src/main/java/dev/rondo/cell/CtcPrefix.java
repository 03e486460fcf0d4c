package dev.rondo.cell;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A labelling so far, in the tree of all that a {@link CtcSearch} has ever kept: one that it drops and comes back to is
 * the same again, so nothing is counted twice.
 */
final class CtcPrefix {
    private static final Reading NOTHING = new Reading(CtcLanguage.none(), 0, new double[0]);

    private final @Nullable CtcPrefix shorter;
    private final int label; // the last; -1 where there is none
    private final Map<Integer, CtcPrefix> longer = new HashMap<>();

    private boolean kept;
    private double blank; // ln p of the paths so far that end in a blank
    private double labelled; // of those that end in the last label
    private double total; // of both
    private Reading reading = NOTHING; // while kept

    /**
     * What language and bonus say.
     *
     * @param language the language, having read the labelling
     * @param lead what both add to its score
     * @param leads what they add to that of a longer one, by its last label
     */
    record Reading(CtcLanguage language, double lead, double[] leads) {}

    private CtcPrefix(@Nullable CtcPrefix shorter, int label) {
        this.shorter = shorter;
        this.label = label;
    }

    /** Makes the labelling of no label. */
    static CtcPrefix empty() {
        return new CtcPrefix(null, -1);
    }

    /** Returns the labelling that is one label longer. */
    CtcPrefix longer(int next) {
        return longer.computeIfAbsent(next, absent -> new CtcPrefix(this, next));
    }

    /** Returns whether the search has the labelling that is one label longer in its beam. */
    boolean keepsLonger(int next) {
        CtcPrefix found = longer.get(next);
        return found != null && found.kept;
    }

    /** Is kept for a frame, at which paths of these probabilities lead to it. */
    void keep(double endInBlank, double endInLabel) {
        kept = true;
        blank = endInBlank;
        labelled = endInLabel;
        total = LogSum.add(blank, labelled);
    }

    /** Takes what language and bonus say. */
    void read(Reading says) {
        reading = says;
    }

    /** Is kept no longer, if not kept again. */
    void release() {
        kept = false;
    }

    /** Forgets what was read where it has not been kept. */
    void forget() {
        reading = kept ? reading : NOTHING;
    }

    @SuppressWarnings("ReferenceEquality") // the one that stands for none
    boolean isRead() {
        return reading != NOTHING;
    }

    Reading reading() {
        return reading;
    }

    int label() {
        return label;
    }

    /** Returns ln p of all paths so far. */
    double total() {
        return total;
    }

    /** Returns ln p of the paths that a label makes longer: its own label again only behind a blank. */
    double ways(int next) {
        return next == label ? blank : total;
    }

    /** Returns ln p of the paths, one frame on, that end in the last label, where ln p of it is given. */
    double labelledOn(double log) {
        if (shorter == null) {
            return LogSum.ZERO;
        }
        return log + (shorter.kept ? LogSum.add(labelled, shorter.ways(label)) : labelled);
    }

    /** Returns the labels, and one more if it is a label. */
    int[] labels(int more) {
        int size = more < 0 ? 0 : 1;
        for (CtcPrefix p = this; p.shorter != null; p = p.shorter) {
            size++;
        }
        int[] labels = new int[size];
        if (more >= 0) {
            labels[--size] = more;
        }
        for (CtcPrefix p = this; p.shorter != null; p = p.shorter) {
            labels[--size] = p.label;
        }
        return labels;
    }
}
