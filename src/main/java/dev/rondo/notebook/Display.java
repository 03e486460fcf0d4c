package dev.rondo.notebook;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.UUID;

/** What a cell calls to show things, under the names that IJava gives them; each cell has them imported. */
public final class Display {
    private Display() {}

    /**
     * Turns a value into what a page can show.
     *
     * @param value any value; charts and images become PNG, tables HTML, all else text
     * @return its pictures and texts by MIME type
     */
    public static DisplayData render(Object value) {
        return kernel().render(value);
    }

    /**
     * Turns a value into what a page can show, of the given kinds where there is a way.
     *
     * @param value any value
     * @param types MIME types, such as {@code text/html}
     * @return its pictures and texts by MIME type
     */
    public static DisplayData render(Object value, String... types) {
        return kernel().getRenderer().renderAs(value, types);
    }

    /**
     * Shows a value below the running cell.
     *
     * @param value any value
     * @return an id for {@link #updateDisplay}
     */
    public static String display(Object value) {
        return display(render(value));
    }

    /**
     * Shows a value below the running cell, as the given kinds.
     *
     * @param value any value
     * @param types MIME types, such as {@code text/html}
     * @return an id for {@link #updateDisplay}
     */
    public static String display(Object value, String... types) {
        return display(render(value, types));
    }

    private static String display(DisplayData data) {
        if (!data.hasDisplayId()) {
            data.setDisplayId(UUID.randomUUID().toString());
        }
        kernel().display(data);
        return data.getDisplayId();
    }

    /**
     * Replaces what was shown.
     *
     * @param id what {@link #display} returned
     * @param value the new value
     */
    public static void updateDisplay(String id, Object value) {
        updateDisplay(id, render(value));
    }

    /**
     * Replaces what was shown, as the given kinds.
     *
     * @param id what {@link #display} returned
     * @param value the new value
     * @param types MIME types, such as {@code text/html}
     */
    public static void updateDisplay(String id, Object value, String... types) {
        updateDisplay(id, render(value, types));
    }

    private static void updateDisplay(String id, DisplayData data) {
        data.setDisplayId(id);
        kernel().update(data);
    }

    private static RondoKernel kernel() {
        RondoKernel running = RondoKernel.getKernelInstance();
        if (running == null) {
            throw new IllegalStateException(
                    "no notebook runs in this process, expected a cell of a notebook: use chart.show() or print here");
        }
        return running;
    }
}
