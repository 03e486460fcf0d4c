package dev.rondo.task;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import com.google.gson.stream.JsonReader;
import dev.rondo.cell.Tensor;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Named tensors and text in one file, in Hugging Face's safetensors format: eight bytes with the length of a JSON header
 * (little-endian), the header with name, type, shape and place of each tensor, then the numbers. Python reads it with
 * {@code safetensors.torch.load_file}.
 *
 * <p>Tensors of type F32 are read and written.
 *
 * @param tensors the tensors by name
 * @param metadata text by key, the header's {@code __metadata__}
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
    private static final String METADATA = "__metadata__";
    private static final int MAX_HEADER = 100_000_000; // the format's own limit
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    /** {@inheritDoc} */
    public Safetensors {
        if (tensors.containsKey(METADATA)) {
            throw new IllegalArgumentException("a tensor cannot be named " + METADATA);
        }
        tensors = new TreeMap<>(tensors);
        metadata = new TreeMap<>(metadata);
    }

    /**
     * Writes the file beside its place and moves it there, so that a reader finds either the old file or the new one
     * whole.
     *
     * @param file where to
     * @throws UncheckedIOException if the file cannot be written; one that was there before is left as it was
     */
    public void write(Path file) {
        Path absolute = file.toAbsolutePath();
        Path beside = absolute.resolveSibling(absolute.getFileName() + ".part");
        try {
            Files.createDirectories(absolute.getParent());
            // A plain stream: channels close themselves when the thread is interrupted, and an interrupted fit is
            // saved.
            try (FileOutputStream out = new FileOutputStream(beside.toFile())) {
                write(new DataOutputStream(new BufferedOutputStream(out, 1 << 16)));
                out.getFD().sync();
            }
            Files.move(beside, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            beside.toFile().delete();
            throw new UncheckedIOException(
                    "cannot write " + file + " (" + e.getMessage() + "): choose a place that is writable", e);
        }
    }

    private void write(DataOutputStream out) throws IOException {
        byte[] header = header();
        out.writeLong(Long.reverseBytes(header.length));
        out.write(header);
        for (Tensor tensor : tensors.values()) {
            ByteBuffer bytes = ByteBuffer.allocate(4 * tensor.values().length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(tensor.values());
            out.write(bytes.array());
        }
        out.flush();
    }

    private byte[] header() {
        JsonObject header = new JsonObject();
        if (!metadata.isEmpty()) {
            header.add(METADATA, GSON.toJsonTree(metadata));
        }
        long at = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            long end = at + 4L * entry.getValue().values().length;
            JsonObject place = new JsonObject();
            place.addProperty("dtype", "F32");
            place.add("shape", GSON.toJsonTree(entry.getValue().shape()));
            place.add("data_offsets", GSON.toJsonTree(new long[] {at, end}));
            header.add(entry.getKey(), place);
            at = end;
        }
        byte[] json = GSON.toJson(header).getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @return what it holds
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if it is no safetensors file, is cut short or holds numbers of another type
     */
    public static Safetensors read(Path file) {
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("there is no file " + file + ": check the path");
        }
        try {
            return parse(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN), file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + " (" + e.getMessage() + ")", e);
        } catch (JsonSyntaxException
                | IllegalStateException
                | UnsupportedOperationException
                | NumberFormatException e) {
            throw foreign(file, e);
        }
    }

    private static Safetensors parse(ByteBuffer bytes, Path file) {
        long length = bytes.remaining() < 8 ? -1 : bytes.getLong();
        if (length < 2 || length > MAX_HEADER || (bytes.hasRemaining() && bytes.get(8) != '{')) {
            throw foreign(file, null);
        }
        if (length > bytes.remaining()) {
            throw cut(file);
        }
        byte[] json = new byte[(int) length];
        bytes.get(json);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        JsonReader reader = new JsonReader(new StringReader(new String(json, StandardCharsets.UTF_8)));
        for (var entry : JsonParser.parseReader(reader).getAsJsonObject().entrySet()) {
            JsonObject value = entry.getValue().getAsJsonObject();
            if (entry.getKey().equals(METADATA)) {
                value.entrySet()
                        .forEach(text ->
                                metadata.put(text.getKey(), text.getValue().getAsString()));
            } else {
                tensors.put(entry.getKey(), tensor(entry.getKey(), value, bytes.slice(), file));
            }
        }
        return new Safetensors(tensors, metadata);
    }

    private static Tensor tensor(String name, JsonObject place, ByteBuffer data, Path file) {
        JsonElement type = place.get("dtype");
        if (type == null || !place.has("shape") || !place.has("data_offsets")) {
            throw foreign(file, null);
        }
        if (!type.getAsString().equals("F32")) {
            throw new IllegalArgumentException("tensor '" + name + "' in " + file + " holds " + type.getAsString()
                    + ", expected F32: convert it with .float() before saving");
        }
        long[] shape = longs(place.getAsJsonArray("shape"));
        long[] ends = longs(place.getAsJsonArray("data_offsets"));
        if (ends.length != 2 || ends[0] < 0 || ends[1] < ends[0]) {
            throw foreign(file, null);
        }
        if (ends[1] > data.remaining()) {
            throw cut(file);
        }
        float[] values = new float[(int) ((ends[1] - ends[0]) / 4)];
        data.slice((int) ends[0], (int) (ends[1] - ends[0]))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return Tensor.of(values, shape);
    }

    private static long[] longs(JsonArray array) {
        long[] values = new long[array.size()];
        for (int k = 0; k < values.length; k++) {
            values[k] = array.get(k).getAsLong();
        }
        return values;
    }

    private static IllegalArgumentException foreign(Path file, @Nullable Exception cause) {
        return new IllegalArgumentException(
                file + " is not a model file: expected safetensors, as save() writes it", cause);
    }

    private static IllegalArgumentException cut(Path file) {
        return new IllegalArgumentException(file + " is cut short: copy it again, or load an earlier checkpoint");
    }
}
