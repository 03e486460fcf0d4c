package dev.rondo.data;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.rondo.plot.Chart;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Pictures of one size, each with a sentence about it, split into parts, and the vocabulary of the part to train on.
 *
 * <pre>{@code
 * var scenes = Scenes.of(1, 2).pictures(3000).split(0.8, 0.1);
 * var photographs = CaptionedPictures.of("photographs", images, captions) // of one size
 *         .vocabulary(2, 5_000);
 * var features = CaptionedPictures.of("features", vectors, captions); // what another net made of them
 * }</pre>
 *
 * <p>Captions are cut by {@link Tokenizer#words()}, without limits to the vocabulary, and a tenth of the distinct pictures
 * is for validation, until something else is said. A picture may have several captions and stands once for each; these go
 * to one part whatever the shares.
 */
@CheckReturnValue
public final class CaptionedPictures extends Parted<CaptionedPictures> {
    private final List<Picture> pictures;
    private final Cut captions;
    private final Limits limits;
    private @Nullable Vocabulary vocabulary; // counted when first asked for
    private @Nullable Map<Picture, List<Integer>> byPicture; // listed when first asked for

    private CaptionedPictures(String name, List<Picture> pictures, Cut captions, Limits limits, Split split) {
        super(name, split);
        this.pictures = pictures;
        this.captions = captions;
        this.limits = limits;
    }

    /**
     * Takes pictures and a caption for each; a picture with several captions stands once for each.
     *
     * @param name what messages call them
     * @param pictures the pictures, all of one size
     * @param captions a sentence about each, none blank
     * @return the set
     * @throws IllegalArgumentException if there are none, sizes or numbers differ, or a caption is blank
     */
    public static CaptionedPictures of(String name, List<Picture> pictures, List<String> captions) {
        if (pictures.isEmpty() || pictures.size() != captions.size()) {
            throw new IllegalArgumentException("'" + name + "' has " + pictures.size() + " pictures and "
                    + captions.size() + " captions: expected at least one picture, and a caption for each");
        }
        for (int place = 0; place < pictures.size(); place++) {
            String shape = pictures.get(place).shape();
            if (!shape.equals(pictures.get(0).shape())) {
                throw new IllegalArgumentException("picture " + place + " of '" + name + "' is " + shape
                        + " (rows x columns x channels), expected "
                        + pictures.get(0).shape()
                        + " as picture 0: scale or cut all to one size");
            }
            if (Tokenizer.isBlank(captions.get(place))) {
                throw new IllegalArgumentException("the caption of picture " + place + " of '" + name
                        + "' is empty: leave the picture out, or say something about it");
            }
        }
        Cut cut = new Cut(name, List.copyOf(captions), Tokenizer.words());
        Split all = Split.counts(pictures.size(), 0, 0);
        return new CaptionedPictures(name, List.copyOf(pictures), cut, Limits.NONE, all).split(0.9, 0.1);
    }

    /**
     * Takes vectors and a caption for each, such as the features of a net that has seen many pictures.
     *
     * @param name what messages call them
     * @param vectors the features of each, all of one length
     * @param captions a sentence about each, none blank
     * @return the set, of pictures of one cell
     * @throws IllegalArgumentException if there are none, lengths or numbers differ, or a caption is blank
     */
    public static CaptionedPictures of(String name, float[][] vectors, List<String> captions) {
        return of(name, Arrays.stream(vectors).map(Picture::vector).toList(), captions);
    }

    /**
     * Takes images in colours and a caption for each.
     *
     * @param name what messages call them
     * @param images the images, all of one size
     * @param captions a sentence about each, none blank
     * @return the set, of pictures of three channels
     * @throws IllegalArgumentException if there are none, sizes or numbers differ, or a caption is blank
     */
    public static CaptionedPictures of(String name, BufferedImage[] images, List<String> captions) {
        return of(name, Arrays.stream(images).map(Picture::of).toList(), captions);
    }

    private CaptionedPictures parted(Split other) {
        return new CaptionedPictures(name(), pictures, captions, limits, other);
    }

    /**
     * Returns this under another name.
     *
     * @param other what messages call it
     * @return the changed value
     */
    public CaptionedPictures named(String other) {
        Cut renamed = new Cut(other, captions.texts(), captions.tokenizer());
        return new CaptionedPictures(other, pictures, renamed, limits, split());
    }

    /**
     * Returns this cut by another tokenizer.
     *
     * @param other how captions are cut
     * @return the changed value
     */
    public CaptionedPictures tokenizer(Tokenizer other) {
        return new CaptionedPictures(name(), pictures, new Cut(name(), captions.texts(), other), limits, split());
    }

    /**
     * Returns this with limits to the vocabulary.
     *
     * @param minimum how often a token must stand in the training part, from 1
     * @param largest how many tokens there are at most, beside the four specials
     * @return the changed value
     * @throws IllegalArgumentException if one is below 1
     */
    public CaptionedPictures vocabulary(int minimum, int largest) {
        return new CaptionedPictures(name(), pictures, captions, new Limits(minimum, largest), split());
    }

    /**
     * Returns some of the pictures; each stays in the part that it is in.
     *
     * @param kept whether the picture at a place is to stay
     * @return the changed value
     * @throws IllegalArgumentException if none of the training part stays
     */
    public CaptionedPictures where(IntPredicate kept) {
        int[] places = IntStream.range(0, size()).filter(kept).toArray();
        Split parts = split().of(places);
        if (parts.train().length == 0) {
            throw new IllegalArgumentException("where(...) keeps " + places.length + " of the " + size()
                    + " pictures of '" + name() + "' and none of its training part: expected at least one, keep more or"
                    + " split otherwise");
        }
        List<String> texts = IntStream.of(places).mapToObj(this::caption).toList();
        return new CaptionedPictures(
                name(),
                IntStream.of(places).mapToObj(pictures::get).toList(),
                new Cut(name(), texts, captions.tokenizer()),
                limits,
                parts);
    }

    @Override
    CaptionedPictures drawn(Shares shares, long seed) {
        return parted(BySource.drawn(shares, seed).of(pictures, split()));
    }

    @Override
    CaptionedPictures ordered(Shares shares) {
        return parted(BySource.inOrder(shares).of(pictures, split()));
    }

    /**
     * Returns this split by whole descriptions, drawn by lot: pictures with the same caption go to one part, so that no
     * sentence that is tested was read in training. Of a picture with several captions the first decides.
     *
     * @param train the share of the distinct captions to train on, above 0
     * @param validation the share to validate on, from 0
     * @return the changed value
     * @throws IllegalArgumentException if the shares do not fit into one
     */
    public CaptionedPictures splitByCaption(double train, double validation) {
        Map<Picture, String> first = new HashMap<>();
        for (int place = 0; place < size(); place++) {
            first.putIfAbsent(picture(place), caption(place));
        }
        List<String> deciding = pictures.stream().map(first::get).toList();
        return parted(BySource.drawn(new Shares(train, validation), 0).of(deciding, split()));
    }

    /**
     * Returns this with all pictures of some kind for testing, and the others split by lot into those to train on and
     * those to validate on: whether a model puts together what it has only seen apart. A picture of which one caption is
     * held out is tested with all of them.
     *
     * <pre>{@code
     * scenes.holdOut(caption -> caption.contains("red circle"), 0.1) // red things and circles are there to learn from
     * }</pre>
     *
     * @param tested whether a caption is held out
     * @param validation the share of the others to validate on, from 0
     * @return the changed value
     * @throws IllegalArgumentException if all or none are held out, or the share leaves nothing to train on
     */
    public CaptionedPictures holdOut(Predicate<String> tested, double validation) {
        Map<Picture, Boolean> held = new HashMap<>();
        for (int place = 0; place < size(); place++) {
            held.merge(picture(place), tested.test(caption(place)), Boolean::logicalOr);
        }
        int[] out = IntStream.range(0, size())
                .filter(place -> held.getOrDefault(picture(place), false))
                .toArray();
        int[] in = IntStream.range(0, size())
                .filter(place -> !held.getOrDefault(picture(place), false))
                .toArray();
        if (out.length == 0 || in.length == 0) {
            throw new IllegalArgumentException("holdOut(...) takes " + out.length + " of the " + size()
                    + " pictures of '" + name() + "': expected some of them, and others to train on");
        }
        Shares shares = new Shares(1 - validation, validation);
        List<Picture> others = IntStream.of(in).mapToObj(pictures::get).toList();
        Split rest = BySource.drawn(shares, 0).of(others, split());
        return parted(new Split(at(in, rest.train()), at(in, rest.validation()), out));
    }

    private static int[] at(int[] places, int[] chosen) {
        return IntStream.of(chosen).map(k -> places[k]).toArray();
    }

    /**
     * Returns how many pictures there are, counted once for each caption.
     *
     * @return the count
     */
    @Override
    public int size() {
        return pictures.size();
    }

    /**
     * Returns a picture.
     *
     * @param place its place, from 0
     * @return the picture
     */
    public Picture picture(int place) {
        return pictures.get(place);
    }

    /**
     * Returns what is said about a picture.
     *
     * @param place the picture's place, from 0
     * @return the sentence
     */
    public String caption(int place) {
        return captions.texts().get(place);
    }

    /**
     * Returns what is said about a picture in tokens.
     *
     * @param place the picture's place, from 0
     * @return the tokens, at least one, without the marks of begin and end
     * @throws IllegalArgumentException if the tokenizer finds none
     */
    public List<String> tokens(int place) {
        return captions.tokens(place);
    }

    /**
     * Returns all that is said about a picture: the different captions of the pictures equal to it.
     *
     * @param place the place of one of them, from 0
     * @return the captions in tokens, at least one, in the order of the set
     */
    public List<List<String>> references(int place) {
        Map<Picture, List<Integer>> known = byPicture;
        if (known == null) {
            known = new LinkedHashMap<>();
            for (int k = 0; k < size(); k++) {
                known.computeIfAbsent(picture(k), key -> new ArrayList<>()).add(k);
            }
            byPicture = known;
        }
        return known.getOrDefault(picture(place), List.of(place)).stream()
                .map(this::tokens)
                .distinct()
                .toList();
    }

    /**
     * Returns the vocabulary of the training part's captions.
     *
     * @return the vocabulary, which begins with the four specials
     */
    public Vocabulary vocabulary() {
        Vocabulary counted = vocabulary;
        if (counted == null) {
            counted = limits.count(split().train(), captions::tokens);
            vocabulary = counted;
        }
        return counted;
    }

    /**
     * Returns how captions are cut.
     *
     * @return the tokenizer
     */
    public Tokenizer tokenizer() {
        return captions.tokenizer();
    }

    /**
     * Shows some of the pictures, each above its caption.
     *
     * @param places their places, at least one
     * @return the pictures side by side
     * @throws IllegalArgumentException if there is none
     */
    public Chart plot(int... places) {
        return Chart.pictures(
                name(),
                IntStream.of(places).mapToObj(this::caption).toArray(String[]::new),
                IntStream.of(places).mapToObj(place -> picture(place).rgb()).toArray(int[][][]::new));
    }

    /**
     * Returns the captions as a table with the columns {@code caption}, {@code tokens} (how many) and {@code part}, which
     * is {@code train}, {@code validation} or {@code test}.
     *
     * @return the table, a row for each picture and caption
     */
    public Table table() {
        return Table.create(
                name(),
                StringColumn.create("caption", captions.texts()),
                IntColumn.create(
                        "tokens",
                        IntStream.range(0, size())
                                .map(place -> tokens(place).size())
                                .toArray()),
                partColumn());
    }

    @Override
    public String toString() {
        return described(String.format(
                Locale.ROOT,
                "%,d pictures (%s) with %,d different captions",
                size(),
                picture(0).shape(),
                captions.texts().stream().distinct().count()));
    }
}
