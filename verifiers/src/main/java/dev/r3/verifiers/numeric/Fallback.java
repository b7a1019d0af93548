package dev.r3.verifiers.numeric;

/** Where the answer is looked for when no place is marked. */
enum Fallback {
    /** Nowhere: the answer has the wrong format. */
    NONE,
    /** The last number of the completion. */
    LAST_NUMBER
}
