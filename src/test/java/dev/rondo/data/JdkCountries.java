package dev.rondo.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Countries and territories by their names: a row for each region, a column for each language. */
final class JdkCountries {
    private JdkCountries() {}

    /** Returns the header and the rows, in the order of the regions' codes. */
    static List<String> lines(List<String> languages) {
        List<String> lines = new ArrayList<>(List.of("region\t" + String.join("\t", languages)));
        for (String code : Arrays.stream(Locale.getISOCountries()).sorted().toList()) {
            List<String> row = new ArrayList<>(List.of(code));
            languages.forEach(language -> row.add(name(code, language)));
            lines.add(String.join("\t", row));
        }
        return lines;
    }

    /** Returns a name, nothing where the language has none. */
    private static String name(String code, String language) {
        String name = Locale.forLanguageTag("und-" + code).getDisplayCountry(Locale.forLanguageTag(language));
        String plain = JdkDateForms.plain(name).replaceAll("[\\p{Z}\\s]+", " ").strip();
        return plain.equals(code) ? "" : plain;
    }
}
