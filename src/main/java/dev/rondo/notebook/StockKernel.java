package dev.rondo.notebook;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An IJava or JJava kernel that is installed already, to which the toolkit can be attached: its {@code kernel.json} then
 * sets the environment variables from which the kernel takes its class path and the lines it runs at its start.
 */
public final class StockKernel {
    /** The kinds of kernel known; a kind's name begins the names of its variables. */
    private enum Kind {
        IJAVA("IJava"),
        JJAVA("JJava");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        boolean isNamedIn(String text) {
            return text.toUpperCase(Locale.ROOT).contains(name());
        }
    }

    private final String name;
    private final Kind kind;
    private final SpecFile spec;

    private StockKernel(String name, Kind kind, SpecFile spec) {
        this.name = name;
        this.kind = kind;
        this.spec = spec;
    }

    /**
     * Finds a kernel by its name.
     *
     * @param name the name in Jupyter's list, such as {@code java}
     * @param folders where to look
     * @return the kernel
     * @throws IllegalArgumentException if there is none of that name, or it is neither IJava nor JJava
     * @throws UncheckedIOException if its description cannot be read
     */
    public static StockKernel find(String name, JupyterFolders folders) {
        Map<String, Path> kernels = folders.kernels();
        Path folder = kernels.get(name.toLowerCase(Locale.ROOT));
        if (folder == null) {
            String found = kernels.isEmpty() ? "no kernel at all" : "only " + String.join(", ", kernels.keySet());
            throw new IllegalArgumentException("there is no kernel '" + name + "', found " + found + " in "
                    + folders.searched() + ": choose one of these, or install IJava or JJava first");
        }
        SpecFile spec = SpecFile.read(SpecFile.in(folder));
        if (spec.isRondo()) {
            throw new IllegalArgumentException(
                    "kernel '" + name + "' in " + folder + " is Rondo's own, which has the toolkit: use it as it is");
        }
        Kind kind = kind(spec.json())
                .orElseThrow(() -> new IllegalArgumentException("kernel '" + name + "' in " + folder + " is '"
                        + spec.displayName() + "', expected IJava or JJava: choose another kernel, or install Rondo's"
                        + " own with kernel install"));
        return new StockKernel(folder.getFileName().toString(), kind, spec);
    }

    private static Optional<Kind> kind(JsonObject json) {
        List<String> words = new ArrayList<>();
        if (json.get("argv") instanceof Iterable<?> argv) {
            argv.forEach(word -> words.add(String.valueOf(word).replaceFirst(".*[/\\\\](?=.)", "")));
        }
        words.add(String.valueOf(json.get("display_name")));
        if (json.get("env") instanceof JsonObject env) {
            words.addAll(env.keySet());
        }
        for (String word : words) {
            for (Kind kind : Kind.values()) {
                if (kind.isNamedIn(word)) {
                    return Optional.of(kind);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Gives the kernel the toolkit as it runs here. Attaching again brings it up to date.
     *
     * @return the file that was changed
     * @throws UncheckedIOException if it cannot be written
     */
    public Path attach() {
        return attach(Toolkit.running());
    }

    Path attach(Toolkit toolkit) {
        String before = detached();
        JsonObject json = SpecFile.parse(before);
        attachment().put(SpecFile.object(json, "env"), toolkit);
        SpecFile.keep(json, before);
        return write(SpecFile.text(json));
    }

    private Attachment attachment() {
        return new Attachment(kind.name());
    }

    /**
     * Takes the toolkit away again: the file is then what it was before, to the byte if nothing else was changed in it.
     * What was added meanwhile to the variables themselves is lost.
     *
     * @return the file that was changed
     * @throws IllegalArgumentException if the toolkit was not attached
     * @throws UncheckedIOException if it cannot be written
     */
    public Path detach() {
        if (!spec.isAttached()) {
            throw new IllegalArgumentException("kernel '" + name + "' in " + spec.path()
                    + " is as it was installed, expected one with the toolkit attached: there is nothing to undo");
        }
        return write(detached());
    }

    /** The description without the toolkit. */
    private String detached() {
        if (!spec.isAttached()) {
            return spec.text();
        }
        String original = spec.original();
        JsonObject then = SpecFile.parse(original);
        JsonObject now = spec.json().deepCopy();
        SpecFile.unmark(now);
        attachment().restore(SpecFile.object(now, "env"), SpecFile.object(then.deepCopy(), "env"));
        for (String part : List.of("env", "metadata")) {
            if (!then.has(part) && SpecFile.object(now, part).size() == 0) {
                now.remove(part);
            }
        }
        return now.equals(then) ? original : SpecFile.text(now);
    }

    private Path write(String text) {
        try {
            SpecFile.write(spec.path(), text);
            return spec.path();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write " + spec.path() + " (" + e + "), expected a writable file: run this as its owner, or"
                            + " copy the kernel's folder into your own Jupyter folder",
                    e);
        }
    }

    /** The kind of kernel, its name and its file. */
    @Override
    public String toString() {
        return kind.title + " kernel '" + name + "': " + spec.path();
    }
}
