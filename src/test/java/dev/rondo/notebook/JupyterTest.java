package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.rondo.ChildJvm;
import dev.rondo.cli.Main;
import dev.rondo.notebook.KernelClient.Outcome;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The kernel over Jupyter's wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JupyterTest {
    private KernelClient client;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        client = new KernelClient(folder, "-Djava.awt.headless=true");
    }

    @AfterAll
    void stop() {
        client.close();
    }

    @Test
    void aCellPrintsAndReturns() {
        Outcome outcome = client.execute("System.out.println(\"ünï 漢\"); System.err.println(\"oh\");\n20 + 1");
        assertEquals("ok", outcome.status());
        assertEquals("ünï 漢\n", outcome.printed("stdout"));
        assertEquals("oh\n", outcome.printed("stderr"));
        assertEquals("21", outcome.result());
        int count = outcome.of("execute_input")
                .get(0)
                .content()
                .get("execution_count")
                .getAsInt();
        assertEquals(count, outcome.reply().get("execution_count").getAsInt());
        assertEquals(
                count + 1, client.execute("1").reply().get("execution_count").getAsInt());
    }

    @Test
    void aHundredThousandLinesArriveWholeInFewMessages() {
        Outcome outcome = client.execute("for (int i = 0; i < 100_000; i++) System.out.println(\"line \" + i);");
        StringBuilder expected = new StringBuilder();
        IntStream.range(0, 100_000)
                .forEach(i -> expected.append("line ").append(i).append('\n'));
        assertEquals(expected.toString(), outcome.printed("stdout"));
        assertTrue(outcome.of("stream").size() < 200, () -> outcome.of("stream").size() + " messages");
    }

    @Test
    void chartsAndDisplaysComeInOrder() {
        Outcome outcome = client.execute("""
                System.out.println("before");
                Chart.of("Squares").line("x", new double[] {1, 2}, new double[] {1, 4}).show();
                String id = display("first");
                updateDisplay(id, "second");
                """);
        assertEquals("ok", outcome.status(), () -> outcome.published().toString());
        assertEquals("stream", outcome.published().get(2).type(), "after busy and input");
        JsonObject data = outcome.of("display_data").get(0).content().getAsJsonObject("data");
        assertTrue(data.get("image/png").getAsString().startsWith("iVBOR"), data::toString);
        JsonObject update = outcome.of("update_display_data").get(0).content();
        assertEquals("second", update.getAsJsonObject("data").get("text/plain").getAsString());
        assertEquals(
                outcome.of("display_data").get(1).content().getAsJsonObject("transient"),
                update.getAsJsonObject("transient"));
    }

    @Test
    void anErrorShowsItsLineAndItsCauses() {
        Outcome outcome = client.execute(
                "int before = 1;\nthrow new IllegalStateException(\"outer\", new RuntimeException(\"root\"));");
        assertEquals("error", outcome.status());
        JsonObject error = outcome.of("error").get(0).content();
        assertEquals("IllegalStateException", error.get("ename").getAsString());
        assertEquals("outer", error.get("evalue").getAsString());
        String trace = error.get("traceback").toString();
        assertTrue(trace.contains("this cell, line 2"), trace);
        assertTrue(trace.contains("caused by java.lang.RuntimeException: root"), trace);
        assertFalse(trace.contains("REPL"), trace);
        assertEquals("1", client.execute("before").result(), "the kernel lives on");
    }

    @Test
    void cellsThatWaitBehindAnErrorDoNotRun() {
        String failing = client.submit("System.out.println(1); Thread.sleep(300); throw new Error();");
        String waiting = client.submit("int mustNotBe = 1;");
        assertEquals("error", client.await(failing).status());
        assertEquals("aborted", client.await(waiting).status());
        assertEquals("error", client.execute("mustNotBe").status(), "a later one runs, and finds nothing");
    }

    @Test
    void aCellSentAfterAnErrorRunsWhateverTheClocksSay() {
        client.clock(Duration.ofHours(-1));
        assertEquals("error", client.execute("throw new Error();").status());
        assertEquals("3", client.execute("1 + 2").result());
        client.clock(Duration.ZERO);
    }

    @Test
    void anotherMessageBehindAnErrorAbortsNothing() {
        String failing = client.submit("System.out.println(1); Thread.sleep(300); throw new Error();");
        client.awaitPrinted(failing);
        client.submitInfo(); // as a page does after an interrupt
        assertEquals("error", client.await(failing).status());
        client.awaitReply("kernel_info_reply");
        assertEquals("3", client.execute("1 + 2").result());
    }

    @Test
    void aCellBehindAnErrorAndAnotherMessageDoesNotRun() {
        String failing = client.submit("System.out.println(1); Thread.sleep(300); throw new Error();");
        client.awaitPrinted(failing);
        client.submitInfo();
        String waiting = client.submit("1");
        assertEquals("error", client.await(failing).status());
        client.awaitReply("kernel_info_reply");
        assertEquals("aborted", client.await(waiting).status());
    }

    @Test
    void cellsBehindOneThatMayFailDoRun() {
        JsonObject request = KernelClient.request("Thread.sleep(300); throw new Error();");
        request.addProperty("stop_on_error", false);
        String failing = client.submit(request);
        String waiting = client.submit("3 + 4");
        assertEquals("error", client.await(failing).status());
        assertEquals("7", client.await(waiting).result());
    }

    @Test
    void aSilentCellIsSilentAndNotCounted() {
        int count = client.execute("1").reply().get("execution_count").getAsInt();
        JsonObject request = KernelClient.request("System.out.println(1); int kept = 5; kept");
        request.addProperty("silent", true);
        Outcome outcome = client.await(client.submit(request));
        assertEquals("ok", outcome.status());
        assertEquals(2, outcome.published().size(), "busy and idle");
        outcome = client.execute("kept");
        assertEquals("5", outcome.result());
        assertEquals(count + 1, outcome.reply().get("execution_count").getAsInt());
    }

    @Test
    void closingSystemOutSilencesNothing() {
        client.execute("try (var writer = new PrintWriter(System.out)) { writer.println(1); }");
        assertEquals("2\n", client.execute("System.out.println(2);").printed("stdout"));
    }

    @Test
    void aConsoleThatAsksForTheHistoryGetsAnAnswer() {
        JsonObject request = json("hist_access_type", "tail");
        request.addProperty("output", false);
        request.addProperty("raw", true);
        request.addProperty("n", 10);
        assertEquals("[]", client.ask("history_request", request).get("history").toString());
    }

    @Test
    void codeThatTheCompilerCannotDigestDoesNotEndTheKernel() {
        JsonObject request = json("code", "(".repeat(20_000));
        request.addProperty("cursor_pos", 20_000);
        client.ask("complete_request", request);
        assertEquals("2", client.execute("1 + 1").result());
    }

    @Test
    void aToStringThatInterruptsDoesNotEndTheKernel() {
        client.execute("""
                class Rude { public String toString() { Thread.currentThread().interrupt(); return "rude"; } }
                new Rude()
                """);
        assertEquals("2", client.execute("1 + 1").result());
    }

    @Test
    void cursorsAreCountedInCodePoints() {
        JsonObject request = json("code", "String s = \"\ud83d\ude00\ud83d\ude00\"; s.isEmp");
        request.addProperty("cursor_pos", 24);
        JsonObject reply = client.ask("complete_request", request);
        assertEquals(19, reply.get("cursor_start").getAsInt(), reply::toString);
        assertEquals(24, reply.get("cursor_end").getAsInt(), reply::toString);
    }

    @Test
    void anInterruptedQuestionIsForgottenWithItsAnswer() {
        String id = client.submit("new Scanner(System.in).nextLine()");
        client.awaitQuestion();
        client.control("interrupt_request", new JsonObject());
        Outcome outcome = client.await(id);
        assertEquals("error", outcome.status());
        assertFalse(outcome.of("error").toString().contains("Errno"), () -> outcome.of("error")
                .toString());
        client.reply("too late");
        id = client.submit("new Scanner(System.in).nextLine()");
        client.answer("in time");
        assertEquals("in time", client.await(id).result());
    }

    @Test
    void anInterruptEndsABusyLoop() {
        String id = client.submit("System.out.println(\"in\"); while (true) { }");
        client.awaitPrinted(id);
        long start = System.nanoTime();
        client.control("interrupt_request", new JsonObject());
        Outcome outcome = client.await(id);
        assertTrue(System.nanoTime() - start < 10e9);
        assertEquals("Interrupted", outcome.of("error").get(0).text("ename"));
        assertEquals("2", client.execute("1 + 1").result());
    }

    @Test
    void anInterruptBetweenTwoStatementsCountsToo() {
        for (int i = 0; i < 5; i++) { // the second statement is being compiled, or has just begun
            String id = client.submit("System.out.println(1); while (true) { }");
            client.awaitPrinted(id);
            client.control("interrupt_request", new JsonObject());
            assertEquals("error", client.await(id).status());
        }
    }

    @Test
    void anInterruptOfNothingDoesNothing() {
        client.control("interrupt_request", new JsonObject());
        assertEquals("ok", client.execute("Thread.sleep(1);").status());
    }

    @Test
    void aCellMayAsk() {
        String id = client.submit("var name = new Scanner(System.in).nextLine();\nname.length()");
        client.answer("Ada Lovelace");
        assertEquals("12", client.await(id).result());
    }

    @Test
    void namesAreCompletedAndExplained() {
        JsonObject request = new JsonObject();
        request.addProperty("code", "Rnn.lstm(3).lay");
        request.addProperty("cursor_pos", 15);
        JsonObject reply = client.ask("complete_request", request);
        assertEquals("[\"layers(\"]", reply.get("matches").toString());
        assertEquals(12, reply.get("cursor_start").getAsInt());
        request.addProperty("cursor_pos", 6);
        request.addProperty("detail_level", 0);
        assertTrue(client.ask("inspect_request", request).toString().contains("lstm(int hidden)"));
        assertEquals(
                "incomplete",
                client.ask("is_complete_request", json("code", "for (int i = 0; i < 3; i++) {"))
                        .get("status")
                        .getAsString());
    }

    private static JsonObject json(String name, String value) {
        JsonObject json = new JsonObject();
        json.addProperty(name, value);
        return json;
    }

    @Test
    void systemExitIsToldBeforeTheProcessEnds(@TempDir Path folder) throws Exception {
        try (KernelClient other = new KernelClient(folder)) {
            Outcome outcome = other.execute("System.out.println(\"last\"); System.exit(3);");
            assertEquals("error", outcome.status());
            assertEquals("last\n", outcome.printed("stdout"));
            assertTrue(outcome.of("error").get(0).text("evalue").contains("System.exit"));
            assertEquals(0, other.end());
        }
    }

    @Test
    void aFullHeapIsToldAndTheKernelLivesOn(@TempDir Path folder) throws Exception {
        try (KernelClient other = new KernelClient(folder, "-Xmx128m")) {
            Outcome outcome =
                    other.execute("var all = new ArrayList<long[]>();\nwhile (true) all.add(new long[100_000]);");
            assertEquals("OutOfMemoryError", outcome.of("error").get(0).text("ename"));
            assertTrue(outcome.of("error").toString().contains("-Xmx8g"), "and what to do");
            assertEquals("ok", other.execute("all = null;").status());
            assertEquals("3", other.execute("1 + 2").result());
        }
    }

    @Test
    void aShutdownEndsEvenABusyKernel(@TempDir Path folder) throws Exception {
        try (KernelClient other = new KernelClient(folder)) {
            String id = other.submit("System.out.println(1); while (true) { }");
            other.awaitPrinted(id);
            JsonObject request = new JsonObject();
            request.addProperty("restart", false);
            assertFalse(
                    other.control("shutdown_request", request).get("restart").getAsBoolean());
            assertEquals(0, other.end());
        }
    }

    @Test
    void aKernelThatCanNoLongerListenEndsRatherThanStays(@TempDir Path folder) throws Exception {
        try (KernelClient other = new KernelClient(folder)) {
            other.forge(); // ends the library's thread
            assertEquals(1, other.end());
        }
        String log = Files.readString(folder.resolve("kernel.log"));
        assertTrue(log.contains("thread Shell-0 died of java.lang.SecurityException"), log);
    }

    @Test
    void aPlaceThatIsTakenIsTold(@TempDir Path folder) throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = String.valueOf(taken.getLocalPort());
            String connection = "{'shell_port':P,'control_port':P,'stdin_port':P,'iopub_port':P,'hb_port':P,"
                    + "'transport':'tcp','ip':'127.0.0.1','key':'','signature_scheme':'hmac-sha256'}";
            Path file = Files.writeString(folder.resolve("c.json"), connection.replace("P", port));
            Process process = ChildJvm.of(Main.class, List.of(), "kernel", "start", file.toString())
                    .start();
            String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(2, process.waitFor(), told);
            assertTrue(told.contains("names a place where the kernel cannot listen"), told);
        }
    }
}
