package dev.rondo.data;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Texts and their tokens, each text cut when it is first asked for; equal tokens are one object. */
final class Cut {
    private final String name;
    private final List<String> texts;
    private final Tokenizer tokenizer;
    private final AtomicReferenceArray<List<String>> tokens;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    Cut(String name, List<String> texts, Tokenizer tokenizer) {
        this.name = name;
        this.texts = texts;
        this.tokenizer = tokenizer;
        this.tokens = new AtomicReferenceArray<>(texts.size());
    }

    List<String> texts() {
        return texts;
    }

    Tokenizer tokenizer() {
        return tokenizer;
    }

    List<String> tokens(int place) {
        List<String> found = tokens.get(place);
        if (found == null) {
            found = tokenizer.tokens(texts.get(place)).stream()
                    .map(token -> known.computeIfAbsent(token, same -> same))
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException("text " + place + " of '" + name + "' has no token by " + tokenizer
                        + ": leave it out, or take another tokenizer");
            }
            tokens.set(place, found);
        }
        return found;
    }
}
