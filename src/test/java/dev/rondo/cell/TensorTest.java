package dev.rondo.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Arithmetic on tensors: as much as a step of gradient descent needs. */
class TensorTest {
    private final Tensor weight = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

    @Test
    void plusAddsAMultipleAndLeavesBothAsTheyWere() {
        Tensor gradient = Tensor.of(new float[] {10, 0, -10, 2, 0, 1}, 2, 3);
        assertEquals(Tensor.of(new float[] {-4, 2, 8, 3, 5, 5.5f}, 2, 3), weight.plus(-0.5, gradient));
        assertEquals(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3), weight);
        assertEquals(Tensor.of(new float[] {10, 0, -10, 2, 0, 1}, 2, 3), gradient);
    }

    @Test
    void zerosHaveTheShapeAskedFor() {
        assertEquals(Tensor.of(new float[6], 2, 3), Tensor.zeros(2, 3));
        assertEquals(Tensor.of(new float[1]), Tensor.zeros());
        assertEquals(Tensor.of(new float[0], 0, 3), Tensor.zeros(0, 3));
    }

    @Test
    void shapesThatDoNotFitAreNamed() {
        assertEquals(
                "the tensor to add has shape [3, 2], expected [2, 3]",
                assertThrows(IllegalArgumentException.class, () -> weight.plus(1, Tensor.zeros(3, 2)))
                        .getMessage());
        assertEquals(
                "a tensor of shape [-1] holds -1 numbers, but 0 came",
                assertThrows(IllegalArgumentException.class, () -> Tensor.zeros(-1))
                        .getMessage());
    }
}
