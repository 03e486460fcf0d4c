package dev.rondo.cell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Prefix beam search: frame by frame, the best labellings so far, each with all of its paths.
 *
 * <p>At a frame a labelling stays as it is, by a blank or by its last label again, or becomes one label longer. What
 * language and bonus add to its score depends on its labels alone, not on the path, so it is kept beside ln p.
 */
final class CtcSearch {
    private static final Comparator<Step> BEST_FIRST =
            Comparator.comparingDouble(Step::score).reversed().thenComparing(Step::labels, Arrays::compare);

    private final CtcScores scores;
    private final int blank;
    private final CtcBeam beam;
    private List<CtcPrefix> kept = new ArrayList<>();

    CtcSearch(CtcScores scores, int blank, CtcBeam beam) {
        this.scores = scores;
        this.blank = blank;
        this.beam = beam;
    }

    /**
     * A labelling one frame on.
     *
     * @param from the labelling before
     * @param label what made it longer; -1 where it stays
     * @param blank ln p of its paths that end in a blank
     * @param labelled ln p of those that end in its last label
     * @param score what it is ranked by
     */
    private record Step(CtcPrefix from, int label, double blank, double labelled, double score) {
        int[] labels() {
            return from.labels(label);
        }

        CtcPrefix to() {
            return label < 0 ? from : from.longer(label);
        }
    }

    /** Goes through all frames; returns what is kept at the end, best first. */
    List<CtcLabelling> run() {
        CtcPrefix empty = CtcPrefix.empty();
        empty.keep(0, LogSum.ZERO);
        empty.read(reading(empty, beam.language(), 0));
        kept.add(empty);
        for (int t = 0; t < scores.frames(); t++) {
            advance(best(t));
        }
        return kept.stream()
                .map(this::labelling)
                .filter(found -> found.score() > Double.NEGATIVE_INFINITY)
                .sorted(Comparator.comparingDouble(CtcLabelling::score)
                        .reversed()
                        .thenComparing(CtcLabelling::labels, Arrays::compare))
                .toList();
    }

    private CtcLabelling labelling(CtcPrefix prefix) {
        double score = prefix.total() + prefix.reading().lead();
        if (beam.weight() > 0) {
            score += beam.weight() * log(prefix, -1, prefix.reading().language().end());
        }
        return new CtcLabelling(prefix.labels(-1), prefix.total(), score);
    }

    /** Returns the best labellings one frame on, in no order. */
    private PriorityQueue<Step> best(int frame) {
        PriorityQueue<Step> best = new PriorityQueue<>(BEST_FIRST.reversed());
        for (CtcPrefix prefix : kept) {
            double endInBlank = prefix.total() + scores.log(frame, blank);
            double endInLabel = prefix.label() < 0 ? LogSum.ZERO : prefix.labelledOn(scores.log(frame, prefix.label()));
            double score = LogSum.add(endInBlank, endInLabel) + prefix.reading().lead();
            offer(best, new Step(prefix, -1, endInBlank, endInLabel, score));
        }
        for (CtcPrefix prefix : kept) {
            double[] leads = prefix.reading().leads();
            for (int k = 0; k < leads.length; k++) {
                if (k != blank && !prefix.keepsLonger(k)) { // or it has been counted, where that one stays
                    double log = prefix.ways(k) + scores.log(frame, k);
                    offer(best, new Step(prefix, k, LogSum.ZERO, log, log + leads[k]));
                }
            }
        }
        return best;
    }

    private void offer(PriorityQueue<Step> best, Step step) {
        if (step.score == Double.NEGATIVE_INFINITY) {
            return;
        }
        if (best.size() < beam.width()) {
            best.add(step);
        } else if (BEST_FIRST.compare(step, best.element()) < 0) {
            best.remove();
            best.add(step);
        }
    }

    /** Keeps these, and nothing else. */
    private void advance(PriorityQueue<Step> best) {
        List<CtcPrefix> before = kept;
        kept = new ArrayList<>(best.size());
        before.forEach(CtcPrefix::release);
        for (Step step : best) {
            CtcPrefix prefix = step.to();
            prefix.keep(step.blank, step.labelled);
            if (!prefix.isRead()) {
                CtcLanguage language = step.from.reading().language();
                prefix.read(reading(
                        prefix,
                        beam.weight() == 0 ? language : language.after(step.label),
                        step.from.reading().leads()[step.label]));
            }
            kept.add(prefix);
        }
        before.forEach(CtcPrefix::forget);
    }

    private CtcPrefix.Reading reading(CtcPrefix prefix, CtcLanguage language, double lead) {
        double[] leads = new double[scores.outputs()];
        Arrays.fill(leads, lead + beam.bonus());
        for (int k = 0; k < leads.length && beam.weight() > 0; k++) {
            leads[k] += k == blank ? 0 : beam.weight() * log(prefix, k, language.log(k));
        }
        return new CtcPrefix.Reading(language, lead, leads);
    }

    /** Checks what the language gives a label, or the end where it is -1. */
    private static double log(CtcPrefix prefix, int label, double log) {
        if (!(log < Double.POSITIVE_INFINITY)) { // NaN too
            throw new IllegalArgumentException("the language gives " + (label < 0 ? "the end" : "label " + label)
                    + " after " + Arrays.toString(prefix.labels(-1)) + " the logarithm " + log
                    + ", expected a number, or minus infinity for what may not come");
        }
        return log;
    }
}
