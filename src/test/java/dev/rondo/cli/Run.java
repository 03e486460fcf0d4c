package dev.rondo.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** One run of the command within this JVM: its exit code and what it wrote by itself (the line of progress apart). */
record Run(int code, String out, String err) {

    static Run of(String... arguments) {
        return of(Main.commandLine(), arguments);
    }

    static Run of(CommandLine line, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = line.execute(arguments);
        line.getOut().flush();
        line.getErr().flush();
        return new Run(code, out.toString(), err.toString());
    }
}
