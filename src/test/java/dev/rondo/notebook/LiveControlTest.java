package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.spi.ExecutionControlProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** JShell with snippets in its own process, as its own shell uses it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveControlTest {
    private JShell shell;

    @BeforeAll
    void open() {
        shell = JShell.builder().executionEngine("rondo").build();
    }

    @AfterAll
    void close() {
        shell.close();
    }

    private SnippetEvent eval(String code) {
        return shell.eval(code).get(0);
    }

    @Test
    void theServiceIsFound() {
        List<ExecutionControlProvider> found = ServiceLoader.load(ExecutionControlProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals("rondo"))
                .toList();
        assertEquals(1, found.size());
        assertInstanceOf(LiveControlProvider.class, found.get(0));
    }

    @Test
    void valuesAreWorded() {
        assertEquals("3", eval("1 + 2").value());
        assertEquals("\"text\"", eval("\"text\"").value());
        assertEquals("int[2] { 1, 2 }", eval("new int[] {1, 2}").value());
        assertEquals("null", eval("(Object) null").value());
    }

    @Test
    void snippetsRunInThisProcess() {
        System.setProperty("rondo.test.live", "here");
        try {
            assertEquals(
                    "\"here\"", eval("System.getProperty(\"rondo.test.live\")").value());
        } finally {
            System.clearProperty("rondo.test.live");
        }
    }

    @Test
    void whatASnippetThrowsIsTold() {
        SnippetEvent event = eval("throw new IllegalStateException(\"thrown\");");
        EvalException thrown = assertInstanceOf(EvalException.class, event.exception());
        assertEquals("java.lang.IllegalStateException", thrown.getExceptionClassName());
        assertEquals("thrown", thrown.getMessage());
        assertNull(eval("1").exception(), "and the next one runs");
    }

    @Test
    void withoutWordsTheObjectItselfIsKept() {
        LiveControlProvider provider = new LiveControlProvider(false);
        try (JShell quiet = JShell.builder().executionEngine(provider, Map.of()).build()) {
            assertEquals("", quiet.eval("new StringBuilder(\"kept\")").get(0).value());
            Object kept = provider.control().takeValue();
            assertEquals("kept", assertInstanceOf(StringBuilder.class, kept).toString());
            assertNull(provider.control().takeValue(), "and forgotten once it is taken");
        }
    }
}
