package dev.rondo.data;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The lines of a file in UTF-8, one after another, so that messages can name the line and the byte. */
final class Lines implements Closeable {
    private final String name;
    private final InputStream in;
    private int number;
    private long offset; // of the line's first byte
    private long next; // of the first byte behind it
    private boolean ended; // whether the line that came last had an end

    private Lines(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    /** Opens a file, packed by gzip or not. */
    static Lines of(Path file) {
        return new Lines(file.toString(), open(file));
    }

    /** Returns the whole content of a file, packed by gzip or not; lines end as Unix has it. */
    static String text(Path file) {
        StringBuilder text = new StringBuilder();
        try (Lines lines = of(file)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                text.append(line).append(lines.ended ? "\n" : "");
            }
        }
        return text.toString();
    }

    static Lines of(String name, byte[] content) {
        return new Lines(name, new ByteArrayInputStream(content));
    }

    /** Opens a file, packed by gzip or not, as the bytes that it holds. */
    static InputStream open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "there is no file " + file + " (looked in " + Path.of("").toAbsolutePath() + "): check the path");
        }
        try {
            InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
            in.mark(2);
            boolean packed = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return packed ? new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16) : in;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + " (" + e.getMessage() + ")", e);
        }
    }

    /** Returns the next line without its end, or null behind the last one. */
    @Nullable
    String next() {
        byte[] bytes = bytes();
        if (bytes == null) {
            return null;
        }
        number++;
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        String line = new String(bytes, 0, length, StandardCharsets.UTF_8);
        if (line.indexOf('\uFFFD') >= 0) { // what stands for undecodable bytes, unless the file itself has it
            checkUtf8(bytes);
        }
        return number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
    }

    private byte @Nullable [] bytes() {
        offset = next;
        var line = new ByteArrayOutputStream();
        try {
            int one = in.read();
            if (one < 0) {
                return null;
            }
            for (; one >= 0 && one != '\n'; one = in.read()) {
                line.write(one);
            }
            next += line.size() + 1;
            ended = one >= 0;
            return line.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " (" + e.getMessage() + ")", e);
        }
    }

    private void checkUtf8(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // stops at the first error
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (decoder.decode(in, CharBuffer.allocate(bytes.length), true).isError()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%s is not UTF-8: byte 0x%02X at offset %d, in line %d; save all of it as UTF-8 and try again",
                    name,
                    bytes[in.position()],
                    offset + in.position(),
                    number));
        }
    }

    /** Returns the number of the line that came last, from 1. */
    int number() {
        return number;
    }

    String name() {
        return name;
    }

    /** Returns what is wrong with the line that came last. */
    IllegalArgumentException wrong(String what) {
        return wrong(number, what);
    }

    IllegalArgumentException wrong(int line, String what) {
        return new IllegalArgumentException(name + ", line " + line + ": " + what);
    }

    /** Returns what is wrong with the file. */
    IllegalArgumentException empty(String expected) {
        return new IllegalArgumentException(name + " is empty: expected " + expected);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + name, e);
        }
    }
}
