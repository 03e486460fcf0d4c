package dev.rondo.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
    private static final String HELLO =
            "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"; // of "hello"

    @TempDir
    Path folder;

    private final String data = System.getProperty("rondo.data", "");
    private HttpServer server;
    private int asked;
    private byte[] packed;

    @BeforeEach
    void serve() throws IOException {
        System.setProperty("rondo.cache", folder.resolve("cache").toString());
        System.setProperty("rondo.data", folder.resolve("data").toString());
        packed = gzip("hello");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked++;
            String path = exchange.getRequestURI().getPath();
            byte[] body = path.equals("/packed") ? packed : "hello".getBytes();
            exchange.sendResponseHeaders(path.equals("/there") || path.equals("/packed") ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        System.clearProperty("rondo.cache");
        System.setProperty("rondo.data", data);
    }

    private static byte[] gzip(String content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(content.getBytes());
        }
        return bytes.toByteArray();
    }

    private String content(String path) {
        return new String(Datasets.content("set/file.gz", at(path), HELLO));
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Test
    void isFetchedOnceAndThenFoundInTheCache() throws IOException {
        assertEquals("hello", Files.readString(Datasets.fetch("set/file.txt", at("/there"), HELLO)));
        assertEquals("hello", Files.readString(Datasets.fetch("set/file.txt", at("/there"), HELLO)));
        assertEquals(1, asked);
    }

    @Test
    void theGivenFolderComesFirst() throws IOException {
        Path given = Files.createDirectories(folder.resolve("data/set")).resolve("file.txt");
        Files.writeString(given, "hello");
        assertEquals(given, Datasets.fetch("set/file.txt", at("/there"), HELLO));
        assertEquals(0, asked);
    }

    @Test
    void anotherContentIsRefusedAndNotKept() {
        String other = "0".repeat(64);
        var wrong = assertThrows(UncheckedIOException.class, () -> Datasets.fetch("set/file.txt", at("/there"), other));
        assertTrue(wrong.getMessage().contains("SHA-256 is " + HELLO + ", expected " + other), wrong.getMessage());
        assertFalse(Files.exists(folder.resolve("cache/set/file.txt")));
    }

    @Test
    void whereItIsNowhereTheMessageSaysWhatToDo() {
        var missing =
                assertThrows(UncheckedIOException.class, () -> Datasets.fetch("set/file.txt", at("/gone"), HELLO));
        assertTrue(missing.getMessage().contains("put the file at " + folder.resolve("cache/set/file.txt")));
        assertTrue(missing.getMessage().contains("-Drondo.data"), missing.getMessage());
    }

    @Test
    void packedContentIsFetchedOnceUnpackedAndChecked() throws IOException {
        assertEquals("hello", content("/packed"));
        assertEquals("hello", content("/packed"));
        assertEquals(1, asked);
        assertArrayEquals(packed, Files.readAllBytes(folder.resolve("cache/set/file.gz")));
    }

    @Test
    void unpackedContentInTheGivenFolderWillDo() throws IOException {
        Path plain = Files.createDirectories(folder.resolve("data/set")).resolve("file");
        Files.writeString(plain, "hello");
        assertEquals("hello", content("/gone"));
        Files.writeString(plain, "");
        var empty = assertThrows(UncheckedIOException.class, () -> content("/gone"));
        assertTrue(empty.getMessage().startsWith(plain + " is not the original"), empty.getMessage());
        Files.write(folder.resolve("data/set/file.gz"), packed); // comes before the plain one
        assertEquals("hello", content("/gone"));
        assertEquals(0, asked);
    }

    @Test
    void otherOrCutContentIsRefusedAndNotKept() throws IOException {
        packed = gzip("other");
        var other = assertThrows(UncheckedIOException.class, () -> content("/packed"));
        assertTrue(other.getMessage().contains("is not the original: its SHA-256 is"), other.getMessage());
        packed = Arrays.copyOf(gzip("hello"), 15);
        var cut = assertThrows(UncheckedIOException.class, () -> content("/packed"));
        assertTrue(cut.getMessage().startsWith("cannot read "), cut.getMessage());
        assertTrue(cut.getMessage().endsWith("): delete it and try again"), cut.getMessage());
        try (var kept = Files.list(folder.resolve("cache/set"))) {
            assertEquals(0, kept.count());
        }
    }

    @Test
    void tinyShakespeareIsTheOriginal() {
        System.setProperty("rondo.data", data);
        Assumptions.assumeTrue(Files.exists(Path.of(data, "tinyshakespeare/input.txt")), "no evaluation sets here");
        Text text = Datasets.tinyShakespeare();
        assertEquals("tiny-shakespeare", text.name());
        assertEquals(1_115_394, text.length());
        assertEquals(65, text.vocabulary().size());
    }
}
