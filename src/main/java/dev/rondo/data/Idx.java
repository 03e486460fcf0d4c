package dev.rondo.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A file of the idx format, in which MNIST is kept: two zero bytes, the kind of number (8: unsigned bytes), how many
 * dimensions, the size of each as a big-endian integer, then the numbers, the last dimension running fastest.
 *
 * @param name what messages call the file
 * @param sizes the size of each dimension
 * @param content the whole file
 */
record Idx(String name, int[] sizes, byte[] content) {
    private static final int UNSIGNED_BYTES = 0x08;

    /**
     * Reads a file of unsigned bytes.
     *
     * @throws IllegalArgumentException if it begins otherwise, or is not as long as its sizes say
     */
    static Idx of(String name, byte[] content, int dimensions) {
        int header = 4 + 4 * dimensions;
        if (content.length < header) {
            throw new IllegalArgumentException(name + " is cut short: it has " + content.length
                    + " bytes, expected at least the " + header + " that say its sizes; fetch it again");
        }
        ByteBuffer in = ByteBuffer.wrap(content);
        int magic = in.getInt();
        int wanted = UNSIGNED_BYTES << 8 | dimensions;
        if (magic != wanted) {
            throw new IllegalArgumentException(String.format(
                    "%s begins with 0x%08X, expected 0x%08X (idx, unsigned bytes, %d dimensions): it is another file",
                    name, magic, wanted, dimensions));
        }
        int[] sizes = new int[dimensions];
        long numbers = 1;
        for (int k = 0; k < dimensions; k++) {
            sizes[k] = in.getInt();
            if (sizes[k] < 1) {
                throw new IllegalArgumentException(name + " has a dimension of " + sizes[k] + ", expected at least 1");
            }
            numbers *= sizes[k];
        }
        if (content.length != header + numbers) {
            String shown = Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
            throw new IllegalArgumentException(name + (content.length < header + numbers ? " is cut short: it" : "")
                    + " has " + (content.length - header) + " numbers, expected " + shown + "; fetch it again");
        }
        return new Idx(name, sizes, content);
    }

    /** Returns how many items there are: the size of the first dimension. */
    int size() {
        return sizes[0];
    }

    /** Returns one number of those of an item, 0 to 255. */
    int value(int item, int place) {
        int header = 4 + 4 * sizes.length;
        int each = (content.length - header) / sizes[0];
        return content[header + item * each + place] & 0xff;
    }
}
