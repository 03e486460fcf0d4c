package dev.rondo.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The weights of one layer in one direction: weight_ih, weight_hh, bias_ih, bias_hh, and for peepholes weight_ci,
 * weight_cf, weight_co.
 *
 * @param parameters in this order
 */
record LayerWeights(List<Parameter> parameters) {
    private static final List<String> NAMES = List.of("weight_ih", "weight_hh", "bias_ih", "bias_hh");
    private static final List<String> PEEPHOLES = List.of("weight_ci", "weight_cf", "weight_co");

    /** Makes the parameters, yet without shape, of the given suffix, such as {@code _l0_reverse}. */
    static LayerWeights of(Rnn rnn, String suffix, SplittableRandom initial) {
        List<String> names = new ArrayList<>(NAMES);
        if (rnn.cell().hasPeepholes()) {
            names.addAll(PEEPHOLES);
        }
        List<Parameter> made = new ArrayList<>();
        for (String name : names) {
            SplittableRandom own = initial.split();
            made.add(Parameter.builder()
                    .setName(name + suffix)
                    .setType(name.startsWith("weight") ? Parameter.Type.WEIGHT : Parameter.Type.BIAS)
                    .optInitializer((manager, shape, type) ->
                            Tensors.array(manager, initial(rnn, name, shape, own.split()), shape))
                    .build());
        }
        return new LayerWeights(made);
    }

    private static float[] initial(Rnn rnn, String name, Shape shape, SplittableRandom source) {
        Init init = rnn.init();
        int gates = rnn.cell().gates();
        int hidden = rnn.hidden();
        return switch (name) {
            case "weight_ih" -> Init.weight(init.input(), gates, hidden, (int) shape.get(1), source);
            case "weight_hh" -> Init.weight(init.recurrent(), gates, hidden, hidden, source);
            case "bias_ih" -> init.bias(gates, hidden, rnn.cell().hasMemory(), source);
            case "bias_hh" -> init.bias(gates, hidden, false, source);
            default -> Init.weight(Init.Scheme.UNIFORM, 1, hidden, 1, source); // peepholes
        };
    }

    /** Sets the shapes for inputs of the given width. */
    void shape(Rnn rnn, long width) {
        long rows = (long) rnn.cell().gates() * rnn.hidden();
        parameters.get(0).setShape(new Shape(rows, width));
        parameters.get(1).setShape(new Shape(rows, rnn.hidden()));
        parameters.get(2).setShape(new Shape(rows));
        parameters.get(3).setShape(new Shape(rows));
        for (Parameter peephole : parameters.subList(NAMES.size(), parameters.size())) {
            peephole.setShape(new Shape(rnn.hidden()));
        }
    }

    /** Looks the weights up where x is. */
    NDList values(ParameterStore store, NDArray x, boolean training) {
        NDList values = new NDList();
        for (Parameter parameter : parameters) {
            values.add(store.getValue(parameter, x.getDevice(), training));
        }
        return values;
    }
}
