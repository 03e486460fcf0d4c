package dev.rondo.task;

import dev.rondo.metric.Classification;
import dev.rondo.plot.Chart;
import tech.tablesaw.api.Table;

/**
 * How well a tagger does.
 *
 * @param classification how often which tag was told as which
 */
public record TaggerScores(Classification classification) {

    static TaggerScores of(TagTally tally) {
        return new TaggerScores(tally.classification());
    }

    /**
     * Returns the share of the words whose tag is right.
     *
     * @return from 0 to 1
     */
    public double accuracy() {
        return classification.accuracy();
    }

    /**
     * Returns the mean cross entropy of a word's tag; of a random field, that of the whole sequence over its words.
     *
     * @return nats per word
     */
    public double nats() {
        return classification.nats();
    }

    /**
     * Returns precision, recall and F1 of each tag.
     *
     * @return a row a tag
     */
    public Table table() {
        return new ClassifierScores(classification).table();
    }

    /**
     * Draws how often each tag was told as which.
     *
     * @return the confusion matrix
     */
    public Chart plot() {
        return new ClassifierScores(classification).plot();
    }
}
