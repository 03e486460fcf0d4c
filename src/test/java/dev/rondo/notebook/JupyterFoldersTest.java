package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The folders are those of Jupyter's documentation. */
class JupyterFoldersTest {
    @TempDir
    Path home;

    private Path own(String system, Map<String, String> environment) {
        return JupyterFolders.of(environment, home, system).own();
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, .local/share/jupyter",
        "FreeBSD, .local/share/jupyter",
        "Mac OS X, Library/Jupyter",
        "Windows 11, .jupyter/data"
    })
    void withoutVariablesTheHomeFolderDecides(String system, String expected) {
        assertEquals(home.resolve(expected), own(system, Map.of()));
    }

    @Test
    void eachSystemHasItsVariable() {
        Map<String, String> all =
                Map.of("XDG_DATA_HOME", home + "/xdg", "APPDATA", home + "/roaming", "PROGRAMDATA", home + "/all");
        assertEquals(home.resolve("xdg/jupyter"), own("Linux", all));
        assertEquals(home.resolve("roaming/jupyter"), own("Windows 10", all));
        assertEquals(home.resolve("Library/Jupyter"), own("Mac OS X", all));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Linux", "Mac OS X", "Windows 11"})
    void jupytersOwnVariableComesFirst(String system) {
        Map<String, String> all = Map.of(
                "JUPYTER_DATA_DIR", home + "/mine", "XDG_DATA_HOME", home + "/xdg", "APPDATA", home + "/roaming");
        assertEquals(home.resolve("mine"), own(system, all));
    }

    @Test
    void aBlankVariableIsNone() {
        assertEquals(
                home.resolve(".local/share/jupyter"),
                own("Linux", Map.of("JUPYTER_DATA_DIR", " ", "XDG_DATA_HOME", "")));
    }

    @Test
    void kernelsAreSearchedInJupytersOrder() {
        Map<String, String> environment = Map.of(
                "JUPYTER_PATH",
                home + "/a" + File.pathSeparator + home + "/b",
                "CONDA_PREFIX",
                home + "/conda",
                "VIRTUAL_ENV",
                home + "/venv");
        assertEquals(
                List.of(
                        home.resolve("a"),
                        home.resolve("b"),
                        home.resolve(".local/share/jupyter"),
                        home.resolve("conda/share/jupyter"),
                        home.resolve("venv/share/jupyter"),
                        Path.of("/usr/local/share/jupyter").toAbsolutePath(),
                        Path.of("/usr/share/jupyter").toAbsolutePath()),
                JupyterFolders.of(environment, home, "Linux").searched());
    }

    @Test
    void aPrefixStandsAlone() {
        JupyterFolders folders = JupyterFolders.under(home.resolve("env"));
        assertEquals(home.resolve("env/share/jupyter"), folders.own());
        assertEquals(List.of(folders.own()), folders.searched());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "/no/such/home"})
    void withoutAHomeFolderTheWayOutIsNamed(String missing) {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> JupyterFolders.of(Map.of(), Path.of(missing), "Linux"))
                .getMessage();
        assertEquals(
                "there is no home folder: user.home is '" + Path.of(missing)
                        + "', expected a folder that exists: set JUPYTER_DATA_DIR, or give --prefix",
                message);
        Map<String, String> way = Map.of("JUPYTER_DATA_DIR", home.toString());
        assertEquals(home, JupyterFolders.of(way, Path.of(missing), "Linux").own());
    }

    @Test
    void theFirstKernelOfANameHidesTheOthers() throws IOException {
        Path first = kernel("first", "Java");
        kernel("second", "java");
        Path python = kernel("second", "python3");
        Files.createDirectories(home.resolve("first/kernels/no-kernel"));
        JupyterFolders folders =
                new JupyterFolders(home, List.of(home.resolve("none"), home.resolve("first"), home.resolve("second")));
        assertEquals(Map.of("java", first, "python3", python), folders.kernels());
    }

    private Path kernel(String data, String name) throws IOException {
        Path folder =
                Files.createDirectories(home.resolve(data).resolve("kernels").resolve(name));
        Files.writeString(folder.resolve("kernel.json"), "{}");
        return folder;
    }
}
