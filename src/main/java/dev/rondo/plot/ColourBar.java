package dev.rondo.plot;

import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The scale of colours that stands beside coloured values: an upright bar, numbers along it and a name. */
final class ColourBar {
    private static final int BAR = 14;
    private static final int MOST_DECADES = 11;
    private static final double ROUNDING = 1e-9;

    /** A number beside the bar, at a place from 0, the bar's foot, to 1. */
    record Tick(double place, String label) {}

    private final Colouring colouring;
    private final List<Tick> ticks;
    private final double widest;

    /**
     * The bar of these colours.
     *
     * @param spread the scaled values of the first and the last colour
     * @param height about how high it will be, which decides on how many numbers it has
     */
    ColourBar(Colouring colouring, Range spread, double height) {
        this.colouring = colouring;
        ticks = ticks(colouring, spread, height);
        widest = ticks.stream()
                .mapToDouble(tick -> Style.width(tick.label(), Style.SMALL))
                .max()
                .orElse(0);
    }

    /** The room it takes up, with the margin right of it. */
    int width() {
        return (int) (BAR + 8 + widest + (colouring.valueName().isBlank() ? 12 : 36));
    }

    void draw(Graphics2D g, double left, double top, double bottom) {
        ColourScale scale = colouring.scale();
        g.setPaint(new LinearGradientPaint(0f, (float) bottom, 0f, (float) top, scale.stops(), scale.array()));
        g.fill(new Rectangle2D.Double(left, top, BAR, bottom - top));
        g.setColor(Style.TEXT);
        g.setFont(Style.SMALL);
        for (Tick tick : ticks) {
            double y = bottom - (bottom - top) * tick.place();
            double x = left + BAR + 6 + widest - Style.width(tick.label(), Style.SMALL);
            g.drawString(tick.label(), (float) x, (float) (y + 4));
        }
        if (!colouring.valueName().isBlank()) {
            String name = Style.fitted(Style.visible(colouring.valueName()), Style.NAME, bottom - top);
            AffineTransform upright = g.getTransform();
            g.setFont(Style.NAME);
            g.translate(left + BAR + 6 + widest + 22, (top + bottom + Style.width(name, Style.NAME)) / 2);
            g.rotate(-Math.PI / 2);
            g.drawString(name, 0, 0);
            g.setTransform(upright);
        }
    }

    /** Numbers from the foot upwards, as many as stand clear of one another. */
    static List<Tick> ticks(Colouring colouring, Range spread, double height) {
        int most = (int) (height / Style.LINE_HEIGHT);
        if (colouring.log()) {
            return decades(spread, Math.min(Math.max(most, 2), MOST_DECADES));
        }
        return even(spread, most >= 5 ? 5 : most >= 3 ? 3 : 2);
    }

    /** The numbers at the foot and at the top. */
    static List<Tick> ends(Colouring colouring, Range spread) {
        return colouring.log() ? logarithmicEnds(spread) : even(spread, 2);
    }

    /** From the lowest value to the highest, with as many decimals as tell them apart. */
    private static List<Tick> even(Range range, int count) {
        double step = (range.max() - range.min()) / (count - 1);
        double largest = Math.max(Math.abs(range.min()), Math.abs(range.max()));
        int decimals = Math.max(0, 1 - (int) Math.floor(Math.log10(step)));
        String format = largest >= 1e7 || decimals > 6 ? "%.2e" : "%." + decimals + "f";
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double value = range.min() + step * i;
            String label = String.format(Locale.ROOT, format, Math.abs(value) < step / 1000 ? 0.0 : value);
            ticks.add(new Tick((double) i / (count - 1), label));
        }
        return ticks;
    }

    /** Powers of ten, every one or one in so many, 1 among them; the two ends where that leaves fewer than two. */
    private static List<Tick> decades(Range exponents, int most) {
        int first = (int) Math.ceil(exponents.min() - ROUNDING);
        int last = (int) Math.floor(exponents.max() + ROUNDING);
        int step = Math.max(1, (int) Math.ceil((last - first + 1.0) / most));
        boolean written = first >= -3 && last <= 4; // as 0.001 rather than 1e-3
        List<Tick> ticks = new ArrayList<>();
        for (int exponent = first; exponent <= last; exponent++) {
            if (Math.floorMod(exponent, step) == 0) {
                String label = exponent == 0 || written ? number(exponent) : "1e" + exponent;
                ticks.add(new Tick((exponent - exponents.min()) / (exponents.max() - exponents.min()), label));
            }
        }
        return ticks.size() > 1 ? ticks : logarithmicEnds(exponents);
    }

    private static List<Tick> logarithmicEnds(Range exponents) {
        return List.of(new Tick(0, number(exponents.min())), new Tick(1, number(exponents.max())));
    }

    /** The power of ten to three digits, very small and large ones as in 2.5e-9. */
    private static String number(double exponent) {
        BigDecimal value =
                new BigDecimal(Math.pow(10, exponent)).round(new MathContext(3)).stripTrailingZeros();
        int places = value.precision() - value.scale() - 1; // the power of ten of the first digit
        return places < -3 || places > 7
                ? value.movePointLeft(places).toPlainString() + "e" + places
                : value.toPlainString();
    }
}
