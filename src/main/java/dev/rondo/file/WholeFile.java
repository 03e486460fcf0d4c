package dev.rondo.file;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes a file beside its place and moves it there: a reader finds either the old one or the new one whole. */
public final class WholeFile {

    /** What a file is to hold. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes it.
         *
         * @param out where to; it is closed by who opened it
         * @throws IOException if it cannot be written
         */
        void to(OutputStream out) throws IOException;
    }

    private WholeFile() {}

    /**
     * Writes a file. A link is followed; folders that are missing are made.
     *
     * @param file the file
     * @param content what it is to hold
     * @throws IOException if it cannot be written, is a folder or is write-protected; what was there stays as it was
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.exists(target) && !(Files.isRegularFile(target) && Files.isWritable(target))) {
            String why = Files.isDirectory(target) ? "it is a folder" : "it is write-protected";
            throw new FileSystemException(target.toString(), null, why);
        }
        Path folder = target.getParent();
        if (folder != null && !Files.isDirectory(folder)) { // not every JDK 17 takes a link to a folder here
            Files.createDirectories(folder);
        }
        Path beside = target.resolveSibling("." + UUID.randomUUID() + ".part");
        try {
            // A plain stream: channels close themselves when the thread is interrupted, and a stopped run is saved.
            try (OutputStream out = new BufferedOutputStream(new FileOutputStream(beside.toFile()))) {
                content.to(out);
            }
            move(beside, target);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
