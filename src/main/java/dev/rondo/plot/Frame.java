package dev.rondo.plot;

import java.util.Objects;

/** What every chart has around its content; the axis names may be empty. */
record Frame(String title, String x, String y, int width, int height) {
    private static final int LEAST = 100;
    private static final int MOST = 4000;

    Frame {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(x, "x");
        Objects.requireNonNull(y, "y");
        if (Math.min(width, height) < LEAST || Math.max(width, height) > MOST) {
            throw new IllegalArgumentException("size(" + width + ", " + height + ") came, expected " + LEAST + " to "
                    + MOST + " each way: give the size at which the chart is shown, as in size(800, 480)");
        }
    }

    static Frame titled(String title) {
        return new Frame(title, "", "", 800, 480);
    }

    Frame withX(String name) {
        return new Frame(title, name, y, width, height);
    }

    Frame withY(String name) {
        return new Frame(title, x, name, width, height);
    }

    Frame withSize(int newWidth, int newHeight) {
        return new Frame(title, x, y, newWidth, newHeight);
    }
}
