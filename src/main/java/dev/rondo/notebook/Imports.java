package dev.rondo.notebook;

import java.util.List;
import java.util.stream.Stream;

/** What a cell need not import: JShell's own list, the toolkit, tables, and what shows things. */
final class Imports {
    /** What a shell has, where nothing can be displayed. */
    static final List<String> WITHOUT_NOTEBOOK = Stream.of(
                    "java.io.*",
                    "java.math.*",
                    "java.net.*",
                    "java.nio.file.*",
                    "java.util.*",
                    "java.util.concurrent.*",
                    "java.util.function.*",
                    "java.util.prefs.*",
                    "java.util.regex.*",
                    "java.util.stream.*",
                    "dev.rondo.cell.*",
                    "dev.rondo.data.*",
                    "dev.rondo.metric.*",
                    "dev.rondo.nn.*",
                    "dev.rondo.plot.*",
                    "dev.rondo.task.*",
                    "dev.rondo.train.*",
                    "tech.tablesaw.api.*")
            .map(name -> "import " + name + ";")
            .toList();

    static final List<String> ALL = Stream.concat(
                    WITHOUT_NOTEBOOK.stream(), Stream.of("import static dev.rondo.notebook.Display.*;"))
            .toList();

    private Imports() {}
}
