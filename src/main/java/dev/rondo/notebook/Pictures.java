package dev.rondo.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The pictures of an executed notebook as files beside it. */
final class Pictures {
    private Pictures() {}

    /** Writes each PNG among the outputs, named after the notebook and the cell. */
    static List<Path> write(NotebookFile executed) {
        Path notebook = executed.path();
        List<Path> files = new ArrayList<>();
        String stem = String.valueOf(notebook.getFileName()).replaceFirst("\\.ipynb$", "");
        for (NotebookFile.CodeCell cell : executed.codeCells()) {
            int count = 0;
            for (JsonElement output : cell.outputs()) {
                JsonObject json = output.getAsJsonObject();
                if (json.has("data") && json.getAsJsonObject("data").has("image/png")) {
                    count++;
                    String name = stem + "-" + cell.number() + (count > 1 ? "-" + count : "") + ".png";
                    files.add(write(
                            notebook.resolveSibling(name),
                            json.getAsJsonObject("data").get("image/png")));
                }
            }
        }
        return files;
    }

    private static Path write(Path file, JsonElement base64) {
        try {
            return Files.write(file, Base64.getMimeDecoder().decode(CellOutputs.text(base64)));
        } catch (IOException e) {
            throw new UncheckedIOException("picture " + file + " could not be written: " + e.getMessage(), e);
        }
    }
}
