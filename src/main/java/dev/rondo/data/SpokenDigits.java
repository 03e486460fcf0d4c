package dev.rondo.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads the recordings of the Free Spoken Digit Dataset from an archive. */
final class SpokenDigits {
    private static final String PATH = "fsdd/recordings.tar.gz";
    private static final Pattern NAME = Pattern.compile("(?:.*/)?([0-9])_([^_/]+)_([0-9]+)\\.wav");
    private static final int TESTED = 5; // the official split: recordings 0 to 4 of each digit and speaker
    private static final int VALIDATED = 7; // of the others, 5 and 6

    private SpokenDigits() {}

    /** A recording by the name of its file, in the order of digit, speaker and number. */
    private record Take(String digit, String speaker, int number) implements Comparable<Take> {

        static Take of(String file) {
            Matcher name = NAME.matcher(file);
            if (!name.matches()) {
                throw new IllegalArgumentException(PATH + " holds '" + file
                        + "', expected a name such as 7_jackson_32.wav: digit, speaker and number");
            }
            return new Take(name.group(1), name.group(2), Integer.parseInt(name.group(3)));
        }

        @Override
        public int compareTo(Take other) {
            int byDigit = digit.compareTo(other.digit);
            int bySpeaker = speaker.compareTo(other.speaker);
            return byDigit != 0 ? byDigit : bySpeaker != 0 ? bySpeaker : Integer.compare(number, other.number);
        }
    }

    static Speech read() {
        String origin = "the recordings 0 to 19 of each digit and speaker of the repository"
                + " Jakobovski/free-spoken-digit-dataset, as a tar packed by gzip";
        return of(Datasets.given(PATH, origin, "df2ff7d0c5359fd39ddc032624ad64081b6f07c1ed564b1357559476d8232706"));
    }

    static Speech of(byte[] archive) {
        Map<Take, Audio> takes = takes(archive);
        return Speech.parts(
                        part(takes, VALIDATED, Integer.MAX_VALUE),
                        part(takes, TESTED, VALIDATED),
                        part(takes, 0, TESTED))
                .named("spoken digits");
    }

    private static Speech part(Map<Take, Audio> takes, int from, int behind) {
        List<Take> those = takes.keySet().stream()
                .filter(take -> take.number >= from && take.number < behind)
                .toList();
        List<Audio> sounds = those.stream().map(takes::get).toList();
        return Speech.of(PATH, sounds, those.stream().map(Take::digit).toList())
                .speakers(those.stream().map(Take::speaker).toList());
    }

    private static Map<Take, Audio> takes(byte[] archive) {
        Map<Take, Audio> takes = new TreeMap<>();
        try (var in = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.isFile() && entry.getName().endsWith(".wav")) {
                    takes.put(Take.of(entry.getName()), WavReader.read(entry.getName(), in.readAllBytes()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + PATH + " (" + e.getMessage() + "): fetch it again", e);
        }
        return takes;
    }
}
