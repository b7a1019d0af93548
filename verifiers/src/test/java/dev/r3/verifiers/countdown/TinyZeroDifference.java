package dev.r3.verifiers.countdown;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** A reason for which R3 and TinyZero differ on whether an answer passes. The README has a row for each. */
@SuppressWarnings("ImmutableEnumChecker") // The predicates hold no state.
enum TinyZeroDifference {
    CLAIM("passed", "<answer>(1 + 2) / 3 = 1</answer>", answer -> block(answer).contains("=")),
    OTHER_OPERATOR_SIGNS(
            "passed",
            "<answer>3 × 2 − 1</answer>",
            answer -> answer.contains("×") || answer.contains("÷") || answer.contains("−")),
    SEVERAL_LINES(
            "passed",
            "<answer>3 * 2\n- 1</answer>",
            answer -> answer.indexOf('\n', Math.max(0, answer.lastIndexOf("<answer>"))) >= 0),
    OPENED_ANEW(
            "passed",
            "<answer>I mean <answer>3 * 2 - 1</answer>",
            answer -> answer.indexOf("<answer>") < answer.lastIndexOf("<answer>")),
    LEADING_ZEROS("passed", "<answer>03 * 2 - 1</answer>", answer -> holds(answer, "(?s).*(?<![0-9.])0[0-9].*")),
    FLOAT_ERROR(
            "passed",
            "<answer>1000000000000 / 21 * 21</answer>",
            answer -> holds(answer, "(?s).*[0-9]{10}.*") && answer.contains("/")),
    DECIMALS(
            "invalid-equation",
            "<answer>1.2 * 5</answer>",
            answer -> block(answer).contains(".")),
    POWER(
            "invalid-equation",
            "<answer>2 ** 3 - 1</answer>",
            answer -> block(answer).contains("**")),
    WHOLE_DIVISION(
            "invalid-equation",
            "<answer>7 // 2 * 1</answer>",
            answer -> block(answer).contains("//")),
    UNARY_PLUS(
            "invalid-equation",
            "<answer>+3 * 2 - 1</answer>",
            answer -> holds(block(answer), "(?s)(.*[-+*/(])?\\s*\\+.*")),
    TOO_DEEP(
            "invalid-equation",
            "<answer>((( … 1 + 2 … )))</answer>",
            answer -> holds(answer, "(?s).*(\\(\\s*){100}.*")),
    NEAR_MISS(
            "missed-target",
            "<answer>3 * 2 - 1 / 1000001</answer>",
            answer -> block(answer).contains("/")),
    FORM_FEED(
            "invalid-equation",
            "<answer>3 * 2\f- 1</answer>",
            answer -> block(answer).contains("\f"));

    /** What R3 says of such an answer; TinyZero says the contrary. */
    final String verdict;

    final String example;
    private final Predicate<String> applies;

    TinyZeroDifference(String verdict, String example, Predicate<String> applies) {
        this.verdict = verdict;
        this.example = example;
        this.applies = applies;
    }

    /** The reason for a difference, if there is one. */
    static Optional<TinyZeroDifference> explain(String completion, String verdict) {
        return Arrays.stream(values())
                .filter(kind -> kind.verdict.equals(verdict) && kind.applies.test(completion))
                .findFirst();
    }

    private static String block(String completion) {
        int end = Math.max(0, completion.lastIndexOf("</answer>"));
        int start = completion.lastIndexOf("<answer>", end);
        return completion.substring(start < 0 ? 0 : start + "<answer>".length(), end);
    }

    private static boolean holds(String text, String pattern) {
        return text.matches(pattern);
    }
}
