package dev.rondo.notebook;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where Jupyter looks for its data, by the rules of its documentation ("Common Directories and File Locations").
 *
 * @param own the data folder that is written to
 * @param searched the data folders in which kernels are looked for, the first found hiding later ones of the same name
 */
public record JupyterFolders(Path own, List<Path> searched) {
    private static final String FILE = "kernel.json";

    /** {@inheritDoc} */
    public JupyterFolders {
        searched = List.copyOf(searched);
    }

    /**
     * The folders of the user who runs this.
     *
     * @return the user's data folder, and all that Jupyter searches
     * @throws IllegalArgumentException if there is no home folder and nothing names another place
     */
    public static JupyterFolders ofUser() {
        Path home = Path.of(System.getProperty("user.home", ""));
        return of(System.getenv(), home, System.getProperty("os.name", ""));
    }

    /**
     * The one folder under a prefix, such as a Conda environment's.
     *
     * @param prefix the environment's folder
     * @return {@code share/jupyter} in it
     */
    public static JupyterFolders under(Path prefix) {
        Path own = data(prefix);
        return new JupyterFolders(own, List.of(own));
    }

    static JupyterFolders of(Map<String, String> environment, Path home, String system) {
        Path own = absolute(own(environment, home, system.toLowerCase(Locale.ROOT)));
        Set<Path> searched = new LinkedHashSet<>();
        for (String folder : environment.getOrDefault("JUPYTER_PATH", "").split(File.pathSeparator, -1)) {
            if (!folder.isBlank()) {
                searched.add(absolute(Path.of(folder)));
            }
        }
        searched.add(own);
        for (String variable : List.of("CONDA_PREFIX", "VIRTUAL_ENV")) {
            if (isSet(environment, variable)) {
                searched.add(data(Path.of(environment.get(variable))));
            }
        }
        if (isSet(environment, "PROGRAMDATA")) {
            searched.add(absolute(Path.of(environment.get("PROGRAMDATA"), "jupyter")));
        }
        searched.add(data(Path.of("/usr/local")));
        searched.add(data(Path.of("/usr")));
        return new JupyterFolders(own, new ArrayList<>(searched));
    }

    private static Path own(Map<String, String> environment, Path home, String system) {
        boolean mac = system.startsWith("mac");
        boolean windows = system.startsWith("windows");
        if (isSet(environment, "JUPYTER_DATA_DIR")) {
            return Path.of(environment.get("JUPYTER_DATA_DIR"));
        }
        if (windows && isSet(environment, "APPDATA")) {
            return Path.of(environment.get("APPDATA"), "jupyter");
        }
        if (!mac && !windows && isSet(environment, "XDG_DATA_HOME")) {
            return Path.of(environment.get("XDG_DATA_HOME"), "jupyter");
        }
        if (home.toString().isEmpty() || !Files.isDirectory(home)) {
            throw new IllegalArgumentException("there is no home folder: user.home is '" + home
                    + "', expected a folder that exists: set JUPYTER_DATA_DIR, or give --prefix");
        }
        String data = mac ? "Library/Jupyter" : windows ? ".jupyter/data" : ".local/share/jupyter";
        return home.resolve(data);
    }

    private static boolean isSet(Map<String, String> environment, String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }

    private static Path data(Path prefix) {
        return absolute(prefix.resolve("share/jupyter"));
    }

    private static Path absolute(Path folder) {
        return folder.toAbsolutePath().normalize();
    }

    /** The installed kernels: name in lower case, as Jupyter has it, and folder. */
    Map<String, Path> kernels() {
        Map<String, Path> kernels = new TreeMap<>();
        for (Path folder : searched) {
            File[] found = folder.resolve("kernels").toFile().listFiles(File::isDirectory);
            for (File kernel : found == null ? new File[0] : found) {
                if (new File(kernel, FILE).isFile()) {
                    kernels.putIfAbsent(kernel.getName().toLowerCase(Locale.ROOT), kernel.toPath());
                }
            }
        }
        return kernels;
    }
}
