package dev.rondo.data;

import java.util.Arrays;

/**
 * A finite automaton that leaves each state by one of its arcs, all equally likely, until it is in the end state. No
 * two arcs of a state carry the same symbol, so a string is one walk and has the chance of its walk.
 *
 * @param arcs the state behind each arc, (state)(symbol), {@link #NONE} where there is no such arc; the first state is
 *     the start and the last the end
 */
record Automaton(int[][] arcs) {
    static final int NONE = -1;

    /** Returns the state in which a string ends. */
    int end() {
        return arcs.length - 1;
    }

    /** Returns the state behind an arc, or {@link #NONE}. */
    int after(int state, int symbol) {
        return arcs[state][symbol];
    }

    /** Returns how many arcs leave a state. */
    int choices(int state) {
        return (int) Arrays.stream(arcs[state]).filter(to -> to != NONE).count();
    }

    /**
     * Returns how often a walk is expected to be in each state: {@code v = e + P' v}, with {@code e} one at the start
     * and {@code P} the chances from state to state, solved for {@code v}.
     */
    double[] visits() {
        int states = arcs.length;
        double[][] equations = new double[states][states + 1]; // (I - P' | e)
        equations[0][states] = 1;
        for (int from = 0; from < states; from++) {
            equations[from][from] += 1;
            for (int to : arcs[from]) {
                if (to != NONE) {
                    equations[to][from] -= 1.0 / choices(from);
                }
            }
        }
        return solve(equations);
    }

    /** Gauss-Jordan elimination with the largest pivot of each column. */
    private static double[] solve(double[][] equations) {
        int size = equations.length;
        for (int column = 0; column < size; column++) {
            int pivot = column;
            for (int row = column + 1; row < size; row++) {
                if (Math.abs(equations[row][column]) > Math.abs(equations[pivot][column])) {
                    pivot = row;
                }
            }
            double[] chosen = equations[pivot];
            equations[pivot] = equations[column];
            equations[column] = chosen;
            for (double[] other : equations) {
                double factor = other == chosen ? 0 : other[column] / chosen[column];
                for (int k = column; k <= size && factor != 0; k++) {
                    other[k] -= factor * chosen[k];
                }
            }
        }
        double[] solution = new double[size];
        for (int row = 0; row < size; row++) {
            solution[row] = equations[row][size] / equations[row][row];
        }
        return solution;
    }

    /** Returns the entropy of a string, in bits: one choice among the arcs at each visit of a state. */
    double bits() {
        double[] visits = visits();
        double bits = 0;
        for (int state = 0; state < end(); state++) {
            bits += visits[state] * Math.log(choices(state)) / Math.log(2);
        }
        return bits;
    }

    /** Returns how often each symbol is expected to stand in a string. */
    double[] occurrences() {
        double[] visits = visits();
        double[] occurrences = new double[arcs[0].length];
        for (int state = 0; state < end(); state++) {
            for (int symbol = 0; symbol < occurrences.length; symbol++) {
                if (arcs[state][symbol] != NONE) {
                    occurrences[symbol] += visits[state] / choices(state);
                }
            }
        }
        return occurrences;
    }
}
