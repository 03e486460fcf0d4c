package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** An open session together with the front end that keeps what reaches it. */
final class Session implements Frontend, AutoCloseable {
    /** Pieces of text as {@code stdout:text}, what one stream got in a row being one piece, and {@code display}. */
    private final List<String> events = new ArrayList<>();

    private final List<DisplayData> displayed = new ArrayList<>();
    private final List<DisplayData> updated = new ArrayList<>();
    private CountDownLatch printed = new CountDownLatch(1);
    private int cell;
    final RondoKernel kernel = new RondoKernel(this);

    DisplayData run(String code) throws CellFailure {
        return kernel.run(code, ++cell);
    }

    /** Runs a cell and returns the text of its value. */
    String text(String code) throws CellFailure {
        DisplayData value = run(code);
        assertNotNull(value, "the cell shows no value");
        return text(value);
    }

    static String text(DisplayData data) {
        return String.valueOf(data.getData(MIMEType.TEXT_PLAIN));
    }

    CellFailure failure(String code) {
        return assertThrows(CellFailure.class, () -> run(code));
    }

    int cell() {
        return cell;
    }

    /** Forgets what was printed and shown so far. */
    synchronized void forget() {
        events.clear();
        displayed.clear();
        updated.clear();
        printed = new CountDownLatch(1);
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    synchronized List<DisplayData> displayed() {
        return List.copyOf(displayed);
    }

    synchronized List<DisplayData> updated() {
        return List.copyOf(updated);
    }

    /** Opens once something is printed. */
    synchronized CountDownLatch printed() {
        return printed;
    }

    @Override
    public synchronized void print(String stream, String text) {
        int last = events.size() - 1;
        if (last >= 0 && events.get(last).startsWith(stream + ":")) {
            events.set(last, events.get(last) + text);
        } else {
            events.add(stream + ":" + text);
        }
        printed.countDown();
    }

    @Override
    public synchronized void display(DisplayData data) {
        events.add("display");
        displayed.add(data);
    }

    @Override
    public synchronized void update(DisplayData data) {
        events.add("update");
        updated.add(data);
    }

    @Override
    public void close() {
        kernel.close();
    }
}
