package dev.rondo.task;

import dev.rondo.cell.Crf;
import dev.rondo.data.Targets;
import dev.rondo.metric.Classification;
import dev.rondo.metric.Spans;
import dev.rondo.train.Learner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a field predicts of sentences: pairs of tags, whole sequences, and the sum of the cross entropies. */
final class TagTally implements Goal.Tally {
    private final Targets.Labels targets;
    private final Crf field;
    private final int[][] confusion;
    private final List<List<String>> gold = new ArrayList<>();
    private final List<List<String>> predicted = new ArrayList<>();
    private double sum;
    private long count;

    TagTally(Targets.Labels targets, Crf field) {
        this.targets = targets;
        this.field = field;
        confusion = new int[targets.classes().size()][targets.classes().size()];
    }

    @Override
    public void accept(float[][] scores, int place) {
        int[] right = targets.ids()[place];
        int[] best = field.best(scores).tags();
        for (int step = 0; step < right.length; step++) {
            confusion[right[step]][best[step]]++;
        }
        sum += field.loss(scores, right);
        count += right.length;
        gold.add(names(right));
        predicted.add(names(best));
    }

    private List<String> names(int[] tags) {
        List<String> names = new ArrayList<>();
        for (int tag : tags) {
            names.add(targets.classes().get(tag));
        }
        return names;
    }

    @Override
    public Learner.Scores scores() {
        Map<String, Double> metrics = new LinkedHashMap<>(); // in this order, run by run
        metrics.put("accuracy", classification().accuracy());
        spans().ifPresent(spans -> metrics.put("span F1", spans.all().f1()));
        return new Learner.Scores(sum / count, metrics);
    }

    Classification classification() {
        return new Classification(targets.classes(), confusion, sum / count);
    }

    /** Returns the spans that were found; empty where tags mark none. */
    Optional<Spans> spans() {
        return markSpans(targets.classes()) ? Optional.of(Spans.of(gold, predicted)) : Optional.empty();
    }

    /** Returns whether tags mark spans: each is O, or B, I, E, M or S, alone or before a dash and a type. */
    static boolean markSpans(List<String> tags) {
        return tags.stream().allMatch(tag -> tag.matches("[OBIEMS]|[BIEMS]-.+"));
    }
}
