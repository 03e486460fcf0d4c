package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rondo.nn.Engines;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SequenceBatchTest {
    private static final int[] PLACES = IntStream.range(0, 203).toArray();
    private static final IntFunction<float[][]> RISING = place -> new float[1 + place][1];
    private static final IntFunction<float[][]> EQUAL = place -> new float[7][1];

    private static List<SequenceBatch> shuffled(IntFunction<float[][]> source, int largest, long seed) {
        return SequenceBatch.shuffled(new NumberSource(source), PLACES, largest, new SplittableRandom(seed));
    }

    private static int[] places(List<SequenceBatch> batches) {
        return batches.stream()
                .flatMapToInt(batch -> Arrays.stream(batch.places()))
                .toArray();
    }

    @Test
    void everySequenceComesOnceInBatchesOfAboutTheSameSize() {
        for (IntFunction<float[][]> source : List.of(RISING, EQUAL)) {
            for (int largest : new int[] {1, 10, 64, 202, 203, 500}) {
                List<SequenceBatch> batches = shuffled(source, largest, 1);
                assertArrayEquals(
                        PLACES, Arrays.stream(places(batches)).sorted().toArray());
                assertEquals((203 + largest - 1) / largest, batches.size());
                int most = batches.stream().mapToInt(SequenceBatch::size).max().orElseThrow();
                int fewest =
                        batches.stream().mapToInt(SequenceBatch::size).min().orElseThrow();
                assertTrue(most <= largest && most - fewest <= 1, fewest + " to " + most + " of " + largest);
            }
        }
    }

    @Test
    void theSameSeedDrawsTheSameAndAnotherAnother() {
        for (IntFunction<float[][]> source : List.of(RISING, EQUAL)) {
            int[] first = places(shuffled(source, 10, 1));
            assertArrayEquals(first, places(shuffled(source, 10, 1)));
            assertFalse(Arrays.equals(first, places(shuffled(source, 10, 2))));
        }
    }

    /** Where all lengths are the same, nothing holds sequences together that stood together. */
    @Test
    void equalLengthsAreMixedWholly() {
        for (SequenceBatch batch : shuffled(EQUAL, 10, 1)) {
            int[] places = Arrays.stream(batch.places()).sorted().toArray();
            assertTrue(places[places.length - 1] - places[0] > 60, Arrays.toString(places));
        }
    }

    /** Lengths from 1 to 203: at random nearly half of all steps would be padding. */
    @Test
    void littleIsPaddedAndYetEveryEpochMixes() {
        int real = IntStream.rangeClosed(1, 203).sum();
        int[] met = new int[203]; // how often each shared a batch with place 100
        for (int seed = 0; seed < 50; seed++) {
            int steps = 0;
            for (SequenceBatch batch : shuffled(RISING, 10, seed)) {
                steps += batch.size() * batch.time();
                if (Arrays.stream(batch.places()).anyMatch(place -> place == 100)) {
                    Arrays.stream(batch.places()).forEach(place -> met[place]++);
                }
            }
            assertTrue(steps < 1.25 * real, steps + " steps for " + real);
        }
        long different = Arrays.stream(met).filter(count -> count > 0).count();
        assertTrue(different > 60, "place 100 met " + different);
        assertEquals(50, met[100]);
    }

    @Test
    void theOrderOfTheBatchesIsDrawnToo() {
        int[] firstLengths = IntStream.range(0, 40)
                .map(seed -> shuffled(RISING, 10, seed).get(0).time())
                .sorted()
                .toArray();
        assertTrue(firstLengths[0] < 80 && firstLengths[39] > 150, Arrays.toString(firstLengths));
    }

    @Test
    void batchesToReadAreOfBoundedSize() {
        List<SequenceBatch> batches = SequenceBatch.sorted(new NumberSource(RISING), PLACES, 16);
        assertArrayEquals(PLACES, places(batches), "the shortest first");
        assertTrue(batches.stream().allMatch(batch -> batch.size() <= 16));
        assertEquals(13, batches.size());
        IntFunction<float[][]> long10000 = place -> new float[10_000][1];
        List<SequenceBatch> few = SequenceBatch.sorted(new NumberSource(long10000), new int[] {3, 4, 5, 6, 7}, 16);
        assertEquals(List.of(3, 2), few.stream().map(SequenceBatch::size).toList(), "32,768 steps at most");
        IntFunction<float[][]> longer = place -> new float[40_000][1];
        assertEquals(
                2,
                SequenceBatch.sorted(new NumberSource(longer), new int[] {0, 1}, 16)
                        .size(),
                "or one sequence");
        assertEquals(List.of(), SequenceBatch.sorted(new NumberSource(RISING), new int[0], 16));
        List<SequenceBatch> less = SequenceBatch.sorted(new NumberSource(long10000), new int[] {3, 4, 5}, 16, 20_000);
        assertEquals(List.of(2, 1), less.stream().map(SequenceBatch::size).toList(), "or fewer, where that is asked");
    }

    /** Pairs lie together by what both sides have, and a step is one of the target. */
    @Test
    void pairsAreOrderedByBothLengths() {
        int[][] sources = {{1}, {1, 2, 3}, {1, 2}, {1, 2, 3, 4}};
        int[][] targets = {{5, 6, 7, 8}, {5}, {5}, {5, 6}};
        PairExamples pairs = new PairExamples("pairs", sources, new Written(targets, 9), part -> new int[0]);
        List<SequenceBatch> batches = SequenceBatch.sorted(pairs, new int[] {0, 1, 2, 3}, 2);
        assertArrayEquals(new int[] {2, 1, 0, 3}, places(batches));
        assertEquals(4, batches.get(1).time());
    }

    @Test
    @Tag("engine")
    void ofAPairTheSymbolBeforeEachIsRead() {
        int[][] sources = {{1}, {1, 2, 3}};
        int[][] targets = {{5, 6, 7}, {8, 7}};
        PairExamples pairs = new PairExamples("pairs", sources, new Written(targets, 9), part -> new int[0]);
        try (NDManager manager = Engines.newManager()) {
            NDList inputs = new SequenceBatch(pairs, new int[] {0, 1}).inputs(manager);
            assertArrayEquals(new int[] {1, 0, 0, 1, 2, 3}, inputs.get(0).toIntArray());
            assertArrayEquals(new int[] {9, 5, 6, 9, 8, 0}, inputs.get(1).toIntArray());
            assertArrayEquals(new float[] {1, 3}, inputs.get(2).toFloatArray());
            assertEquals(
                    2,
                    new SequenceBatch(pairs, new int[] {1}).inputs(manager).size(),
                    "no lengths where all are the same");
        }
    }

    @Test
    @Tag("engine")
    void sequencesArePaddedWithZeros() {
        float[][][] x = {{{1, 2}, {3, 4}}, {{5, 6}}, {{7, 8}, {9, 10}}};
        try (NDManager manager = Engines.newManager()) {
            SequenceBatch batch = new SequenceBatch(new NumberSource(place -> x[place]), new int[] {2, 1});
            assertEquals(
                    new Shape(2, 2, 2), batch.inputs(manager).singletonOrThrow().getShape());
            assertArrayEquals(
                    new float[] {7, 8, 9, 10, 5, 6, 0, 0},
                    batch.inputs(manager).singletonOrThrow().toFloatArray());
            assertArrayEquals(
                    new float[] {2, 1},
                    Objects.requireNonNull(batch.lengths(manager)).toFloatArray());
            assertNull(
                    new SequenceBatch(new NumberSource(place -> x[place]), new int[] {0, 2}).lengths(manager),
                    "all the same");
        }
    }
}
