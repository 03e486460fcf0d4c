package dev.rondo.train;

/** A loss or a gradient that is no longer a number. The model holds the weights of the last whole epoch. */
public final class TrainingDiverged extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    private final transient History history;

    TrainingDiverged(String message, History history) {
        super(message);
        this.history = history;
    }

    /**
     * Returns what the fit had done.
     *
     * @return the whole epochs
     */
    public History history() {
        return history;
    }
}
