package dev.rondo.cell;

/** The squashing functions of the gates, in single precision, within two units in the last place or so of 1. */
final class Activation {
    private static final float LOG2_E = (float) (1 / Math.log(2));
    private static final float LN2_HIGH = 355 / 512f; // ln 2 in two parts, so that x - n ln 2 stays exact
    private static final float LN2_LOW = (float) (Math.log(2) - 355 / 512.0);

    private Activation() {}

    /** Returns 1 / (1 + e^-x). */
    static float sigmoid(float x) {
        return 1 / (1 + exp(-x));
    }

    /** Returns the hyperbolic tangent: an odd polynomial near zero, 1 - 2 / (e^2x + 1) elsewhere. */
    static float tanh(float x) {
        float size = Math.abs(x);
        if (size < 0.3f) {
            float s = x * x;
            return x * (1 + s * (-1 / 3f + s * (2 / 15f + s * (-17 / 315f + s * (62 / 2835f)))));
        }
        float t = 1 - 2 / (exp(2 * size) + 1);
        return x < 0 ? -t : t;
    }

    /** Returns e^x by 2^n times a polynomial in the remainder, r at most half of ln 2 in size; relative error below 2e-7. */
    static float exp(float x) {
        if (Float.isNaN(x)) {
            return x;
        }
        float bounded = Math.max(-87, Math.min(88, x));
        int n = (int) (bounded * LOG2_E + (bounded < 0 ? -0.5f : 0.5f));
        float r = bounded - n * LN2_HIGH - n * LN2_LOW;
        float p = 1 + r * (1 + r * (1 / 2f + r * (1 / 6f + r * (1 / 24f + r * (1 / 120f + r * (1 / 720f))))));
        return p * Float.intBitsToFloat((n + 127) << 23);
    }
}
