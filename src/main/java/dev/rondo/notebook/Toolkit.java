package dev.rondo.notebook;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The toolkit as it runs here: what another JVM needs to run it too.
 *
 * @param java the JDK's program
 * @param classPath what the toolkit consists of, as absolute paths
 * @param properties the toolkit's system properties that were set
 */
record Toolkit(Path java, List<Path> classPath, Map<String, String> properties) {
    private static final List<String> FLAGS = List.of(
            "-Dai.djl.offline=true",
            "-DOPT_OUT_TRACKING=true",
            "-Djava.awt.headless=true",
            "--enable-native-access=ALL-UNNAMED");

    /** Of G1, an array of half a region takes whole ones: where they are all gone, every thread fails with the cell's. */
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    static Toolkit running() {
        return of(System.getProperties());
    }

    static Toolkit of(Properties system) {
        String classPath = system.getProperty("java.class.path", "");
        if (classPath.isBlank()) {
            throw new IllegalArgumentException("the class path is empty, expected the toolkit and its libraries: call"
                    + " mvn compile exec:exec -Drondo.args=\"kernel install\" in the project's folder");
        }
        List<Path> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            if (!entry.isBlank()) {
                entries.add(Path.of(entry).toAbsolutePath().normalize());
            }
        }
        Map<String, String> properties = new LinkedHashMap<>();
        set(system, properties, "rondo.engine", "rondo.device");
        String data = system.getProperty("rondo.data", "");
        if (!data.isBlank() && Files.isDirectory(Path.of(data))) { // Maven names a folder that need not be there
            properties.put(
                    "rondo.data", Path.of(data).toAbsolutePath().normalize().toString());
        }
        String java = File.separatorChar == '\\' ? "java.exe" : "java";
        return new Toolkit(Path.of(system.getProperty("java.home"), "bin", java), entries, properties);
    }

    private static void set(Properties system, Map<String, String> properties, String... names) {
        for (String name : names) {
            if (!system.getProperty(name, "").isBlank()) {
                properties.put(name, system.getProperty(name));
            }
        }
    }

    /** The class path with the separator of this system. */
    String path() {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Returns the beginning of a command that runs one of the toolkit's main classes in a JVM of its own.
     *
     * @param jvm further options of that JVM
     */
    List<String> command(List<String> jvm) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(flags(jvm));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(jvm);
        command.addAll(List.of("-classpath", path()));
        return command;
    }

    /**
     * Returns the toolkit's own options for a JVM that runs cells.
     *
     * @param further those of the user; a collector among them stands
     */
    static List<String> flags(List<String> further) {
        List<String> all = new ArrayList<>(FLAGS);
        if (further.stream().noneMatch(option -> option.matches("-XX:\\+Use\\w+GC"))) {
            all.add(COLLECTOR);
        }
        return all;
    }
}
