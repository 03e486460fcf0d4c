package dev.rondo.cli;

import dev.rondo.data.Datasets;
import dev.rondo.data.Text;
import dev.rondo.nn.Rnn;
import dev.rondo.task.LanguageModel;
import dev.rondo.train.Fit;
import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * What the toolkit can do in a minute and a half: a model learns to write verse from a small play.
 *
 * @param folder where the results are saved
 * @param out where to write
 */
record Demonstration(Path folder, PrintWriter out) {
    /** Enough to see words, speakers and lines of verse, in the time there is. */
    static final Fit FIT =
            Fit.epochs(25).batch(16).steps(64).adam(5e-3).clipNorm(5).cosine();

    private static final Rnn RNN = Rnn.lstm(256).dropout(0.25);
    private static final int EMBEDDING = 64;

    void run(Fit fit) {
        out.println("Rondo reads a small play in verse, character by character, and learns to write on.");
        Text text = Datasets.verse();
        Path file = folder.resolve("verse.rondo");
        try (LanguageModel model = LanguageModel.of(RNN, text).embedding(EMBEDDING)) {
            new Training(model, text, file, folder.resolve("verse.png"), out).run(fit, "MARRET:\n", 200);
        }
        out.println();
        out.println("Next, let it write, measure it, or train on a text of your own:");
        next("generate " + file + " --prime HALLAM: --temperature 0.6");
        next("evaluate " + file + " --dataset verse --part validation");
        next("train my-own.txt --embedding 64 --dropout 0.25");
        next("--help");
    }

    private void next(String arguments) {
        out.println("  mvn compile exec:exec -Drondo.args=\"" + arguments + "\"");
    }
}
