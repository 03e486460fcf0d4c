package dev.rondo.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rondo's own Jupyter kernel as an entry in Jupyter's list of kernels: a folder with the command that starts it.
 *
 * <pre>{@code
 * var spec = new KernelSpec("rondo", JupyterFolders.ofUser());
 * spec.install(List.of("-Xmx4g"), false);
 * }</pre>
 *
 * @param name the name by which notebooks refer to the kernel; kept in lower case, as Jupyter does
 * @param folders where Jupyter looks for kernels
 */
public record KernelSpec(String name, JupyterFolders folders) {
    /** The name under which people see the kernel. */
    public static final String DISPLAY_NAME = "Java (Rondo)";

    private static final List<String> LOGOS = List.of("logo-32x32.png", "logo-64x64.png");

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if Jupyter does not take the name
     */
    public KernelSpec {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("kernel name '" + name
                    + "' is not one for Jupyter, expected ASCII letters, digits, '.', '_' and '-' after a letter or"
                    + " digit, such as rondo");
        }
        name = name.toLowerCase(Locale.ROOT);
    }

    /**
     * Writes the kernel's folder for the toolkit as it runs here; an older one of Rondo's is replaced.
     *
     * @param jvm options for the kernel's JVM, such as {@code -Xmx4g}
     * @param replace whether another's kernel of the same name gives way
     * @return the folder
     * @throws IllegalArgumentException if another's kernel has the name, or an option is none
     * @throws UncheckedIOException if the folder cannot be written
     */
    public Path install(List<String> jvm, boolean replace) {
        return install(Toolkit.running(), jvm, replace);
    }

    Path install(Toolkit toolkit, List<String> jvm, boolean replace) {
        String text = SpecFile.text(json(toolkit, jvm));
        Optional<Path> others = others();
        if (!replace && others.isPresent()) {
            throw new IllegalArgumentException("kernel '" + name + "' in " + others.get() + " is " + who(others.get())
                    + ", not Rondo's own: choose another --name, or give --replace");
        }
        Path folder = folder();
        try {
            if (others.equals(Optional.of(folder))) {
                delete(folder);
            }
            Files.createDirectories(folder);
            for (String logo : LOGOS) {
                copy(logo, folder);
            }
            SpecFile.write(SpecFile.in(folder), text); // last: without it the folder is no kernel
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write kernel '" + name + "' to " + folder + " (" + e
                            + "), expected a writable place: give --prefix, or set JUPYTER_DATA_DIR",
                    e);
        }
    }

    /**
     * Removes the kernel's folder.
     *
     * @return the folder that is gone
     * @throws IllegalArgumentException if there is none, or it is not Rondo's
     * @throws UncheckedIOException if it cannot be removed
     */
    public Path uninstall() {
        Path folder = folder();
        if (!Files.exists(SpecFile.in(folder))) {
            throw new IllegalArgumentException("there is no kernel '" + name + "' in " + folder.getParent()
                    + ", expected one that Rondo installed: check --name and --prefix");
        }
        if (!isRondo(folder)) {
            throw new IllegalArgumentException("kernel '" + name + "' in " + folder + " is " + who(folder)
                    + ", not Rondo's own: remove it with jupyter kernelspec remove " + name);
        }
        try {
            delete(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot remove " + folder + " (" + e + "), expected a writable folder: remove it by hand", e);
        }
    }

    private Path folder() {
        return folders.own().resolve("kernels").resolve(name);
    }

    /** Another's kernel of this name: in its place, or where ours would hide it. */
    private Optional<Path> others() {
        Path folder = folder();
        Stream<Path> places = Stream.concat(
                Stream.of(folder), Optional.ofNullable(folders.kernels().get(name)).stream());
        return places.filter(place -> Files.exists(SpecFile.in(place)) && !isRondo(place))
                .findFirst();
    }

    private static boolean isRondo(Path folder) {
        try {
            return SpecFile.read(SpecFile.in(folder)).isRondo();
        } catch (IllegalArgumentException e) {
            return false; // damaged, and so no file of ours
        }
    }

    private static String who(Path folder) {
        try {
            return "'" + SpecFile.read(SpecFile.in(folder)).displayName() + "'";
        } catch (IllegalArgumentException e) {
            return "damaged";
        }
    }

    private static JsonObject json(Toolkit toolkit, List<String> jvm) {
        for (String option : jvm) {
            if (!option.startsWith("-")) {
                throw new IllegalArgumentException(
                        "JVM option '" + option + "' does not begin with '-', expected one as java takes it: -Xmx4g");
            }
        }
        List<String> command = toolkit.command(jvm);
        command.addAll(List.of("dev.rondo.cli.Main", "kernel", "start", "{connection_file}"));
        JsonArray argv = new JsonArray();
        command.forEach(argv::add);
        JsonObject json = new JsonObject();
        json.add("argv", argv);
        json.addProperty("display_name", DISPLAY_NAME);
        json.addProperty("language", "java");
        json.addProperty("interrupt_mode", "message");
        SpecFile.markKernel(json);
        return json;
    }

    private static void copy(String logo, Path folder) throws IOException {
        try (InputStream in = KernelSpec.class.getResourceAsStream(logo)) {
            if (in == null) {
                throw new IllegalStateException("resource " + logo + " is missing from the toolkit: build it anew");
            }
            Files.copy(in, folder.resolve(logo), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
