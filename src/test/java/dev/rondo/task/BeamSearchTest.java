package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cell.AttentionCell;
import dev.rondo.cell.AttentionType;
import dev.rondo.cell.CellDecoder;
import dev.rondo.cell.CellEncoderDecoder;
import dev.rondo.cell.CellStack;
import dev.rondo.cell.CellType;
import dev.rondo.cell.Linear;
import dev.rondo.cell.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beams against all targets there are, on nets of random weights, without any engine. */
class BeamSearchTest {
    private static final int HIDDEN = 4;
    private static final int SYMBOLS = 5; // 0 is never said, 3 is the end
    private static final int BEGIN = 2;
    private static final int END = 3;
    private static final boolean[] SPOKEN = {false, true, true, true, true};
    private static final int[] SOURCE = {1, 4, 2};

    private static TranslationSearch net(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Tensor> w = new HashMap<>();
        for (String way : new String[] {"e", "d"}) {
            w.put(way + "weight_ih_l0", drawn(random, 3 * HIDDEN, way.equals("d") ? 2 + HIDDEN : 2));
            w.put(way + "weight_hh_l0", drawn(random, 3 * HIDDEN, HIDDEN));
            w.put(way + "bias_ih_l0", drawn(random, 3 * HIDDEN));
            w.put(way + "bias_hh_l0", drawn(random, 3 * HIDDEN));
        }
        w.put("bridge", drawn(random, HIDDEN, HIDDEN));
        w.put("combine", drawn(random, HIDDEN, 2 * HIDDEN));
        w.put("output", drawn(random, SYMBOLS, HIDDEN));
        CellDecoder decoder = CellDecoder.of(
                Linear.of(w, "bridge", HIDDEN, HIDDEN),
                CellStack.of(CellType.GRU, below(w, "d"), 2 + HIDDEN, HIDDEN, 1, false),
                AttentionCell.of(AttentionType.DOT, Map.of(), HIDDEN, HIDDEN),
                Linear.of(w, "combine", 2 * HIDDEN, HIDDEN),
                true);
        CellStack encoder = CellStack.of(CellType.GRU, below(w, "e"), 2, HIDDEN, 1, false);
        return new TranslationSearch(
                new CellEncoderDecoder(encoder, decoder),
                Linear.of(w, "output", HIDDEN, SYMBOLS),
                drawn(random, SYMBOLS, 2),
                drawn(random, SYMBOLS, 2),
                BEGIN,
                END);
    }

    private static Map<String, Tensor> below(Map<String, Tensor> weights, String prefix) {
        Map<String, Tensor> found = new HashMap<>();
        weights.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), tensor);
            }
        });
        return found;
    }

    private static Tensor drawn(SplittableRandom random, long... shape) {
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextDouble(-2, 2);
        }
        return Tensor.of(values, shape);
    }

    private record Found(List<Integer> symbols, double logProbability) {}

    /** Everything that can be said within a length, each with its probability. */
    private static List<Found> all(TranslationSearch net, int longest) {
        CellEncoderDecoder.Encoded read = net.net().encode(rows(net.sources(), SOURCE));
        List<Found> all = new ArrayList<>();
        spread(net, read, read.before(), List.of(BEGIN), 0, longest, all);
        return all;
    }

    private static void spread(
            TranslationSearch net,
            CellEncoderDecoder.Encoded read,
            CellDecoder.Memory memory,
            List<Integer> said,
            double sum,
            int longest,
            List<Found> all) {
        float[] last = rows(net.targets(), said.get(said.size() - 1))[0];
        CellDecoder.Step step = net.net().decoder().step(last, memory, read.keys());
        float[] scores = net.output().apply(step.vector());
        double total = 0;
        for (float score : scores) {
            total += Math.exp(score);
        }
        for (int id = 1; id < SYMBOLS; id++) {
            double now = sum + scores[id] - Math.log(total);
            if (id == END) {
                all.add(new Found(said.subList(1, said.size()), now));
            } else if (said.size() <= longest) {
                List<Integer> more = new ArrayList<>(said);
                more.add(id);
                spread(net, read, step.after(), more, now, longest, all);
            }
        }
    }

    private static float[][] rows(Tensor table, int... ids) {
        int size = (int) table.shape()[1];
        return Arrays.stream(ids)
                .mapToObj(id -> Arrays.copyOfRange(table.values(), id * size, (id + 1) * size))
                .toArray(float[][]::new);
    }

    private static List<Integer> symbols(SymbolSearch.Path path) {
        return path.steps().stream().map(SymbolSearch.Path::symbol).toList();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.6, 2})
    void aBeamOfFullWidthFindsEverythingInOrder(double alpha) {
        for (long seed = 1; seed <= 5; seed++) {
            TranslationSearch net = net(seed);
            List<Found> all = all(net, 4);
            assertEquals(1 + 3 + 9 + 27 + 81, all.size());
            BeamSearch how =
                    BeamSearch.width(all.size()).lengthNormalised(alpha).longest(4);
            all.sort(Comparator.comparingDouble(
                    found -> -found.logProbability / Math.pow((5.0 + found.symbols.size() + 1) / 6, alpha)));
            List<SymbolSearch.Path> found = net.best(SOURCE, how, SPOKEN);
            assertEquals(all.size(), found.size());
            for (int k = 0; k < all.size(); k++) {
                assertEquals(all.get(k).symbols, symbols(found.get(k)));
                assertEquals(all.get(k).logProbability, found.get(k).logProbability(), 1e-5);
            }
        }
    }

    /** Wide enough, though far from full, for the best of all; and the search then ends by itself. */
    @Test
    void aWideBeamFindsTheBest() {
        for (long seed = 1; seed <= 20; seed++) {
            TranslationSearch net = net(seed);
            for (double alpha : new double[] {0, 1}) {
                BeamSearch how = BeamSearch.width(40).longest(4).lengthNormalised(alpha);
                double best = all(net, 4).stream()
                        .mapToDouble(found -> how.score(found.logProbability, found.symbols.size() + 1))
                        .max()
                        .orElseThrow();
                SymbolSearch.Path found = net.best(SOURCE, how, SPOKEN).get(0);
                assertEquals(best, how.score(found.logProbability(), found.length()), 1e-5, "seed " + seed);
            }
        }
    }

    @Test
    void aBeamOfOneIsGreedyAndAWideOneIsNotWorse() {
        int better = 0;
        for (long seed = 1; seed <= 30; seed++) {
            TranslationSearch net = net(seed);
            SymbolSearch.Path greedy =
                    net.best(SOURCE, BeamSearch.greedy().longest(6), SPOKEN).get(0);
            assertEquals(byHand(net, 6), symbols(greedy), "seed " + seed);
            SymbolSearch.Path wide =
                    net.best(SOURCE, BeamSearch.width(60).longest(6), SPOKEN).get(0);
            assertTrue(wide.logProbability() >= greedy.logProbability() - 1e-9, "seed " + seed);
            better += wide.logProbability() > greedy.logProbability() + 1e-6 ? 1 : 0;
        }
        assertTrue(better > 3, better + " of 30 are better");
    }

    private static List<Integer> byHand(TranslationSearch net, int longest) {
        CellEncoderDecoder.Encoded read = net.net().encode(rows(net.sources(), SOURCE));
        CellDecoder.Memory memory = read.before();
        List<Integer> said = new ArrayList<>();
        int last = BEGIN;
        while (said.size() < longest) {
            CellDecoder.Step step = net.net().decoder().step(rows(net.targets(), last)[0], memory, read.keys());
            float[] scores = net.output().apply(step.vector());
            scores[0] = Float.NEGATIVE_INFINITY;
            last = LabelGoal.best(scores);
            if (last == END) {
                break;
            }
            said.add(last);
            memory = step.after();
        }
        return said;
    }

    /** The same beam, but for stopping before the greatest length: nothing is lost by it. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.6, 3})
    void nothingIsLostByStoppingEarly(double alpha) {
        for (long seed = 1; seed <= 40; seed++) {
            TranslationSearch net = net(seed);
            BeamSearch how = BeamSearch.width(2).lengthNormalised(alpha).longest(8);
            List<List<Integer>> found = net.best(SOURCE, how, SPOKEN).stream()
                    .map(BeamSearchTest::symbols)
                    .toList();
            assertEquals(toTheEnd(net, how), found, "seed " + seed);
        }
    }

    private record Beginning(List<Integer> said, double logProbability, CellDecoder.Memory memory) {
        boolean isComplete() {
            return said.get(said.size() - 1) == END;
        }
    }

    private static List<List<Integer>> toTheEnd(TranslationSearch net, BeamSearch how) {
        CellEncoderDecoder.Encoded read = net.net().encode(rows(net.sources(), SOURCE));
        List<Beginning> live = List.of(new Beginning(List.of(BEGIN), 0, read.before()));
        List<Beginning> complete = new ArrayList<>();
        for (int t = 0; t <= how.longest(); t++) {
            List<Beginning> next = new ArrayList<>();
            for (Beginning one : live) {
                float[] last = rows(net.targets(), one.said.get(t))[0];
                CellDecoder.Step step = net.net().decoder().step(last, one.memory, read.keys());
                float[] scores = net.output().apply(step.vector());
                for (int id = 1; id < SYMBOLS; id++) {
                    if (id == END || t < how.longest()) {
                        List<Integer> said = new ArrayList<>(one.said);
                        said.add(id);
                        double sum = one.logProbability - LabelGoal.nats(scores, id);
                        next.add(new Beginning(said, sum, step.after()));
                    }
                }
            }
            next.sort(Comparator.comparingDouble(one -> -one.logProbability));
            List<Beginning> kept = next.subList(0, Math.min(how.width(), next.size()));
            complete.addAll(kept.stream().filter(Beginning::isComplete).toList());
            live = kept.stream().filter(one -> !one.isComplete()).toList();
        }
        complete.sort(Comparator.comparingDouble(one -> -how.score(one.logProbability, one.said.size() - 1)));
        return complete.stream()
                .limit(how.width())
                .map(one -> one.said.subList(1, one.said.size() - 1))
                .toList();
    }

    @Test
    void whatWouldNotEndIsCut() {
        int cut = 0;
        for (long seed = 1; seed <= 30; seed++) {
            TranslationSearch net = net(seed);
            SymbolSearch.Path shorter =
                    net.best(SOURCE, BeamSearch.greedy().longest(5), SPOKEN).get(0);
            SymbolSearch.Path longer =
                    net.best(SOURCE, BeamSearch.greedy().longest(9), SPOKEN).get(0);
            assertEquals(longer.length() > shorter.length(), shorter.cut(), "seed " + seed);
            assertTrue(!shorter.cut() || shorter.length() == 6, "five symbols and the end");
            cut += shorter.cut() ? 1 : 0;
        }
        assertTrue(cut > 2 && cut < 28, cut + " of 30 are cut");
        assertEquals(26, BeamSearch.greedy().limit(3));
    }

    @Test
    void aSpecSaysHowItWasMade() {
        assertEquals(
                "width(5).lengthNormalised(0.6).longest(9).copyUnknown()",
                BeamSearch.width(5)
                        .lengthNormalised(0.6)
                        .longest(9)
                        .copyUnknown()
                        .toString());
        assertEquals("width(1)", BeamSearch.greedy().toString());
        assertEquals(
                -2 / Math.pow(1.5, 0.6),
                BeamSearch.width(2).lengthNormalised(0.6).score(-2, 4),
                1e-12);
    }
}
