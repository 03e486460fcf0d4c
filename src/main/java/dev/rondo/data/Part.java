package dev.rondo.data;

/** The parts that data is split into. */
public enum Part {
    /** What weights are fitted on. */
    TRAIN,
    /** What is watched while training. */
    VALIDATION,
    /** What is kept for the end. */
    TEST,
    /** Everything. */
    ALL
}
