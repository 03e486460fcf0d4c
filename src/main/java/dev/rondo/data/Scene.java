package dev.rondo.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a picture shows.
 *
 * @param first the thing that is named first
 * @param relation how it stands to the second; null where there is none
 * @param second the other thing; null where there is none
 */
record Scene(
        Thing first, @Nullable Relation relation, @Nullable Thing second) {

    /** How large a thing is. */
    enum Size {
        SMALL,
        LARGE
    }

    /** The colours, with their red, green and blue in percent. */
    enum Colour {
        RED(95, 15, 15),
        GREEN(10, 75, 20),
        BLUE(15, 30, 95),
        YELLOW(95, 90, 10),
        PURPLE(70, 15, 80),
        WHITE(100, 100, 100);

        private final int red;
        private final int green;
        private final int blue;

        Colour(int red, int green, int blue) {
            this.red = red;
            this.green = green;
            this.blue = blue;
        }

        /** Returns how bright it is in red, 0, green, 1, or blue, 2; from 0 to 1. */
        float level(int channel) {
            return (channel == 0 ? red : channel == 1 ? green : blue) / 100f;
        }
    }

    /** The shapes. */
    enum Shape {
        CIRCLE,
        SQUARE,
        TRIANGLE
    }

    /** How the first thing stands to the second. */
    enum Relation {
        ABOVE,
        BELOW,
        LEFT_OF,
        RIGHT_OF,
        INSIDE;

        String words() {
            return word(this).replace('_', ' ');
        }
    }

    /** A shape of some size and colour. */
    record Thing(Size size, Colour colour, Shape shape) {
        private static final Comparator<Thing> ORDER =
                Comparator.comparing(Thing::size).thenComparing(Thing::colour).thenComparing(Thing::shape);

        static Thing drawn(SplittableRandom random) {
            return new Thing(any(Size.values(), random), any(Colour.values(), random), any(Shape.values(), random));
        }

        String words() {
            return "a " + word(size) + " " + word(colour) + " " + word(shape);
        }
    }

    private static final Pattern CAPTION =
            Pattern.compile("a (\\w+) (\\w+) (\\w+)(?: (above|below|left of|right of|inside) a (\\w+) (\\w+) (\\w+))?");

    /** Draws so many things by lot, in the order of the grammar. */
    static Scene drawn(int things, SplittableRandom random) {
        Thing one = Thing.drawn(random);
        if (things == 1) {
            return new Scene(one, null, null);
        }
        while (true) {
            Thing other = Thing.drawn(random);
            Relation relation = any(Relation.values(), random);
            boolean ordered = Thing.ORDER.compare(one, other) < 0;
            Scene scene = new Scene(ordered ? one : other, relation, ordered ? other : one);
            if (scene.impossible() == null) {
                return scene;
            }
        }
    }

    private static <T> T any(T[] values, SplittableRandom random) {
        return values[random.nextInt(values.length)];
    }

    /** Reads a caption. */
    static Scene of(String caption) {
        Matcher words = CAPTION.matcher(caption);
        if (!words.matches()) {
            throw new IllegalArgumentException("\"" + caption + "\" is not a sentence of Scenes, expected one such as"
                    + " \"a small red circle\" or \"a small red circle left of a large blue square\"");
        }
        Thing first = thing(words, 1, caption);
        if (words.group(4) == null) {
            return new Scene(first, null, null);
        }
        Relation relation = Relation.valueOf(words.group(4).replace(' ', '_').toUpperCase(Locale.ROOT));
        Scene scene = new Scene(first, relation, thing(words, 5, caption));
        String wrong = scene.impossible();
        if (wrong != null) {
            throw new IllegalArgumentException("\"" + caption + "\" is not drawn: " + wrong);
        }
        return scene;
    }

    private static Thing thing(Matcher words, int from, String caption) {
        return new Thing(
                value(Size.values(), words.group(from), caption),
                value(Colour.values(), words.group(from + 1), caption),
                value(Shape.values(), words.group(from + 2), caption));
    }

    private static <T extends Enum<T>> T value(T[] values, String word, String caption) {
        List<String> known = Arrays.stream(values).map(Scene::word).toList();
        int place = known.indexOf(word);
        if (place < 0) {
            throw new IllegalArgumentException(
                    "'" + word + "' in \"" + caption + "\" is not known there, expected one of " + known);
        }
        return values[place];
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Says why two things cannot stand so; null where they can. */
    private @Nullable String impossible() {
        if (second == null) {
            return null;
        }
        if (first.equals(second)) {
            return "its things are the same in all words, expected two that differ";
        }
        boolean fits = first.size == Size.SMALL && second.size == Size.LARGE && first.colour != second.colour;
        return relation != Relation.INSIDE || fits
                ? null
                : "what is inside is to be small and of another colour than the large thing around it";
    }

    /** Says what is to be seen. */
    String caption() {
        return relation == null || second == null
                ? first.words()
                : first.words() + " " + relation.words() + " " + second.words();
    }
}
