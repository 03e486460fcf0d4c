package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rondo.data.Vocabulary;
import dev.rondo.nn.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts in words.
 *
 * @param code turns words into numbers
 * @param tokens the words of each text
 * @param ids their numbers
 */
record WordSource(WordCode code, List<List<String>> tokens, int[][] ids) implements Source {

    static WordSource of(WordCode code, List<List<String>> tokens) {
        return new WordSource(code, tokens, tokens.stream().map(code::ids).toArray(int[][]::new));
    }

    @Override
    public int length(int place) {
        return ids[place].length;
    }

    @Override
    public NDList inputs(NDManager manager, SequenceBatch batch) {
        int[][] rows =
                Arrays.stream(batch.places()).mapToObj(place -> ids[place]).toArray(int[][]::new);
        NDList inputs = new NDList(SequenceBatch.padded(manager, rows));
        if (code.letters() != null) {
            addLetters(inputs, manager, batch, code.letters());
        }
        return inputs;
    }

    /** Adds the letters of each different word once, and which word stands where. */
    private void addLetters(NDList inputs, NDManager manager, SequenceBatch batch, Vocabulary known) {
        int time = batch.time();
        int[] at = new int[batch.size() * time];
        Map<String, Integer> places = new HashMap<>();
        List<int[]> words = new ArrayList<>();
        words.add(code.letters(known, "")); // stands on padding
        for (int row = 0; row < batch.size(); row++) {
            List<String> own = tokens.get(batch.places()[row]);
            for (int t = 0; t < own.size(); t++) {
                at[row * time + t] = places.computeIfAbsent(own.get(t), word -> {
                    words.add(code.letters(known, word));
                    return words.size() - 1;
                });
            }
        }
        int longest = words.stream().mapToInt(word -> word.length).max().orElseThrow();
        int[] letters = new int[words.size() * longest];
        float[] lengths = new float[words.size()];
        for (int w = 0; w < lengths.length; w++) {
            System.arraycopy(words.get(w), 0, letters, w * longest, words.get(w).length);
            lengths[w] = words.get(w).length;
        }
        NDArray index = Tensors.array(manager, at, new Shape(at.length));
        inputs.add(Tensors.array(manager, letters, new Shape(lengths.length, longest)));
        inputs.add(Tensors.array(manager, lengths, new Shape(lengths.length)));
        inputs.add(index.toType(DataType.INT64, false));
    }
}
