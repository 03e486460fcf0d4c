/**
 * What a score means: cross entropy in nats, bits and perplexity, and the n-gram model that a recurrent language model
 * has to beat before its own score means anything; the confusion matrix of labels, the spans of tags, and the
 * classifiers without recurrence to compare with, naive Bayes and maximum entropy; the edits between sequences, BLEU of
 * translations, and the nearest pair to compare with; errors of numbers and of forecasts, and the classical forecasts to
 * compare with. Plain Java, without a tensor engine.
 */
@NullMarked
package dev.rondo.metric;

import org.jspecify.annotations.NullMarked;
