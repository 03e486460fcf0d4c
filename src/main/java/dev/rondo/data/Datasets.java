package dev.rondo.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/**
 * The data that comes with the toolkit, and public data that it fetches on request.
 *
 * <p>A public file is looked for under the folder named by the system property {@code rondo.data}, then in the cache
 * ({@code rondo.cache}, else {@code .cache/rondo} in the home folder), then fetched. Its SHA-256 is checked each time.
 */
public final class Datasets {
    private Datasets() {}

    /**
     * Returns the toolkit's own play in verse, about 70,000 characters, with named speakers.
     *
     * @return the text
     */
    public static Text verse() {
        try (InputStream in = Objects.requireNonNull(
                Datasets.class.getResourceAsStream("verse.txt"), "verse.txt is missing from the jar")) {
            return Text.characters("verse.txt", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the verse", e);
        }
    }

    /**
     * Returns tiny-shakespeare, 1,115,394 characters of plays, as Andrej Karpathy put it together for char-rnn.
     *
     * @return the text
     * @throws UncheckedIOException if it is neither on this machine nor to be fetched, or is not the original
     */
    public static Text tinyShakespeare() {
        return Text.characters(fetch(
                        "tinyshakespeare/input.txt",
                        URI.create(
                                "https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/input.txt"),
                        "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed"))
                .named("tiny-shakespeare");
    }

    /** Finds or fetches a file and checks it. */
    static Path fetch(String path, URI source, String sha256) {
        return fetch(path, source, file -> checked(file, sha256));
    }

    /**
     * Finds or fetches a gzipped file, unpacks it and checks what came out: however it was packed, the content is
     * pinned. An unpacked file in the folder named by {@code rondo.data} will do as well.
     *
     * @param path where it is found, with the ending {@code .gz}
     * @param source where it is fetched
     * @param sha256 the sum of the unpacked content
     */
    static byte[] content(String path, URI source, String sha256) {
        String folder = System.getProperty("rondo.data", "");
        String plain = path.substring(0, path.length() - ".gz".length());
        boolean unpacked =
                !folder.isEmpty() && !Files.exists(Path.of(folder, path)) && Files.exists(Path.of(folder, plain));
        return fetch(unpacked ? plain : path, source, file -> unpacked(file, sha256));
    }

    private static <T> T fetch(String path, URI source, Function<Path, T> check) {
        String folder = System.getProperty("rondo.data", "");
        if (!folder.isEmpty() && Files.exists(Path.of(folder, path))) {
            return check.apply(Path.of(folder, path));
        }
        String home =
                Path.of(System.getProperty("user.home"), ".cache", "rondo").toString();
        Path cached = Path.of(System.getProperty("rondo.cache", home), path);
        if (!Files.exists(cached)) {
            download(source, cached, path, check);
        }
        return check.apply(cached);
    }

    private static void download(URI source, Path target, String path, Function<Path, ?> check) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Files.createDirectories(target.getParent());
            HttpClient client = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(10))
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
            HttpRequest request = HttpRequest.newBuilder(source)
                    .timeout(Duration.ofMinutes(5))
                    .build();
            HttpResponse<Path> answer = client.send(request, HttpResponse.BodyHandlers.ofFile(part));
            if (answer.statusCode() != 200) {
                throw new IOException("status " + answer.statusCode());
            }
            var unused = check.apply(part);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(missing(source, target, path), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while fetching " + source, e);
        } finally {
            part.toFile().delete();
        }
    }

    private static String missing(URI source, Path target, String path) {
        String folder = System.getProperty("rondo.data", "");
        return target.getFileName() + " is neither under -Drondo.data=" + (folder.isEmpty() ? "(not given)" : folder)
                + " nor in the cache, and " + source + " cannot be fetched: put the file at " + target
                + ", or give the folder that holds " + path
                + " by -Drondo.data";
    }

    private static Path checked(Path file, String sha256) {
        try {
            check(file, Files.readAllBytes(file), sha256);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static byte[] unpacked(Path file, String sha256) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(2);
            boolean packed = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            byte[] content = packed ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
            check(file, content, sha256);
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read " + file + " (" + e.getMessage() + "): delete it and try again", e);
        }
    }

    private static void check(Path file, byte[] content, String sha256) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            String found = HexFormat.of().formatHex(digest);
            if (!found.equals(sha256)) {
                String message = file + " is not the original: its SHA-256 is " + found + ", expected " + sha256
                        + "; delete it and try again";
                throw new UncheckedIOException(message, new IOException("another content"));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
