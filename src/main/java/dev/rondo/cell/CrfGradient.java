package dev.rondo.cell;

/**
 * The loss of a {@link Crf} and its gradient: the expected count of each tag and pair under the model, less the actual
 * one.
 *
 * @param loss the loss, nats, at least 0; of a batch the sum over its sentences
 * @param scores by the scores, in the shape they came in; 0 beyond a sentence's end
 * @param transitions by the transitions, (tag before, tag after); 0 where forbidden
 * @param start by the start scores, (tags)
 * @param end by the end scores, (tags)
 */
public record CrfGradient(double loss, Tensor scores, Tensor transitions, Tensor start, Tensor end) {}
