package dev.rondo.notebook;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The description of a Jupyter kernel, the file {@code kernel.json} in its folder.
 *
 * @param path the file
 * @param text what it holds, to the letter
 * @param json the same, parsed
 */
record SpecFile(Path path, String text, JsonObject json) {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    /** The entry of the metadata that is Rondo's. */
    private static final String RONDO = "rondo";

    private static final String KERNEL = "kernel";
    private static final String ORIGINAL = "original";

    static Path in(Path folder) {
        return folder.resolve("kernel.json");
    }

    static SpecFile read(Path path) {
        try {
            String text = Files.readString(path);
            return new SpecFile(path, text, parse(text));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + " (" + e + "), expected a kernel's description", e);
        } catch (JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    path + " is damaged, expected a kernel's description in JSON: repair it, or remove its folder", e);
        }
    }

    static JsonObject parse(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    static String text(JsonObject json) {
        return GSON.toJson(json) + "\n";
    }

    /** Writes beside the file and moves into place. */
    static void write(Path path, String text) throws IOException {
        Path beside = path.resolveSibling(".kernel.json.part");
        try {
            Files.writeString(beside, text);
            Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** The object of a name, put there empty if it is missing. */
    static JsonObject object(JsonObject json, String name) {
        if (!(json.get(name) instanceof JsonObject)) {
            json.add(name, new JsonObject());
        }
        return json.getAsJsonObject(name);
    }

    /** Marks a kernel as Rondo's own. */
    static void markKernel(JsonObject json) {
        object(object(json, "metadata"), RONDO).addProperty(KERNEL, true);
    }

    /** Keeps in a description what it was before. */
    static void keep(JsonObject json, String original) {
        object(object(json, "metadata"), RONDO).addProperty(ORIGINAL, original);
    }

    static void unmark(JsonObject json) {
        object(json, "metadata").remove(RONDO);
    }

    boolean isRondo() {
        return mark().has(KERNEL);
    }

    boolean isAttached() {
        return mark().has(ORIGINAL);
    }

    /** What the description was before the toolkit was attached; for one that is not attached, what it is. */
    String original() {
        return isAttached() ? mark().get(ORIGINAL).getAsString() : text;
    }

    private JsonObject mark() {
        JsonElement metadata = json.get("metadata");
        JsonElement mark = metadata instanceof JsonObject object ? object.get(RONDO) : null;
        return mark instanceof JsonObject object ? object : new JsonObject();
    }

    String displayName() {
        JsonElement name = json.get("display_name");
        return name == null || !name.isJsonPrimitive() ? "unnamed" : name.getAsString();
    }
}
