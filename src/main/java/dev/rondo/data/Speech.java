package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Recordings with what is said in each, split into parts.
 *
 * <pre>{@code
 * var speech = Speech.of("commands", recordings, List.of("turn left", "turn right", ...))
 *         .tokenizer(Tokenizer.words())
 *         .split(0.8, 0.1);
 * }</pre>
 *
 * <p>A transcript is a list of symbols in the order in which they are heard: characters, until another tokenizer is named.
 * A tenth of the recordings is for validation. Where each symbol stands in time is not known and not needed. Silence is a
 * recording like others. Equal recordings go to one part.
 */
@CheckReturnValue
public final class Speech extends Parted<Speech> {
    private final List<Audio> recordings;
    private final Cut cut;
    private final List<String> speakers; // none where they are not known
    private final @Nullable Vocabulary declared;
    private @Nullable Vocabulary vocabulary; // found when first asked for

    private Speech(
            String name,
            List<Audio> recordings,
            Cut cut,
            List<String> speakers,
            @Nullable Vocabulary declared,
            Split split) {
        super(name, split);
        this.recordings = recordings;
        this.cut = cut;
        this.speakers = speakers;
        this.declared = declared;
    }

    /**
     * Takes recordings with a transcript each.
     *
     * @param name what messages call them
     * @param recordings the recordings, all at one rate, none of no length
     * @param transcripts what is said in each, none empty
     * @return the recordings
     * @throws IllegalArgumentException if there are none, one or its transcript is empty, or numbers or rates differ
     */
    public static Speech of(String name, List<Audio> recordings, List<String> transcripts) {
        if (recordings.isEmpty() || recordings.size() != transcripts.size()) {
            throw new IllegalArgumentException("'" + name + "' has " + recordings.size() + " recordings and "
                    + transcripts.size()
                    + " transcripts: expected at least one recording, and a transcript for each");
        }
        int rate = recordings.get(0).rate();
        for (int place = 0; place < recordings.size(); place++) {
            check("recording " + place + " of '" + name + "'", recordings.get(place), rate);
            if (Tokenizer.isBlank(transcripts.get(place))) {
                throw new IllegalArgumentException("the transcript of recording " + place + " of '" + name
                        + "' is empty: leave the recording out, or write down what is said");
            }
        }
        Cut cut = new Cut(name, List.copyOf(transcripts), Tokenizer.characters());
        Split all = Split.counts(recordings.size(), 0, 0);
        return new Speech(name, List.copyOf(recordings), cut, List.of(), null, all).split(0.9, 0.1);
    }

    private static void check(String what, Audio recording, int rate) {
        if (recording.size() == 0) {
            throw new IllegalArgumentException(what + " has no samples: leave it out, or record it again");
        }
        if (recording.rate() != rate) {
            throw new IllegalArgumentException(what + " is at " + recording.rate() + " Hz, but the first one is at "
                    + rate + " Hz, expected one rate: take resampled(" + rate + ") of it");
        }
    }

    /**
     * Joins sets that came apart; each stays a part of its own.
     *
     * @param train the recordings to train on, all of them
     * @param validation the recordings to validate on
     * @param test the recordings to test on
     * @return the joined set, with the first one's name, tokenizer and declared symbols; speakers where all three have
     *     them
     * @throws IllegalArgumentException if the rates differ, or a transcript holds what the first one's declared symbols
     *     lack
     */
    public static Speech parts(Speech train, Speech validation, Speech test) {
        List<Speech> sets = List.of(train, validation, test);
        List<Audio> recordings = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<String> speakers = new ArrayList<>();
        sets.forEach(set -> recordings.addAll(set.recordings));
        sets.forEach(set -> texts.addAll(set.cut.texts()));
        sets.forEach(set -> speakers.addAll(set.speakers));
        Speech all = of(train.name(), recordings, texts).tokenizer(train.tokenizer());
        all = speakers.size() == recordings.size() ? all.speakers(speakers) : all;
        all = train.declared == null ? all : all.symbols(train.declared.symbols());
        return all.with(Split.counts(train.size(), validation.size(), test.size()));
    }

    /** Returns this split otherwise. */
    Speech with(Split other) {
        return new Speech(name(), recordings, cut, speakers, declared, other);
    }

    /**
     * Returns this under another name.
     *
     * @param other what messages call it
     * @return the changed value
     */
    public Speech named(String other) {
        return new Speech(other, recordings, new Cut(other, cut.texts(), tokenizer()), speakers, declared, split());
    }

    /**
     * Returns this with transcripts cut otherwise, and no declared symbols.
     *
     * @param other the tokenizer, such as {@link Tokenizer#words()}
     * @return the changed value
     */
    public Speech tokenizer(Tokenizer other) {
        return new Speech(name(), recordings, new Cut(name(), cut.texts(), other), speakers, null, split());
    }

    /**
     * Returns this with the symbols that transcripts may hold declared in their order, those too that do not occur.
     *
     * @param all the symbols, each once
     * @return the changed value
     * @throws IllegalArgumentException if one stands twice, or a transcript holds another
     */
    public Speech symbols(List<String> all) {
        Vocabulary other = Vocabulary.of(all);
        for (int place = 0; place < size(); place++) {
            for (String symbol : transcript(place)) {
                if (other.id(symbol).isEmpty()) {
                    throw new IllegalArgumentException("the transcript of recording " + place + " of '" + name()
                            + "' holds '" + symbol + "', which is not among the declared symbols " + all
                            + ": declare it, or leave the recording out");
                }
            }
        }
        return new Speech(name(), recordings, cut, speakers, other, split());
    }

    /**
     * Returns this with the speaker of each recording.
     *
     * @param names a name for each recording
     * @return the changed value
     * @throws IllegalArgumentException if there are more or fewer names than recordings
     */
    public Speech speakers(List<String> names) {
        if (names.size() != size()) {
            throw new IllegalArgumentException("'" + name() + "' has " + size() + " recordings, but the names of "
                    + names.size() + " speakers came: expected one for each recording");
        }
        return new Speech(name(), recordings, cut, List.copyOf(names), declared, split());
    }

    /**
     * Returns this with each recording changed, such as {@code speech.each(audio -> audio.resampled(8000))}.
     *
     * @param change what is done to each
     * @return the changed value
     * @throws IllegalArgumentException if a recording comes out with no length or the rates differ
     */
    public Speech each(UnaryOperator<Audio> change) {
        List<Audio> changed = recordings.stream().map(change).toList();
        for (int place = 0; place < size(); place++) {
            check(
                    "recording " + place + " of '" + name() + "'",
                    changed.get(place),
                    changed.get(0).rate());
        }
        return new Speech(name(), changed, cut, speakers, declared, split());
    }

    /**
     * Returns some of the recordings; each stays in the part that it is in.
     *
     * @param kept whether the recording at a place is to stay
     * @return the changed value
     * @throws IllegalArgumentException if none stays
     */
    public Speech where(IntPredicate kept) {
        int[] places = IntStream.range(0, size()).filter(kept).toArray();
        if (places.length == 0) {
            throw new IllegalArgumentException("where(...) keeps none of the " + size() + " recordings of '" + name()
                    + "': expected at least one, look at text(place) and speaker(place)");
        }
        List<Audio> those = IntStream.of(places).mapToObj(recordings::get).toList();
        List<String> texts = IntStream.of(places).mapToObj(this::text).toList();
        List<String> names = speakers.isEmpty()
                ? speakers
                : IntStream.of(places).mapToObj(speakers::get).toList();
        return new Speech(name(), those, new Cut(name(), texts, tokenizer()), names, declared, split().of(places));
    }

    @Override
    Speech drawn(Shares shares, long seed) {
        List<String> oneKind = Collections.nCopies(size(), "");
        return with(Split.drawn(recordings, oneKind, shares, seed));
    }

    @Override
    Speech ordered(Shares shares) {
        return with(Split.inOrder(size(), shares));
    }

    /**
     * Returns how many recordings there are.
     *
     * @return the count
     */
    @Override
    public int size() {
        return recordings.size();
    }

    /**
     * Returns one recording.
     *
     * @param place its place, from 0
     * @return the sound
     */
    public Audio audio(int place) {
        return recordings.get(place);
    }

    /**
     * Returns one recording's transcript as it was written.
     *
     * @param place its place, from 0
     * @return the transcript
     */
    public String text(int place) {
        return cut.texts().get(place);
    }

    /**
     * Returns one recording's transcript in symbols.
     *
     * @param place its place, from 0
     * @return the symbols, at least one
     * @throws IllegalArgumentException if the tokenizer finds none
     */
    public List<String> transcript(int place) {
        return cut.tokens(place);
    }

    /**
     * Returns who speaks in one recording.
     *
     * @param place its place, from 0
     * @return the speaker; empty where speakers are not known
     */
    public Optional<String> speaker(int place) {
        return speakers.isEmpty() ? Optional.empty() : Optional.of(speakers.get(place));
    }

    /**
     * Returns the symbols of the transcripts, without specials: those declared, else those that occur in any part,
     * sorted. One that the training part lacks is among a model's outputs, which never learns to say it.
     *
     * @return the vocabulary
     */
    public Vocabulary vocabulary() {
        Vocabulary found = declared == null ? vocabulary : declared;
        if (found == null) {
            found = Vocabulary.of(List.copyOf(IntStream.range(0, size())
                    .boxed()
                    .flatMap(place -> transcript(place).stream())
                    .collect(Collectors.toCollection(TreeSet::new))));
            vocabulary = found;
        }
        return found;
    }

    /**
     * Returns how transcripts are cut.
     *
     * @return the tokenizer
     */
    public Tokenizer tokenizer() {
        return cut.tokenizer();
    }

    /**
     * Returns the rate of all recordings.
     *
     * @return the samples in a second (Hz)
     */
    public int rate() {
        return recordings.get(0).rate();
    }

    /**
     * Returns how long all recordings are together.
     *
     * @return the length in seconds
     */
    public double seconds() {
        return recordings.stream().mapToDouble(Audio::seconds).sum();
    }

    /**
     * Returns what there is as a table with the columns {@code transcript}, {@code seconds} and {@code part}, which is
     * {@code train}, {@code validation} or {@code test}, and {@code speaker} where speakers are known.
     *
     * @return the table, a row for each recording
     */
    public Table table() {
        Table table = Table.create(
                name(),
                StringColumn.create("transcript", cut.texts()),
                DoubleColumn.create(
                        "seconds",
                        recordings.stream().mapToDouble(Audio::seconds).toArray()),
                partColumn());
        return speakers.isEmpty() ? table : table.addColumns(StringColumn.create("speaker", speakers));
    }

    @Override
    public String toString() {
        return described(String.format(
                Locale.ROOT,
                "%,d recordings, %.1f minutes at %d Hz, %d symbols",
                size(),
                seconds() / 60,
                rate(),
                vocabulary().size()));
    }
}
