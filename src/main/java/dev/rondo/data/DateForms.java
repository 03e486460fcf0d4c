package dev.rondo.data;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a language writes dates: patterns as of {@link java.time.format.DateTimeFormatter}, and the names of months and
 * weekdays that fill them. It reads tables of its own, so that another JDK writes no date otherwise.
 *
 * @param patterns the patterns, at least one
 * @param names the names of each field that is spelt out, {@code MMM}, {@code MMMM}, {@code EEEE} or {@code cccc}: from
 *     January, or from Monday
 */
record DateForms(List<String> patterns, Map<String, List<String>> names) {
    static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    static final LocalDate LAST = LocalDate.of(2099, 12, 31);
    static final int DAYS = (int) ChronoUnit.DAYS.between(FIRST, LAST) + 1;

    /** A quoted literal, a field, or literal characters. */
    private static final Pattern PIECE =
            Pattern.compile("'(?<quoted>[^']*)'|(?<field>([A-Za-z])\\3*)|(?<plain>[^A-Za-z']+)");

    /** Reads a table with the columns language, field and texts, under its header, by language. */
    static Map<String, DateForms> read(List<String> lines) {
        Map<String, DateForms> languages = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.split("\t", -1);
            DateForms forms =
                    languages.computeIfAbsent(row[0], key -> new DateForms(new ArrayList<>(), new HashMap<>()));
            List<String> texts = List.of(row[2].split("\\|", -1));
            if (row[1].equals("pattern")) {
                forms.patterns.addAll(texts);
            } else {
                forms.names.put(row[1], texts);
            }
        }
        return languages;
    }

    /**
     * Draws days without putting them back and writes each in one of some languages, which take turns, by a pattern
     * drawn by lot.
     */
    static ParallelTexts drawn(int count, long seed, List<String> wanted) {
        Map<String, DateForms> all = read(DatasetFiles.DATE_FORMS.lines());
        List<String> languages = wanted.isEmpty() ? List.copyOf(all.keySet()) : wanted;
        if (count < 1 || count > DAYS) {
            throw new IllegalArgumentException("count is " + count + ", expected 1 to " + DAYS + ", the days from "
                    + FIRST + " to " + LAST + ", of which each is drawn once");
        }
        List<DateForms> forms = languages.stream()
                .map(language -> of(language, all.get(language), all))
                .toList();
        SplittableRandom random = new SplittableRandom(seed);
        int[] days = IntStream.range(0, DAYS).toArray();
        List<String> written = new ArrayList<>();
        List<String> iso = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            int other = k + random.nextInt(DAYS - k);
            int day = days[other];
            days[other] = days[k];
            LocalDate date = FIRST.plusDays(day);
            DateForms form = forms.get(k % forms.size());
            written.add(form.write(date, form.patterns.get(random.nextInt(form.patterns.size()))));
            iso.add(date.toString());
        }
        return ParallelTexts.of("dates in words", written, iso);
    }

    private static DateForms of(String language, @Nullable DateForms found, Map<String, DateForms> all) {
        if (found == null) {
            throw new IllegalArgumentException("language '" + language + "' has no dates in "
                    + DatasetFiles.DATE_FORMS.file() + ", expected some of " + String.join(", ", all.keySet()));
        }
        return found;
    }

    /** Writes a date by a pattern. */
    String write(LocalDate date, String pattern) {
        StringBuilder text = new StringBuilder();
        Matcher piece = PIECE.matcher(pattern);
        while (piece.find()) {
            String field = piece.group("field");
            if (field != null) {
                text.append(value(date, field));
            } else {
                text.append(piece.group("quoted") == null ? piece.group("plain") : piece.group("quoted"));
            }
        }
        return text.toString();
    }

    private String value(LocalDate date, String field) {
        return switch (field) {
            case "d", "M", "y" -> Integer.toString(number(date, field));
            case "dd", "MM" -> (number(date, field) < 10 ? "0" : "") + number(date, field);
            default -> {
                List<String> spelt = names.get(field);
                if (spelt == null) {
                    throw new IllegalStateException("a pattern has the field " + field + ", but only " + names.keySet()
                            + " have names: make " + DatasetFiles.DATE_FORMS.file() + " again");
                }
                yield spelt.get(number(date, field) - 1);
            }
        };
    }

    private static int number(LocalDate date, String field) {
        return switch (field.charAt(0)) {
            case 'd' -> date.getDayOfMonth();
            case 'M' -> date.getMonthValue();
            case 'y' -> date.getYear();
            default -> date.getDayOfWeek().getValue(); // E and c
        };
    }
}
