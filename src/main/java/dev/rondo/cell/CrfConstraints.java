package dev.rondo.cell;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which tag may follow which, begin a sequence and end it: what a {@link Crf} gives a probability at all.
 *
 * <p>A scheme such as BIO forbids I-PER after O or at the beginning; a model so constrained never predicts it, and
 * spends no probability on it.
 *
 * @param tags the tags' names in the order of the scores, which errors show
 * @param between whether a tag may follow another, (tag before, tag after)
 * @param start whether a tag may begin a sequence, (tags)
 * @param end whether a tag may end a sequence, (tags)
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content below
public record CrfConstraints(List<String> tags, boolean[][] between, boolean[] start, boolean[] end) {
    /**
     * Checks the sizes and copies.
     *
     * @param tags the tags' names
     * @param between whether a tag may follow another
     * @param start whether a tag may begin a sequence
     * @param end whether a tag may end a sequence
     * @throws IllegalArgumentException if there is no tag, or an array has another size than there are tags
     */
    public CrfConstraints {
        tags = List.copyOf(tags);
        if (tags.isEmpty()) {
            throw new IllegalArgumentException("there are no tags, expected at least 1");
        }
        check("between", between.length, tags.size());
        for (int k = 0; k < between.length; k++) {
            check("between[" + k + "]", between[k].length, tags.size());
        }
        check("start", start.length, tags.size());
        check("end", end.length, tags.size());
        between = copy(between);
        start = start.clone();
        end = end.clone();
    }

    /**
     * Allows everything; the tags' names are their numbers.
     *
     * @param tags how many tags there are
     * @return the constraints that forbid nothing
     * @throws IllegalArgumentException if there is no tag
     */
    public static CrfConstraints none(int tags) {
        List<String> names =
                IntStream.range(0, Math.max(0, tags)).mapToObj(String::valueOf).toList();
        return of(names, (before, after) -> true);
    }

    /**
     * Asks a rule for each pair of tags.
     *
     * <pre>{@code
     * CrfConstraints bio = CrfConstraints.of(tags, TagScheme.BIO::allows);
     * }</pre>
     *
     * @param tags the tags in the order of the scores
     * @param allows whether the second tag may follow the first; asked with null as the first whether a tag may begin a
     *     sequence, and with null as the second whether it may end one
     * @return the constraints
     * @throws IllegalArgumentException if there is no tag
     */
    public static CrfConstraints of(List<String> tags, BiPredicate<@Nullable String, @Nullable String> allows) {
        int count = tags.size();
        boolean[][] between = new boolean[count][count];
        boolean[] start = new boolean[count];
        boolean[] end = new boolean[count];
        for (int i = 0; i < count; i++) {
            start[i] = allows.test(null, tags.get(i));
            end[i] = allows.test(tags.get(i), null);
            for (int j = 0; j < count; j++) {
                between[i][j] = allows.test(tags.get(i), tags.get(j));
            }
        }
        return new CrfConstraints(tags, between, start, end);
    }

    /** Refuses a sequence that breaks a rule; the message begins with what it is. */
    void check(String what, int[] sequence) {
        int last = sequence.length - 1;
        if (!start[sequence[0]]) {
            throw broken(what, 0, sequence, "may not begin a sequence");
        }
        for (int t = 1; t <= last; t++) {
            if (!between[sequence[t - 1]][sequence[t]]) {
                throw broken(
                        what, t, sequence, "may not follow tag '" + tags.get(sequence[t - 1]) + "' at step " + (t - 1));
            }
        }
        if (!end[sequence[last]]) {
            throw broken(what, last, sequence, "may not end a sequence");
        }
    }

    private IllegalArgumentException broken(String what, int step, int[] sequence, String rule) {
        return new IllegalArgumentException(what + "tag '" + tags.get(sequence[step]) + "' at step " + step + " " + rule
                + " under the constraints: correct the tags, or allow the transition");
    }

    private static void check(String what, int came, int expected) {
        if (came != expected) {
            throw new IllegalArgumentException(
                    what + " has " + came + " entries, expected " + expected + ", one for each tag");
        }
    }

    /**
     * Returns whether a tag may follow another.
     *
     * @return the answers, (tag before, tag after), copied
     */
    @Override
    public boolean[][] between() {
        return copy(between);
    }

    /**
     * Returns whether a tag may begin a sequence.
     *
     * @return the answers, (tags), copied
     */
    @Override
    public boolean[] start() {
        return start.clone();
    }

    /**
     * Returns whether a tag may end a sequence.
     *
     * @return the answers, (tags), copied
     */
    @Override
    public boolean[] end() {
        return end.clone();
    }

    private static boolean[][] copy(boolean[][] rows) {
        return Arrays.stream(rows).map(boolean[]::clone).toArray(boolean[][]::new);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CrfConstraints that
                && tags.equals(that.tags)
                && Arrays.deepEquals(between, that.between)
                && Arrays.equals(start, that.start)
                && Arrays.equals(end, that.end);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(new Object[] {tags, between, start, end});
    }

    @Override
    public String toString() {
        long allowed = Arrays.stream(between)
                .flatMap(row ->
                        IntStream.range(0, row.length).filter(k -> row[k]).boxed())
                .count();
        return "CrfConstraints[" + allowed + " of " + (long) tags.size() * tags.size() + " transitions between "
                + tags.size() + " tags]";
    }
}
