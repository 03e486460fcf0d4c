package dev.rondo.notebook;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The session of one notebook: its cells run here, whoever looks on. A page reaches it through {@link Jupyter}, the
 * headless runner without any connection.
 */
public final class RondoKernel extends BaseKernel implements AutoCloseable {
    /** Bytes given up where memory is full, so that the next cell, which frees some, can be compiled. */
    private static final int RESERVE =
            (int) Math.min(32 << 20, Runtime.getRuntime().maxMemory() / 8);

    private static volatile @Nullable RondoKernel running;

    private final Frontend frontend;
    private final Output output;
    private final InputStream in = System.in;
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final CompletableFuture<Evaluator> evaluator;
    private final Magics magics = new Magics(this);
    private byte @Nullable [] reserve = new byte[RESERVE];

    static {
        KERNEL_META.put("project", "rondo");
        String version = RondoKernel.class.getPackage().getImplementationVersion();
        KERNEL_META.put("version", version == null ? "development" : version);
    }

    /** Opens a session; what this process prints goes to the front end from now on. */
    RondoKernel(Frontend frontend) {
        this.frontend = frontend;
        output = new Output(frontend::print);
        System.setOut(output.stream("stdout"));
        System.setErr(output.stream("stderr"));
        setShouldReplaceStdStreams(false);
        Renderers.register(getRenderer());
        evaluator = CompletableFuture.supplyAsync(Evaluator::new); // a page may connect meanwhile
        running = this;
    }

    /**
     * Returns the session of this process: the way in which IJava and its relatives are found too.
     *
     * @return the session, or null where this process runs no notebook
     */
    public static @Nullable RondoKernel getKernelInstance() {
        return running;
    }

    Evaluator evaluator() {
        return evaluator.join();
    }

    /**
     * Runs a cell.
     *
     * @param code its code
     * @param number its number, by which later errors name it
     * @return the value of its last line, rendered, where that is an expression
     * @throws CellFailure if it does not compile, throws, or is stopped
     */
    @Nullable
    DisplayData run(String code, int number) throws CellFailure {
        try {
            evaluator().cell(number);
            Object value = lines(code, 0);
            evaluator().unready().forEach(System.err::println);
            DisplayData shown = value == null || value instanceof PrintStream ? null : shown(value); // printf's own
            reserve();
            return shown;
        } catch (CellFailure e) {
            reserve = e.name().equals("OutOfMemoryError") ? null : reserve;
            throw e;
        } catch (OutOfMemoryError e) {
            reserve = null;
            throw Failures.outOfMemory();
        } finally {
            output.flush();
        }
    }

    /** Sets memory aside again, once there is plenty. */
    private void reserve() {
        Runtime runtime = Runtime.getRuntime();
        long left = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        if (reserve == null && left > 4L * RESERVE) {
            reserve = new byte[RESERVE];
        }
    }

    private DisplayData shown(Object value) throws CellFailure {
        try {
            return render(value);
        } catch (RuntimeException | StackOverflowError e) { // from the value's own toString, say
            throw Failures.notShown(e);
        }
    }

    DisplayData render(Object value) {
        if (value instanceof DisplayData data) {
            return data;
        }
        return value.getClass().isArray()
                ? new DisplayData(Renderers.words(value))
                : getRenderer().render(value);
    }

    /**
     * Runs the code piece by piece: magics, and what JShell takes for one statement or declaration.
     *
     * @param code the code
     * @param above how many lines of the cell stand above it
     * @return the value of the last piece, or null
     */
    @Nullable
    Object lines(String code, int above) throws CellFailure {
        Object value = null;
        int at = Source.skipBlank(code, 0);
        while (at < code.length()) {
            int line = above + Source.line(code, at);
            if (Source.isMagic(code, at)) {
                int end = magics.isOnCell(code, at) ? code.length() : Source.endOfLine(code, at);
                value = magics.run(code.substring(at, end), line);
                at = end;
            } else {
                Evaluator.Piece piece = evaluator().first(code.substring(at));
                value = evaluator().eval(piece.source(), line);
                at += piece.length();
            }
            at = Source.skipBlank(code, at);
        }
        return value;
    }

    @Override
    public @Nullable DisplayData eval(String code) throws CellFailure {
        return run(code, 0);
    }

    @Override
    public void display(DisplayData data) {
        output.flush(); // what was printed before stands above
        frontend.display(data);
    }

    void update(DisplayData data) {
        output.flush();
        frontend.update(data);
    }

    @Override
    public void interrupt() {
        if (evaluator.isDone()) {
            evaluator().interrupt();
        }
    }

    void flush() {
        output.flush();
    }

    // Jupyter counts code points, Java chars. Code that the compiler cannot digest must not end the kernel.

    @Override
    public @Nullable ReplacementOptions complete(String code, int at) {
        try {
            Assistance.Completions found = new Assistance(evaluator().shell()).complete(code, chars(code, at));
            return new ReplacementOptions(found.texts(), code.codePointCount(0, found.from()), at);
        } catch (StackOverflowError | OutOfMemoryError e) {
            return null;
        }
    }

    @Override
    public @Nullable DisplayData inspect(String code, int at, boolean extraDetail) {
        try {
            return new Assistance(evaluator().shell())
                    .inspect(code, chars(code, at))
                    .map(DisplayData::new)
                    .orElse(null);
        } catch (StackOverflowError | OutOfMemoryError e) {
            return null;
        }
    }

    private static int chars(String code, int codePoints) {
        return code.offsetByCodePoints(0, Math.max(0, Math.min(codePoints, code.codePointCount(0, code.length()))));
    }

    @Override
    public String isComplete(String code) {
        try {
            return switch (new Assistance(evaluator().shell()).completeness(code)) {
                case "complete" -> IS_COMPLETE_YES;
                case "invalid" -> IS_COMPLETE_BAD;
                default -> "    "; // how far to indent the line to come
            };
        } catch (StackOverflowError | OutOfMemoryError e) {
            return IS_COMPLETE_MAYBE;
        }
    }

    @Override
    public LanguageInfo getLanguageInfo() {
        return new LanguageInfo.Builder("java")
                .version(Runtime.version().toString())
                .mimetype("text/x-java-source")
                .fileExtension(".jshell")
                .pygments("java")
                .codemirror("text/x-java")
                .build();
    }

    @Override
    public String getBanner() {
        return "Rondo: recurrent networks for Java, on JDK " + Runtime.version();
    }

    @Override
    public List<LanguageInfo.Help> getHelpLinks() {
        return List.of();
    }

    /** Ends the session; this process prints where it did before. */
    @Override
    public void close() {
        evaluator().close();
        System.out.flush();
        System.err.flush();
        output.close();
        System.setIn(in);
        System.setOut(out);
        System.setErr(err);
        running = null;
    }
}
