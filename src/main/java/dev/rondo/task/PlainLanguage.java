package dev.rondo.task;

import dev.rondo.cell.Cell;
import dev.rondo.cell.State;
import dev.rondo.cell.Tensor;
import dev.rondo.nn.Rnn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A language model's weights in plain Java, from one symbol to the next.
 *
 * @param net stack and head
 * @param symbols how many symbols there are
 * @param embedding the vectors of the symbols, (symbols, size); null for one-hot input
 */
record PlainLanguage(PlainNet net, int symbols, @Nullable Tensor embedding) {

    static PlainLanguage of(Rnn rnn, int symbols, int embeddingSize, Map<String, Tensor> weights) {
        return new PlainLanguage(
                PlainNet.of(rnn, embeddingSize == 0 ? symbols : embeddingSize, symbols, weights),
                symbols,
                embeddingSize == 0 ? null : Tensor.from(weights, "embedding.weight", symbols, embeddingSize));
    }

    /**
     * What comes of reading a symbol.
     *
     * @param after the states, a layer each
     * @param scores the scores of the next symbol, (symbols)
     */
    record Read(List<State> after, float[] scores) {}

    /** Returns the states where nothing has been read. */
    List<State> zero() {
        return net.cells().zero();
    }

    Read read(int symbol, List<State> before) {
        List<State> after = net.cells().step(input(symbol), before).stream()
                .map(Cell.Step::after)
                .toList();
        return new Read(after, net.head().apply(after.get(after.size() - 1).h()));
    }

    private float[] input(int symbol) {
        if (embedding == null) {
            float[] oneHot = new float[symbols];
            oneHot[symbol] = 1;
            return oneHot;
        }
        int size = (int) embedding.shape()[1];
        return Arrays.copyOfRange(embedding.values(), symbol * size, (symbol + 1) * size);
    }
}
