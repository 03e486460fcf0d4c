package dev.rondo.notebook;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQException;
import zmq.ZError;

/** What a cell reads from {@code System.in}: the answers that its front end asks the user for, line by line. */
final class Questions extends InputStream {
    private final Supplier<@Nullable ShellReplyEnvironment> cell;
    private final Runnable beforeAsking;
    private byte[] line = {};
    private int at;

    /**
     * Makes the stream.
     *
     * @param cell gives the running cell; null where none runs or none may ask
     * @param beforeAsking done before each question
     */
    Questions(Supplier<@Nullable ShellReplyEnvironment> cell, Runnable beforeAsking) {
        this.cell = cell;
        this.beforeAsking = beforeAsking;
    }

    @Override
    public synchronized int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (at == line.length) {
            ShellReplyEnvironment asking = cell.get();
            if (asking == null) {
                return -1;
            }
            line = ask(asking).getBytes(StandardCharsets.UTF_8);
            at = 0;
        }
        int read = Math.min(length, line.length - at);
        System.arraycopy(line, at, bytes, offset, read);
        at += read;
        return read;
    }

    private String ask(ShellReplyEnvironment asking) {
        beforeAsking.run();
        try {
            return asking.readFromStdIn();
        } catch (ZMQException e) {
            if (e.getErrorCode() == ZError.EINTR) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while it waited for an answer");
            }
            throw e;
        }
    }

    @Override
    public synchronized int available() {
        return line.length - at;
    }
}
