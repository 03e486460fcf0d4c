package dev.rondo.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rondo.data.CaptionedPictures;
import dev.rondo.data.Part;
import dev.rondo.data.Picture;
import dev.rondo.nn.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Pictures and captions in numbers, to learn from. A step is one of the caption, its end included.
 *
 * @param data the pictures
 * @param written the captions
 */
record PictureExamples(CaptionedPictures data, Written written) implements Examples {
    @Override
    public String name() {
        return data.name();
    }

    @Override
    public int[] places(Part part) {
        return data.places(part);
    }

    @Override
    public int length(int place) {
        return written.length(place);
    }

    /** Copies pictures (batch, channels, rows, columns) and, at each step of the caption, the symbol before (batch, steps). */
    @Override
    public NDList inputs(NDManager manager, SequenceBatch batch) {
        List<Picture> pictures =
                Arrays.stream(batch.places()).mapToObj(data::picture).toList();
        return new NDList(pictures(manager, pictures), written.before(manager, batch.places()));
    }

    /** Copies pictures of one size into the engine, (batch, channels, rows, columns). */
    static NDArray pictures(NDManager manager, List<Picture> pictures) {
        Picture first = pictures.get(0);
        int cells = first.rows() * first.columns();
        int channels = first.channels();
        float[] all = new float[pictures.size() * channels * cells];
        for (int k = 0; k < pictures.size(); k++) {
            float[] values = pictures.get(k).values(); // (cells)(channels)
            for (int at = 0; at < values.length; at++) {
                all[(k * channels + at % channels) * cells + at / channels] = values[at];
            }
        }
        return Tensors.array(manager, all, new Shape(pictures.size(), channels, first.rows(), first.columns()));
    }

    /** The captions count too, but are hashed as such. */
    @Override
    public int contentHash() {
        return IntStream.range(0, data.size()).mapToObj(data::picture).toList().hashCode();
    }

    @Override
    public OptionalDouble floor() {
        return OptionalDouble.empty();
    }

    @Override
    public String toString() {
        return data.name();
    }
}
