package dev.rondo.notebook;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a running cell shows, collected as a Jupyter front end does, in the terms of nbformat 4. */
final class CellOutputs {
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    /** The line ends of Python's str.splitlines, by which Jupyter cuts text into lines. */
    private static final String LINE_ENDS = "\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029";

    private final List<Item> outputs = new ArrayList<>();

    /** Appends text to a stream, {@code stdout} or {@code stderr}: to the last output if that is the same stream. */
    synchronized void stream(String name, String text) {
        Item last = outputs.isEmpty() ? null : outputs.get(outputs.size() - 1);
        if (last instanceof Stream stream && stream.name.equals(name)) {
            stream.append(text);
        } else if (!text.isEmpty()) {
            Stream stream = new Stream(name);
            stream.append(text);
            outputs.add(stream);
        }
    }

    /** Shows a value; one that has an id can be replaced later. */
    synchronized void display(Map<String, Object> data, Map<String, Object> metadata, @Nullable String id) {
        JsonObject json = new JsonObject();
        json.add("data", bundle(data));
        json.add("metadata", sorted(GSON.toJsonTree(metadata)));
        json.addProperty("output_type", "display_data");
        outputs.add(new Shown(json, id));
    }

    /** Replaces all displays of an id in this cell and returns whether there were any. */
    synchronized boolean update(String id, Map<String, Object> data, Map<String, Object> metadata) {
        boolean found = false;
        for (Item item : outputs) {
            if (item instanceof Shown shown && id.equals(shown.id)) {
                shown.json.add("data", bundle(data));
                shown.json.add("metadata", sorted(GSON.toJsonTree(metadata)));
                found = true;
            }
        }
        return found;
    }

    /** Shows the value of the cell's last expression. */
    synchronized void result(int count, Map<String, Object> data, Map<String, Object> metadata) {
        JsonObject json = new JsonObject();
        json.add("data", bundle(data));
        json.addProperty("execution_count", count);
        json.add("metadata", sorted(GSON.toJsonTree(metadata)));
        json.addProperty("output_type", "execute_result");
        outputs.add(new Shown(json, null));
    }

    /** Shows what ended the cell. */
    synchronized void error(String name, String value, List<String> traceback) {
        JsonObject json = new JsonObject();
        json.addProperty("ename", name);
        json.addProperty("evalue", value);
        json.addProperty("output_type", "error");
        json.add("traceback", GSON.toJsonTree(traceback));
        outputs.add(new Shown(json, null));
    }

    /** The outputs as they stand now. */
    synchronized JsonArray json() {
        JsonArray array = new JsonArray();
        for (Item item : outputs) {
            if (!(item instanceof Stream stream && stream.isEmpty())) {
                array.add(item.json());
            }
        }
        return array;
    }

    /** Cuts text where Python's str.splitlines does, line ends kept, as nbformat stores it. */
    static JsonArray lines(String text) {
        JsonArray lines = new JsonArray();
        int start = 0;
        for (int end = 1; end <= text.length(); end++) {
            char last = text.charAt(end - 1);
            boolean within = last == '\r' && end < text.length() && text.charAt(end) == '\n';
            if (end == text.length() || (LINE_ENDS.indexOf(last) >= 0 && !within)) {
                lines.add(text.substring(start, end));
                start = end;
            }
        }
        return lines;
    }

    /** Tells whether nbformat takes this for text: a string or a list of strings. */
    static boolean isText(@Nullable JsonElement json) {
        if (!(json instanceof JsonArray array)) {
            return json instanceof JsonPrimitive primitive && primitive.isString();
        }
        for (JsonElement line : array) {
            if (line instanceof JsonArray || !isText(line)) {
                return false;
            }
        }
        return true;
    }

    /** The text of a string or of a list of lines. */
    static String text(JsonElement json) {
        if (!(json instanceof JsonArray array)) {
            return json.getAsString();
        }
        StringBuilder text = new StringBuilder();
        array.forEach(line -> text.append(line.getAsString()));
        return text.toString();
    }

    /** Makes lists of lines of the text in a bundle, by MIME type; pictures in base64 and JSON stay whole. */
    static void splitLines(JsonObject bundle) {
        for (Map.Entry<String, JsonElement> entry : bundle.entrySet()) {
            String type = entry.getKey();
            boolean text =
                    type.startsWith("text/") || type.equals("application/javascript") || type.equals("image/svg+xml");
            if (text && isText(entry.getValue())) {
                entry.setValue(lines(text(entry.getValue())));
            }
        }
    }

    private static JsonObject bundle(Map<String, Object> data) {
        JsonObject bundle = sorted(GSON.toJsonTree(data)).getAsJsonObject();
        splitLines(bundle);
        return bundle;
    }

    /** A copy with the keys of all objects in order, as nbformat writes them. */
    private static JsonElement sorted(JsonElement json) {
        if (json instanceof JsonArray array) {
            JsonArray copy = new JsonArray(array.size());
            array.forEach(element -> copy.add(sorted(element)));
            return copy;
        }
        if (json instanceof JsonObject object) {
            JsonObject copy = new JsonObject();
            for (String key : new TreeSet<>(object.keySet())) {
                copy.add(key, sorted(object.get(key)));
            }
            return copy;
        }
        return json;
    }

    private sealed interface Item {
        JsonObject json();
    }

    private record Shown(JsonObject json, @Nullable String id) implements Item {
        @Override
        public JsonObject json() {
            return json.deepCopy();
        }
    }

    /** Text as a terminal leaves it: the lines that are done, and the last one with its cursor. */
    private static final class Stream implements Item {
        private final String name;
        private final StringBuilder done = new StringBuilder();
        private final StringBuilder line = new StringBuilder();
        private int cursor;

        Stream(String name) {
            this.name = name;
        }

        void append(String text) {
            for (int at = 0; at < text.length(); at++) {
                switch (text.charAt(at)) {
                    case '\n' -> endLine();
                    case '\r' -> cursor = 0;
                    case '\b' -> cursor = cursor == 0 ? 0 : line.offsetByCodePoints(cursor, -1);
                    default -> at = print(text, at);
                }
            }
        }

        boolean isEmpty() {
            return done.isEmpty() && last().isEmpty();
        }

        /** The last line, where it does not end; nothing where it was wiped and the cursor moved back. */
        private String last() {
            return cursor == 0 && line.toString().isBlank() ? "" : line.toString();
        }

        private void endLine() {
            done.append(line).append('\n');
            line.setLength(0);
            cursor = 0;
        }

        /** Prints the character at a place over the one at the cursor; returns the place of its last unit. */
        private int print(String text, int at) {
            int end = text.offsetByCodePoints(at, 1);
            if (cursor == line.length()) {
                line.append(text, at, end);
            } else if (end - at == 1 && !Character.isSurrogate(line.charAt(cursor))) {
                line.setCharAt(cursor, text.charAt(at)); // replace moves the rest of the line each time
            } else {
                line.replace(cursor, line.offsetByCodePoints(cursor, 1), text.substring(at, end));
            }
            cursor += end - at;
            return end - 1;
        }

        @Override
        public JsonObject json() {
            JsonObject json = new JsonObject();
            json.addProperty("name", name);
            json.addProperty("output_type", "stream");
            json.add("text", lines(done.toString() + last()));
            return json;
        }
    }
}
