package dev.rondo.metric;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Modified Kneser-Ney straight from its definition, by scanning the text again for every count. */
final class SlowKneserNey {
    private final List<Integer> text = new ArrayList<>();
    private final int vocabulary;
    private final int order;

    SlowKneserNey(int[] ids, int vocabulary, int order) {
        for (int id : ids) {
            text.add(id);
        }
        this.vocabulary = vocabulary;
        this.order = order;
    }

    double probability(int[] context, int next) {
        List<Integer> last = new ArrayList<>();
        for (int i = Math.max(0, context.length - (order - 1)); i < context.length; i++) {
            last.add(context[i]);
        }
        return probability(last, next);
    }

    private double probability(List<Integer> context, int next) {
        double shorter = context.isEmpty() ? 1.0 / vocabulary : probability(context.subList(1, context.size()), next);
        double[] discount = discounts(context.size() + 1);
        double total = 0;
        double taken = 0;
        for (int token = 0; token < vocabulary; token++) {
            int count = count(followed(context, token));
            total += count;
            taken += discount[Math.min(3, count)];
        }
        if (total == 0) {
            return shorter;
        }
        int count = count(followed(context, next));
        return (count - discount[Math.min(3, count)]) / total + taken / total * shorter;
    }

    /** Occurrences at full length, distinct predecessors below. */
    private int count(List<Integer> gram) {
        int occurrences = 0;
        Set<Integer> predecessors = new HashSet<>();
        for (int start = 0; start + gram.size() <= text.size(); start++) {
            if (text.subList(start, start + gram.size()).equals(gram)) {
                occurrences++;
                if (start > 0) {
                    predecessors.add(text.get(start - 1));
                }
            }
        }
        return gram.size() == order ? occurrences : predecessors.size();
    }

    private double[] discounts(int length) {
        Set<List<Integer>> distinct = new HashSet<>();
        for (int start = 0; start + length <= text.size(); start++) {
            distinct.add(text.subList(start, start + length));
        }
        List<Integer> counts = distinct.stream().map(this::count).toList();
        double once = counts.stream().filter(count -> count == 1).count();
        double twice = counts.stream().filter(count -> count == 2).count();
        double thrice = counts.stream().filter(count -> count == 3).count();
        double fourTimes = counts.stream().filter(count -> count == 4).count();
        double y = once / (once + 2 * twice);
        double first = 1 - 2 * y * twice / once;
        double second = 2 - 3 * y * thrice / twice;
        double third = 3 - 4 * y * fourTimes / thrice;
        boolean usable = 0 < first && first <= 1 && 0 < second && second <= 2 && 0 < third && third <= 3;
        return usable ? new double[] {0, first, second, third} : new double[] {0, 0.5, 1, 1.5};
    }

    private static List<Integer> followed(List<Integer> context, int token) {
        List<Integer> gram = new ArrayList<>(context);
        gram.add(token);
        return gram;
    }
}
