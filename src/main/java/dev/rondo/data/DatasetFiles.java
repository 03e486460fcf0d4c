package dev.rondo.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The toolkit's own data, as it lies in the jar: UTF-8 with plain line ends. */
enum DatasetFiles {
    /** Columns language, kind, name. */
    NAMES("names.tsv"),
    /** Token and tag, tab between them, an empty line between sentences, {@code # language = xx} before each. */
    DATES("dates.txt"),
    /** Columns language, field, texts with bars between them: {@code pattern}, or a field's names. */
    DATE_FORMS("date-forms.tsv"),
    /** Column region, then a column for each language. */
    COUNTRIES("countries.tsv"),
    /** Columns label, text. */
    REVIEWS("reviews-en.tsv"),
    /** Columns label, text. */
    REVIEWS_CHINESE("reviews-zh.tsv"),
    /** Columns kind, subject, text. */
    MAIL("mail.tsv"),
    /** Word, part of speech and entity tag, laid out like the dates. */
    SENTENCES("sentences.txt"),
    /** Columns Month (its first day), Passengers. */
    AIRLINE("airline-passengers.tsv"),
    /** Columns Month (its first day), Sunspots. */
    SUNSPOTS("sunspots.tsv"),
    /** Columns Date, DAX, SMI, CAC, FTSE. */
    STOCKS("stock-indices.tsv"),
    /** Plain text. */
    VERSE("verse.txt");

    private final String file;

    DatasetFiles(String file) {
        this.file = file;
    }

    /** Returns the name of the file. */
    String file() {
        return file;
    }

    /** Returns the whole content. */
    String text() {
        try (InputStream in = DatasetFiles.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(
                        file + " is missing from the jar: build it with Maven, which takes it from the folder data");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + " from the jar", e);
        }
    }

    /** Returns the lines, the header first where there is one. */
    List<String> lines() {
        return text().lines().toList();
    }
}
