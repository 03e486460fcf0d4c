package dev.rondo.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.function.Function;

/** Countries, languages, currencies in use and time zones, by their names in every language that has one of its own. */
final class JdkNames {
    static final String HEADER = "language\tkind\tname";

    /** A name that more languages have in common says little about any of them. */
    static final int MOST_SHARED = 2;

    /** Of each kind and language, so that no language outweighs the others. */
    static final int LARGEST_KIND = 120;

    /** What is named, its code, and its name in each language. */
    private record Thing(String kind, String code, Map<String, String> names) {}

    private final List<String> languages;
    private final List<Thing> things = new ArrayList<>();

    private JdkNames(List<String> languages) {
        this.languages = languages;
        for (String code : Locale.getISOCountries()) {
            add("country", code, Locale.forLanguageTag("und-" + code)::getDisplayCountry);
        }
        for (String code : Locale.getISOLanguages()) {
            add("language", code, Locale.forLanguageTag(code)::getDisplayLanguage);
        }
        Arrays.stream(Locale.getISOCountries())
                .map(code -> Currency.getInstance(Locale.forLanguageTag("und-" + code)))
                .filter(Objects::nonNull) // a few countries have none
                .distinct()
                .forEach(currency -> add("currency", currency.getCurrencyCode(), currency::getDisplayName));
        for (String id : TimeZone.getAvailableIDs()) {
            TimeZone zone = TimeZone.getTimeZone(id);
            add("zone", id, locale -> zone.getDisplayName(false, TimeZone.LONG, locale));
        }
    }

    /** Returns the header and the rows, in the order of the languages, then of the kinds, then of the names. */
    static List<String> lines(List<String> languages, long seed) {
        JdkNames names = new JdkNames(languages);
        Collections.shuffle(names.things, new Random(seed)); // which of too many are kept
        Map<String, Set<String>> sharers = names.sharers();
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (String language : languages) {
            lines.addAll(names.rows(language, sharers));
        }
        return lines;
    }

    private void add(String kind, String code, Function<Locale, String> name) {
        Map<String, String> names = new HashMap<>();
        names.put("en", plain(name.apply(Locale.ENGLISH)));
        for (String language : languages) {
            names.put(language, plain(name.apply(Locale.forLanguageTag(language))));
        }
        things.add(new Thing(kind, code, names));
    }

    /** Without the invisible marks of direction. */
    private static String plain(String name) {
        return name.replaceAll("[\u200e\u200f\u061c]", "")
                .replaceAll("[\\p{Z}\\s]+", " ")
                .strip();
    }

    /** Lists the languages in which something goes by a name. */
    private Map<String, Set<String>> sharers() {
        Map<String, Set<String>> sharers = new HashMap<>();
        for (Thing thing : things) {
            thing.names().forEach((language, name) -> sharers.computeIfAbsent(key(name), any -> new HashSet<>())
                    .add(language));
        }
        return sharers;
    }

    private Set<String> rows(String language, Map<String, Set<String>> sharers) {
        Set<String> rows = new TreeSet<>();
        Set<String> taken = new HashSet<>();
        Map<String, Integer> counts = new HashMap<>();
        for (Thing thing : things) {
            String name = thing.names().get(language);
            if (tells(thing, name, language)
                    && sharers.get(key(name)).size() <= MOST_SHARED
                    && taken.add(key(name))
                    && counts.merge(thing.kind(), 1, Integer::sum) <= LARGEST_KIND) {
                rows.add(language + "\t" + thing.kind() + "\t" + name);
            }
        }
        return rows;
    }

    /** Whether a name is a word of the language: neither a code, nor English that stands in for a missing word. */
    private static boolean tells(Thing thing, String name, String language) {
        return !name.equalsIgnoreCase(thing.code())
                && name.codePoints().noneMatch(Character::isDigit)
                && (language.equals("en") || !key(name).equals(key(thing.names().get("en"))));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
