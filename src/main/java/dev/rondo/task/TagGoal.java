package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import dev.rondo.cell.Crf;
import dev.rondo.cell.CrfConstraints;
import dev.rondo.cell.CrfGradient;
import dev.rondo.cell.Tensor;
import dev.rondo.data.Targets;
import dev.rondo.nn.Tensors;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tags to predict: each by itself, or the whole sequence as a conditional random field does. Measured by cross entropy.
 *
 * <p>Of a field, loss and gradient come from plain Java, as a {@link PlainLoss}.
 *
 * @param labels the tags to predict one by one
 * @param network the net
 * @param rules which tag may follow which; null where the net has no field
 */
record TagGoal(
        LabelGoal labels,
        Network<TextNet> network,
        @Nullable CrfConstraints rules) implements TargetGoal {
    @Override
    public Targets.Labels targets() {
        return labels.targets();
    }

    @Override
    public String loss() {
        return labels.loss();
    }

    @Override
    public String unit() {
        return labels.unit();
    }

    @Override
    public Map<String, Double> baselines(int[] known, int[] measured) {
        return labels.baselines(known, measured);
    }

    @Override
    public TagTally tally() {
        return new TagTally(targets(), field(network, rules, targets().classes().size()));
    }

    /** Returns the field of a net in plain Java; of a net that has none one of zeros, by which no tag hangs on another. */
    static Crf field(Network<TextNet> network, @Nullable CrfConstraints rules, int tags) {
        if (rules == null) {
            Tensor zeros = Tensor.zeros(tags);
            return Crf.of(Tensor.zeros(tags, tags), zeros, zeros);
        }
        Map<String, Parameter> parameters = network.parameters();
        return Crf.of(
                        tensor(parameters, Field.TRANSITIONS),
                        tensor(parameters, Field.START),
                        tensor(parameters, Field.END))
                .constrained(rules);
    }

    private static Tensor tensor(Map<String, Parameter> parameters, String name) {
        return Tensors.of(Objects.requireNonNull(parameters.get(name), name).getArray());
    }

    @Override
    public NDArray loss(NDArray scores, SequenceBatch batch) {
        if (rules == null) {
            return labels.loss(scores, batch);
        }
        int tags = targets().classes().size();
        int[][] gold = Arrays.stream(batch.places())
                .mapToObj(place -> targets().ids()[place])
                .toArray(int[][]::new);
        float[] flat = scores.toFloatArray();
        CrfGradient gradient = field(network, rules, tags).gradient(padded(flat, gold, tags), gold);
        float words = flat.length / (float) tags;
        NDManager manager = scores.getManager();
        NDArray sum = PlainLoss.sum(manager, real(gradient.scores(), gold, tags), scores)
                .add(PlainLoss.sum(manager, gradient.transitions().values(), parameter(manager, Field.TRANSITIONS)))
                .add(PlainLoss.sum(manager, gradient.start().values(), parameter(manager, Field.START)))
                .add(PlainLoss.sum(manager, gradient.end().values(), parameter(manager, Field.END)));
        return PlainLoss.mean(sum, gradient.loss(), words);
    }

    private NDArray parameter(NDManager manager, String name) {
        Parameter parameter = Objects.requireNonNull(network.parameters().get(name), name);
        return new ParameterStore(manager, false).getValue(parameter, manager.getDevice(), true);
    }

    /** Sets scores of one sentence behind the other side by side, (sentences, steps, tags). */
    private static Tensor padded(float[] flat, int[][] gold, int tags) {
        int longest = Arrays.stream(gold).mapToInt(own -> own.length).max().orElseThrow();
        float[] values = new float[gold.length * longest * tags];
        int from = 0;
        for (int k = 0; k < gold.length; k++) {
            System.arraycopy(flat, from, values, k * longest * tags, gold[k].length * tags);
            from += gold[k].length * tags;
        }
        return Tensor.of(values, gold.length, longest, tags);
    }

    /** Sets what stands side by side one sentence behind the other again. */
    private static float[] real(Tensor padded, int[][] gold, int tags) {
        int stride = (int) padded.shape()[1] * tags;
        float[] flat = new float[Arrays.stream(gold).mapToInt(own -> own.length).sum() * tags];
        int to = 0;
        for (int k = 0; k < gold.length; k++) {
            System.arraycopy(padded.values(), k * stride, flat, to, gold[k].length * tags);
            to += gold[k].length * tags;
        }
        return flat;
    }
}
