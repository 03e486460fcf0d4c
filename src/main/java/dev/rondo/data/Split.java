package dev.rondo.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which places belong to which part, each list in rising order.
 *
 * @param train those to train on
 * @param validation those to validate on
 * @param test those to test on
 */
record Split(int[] train, int[] validation, int[] test) {

    /** Splits by place. */
    static Split inOrder(int count, Shares shares) {
        int first = shares.first(count);
        int second = shares.second(count);
        return counts(first, second - first, count - second);
    }

    /** Splits by place into so many each. */
    static Split counts(int train, int validation, int test) {
        int behind = train + validation;
        return new Split(range(0, train), range(train, behind), range(behind, behind + test));
    }

    private static int[] range(int from, int to) {
        return IntStream.range(from, to).toArray();
    }

    /**
     * Splits by lot, each kind for itself, so that all parts have about the same mix of kinds; equal contents stay
     * together. Contents of several kinds go with the rarest of them. At least one of each kind is trained on.
     *
     * @param contents what is split
     * @param kinds the kind of each
     */
    static Split drawn(List<?> contents, List<String> kinds, Shares shares, long seed) {
        Map<Object, List<Integer>> equal = new LinkedHashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (int place = 0; place < contents.size(); place++) {
            equal.computeIfAbsent(contents.get(place), key -> new ArrayList<>()).add(place);
            counts.merge(kinds.get(place), 1, Integer::sum);
        }
        Comparator<String> rarest = Comparator.comparing(kind -> Objects.requireNonNull(counts.get(kind)));
        Map<String, List<List<Integer>>> groups = new TreeMap<>();
        for (List<Integer> group : equal.values()) {
            String kind = group.stream().map(kinds::get).min(rarest).orElseThrow();
            groups.computeIfAbsent(kind, key -> new ArrayList<>()).add(group);
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Integer>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        groups.values().forEach(of -> deal(shuffled(of, random), shares, parts));
        return new Split(sorted(parts.get(0)), sorted(parts.get(1)), sorted(parts.get(2)));
    }

    private static void deal(List<List<Integer>> groups, Shares shares, List<List<Integer>> parts) {
        int count = groups.stream().mapToInt(List::size).sum();
        int first = shares.first(count);
        int second = shares.second(count);
        int dealt = 0;
        for (List<Integer> group : groups) {
            parts.get(dealt < first ? 0 : dealt < second ? 1 : 2).addAll(group);
            dealt += group.size();
        }
    }

    private static <T> List<T> shuffled(List<T> values, SplittableRandom random) {
        List<T> order = new ArrayList<>(values);
        for (int k = order.size() - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            T kept = order.get(k);
            order.set(k, order.get(other));
            order.set(other, kept);
        }
        return order;
    }

    private static int[] sorted(List<Integer> places) {
        return places.stream().mapToInt(place -> place).sorted().toArray();
    }

    /** Returns the split of some of the places, in rising order and numbered anew, each in the part that it was in. */
    Split of(int[] some) {
        return new Split(numbers(train, some), numbers(validation, some), numbers(test, some));
    }

    private static int[] numbers(int[] part, int[] some) {
        return IntStream.range(0, some.length)
                .filter(k -> Arrays.binarySearch(part, some[k]) >= 0)
                .toArray();
    }

    /** Returns a copy of one part's places. */
    int[] places(Part part) {
        return switch (part) {
            case TRAIN -> train.clone();
            case VALIDATION -> validation.clone();
            case TEST -> test.clone();
            case ALL -> range(0, train.length + validation.length + test.length);
        };
    }

    /** Returns the part of a place. */
    Part part(int place) {
        return Arrays.binarySearch(train, place) >= 0
                ? Part.TRAIN
                : Arrays.binarySearch(validation, place) >= 0 ? Part.VALIDATION : Part.TEST;
    }
}
