package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class SpokenDigitsTest {
    private static byte[] archive(Map<String, byte[]> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new TarArchiveOutputStream(bytes)) {
            out.putArchiveEntry(new TarArchiveEntry("recordings/"));
            out.closeArchiveEntry();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry("recordings/" + file.getKey());
                entry.setSize(file.getValue().length);
                out.putArchiveEntry(entry);
                out.write(file.getValue());
                out.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static Audio take(int digit, int number) {
        return Audio.of(new float[] {digit / 16f, number / 64f, 1 / 128f}, 8000);
    }

    private static Map<String, byte[]> takes() {
        Map<String, byte[]> files = new TreeMap<>();
        for (int digit : new int[] {3, 1}) {
            for (int number = 0; number < 12; number++) {
                files.put(digit + "_ann_" + number + ".wav", WavWriter.bytes(take(digit, number)));
            }
        }
        files.put("README.md", "not a sound".getBytes());
        return files;
    }

    @Test
    void partsAreByNumber() throws IOException {
        Speech read = SpokenDigits.of(archive(takes()));
        Map<Part, List<Integer>> numbers = Map.of(
                Part.TRAIN, List.of(7, 8, 9, 10, 11),
                Part.VALIDATION, List.of(5, 6),
                Part.TEST, List.of(0, 1, 2, 3, 4));
        numbers.forEach((part, expected) -> {
            int[] places = read.places(part);
            assertEquals(2 * expected.size(), places.length);
            for (int k = 0; k < places.length; k++) {
                int digit = k < expected.size() ? 1 : 3;
                assertEquals(take(digit, expected.get(k % expected.size())), read.audio(places[k]), part + " " + k);
                assertEquals("" + digit, read.text(places[k]));
                assertEquals(Optional.of("ann"), read.speaker(places[k]));
            }
        });
        assertEquals("spoken digits", read.name());
    }

    @Test
    void otherNamesAndCutSoundsAreRefused() throws IOException {
        Map<String, byte[]> named = takes();
        named.put("ten_ann_1.wav", WavWriter.bytes(take(1, 1)));
        byte[] other = archive(named);
        assertMessage(
                "fsdd/recordings.tar.gz holds 'recordings/ten_ann_1.wav', expected a name such as 7_jackson_32.wav:"
                        + " digit, speaker and number",
                () -> SpokenDigits.of(other));
        Map<String, byte[]> cut = takes();
        cut.put("1_ann_1.wav", Arrays.copyOf(WavWriter.bytes(take(1, 1)), 46));
        byte[] damaged = archive(cut);
        assertMessage(
                "recordings/1_ann_1.wav is cut short: its piece 'data' is of 6 bytes, but 2 are left: fetch it again",
                () -> SpokenDigits.of(damaged));
        byte[] half = Arrays.copyOf(archive(takes()), 1040);
        String message = assertThrows(UncheckedIOException.class, () -> SpokenDigits.of(half))
                .getMessage();
        assertTrue(message.startsWith("cannot unpack fsdd/recordings.tar.gz ("), message);
    }

    @Test
    void theRecordingsAreTheOriginal() {
        String data = System.getProperty("rondo.data", "");
        Assumptions.assumeTrue(Files.exists(Path.of(data, "fsdd/recordings.tar.gz")), "no evaluation sets here");
        Speech digits = Datasets.spokenDigits();
        assertEquals(
                "spoken digits: 1,200 recordings, 8.7 minutes at 8000 Hz, 10 symbols; 780 to train, 120 to validate,"
                        + " 300 to test",
                digits.toString());
        Map<String, Integer> tested = new TreeMap<>();
        for (int place : digits.places(Part.TEST)) {
            tested.merge(digits.speaker(place).orElseThrow() + digits.text(place), 1, Integer::sum);
        }
        assertEquals(60, tested.size());
        assertEquals(Set.of(5), new HashSet<>(tested.values()));
        Set<Audio> different = new HashSet<>();
        for (int place : digits.places(Part.ALL)) {
            different.add(digits.audio(place));
        }
        assertEquals(1200, different.size(), "no recording stands in two parts");
    }
}
