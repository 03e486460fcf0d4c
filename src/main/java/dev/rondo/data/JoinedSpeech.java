package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Strings of single recordings: some of one speaker's, drawn by lot and joined with short silences before, between and
 * behind them. A recording may come twice in a string.
 *
 * <pre>{@code
 * Speech strings = JoinedSpeech.of(3, 7).seed(1).speech(Datasets.spokenDigits(), 2000, 200, 300);
 * }</pre>
 *
 * <p>A string for training is joined from recordings for training alone, and so for validation and for testing: no
 * recording is heard in two parts. Each string is of one speaker, drawn evenly, until {@link #mixed} says otherwise; where
 * speakers are not known, all recordings count as one's. Silences last 0.05 to 0.2 seconds until something else is said.
 *
 * @param items how many recordings a string has
 * @param pause how long a silence lasts (seconds)
 * @param mixes whether a string has several speakers
 * @param seed what decides the draws
 */
@CheckReturnValue
public record JoinedSpeech(Counts items, Between pause, boolean mixes, long seed) {

    /**
     * Checks the pauses.
     *
     * @param items how many recordings a string has
     * @param pause how long a silence lasts, 0 to 10 seconds
     * @param mixes whether a string has several speakers
     * @param seed what decides the draws
     * @throws IllegalArgumentException if the pauses leave their bounds
     */
    public JoinedSpeech {
        pause.within("pause (seconds)", 0, 10);
    }

    /**
     * Describes strings.
     *
     * @param fewest the fewest recordings of a string, at least 1
     * @param most the most
     * @return the source, of seed 0
     * @throws IllegalArgumentException if they are out of order
     */
    public static JoinedSpeech of(int fewest, int most) {
        return new JoinedSpeech(new Counts(fewest, most), new Between(0.05, 0.2), false, 0);
    }

    /**
     * Returns this with silences of other lengths.
     *
     * @param shortest the shortest, in seconds
     * @param longest the longest
     * @return the changed value
     * @throws IllegalArgumentException if they are out of order, or not within 0 to 10
     */
    public JoinedSpeech pause(double shortest, double longest) {
        return new JoinedSpeech(items, new Between(shortest, longest), mixes, seed);
    }

    /**
     * Returns this with recordings of any speakers in a string.
     *
     * @return the changed value
     */
    public JoinedSpeech mixed() {
        return new JoinedSpeech(items, pause, true, seed);
    }

    /**
     * Returns this with other draws.
     *
     * @param other what decides the draws
     * @return the changed value
     */
    public JoinedSpeech seed(long other) {
        return new JoinedSpeech(items, pause, mixes, other);
    }

    /**
     * Joins recordings. Each part has draws of its own, so that more strings in one change none in another.
     *
     * @param singles the recordings
     * @param train how many strings to train on, at least 1
     * @param validation how many to validate on
     * @param test how many to test on
     * @return the strings, with the vocabulary of the recordings and, but for mixed ones, their speakers
     * @throws IllegalArgumentException if a count is out of bounds, or a part that strings are wanted of has no recordings
     */
    public Speech speech(Speech singles, int train, int validation, int test) {
        Require.atLeast(1, "strings to train on", train, "2000");
        Require.atLeast(0, "strings to validate on", validation, "200");
        Require.atLeast(0, "strings to test on", test, "300");
        SplittableRandom random = new SplittableRandom(seed);
        List<Audio> sounds = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<String> speakers = new ArrayList<>();
        Map<Part, Integer> counts =
                new EnumMap<>(Map.of(Part.TRAIN, train, Part.VALIDATION, validation, Part.TEST, test));
        counts.forEach((part, count) -> {
            SplittableRandom own = random.split();
            List<int[]> groups = count == 0 ? List.of() : groups(singles, part);
            for (int k = 0; k < count; k++) {
                int[] from = groups.get(own.nextInt(groups.size()));
                int[] drawn = IntStream.range(0, items.draw(own))
                        .map(item -> from[own.nextInt(from.length)])
                        .toArray();
                sounds.add(sound(singles, drawn, own));
                texts.add(text(singles, drawn));
                singles.speaker(drawn[0]).ifPresent(speakers::add);
            }
        });
        Speech strings = Speech.of("strings of " + singles.name(), sounds, texts)
                .tokenizer(singles.tokenizer())
                .symbols(singles.vocabulary().symbols())
                .with(Split.counts(train, validation, test));
        return mixes || speakers.isEmpty() ? strings : strings.speakers(speakers);
    }

    /** The places of one part's recordings by their speakers. */
    private List<int[]> groups(Speech singles, Part part) {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int place : singles.places(part)) {
            String speaker = mixes ? "" : singles.speaker(place).orElse("");
            groups.computeIfAbsent(speaker, key -> new ArrayList<>()).add(place);
        }
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("'" + singles.name() + "' has no recordings in its part " + part
                    + " to join strings of: expected at least one; split it otherwise, or ask for 0 strings");
        }
        return groups.values().stream()
                .map(places -> places.stream().mapToInt(place -> place).toArray())
                .toList();
    }

    private Audio sound(Speech singles, int[] drawn, SplittableRandom random) {
        List<Audio> pieces = new ArrayList<>();
        pieces.add(Audio.silence(pause.draw(random), singles.rate()));
        for (int place : drawn) {
            pieces.add(singles.audio(place));
            pieces.add(Audio.silence(pause.draw(random), singles.rate()));
        }
        return Audio.joined(pieces);
    }

    /** Characters touch, words stand apart. */
    private static String text(Speech singles, int[] drawn) {
        String between = singles.tokenizer().kind() == Tokenizer.Kind.CHARACTERS ? "" : " ";
        return String.join(between, Arrays.stream(drawn).mapToObj(singles::text).toList());
    }
}
