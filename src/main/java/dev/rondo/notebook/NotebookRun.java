package dev.rondo.notebook;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One notebook run in this process: what its cells show goes into the file, and to a terminal for whoever waits. */
final class NotebookRun implements Frontend {
    private static final Gson GSON = new Gson();

    private final NotebookFile notebook;
    private final Path target;
    private final Narration narration;
    private final Map<NotebookFile.CodeCell, CellOutputs> all = new ConcurrentHashMap<>(); // of the cells so far
    private CellOutputs outputs = new CellOutputs();
    private NotebookFile.CodeCell cell;
    private volatile boolean busy;

    private NotebookRun(NotebookFile notebook, Path target, Narration narration) {
        this.notebook = notebook;
        this.target = target;
        this.narration = narration;
        this.cell = notebook.codeCells().get(0);
    }

    /**
     * Runs a notebook and ends the JVM: with 0 if all cells ran, with 1 if one failed, else with 2.
     *
     * @param arguments the notebook, where to write it with its outputs, and whether somebody watches ({@code true})
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        NotebookRun run = new NotebookRun(
                NotebookFile.read(Path.of(arguments[0])),
                Path.of(arguments[1]),
                new Narration(out, Boolean.parseBoolean(arguments[2])));
        Runtime.getRuntime().addShutdownHook(new Thread(run::lastWords, "rondo-last-words"));
        run.endWithTheRunner();
        int status = 2;
        try {
            status = run.run() ? 0 : 1;
        } catch (RuntimeException e) { // such as a full disk; a thread of some cell must not keep the process alive
            e.printStackTrace(out);
        }
        System.exit(status);
    }

    /** Ends when the runner's end of the input closes, however it came to that; the cells have no input. */
    private void endWithTheRunner() {
        InputStream runner = System.in;
        System.setIn(InputStream.nullInputStream());
        Thread thread = new Thread(
                () -> {
                    try {
                        runner.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // it is gone all the same
                    }
                    lastWords();
                    Runtime.getRuntime().halt(1);
                },
                "rondo-end");
        thread.setDaemon(true);
        thread.start();
    }

    private boolean run() {
        narration.begin(notebook);
        notebook.codeCells().forEach(each -> each.set(new JsonArray(), null));
        notebook.write(target);
        boolean whole = true;
        try (RondoKernel kernel = new RondoKernel(this)) {
            for (NotebookFile.CodeCell each : notebook.codeCells()) {
                if (!run(kernel, each)) {
                    whole = false;
                    break;
                }
            }
        }
        narration.endLine();
        return whole;
    }

    /** Runs a cell and writes the notebook; tells whether to go on. */
    private boolean run(RondoKernel kernel, NotebookFile.CodeCell next) {
        cell = next;
        outputs = new CellOutputs();
        all.put(cell, outputs);
        narration.cell(notebook, cell);
        busy = true;
        boolean passed = true;
        try {
            DisplayData value = kernel.run(cell.source(), cell.number());
            if (value != null) {
                JsonObject json = json(value);
                outputs.result(cell.number(), map(json, "data"), map(json, "metadata"));
                narration.shown(map(json, "data"));
            }
        } catch (CellFailure e) {
            passed = cell.mayFail();
            fail(e);
        } finally {
            busy = false;
        }
        save();
        return passed;
    }

    private void fail(CellFailure failure) {
        outputs.error(failure.name(), failure.message(), failure.trace());
        String line = failure.line() > 0 ? ", line " + failure.line() : "";
        narration.failed(
                notebook.path().getFileName() + ", code cell " + cell.number() + line + ", failed"
                        + (cell.mayFail() ? ", as its tag allows" : ""),
                failure.trace());
    }

    private synchronized void save() {
        cell.set(outputs.json(), cell.number());
        notebook.write(target);
    }

    /** Keeps what there is where the process ends under a running cell. */
    private void lastWords() {
        if (busy) {
            RondoKernel kernel = RondoKernel.getKernelInstance();
            if (kernel != null) {
                kernel.flush(); // what was printed last stands above
            }
            fail(Failures.processEnds());
            save();
        }
    }

    @Override
    public void print(String stream, String text) {
        outputs.stream(stream, text);
        narration.printed(text);
    }

    @Override
    public void display(DisplayData data) {
        JsonObject json = json(data);
        outputs.display(map(json, "data"), map(json, "metadata"), data.getDisplayId());
        narration.shown(map(json, "data"));
    }

    @Override
    public void update(DisplayData data) {
        JsonObject json = json(data);
        all.forEach((shown, its) -> { // also what an earlier cell showed
            if (its.update(data.getDisplayId(), map(json, "data"), map(json, "metadata"))) {
                shown.set(its.json(), shown.number());
            }
        });
    }

    private static JsonObject json(DisplayData data) {
        return GSON.toJsonTree(data).getAsJsonObject();
    }

    @SuppressWarnings("unchecked") // members of a JSON object
    private static Map<String, Object> map(JsonObject json, String name) {
        JsonElement member = json.get(name);
        return member == null
                ? Map.of()
                : (Map<String, Object>)
                        (Map<String, ?>) member.getAsJsonObject().asMap();
    }
}
