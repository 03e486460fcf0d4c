package dev.rondo.data;

import static dev.rondo.data.Told.assertMessage;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IdxTest {
    /** An idx file of unsigned bytes, numbered on from a first one. */
    static byte[] file(int first, int... sizes) {
        int numbers = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
        ByteBuffer out = ByteBuffer.allocate(4 + 4 * sizes.length + numbers);
        out.putInt(0x0800 + sizes.length);
        Arrays.stream(sizes).forEach(out::putInt);
        for (int k = 0; k < numbers; k++) {
            out.put((byte) (first + k));
        }
        return out.array();
    }

    @Test
    void numbersAreUnsignedAndTheLastDimensionRunsFastest() {
        Idx idx = Idx.of("a", file(120, 2, 3, 4), 3);
        assertEquals(2, idx.size());
        assertArrayEquals(new int[] {2, 3, 4}, idx.sizes());
        assertEquals(120, idx.value(0, 0));
        assertEquals(131, idx.value(0, 11));
        assertEquals(132, idx.value(1, 0));
        assertEquals(143, idx.value(1, 11));
        assertEquals(9, Idx.of("b", file(7, 3), 1).value(2, 0));
    }

    @Test
    void picturesAreReadRowByRowAndFilesFollowOneAnother() {
        Idx[] images = {Idx.of("a", file(0, 2, 2, 3), 3), Idx.of("b", file(249, 1, 2, 3), 3)};
        Idx[] labels = {Idx.of("c", file(8, 2), 1), Idx.of("d", file(3, 1), 1)};
        Sequences digits = Digits.of("some", images, labels);
        assertEquals(3, digits.size());
        assertArrayEquals(new float[][] {{0, 1 / 255f, 2 / 255f}, {3 / 255f, 4 / 255f, 5 / 255f}}, digits.x(0));
        assertEquals(6 / 255f, digits.x(1)[0][0], 0);
        assertEquals(254 / 255f, digits.x(2)[1][2], 0);
        assertEquals("8", Told.label(digits, 0, 0));
        assertEquals("9", Told.label(digits, 1, 0));
        assertEquals("3", Told.label(digits, 2, 0));
        assertEquals(10, ((Targets.Labels) digits.targets()).classes().size());
    }

    @Test
    void badFilesSayWhatIsWrong() {
        byte[] good = file(0, 2, 3, 4);
        assertMessage(
                "a is cut short: it has 5 bytes, expected at least the 16 that say its sizes; fetch it again",
                () -> Idx.of("a", Arrays.copyOf(good, 5), 3));
        assertMessage(
                "a is cut short: it has 23 numbers, expected 2 x 3 x 4; fetch it again",
                () -> Idx.of("a", Arrays.copyOf(good, good.length - 1), 3));
        assertMessage(
                "a has 25 numbers, expected 2 x 3 x 4; fetch it again",
                () -> Idx.of("a", Arrays.copyOf(good, good.length + 1), 3));
        assertMessage(
                "a begins with 0x00000803, expected 0x00000801 (idx, unsigned bytes, 1 dimensions): it is another file",
                () -> Idx.of("a", good, 1));
        byte[] packed = good.clone();
        packed[0] = 0x1f;
        packed[1] = (byte) 0x8b;
        assertMessage(
                "a begins with 0x1F8B0803, expected 0x00000803 (idx, unsigned bytes, 3 dimensions): it is another file",
                () -> Idx.of("a", packed, 3));
        assertMessage("a has a dimension of 0, expected at least 1", () -> Idx.of("a", file(0, 2, 0, 4), 3));
    }

    @Test
    void picturesAndLabelsHaveToMatch() {
        Idx[] images = {Idx.of("pictures", file(0, 2, 3, 4), 3)};
        assertMessage(
                "pictures has 2 pictures but labels has 3 labels: expected one for each, take both of one set",
                () -> Digits.of("some", images, new Idx[] {Idx.of("labels", file(0, 3), 1)})
                        .size());
        assertMessage("label 1 of labels is 10, expected 0 to 9", () -> Digits.of(
                        "some", images, new Idx[] {Idx.of("labels", file(9, 2), 1)})
                .size());
    }
}
