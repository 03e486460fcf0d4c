package dev.rondo.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import dev.rondo.nn.Tensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The loss {@code c |w|^2 / 2}: gradient descent shrinks w at rates below 2 / c, and blows it up above. */
final class Quadratic implements Learner<Integer> {
    /** What is to go wrong at a step. */
    interface Trouble {
        void at(int step);
    }

    final Parameter w =
            Parameter.builder().setName("w").setType(Parameter.Type.WEIGHT).build();
    final List<Integer> seen = new ArrayList<>(); // 100 x epoch + batch
    final List<Float> carriedIn = new ArrayList<>(); // NaN for none
    private final NDManager manager;
    private final double curvature;
    private final int batches;
    private final Trouble trouble;
    private long steps = 41;

    Quadratic(NDManager manager, double curvature, int batches, Trouble trouble) {
        this.manager = manager;
        this.curvature = curvature;
        this.batches = batches;
        this.trouble = trouble;
        w.setArray(manager.create(new float[] {1, -2}));
        w.getArray().setRequiresGradient(true);
    }

    @Override
    public String identity() {
        return "quadratic";
    }

    @Override
    public Map<String, Parameter> parameters() {
        return Map.of("w", w);
    }

    @Override
    public NDManager manager() {
        return manager;
    }

    @Override
    public List<Integer> batches(int epoch) {
        return IntStream.range(0, batches).mapToObj(k -> 100 * epoch + k).toList();
    }

    @Override
    public long count(Integer batch) {
        return 1;
    }

    @Override
    public Loss loss(Integer batch, NDList carried, SplittableRandom noise, NDManager step) {
        trouble.at(seen.size());
        seen.add(batch);
        carriedIn.add(carried.isEmpty() ? Float.NaN : carried.head().getFloat());
        NDArray squares = w.getArray().mul(w.getArray());
        squares.attach(step);
        return new Loss(
                Tensors.times(squares.sum(), (float) (curvature / 2)), new NDList(step.create(new float[] {batch})));
    }

    @Override
    public boolean validates() {
        return false;
    }

    @Override
    public Scores validate() {
        throw new UnsupportedOperationException();
    }

    @Override
    public History blank() {
        return new History("squares", "points", List.of(), History.End.FINISHED, Map.of()).withFloor(-1); // not tight
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public void steps(long count) {
        steps = count;
    }

    @Override
    public void save(Path file, Checkpoint checkpoint) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Checkpoint read(Path file) {
        throw new UnsupportedOperationException();
    }
}
