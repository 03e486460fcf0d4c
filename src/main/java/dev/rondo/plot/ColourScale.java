package dev.rondo.plot;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/** The colours of a heat map from the lowest value to the highest, equally far apart. */
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
