package dev.rondo.cell;

import java.util.List;

/**
 * An encoder and a decoder that attends to its outputs: the encoder reads a source whole, the decoder writes a target
 * symbol by symbol.
 *
 * <pre>{@code
 * CellEncoderDecoder.Encoded source = net.encode(x); // (source time)(inputs)
 * CellDecoder.Step first = net.decoder().step(start, source.before(), source.keys());
 * }</pre>
 *
 * @param encoder reads the source, one way or both ways
 * @param decoder starts from the encoder's last h of all layers and directions, side by side, and attends to its outputs;
 *     with {@link AttentionType#NONE} it sees that summary at each step
 */
public record CellEncoderDecoder(CellStack encoder, CellDecoder decoder) {

    /**
     * A source that was read.
     *
     * @param keys what the decoder attends to
     * @param before what the decoder starts from
     */
    public record Encoded(AttentionCell.Keys keys, CellDecoder.Memory before) {}

    /**
     * Reads a source.
     *
     * @param x the source, (source time)(inputs), at least one step
     * @return keys and first state for the decoder
     * @throws IllegalArgumentException if the source is empty, or a step has another length
     */
    public Encoded encode(float[][] x) {
        CellStack.Run run = encoder.run(x, encoder.zero());
        float[] summary = summary(run.after());
        float[][] keys = decoder.attention() == AttentionType.NONE ? new float[][] {summary} : run.y();
        return new Encoded(decoder.keys(keys), decoder.start(summary));
    }

    private float[] summary(List<State> last) {
        float[] summary = new float[last.size() * encoder.hidden()];
        for (int k = 0; k < last.size(); k++) {
            System.arraycopy(last.get(k).h(), 0, summary, k * encoder.hidden(), encoder.hidden());
        }
        return summary;
    }
}
