package dev.rondo.notebook;

import java.util.regex.Pattern;

/** Finds the way about the text of a cell. */
final class Source {
    /** All of the line of a magic, except for the code that stands behind {@code %time}. */
    private static final Pattern MAGIC = Pattern.compile("(?m)^[ \\t]*(?:%%?time\\b|%%?\\p{L}.*)");

    private Source() {}

    /** Returns where the next thing stands that is neither blank nor a comment. */
    static int skipBlank(String code, int from) {
        int at = from;
        while (at < code.length()) {
            if (Character.isWhitespace(code.charAt(at))) {
                at++;
            } else if (code.startsWith("//", at)) {
                at = endOfLine(code, at);
            } else if (code.startsWith("/*", at) && !code.startsWith("/**", at) && code.indexOf("*/", at + 2) > 0) {
                at = code.indexOf("*/", at + 2) + 2;
            } else {
                return at;
            }
        }
        return at;
    }

    /** Returns the code with blanks for its magics, so that all else keeps its place. */
    static String withoutMagics(String code) {
        return MAGIC.matcher(code).replaceAll(magic -> " ".repeat(magic.group().length()));
    }

    static int endOfLine(String code, int from) {
        int end = code.indexOf('\n', from);
        return end < 0 ? code.length() : end;
    }

    /** Returns the line in which a place stands, from 1. */
    static int line(String code, int at) {
        return 1 + (int) code.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    /** Tells whether a line that begins with a percent sign and a letter begins here: no Java statement does. */
    static boolean isMagic(String code, int at) {
        int name = code.startsWith("%%", at) ? at + 2 : at + 1;
        return code.charAt(at) == '%'
                && name < code.length()
                && Character.isLetter(code.charAt(name))
                && code.substring(code.lastIndexOf('\n', at) + 1, at).isBlank();
    }
}
