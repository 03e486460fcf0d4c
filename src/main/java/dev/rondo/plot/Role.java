package dev.rondo.plot;

import java.awt.Color;

/** What a series is in a chart of forecasts, from which follows its look: the same in every such chart. */
public enum Role {
    /** What is known: dark grey. */
    HISTORY(new Color(0x444444)),

    /** What is forecast, as a line or a band: blue. */
    FORECAST(new Color(0x0072B2)),

    /** What came instead: orange. */
    ACTUAL(new Color(0xE69F00)),

    /** Something simpler to compare with: light grey. */
    REFERENCE(new Color(0xA0A0A0));

    private final Color colour;

    Role(Color colour) {
        this.colour = colour;
    }

    /** The colour where there is no other series of this role. */
    Color colour() {
        return colour;
    }
}
