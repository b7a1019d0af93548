package dev.r3.verifiers.countdown;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** A reason for which R3 and TinyZero differ on whether an answer passes. The README has a row for each. */
enum TinyZeroDifference {
    CLAIM(Passes.R3, "<answer>(1 + 2) / 3 = 1</answer>", answer -> block(answer).contains("=")),
    OTHER_OPERATOR_SIGNS(
            Passes.R3,
            "<answer>3 × 2 − 1</answer>",
            answer -> answer.contains("×") || answer.contains("÷") || answer.contains("−")),
    SEVERAL_LINES(
            Passes.R3,
            "<answer>3 * 2\n- 1</answer>",
            answer -> answer.indexOf('\n', Math.max(0, answer.lastIndexOf("<answer>"))) >= 0),
    OPENED_ANEW(
            Passes.R3,
            "<answer>I mean <answer>3 * 2 - 1</answer>",
            answer -> answer.indexOf("<answer>") < answer.lastIndexOf("<answer>")),
    LEADING_ZEROS(Passes.R3, "<answer>03 * 2 - 1</answer>", answer -> holds(answer, "(?s).*(?<![0-9.])0[0-9].*")),
    FLOAT_ERROR(
            Passes.R3,
            "<answer>1000000000000 / 21 * 21</answer>",
            answer -> holds(answer, "(?s).*[0-9]{10}.*") && answer.contains("/")),
    DECIMALS(
            Passes.TINY_ZERO,
            "<answer>1.2 * 5</answer>",
            answer -> block(answer).contains(".")),
    POWER(
            Passes.TINY_ZERO,
            "<answer>2 ** 3 - 1</answer>",
            answer -> block(answer).contains("**")),
    WHOLE_DIVISION(
            Passes.TINY_ZERO,
            "<answer>7 // 2 * 1</answer>",
            answer -> block(answer).contains("//")),
    UNARY_PLUS(
            Passes.TINY_ZERO,
            "<answer>+3 * 2 - 1</answer>",
            answer -> holds(block(answer), "(?s)(.*[-+*/(])?\\s*\\+.*")),
    NEAR_MISS(
            Passes.TINY_ZERO,
            "<answer>3 * 2 - 1 / 1000001</answer>",
            answer -> block(answer).contains("/")),
    FORM_FEED(
            Passes.TINY_ZERO,
            "<answer>3 * 2\f- 1</answer>",
            answer -> block(answer).contains("\f")),
    TOO_DEEP(Passes.TINY_ZERO, "<answer>((( … 1 + 2 … )))</answer>", answer -> holds(answer, "(?s).*(\\(\\s*){100}.*"));

    /** Who lets such an answer pass; the other does not. */
    enum Passes {
        R3,
        TINY_ZERO
    }

    final Passes passes;
    final String example;
    private final Predicate<String> applies;

    TinyZeroDifference(Passes passes, String example, Predicate<String> applies) {
        this.passes = passes;
        this.example = example;
        this.applies = applies;
    }

    /** The reason for a difference, if there is one. */
    static Optional<TinyZeroDifference> explain(String completion, Passes passes) {
        return Arrays.stream(values())
                .filter(kind -> kind.passes == passes && kind.applies.test(completion))
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
