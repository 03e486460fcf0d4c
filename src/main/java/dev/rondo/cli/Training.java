package dev.rondo.cli;

import dev.rondo.data.Part;
import dev.rondo.data.Text;
import dev.rondo.nn.Engines;
import dev.rondo.task.LanguageModel;
import dev.rondo.train.Fit;
import dev.rondo.train.History;
import dev.rondo.train.TrainingDiverged;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * One fit as the command line shows it: what it begins with, how it went, and where the results lie.
 *
 * @param model the model to train
 * @param text the text to train on
 * @param file where the model is saved
 * @param chart where the learning curve is saved
 * @param out where to write
 */
record Training(LanguageModel model, Text text, Path file, Path chart, PrintWriter out) {

    /**
     * Trains, reports and saves.
     *
     * @param fit what is to be done
     * @param prime what samples of the model's writing begin with
     * @param sample how many characters each adds; 0 for no samples
     */
    void run(Fit fit, String prime, int sample) {
        out.println(text);
        out.printf("%s", model.summary());
        out.println("engine " + Engines.name() + ", " + Engines.device());
        try (Interruption interruption = new Interruption()) {
            Fit watched = fit.listener(interruption);
            Fit shown = sample == 0 ? watched : watched.listener(new Samples(model, prime, sample, out));
            finish(fit(shown));
        }
    }

    private History fit(Fit shown) {
        try {
            return model.fit(text, shown);
        } catch (TrainingDiverged e) {
            if (!e.history().epochs().isEmpty()) {
                save();
            }
            throw e;
        }
    }

    private void finish(History history) {
        out.println();
        if (!history.baselines().isEmpty()) {
            out.println("on the validation part, in " + history.loss() + " (lower is better):");
            history.baselines().forEach((name, loss) -> out.printf("  %-10s  %.4f%n", name, loss));
            out.printf(
                    "  %-10s  %.4f%n",
                    "this model", model.evaluate(text, Part.VALIDATION).nats());
        }
        save();
        if (!history.epochs().isEmpty()) {
            out.println("learning curve: " + history.plot().save(chart));
        }
    }

    private void save() {
        model.save(file);
        out.println("model: " + file);
    }
}
