package dev.rondo.data;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Both sides of pairs of texts, and how they are cut.
 *
 * @param name what messages call them
 * @param sources the texts to translate
 * @param targets a translation of each
 */
record PairSides(String name, Cut sources, Cut targets) {

    /** Takes texts as they come, cut into words. */
    static PairSides checked(String name, List<String> sources, List<String> targets) {
        if (sources.isEmpty() || sources.size() != targets.size()) {
            throw new IllegalArgumentException("'" + name + "' has " + sources.size() + " sources and " + targets.size()
                    + " targets: expected at least one source, and a target for each");
        }
        for (int place = 0; place < sources.size(); place++) {
            boolean blank = Tokenizer.isBlank(sources.get(place));
            if (blank || Tokenizer.isBlank(targets.get(place))) {
                throw new IllegalArgumentException("the " + (blank ? "source" : "target") + " of pair " + place
                        + " of '" + name + "' is empty: leave the pair out, or fill it");
            }
        }
        return of(name, sources, targets, Tokenizer.words(), Tokenizer.words());
    }

    private static PairSides of(
            String name, List<String> sources, List<String> targets, Tokenizer source, Tokenizer target) {
        return new PairSides(
                name,
                new Cut(name + ", sources", List.copyOf(sources), source),
                new Cut(name + ", targets", List.copyOf(targets), target));
    }

    int size() {
        return sources.texts().size();
    }

    PairSides cut(Tokenizer source, Tokenizer target) {
        return of(name, sources.texts(), targets.texts(), source, target);
    }

    PairSides named(String other) {
        return of(other, sources.texts(), targets.texts(), sources.tokenizer(), targets.tokenizer());
    }

    PairSides swapped() {
        return of(name, targets.texts(), sources.texts(), targets.tokenizer(), sources.tokenizer());
    }

    PairSides at(int[] places) {
        return of(
                name,
                IntStream.of(places).mapToObj(sources.texts()::get).toList(),
                IntStream.of(places).mapToObj(targets.texts()::get).toList(),
                sources.tokenizer(),
                targets.tokenizer());
    }

    /** Returns all pairs of some sets, under the name and cut by the tokenizers of the first. */
    static PairSides joined(List<PairSides> sets) {
        return of(
                sets.get(0).name,
                texts(sets.stream().map(PairSides::sources)),
                texts(sets.stream().map(PairSides::targets)),
                sets.get(0).sources.tokenizer(),
                sets.get(0).targets.tokenizer());
    }

    private static List<String> texts(Stream<Cut> cuts) {
        return cuts.flatMap(cut -> cut.texts().stream()).toList();
    }

    /** Returns a hash of all texts and of how they are cut, the same in every run. */
    int contentHash() {
        return List.of(
                        sources.texts(),
                        targets.texts(),
                        sources.tokenizer().toString(), // an enum's own hash changes from run to run
                        targets.tokenizer().toString())
                .hashCode();
    }
}
