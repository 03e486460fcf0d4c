package dev.rondo.inspect;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that holds at each piece of a text, as a number: what a hidden unit may follow.
 *
 * <p>A unit's value at a piece is the one after reading that piece.
 *
 * @param name what to call it, such as {@code inside a quotation}
 * @param measure makes one number for each piece of a text, in order
 */
public record TextProperty(String name, Function<List<String>, double[]> measure) {

    /**
     * Is 1 on every character of each match of a regular expression, else 0: {@code inside("(?m)^[A-Z]+:")} for the
     * names of the speakers in a play, {@code inside("[aeiou]")} for vowels.
     *
     * @param regex the expression, as of {@link Pattern}
     * @return the property
     * @throws java.util.regex.PatternSyntaxException if it is none
     */
    public static TextProperty inside(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return new TextProperty("inside " + regex, pieces -> {
            double[] values = new double[pieces.size()];
            Matcher matcher = pattern.matcher(String.join("", pieces));
            while (matcher.find()) {
                int from = 0;
                for (int k = 0; k < values.length; k++) {
                    int to = from + pieces.get(k).length();
                    values[k] = from < matcher.end() && to > matcher.start() ? 1 : values[k];
                    from = to;
                }
            }
            return values;
        });
    }

    /**
     * Is 1 at the piece that stands right behind the given one, else 0.
     *
     * @param piece the piece before, such as a blank
     * @return the property
     */
    public static TextProperty after(String piece) {
        return new TextProperty("after '" + piece.replace("\n", "\\n") + "'", pieces -> {
            double[] values = new double[pieces.size()];
            for (int k = 1; k < values.length; k++) {
                values[k] = pieces.get(k - 1).equals(piece) ? 1 : 0;
            }
            return values;
        });
    }

    /**
     * Counts the pieces since the line began: 1 at the first, and so on to the line's end, which is counted too.
     *
     * @return the property
     */
    public static TextProperty placeInLine() {
        return new TextProperty("place in the line", pieces -> {
            double[] values = new double[pieces.size()];
            int place = 0;
            for (int k = 0; k < values.length; k++) {
                values[k] = ++place;
                place = pieces.get(k).endsWith("\n") ? 0 : place;
            }
            return values;
        });
    }

    /** Returns the values over a text, and sees that they are as many as its pieces and not all the same. */
    double[] over(List<String> pieces) {
        double[] values = measure.apply(pieces);
        if (values.length != pieces.size()) {
            throw new IllegalArgumentException("property '" + name + "' makes " + values.length + " numbers of "
                    + pieces.size() + " pieces of text, expected one for each");
        }
        boolean varies = false;
        for (int k = 0; k < values.length; k++) {
            if (!Double.isFinite(values[k])) {
                throw new IllegalArgumentException(
                        "property '" + name + "' is " + values[k] + " at piece " + k + ", expected finite numbers");
            }
            varies |= values[k] != values[0];
        }
        if (!varies) {
            throw new IllegalArgumentException("property '" + name + "' is " + values[0] + " at all " + values.length
                    + " pieces of the text, so no unit can follow it: give a longer text, or another property");
        }
        return values;
    }

    @Override
    public String toString() {
        return name;
    }
}
