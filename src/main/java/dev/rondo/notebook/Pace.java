package dev.rondo.notebook;

/**
 * Holds text back to what a Jupyter server passes on: by default it drops what exceeds a megabyte a second over three
 * seconds.
 */
final class Pace {
    private static final double PER_SECOND = 600_000; // characters; some take two or three bytes
    private static final double AT_ONCE = 600_000;

    private double left = AT_ONCE;
    private long at = System.nanoTime();

    /** Waits until so many characters may go. */
    synchronized void await(int characters) {
        refill();
        left -= characters;
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

    private void refill() {
        long now = System.nanoTime();
        left = Math.min(AT_ONCE, left + (now - at) / 1e9 * PER_SECOND);
        at = now;
    }
}
