package dev.rondo.plot;

import java.awt.Graphics2D;
import java.util.function.UnaryOperator;
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

    /** This as a plot, or an error that names what was asked for. */
    default Plot plot(String asked, String title) {
        if (this instanceof Plot plot) {
            return plot;
        }
        throw new IllegalArgumentException(asked + " came to the " + kind() + " '" + title
                + "', expected a chart of lines, points or bars: start from Chart.of(title)");
    }

    /** This with its colours changed, or an error that names what was asked for. */
    default Content coloured(String asked, String title, UnaryOperator<Colouring> change) {
        if (this instanceof Coloured coloured) {
            return coloured.withColouring(change.apply(coloured.colouring()));
        }
        throw new IllegalArgumentException(asked + " came to the chart '" + title
                + "', expected a heat map or a text: start from Chart.heatMap(title, rows, columns, values) or "
                + "Chart.text(title, pieces, values)");
    }

    /** Refuses the name of an axis where there is none. */
    default void requireAxes(String asked, String title) {
        if (this instanceof ColouredText) {
            throw new IllegalArgumentException(asked + " came to the text '" + title
                    + "', expected a chart with axes: name what the colours measure by value(name)");
        }
        if (this instanceof Pictures) {
            throw new IllegalArgumentException(
                    asked + " came to the pictures '" + title + "', expected a chart with axes: leave it out");
        }
    }

    /** This as a text for terminals, or an error. */
    default String ansi(String title) {
        throw new IllegalStateException("ansi() came to the " + kind() + " '" + title
                + "', expected a text, for only Chart.text(title, pieces, values) has a form for terminals: take png() "
                + "or show()");
    }

    /** The content in a few words. */
    String summary();
}
