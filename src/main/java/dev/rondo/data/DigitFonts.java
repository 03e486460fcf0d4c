package dev.rondo.data;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The faces that digits are drawn in: those installed that have all ten, sorted by name.
 *
 * @param faces each font at the size of 100 points
 */
record DigitFonts(List<Font> faces) {
    private static final int MOST = 100; // a machine may have thousands
    private static final FontRenderContext UNSCALED = new FontRenderContext(null, true, true);

    /** Java's own names for fonts that stand in the list under their real names, too. */
    private static final Set<String> LOGICAL = Set.of("Dialog", "DialogInput", "Monospaced", "SansSerif", "Serif");

    /** Fonts that keep pictures where others keep digits. */
    private static final Pattern PICTURES =
            Pattern.compile("(?i).*(dingbat|wingding|webding|symbol|emoji|marlett|barcode|braille|icon).*");

    private static @Nullable DigitFonts known; // looking through all fonts takes a second

    /** Returns the faces of this machine. */
    static synchronized DigitFonts installed() {
        DigitFonts faces = known;
        if (faces == null) {
            faces = of(() -> GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts());
            known = faces;
        }
        return faces;
    }

    /** Chooses among fonts; a Java that finds none throws one of several things, or gives an empty list. */
    static DigitFonts of(Supplier<Font[]> all) {
        Font[] found;
        try {
            found = all.get();
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new IllegalStateException(none("Java cannot list the fonts (" + e + ")"), e);
        }
        List<Font> usable = Arrays.stream(found)
                .filter(font -> !PICTURES.matcher(font.getFontName()).matches())
                .sorted(Comparator.comparing(Font::getFontName))
                .map(font -> font.deriveFont(100f))
                .toList();
        List<Font> real = usable.stream()
                .filter(font -> !LOGICAL.contains(font.getFamily()))
                .toList();
        List<Font> faces = spread(real.isEmpty() ? usable : real).stream()
                .filter(DigitFonts::hasDigits)
                .toList();
        if (faces.isEmpty()) {
            throw new IllegalStateException(none("there are " + found.length + " fonts, none with all ten digits"));
        }
        return new DigitFonts(faces);
    }

    private static String none(String cause) {
        return "this machine has no font to draw digits in: " + cause
                + "; install one (on Debian: apt-get install fontconfig fonts-dejavu-core), or use Digits.mnist()";
    }

    /** Takes at most {@link #MOST} of the fonts, at even distances. */
    private static List<Font> spread(List<Font> fonts) {
        List<Font> chosen = new ArrayList<>();
        int count = Math.min(MOST, fonts.size());
        for (int k = 0; k < count; k++) {
            chosen.add(fonts.get((int) ((long) k * fonts.size() / count)));
        }
        return chosen;
    }

    /** Tells whether a font has ten outlines, each another: some fonts claim every character and draw a box. */
    private static boolean hasDigits(Font font) {
        if (font.canDisplayUpTo("0123456789") >= 0) {
            return false;
        }
        Set<List<Double>> seen = new HashSet<>();
        for (int digit = 0; digit < 10; digit++) {
            seen.add(points(outline(font, digit)));
        }
        return seen.size() == 10 && !seen.contains(List.of());
    }

    /** Returns what an outline is made of, one piece behind the other. */
    private static List<Double> points(Shape outline) {
        List<Double> points = new ArrayList<>();
        double[] piece = new double[6];
        for (PathIterator path = outline.getPathIterator(null); !path.isDone(); path.next()) {
            points.add((double) path.currentSegment(piece));
            Arrays.stream(piece).forEach(points::add);
        }
        return points;
    }

    /** Returns the outline of a digit. */
    static Shape outline(Font font, int digit) {
        return font.createGlyphVector(UNSCALED, Integer.toString(digit)).getOutline();
    }
}
