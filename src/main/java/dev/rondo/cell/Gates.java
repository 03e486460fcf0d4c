package dev.rondo.cell;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gates under their letters. */
final class Gates {
    private Gates() {}

    /** Returns the gates by letter, in the order given. */
    static Map<String, float[]> of(String letters, float[]... gates) {
        Map<String, float[]> named = new LinkedHashMap<>();
        for (int k = 0; k < gates.length; k++) {
            named.put(letters.substring(k, k + 1), gates[k]);
        }
        return Collections.unmodifiableMap(named);
    }
}
