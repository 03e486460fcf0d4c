package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavTest {
    private static final String EXPECTED =
            ", expected one or two channels of PCM of 8, 16, 24 or 32 bits or of floating"
                    + " point of 32 or 64: convert it, as by ffmpeg -i FILE -ac 1 -c:a pcm_s16le out.wav";

    @TempDir
    Path folder;

    /** The samples that javax.sound writes come back. */
    @Test
    void readsWhatTheJdkWrites() throws IOException {
        assertSamples(
                written(8, AudioFormat.Encoding.PCM_UNSIGNED, 1, new byte[] {0, (byte) 128, (byte) 192}), -1, 0, .5f);
        assertSamples(
                written(
                        16,
                        AudioFormat.Encoding.PCM_SIGNED,
                        1,
                        raw(6).putShort((short) -32768).putShort((short) 1).putShort((short) 16384)),
                -1,
                1 / 32768f,
                .5f);
        assertSamples(
                written(
                        24,
                        AudioFormat.Encoding.PCM_SIGNED,
                        1,
                        raw(9).put(new byte[] {0, 0, (byte) 128})
                                .put(new byte[] {-1, -1, -1})
                                .put(new byte[] {1, 2, 64})),
                -1,
                -1 / 8388608f,
                (0x400201) / 8388608f);
        assertSamples(
                written(
                        32,
                        AudioFormat.Encoding.PCM_SIGNED,
                        1,
                        raw(8).putInt(Integer.MIN_VALUE).putInt(1 << 29)),
                -1,
                .25f);
        assertSamples(
                written(
                        32,
                        AudioFormat.Encoding.PCM_FLOAT,
                        1,
                        raw(8).putFloat(0.3f).putFloat(-1.5f)),
                0.3f,
                -1.5f);
        assertSamples(written(64, AudioFormat.Encoding.PCM_FLOAT, 1, raw(8).putDouble(0.3)), 0.3f);
    }

    @Test
    void twoChannelsAreAveraged() throws IOException {
        ByteBuffer both = raw(8).putShort((short) 16384)
                .putShort((short) 8192)
                .putShort((short) -3)
                .putShort((short) 3);
        assertSamples(written(16, AudioFormat.Encoding.PCM_SIGNED, 2, both), 0.375f, 0);
    }

    private static ByteBuffer raw(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] written(int bits, AudioFormat.Encoding encoding, int channels, ByteBuffer data)
            throws IOException {
        return written(bits, encoding, channels, data.array());
    }

    private static byte[] written(int bits, AudioFormat.Encoding encoding, int channels, byte[] data)
            throws IOException {
        int frame = channels * bits / 8;
        var format = new AudioFormat(encoding, 11025, bits, channels, frame, 11025, false);
        var out = new ByteArrayOutputStream();
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(data), format, data.length / frame),
                AudioFileFormat.Type.WAVE,
                out);
        return out.toByteArray();
    }

    private static void assertSamples(byte[] file, float... expected) {
        Audio read = WavReader.read("f.wav", file);
        assertArrayEquals(expected, read.samples());
        assertEquals(11025, read.rate());
    }

    @Test
    void theJdkReadsWhatIsWritten() throws IOException, UnsupportedAudioFileException {
        Audio audio = Audio.of(new float[] {0, 0.5f, -1, 1, 2, -3, 1 / 32768f}, 16000);
        Path file = folder.resolve("new/folder/f.wav");
        assertEquals(file, audio.save(file));
        try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
            assertEquals(
                    "PCM_SIGNED 16000.0 Hz, 16 bit, mono, 2 bytes/frame, little-endian",
                    in.getFormat().toString().replaceAll(",\\s*$", ""));
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            short[] levels = new short[7];
            bytes.asShortBuffer().get(levels);
            assertArrayEquals(new short[] {0, 16384, -32768, 32767, 32767, -32768, 1}, levels);
        }
    }

    @Test
    void savedSamplesOf16BitsComeBackAndNothingElseIsLeft() throws IOException {
        float[] all = new float[65536];
        for (int k = 0; k < all.length; k++) {
            all[k] = (k - 32768) / 32768f;
        }
        Path file = folder.resolve("f.wav");
        Files.writeString(file, "what stood there before");
        Audio audio = Audio.of(all, 44100);
        assertEquals(audio, Audio.wav(audio.save(file)));
        assertEquals(Audio.silence(0, 8000), Audio.wav(Audio.silence(0, 8000).save(file)));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void whatCannotBeWrittenIsSaidAndNothingIsLeft() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("f.wav"));
        Audio audio = Audio.silence(1, 8000);
        String message = assertThrows(UncheckedIOException.class, () -> audio.save(taken))
                .getMessage();
        assertTrue(message.startsWith("sound file " + taken + " could not be written ("), message);
        assertTrue(
                message.endsWith("expected a writable place for a WAV: choose another path or free this one"), message);
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    /** A file of pieces: names of four letters, and their bytes. */
    private static byte[] file(Object... pieces) {
        ByteBuffer out = raw(1000).put("RIFF".getBytes()).putInt(0).put("WAVE".getBytes());
        for (int k = 0; k < pieces.length; k += 2) {
            byte[] bytes = ((ByteBuffer) pieces[k + 1]).array();
            out.put(((String) pieces[k]).getBytes(StandardCharsets.ISO_8859_1))
                    .putInt(bytes.length)
                    .put(bytes);
            out.put(new byte[bytes.length % 2]);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static ByteBuffer format(int code, int channels, int bits) {
        int frame = channels * bits / 8;
        return raw(16).putShort((short) code)
                .putShort((short) channels)
                .putInt(11025)
                .putInt(11025 * frame)
                .putShort((short) frame)
                .putShort((short) bits);
    }

    @Test
    void otherPiecesAreSkippedAndAnExtensionIsLookedInto() {
        ByteBuffer extension = raw(40).put(format(0xfffe, 1, 16).array())
                .putShort((short) 22)
                .position(24)
                .putShort((short) 1);
        assertSamples(
                file("LIST", raw(3), "fmt ", extension, "bext", raw(5), "data", raw(4).putShort((short) 16384)),
                .5f,
                0);
    }

    @Test
    void aStreamOfUnknownLengthIsReadToItsEnd() {
        byte[] file = file("fmt ", format(1, 1, 16), "data", raw(4).putShort((short) 16384));
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(40, -1);
        assertSamples(file, .5f, 0);
    }

    private static void assertRefused(String expected, byte[] file) {
        assertMessage("f.wav " + expected, () -> WavReader.read("f.wav", file));
    }

    @Test
    void otherFilesAreRefused() {
        String way = "', expected RIFF, a length and WAVE: convert it, as by ffmpeg -i FILE out.wav";
        assertRefused("is no WAV file: it begins with 'ID3..abcdefg" + way, "ID3\3\0abcdefghijk".getBytes());
        assertRefused("is no WAV file: it begins with 'RIFFabcdAVI " + way, "RIFFabcdAVI LIST".getBytes());
        assertRefused("is no WAV file: it begins with 'RIFF" + way, "RIFF".getBytes());
        assertRefused("is no WAV file: it begins with '" + way, new byte[0]);
    }

    @Test
    void otherFormatsAreNamed() {
        assertRefused(
                "holds MP3 (format 85) of 16 bits in 1 channels at 11025 Hz" + EXPECTED,
                file("fmt ", format(85, 1, 16), "data", raw(2)));
        assertRefused(
                "holds PCM (format 1) of 12 bits in 1 channels at 11025 Hz" + EXPECTED,
                file("fmt ", format(1, 1, 12), "data", raw(2)));
        assertRefused(
                "holds floating point (format 3) of 16 bits in 2 channels at 11025 Hz" + EXPECTED,
                file("fmt ", format(3, 2, 16), "data", raw(4)));
        assertRefused(
                "holds PCM (format 1) of 16 bits in 6 channels at 11025 Hz" + EXPECTED,
                file("fmt ", format(1, 6, 16), "data", raw(12)));
        assertRefused(
                "holds PCM (format 1) of 16 bits in 0 channels at 11025 Hz" + EXPECTED,
                file("fmt ", format(1, 0, 16), "data", raw(12)));
        assertRefused(
                "holds PCM (format 1) of 16 bits in 1 channels at 0 Hz" + EXPECTED,
                file("fmt ", format(1, 1, 16).putInt(4, 0), "data", raw(2)));
        assertRefused(
                "holds PCM (format 1) of 16 bits in 1 channels at 11025 Hz" + EXPECTED, // but of 3 bytes each
                file("fmt ", format(1, 1, 16).putShort(12, (short) 3), "data", raw(6)));
    }

    @Test
    void cutFilesAreRefused() {
        byte[] whole = file("fmt ", format(1, 1, 16), "data", raw(20));
        assertRefused(
                "is cut short: its piece 'data' is of 20 bytes, but 7 are left: fetch it again",
                Arrays.copyOf(whole, whole.length - 13));
        assertRefused("is cut short: it ends before 'data', its sound: fetch it again", Arrays.copyOf(whole, 36));
        assertRefused("is cut short: it ends before 'data', its sound: fetch it again", Arrays.copyOf(whole, 41));
        assertRefused(
                "is cut short: its piece 'fmt ' is of 16 bytes, but 10 are left: fetch it again",
                Arrays.copyOf(whole, 30));
        assertRefused(
                "is cut short: it ends before 'fmt ', which says what it holds: fetch it again",
                Arrays.copyOf(whole, 12));
        assertRefused(
                "is cut short: its sound is of 3 bytes, expected a multiple of 2: fetch it again",
                file("fmt ", format(1, 1, 16), "data", raw(3)));
        assertRefused(
                "says what it holds in 8 bytes, expected at least 16: it is damaged, fetch it again",
                file("fmt ", raw(8), "data", raw(2)));
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertMessage(
                "f.wav, sample 1 is NaN, expected a number: the file is damaged, fetch it again",
                () -> WavReader.read(
                        "f.wav",
                        file(
                                "fmt ",
                                format(3, 1, 32),
                                "data",
                                raw(8).putFloat(1).putFloat(Float.NaN))));
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("none.wav");
        String message = assertThrows(IllegalArgumentException.class, () -> Audio.wav(missing))
                .getMessage();
        assertTrue(message.startsWith("there is no file " + missing), message);
    }
}
