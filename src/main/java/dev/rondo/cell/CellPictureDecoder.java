package dev.rondo.cell;

import java.util.List;

/**
 * What reads a picture and a decoder that tells of it: convolutions make a small grid of it, all cells of which make one
 * vector, the summary.
 *
 * <pre>
 * cells = the last convolution's y           those of the picture where there is no convolution
 * s = tanh(W [cell_1 ; ... ; cell_n] + b)    the cells row by row
 * </pre>
 *
 * @param convolutions the layers in order, none or more
 * @param summary W and b
 * @param decoder starts from the summary and attends to the cells; with {@link AttentionType#NONE} it sees the summary at
 *     each step
 */
public record CellPictureDecoder(List<Convolution> convolutions, Linear summary, CellDecoder decoder) {

    /**
     * Copies the list.
     *
     * @param convolutions the layers
     * @param summary the map from all cells to the summary
     * @param decoder the decoder
     */
    public CellPictureDecoder {
        convolutions = List.copyOf(convolutions);
    }

    /**
     * Returns the cells that the convolutions make of a picture.
     *
     * @param picture the picture
     * @return the cells
     * @throws IllegalArgumentException if the picture is too small, or a cell has another number of channels
     */
    public Convolution.Grid cells(Convolution.Grid picture) {
        Convolution.Grid grid = picture;
        for (Convolution layer : convolutions) {
            grid = layer.apply(grid);
        }
        return grid;
    }

    /**
     * Returns what is known of a picture as one vector.
     *
     * @param cells what {@link #cells} returned
     * @return the summary
     * @throws IllegalArgumentException if there are more or fewer numbers than expected
     */
    public float[] summary(Convolution.Grid cells) {
        int channels = cells.cells()[0].length;
        float[] all = new float[cells.cells().length * channels];
        for (int k = 0; k < cells.cells().length; k++) {
            System.arraycopy(cells.cells()[k], 0, all, k * channels, channels);
        }
        float[] y = summary.apply(all);
        for (int k = 0; k < y.length; k++) {
            y[k] = Activation.tanh(y[k]);
        }
        return y;
    }

    /**
     * Reads a picture.
     *
     * @param picture the picture
     * @return keys and first state for the decoder
     * @throws IllegalArgumentException if it has another size than expected
     */
    public CellEncoderDecoder.Encoded read(Convolution.Grid picture) {
        Convolution.Grid cells = cells(picture);
        float[] summary = summary(cells);
        float[][] keys = decoder.attention() == AttentionType.NONE ? new float[][] {summary} : cells.cells();
        return new CellEncoderDecoder.Encoded(decoder.keys(keys), decoder.start(summary));
    }
}
