package dev.rondo.notebook;

/**
 * Holds text back to what a Jupyter server passes on: by default it drops what exceeds three million bytes in three
 * seconds, as they go over the wire.
 */
final class Pace {
    private static final double PER_SECOND = 800_000; // bytes
    private static final double AT_ONCE = 400_000;

    private double left = AT_ONCE;
    private long at = System.nanoTime();

    /** Waits until the text may go. */
    synchronized void await(String text) {
        refill();
        left -= bytes(text);
        while (left < 0) {
            try {
                Thread.sleep((long) Math.ceil(-left / PER_SECOND * 1_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // whoever interrupts does not want to wait
                return;
            }
            refill();
        }
    }

    /** How long the text is as JSON in UTF-8, as the library writes it: signs that mean something to HTML are escaped. */
    static long bytes(String text) {
        return text.chars().mapToLong(Pace::bytes).sum();
    }

    private static int bytes(int c) {
        if ("\"\\\n\r\t\b\f".indexOf(c) >= 0) {
            return 2;
        }
        if (c < ' ' || "<>&='\u2028\u2029".indexOf(c) >= 0) {
            return 6;
        }
        return c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate((char) c) ? 2 : 3;
    }

    private void refill() {
        long now = System.nanoTime();
        left = Math.min(AT_ONCE, left + (now - at) / 1e9 * PER_SECOND);
        at = now;
    }
}
