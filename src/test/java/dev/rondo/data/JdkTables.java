package dev.rondo.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes {@code names.tsv}, {@code dates.txt}, {@code date-forms.tsv} and {@code countries.tsv} of {@code data} from
 * the locale tables (Unicode CLDR) of the JDK that runs it.
 *
 * <p>The files in {@code data} were made once, by JDK 17 (CLDR 39), and are what counts: another JDK has other tables,
 * and tests compare nothing with them but the rules that they were made by.
 *
 * <p>After {@code mvn test-compile}: {@code java -cp target/classes:target/test-classes dev.rondo.data.JdkTables data}
 */
final class JdkTables {
    /** Most of them share the Latin script; several are close kin (da nb sv, cs sk, es ca pt, hr sl, ru uk bg sr). */
    static final List<String> LANGUAGES = List.of(
            "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hi", "hr", "hu", "id", "it", "ja",
            "ko", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "tr", "uk", "vi", "zh");

    static final int DATES_PER_LANGUAGE = 61;
    static final long SEED = 1950;

    private JdkTables() {}

    /**
     * Writes the files.
     *
     * @param arguments the folder
     * @throws IOException if one cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("give one argument, the folder to write to, such as data");
        }
        write(Path.of(arguments[0], "names.tsv"), JdkNames.lines(LANGUAGES, SEED));
        write(Path.of(arguments[0], "dates.txt"), JdkDates.lines(LANGUAGES, DATES_PER_LANGUAGE, SEED));
        write(Path.of(arguments[0], "date-forms.tsv"), JdkDateForms.lines(LANGUAGES));
        write(Path.of(arguments[0], "countries.tsv"), JdkCountries.lines(LANGUAGES));
    }

    private static void write(Path file, List<String> lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
        System.out.println(file + ": " + lines.size() + " lines, " + Files.size(file) + " bytes");
    }
}
