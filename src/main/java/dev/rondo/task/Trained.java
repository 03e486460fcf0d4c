package dev.rondo.task;

import dev.rondo.cell.Tensor;
import java.nio.file.Path;
import java.util.Map;

/** What every model offers: its weights, their file and their description. */
abstract sealed class Trained implements AutoCloseable
        permits SequenceTask, LanguageModel, WordTask, SpeechRecognizer, Translator, Captioner, ForecastForms, SeqGan {

    abstract Network<?> network();

    /**
     * Saves the model as one file: the weights under PyTorch's names, and what else defines it, such as vocabulary,
     * tokenizer and labels.
     *
     * @param file where to
     * @throws java.io.UncheckedIOException if it cannot be written; an older file there stays as it was
     */
    public void save(Path file) {
        network().save(file);
    }

    /**
     * Returns the weights, copied, under the names they are saved under.
     *
     * @return the weights by name
     */
    public Map<String, Tensor> weights() {
        return network().weights();
    }

    /**
     * Describes the model: each weight with its shape, and how many numbers there are.
     *
     * @return some lines of text
     */
    public String summary() {
        return network().summary(toString());
    }

    /** Gives native memory back. The model is not to be used after. */
    @Override
    public void close() {
        network().close();
    }
}
