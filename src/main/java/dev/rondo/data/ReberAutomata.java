package dev.rondo.data;

import java.util.Arrays;

/** Reber's grammar as automata over the symbols B T S X V P E. */
final class ReberAutomata {
    static final String SYMBOLS = "BTSXVPE";
    static final Automaton PLAIN = plain();
    static final Automaton EMBEDDED = embedded();

    private ReberAutomata() {}

    private static Automaton plain() {
        int[][] arcs = noArcs(8);
        arc(arcs, 0, 'B', 1);
        arc(arcs, 1, 'T', 2);
        arc(arcs, 1, 'P', 3);
        arc(arcs, 2, 'S', 2);
        arc(arcs, 2, 'X', 4);
        arc(arcs, 3, 'T', 3);
        arc(arcs, 3, 'V', 5);
        arc(arcs, 4, 'X', 3);
        arc(arcs, 4, 'S', 6);
        arc(arcs, 5, 'P', 4);
        arc(arcs, 5, 'V', 6);
        arc(arcs, 6, 'E', 7);
        return new Automaton(arcs);
    }

    /** The frame around two copies of the plain automaton, one for each symbol to be kept. */
    private static Automaton embedded() {
        int[][] inner = PLAIN.arcs();
        int[][] arcs = noArcs(2 * inner.length + 4);
        int last = arcs.length - 2;
        arc(arcs, 0, 'B', 1);
        int first = 2;
        for (char kept : new char[] {'T', 'P'}) {
            arc(arcs, 1, kept, first);
            for (int state = 0; state < inner.length; state++) {
                for (int symbol = 0; symbol < SYMBOLS.length(); symbol++) {
                    int to = inner[state][symbol];
                    arcs[first + state][symbol] = to == Automaton.NONE ? to : first + to;
                }
            }
            arc(arcs, first + PLAIN.end(), kept, last);
            first += inner.length;
        }
        arc(arcs, last, 'E', last + 1);
        return new Automaton(arcs);
    }

    private static int[][] noArcs(int states) {
        int[][] arcs = new int[states][SYMBOLS.length()];
        for (int[] state : arcs) {
            Arrays.fill(state, Automaton.NONE);
        }
        return arcs;
    }

    private static void arc(int[][] arcs, int from, char symbol, int to) {
        arcs[from][SYMBOLS.indexOf(symbol)] = to;
    }
}
