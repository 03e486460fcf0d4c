package dev.rondo.cli;

import dev.rondo.cell.CellType;
import dev.rondo.nn.Rnn;
import picocli.CommandLine.Option;

/** The options that become an {@link Rnn}. */
final class RnnOptions {
    private static final Rnn DEFAULT = Rnn.lstm(256);

    @Option(
            names = "--cell",
            paramLabel = "CELL",
            description = "tanh, relu, sigmoid, lstm, peephole_lstm, gru or gru_reset_before"
                    + " (default: ${DEFAULT-VALUE}).")
    private CellType cell = DEFAULT.cell();

    @Option(
            names = "--hidden",
            paramLabel = "N",
            description = "Length of the hidden state (default: ${DEFAULT-VALUE}).")
    private int hidden = DEFAULT.hidden();

    @Option(names = "--layers", paramLabel = "N", description = "Recurrent layers (default: ${DEFAULT-VALUE}).")
    private int layers = DEFAULT.layers();

    @Option(
            names = "--dropout",
            paramLabel = "SHARE",
            description = "Share of each layer's outputs set to zero while training, from 0 to below 1"
                    + " (default: ${DEFAULT-VALUE}).")
    private double dropout = DEFAULT.dropout();

    Rnn rnn() {
        return Rnn.of(cell, hidden).layers(layers).dropout(dropout);
    }
}
