package dev.rondo.notebook;

import io.github.spencerpark.jupyter.kernel.util.GlobFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a cell that begin with a percent sign: {@code %classpath}, {@code %jars}, {@code %maven},
 * {@code %mavenRepo} and {@code %time}, by the names that IJava gives them.
 */
final class Magics {
    private static final String KNOWN = "%classpath PATH..., %jars GLOB..., %maven GROUP:ARTIFACT:VERSION..., "
            + "%mavenRepo ID URL, %time CODE and %%time above a cell";

    private final RondoKernel kernel;
    private final MavenLibraries libraries = new MavenLibraries();

    Magics(RondoKernel kernel) {
        this.kernel = kernel;
    }

    /** Tells whether the magic takes all of the cell that follows. */
    boolean isOnCell(String code, int at) {
        return code.startsWith("%%", at);
    }

    /**
     * Runs one.
     *
     * @param magic its line, or its line and what follows in the cell
     * @param line the line at which it stands
     * @return the value of the code that it runs, or null
     * @throws CellFailure if it is unknown or fails
     */
    @Nullable
    Object run(String magic, int line) throws CellFailure {
        int end = Source.endOfLine(magic, 0);
        String[] words = magic.substring(0, end).replaceFirst("^%+", "").strip().split("\\s+", 2);
        String rest = words.length > 1 ? words[1] : "";
        List<String> arguments = rest.isEmpty() ? List.of() : Arrays.asList(rest.split("\\s+"));
        String name = (magic.startsWith("%%") ? "%%" : "%") + words[0];
        try {
            switch (name) {
                case "%classpath", "%jars" -> add(found(needed(arguments, magic)));
                case "%maven", "%addMavenDependency", "%addMavenDependencies" ->
                    add(libraries.resolve(needed(arguments, magic)));
                case "%mavenRepo", "%addMavenRepo" -> libraries.repository(arguments);
                case "%time" -> {
                    return time(rest, line - 1);
                }
                case "%%time" -> {
                    return time(magic.substring(end), line - 1);
                }
                default ->
                    throw new IllegalArgumentException("there is no magic '" + name + "', expected one of " + KNOWN);
            }
        } catch (IllegalArgumentException | IOException e) {
            String message = "line " + line + ": " + e.getMessage();
            throw new CellFailure("MagicFailed", message, line, List.of(message));
        }
        return null;
    }

    private static List<String> needed(List<String> arguments, String magic) {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException(magic.strip() + " names nothing to add, expected " + KNOWN);
        }
        return arguments;
    }

    private void add(List<Path> entries) {
        kernel.evaluator().addToClassPath(entries);
    }

    /** Finds files and folders by their names or patterns. */
    private static List<Path> found(List<String> patterns) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String pattern : patterns) {
            List<Path> some = new ArrayList<>();
            if (Files.exists(Path.of(pattern.replaceAll("[^/\\\\]*[*?].*", "")))) {
                new GlobFinder(pattern).computeMatchingPaths().forEach(some::add);
            }
            if (some.isEmpty()) {
                throw new IllegalArgumentException("nothing is found at '" + pattern
                        + "', expected jars or folders: paths are taken from the notebook's folder");
            }
            all.addAll(some);
        }
        return all;
    }

    private @Nullable Object time(String code, int above) throws CellFailure {
        long start = System.nanoTime();
        Object value = kernel.lines(code, above);
        System.out.printf(Locale.ROOT, "took %.3f s%n", (System.nanoTime() - start) / 1e9);
        return value;
    }
}
