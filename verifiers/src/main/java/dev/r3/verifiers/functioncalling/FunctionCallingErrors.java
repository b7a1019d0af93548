package dev.r3.verifiers.functioncalling;

import dev.r3.verifiers.api.ErrorType;
import java.util.List;

/** The ways in which an answer fails, in the order in which they are judged. */
final class FunctionCallingErrors {

    static final ErrorType WRONG_FORMAT =
            new ErrorType("wrong-format", "no call is found, its text is broken, or it is beyond a bound");
    static final ErrorType WRONG_CALL_COUNT =
            new ErrorType("wrong-call-count", "the answer has more or fewer calls than the task needs");
    static final ErrorType WRONG_TOOL =
            new ErrorType("wrong-tool", "a call names another tool than it should, or one that is not offered");
    static final ErrorType WRONG_PARAMETER = new ErrorType(
            "wrong-parameter", "a parameter is missing or unexpected, or its value or the value's type is wrong");

    static final List<ErrorType> ALL = List.of(WRONG_FORMAT, WRONG_CALL_COUNT, WRONG_TOOL, WRONG_PARAMETER);

    private FunctionCallingErrors() {}
}
