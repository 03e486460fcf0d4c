package dev.rondo.cli;

import dev.rondo.task.LanguageModel;
import dev.rondo.task.Sampling;
import dev.rondo.train.Event;
import dev.rondo.train.Listener;
import java.io.PrintWriter;

/**
 * Shows what the model writes: before the training and five times in its course.
 *
 * @param model the model that learns
 * @param prime what each sample begins with
 * @param length how many characters to add
 * @param out where to
 */
record Samples(LanguageModel model, String prime, int length, PrintWriter out) implements Listener {
    private static final int TIMES = 5;
    private static final Sampling SAMPLING = Sampling.random().temperature(0.5);

    @Override
    public void on(Event event) {
        if (event instanceof Event.Started started && started.done() == 0) {
            show("before training");
        } else if (event instanceof Event.EpochEnded ended
                && isDue(ended.epoch().number(), ended.epochs())) {
            show("after epoch " + ended.epoch().number() + " of " + ended.epochs());
        }
    }

    private static boolean isDue(int epoch, int epochs) {
        return (long) epoch * TIMES / epochs > (long) (epoch - 1) * TIMES / epochs;
    }

    private void show(String when) {
        String text = model.generate(prime, length, SAMPLING).strip();
        out.printf("%n----- %s -----%n%s%n-----%n", when, text);
    }
}
