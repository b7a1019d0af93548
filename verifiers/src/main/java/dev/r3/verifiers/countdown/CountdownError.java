package dev.r3.verifiers.countdown;

import dev.r3.verifiers.api.ErrorType;
import java.util.List;

/** How a Countdown answer fails, in the order in which it is judged. */
final class CountdownError {

    static final ErrorType INVALID_EQUATION =
            new ErrorType("invalid-equation", "the answer is missing, is no equation or divides by zero");
    static final ErrorType WRONG_NUMBERS =
            new ErrorType("wrong-numbers", "the equation does not use the given numbers as it must");
    static final ErrorType MISSED_TARGET = new ErrorType("missed-target", "the equation does not give the target");

    static final List<ErrorType> ALL = List.of(INVALID_EQUATION, WRONG_NUMBERS, MISSED_TARGET);

    private CountdownError() {}
}
