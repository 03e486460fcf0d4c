package dev.rondo;

import dev.rondo.cell.Tensor;
import dev.rondo.task.Safetensors;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Numbers made by PyTorch itself: see src/test/python/golden.py. */
public final class Golden {
    private Golden() {}

    /** Returns the tensors of one case, with the case's prefix taken off their names. */
    public static Map<String, Tensor> read(String file, String prefix) {
        try {
            Path path = Path.of(
                    Golden.class.getResource("/golden/" + file + ".safetensors").toURI());
            Map<String, Tensor> found = new TreeMap<>();
            Safetensors.read(path).tensors().forEach((name, tensor) -> {
                if (name.startsWith(prefix + "/")) {
                    found.put(name.substring(prefix.length() + 1), tensor);
                }
            });
            if (found.isEmpty()) {
                throw new IllegalStateException("no case " + prefix + " in " + path);
            }
            return found;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
