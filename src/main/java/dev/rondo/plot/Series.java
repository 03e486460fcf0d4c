package dev.rondo.plot;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One entry of the legend and what is drawn for it. */
sealed interface Series {
    String name();

    /** The places on a horizontal axis of numbers; none where there are categories or every place is meant. */
    default List<Double> xs() {
        return List.of();
    }

    /** A line through points, or the points alone, with a label beside each or none at all. */
    record Curve(String name, boolean joined, List<String> labels, List<Double> xs, List<Double> ys) implements Series {
        /** A line of more points than this shows no markers. */
        private static final int FEW = 40;

        public Curve {
            labels = List.copyOf(labels);
            xs = List.copyOf(xs);
            ys = List.copyOf(ys);
            requireSameLength(name, "xs", xs.size(), ys.size());
            if (!labels.isEmpty()) {
                requireSameLength(name, "labels", labels.size(), ys.size());
            }
            requireFinite(name, xs);
        }

        static Curve of(String name, boolean joined, double[] xs, double[] ys) {
            return new Curve(name, joined, List.of(), boxed(xs), boxed(ys));
        }

        static Curve of(String name, String[] labels, double[] xs, double[] ys) {
            return new Curve(name, false, List.of(labels), boxed(xs), boxed(ys));
        }

        boolean few() {
            return xs.size() <= FEW;
        }
    }

    /** The area between two lines. */
    record Band(String name, List<Double> xs, List<Double> low, List<Double> high) implements Series {
        public Band {
            xs = List.copyOf(xs);
            low = List.copyOf(low);
            high = List.copyOf(high);
            requireSameLength(name, "xs", xs.size(), "lows", low.size());
            requireSameLength(name, "xs", xs.size(), "highs", high.size());
            requireFinite(name, xs);
            for (int i = 0; i < xs.size(); i++) {
                if (low.get(i) > high.get(i) && Double.isFinite(low.get(i)) && Double.isFinite(high.get(i))) {
                    throw new IllegalArgumentException("series '" + name + "' came with low " + low.get(i)
                            + " above high " + high.get(i) + " at index " + i
                            + ", expected the lower one first: swap them there");
                }
                if (i > 0 && xs.get(i) < xs.get(i - 1)) {
                    throw new IllegalArgumentException("series '" + name + "' came with x " + xs.get(i) + " after "
                            + xs.get(i - 1) + " at index " + i + ", expected rising xs of a band: sort its points");
                }
            }
        }

        static Band of(String name, double[] xs, double[] low, double[] high) {
            return new Band(name, boxed(xs), boxed(low), boxed(high));
        }

        Band part(int from, int to) {
            return new Band(name, xs.subList(from, to), low.subList(from, to), high.subList(from, to));
        }
    }

    /** Bars on named categories. */
    record Bars(String name, List<String> categories, List<Double> ys) implements Series {
        public Bars {
            categories = List.copyOf(categories);
            ys = List.copyOf(ys);
            requireSameLength(name, "categories", categories.size(), ys.size());
            Set<String> seen = new HashSet<>();
            for (String category : categories) {
                if (!seen.add(category)) {
                    throw new IllegalArgumentException("series '" + name + "' came with the category '" + category
                            + "' twice, expected each once: join its values first");
                }
            }
        }

        static Bars of(String name, String[] categories, double[] ys) {
            return new Bars(name, List.of(categories), boxed(ys));
        }

        static Bars of(String name, double[] xs, double[] ys) {
            String[] categories = Arrays.stream(xs).mapToObj(Bars::category).toArray(String[]::new);
            return of(name, categories, ys);
        }

        private static String category(double x) {
            return x == Math.rint(x) && Math.abs(x) < 1e15 ? Long.toString((long) x) : Double.toString(x);
        }
    }

    /** A dashed horizontal line over the whole width. */
    record Level(String name, double y) implements Series {
        public Level {
            if (!Double.isFinite(y)) {
                throw new IllegalArgumentException(
                        "level '" + name + "' came with y " + y + ", expected a finite number: leave the level out");
            }
        }
    }

    private static void requireSameLength(String name, String what, int xs, int ys) {
        requireSameLength(name, what, xs, "ys", ys);
    }

    private static void requireSameLength(String name, String what, int xs, String other, int ys) {
        if (xs != ys) {
            throw new IllegalArgumentException("series '" + name + "' came with " + xs + " " + what + " and " + ys + " "
                    + other + ", expected as many of one as of the other: pass arrays of equal length");
        }
    }

    private static void requireFinite(String name, List<Double> xs) {
        for (int i = 0; i < xs.size(); i++) {
            if (!Double.isFinite(xs.get(i))) {
                throw new IllegalArgumentException("series '" + name + "' came with x " + xs.get(i) + " at index " + i
                        + ", expected finite xs: leave that point out");
            }
        }
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
