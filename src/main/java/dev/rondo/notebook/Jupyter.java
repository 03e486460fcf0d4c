package dev.rondo.notebook;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishDisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishError;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteInput;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteResult;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import io.github.spencerpark.jupyter.messages.reply.ErrorReply;
import io.github.spencerpark.jupyter.messages.reply.ExecuteReply;
import io.github.spencerpark.jupyter.messages.reply.InterruptReply;
import io.github.spencerpark.jupyter.messages.reply.ShutdownReply;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import io.github.spencerpark.jupyter.messages.request.ShutdownRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The kernel as Jupyter sees it: cells come as messages, and what they print and show goes back as messages. */
public final class Jupyter implements Frontend {
    private final RondoKernel kernel;
    private final JupyterConnection connection;
    private final Pace pace = new Pace();
    private volatile @Nullable ShellReplyEnvironment cell; // the last one: what is printed later is shown there too
    private volatile boolean mayAsk;
    private volatile boolean busy;
    private volatile boolean leaving;
    private int count;
    private Instant failedAt = Instant.MIN;

    private Jupyter(JupyterConnection connection) {
        this.connection = connection;
        kernel = new RondoKernel(this);
    }

    /**
     * Serves a front end until it says goodbye.
     *
     * @param connectionFile the file in which Jupyter says where it listens
     * @throws IllegalArgumentException if that is no such file
     */
    public static void serve(Path connectionFile) {
        Logger.getLogger("").setLevel(Level.WARNING);
        JupyterSocket.JUPYTER_LOGGER.setLevel(Level.WARNING);
        JupyterConnection connection = connection(connectionFile);
        connection.getIOPub().setSndHWM(0); // else a page that is slow to read loses what does not fit
        Jupyter jupyter = new Jupyter(connection);
        jupyter.listen();
        connection.waitUntilClose();
    }

    private static JupyterConnection connection(Path file) {
        try {
            KernelConnectionProperties properties = KernelConnectionProperties.parse(Files.readString(file));
            if (properties == null || properties.getTransport() == null) {
                throw new IllegalArgumentException(file + " is no connection file, expected the one Jupyter writes for"
                        + " a kernel: start the kernel from Jupyter");
            }
            return new JupyterConnection(properties);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "there is no connection file " + file + ": start the kernel from Jupyter, which writes one", e);
        } catch (IOException | GeneralSecurityException | JsonParseException e) {
            throw new IllegalArgumentException(
                    file + " is no connection file (" + e.getMessage() + "): start the kernel from Jupyter", e);
        }
    }

    private void listen() {
        kernel.becomeHandlerForConnection(connection);
        connection.setHandler(MessageType.EXECUTE_REQUEST, this::execute);
        connection.setHandler(MessageType.INTERRUPT_REQUEST, (environment, message) -> interrupt(environment));
        connection.setHandler(MessageType.SHUTDOWN_REQUEST, this::shutDown);
        Runtime.getRuntime().addShutdownHook(new Thread(this::lastWords, "rondo-last-words"));
        watchParent();
        System.setIn(new Questions(() -> mayAsk && busy ? cell : null));
        connection.connect();
    }

    private void execute(ShellReplyEnvironment environment, Message<ExecuteRequest> message) {
        ExecuteRequest request = message.getContent();
        environment.setStatusBusy();
        try {
            if (request.shouldStopOnError() && sentAt(message).isBefore(failedAt)) {
                abort(environment);
                return;
            }
            cell = environment;
            busy = true;
            mayAsk = request.isStdinEnabled();
            if (!request.isSilent()) {
                count++;
                environment.publish(new PublishExecuteInput(request.getCode(), count));
            }
            run(environment, request);
        } finally {
            busy = false;
            environment.setStatusIdle();
        }
    }

    private void run(ShellReplyEnvironment environment, ExecuteRequest request) {
        try {
            DisplayData value = kernel.run(request.getCode(), count);
            if (value != null && !request.isSilent()) {
                environment.publish(new PublishExecuteResult(count, value));
            }
            environment.reply(new ExecuteReply(count, Map.of()));
        } catch (CellFailure e) {
            fail(environment, e);
        } catch (RuntimeException | Error e) { // of the kernel itself: it must live on
            fail(
                    environment,
                    new CellFailure(
                            e.getClass().getSimpleName(),
                            "the kernel failed: " + e,
                            0,
                            List.of("the kernel failed: " + e, "please report it, with the cell")));
        }
    }

    private void fail(ShellReplyEnvironment environment, CellFailure failure) {
        failedAt = Instant.now();
        List<String> trace = failure.trace().stream()
                .map(line -> "\u001b[31m" + line + "\u001b[0m")
                .toList();
        environment.publish(new PublishError(failure.name(), failure.message(), trace));
        ErrorReply reply = new ErrorReply(failure.name(), failure.message(), trace);
        reply.setExecutionCount(count);
        environment.replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
    }

    /** Answers a cell that was waiting when the one before it failed. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // the library knows only its own two kinds of reply
    private static void abort(ShellReplyEnvironment environment) {
        JsonObject content = new JsonObject();
        content.addProperty("status", "aborted");
        environment.reply(new Message(environment.getContext(), ExecuteReply.MESSAGE_TYPE, content));
    }

    private static Instant sentAt(Message<?> message) {
        try {
            return OffsetDateTime.parse(message.getHeader().getTimestamp().getDateString())
                    .toInstant();
        } catch (DateTimeException | NullPointerException e) {
            return Instant.MAX; // a front end that does not say
        }
    }

    private void interrupt(ShellReplyEnvironment environment) {
        environment.setStatusBusy();
        if (busy) {
            Thread interruption = new Thread(kernel::interrupt, "rondo-interrupt"); // which may take a moment
            interruption.setDaemon(true);
            interruption.start();
        }
        environment.reply(new InterruptReply());
        environment.setStatusIdle();
    }

    private void shutDown(ShellReplyEnvironment environment, Message<ShutdownRequest> message) {
        leaving = true;
        environment.setStatusBusy();
        environment.reply(
                message.getContent().isRestart() ? ShutdownReply.SHUTDOWN_AND_RESTART : ShutdownReply.SHUTDOWN);
        environment.setStatusIdle();
        kernel.interrupt();
        leave(0);
    }

    /** Ends the process once the last messages are out, without waiting for a cell or for the engine. */
    private static void leave(int status) {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(status);
    }

    /** Says why, where the process ends under a running cell. */
    private void lastWords() {
        ShellReplyEnvironment environment = cell;
        if (leaving || !busy || environment == null) {
            return;
        }
        kernel.flush();
        fail(environment, Failures.processEnds());
        environment.setStatusIdle();
        leave(0); // sockets that are closed in the middle of a cell would wait for it
    }

    /** Ends with the server that started this process, even where that was killed. */
    private void watchParent() {
        String parent = System.getenv("JPY_PARENT_PID");
        if (parent != null && parent.matches("[1-9]\\d*") && !parent.equals("1")) {
            ProcessHandle.of(Long.parseLong(parent)).ifPresent(handle -> {
                Thread watch = new Thread(() -> endWith(handle), "rondo-parent");
                watch.setDaemon(true);
                watch.start();
            });
        }
    }

    private static void endWith(ProcessHandle parent) {
        parent.onExit().join();
        Runtime.getRuntime().halt(0);
    }

    @Override
    public void print(String stream, String text) {
        ShellReplyEnvironment environment = cell;
        if (environment != null) {
            pace.await(text.length());
            environment.publish(new PublishStream(
                    stream.equals("stderr") ? PublishStream.StreamType.ERR : PublishStream.StreamType.OUT, text));
        }
    }

    @Override
    public void display(DisplayData data) {
        ShellReplyEnvironment environment = cell;
        if (environment != null) {
            environment.publish(new PublishDisplayData(data));
        }
    }

    @Override
    public void update(DisplayData data) {
        ShellReplyEnvironment environment = cell;
        if (environment != null) {
            environment.publish(new PublishUpdateDisplayData(data));
        }
    }
}
