package dev.rondo.plot;

import java.awt.Graphics2D;
import tech.tablesaw.plotly.components.Figure;

/** What a chart shows inside its frame. */
sealed interface Content permits Plot, HeatMap {
    /** Draws the whole chart at its size. */
    void draw(Graphics2D g, Frame frame);

    Figure figure(Frame frame);

    /** The content in a few words. */
    String summary();
}
