package dev.rondo.plot;

import java.awt.Graphics2D;
import tech.tablesaw.plotly.components.Figure;

/** What a chart shows inside its frame. */
sealed interface Content permits Plot, Coloured, Pictures {
    /** Draws the whole chart at its size. */
    void draw(Graphics2D g, Frame frame);

    /**
     * The frame in which this is drawn, of the size asked for unless the content decides otherwise.
     *
     * @throws IllegalStateException if there is nothing to draw
     */
    default Frame fitted(Frame frame) {
        return frame;
    }

    Figure figure(Frame frame);

    /** What such a chart is called in errors. */
    String kind();

    /** The content in a few words. */
    String summary();
}
