package dev.r3.verifiers.functioncalling.call;

import dev.r3.verifiers.api.StepBudget;

/** How much of an answer is read. What lies beyond a bound has the wrong format. */
public final class Bounds {

    /** The longest completion, in UTF-16 units: four times what a model writes in 32k tokens. */
    public static final int LENGTH = 1 << 19;

    /** The most calls in one answer. */
    public static final int CALLS = 128;

    /** How deep lists and objects nest. */
    static final int DEPTH = 64;

    /** The longest number, in characters. */
    static final int NUMBER_LENGTH = 400;

    /** The largest power of ten in a number, either way; beyond the range of a 64-bit float. */
    static final int EXPONENT = 400;

    /** Steps that each digit of a long number costs more, for turning it to binary takes the square of its length. */
    static final int STEPS_PER_DIGIT = 8;

    /** Steps that a value costs beside one for each of its characters, for it takes memory as well. */
    static final int STEPS_PER_VALUE = 32;

    private static final int STEPS = 3 << 19;

    private Bounds() {}

    /** A fresh budget for one completion: enough to read its longest text twice, and to match its calls. */
    public static StepBudget budget() {
        return new StepBudget(STEPS);
    }
}
