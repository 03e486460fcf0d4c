package dev.rondo.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tech.tablesaw.plotly.components.Figure;

/** Pictures of colours as in 0xRRGGBB, (pictures)(rows)(columns), each above its label. */
record Pictures(List<String> labels, int[][][] rgb) implements Content {
    private static final int MARGIN = 16;
    private static final int HEADING = 42; // the height of margin and title
    private static final int GAP = 12; // between pictures
    private static final int BELOW = 14; // between a picture and the baseline of its label
    private static final int TILE = 128; // the longer side of the largest picture, about
    private static final Color EDGE = new Color(0xB0B0B0);

    Pictures {
        labels = List.copyOf(labels);
        rgb = copy(rgb);
        if (rgb.length == 0 || labels.size() != rgb.length) {
            throw new IllegalArgumentException(rgb.length + " pictures came with " + labels.size()
                    + " labels, expected at least one picture, and a label for each: an empty one will do");
        }
        for (int k = 0; k < rgb.length; k++) {
            int columns = rgb[k].length == 0 ? 0 : rgb[k][0].length;
            if (columns == 0 || !Arrays.stream(rgb[k]).allMatch(row -> row.length == columns)) {
                throw new IllegalArgumentException("picture " + k + " is empty or has rows of different lengths,"
                        + " expected (rows)(columns) of colours as in 0xRRGGBB");
            }
        }
    }

    static Pictures of(String[] labels, int[][][] rgb) {
        return new Pictures(List.of(labels), rgb);
    }

    private static int[][][] copy(int[][][] pictures) {
        return Arrays.stream(pictures)
                .map(picture -> Arrays.stream(picture).map(int[]::clone).toArray(int[][]::new))
                .toArray(int[][][]::new);
    }

    /** Returns how large a pixel is drawn, in whole numbers, so that all are of one size. */
    private int pixel() {
        return Math.max(1, TILE / Math.max(rows(), columns()));
    }

    private int rows() {
        return Arrays.stream(rgb).mapToInt(picture -> picture.length).max().orElseThrow();
    }

    private int columns() {
        return Arrays.stream(rgb).mapToInt(picture -> picture[0].length).max().orElseThrow();
    }

    private int tileWidth() {
        return Math.max(TILE, columns() * pixel());
    }

    private int perLine(Frame frame) {
        return Math.max(1, (frame.width() - 2 * MARGIN + GAP) / (tileWidth() + GAP));
    }

    private static int top(Frame frame) {
        return frame.title().isBlank() ? MARGIN : HEADING;
    }

    /** Cuts a label into lines no wider than a picture. */
    private List<String> lines(String label) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : Style.visible(label).split(" ", -1)) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && Style.width(longer, Style.SMALL) > tileWidth()) {
                lines.add(line);
                longer = word;
            }
            line = longer;
        }
        return Stream.concat(lines.stream(), line.isBlank() ? Stream.empty() : Stream.of(line))
                .map(each -> Style.fitted(each, Style.SMALL, tileWidth()))
                .toList();
    }

    private int tileHeight() {
        int most = labels.stream().mapToInt(label -> lines(label).size()).max().orElseThrow();
        return rows() * pixel() + most * Style.LINE_HEIGHT + GAP;
    }

    @Override
    public Frame fitted(Frame frame) {
        int lines = (rgb.length + perLine(frame) - 1) / perLine(frame);
        int wanted = Math.max(100, top(frame) + lines * tileHeight() + MARGIN - GAP);
        return frame.withSize(frame.width(), Math.min(frame.height(), wanted));
    }

    @Override
    public void draw(Graphics2D g, Frame frame) {
        g.setFont(Style.TITLE);
        g.setColor(Style.TEXT);
        String title = Style.visible(frame.title());
        g.drawString(Style.fitted(title, Style.TITLE, frame.width() - 2.0 * MARGIN), MARGIN, HEADING - 16);
        for (int k = 0; k < rgb.length; k++) {
            int x = MARGIN + k % perLine(frame) * (tileWidth() + GAP);
            int y = top(frame) + k / perLine(frame) * tileHeight();
            draw(g, rgb[k], x, y);
            g.setFont(Style.SMALL);
            g.setColor(Style.TEXT);
            int line = y + rows() * pixel() + BELOW;
            for (String text : lines(labels.get(k))) {
                g.drawString(text, x, line);
                line += Style.LINE_HEIGHT;
            }
        }
    }

    private void draw(Graphics2D g, int[][] picture, int x, int y) {
        int pixel = pixel();
        for (int row = 0; row < picture.length; row++) {
            for (int column = 0; column < picture[row].length; column++) {
                g.setColor(new Color(picture[row][column] & 0xFFFFFF));
                g.fillRect(x + column * pixel, y + row * pixel, pixel, pixel);
            }
        }
        g.setColor(EDGE);
        g.drawRect(x, y, picture[0].length * pixel, picture.length * pixel);
    }

    @Override
    public Figure figure(Frame frame) {
        throw new IllegalStateException("figure() came to the pictures '" + frame.title()
                + "', expected a chart or a heat map, for a Tablesaw figure holds no pictures: take png() or show()");
    }

    @Override
    public String kind() {
        return "pictures";
    }

    @Override
    public String summary() {
        return rgb.length + (rgb.length == 1 ? " picture" : " pictures");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pictures that && labels.equals(that.labels) && Arrays.deepEquals(rgb, that.rgb);
    }

    @Override
    public int hashCode() {
        return 31 * labels.hashCode() + Arrays.deepHashCode(rgb);
    }

    @Override
    public String toString() {
        return summary();
    }
}
