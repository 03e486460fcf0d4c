package dev.rondo.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rondo.cell.CellType;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RnnTest {
    @Test
    void showsWhatDiffersFromTheDefault() {
        assertEquals("lstm(256)", Rnn.lstm(256).toString());
        assertEquals(
                "gru(8).layers(2).dropout(0.2).bidirectional()",
                Rnn.gru(8).layers(2).dropout(0.2).bidirectional().toString());
        assertEquals("sigmoid(3)", Rnn.sigmoid(3).toString());
        assertEquals("peepholeLstm(8)", Rnn.peepholeLstm(8).toString());
        assertEquals(
                "gru(8).resetBefore().layers(2).recurrentDropout(0.2).bidirectional()",
                Rnn.gru(8)
                        .bidirectional()
                        .recurrentDropout(0.2)
                        .layers(2)
                        .resetBefore()
                        .toString());
        assertEquals(16, Rnn.gru(8).bidirectional().outputs());
        assertEquals(Rnn.relu(3), Rnn.relu(3).layers(2).layers(1));
    }

    @Test
    void wrongSizesSayWhatWasExpected() {
        assertMessage("hidden is 0, expected at least 1", () -> Rnn.lstm(0));
        assertMessage("layers is -1, expected at least 1", () -> Rnn.lstm(3).layers(-1));
        assertMessage("dropout is 1.0, expected a share", () -> Rnn.lstm(3).dropout(1));
        assertMessage(
                "recurrentDropout is -0.1, expected a share", () -> Rnn.lstm(3).recurrentDropout(-0.1));
        assertMessage(
                "resetBefore() on lstm(3).layers(2): only gru(h) has that form, such as gru(3).resetBefore()",
                () -> Rnn.lstm(3).layers(2).resetBefore());
        assertMessage("dropout is NaN", () -> Rnn.lstm(3).dropout(Double.NaN));
        assertMessage("forgetBias is NaN", () -> Init.standard().forgetBias(Double.NaN));
    }

    @Test
    void orthogonalRowsAreOrthonormal() {
        for (int columns : new int[] {12, 15, 6}) {
            float[] w = Init.weight(Init.Scheme.ORTHOGONAL, 2, 6, columns, new SplittableRandom(1));
            int rank = Math.min(12, columns);
            for (int a = 0; a < rank; a++) {
                for (int b = 0; b < rank; b++) {
                    double product = 0;
                    for (int k = 0; k < Math.max(12, columns); k++) {
                        product += columns >= 12
                                ? w[a * columns + k] * w[b * columns + k] // rows of both gates
                                : w[k * columns + a] * w[k * columns + b]; // columns
                    }
                    assertEquals(a == b ? 1 : 0, product, 1e-6);
                }
            }
        }
    }

    @Test
    void schemesHaveTheirSpread() {
        assertSpread(Init.Scheme.UNIFORM, 1 / Math.sqrt(50) / Math.sqrt(3));
        assertSpread(Init.Scheme.XAVIER, Math.sqrt(6.0 / (4 * 50 + 200)) / Math.sqrt(3));
        assertSpread(Init.Scheme.SMALL_NORMAL, 0.001);
        assertSpread(Init.Scheme.HE, Math.sqrt(2.0 / 200));
        float[] identity = Init.weight(Init.Scheme.IDENTITY, 1, 3, 3, new SplittableRandom(1));
        assertEquals("1.0 0.0 0.0 0.0 1.0 0.0 0.0 0.0 1.0", join(identity));
    }

    /** A wither changes its own component: in an order of seven, two of a kind are soon mixed up. */
    @Test
    void eachOptionIsKeptBesideTheOthers() {
        Rnn all = Rnn.gru(3)
                .dropout(0.1)
                .recurrentDropout(0.2)
                .layers(4)
                .bidirectional()
                .init(Init.irnn());
        Rnn expected = new Rnn(CellType.GRU, 3, 4, 0.1, 0.2, Rnn.Direction.BIDIRECTIONAL, Init.irnn());
        assertEquals(expected, all);
        assertEquals(
                expected, all.recurrentDropout(0.2).init(Init.irnn()).layers(4).dropout(0.1));
        assertEquals(
                new Rnn(CellType.GRU_RESET_BEFORE, 3, 4, 0.1, 0.2, Rnn.Direction.BIDIRECTIONAL, Init.irnn()),
                all.resetBefore().resetBefore());
    }

    private static void assertSpread(Init.Scheme scheme, double expected) {
        float[] w = Init.weight(scheme, 4, 50, 200, new SplittableRandom(1));
        double squares = 0;
        for (float value : w) {
            squares += value * value;
        }
        assertEquals(expected, Math.sqrt(squares / w.length), expected * 0.02, scheme.name());
    }

    private static String join(float[] values) {
        StringBuilder text = new StringBuilder();
        for (float value : values) {
            text.append(value).append(' ');
        }
        return text.toString().strip();
    }

    private static void assertMessage(String part, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(part), message);
    }
}
