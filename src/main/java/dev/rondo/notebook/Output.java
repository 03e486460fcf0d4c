package dev.rondo.notebook;

import java.io.ByteArrayOutputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * Gathers what cells print and passes it on ten times a second rather than line by line: each message costs a page
 * something, and one that comes too fast is dropped. Whoever prints faster than it is taken waits.
 */
final class Output implements AutoCloseable {
    private static final long EVERY = 100; // milliseconds
    private static final int MOST = 1 << 18; // bytes to gather before the printing waits

    private final BiConsumer<String, String> sink;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private final Object sending = new Object(); // one text at a time, so that the order stays
    private final Thread sender = new Thread(this::sendRegularly, "rondo-output");
    private String stream = "stdout"; // what the gathered bytes were printed to
    private boolean closed;

    /**
     * Begins to pass on.
     *
     * @param sink takes the name of the stream and whole characters
     */
    Output(BiConsumer<String, String> sink) {
        this.sink = sink;
        sender.setDaemon(true);
        sender.start();
    }

    /** Returns a stream that prints here. */
    PrintStream stream(String name) {
        return new PrintStream(new Gathering(name), false, StandardCharsets.UTF_8) {
            @Override
            public void close() {
                flush(); // a cell that closes what it made of System.out must not silence those to come
            }
        };
    }

    /** Passes on all there is, and returns when it has been taken. */
    void flush() {
        send(true);
    }

    @Override
    public void close() {
        flush();
        synchronized (gathered) {
            closed = true;
            gathered.notifyAll();
        }
    }

    private void sendRegularly() {
        while (true) {
            synchronized (gathered) {
                if (closed) {
                    return;
                }
                try {
                    gathered.wait(EVERY);
                } catch (InterruptedException e) {
                    return;
                }
            }
            try {
                send(false);
            } catch (RuntimeException | Error e) {
                // full memory, say: this text is lost, but not those to come
            }
        }
    }

    private void send(boolean all) {
        synchronized (sending) {
            String name;
            String text;
            synchronized (gathered) {
                byte[] bytes = gathered.toByteArray();
                int length = all ? bytes.length : wholeCharacters(bytes);
                if (length == 0) {
                    return;
                }
                name = stream;
                text = new String(bytes, 0, length, StandardCharsets.UTF_8);
                gathered.reset();
                gathered.write(bytes, length, bytes.length - length);
                gathered.notifyAll();
            }
            sink.accept(name, text);
        }
    }

    /** Returns how many of the bytes make whole characters of UTF-8. */
    private static int wholeCharacters(byte[] bytes) {
        for (int back = 1; back <= Math.min(4, bytes.length); back++) {
            int lead = bytes[bytes.length - back] & 0xFF;
            if ((lead & 0xC0) != 0x80) { // the first byte of the last character
                int wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
                return wanted > back ? bytes.length - back : bytes.length;
            }
        }
        return bytes.length;
    }

    /** One of the two streams. */
    private final class Gathering extends OutputStream {
        private final String name;

        Gathering(String name) {
            this.name = name;
        }

        @Override
        public void write(int b) throws InterruptedIOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws InterruptedIOException {
            while (true) {
                synchronized (gathered) {
                    if (stream.equals(name) || gathered.size() == 0) {
                        stream = name;
                        awaitRoom();
                        if (stream.equals(name)) { // while this one waited, the other may have printed
                            gathered.write(bytes, offset, length);
                            return;
                        }
                    }
                }
                Output.this.flush(); // what was printed to the other stream comes first
            }
        }

        private void awaitRoom() throws InterruptedIOException {
            while (gathered.size() >= MOST && !closed) {
                gathered.notifyAll(); // the sender need not wait for its time
                try {
                    gathered.wait(EVERY);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("printing was interrupted");
                }
            }
        }
    }
}
