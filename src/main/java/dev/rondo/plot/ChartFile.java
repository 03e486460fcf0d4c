package dev.rondo.plot;

import dev.rondo.file.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Where charts go as files. */
final class ChartFile {
    private static final int LONGEST_NAME = 60;

    /** The files named by this run: a second chart of one title gets a number rather than the first one's place. */
    private static final Set<Path> NAMED = new HashSet<>();

    private ChartFile() {}

    /** A file for a chart that is shown where there is no notebook; a later call gives another file. */
    static Path named(String title) {
        Path folder = folder();
        String slug = slug(title);
        synchronized (NAMED) {
            Path file = folder.resolve(slug + ".png");
            for (int number = 2; !NAMED.add(file.toAbsolutePath().normalize()); number++) {
                file = folder.resolve(slug + "-" + number + ".png");
            }
            return file;
        }
    }

    static Path write(Path file, byte[] bytes) {
        try {
            WholeFile.write(file, out -> out.write(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "chart file " + file + " could not be written (" + e
                            + "), expected a writable place for a PNG: choose another path or free this one",
                    e);
        }
        return file;
    }

    private static Path folder() {
        String asked = System.getProperty("rondo.charts", "");
        if (!asked.isBlank()) {
            return Path.of(asked);
        }
        Path target = Path.of("target");
        return Files.isDirectory(target) ? target.resolve("charts") : Temporary.FOLDER;
    }

    /** Letters and digits of any script, in lower case, with a hyphen for all else. */
    static String slug(String title) {
        String slug = title.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        int end = Math.min(slug.length(), LONGEST_NAME);
        if (end < slug.length() && Character.isLowSurrogate(slug.charAt(end))) {
            end--;
        }
        return slug.isEmpty() ? "chart" : slug.substring(0, end);
    }

    /** One new folder for each run that needs it. */
    private static final class Temporary {
        static final Path FOLDER = create();

        private static Path create() {
            try {
                return Files.createTempDirectory("rondo-charts-");
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "no folder for charts could be made among the temporary files (" + e
                                + "), expected a writable one: set the system property rondo.charts",
                        e);
            }
        }
    }
}
