package dev.rondo.task;

import dev.rondo.data.Vocabulary;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns words into numbers.
 *
 * @param words the words that are known
 * @param letters the letters that are known; null where they do not count
 * @param lowerCase whether words are looked up in lower case; letters are read as they stand
 */
record WordCode(Vocabulary words, @Nullable Vocabulary letters, boolean lowerCase) {
    private static final int LONGEST = 24; // letters of a word: of a longer one the middle is left out

    int[] ids(List<String> tokens) {
        List<String> looked = lowerCase
                ? tokens.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList()
                : tokens;
        return words.ids(looked);
    }

    /** Returns the letters of a word between a sign for its beginning and one for its end. */
    int[] letters(Vocabulary known, String word) {
        int[] points = word.codePoints().toArray();
        int count = Math.min(points.length, LONGEST);
        int[] ids = new int[count + 2];
        int unknown = known.id(Vocabulary.UNKNOWN).orElseThrow();
        ids[0] = known.id(Vocabulary.BEGIN).orElseThrow();
        for (int k = 0; k < count; k++) {
            int from = k < LONGEST / 2 ? k : points.length - count + k;
            ids[k + 1] = known.id(Character.toString(points[from])).orElse(unknown);
        }
        ids[count + 1] = known.id(Vocabulary.END).orElseThrow();
        return ids;
    }
}
