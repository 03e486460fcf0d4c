package dev.rondo.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.rondo.ChildJvm;
import dev.rondo.cli.Main;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A front end as Jupyter's protocol describes it, at work on a kernel in a process of its own. */
final class KernelClient implements AutoCloseable {
    private static final int PATIENCE = 20_000; // milliseconds
    private static final String KEY = "a key";

    /** A message's type, what it answers, and what it says. */
    record Message(String type, String parent, JsonObject content) {
        String text(String name) {
            return content.get(name).getAsString();
        }
    }

    /** What a cell led to. */
    record Outcome(JsonObject reply, List<Message> published) {
        String status() {
            return reply.get("status").getAsString();
        }

        String printed(String stream) {
            StringBuilder all = new StringBuilder();
            of("stream").stream().filter(m -> m.text("name").equals(stream)).forEach(m -> all.append(m.text("text")));
            return all.toString();
        }

        List<Message> of(String type) {
            return published.stream().filter(m -> m.type().equals(type)).toList();
        }

        String result() {
            return of("execute_result")
                    .get(0)
                    .content()
                    .getAsJsonObject("data")
                    .get("text/plain")
                    .getAsString();
        }
    }

    private final ZContext context = new ZContext();
    private final ZMQ.Socket shell;
    private final ZMQ.Socket control;
    private final ZMQ.Socket stdin;
    private final ZMQ.Socket iopub;
    private final Process process;
    private final Path log;
    private Duration offset = Duration.ZERO;

    KernelClient(Path folder, String... jvm) throws IOException {
        JsonObject connection = new JsonObject();
        int[] ports = ports();
        String[] names = {"shell_port", "control_port", "stdin_port", "iopub_port", "hb_port"};
        for (int i = 0; i < names.length; i++) {
            connection.addProperty(names[i], ports[i]);
        }
        connection.addProperty("transport", "tcp");
        connection.addProperty("ip", "127.0.0.1");
        connection.addProperty("key", KEY);
        connection.addProperty("signature_scheme", "hmac-sha256");
        Path file = Files.writeString(folder.resolve("connection.json"), connection.toString());
        log = folder.resolve("kernel.log");
        List<String> options = new ArrayList<>(Toolkit.flags(List.of(jvm)));
        options.addAll(List.of(jvm));
        process = ChildJvm.of(Main.class, options, "kernel", "start", file.toString())
                .redirectOutput(log.toFile())
                .start();
        byte[] identity = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        shell = connect(SocketType.DEALER, identity, ports[0]);
        control = connect(SocketType.DEALER, identity, ports[1]);
        stdin = connect(SocketType.DEALER, identity, ports[2]);
        iopub = connect(SocketType.SUB, identity, ports[3]);
        awaitReady();
    }

    private static int[] ports() throws IOException {
        ServerSocket[] open = new ServerSocket[5];
        int[] ports = new int[open.length];
        for (int i = 0; i < open.length; i++) { // all at once, so that none comes twice
            open[i] = new ServerSocket(0);
            ports[i] = open[i].getLocalPort();
        }
        for (ServerSocket each : open) {
            each.close();
        }
        return ports;
    }

    private ZMQ.Socket connect(SocketType type, byte[] identity, int port) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setIdentity(identity);
        socket.setReceiveTimeOut(PATIENCE);
        socket.setLinger(0);
        if (type == SocketType.SUB) {
            socket.setRcvHWM(0);
            socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
        }
        socket.connect("tcp://127.0.0.1:" + port);
        return socket;
    }

    /** Until the kernel answers on both channels: a subscription takes effect at a time of its own. */
    private void awaitReady() {
        iopub.setReceiveTimeOut(500);
        for (int i = 0; i < PATIENCE / 500; i++) {
            String id = send(shell, "kernel_info_request", new JsonObject());
            Message heard = receive(iopub);
            receive(shell);
            if (heard != null) {
                iopub.setReceiveTimeOut(PATIENCE);
                drain(heard, id);
                return;
            }
        }
        throw new AssertionError("the kernel does not answer");
    }

    /** Reads on to the end of a request; where the subscription took effect in its midst, that may be the first heard. */
    private void drain(Message first, String id) {
        Message message = first;
        while (!isIdle(message, id)) {
            message = receive(iopub);
            if (message == null) {
                throw new AssertionError("the end of a request is not heard; " + logged());
            }
        }
    }

    private static boolean isIdle(Message message, String id) {
        return message.type().equals("status")
                && message.parent().equals(id)
                && message.text("execution_state").equals("idle");
    }

    /** Sends a cell without waiting for it. */
    String submit(String code) {
        return send(shell, "execute_request", request(code));
    }

    /** What is asked of the kernel for a cell, to be changed before it is sent. */
    static JsonObject request(String code) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("silent", false);
        content.addProperty("store_history", true);
        content.addProperty("allow_stdin", true);
        content.addProperty("stop_on_error", true);
        content.add("user_expressions", new JsonObject());
        return content;
    }

    private String logged() {
        try {
            return (process.isAlive() ? "alive, " : "ended, ") + "its log: " + Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Waits for what a cell leads to. */
    Outcome await(String id) {
        List<Message> published = new ArrayList<>();
        while (true) {
            Message message = receive(iopub);
            if (message == null) {
                throw new AssertionError("nothing more is heard of the cell; so far " + published + "; " + logged());
            }
            if (message.parent().equals(id)) {
                published.add(message);
                if (isIdle(message, id)) {
                    return new Outcome(receive(shell).content(), published);
                }
            }
        }
    }

    /** Sends a request to run a cell without waiting for it. */
    String submit(JsonObject request) {
        return send(shell, "execute_request", request);
    }

    Outcome execute(String code) {
        return await(submit(code));
    }

    /** Waits until the cell under way has printed something. */
    void awaitPrinted(String id) {
        Message message;
        do {
            message = receive(iopub);
        } while (!(message.type().equals("stream") && message.parent().equals(id)));
    }

    JsonObject ask(String type, JsonObject content) {
        send(shell, type, content);
        return receive(shell).content();
    }

    /** Sends what is not signed with the key. */
    void forge() {
        shell.sendMore("<IDS|MSG>");
        shell.sendMore("0".repeat(64));
        for (int i = 0; i < 4; i++) {
            shell.send("{}".getBytes(StandardCharsets.UTF_8), i < 3 ? ZMQ.SNDMORE : 0);
        }
    }

    void submitInfo() {
        send(shell, "kernel_info_request", new JsonObject());
    }

    void awaitReply(String type) {
        Message reply = receive(shell);
        if (reply == null || !reply.type().equals(type)) {
            throw new AssertionError("expected " + type + ", came " + reply);
        }
    }

    JsonObject control(String type, JsonObject content) {
        send(control, type, content);
        return receive(control).content();
    }

    /** Waits for the kernel's question and answers it. */
    void answer(String text) {
        awaitQuestion();
        reply(text);
    }

    void awaitQuestion() {
        Message question = receive(stdin);
        if (question == null || !question.type().equals("input_request")) {
            throw new AssertionError(String.valueOf(question));
        }
    }

    void reply(String text) {
        JsonObject content = new JsonObject();
        content.addProperty("value", text);
        send(stdin, "input_reply", content);
    }

    /** Waits for the process to end and returns its status. */
    int end() throws InterruptedException {
        if (!process.waitFor(PATIENCE, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the kernel goes on");
        }
        return process.exitValue();
    }

    /** Has the clock of this side be behind or ahead of the kernel's. */
    void clock(Duration offset) {
        this.offset = offset;
    }

    private String send(ZMQ.Socket socket, String type, JsonObject content) {
        String id = UUID.randomUUID().toString();
        JsonObject header = new JsonObject();
        header.addProperty("msg_id", id);
        header.addProperty("session", "session");
        header.addProperty("username", "user");
        header.addProperty("date", Instant.now().plus(offset).toString());
        header.addProperty("msg_type", type);
        header.addProperty("version", "5.3");
        String[] parts = {header.toString(), "{}", "{}", content.toString()};
        socket.sendMore("<IDS|MSG>");
        socket.sendMore(signature(parts));
        for (int i = 0; i < parts.length; i++) {
            socket.send(parts[i].getBytes(StandardCharsets.UTF_8), i < parts.length - 1 ? ZMQ.SNDMORE : 0);
        }
        return id;
    }

    private static String signature(String... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            for (String part : parts) {
                mac.update(part.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the next message, or null where none comes in time. */
    private static Message receive(ZMQ.Socket socket) {
        List<String> frames = new ArrayList<>();
        do {
            byte[] frame = socket.recv();
            if (frame == null) {
                return null;
            }
            frames.add(new String(frame, StandardCharsets.UTF_8));
        } while (socket.hasReceiveMore());
        int at = frames.indexOf("<IDS|MSG>") + 1;
        String[] parts = frames.subList(at + 1, at + 5).toArray(new String[0]);
        if (!frames.get(at).equals(signature(parts))) {
            throw new AssertionError("wrong signature: " + frames);
        }
        JsonObject header = JsonParser.parseString(parts[0]).getAsJsonObject();
        JsonElement parent = JsonParser.parseString(parts[1]).getAsJsonObject().get("msg_id");
        return new Message(
                header.get("msg_type").getAsString(),
                parent == null ? "" : parent.getAsString(),
                JsonParser.parseString(parts[3]).getAsJsonObject());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        context.close();
    }
}
