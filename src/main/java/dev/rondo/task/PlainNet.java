package dev.rondo.task;

import dev.rondo.cell.CellStack;
import dev.rondo.cell.Linear;
import dev.rondo.cell.Tensor;
import dev.rondo.nn.Rnn;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A net's recurrent stack and the linear layer on it in plain Java, with weights of their own.
 *
 * @param cells the stack
 * @param head the linear layer, (directions x hidden) to the outputs
 */
record PlainNet(CellStack cells, Linear head) {

    /** Copies the weights under the names that a net gives them, {@code rnn.weight_ih_l0} ... {@code output.bias}. */
    static PlainNet of(Rnn rnn, int inputs, int outputs, Map<String, Tensor> weights) {
        Map<String, Tensor> recurrent = new LinkedHashMap<>();
        weights.forEach((name, tensor) -> {
            if (name.startsWith("rnn.")) {
                recurrent.put(name.substring("rnn.".length()), tensor);
            }
        });
        boolean both = rnn.directions() > 1;
        return new PlainNet(
                CellStack.of(rnn.cell(), recurrent, inputs, rnn.hidden(), rnn.layers(), both),
                Linear.of(weights, "output.weight", "output.bias", rnn.outputs(), outputs));
    }
}
