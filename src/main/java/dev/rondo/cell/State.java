package dev.rondo.cell;

/**
 * What a cell carries from one step to the next.
 *
 * @param h the hidden state, (hidden)
 * @param c the memory of an LSTM, (hidden); empty for the other cells
 */
@SuppressWarnings("ArrayRecordComponent") // made by a step, never changed after
public record State(float[] h, float[] c) {}
