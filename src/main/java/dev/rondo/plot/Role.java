package dev.rondo.plot;

import java.awt.Color;

/** What a series is in a chart of forecasts, from which follows its look: the same in every such chart. */
public enum Role {
    /** What is known: dark grey. */
    HISTORY(0x444444),

    /** What is forecast, as a line or a band: blue. */
    FORECAST(0x0072B2),

    /** What came instead: orange. */
    ACTUAL(0xE69F00),

    /** Something simpler to compare with: light grey. */
    REFERENCE(0xA0A0A0);

    private final int rgb;

    Role(int rgb) {
        this.rgb = rgb;
    }

    /** The colour where there is no other series of this role. */
    Color colour() {
        return new Color(rgb);
    }
}
