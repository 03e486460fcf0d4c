package dev.rondo.cell;

/** The scores of one sequence as logarithms of probabilities, {@code ln softmax(s_t)} at each frame. */
final class CtcScores {
    private final int frames;
    private final int outputs;
    private final double[] logs; // (frames, outputs)

    /** Takes finite scores from a place on, (frames, outputs). */
    CtcScores(float[] scores, int at, int frames, int outputs) {
        this.frames = frames;
        this.outputs = outputs;
        logs = new double[frames * outputs];
        for (int row = 0; row < logs.length; row += outputs) {
            double sum = LogSum.of(scores, at + row, outputs);
            for (int k = row; k < row + outputs; k++) {
                logs[k] = scores[at + k] - sum;
            }
        }
    }

    int frames() {
        return frames;
    }

    int outputs() {
        return outputs;
    }

    /** Returns ln of the probability of an output at a frame. */
    double log(int frame, int output) {
        return logs[frame * outputs + output];
    }
}
