package dev.rondo.task;

import ai.djl.nn.Block;
import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.data.Vocabulary;
import dev.rondo.data.WordVectors;

/**
 * What a classifier of texts and a tagger of words offer alike.
 *
 * @param <M> the model
 */
abstract sealed class WordTask<M extends WordTask<M>> extends Trained permits TextClassifier, SequenceTagger {
    private final TextModel model;

    WordTask(TextModel model) {
        this.model = model;
    }

    /** Returns this with another model inside. */
    abstract M changed(TextModel other);

    TextModel model() {
        return model;
    }

    @Override
    Network<TextNet> network() {
        return model.network();
    }

    /**
     * Returns an untrained model with another seed: of initial weights, shuffling and dropout. The default is 0.
     *
     * @param value the seed
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public M seed(long value) {
        return changed(model.with(model.spec().seed(value), "seed(" + value + ")"));
    }

    /**
     * Returns an untrained model with word vectors of another size, drawn at random. The default is 64.
     *
     * @param size how many numbers a word has, at least 1
     * @return the model
     * @throws IllegalArgumentException if the size is below 1
     * @throws IllegalStateException if this one has been trained, or has been given vectors of another size
     */
    @CheckReturnValue
    public M embedding(int size) {
        return changed(model.embedding(size));
    }

    /**
     * Returns an untrained model that begins with given word vectors and goes on to tune them. Words that only the
     * vectors know are known to the model too.
     *
     * @param vectors the vectors; a word without one begins at random, at about their size
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public M vectors(WordVectors vectors) {
        return changed(model.vectors(vectors, false));
    }

    /**
     * Returns an untrained model that keeps given word vectors as they are. A word without one counts as zeros.
     *
     * @param vectors the vectors
     * @return the model
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public M frozenVectors(WordVectors vectors) {
        return changed(model.vectors(vectors, true));
    }

    /**
     * Returns an untrained model that takes a random share of the words for unknown at each step of training: it learns
     * not to hang on single words, and what an unknown one is (Iyyer et al. 2015, Deep Unordered Composition Rivals
     * Syntactic Methods for Text Classification). Letters are read as they stand.
     *
     * @param share the share, from 0 up to but not including 1; the default is 0
     * @return the model
     * @throws IllegalArgumentException if there can be no such share
     * @throws IllegalStateException if this one has been trained
     */
    @CheckReturnValue
    public M wordDropout(double share) {
        return changed(model.wordDropout(share));
    }

    /**
     * Returns the net as a block of DJL: word ids (batch, time), all steps real, to the scores of the labels (batch, labels),
     * or of the tags of each word (batch, time, tags). A random field's transitions are no part of the scores. A net that
     * reads letters too takes them behind the ids: of each different word (words, letters), how many it has (words), and
     * which word stands at each step (batch x time).
     *
     * @return the block; it lives as long as the model
     */
    public Block block() {
        return model.network().net();
    }

    /**
     * Returns the words that are known.
     *
     * @return the vocabulary
     */
    public Vocabulary vocabulary() {
        return model.code().words();
    }

    @Override
    public String toString() {
        return model.toString();
    }
}
