package dev.rondo.series;

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
        String a = wanted.toLowerCase(Locale.ROOT);
        String b = name.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int k = 0; k < row.length; k++) {
            row[k] = k;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int k = 1; k < row.length; k++) {
                int kept = row[k];
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(k - 1) ? 0 : 1);
                row[k] = Math.min(changed, 1 + Math.min(kept, row[k - 1]));
                diagonal = kept;
            }
        }
        return row[b.length()];
    }
}
