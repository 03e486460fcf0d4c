package dev.rondo.series;

import dev.rondo.metric.EditDistance;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The name that was probably meant. */
final class NearName {
    private static final int FEW = 5;

    private NearName() {}

    /** Returns " did you mean '...'?" with the nearest name, or nothing where none is near. */
    static String hint(String wanted, Collection<String> names) {
        return of(wanted, names).map(name -> " did you mean '" + name + "'?").orElse("");
    }

    /** Returns the name with the fewest edits, upper and lower case being alike, if two thirds of the letters hold. */
    static Optional<String> of(String wanted, Collection<String> names) {
        return names.stream()
                .filter(name -> edits(wanted, name) <= Math.min(wanted.length() - 1, Math.max(1, wanted.length() / 3)))
                .min(Comparator.comparingInt(name -> edits(wanted, name)));
    }

    /** Returns the first of some names, and how many more there are. */
    static String few(List<String> names) {
        return names.size() <= FEW
                ? names.toString()
                : names.subList(0, FEW) + " and " + (names.size() - FEW) + " more";
    }

    private static int edits(String wanted, String name) {
        String a = wanted.toLowerCase(Locale.ROOT);
        String b = name.toLowerCase(Locale.ROOT);
        return swapped(a, b) ? 1 : EditDistance.of(a, b).edits();
    }

    /** Returns whether two neighbouring letters have changed places, and nothing else. */
    private static boolean swapped(String a, String b) {
        int at = Arrays.mismatch(a.toCharArray(), b.toCharArray());
        return a.length() == b.length()
                && at >= 0
                && at + 1 < a.length()
                && a.charAt(at) == b.charAt(at + 1)
                && a.charAt(at + 1) == b.charAt(at)
                && a.substring(at + 2).equals(b.substring(at + 2));
    }
}
