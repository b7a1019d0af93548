package dev.r3.verifiers.numeric;

import dev.r3.verifiers.api.ErrorType;
import java.util.List;

/** How a numeric answer fails, in the order in which it is judged. */
final class NumericError {

    static final ErrorType NO_ANSWER = new ErrorType("no-answer", "no number stands where the answer is looked for");
    static final ErrorType WRONG_ANSWER = new ErrorType("wrong-answer", "the number is another one");

    static final List<ErrorType> ALL = List.of(NO_ANSWER, WRONG_ANSWER);

    private NumericError() {}
}
