package dev.rondo.data;

import dev.rondo.file.WholeFile;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes word vectors. */
final class VectorFile {
    private static final Pattern COUNTS = Pattern.compile("\\d+ +\\d+ *");
    private static final int LONGEST = 1 << 16; // bytes of a word or a header

    private final String name;
    private final List<String> words = new ArrayList<>();
    private final List<float[]> rows = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    private VectorFile(String name) {
        this.name = name;
    }

    static WordVectors glove(Lines in) {
        String first = in.next();
        if (first == null) {
            throw in.empty("a word and its numbers on each line");
        }
        if (COUNTS.matcher(first).matches()) {
            throw in.wrong("'" + first + "' is a header, expected a word and its numbers: read it by word2vec(file)");
        }
        return new VectorFile(in.name()).lines(in, first, first.stripTrailing().split(" ").length - 1);
    }

    static WordVectors word2vec(Lines in) {
        String header = in.next();
        if (header == null) {
            throw in.empty("a header with the numbers of words and dimensions");
        }
        if (!COUNTS.matcher(header).matches()) {
            throw in.wrong("'" + shortened(header) + "' is no header, expected the numbers of words and dimensions:"
                    + " a file without them is read by glove(file)");
        }
        int[] counts = counts(header, in.name());
        VectorFile file = new VectorFile(in.name());
        WordVectors vectors = file.lines(in, in.next(), counts[1]);
        if (vectors.size() != counts[0]) {
            throw new IllegalArgumentException(in.name() + " has " + vectors.size() + " words, expected " + counts[0]
                    + " as in its header: the file was cut short, or the header is of another");
        }
        return vectors;
    }

    private WordVectors lines(Lines in, @Nullable String first, int dimensions) {
        for (String line = first; line != null; line = in.next()) {
            String[] fields = line.stripTrailing().split(" ");
            int word = fields.length - dimensions; // words of GloVe may hold blanks
            if (dimensions < 1 || word < 1 || (word > 1 && isNumber(fields[word - 1]))) {
                throw in.wrong((fields.length - 1) + " numbers, expected " + Math.max(1, dimensions)
                        + " as before: all vectors of a file are of one width, so mend the line or leave it out");
            }
            float[] row = new float[dimensions];
            for (int d = 0; d < dimensions; d++) {
                row[d] = number(in, fields[word + d]);
            }
            String wrong = add(String.join(" ", Arrays.copyOf(fields, word)), row);
            if (wrong != null) {
                throw in.wrong(wrong);
            }
        }
        return vectors();
    }

    private static boolean isNumber(String field) {
        try {
            var unused = Float.parseFloat(field);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static float number(Lines in, String field) {
        float number = isNumber(field) ? Float.parseFloat(field) : Float.NaN;
        if (!Float.isFinite(number)) {
            throw in.wrong("'" + shortened(field) + "' stands where a number was expected: mend the line or leave it"
                    + " out");
        }
        return number;
    }

    private static int[] counts(String header, String name) {
        try {
            return Arrays.stream(header.strip().split(" +"))
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    name + ": the header '" + header + "' has a number beyond 2147483647", e);
        }
    }

    /** Adds a word; returns what is wrong with it, or null. */
    private @Nullable String add(String word, float[] row) {
        if (!known.add(word)) {
            return "'" + word + "' stands twice: leave one of the two out";
        }
        words.add(word);
        rows.add(row);
        return null;
    }

    private WordVectors vectors() {
        if (words.isEmpty()) {
            throw new IllegalArgumentException(name + " has no words: expected at least one");
        }
        return WordVectors.of(words, rows.toArray(float[][]::new));
    }

    static WordVectors binary(String name, InputStream stream) {
        try (DataInputStream in = new DataInputStream(stream)) {
            return new VectorFile(name).binary(in);
        } catch (EOFException e) {
            throw new IllegalArgumentException(
                    name + " ends too early: it was cut short, or is no binary file of word2vec", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " (" + e.getMessage() + ")", e);
        }
    }

    private WordVectors binary(DataInputStream in) throws IOException {
        String header = until('\n', in, "the header").stripTrailing();
        if (!COUNTS.matcher(header).matches()) {
            throw new IllegalArgumentException(name + " begins with '" + shortened(header)
                    + "', expected the numbers of words and dimensions: text is read by word2vec(file) or glove(file)");
        }
        int[] counts = counts(header, name);
        byte[] bytes = new byte[Math.multiplyExact(counts[1], Float.BYTES)];
        for (int k = 0; k < counts[0]; k++) {
            String word = until(' ', in, "word " + k);
            in.readFully(bytes);
            float[] row = new float[counts[1]];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(row);
            // some programs end each row by a line end, and others do not
            String wrong = finite(row) ? add(word.startsWith("\n") ? word.substring(1) : word, row) : "no number";
            if (wrong != null) {
                throw new IllegalArgumentException(name + ", word " + k + ": " + wrong);
            }
        }
        return vectors();
    }

    private static boolean finite(float[] row) {
        for (float value : row) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private String until(char end, DataInputStream in, String what) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        for (byte one = in.readByte(); one != end; one = in.readByte()) {
            if (!bytes.hasRemaining()) {
                throw new IllegalArgumentException(name + ": " + what + " has more than " + LONGEST
                        + " bytes: this is no binary file of word2vec");
            }
            bytes.put(one);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    name + ": " + what + " is not UTF-8: expected a binary file of word2vec in UTF-8", e);
        }
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }

    static void write(WordVectors vectors, Path file) {
        try {
            WholeFile.write(file, out -> {
                String header = String.format(Locale.ROOT, "%d %d\n", vectors.size(), vectors.dimensions());
                out.write(header.getBytes(StandardCharsets.UTF_8));
                for (String word : vectors.words()) {
                    out.write((word + line(vectors.vector(word).orElseThrow())).getBytes(StandardCharsets.UTF_8));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + " (" + e.getMessage() + ")", e);
        }
    }

    private static String line(float[] row) {
        StringBuilder line = new StringBuilder();
        for (float value : row) {
            line.append(' ').append(value);
        }
        return line.append('\n').toString();
    }
}
