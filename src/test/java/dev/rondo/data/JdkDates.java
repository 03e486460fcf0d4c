package dev.rondo.data;

import java.time.LocalDate;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates in words, bare or in a sentence, each token with the part of the date that it belongs to: {@code token TAB
 * tag}, tags B- and I- with DAY, MONTH, YEAR and WEEKDAY, else O.
 *
 * <p>Each field of a locale's pattern is formatted by itself, so that its tokens are known. A token never spans two
 * fields; Han characters are a token each, punctuation marks too.
 */
final class JdkDates {
    static final LocalDate FIRST = LocalDate.of(1950, 1, 1);
    static final LocalDate LAST = LocalDate.of(2049, 12, 31);

    /** Long forms are the more frequent ones. */
    private static final List<FormatStyle> STYLES =
            List.of(FormatStyle.FULL, FormatStyle.FULL, FormatStyle.LONG, FormatStyle.LONG, FormatStyle.MEDIUM);

    private static final int BARE_PERCENT = 25;

    /** Numbers that could be a day or a year by their looks. */
    private static final int LARGEST_NUMBER = 2100;

    /** A quoted literal, a field, or literal characters. */
    private static final Pattern PIECE =
            Pattern.compile("'(?<quoted>[^']*)'|(?<field>([A-Za-z])\\3*)|(?<plain>[^A-Za-z']+)");

    private static final Pattern TOKEN =
            Pattern.compile("\\p{IsHan}|[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}]]+(?:['’][\\p{L}\\p{M}]+)*|[^\\s\\p{Z}]");

    private JdkDates() {}

    /** Returns the sentences, the languages by turns, each with a comment before and an empty line after it. */
    static List<String> lines(List<String> languages, int perLanguage, long seed) {
        Random random = new Random(seed);
        Set<List<String>> taken = new HashSet<>();
        List<String> lines = new ArrayList<>();
        for (int round = 0; round < perLanguage; round++) {
            for (String language : languages) {
                List<String> sentence = sentence(language, random);
                while (!taken.add(sentence)) {
                    sentence = sentence(language, random);
                }
                lines.add("# language = " + language);
                lines.addAll(sentence);
                lines.add("");
            }
        }
        return lines.subList(0, lines.size() - 1);
    }

    private static List<String> sentence(String language, Random random) {
        Locale locale = Locale.forLanguageTag(language);
        String pattern = DateTimeFormatterBuilder.getLocalizedDateTimePattern(
                STYLES.get(random.nextInt(STYLES.size())), null, IsoChronology.INSTANCE, locale);
        List<String> frames = DateSentences.of(language);
        String frame = random.nextInt(100) < BARE_PERCENT ? "{}" : frames.get(random.nextInt(frames.size()));
        LocalDate date = FIRST.plusDays(random.nextInt((int) ChronoUnit.DAYS.between(FIRST, LAST) - 30));
        List<String> rows = new ArrayList<>();
        for (String word : frame.split(" ")) {
            switch (word) {
                case "{}" -> {
                    rows.addAll(tagged(date, pattern, locale));
                    date = date.plusDays(1 + random.nextInt(30)); // of the second date of a sentence
                }
                case "#" -> rows.add((1 + random.nextInt(LARGEST_NUMBER)) + "\tO");
                default -> tokens(word).forEach(token -> rows.add(token + "\tO"));
            }
        }
        return rows;
    }

    /** One date, field by field. */
    private static List<String> tagged(LocalDate date, String pattern, Locale locale) {
        List<String> rows = new ArrayList<>();
        Matcher piece = PIECE.matcher(pattern);
        while (piece.find()) {
            String field = piece.group("field");
            if (field == null) {
                String literal = piece.group("quoted") == null ? piece.group("plain") : piece.group("quoted");
                tokens(literal).forEach(token -> rows.add(token + "\tO"));
                continue;
            }
            String tag = tag(field, pattern);
            String before = "B-";
            for (String token :
                    tokens(DateTimeFormatter.ofPattern(field, locale).format(date))) {
                rows.add(token + "\t" + (tag.equals("O") ? tag : before + tag));
                before = "I-";
            }
        }
        return rows;
    }

    private static String tag(String field, String pattern) {
        return switch (field.charAt(0)) {
            case 'd' -> "DAY";
            case 'M', 'L' -> "MONTH";
            case 'y', 'u' -> "YEAR";
            case 'E', 'c', 'e' -> "WEEKDAY";
            case 'G' -> "O";
            default ->
                throw new IllegalStateException("the pattern " + pattern + " has a field " + field
                        + ", expected day, month, year, weekday or era: leave its language out");
        };
    }

    /** Without the invisible marks of direction. */
    private static List<String> tokens(String text) {
        return TOKEN.matcher(text.replaceAll("[\u200e\u200f\u061c]", ""))
                .results()
                .map(result -> result.group())
                .toList();
    }
}
