package dev.rondo.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines with a percent sign. Central is a folder here: the user's settings name it as the mirror. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MagicsTest {
    private static final String KNOWN = "%classpath PATH..., %jars GLOB...,"
            + " %maven GROUP:ARTIFACT:VERSION..., %mavenRepo ID URL, %time CODE and %%time above a cell";

    private final String home = System.getProperty("user.home");

    @TempDir
    static Path folder;

    private Session session;

    @BeforeAll
    void open() throws IOException {
        Path settings = Files.createDirectories(folder.resolve("home/.m2")).resolve("settings.xml");
        Files.writeString(settings, """
            <settings>
              <localRepository>%s</localRepository>
              <mirrors>
                <mirror><id>folder</id><mirrorOf>central</mirrorOf><url>%s</url></mirror>
              </mirrors>
            </settings>
            """.formatted(folder.resolve("local"), url("central")));
        System.setProperty("user.home", folder.resolve("home").toString());
        session = new Session();
    }

    @AfterAll
    void close() {
        System.setProperty("user.home", home);
        session.close();
    }

    @BeforeEach
    void forget() {
        session.forget();
    }

    private URI url(String repository) {
        return folder.resolve(repository).toUri();
    }

    /** Compiles a class whose method {@code say} returns the value of an expression; returns the folder of classes. */
    private Path compiled(String name, String expression, Path... classPath) throws IOException {
        Path source = Files.createDirectories(folder.resolve("sources")).resolve(name + ".java");
        Files.writeString(source, """
            package found;
            public class %s {
                public static String say() { return %s; }
            }
            """.formatted(name, expression));
        Path classes = Files.createDirectories(folder.resolve("classes-" + name));
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-d", classes.toString()));
        for (Path entry : classPath) {
            arguments.addAll(List.of("-classpath", entry.toString()));
        }
        arguments.add(source.toString());
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)),
                "javac");
        return classes;
    }

    private static void jar(Path classes, String name, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream bytes = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(bytes)) {
            jar.putNextEntry(new JarEntry("found/" + name + ".class"));
            Files.copy(classes.resolve("found").resolve(name + ".class"), jar);
        }
    }

    /** Puts a library into a repository. */
    private void publish(String repository, String artifact, Path classes, String name, String dependencies)
            throws IOException {
        Path place = folder.resolve(repository).resolve("test/rondo/" + artifact + "/1.0");
        jar(classes, name, place.resolve(artifact + "-1.0.jar"));
        Files.writeString(place.resolve(artifact + "-1.0.pom"), """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>test.rondo</groupId>
              <artifactId>%s</artifactId>
              <version>1.0</version>
              <dependencies>%s</dependencies>
            </project>
            """.formatted(artifact, dependencies));
    }

    private void assertTimed(String before) {
        assertEquals(1, session.events().size());
        String printed = session.events().get(0);
        assertTrue(printed.matches("stdout:" + before + "took \\d+\\.\\d{3} s\\R"), printed);
    }

    private void assertRefused(String message, String code) {
        CellFailure failure = session.failure(code);
        assertEquals("MagicFailed", failure.name());
        assertEquals(message, failure.message());
        assertEquals(List.of(message), failure.trace());
        assertTrue(message.startsWith("line " + failure.line() + ": "), message);
    }

    @Test
    void aLineIsTimed() throws CellFailure {
        assertEquals("3", session.text("%time int timed = 2; timed + 1"));
        assertTimed("");
        assertEquals("2", session.text("timed"));
    }

    @Test
    void aCellIsTimed() throws CellFailure {
        assertEquals("7", session.text("%%time\nint whole = 6;\nSystem.out.print(\"here \");\nwhole + 1"));
        assertTimed("here ");
    }

    @ParameterizedTest
    @CsvSource({"'%time 1 / 0', 1", "'int a;\n\n%time 1 / 0', 3", "'// why\n%%time\nint a;\n1 / 0', 4"})
    void timedCodeFailsAtItsLine(String code, int line) {
        CellFailure failure = session.failure(code);
        assertEquals("ArithmeticException", failure.name());
        assertEquals(line, failure.line());
    }

    @Test
    void aFolderOfClassesIsFound() throws Exception {
        Path classes = compiled("InFolder", "\"in a folder\"");
        session.failure("found.InFolder.say()");
        assertNull(session.run("%classpath " + classes));
        assertEquals("in a folder", session.text("found.InFolder.say()"));
    }

    @Test
    void jarsAreFoundByTheirPattern() throws Exception {
        Path jars = folder.resolve("jars");
        jar(compiled("InJar", "\"in a jar\""), "InJar", jars.resolve("lib-one.jar"));
        jar(compiled("InOther", "\"in another\""), "InOther", jars.resolve("lib-two.jar"));
        jar(compiled("Beside", "\"beside\""), "Beside", jars.resolve("beside.jar"));
        session.run("%jars " + jars + "/lib*.jar");
        assertEquals("in a jar in another", session.text("found.InJar.say() + \" \" + found.InOther.say()"));
        session.failure("found.Beside.say()");
        session.run("%jars " + jars + "/*");
        assertEquals("beside", session.text("found.Beside.say()"));
    }

    @Test
    void magicsStandBetweenStatements() throws Exception {
        Path classes = compiled("Between", "\"between\"");
        assertEquals(
                "between!",
                session.text("String end = \"!\";\n  %classpath " + classes + " \nfound.Between.say() + end"));
    }

    @Test
    void aLineOfATextBlockIsNone() throws CellFailure {
        assertEquals("%time\n%nothing\n", session.text("\"\"\"\n%time\n%nothing\n\"\"\""));
        assertEquals(List.of(), session.events());
    }

    @Test
    void aRemainderIsNone() throws CellFailure {
        assertEquals("1", session.text("int percent = 7\n    % 3;\npercent"));
    }

    @Test
    void aLibraryComesWithWhatItNeeds() throws Exception {
        Path name = compiled("Name", "\"world\"");
        publish("central", "name", name, "Name", "");
        publish("central", "greeting", compiled("Greeting", "\"hello \" + found.Name.say()", name), "Greeting", """
            <dependency>
              <groupId>test.rondo</groupId><artifactId>name</artifactId><version>1.0</version>
            </dependency>
            <dependency>
              <groupId>test.rondo</groupId><artifactId>nowhere</artifactId><version>1.0</version><scope>test</scope>
            </dependency>
            """);
        assertNull(session.run("%maven test.rondo:greeting:1.0"));
        assertEquals("hello world", session.text("found.Greeting.say()"));
        assertEquals("world", session.text("found.Name.say()"));
        Path local = folder.resolve("local/test/rondo/name/1.0/name-1.0.jar");
        assertTrue(Files.exists(local), "in the local repository of the settings");
    }

    @Test
    void aFurtherRepositoryIsSearched() throws Exception {
        publish("ours", "own", compiled("Own", "\"our own\""), "Own", "");
        CellFailure failure = session.failure("int above = 1;\n%maven test.rondo:own:1.0");
        assertEquals(2, failure.line());
        assertTrue(failure.message().startsWith("line 2: [test.rondo:own:1.0] could not be had ("), failure.message());
        assertTrue(
                failure.message()
                        .endsWith("): check the name and version, the network, and %mavenRepo for places other than"
                                + " Central"),
                failure.message());
        session.run("%mavenRepo ours " + url("ours") + "\n%maven test.rondo:own:1.0");
        assertEquals("our own", session.text("found.Own.say()"));
    }

    @Test
    void whatCannotBeDoneIsToldWithItsLine() {
        assertRefused(
                "line 2: there is no magic '%nothing', expected one of " + KNOWN, "int above = 1;\n%nothing at all");
        assertRefused("line 1: there is no magic '%%maven', expected one of " + KNOWN, "%%maven a:b:1");
        assertRefused("line 1: %jars names nothing to add, expected " + KNOWN, "%jars");
        assertRefused(
                "line 1: 'gson' is no Maven coordinate, expected group:artifact:version",
                "%maven gson\nint below = 1;");
        for (String given : List.of("", "ours", "ours there", "ours https://one https://two")) {
            String words = given.isEmpty() ? "" : String.join(", ", given.split(" "));
            assertRefused(
                    "line 1: %mavenRepo came with [" + words
                            + "], expected an id and an address: %mavenRepo ours https://...",
                    "%mavenRepo " + given);
        }
        for (String nowhere : List.of("/nowhere", "/nowhere/*.jar", "/*.nothing")) {
            String pattern = folder + nowhere;
            assertRefused(
                    "line 1: nothing is found at '" + pattern
                            + "', expected jars or folders: paths are taken from the notebook's folder",
                    "%classpath " + pattern);
        }
    }

    @Test
    void nothingRunsBelowAMagicThatFails() throws CellFailure {
        session.run("int untouched = 1;");
        session.failure("%nothing\nuntouched = 2;");
        assertEquals("1", session.text("untouched"));
    }
}
