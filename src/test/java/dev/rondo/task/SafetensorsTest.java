package dev.rondo.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.ChildJvm;
import dev.rondo.cell.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The file format. What Python writes is read in every test that uses golden numbers. */
class SafetensorsTest {
    @TempDir
    Path folder;

    private final Safetensors content = new Safetensors(
            Map.of(
                    "b", Tensor.of(new float[] {1, 2, 3, 4, 5, Float.NaN}, 2, 3),
                    "a", Tensor.of(new float[] {0.1f})),
            Map.of("greeting", "grüß \"dich\"\n<&>"));

    @Test
    void whatIsWrittenIsRead() {
        Path file = folder.resolve("new/folder/x.safetensors");
        content.write(file);
        assertEquals(content, Safetensors.read(file));
        assertEquals(1, file.getParent().toFile().list().length, "nothing is left beside it");
    }

    @Test
    void theBytesAreThoseOfTheFormat() throws IOException {
        Path file = folder.resolve("x");
        new Safetensors(Map.of("w", Tensor.of(new float[] {1.5f, -2}, 1, 2)), Map.of()).write(file);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) bytes.getLong()];
        bytes.get(header);
        assertEquals(0, header.length % 8);
        assertEquals(
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]}}",
                new String(header, StandardCharsets.UTF_8).strip());
        assertEquals(1.5f, bytes.getFloat());
        assertEquals(-2f, bytes.getFloat());
        assertFalse(bytes.hasRemaining());
    }

    @Test
    void aFileCutShortIsRefusedWhereverItIsCut() throws IOException {
        Path file = folder.resolve("x");
        content.write(file);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            String expected = length < 8 ? "is not a model file" : "";
            assertMessage(IllegalArgumentException.class, expected, () -> Safetensors.read(file));
        }
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertMessage(IllegalArgumentException.class, "is cut short", () -> Safetensors.read(file));
    }

    @Test
    void foreignFilesAreRefused() throws IOException {
        Path file = folder.resolve("x");
        Files.writeString(file, "Once upon a time there was a file that was no model.");
        assertMessage(IllegalArgumentException.class, "is not a model file", () -> Safetensors.read(file));
        write(file, "{\"w\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]}}", 2);
        assertMessage(IllegalArgumentException.class, "holds F16, expected F32", () -> Safetensors.read(file));
        write(file, "{\"w\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", 8);
        assertMessage(IllegalArgumentException.class, "holds 3 numbers, but 2 came", () -> Safetensors.read(file));
        for (String json : new String[] {
            "{\"w\":7}",
            "{\"w\":{}}",
            "{]",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[\"x\"],\"data_offsets\":[0,4]}}",
            "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}"
        }) {
            write(file, json, 8);
            assertMessage(IllegalArgumentException.class, "is not a model file", () -> Safetensors.read(file));
        }
        assertMessage(
                IllegalArgumentException.class, "there is no file", () -> Safetensors.read(folder.resolve("missing")));
    }

    @Test
    void anUnwritableTargetLeavesTheOldFile() throws IOException {
        Path blocked = Files.createDirectory(folder.resolve("blocked"));
        Path inside = Files.writeString(blocked.resolve("inside"), "old");
        assertMessage(UncheckedIOException.class, "cannot write " + blocked, () -> content.write(blocked));
        assertArrayEquals(new String[] {"inside"}, blocked.toFile().list());
        assertMessage(UncheckedIOException.class, "cannot write", () -> content.write(inside.resolve("below")));
        assertEquals("old", Files.readString(inside));
        assertArrayEquals(new String[] {"blocked"}, folder.toFile().list(), "no part is left");
    }

    @Test
    void aProcessKilledWhileSavingLeavesAWholeFile() throws IOException, InterruptedException {
        Path file = folder.resolve("x");
        SplittableRandom chance = new SplittableRandom(1);
        boolean left = false;
        for (int kill = 0; kill < 10; kill++) {
            Process process =
                    ChildJvm.of(Saver.class, List.of(), file.toString()).start();
            process.getInputStream().read(); // it has saved once
            process.waitFor(chance.nextInt(1, 60), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            float[] values = Safetensors.read(file).tensors().get("w").values();
            for (float value : values) {
                assertEquals(values[0], value, "one of the files that were saved, whole");
            }
            left |= Files.exists(folder.resolve("x.part"));
        }
        assertTrue(left, "some of the kills came while saving");
        content.write(file);
        assertEquals(content, Safetensors.read(file));
        assertFalse(Files.exists(folder.resolve("x.part")));
    }

    /** Saves without end, each time other numbers. */
    static final class Saver {
        public static void main(String[] args) {
            for (int k = 0; true; k++) {
                float[] values = new float[1_000_000];
                Arrays.fill(values, k);
                new Safetensors(Map.of("w", Tensor.of(values, values.length)), Map.of()).write(Path.of(args[0]));
                System.out.print('.');
                System.out.flush();
            }
        }
    }

    @Test
    void aReservedNameIsRefused() {
        assertMessage(
                IllegalArgumentException.class,
                "cannot be named __metadata__",
                () -> new Safetensors(Map.of("__metadata__", Tensor.of(new float[1], 1)), Map.of()));
    }

    private static void write(Path file, String json, int data) throws IOException {
        byte[] header = json.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + header.length + data).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(header.length).put(header).array());
    }

    private static void assertMessage(Class<? extends Exception> type, String part, Executable call) {
        String message = assertThrows(type, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
