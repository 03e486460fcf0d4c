package dev.rondo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @BeforeEach
    void serve() throws IOException {
        System.setProperty("rondo.cache", folder.resolve("cache").toString());
        System.setProperty("rondo.data", folder.resolve("data").toString());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked++;
            byte[] body = "hello".getBytes();
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/there") ? 200 : 404, body.length);
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
    void tinyShakespeareIsTheOriginal() {
        System.setProperty("rondo.data", data);
        Assumptions.assumeTrue(Files.exists(Path.of(data, "tinyshakespeare/input.txt")), "no evaluation sets here");
        Text text = Datasets.tinyShakespeare();
        assertEquals("tiny-shakespeare", text.name());
        assertEquals(1_115_394, text.length());
        assertEquals(65, text.vocabulary().size());
    }
}
