package dev.rondo.inspect;

import dev.rondo.cell.CellType;
import dev.rondo.plot.Chart;

/** Where the values of a gate or a state lie: how they are coloured, and when they count as saturated. */
enum GateRange {
    /** Logistic values, 0 to 1: saturated below 0.1 and above 0.9. */
    SHARE {
        @Override
        boolean isLeft(float value) {
            return value < 0.1f;
        }

        @Override
        boolean isRight(float value) {
            return value > 0.9f;
        }

        @Override
        Chart colour(Chart chart) {
            return chart.valueRange(0, 1);
        }
    },

    /** Hyperbolic tangents and their means, -1 to 1: saturated where they are larger than 0.9 in size. */
    SIGNED {
        @Override
        boolean isLeft(float value) {
            return value < -0.9f;
        }

        @Override
        boolean isRight(float value) {
            return value > 0.9f;
        }

        @Override
        Chart colour(Chart chart) {
            return chart.diverging().valueRange(-1, 1);
        }
    },

    /** Rectified values, from 0: at 0 no gradient passes; the other side is never flat. */
    RECTIFIED {
        @Override
        boolean isLeft(float value) {
            return value <= 0;
        }

        @Override
        boolean isRight(float value) {
            return false;
        }

        @Override
        Chart colour(Chart chart) {
            return chart;
        }
    },

    /** A memory, without bounds. */
    OPEN {
        @Override
        boolean isLeft(float value) {
            return false;
        }

        @Override
        boolean isRight(float value) {
            return false;
        }

        @Override
        Chart colour(Chart chart) {
            return chart.diverging();
        }
    };

    static GateRange of(CellType type, String name) {
        return switch (name) {
            case "i", "f", "o", "r", "z" -> SHARE;
            case "g", "n" -> SIGNED;
            case "h" ->
                switch (type) {
                    case RELU -> RECTIFIED;
                    case SIGMOID -> SHARE;
                    case TANH, LSTM, PEEPHOLE_LSTM, GRU, GRU_RESET_BEFORE -> SIGNED;
                };
            case "c" -> OPEN;
            default -> throw new IllegalStateException("no cell has a gate '" + name + "'");
        };
    }

    abstract boolean isLeft(float value);

    abstract boolean isRight(float value);

    /** Sets the range of colours of a heat map or a text. */
    abstract Chart colour(Chart chart);
}
