package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a cell shows, in nbformat's terms. The order of the keys counts: it is that of the file. */
class CellOutputsTest {
    private final CellOutputs outputs = new CellOutputs();

    @Test
    void piecesOfOneStreamAreOneOutput() {
        outputs.stream("stdout", "a");
        outputs.stream("stdout", "b\n");
        outputs.stream("stdout", "");
        outputs.stream("stderr", "e");
        outputs.stream("stderr", "");
        outputs.stream("stdout", "c");
        shows("""
            [{"name":"stdout","output_type":"stream","text":["ab\\n"]},
            {"name":"stderr","output_type":"stream","text":["e"]},
            {"name":"stdout","output_type":"stream","text":["c"]}]\
            """);
    }

    @Test
    void nothingPrintedIsNoOutput() {
        outputs.stream("stdout", "");
        outputs.stream("stderr", "\r\b");
        shows("[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "50%R100%; 100%", // the same width and more
                "epoch 1 of 2Rdone; 'doneh 1 of 2'", // shorter text covers only its own characters
                "epoch 1R; epoch 1", // the line stays until something is printed over it
                "aRNb; aNb", // \r\n ends a line
                "abRRRNc; abNc",
                "abRxNc; xbNc", // the rest of the line stays when it ends
                "1RN2R3; 1N3", // only the last line is started over
                "abBc; ac",
                "abBBBc; cb", // not past the start
                "aNBc; aNc",
                "aBBb; b",
                "\uD83D\uDE00xRy; yx", // a character of two units is one
                "yxR\uD83D\uDE00; \uD83D\uDE00x",
                "a\uD83D\uDE00Bb; ab"
            })
    void textIsWhatATerminalLeaves(String printed, String left) {
        String text = control(printed);
        outputs.stream("stdout", text);
        assertEquals(control(left), text(outputs), "in one piece");
        CellOutputs pieces = new CellOutputs();
        text.codePoints().forEach(character -> pieces.stream("stdout", Character.toString(character)));
        assertEquals(outputs.json(), pieces.json(), "character by character");
    }

    @Test
    void aProgressLineLeavesItsLastState() {
        for (int percent = 0; percent <= 100; percent++) {
            outputs.stream("stdout", "\r" + percent + "%");
        }
        outputs.stream("stdout", "\nended\n");
        shows("[{\"name\":\"stdout\",\"output_type\":\"stream\",\"text\":[\"100%\\n\",\"ended\\n\"]}]");
    }

    @Test
    void muchTextIsResolvedAtOnce() {
        String line = "x".repeat(49) + "\n";
        assertTimeout(Duration.ofSeconds(2), () -> {
            IntStream.range(0, 100_000).forEach(k -> outputs.stream("stdout", line));
            assertEquals(100_000, lines(outputs).size());
            String longLine = "y".repeat(1_000_000);
            outputs.stream("stdout", longLine + "\r" + longLine.replace('y', 'z'));
            assertEquals(100_001, lines(outputs).size());
        });
    }

    @Test
    void textIsCutWherePythonCutsIt() {
        // Python: 'a\n\nb\x0bc\x0cd\x1ce\x1df\x1eg\x85h\u2028i\u2029j\tk'.splitlines(True)
        String text = "a\n\nb\013c\fd\034e\035f\036g\u0085h\u2028i\u2029j\tk";
        JsonArray lines = CellOutputs.lines(text);
        assertEquals(
                List.of(
                        "a\n", "\n", "b\013", "c\f", "d\034", "e\035", "f\036", "g\u0085", "h\u2028", "i\u2029",
                        "j\tk"),
                lines.asList().stream().map(line -> line.getAsString()).toList());
        assertEquals(text, CellOutputs.text(lines));
        assertEquals(
                "[\"a\\r\\n\",\"b\\r\",\"\\r\"]",
                CellOutputs.lines("a\r\nb\r\r").toString());
        assertEquals("[]", CellOutputs.lines("").toString());
    }

    @Test
    void aDisplayHasItsBundleInOrder() {
        Map<String, Object> json = new HashMap<>();
        json.put("b", Arrays.asList(1, null, 2.5));
        json.put("a", "x\ny");
        outputs.display(
                Map.of(
                        "text/plain", "a\nb",
                        "image/png", "AA\nBB\n",
                        "image/svg+xml", "<svg>\n</svg>",
                        "application/json", json,
                        "application/javascript", "f();\ng();",
                        "text/html", "<b>\n"),
                Map.of("image/png", Map.of("width", 4, "height", 3)),
                null);
        shows("""
            [{"data":{"application/javascript":["f();\\n","g();"],
            "application/json":{"a":"x\\ny","b":[1,null,2.5]},
            "image/png":"AA\\nBB\\n",
            "image/svg+xml":["<svg>\\n","</svg>"],
            "text/html":["<b>\\n"],
            "text/plain":["a\\n","b"]},
            "metadata":{"image/png":{"height":3,"width":4}},"output_type":"display_data"}]\
            """);
    }

    @Test
    void aResultHasItsCount() {
        JsonObject shown = JsonParser.parseString("{\"z\":1,\"a\":2}").getAsJsonObject();
        outputs.result(3, Map.of("text/plain", "4", "application/json", shown), Map.of());
        shows("""
            [{"data":{"application/json":{"a":2,"z":1},"text/plain":["4"]},
            "execution_count":3,"metadata":{},"output_type":"execute_result"}]\
            """);
    }

    @Test
    void anErrorHasItsTraceback() {
        outputs.error("Boom", "a\nb", List.of("x\ny", "z"));
        shows("[{\"ename\":\"Boom\",\"evalue\":\"a\\nb\",\"output_type\":\"error\",\"traceback\":[\"x\\ny\",\"z\"]}]");
    }

    @Test
    void allDisplaysOfAnIdAreUpdated() {
        outputs.display(Map.of("text/plain", "1"), Map.of("k", 1), "id");
        outputs.display(Map.of("text/plain", "2"), Map.of(), "other");
        outputs.display(Map.of("text/plain", "3"), Map.of(), "id");
        outputs.display(Map.of("text/plain", "4"), Map.of(), null);
        assertTrue(outputs.update("id", Map.of("text/html", "new"), Map.of("m", 2)));
        assertFalse(outputs.update("nobody's", Map.of("text/html", "lost"), Map.of()));
        String updated = "{\"data\":{\"text/html\":[\"new\"]},\"metadata\":{\"m\":2},\"output_type\":\"display_data\"}";
        String other = "{\"data\":{\"text/plain\":[\"%s\"]},\"metadata\":{},\"output_type\":\"display_data\"}";
        shows("[" + String.join(",", updated, other.formatted(2), updated, other.formatted(4)) + "]");
    }

    @Test
    void whatWasHandedOutStaysAsItWas() {
        outputs.display(Map.of("text/plain", "1"), Map.of(), "id");
        JsonArray before = outputs.json();
        outputs.update("id", Map.of("text/plain", "2"), Map.of());
        assertTrue(before.toString().contains("\"1\""), before::toString);
        before.get(0).getAsJsonObject().remove("data");
        assertNotNull(outputs.json().get(0).getAsJsonObject().get("data"));
    }

    @Test
    void threadsMayPrintAtOnce() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(
                        k -> new Thread(() -> IntStream.range(0, 5000).forEach(n -> outputs.stream("stdout", "ab\n"))))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals("ab\n".repeat(20_000), text(outputs));
    }

    private void shows(String expected) {
        assertEquals(expected.replace("\n", ""), outputs.json().toString());
    }

    private static JsonArray lines(CellOutputs outputs) {
        assertEquals(1, outputs.json().size());
        return outputs.json().get(0).getAsJsonObject().getAsJsonArray("text");
    }

    private static String text(CellOutputs outputs) {
        return CellOutputs.text(lines(outputs));
    }

    private static String control(String text) {
        return text.replace('R', '\r').replace('N', '\n').replace('B', '\b');
    }
}
