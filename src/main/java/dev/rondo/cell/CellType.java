package dev.rondo.cell;

/** The recurrent cells that have a fused kernel on every engine. */
public enum CellType {
    /** Elman's network with a hyperbolic tangent: {@code h' = tanh(W_ih x + b_ih + W_hh h + b_hh)}. */
    TANH(1),
    /** Elman's network with a rectifier: {@code h' = max(0, W_ih x + b_ih + W_hh h + b_hh)}. */
    RELU(1),
    /** Long short-term memory with a forget gate; its gates stand in the order i, f, g, o. */
    LSTM(4),
    /** Gated recurrent unit, reset after the matrix product; its gates stand in the order r, z, n. */
    GRU(3);

    private final int gates;

    CellType(int gates) {
        this.gates = gates;
    }

    /**
     * Returns how many blocks of {@code hidden} rows the weights have.
     *
     * @return 1 for the simple cells, 4 for LSTM, 3 for GRU
     */
    public int gates() {
        return gates;
    }

    /**
     * Returns whether the cell carries a memory c beside its hidden state h.
     *
     * @return true for LSTM alone
     */
    public boolean hasMemory() {
        return this == LSTM;
    }
}
