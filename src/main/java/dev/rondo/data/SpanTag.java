package dev.rondo.data;

import org.jspecify.annotations.Nullable;

/**
 * A tag taken apart.
 *
 * @param letter O, or one of B, I, M, E and S
 * @param type the span's type; empty where there is none
 */
record SpanTag(char letter, String type) {
    static final SpanTag OUTSIDE = new SpanTag('O', "");

    /** Takes a tag apart; null if it is none that marks spans. */
    static @Nullable SpanTag of(String tag) {
        if (tag.equals("O")) {
            return OUTSIDE;
        }
        boolean marks = !tag.isEmpty() && "BIMES".indexOf(tag.charAt(0)) >= 0;
        if (marks && tag.length() == 1) {
            return new SpanTag(tag.charAt(0), "");
        }
        return marks && tag.length() > 2 && tag.charAt(1) == '-' ? new SpanTag(tag.charAt(0), tag.substring(2)) : null;
    }

    /** Takes a tag apart that has been checked. */
    static SpanTag known(String tag) {
        SpanTag found = of(tag);
        if (found == null) {
            throw new IllegalArgumentException("tag '" + tag + "' marks no span");
        }
        return found;
    }

    boolean outside() {
        return letter == 'O';
    }

    /** Returns whether a span begins here, whatever stands before. */
    boolean begins() {
        return letter == 'B' || letter == 'S';
    }

    /** Returns whether both are in spans of one type. */
    boolean sameType(SpanTag other) {
        return !outside() && !other.outside() && type.equals(other.type);
    }

    @Override
    public String toString() {
        return type.isEmpty() ? Character.toString(letter) : letter + "-" + type;
    }
}
