package dev.rondo.task;

import dev.rondo.cell.CellPictureDecoder;
import dev.rondo.cell.Convolution;
import dev.rondo.cell.Tensor;
import dev.rondo.data.CaptionedPictures;
import dev.rondo.data.Part;
import dev.rondo.data.Picture;
import dev.rondo.data.Vocabulary;
import dev.rondo.metric.Bleu;
import dev.rondo.metric.ErrorRate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Between pictures and the captions that a search finds, for one copy of a model's weights. */
final class Beholder {
    private static final int LONGEST = 50; // tokens, where nothing else is said

    private final CaptionerSpec spec;
    private final BeamSearch how;
    private final CellPictureDecoder cells;
    private final Telling telling;
    private final SymbolSearch search;
    private final boolean[] spoken;

    Beholder(Captioner model, BeamSearch how) {
        this.spec = model.spec();
        this.how = how;
        if (how.copying()) {
            throw new IllegalArgumentException(
                    "copyUnknown() on " + model + ": a picture has no words to copy, leave it out");
        }
        this.cells = model.cells();
        Vocabulary known = model.vocabulary();
        this.telling = new Telling(known, model.tokenizer(), how, spec.attends());
        this.search = new SymbolSearch(
                cells.decoder(),
                model.head(),
                Tensor.from(model.weights(), "target.weight", known.size(), spec.embedding()),
                telling.id(Vocabulary.BEGIN),
                telling.id(Vocabulary.END));
        this.spoken = telling.spoken();
    }

    /** Tells of pictures side by side; what is told of one does not depend on the others. */
    List<Caption> captions(List<Picture> pictures) {
        return IntStream.range(0, pictures.size())
                .parallel()
                .mapToObj(k -> caption(pictures.get(k)))
                .toList();
    }

    private Caption caption(Picture picture) {
        int longest = how.longest() > 0 ? how.longest() : LONGEST;
        List<Hypothesis> told = search.best(cells.read(grid(picture)), longest, how, spoken).stream()
                .map(path -> telling.hypothesis(path, null))
                .toList();
        return new Caption(
                picture,
                told,
                spec.encoder().left(picture.rows()),
                spec.encoder().left(picture.columns()));
    }

    /** Copies a picture for the plain net. */
    static Convolution.Grid grid(Picture picture) {
        float[] values = picture.values();
        int channels = picture.channels();
        float[][] cells = IntStream.range(0, picture.rows() * picture.columns())
                .mapToObj(k -> Arrays.copyOfRange(values, k * channels, (k + 1) * channels))
                .toArray(float[][]::new);
        return new Convolution.Grid(picture.rows(), picture.columns(), cells);
    }

    /** Tells of the different pictures of a part and compares with all that is said about each. */
    CaptionerScores measure(CaptionedPictures data, Part part, SymbolGoal.Tally tally) {
        int[] places = Telling.distinct(data.places(part), data::picture);
        List<Caption> told =
                captions(IntStream.of(places).mapToObj(data::picture).toList());
        List<List<List<String>>> references =
                IntStream.of(places).mapToObj(data::references).toList();
        List<List<String>> nearest = IntStream.range(0, told.size())
                .mapToObj(k -> Telling.nearest(
                        references.get(k), Function.identity(), told.get(k).tokens()))
                .toList();
        List<List<String>> tokens = told.stream().map(Caption::tokens).toList();
        return new CaptionerScores(
                tally.nats(),
                tally.accuracy(),
                ErrorRate.of(nearest, tokens),
                Bleu.of(tokens, references),
                told.stream().filter(caption -> caption.best().cut()).count());
    }
}
