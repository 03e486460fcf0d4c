package dev.rondo.task;

import dev.rondo.cell.CtcLanguage;
import dev.rondo.cell.State;
import java.util.List;

/** A language model that has read some symbols, as a search sees it: by the recogniser's labels, not its own ids. */
final class SpelledLanguage implements CtcLanguage {
    private final PlainLanguage net;
    private final int[] ids; // of each label
    private final int end; // of a line; -1 where there is none
    private final List<State> states;
    private final double[] logs; // of the probability of each id to come next

    private SpelledLanguage(PlainLanguage net, int[] ids, int end, PlainLanguage.Read read) {
        this.net = net;
        this.ids = ids;
        this.end = end;
        this.states = read.after();
        float[] scores = read.scores();
        double all = LabelGoal.nats(scores, 0) + scores[0]; // ln of the sum of e^score
        logs = new double[scores.length];
        for (int k = 0; k < logs.length; k++) {
            logs[k] = scores[k] - all;
        }
    }

    /**
     * Begins behind a first symbol.
     *
     * @param ids the model's number of each label
     * @param end its number of a line's end; -1 where it knows none
     */
    static SpelledLanguage after(PlainLanguage net, int first, int[] ids, int end) {
        return new SpelledLanguage(net, ids, end, net.read(first, net.zero()));
    }

    @Override
    public double log(int label) {
        return logs[ids[label]];
    }

    @Override
    public CtcLanguage after(int label) {
        return new SpelledLanguage(net, ids, end, net.read(ids[label], states));
    }

    @Override
    public double end() {
        return end < 0 ? 0 : logs[end];
    }
}
