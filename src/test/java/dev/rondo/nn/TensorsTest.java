package dev.rondo.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Numbers on their way into the engine. */
@Tag("engine")
class TensorsTest {
    /** Between the way there and the way back all free memory of Java's is given away, and written over. */
    @Test
    void aFactorOutlivesACollection() {
        try (NDManager manager = Engines.newManager()) {
            NDArray w = Tensors.array(manager, new float[] {1, 2, 3}, new Shape(3));
            w.setRequiresGradient(true);
            try (GradientCollector collector = Engines.engine().newGradientCollector()) {
                NDArray loss = Tensors.times(w, 4).sum();
                for (int k = 0; k < 50; k++) {
                    loss = Tensors.times(Tensors.times(loss, 2), 0.5f);
                }
                assertEquals(24, loss.getFloat());
                List<ByteBuffer> taken = new ArrayList<>();
                for (int k = 0; k < 20; k++) {
                    System.gc();
                    for (int j = 0; j < 500; j++) {
                        taken.add(ByteBuffer.allocateDirect(4).putInt(0, 0x41414141));
                    }
                }
                collector.backward(loss);
            }
            assertArrayEquals(new float[] {4, 4, 4}, w.getGradient().toFloatArray());
        }
    }

    @Test
    void aFactorKeepsTheShape() {
        try (NDManager manager = Engines.newManager()) {
            for (Shape shape : new Shape[] {new Shape(), new Shape(1), new Shape(2, 1, 3)}) {
                NDArray times = Tensors.times(manager.ones(shape), 0.25f);
                assertEquals(shape, times.getShape());
                assertEquals(0.25f, times.toFloatArray()[0]);
            }
        }
    }
}
