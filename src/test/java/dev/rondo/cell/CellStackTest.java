package dev.rondo.cell;

import static dev.rondo.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a stack says about itself and keeps of a sequence, and what it refuses. */
class CellStackTest {
    private static final DoubleStack ONE_WAY = new DoubleStack(CellType.LSTM, 3, 4, 2, 1, 5, 1);
    private static final DoubleStack BOTH_WAYS = new DoubleStack(CellType.GRU, 3, 4, 2, 2, 5, 2);

    private final CellStack stack = ONE_WAY.stack();
    private final float[][] x = ONE_WAY.sequence("x", 3);
    private final float[][] dy = ONE_WAY.sequence("w_y", 4);

    @Test
    void aStackKnowsItsSizes() {
        assertEquals(List.of(3, 4, 2, 1), List.of(stack.inputs(), stack.hidden(), stack.layers(), stack.directions()));
        assertEquals(2, BOTH_WAYS.stack().directions());
        assertEquals(4, BOTH_WAYS.stack().zero().size());
        assertEquals("CellStack(lstm, 3 -> 4, 2 layers)", stack.toString());
        assertEquals(
                "CellStack(gru, 3 -> 4, 2 layers, both ways)", BOTH_WAYS.stack().toString());
        assertMessage(
                "there is no cell at layer 2, direction 0: this stack has layers 0 to 1 and directions 0 to 0",
                () -> stack.cell(2, 0));
        assertMessage(
                "there is no cell at layer 0, direction 1: this stack has layers 0 to 1 and directions 0 to 0",
                () -> stack.cell(0, 1));
        assertMessage(
                "a stack has 3 inputs, 4 hidden and 0 layers, expected at least 1 of each",
                () -> CellStack.of(CellType.LSTM, ONE_WAY.tensors(), 3, 4, 0, false));
    }

    @ParameterizedTest
    @EnumSource
    void forwardAndRunAreTheSame(CellType type) {
        DoubleStack exact = new DoubleStack(type, 3, 4, 2, 2, 5, 3);
        CellStack.Run run = exact.stack().run(exact.sequence("x", 3), exact.states("h0", "c0"));
        CellStack.Trace trace = exact.stack().forward(exact.sequence("x", 3), exact.states("h0", "c0"));
        assertArrayEquals(run.y(), trace.y());
        for (int k = 0; k < 4; k++) {
            assertArrayEquals(run.after().get(k).h(), trace.after().get(k).h());
            assertArrayEquals(run.after().get(k).c(), trace.after().get(k).c());
        }
    }

    @Test
    void stepsStandInTheOrderOfTheSequenceInBothDirections() {
        List<State> before = BOTH_WAYS.states("h0", "c0");
        CellStack.Trace trace = BOTH_WAYS.stack().forward(x, before);
        for (int t = 0; t < 5; t++) {
            for (int direction = 0; direction < 2; direction++) {
                assertSame(x[t], trace.steps().get(direction).get(t).x());
                float[] h = trace.steps().get(2 + direction).get(t).after().h();
                assertArrayEquals(h, Arrays.copyOfRange(trace.y()[t], 4 * direction, 4 * direction + 4));
            }
        }
        assertSame(before.get(2), trace.steps().get(2).get(0).before());
        assertSame(before.get(3), trace.steps().get(3).get(4).before());
        assertSame(trace.after().get(2), trace.steps().get(2).get(4).after());
        assertSame(trace.after().get(3), trace.steps().get(3).get(0).after());
    }

    /** Two halves of a sequence, the state handed on and its gradient handed back, make the whole. */
    @Test
    void halvesGoBackAsTheWhole() {
        List<State> before = ONE_WAY.states("h0", "c0");
        CellStack.Gradients whole = stack.backward(stack.forward(x, before), dy);
        CellStack.Trace first = stack.forward(List.of(x).subList(0, 2).toArray(float[][]::new), before);
        CellStack.Trace second = stack.forward(List.of(x).subList(2, 5).toArray(float[][]::new), first.after());
        CellStack.Gradients late =
                stack.backward(second, List.of(dy).subList(2, 5).toArray(float[][]::new));
        CellStack.Gradients early =
                stack.backward(first, List.of(dy).subList(0, 2).toArray(float[][]::new), late.before());
        for (int k = 0; k < 2; k++) {
            assertClose(whole.before().get(k).h(), early.before().get(k).h(), 1e-6, "h " + k);
            assertClose(whole.before().get(k).c(), early.before().get(k).c(), 1e-6, "c " + k);
        }
        whole.weights().forEach((name, sum) -> {
            Tensor both = early.weights().get(name).plus(1, late.weights().get(name));
            assertClose(sum.values(), both.values(), 1e-6, name);
        });
    }

    @Test
    void goingBackChangesNothingAndCanBeRepeated() {
        CellStack.Trace trace = stack.forward(x, stack.zero());
        Map<String, Tensor> once = stack.backward(trace, dy).weights();
        assertEquals(once, stack.backward(trace, dy).weights());
        assertArrayEquals(ONE_WAY.sequence("w_y", 4), dy);
        assertArrayEquals(ONE_WAY.sequence("x", 3), x);
        assertEquals(ONE_WAY.tensors().keySet(), once.keySet());
    }

    @Test
    void weightsAreCopied() {
        Map<String, Tensor> weights = ONE_WAY.tensors();
        CellStack made = CellStack.of(CellType.LSTM, weights, 3, 4, 2, false);
        float[][] y = made.run(x, made.zero()).y();
        weights.values().forEach(tensor -> Arrays.fill(tensor.values(), 7));
        assertArrayEquals(y, made.run(x, made.zero()).y());
        assertEquals(
                stack.backward(stack.forward(x, stack.zero()), dy).weights(),
                made.backward(made.forward(x, made.zero()), dy).weights());
    }

    @Test
    void sequencesAndStatesThatDoNotFitAreNamed() {
        List<State> zero = stack.zero();
        float[][] ragged = {new float[3], new float[2]};
        String empty = "x is an empty sequence, expected at least one step of 3 numbers: leave empty sequences out";
        assertMessage(empty, () -> stack.forward(new float[0][], zero));
        assertMessage(empty, () -> stack.run(new float[0][], zero));
        assertMessage("x[1] has 2 numbers, expected 3", () -> stack.forward(ragged, zero));
        String count = "before has 1 states, expected 2 (2 layers x 1 directions): zero() returns a list that fits";
        assertMessage(count, () -> stack.forward(x, zero.subList(0, 1)));
        assertMessage(count, () -> stack.step(x[0], zero.subList(0, 1)));
        List<State> without = List.of(zero.get(0), new State(new float[4], new float[0]));
        assertMessage(
                "the state before has h of 4 and c of 0 numbers, expected 4 and 4: zero() returns one that fits",
                () -> stack.forward(x, without));
        assertMessage("the input has 2 numbers, expected 3", () -> stack.step(new float[2], zero));
    }

    @ParameterizedTest
    @EnumSource
    void everyCellLooksAtItsStateAndItsGradient(CellType type) {
        Cell cell = cell(type);
        int memory = type.hasMemory() ? 4 : 0;
        State wrong = new State(new float[5], new float[memory]);
        String rest = " has h of 5 and c of " + memory + " numbers, expected 4 and " + memory
                + ": zero() returns one that fits";
        assertMessage("the state before" + rest, () -> cell.step(new float[3], wrong));
        String longer = "the state before has h of 4 and c of " + (memory + 1) + " numbers, expected 4 and " + memory
                + ": zero() returns one that fits";
        State remembering = new State(new float[4], new float[memory + 1]);
        assertMessage(longer, () -> cell.step(new float[3], remembering));
        Cell.Step step = cell.step(new float[3], cell.zero());
        Map<String, Tensor> sums = new TreeMap<>();
        assertMessage("the gradient of the state after" + rest, () -> cell.back(step, wrong, sums));
    }

    @ParameterizedTest
    @EnumSource
    void noCellGoesBackOverAStepOfAnotherKind(CellType type) {
        Cell cell = cell(type);
        for (CellType kind : CellType.values()) {
            Cell other = cell(kind);
            Cell.Step step = other.step(new float[3], other.zero());
            if (other.getClass() == cell.getClass()) {
                assertEquals(3, cell.back(step, cell.zero(), new TreeMap<>()).x().length);
            } else {
                String ran = other.getClass().getSimpleName();
                String own = cell.getClass().getSimpleName();
                assertMessage(
                        "the step was run by a " + ran + ", but a " + own
                                + " is to go back over it: use the cell that ran it",
                        () -> cell.back(step, cell.zero(), new TreeMap<>()));
            }
        }
    }

    private static Cell cell(CellType type) {
        return new DoubleStack(type, 3, 4, 1, 1, 1, 1).stack().cell(0, 0);
    }

    @Test
    void gradientsThatDoNotFitAreNamed() {
        CellStack.Trace trace = stack.forward(x, stack.zero());
        assertMessage(
                "dy has 4 steps, but the trace has 5: give one gradient for each step, zeros where the loss does not"
                        + " read the output",
                () -> stack.backward(trace, new float[4][4]));
        float[][] ragged = {new float[4], new float[4], new float[3], new float[4], new float[4]};
        assertMessage("dy[2] has 3 numbers, expected 4", () -> stack.backward(trace, ragged));
        assertMessage(
                "after has 3 states, expected 2 (2 layers x 1 directions): zero() returns a list that fits",
                () -> stack.backward(
                        trace,
                        dy,
                        List.of(
                                stack.zero().get(0),
                                stack.zero().get(0),
                                stack.zero().get(0))));
        assertMessage(
                "after[1] has h of 5 and c of 4 numbers, expected 4 and 4: zero() returns one that fits",
                () -> stack.backward(trace, dy, List.of(stack.zero().get(0), new State(new float[5], new float[4]))));
        assertMessage(
                "the trace is of 4 cells and outputs of 8 numbers, but the stack has 2 and 4: give backward what"
                        + " forward of the same stack returned",
                () -> stack.backward(
                        BOTH_WAYS.stack().forward(x, BOTH_WAYS.stack().zero()), dy));
        CellStack gru = new DoubleStack(CellType.GRU, 3, 4, 2, 1, 5, 2).stack();
        assertMessage(
                "the step was run by a GruCell, but a LstmCell is to go back over it: use the cell that ran it",
                () -> stack.backward(gru.forward(x, gru.zero()), dy));
    }

    private static void assertMessage(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
