package dev.rondo.notebook;

import java.util.Map;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Lets JShell run snippets in its own process, where a running fit can be interrupted: {@code jshell --execution rondo}.
 */
public final class LiveControlProvider implements ExecutionControlProvider {
    /** The name by which JShell finds it. */
    static final String NAME = "rondo";

    private final LiveControl control;

    /** Made by JShell, one for each shell. */
    public LiveControlProvider() {
        this(true);
    }

    LiveControlProvider(boolean worded) {
        control = new LiveControl(worded);
    }

    /** Returns what runs the snippets of this provider's shell. */
    LiveControl control() {
        return control;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
        return control;
    }
}
