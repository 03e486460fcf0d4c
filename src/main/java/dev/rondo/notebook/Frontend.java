package dev.rondo.notebook;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;

/** Where what a cell prints and shows goes: to a page, or to the file of an executed notebook. */
interface Frontend {
    /**
     * Takes a piece of text.
     *
     * @param stream {@code stdout} or {@code stderr}
     * @param text the text, of whole characters
     */
    void print(String stream, String text);

    /** Shows something below the cell. */
    void display(DisplayData data);

    /** Replaces what was shown under the id that the data carry. */
    void update(DisplayData data);
}
