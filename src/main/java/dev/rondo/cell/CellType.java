package dev.rondo.cell;

/** The recurrent cells: their names, how many gates they have, and whether the engines have a kernel for them. */
public enum CellType {
    /** Elman's network with a hyperbolic tangent: {@code h' = tanh(W_ih x + b_ih + W_hh h + b_hh)}. */
    TANH(1),
    /** Elman's network with a rectifier: {@code h' = max(0, W_ih x + b_ih + W_hh h + b_hh)}. */
    RELU(1),
    /** Elman's network with the logistic function: {@code h' = sigmoid(W_ih x + b_ih + W_hh h + b_hh)}. */
    SIGMOID(1),
    /** Long short-term memory with a forget gate; its gates stand in the order i, f, g, o. */
    LSTM(4),
    /** Long short-term memory whose gates also see the memory; its gates stand in the order i, f, g, o. */
    PEEPHOLE_LSTM(4),
    /** Gated recurrent unit, reset after the matrix product; its gates stand in the order r, z, n. */
    GRU(3),
    /** Gated recurrent unit, reset before the matrix product; its gates stand in the order r, z, n. */
    GRU_RESET_BEFORE(3);

    private final int gates;

    CellType(int gates) {
        this.gates = gates;
    }

    /**
     * Returns how many blocks of {@code hidden} rows the weights have.
     *
     * @return 1 for the simple cells, 4 for both kinds of LSTM, 3 for both kinds of GRU
     */
    public int gates() {
        return gates;
    }

    /**
     * Returns whether the cell carries a memory c beside its hidden state h.
     *
     * @return true for both kinds of LSTM
     */
    public boolean hasMemory() {
        return this == LSTM || this == PEEPHOLE_LSTM;
    }

    /**
     * Returns whether the gates see the memory, by the weights {@code weight_ci}, {@code weight_cf} and
     * {@code weight_co}.
     *
     * @return true for the peephole LSTM alone
     */
    public boolean hasPeepholes() {
        return this == PEEPHOLE_LSTM;
    }

    /**
     * Returns whether the engines run the cell over a whole sequence by a kernel of their own.
     *
     * @return true for TANH, RELU, LSTM and GRU
     */
    public boolean isFused() {
        return switch (this) {
            case TANH, RELU, LSTM, GRU -> true;
            case SIGMOID, PEEPHOLE_LSTM, GRU_RESET_BEFORE -> false;
        };
    }
}
