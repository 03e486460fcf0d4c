package dev.rondo.task;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import dev.rondo.cell.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model as a file: safetensors with the weights, and in its metadata the kind of model, the version of the format and
 * the configuration as JSON. A checkpoint is the same file with more tensors and one more entry.
 */
record ModelFile(Map<String, Tensor> tensors, Map<String, String> parts) {
    static final int FORMAT = 1;

    private static final String KIND = "rondo.kind";
    private static final String VERSION = "rondo.format";
    private static final Gson GSON = new GsonBuilder()
            .serializeSpecialFloatingPointValues()
            .disableHtmlEscaping()
            .create();

    ModelFile {
        tensors = new LinkedHashMap<>(tensors);
        parts = new LinkedHashMap<>(parts);
    }

    ModelFile with(String part, Object value) {
        Map<String, String> all = new LinkedHashMap<>(parts);
        all.put(part, GSON.toJson(value));
        return new ModelFile(tensors, all);
    }

    void write(Path file, String kind) {
        Map<String, String> metadata = new LinkedHashMap<>(parts);
        metadata.put(KIND, kind);
        metadata.put(VERSION, Integer.toString(FORMAT));
        new Safetensors(tensors, metadata).write(file);
    }

    /** Reads a file that is to hold a model of the given kind. */
    static ModelFile read(Path file, String kind) {
        Safetensors found = Safetensors.read(file);
        String foundKind = found.metadata().get(KIND);
        if (foundKind == null) {
            throw new IllegalArgumentException(
                    file + " holds tensors but no model of this toolkit: expected a file that save() wrote");
        }
        if (!foundKind.equals(kind)) {
            throw new IllegalArgumentException(
                    file + " holds a " + foundKind + ", expected a " + kind + ": load it with " + foundKind + ".load");
        }
        String version = found.metadata().getOrDefault(VERSION, "");
        if (!version.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(
                    file + " is damaged: its format is '" + version + "', expected a number");
        }
        if (Integer.parseInt(version) > FORMAT) {
            throw new IllegalArgumentException(
                    file + " is of format " + version + ", this version reads up to " + FORMAT + ": update Rondo");
        }
        return new ModelFile(found.tensors(), found.metadata());
    }

    boolean has(String part) {
        return parts.containsKey(part);
    }

    <T> T get(String part, Class<T> type, Path file) {
        try {
            T value = GSON.fromJson(parts.get(part), type);
            if (value != null) {
                return value;
            }
        } catch (JsonParseException e) {
            throw new IllegalArgumentException(file + " is damaged: its part '" + part + "' cannot be read", e);
        }
        throw new IllegalArgumentException(file + " has no part '" + part + "': it is not what was asked for");
    }
}
