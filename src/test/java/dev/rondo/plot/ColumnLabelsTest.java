package dev.rondo.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which labels stand below the columns. */
class ColumnLabelsTest {
    @Test
    void theCharactersOfATextAllStand() {
        String text = "It was the best of times, it\nwas the worst";
        List<String> shown =
                shown(text.chars().mapToObj(c -> String.valueOf((char) c)).toList());
        assertEquals(text.replace("\n", "\\n"), String.join("", shown));
    }

    @Test
    void ofManyNumbersEveryNthStands() {
        List<String> shown = shown(numbers(200));
        assertEquals(200, shown.size(), "one for each column, shown or blank");
        int step = shown.subList(1, 200)
                        .indexOf(shown.stream()
                                .skip(1)
                                .filter(label -> !label.isBlank())
                                .findFirst()
                                .orElseThrow())
                + 1;
        assertTrue(step > 3, "every " + step + "th");
        for (int i = 0; i < 200; i++) {
            assertEquals(i % step == 0 ? String.valueOf(i) : " ", shown.get(i));
        }
    }

    @Test
    void ofNumbersThatCountTheRoundOnesStand() {
        List<String> counted =
                IntStream.rangeClosed(1, 200).mapToObj(String::valueOf).toList();
        List<String> rows = Style.rowLabels(counted.subList(0, 100), 480);
        assertEquals("5 10 15 20 25", String.join(" ", named(rows).subList(0, 5)), "rows of a heat map");
        assertEquals("10 20 30 40 50", String.join(" ", named(shown(counted)).subList(0, 5)));
        assertEquals("200", shown(counted).get(199));
        assertEquals("0 2 4", String.join(" ", named(shown(numbers(60))).subList(0, 3)), "no fewer than fit");
    }

    @Test
    void longNamesAreTurnedAndShortened() {
        List<String> names = IntStream.range(0, 20)
                .mapToObj(i -> "a category with a name as long as this " + i)
                .toList();
        List<String> shown = shown(names);
        assertTrue(shown.stream().allMatch(name -> name.endsWith("…")), shown::toString);
        assertFalse(shown(names.subList(0, 2)).get(0).endsWith("…"), "two have room");
    }

    private static List<String> named(List<String> labels) {
        return labels.stream().filter(label -> !label.isBlank()).toList();
    }

    private static List<String> shown(List<String> labels) {
        return new ColumnLabels(labels, 800).shown();
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toList();
    }
}
