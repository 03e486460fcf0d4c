package dev.rondo.data;

import java.time.LocalDate;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The patterns that a language writes dates by, and the names of months and weekdays in them: {@code language TAB field
 * TAB texts}, bars between the texts.
 *
 * <p>A pattern is left out if its year has two digits, for it would stand for two dates of the two hundred years.
 */
final class JdkDateForms {
    static final String HEADER = "language\tfield\ttexts";
    private static final Pattern FIELD = Pattern.compile("'[^']*'|([A-Za-z])\\1*");
    private static final Set<String> NUMBERS = Set.of("d", "dd", "M", "MM", "y");

    private JdkDateForms() {}

    /** Returns the header and the rows, in the order of the languages. */
    static List<String> lines(List<String> languages) {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (String language : languages) {
            Locale locale = Locale.forLanguageTag(language);
            Set<String> patterns = patterns(locale);
            lines.add(language + "\tpattern\t" + String.join("|", patterns));
            for (String field : fields(patterns)) {
                lines.add(language + "\t" + field + "\t" + names(field, locale));
            }
        }
        return lines;
    }

    private static Set<String> patterns(Locale locale) {
        Set<String> patterns = new LinkedHashSet<>();
        for (FormatStyle style : FormatStyle.values()) {
            String pattern = plain(
                    DateTimeFormatterBuilder.getLocalizedDateTimePattern(style, null, IsoChronology.INSTANCE, locale));
            if (!pattern.contains("yy")) {
                patterns.add(pattern);
            }
        }
        return patterns;
    }

    /** Returns the fields that are spelt out. */
    private static Set<String> fields(Set<String> patterns) {
        return patterns.stream()
                .flatMap(pattern -> FIELD.matcher(pattern).results())
                .map(MatchResult::group)
                .filter(field -> !field.startsWith("'") && !NUMBERS.contains(field))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String names(String field, Locale locale) {
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern(field, locale);
        boolean month = field.startsWith("M");
        LocalDate monday = LocalDate.of(2001, 1, 1); // and the first of January
        return IntStream.range(0, month ? 12 : 7)
                .mapToObj(k -> month ? monday.plusMonths(k) : monday.plusDays(k))
                .map(date -> plain(formatter.format(date)))
                .collect(Collectors.joining("|"));
    }

    /** Without the invisible marks of direction. */
    static String plain(String text) {
        return text.replaceAll("[\u200e\u200f\u061c]", "");
    }
}
