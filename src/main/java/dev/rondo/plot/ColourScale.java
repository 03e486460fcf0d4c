package dev.rondo.plot;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/** Colours of values, from the lowest value to the highest, equally far apart. */
record ColourScale(List<Color> colours) {
    /** Viridis, by S. van der Walt and N. Smith (2015): lighter means more, in grey and with any colour vision too. */
    static final ColourScale SEQUENTIAL =
            of(0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C, 0xFDE725);

    /** Blue, white, vermilion: the first two colours of the lines. */
    static final ColourScale DIVERGING = of(0x003E66, 0x0072B2, 0x7FB8D8, 0xF7F7F7, 0xEAAE7F, 0xD55E00, 0x7A3500);

    ColourScale {
        colours = List.copyOf(colours);
    }

    private static ColourScale of(int... rgb) {
        return new ColourScale(Arrays.stream(rgb).mapToObj(Color::new).toList());
    }

    /** The colour at a place between the first, 0, and the last, 1; that of the nearer end beyond them. */
    Color at(double place) {
        double along = Math.min(Math.max(place, 0), 1) * (colours.size() - 1);
        int before = Math.min((int) along, colours.size() - 2);
        double share = along - before;
        Color low = colours.get(before);
        Color high = colours.get(before + 1);
        return new Color(
                mixed(low.getRed(), high.getRed(), share),
                mixed(low.getGreen(), high.getGreen(), share),
                mixed(low.getBlue(), high.getBlue(), share));
    }

    private static int mixed(int low, int high, double share) {
        return (int) Math.round(low + (high - low) * share);
    }

    /** Black or white, whichever stands out more from the background: WCAG 2.1's relative luminance and contrast. */
    static Color letters(Color background) {
        double luminance = 0.2126 * linear(background.getRed())
                + 0.7152 * linear(background.getGreen())
                + 0.0722 * linear(background.getBlue());
        double onWhite = 1.05 / (luminance + 0.05);
        double onBlack = (luminance + 0.05) / 0.05;
        return onWhite > onBlack ? Color.WHITE : Color.BLACK;
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    Color[] array() {
        return colours.toArray(Color[]::new);
    }

    /** Where each colour stands, from 0 to 1. */
    float[] stops() {
        float[] stops = new float[colours.size()];
        for (int i = 0; i < stops.length; i++) {
            stops[i] = (float) i / (stops.length - 1);
        }
        return stops;
    }
}
