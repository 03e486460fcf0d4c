package dev.rondo.cell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Prefix beam search as the paper writes it down: probabilities, not logarithms, of labellings held as lists, and a
 * language that multiplies in where a labelling grows.
 */
final class SlowBeam {
    private final int blank;
    private final CtcBeam beam;

    SlowBeam(int blank, CtcBeam beam) {
        this.blank = blank;
        this.beam = beam;
    }

    /** The probability of what ends in a blank and in the last label. */
    private record Ends(double blank, double label) {
        static final Ends NONE = new Ends(0, 0);

        double sum() {
            return blank + label;
        }
    }

    /** Returns the labellings, best first, with {@code e^score}. */
    List<Map.Entry<List<Integer>, Double>> run(double[][] probabilities) {
        Map<List<Integer>, Ends> kept = Map.of(List.of(), new Ends(1, 0));
        for (double[] p : probabilities) {
            Map<List<Integer>, Ends> next = new HashMap<>();
            kept.forEach((labels, ends) -> spread(labels, ends, p, next));
            kept = new HashMap<>();
            for (List<Integer> labels : ranked(next)) {
                kept.put(labels, next.get(labels));
            }
        }
        List<Map.Entry<List<Integer>, Double>> found = new ArrayList<>();
        kept.forEach((labels, ends) -> {
            CtcLanguage state = beam.language();
            for (int label : labels) {
                state = state.after(label);
            }
            found.add(Map.entry(labels, ends.sum() * Math.exp(beam.weight() * state.end())));
        });
        found.sort(Map.Entry.<List<Integer>, Double>comparingByValue().reversed());
        return found;
    }

    private void spread(List<Integer> labels, Ends ends, double[] p, Map<List<Integer>, Ends> next) {
        int last = labels.isEmpty() ? -1 : labels.get(labels.size() - 1);
        CtcLanguage state = beam.language();
        for (int label : labels) {
            state = state.after(label);
        }
        for (int k = 0; k < p.length; k++) {
            if (k == blank) {
                add(next, labels, new Ends(p[k] * ends.sum(), 0));
                continue;
            }
            if (k == last) {
                add(next, labels, new Ends(0, p[k] * ends.label));
            }
            List<Integer> longer = new ArrayList<>(labels);
            longer.add(k);
            double factor = Math.exp(beam.weight() * state.log(k) + beam.bonus());
            add(next, longer, new Ends(0, p[k] * factor * (k == last ? ends.blank : ends.sum())));
        }
    }

    private static void add(Map<List<Integer>, Ends> sums, List<Integer> labels, Ends more) {
        Ends ends = sums.getOrDefault(labels, Ends.NONE);
        sums.put(labels, new Ends(ends.blank + more.blank, ends.label + more.label));
    }

    private List<List<Integer>> ranked(Map<List<Integer>, Ends> sums) {
        return sums.keySet().stream()
                .filter(labels -> sums.get(labels).sum() > 0)
                .sorted(Comparator.comparingDouble(
                        (List<Integer> labels) -> -sums.get(labels).sum()))
                .limit(beam.width())
                .toList();
    }
}
