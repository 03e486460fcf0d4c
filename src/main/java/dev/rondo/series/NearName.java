package dev.rondo.series;

import dev.rondo.metric.EditDistance;
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
                .filter(name -> edits(wanted, name) <= Math.max(1, wanted.length() / 3))
                .min(Comparator.comparingInt(name -> edits(wanted, name)));
    }

    /** Returns the first of some names, and how many more there are. */
    static String few(List<String> names) {
        return names.size() <= FEW
                ? names.toString()
                : names.subList(0, FEW) + " and " + (names.size() - FEW) + " more";
    }

    private static int edits(String wanted, String name) {
        return EditDistance.of(wanted.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))
                .edits();
    }
}
