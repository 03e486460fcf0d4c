package dev.rondo.notebook;

import com.google.gson.JsonParseException;
import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.ContentType;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishDisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import io.github.spencerpark.jupyter.messages.reply.HistoryReply;
import io.github.spencerpark.jupyter.messages.reply.InterruptReply;
import io.github.spencerpark.jupyter.messages.reply.ShutdownReply;
import io.github.spencerpark.jupyter.messages.request.ShutdownRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** The kernel as Jupyter sees it: cells come as messages, and what they print and show goes back as messages. */
public final class Jupyter implements Frontend {
    private final PrintStream log = System.err; // where Jupyter keeps what belongs to no cell
    private final Connection connection;
    private final RondoKernel kernel;
    private final CellRequests cells;
    private final AtomicReference<@Nullable ShellReplyEnvironment> cell = new AtomicReference<>();
    private final Pace pace = new Pace();
    private volatile boolean leaving;

    private Jupyter(Connection connection) {
        this.connection = connection;
        kernel = new RondoKernel(this);
        cells = new CellRequests(kernel, cell);
    }

    /**
     * Serves a front end until it says goodbye.
     *
     * @param connectionFile the file in which Jupyter says where it listens
     * @throws IllegalArgumentException if that is no such file, or the places in it are taken
     */
    public static void serve(Path connectionFile) {
        Logger.getLogger("").setLevel(Level.WARNING);
        JupyterSocket.JUPYTER_LOGGER.setLevel(Level.WARNING);
        Connection connection = connection(connectionFile);
        connection.getIOPub().setSndHWM(0); // else a page that is slow to read loses what does not fit
        Jupyter jupyter = new Jupyter(connection);
        try {
            jupyter.listen();
        } catch (ZMQException e) {
            jupyter.kernel.close(); // so that this process tells it where it is read
            throw new IllegalArgumentException(
                    connectionFile + " names a place where the kernel cannot listen (" + e.getMessage()
                            + "): is another kernel running there? Start it from Jupyter, which finds free ones",
                    e);
        }
        connection.waitUntilClose();
    }

    private static Connection connection(Path file) {
        try {
            KernelConnectionProperties properties = KernelConnectionProperties.parse(Files.readString(file));
            if (properties == null || properties.getTransport() == null) {
                throw new IllegalArgumentException(file + " is no connection file, expected the one Jupyter writes for"
                        + " a kernel: start the kernel from Jupyter");
            }
            return new Connection(properties);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "there is no connection file " + file + ": start the kernel from Jupyter, which writes one", e);
        } catch (IOException | GeneralSecurityException | JsonParseException e) {
            throw new IllegalArgumentException(
                    file + " is no connection file (" + e.getMessage() + "): start the kernel from Jupyter", e);
        }
    }

    /** The library's connection, with its channels in reach. */
    private static final class Connection extends JupyterConnection {
        Connection(KernelConnectionProperties properties) throws GeneralSecurityException {
            super(properties);
        }

        boolean isForCells(ShellReplyEnvironment environment) {
            return environment.getShell() == shell; // not the control channel, which has a thread of its own
        }

        /** Late answers to the question of an interrupted cell are none to the next one. */
        void forgetAnswers() {
            while (stdin.recv(ZMQ.DONTWAIT) != null) {
                // a piece of one
            }
        }
    }

    private void listen() {
        kernel.becomeHandlerForConnection(connection);
        connection.setHandler(MessageType.EXECUTE_REQUEST, cells::execute);
        connection.setHandler(MessageType.INTERRUPT_REQUEST, (environment, message) -> interrupt(environment));
        connection.setHandler(MessageType.SHUTDOWN_REQUEST, this::shutDown);
        connection.setHandler(MessageType.HISTORY_REQUEST, (environment, message) -> {
            environment.setStatusBusy();
            environment.reply(new HistoryReply(List.of())); // none is kept, but a console waits for an answer
            environment.setStatusIdle();
        });
        List.of(
                        MessageType.INSPECT_REQUEST,
                        MessageType.COMPLETE_REQUEST,
                        MessageType.HISTORY_REQUEST,
                        MessageType.IS_COMPLETE_REQUEST,
                        MessageType.KERNEL_INFO_REQUEST,
                        MessageType.COMM_OPEN_COMMAND,
                        MessageType.COMM_MSG_COMMAND,
                        MessageType.COMM_CLOSE_COMMAND,
                        MessageType.COMM_INFO_REQUEST)
                .forEach(this::note);
        Runtime.getRuntime().addShutdownHook(new Thread(this::lastWords, "rondo-last-words"));
        System.setIn(new Questions(cells::asking, () -> {
            kernel.flush(); // a prompt stands above its question
            connection.forgetAnswers();
        }));
        connection.connect();
        Lifeline.endWithVitalThreads(log);
        Lifeline.endWithParent();
    }

    /** Has a kind of message answered as before, and noted, as cells may wait behind it. */
    private <T> void note(MessageType<T> type) {
        ShellHandler<T> handler = connection.getHandler(type);
        connection.setHandler(type, (environment, message) -> {
            handler.handle(environment, message);
            if (connection.isForCells(environment)) {
                cells.answeredAnother(environment);
            }
        });
    }

    private void interrupt(ShellReplyEnvironment environment) {
        environment.setStatusBusy();
        if (cells.isBusy()) {
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
        leave();
    }

    /** Ends the process once the last messages are out, without waiting for a cell or for the engine. */
    private static void leave() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }

    private void lastWords() {
        if (!leaving && cells.lastWords()) {
            leave(); // sockets that are closed in the middle of a cell would wait for it
        }
    }

    @Override
    public void print(String stream, String text) {
        ShellReplyEnvironment environment = cell.get();
        if (environment == null) {
            log.print(text);
            log.flush();
        } else {
            pace.await(text);
            environment.publish(new PublishStream(
                    stream.equals("stderr") ? PublishStream.StreamType.ERR : PublishStream.StreamType.OUT, text));
        }
    }

    @Override
    public void display(DisplayData data) {
        publish(new PublishDisplayData(data));
    }

    @Override
    public void update(DisplayData data) {
        publish(new PublishUpdateDisplayData(data));
    }

    private <T extends ContentType<T>> void publish(T content) {
        ShellReplyEnvironment environment = cell.get();
        if (environment != null) {
            environment.publish(content);
        }
    }
}
