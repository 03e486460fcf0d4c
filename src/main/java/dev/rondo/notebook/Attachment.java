package dev.rondo.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/**
 * The environment variables that give the toolkit to a stock kernel, after the README of SpencerPark/IJava and the class
 * Env of dflib/jjava. What they held before is kept, behind ours.
 *
 * @param kernel IJAVA or JJAVA, with which the names of the kernel's own variables begin
 */
record Attachment(String kernel) {
    /** The JDK's own variable for options of a JVM that someone else starts. */
    private static final String OPTIONS = "JDK_JAVA_OPTIONS";

    private static final String OPT_OUT = "OPT_OUT_TRACKING";

    /** The names of all variables that may be set. */
    List<String> variables() {
        return List.of(classPath(), script(), OPTIONS, OPT_OUT);
    }

    private String classPath() {
        return kernel + "_CLASSPATH";
    }

    private String script() {
        return kernel + "_STARTUP_SCRIPT";
    }

    /** Sets the variables. */
    void put(JsonObject env, Toolkit toolkit) {
        // Both kernels want '/' on every system.
        prepend(env, classPath(), toolkit.path().replace(File.separatorChar, '/'), File.pathSeparator);
        prepend(env, script(), script(toolkit), "\n");
        for (Path entry : toolkit.classPath()) {
            if (entry.toString().matches(".*\\bgson-[0-9.]+\\.jar")) {
                // IJava carries gson 2.8.5, which knows no records and would hide ours: only the boot class path is
                // before the kernel's own jar.
                prepend(env, OPTIONS, "\"-Xbootclasspath/a:" + entry + "\"", " ");
            }
        }
        env.addProperty(OPT_OUT, "true");
    }

    /** Puts ours first, where a semicolon that the other's last line lacks does no harm. */
    private static void prepend(JsonObject env, String variable, String value, String separator) {
        JsonElement before = env.get(variable);
        boolean empty = before == null || before.getAsString().isBlank();
        env.addProperty(variable, empty ? value : value + separator + before.getAsString());
    }

    private static String script(Toolkit toolkit) {
        StringBuilder script = new StringBuilder("System.setProperty(\"ai.djl.offline\", \"true\");");
        toolkit.properties().forEach((key, value) -> {
            String literal = value.replace("\\", "\\\\").replace("\"", "\\\"");
            script.append(String.format("\nSystem.setProperty(\"%s\", \"%s\");", key, literal));
        });
        return script.toString();
    }

    /** Takes the variables back to what they were. */
    void restore(JsonObject env, JsonObject before) {
        for (String variable : variables()) {
            env.remove(variable);
            if (before.has(variable)) {
                env.add(variable, before.get(variable));
            }
        }
    }
}
