package dev.r3.verifiers.countdown;

import dev.r3.verifiers.answer.AnswerTags;
import dev.r3.verifiers.answer.Span;
import dev.r3.verifiers.api.Completion;
import dev.r3.verifiers.api.Verdict;
import dev.r3.verifiers.api.Verifier;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;

/** Judges an answer in the order: is it an equation, has it the given numbers, does it give the target. */
final class CountdownVerifier implements Verifier<CountdownTask> {

    private static final int MAX_SHOWN_NUMBERS = 5;
    private static final int MAX_SHOWN_LENGTH = 60;

    private final AnswerTags tags;
    private final NumberUse numberUse;

    CountdownVerifier(AnswerTags tags, NumberUse numberUse) {
        this.tags = tags;
        this.numberUse = numberUse;
    }

    @Override
    public Verdict verify(CountdownTask task, Completion completion) {
        String text = completion.text();
        if (text.length() > AnswerTags.MAX_COMPLETION_LENGTH) {
            return invalid("the completion has more than " + AnswerTags.MAX_COMPLETION_LENGTH + " characters");
        }
        Optional<Span> block = tags.lastBlock(text);
        if (block.isEmpty()) {
            return completion.truncated()
                    ? Verdict.unscorable("the completion is cut off before an answer block is closed")
                    : invalid("there is no closed answer block");
        }
        try {
            return verify(task, EquationParser.parse(text, block.get()));
        } catch (InvalidEquationException e) {
            return invalid(e.reason());
        }
    }

    private Verdict verify(CountdownTask task, Equation equation) {
        if (!numberUse.allows(task.sortedNumbers(), equation.sortedNumbers())) {
            return Verdict.failed(
                    CountdownError.WRONG_NUMBERS,
                    "the equation uses " + shown(equation.numbers()) + ", given are " + shown(task));
        }
        OptionalLong whole = WholeArithmetic.value(equation);
        return whole.isPresent() ? verify(task, equation, whole.getAsLong()) : verifyExactly(task, equation);
    }

    private static Verdict verify(CountdownTask task, Equation equation, long value) {
        return value == task.target() ? verifyClaim(task, equation) : missed(Long.toString(value), task);
    }

    private static Verdict verifyExactly(CountdownTask task, Equation equation) {
        Optional<Rational> exact = Arithmetic.value(equation);
        if (exact.isEmpty()) {
            return invalid("the equation divides by zero");
        }
        Rational value = exact.get();
        boolean hit = value.isWhole() && value.numerator().equals(BigInteger.valueOf(task.target()));
        return hit ? verifyClaim(task, equation) : missed(value.toString(), task);
    }

    private static Verdict verifyClaim(CountdownTask task, Equation equation) {
        long claimed = equation.claimed().orElse(task.target());
        return claimed == task.target()
                ? Verdict.passed()
                : Verdict.failed(
                        CountdownError.MISSED_TARGET,
                        "the answer says = " + claimed + ", the target is " + task.target());
    }

    private static Verdict missed(String value, CountdownTask task) {
        String shown = value.length() > MAX_SHOWN_LENGTH ? "a number of " + value.length() + " characters" : value;
        return Verdict.failed(
                CountdownError.MISSED_TARGET, "the equation gives " + shown + ", the target is " + task.target());
    }

    private static Verdict invalid(String detail) {
        return Verdict.failed(CountdownError.INVALID_EQUATION, detail);
    }

    private static String shown(CountdownTask task) {
        return shown(task.numbers().stream().mapToLong(Long::longValue).toArray());
    }

    private static String shown(long[] numbers) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < Math.min(numbers.length, MAX_SHOWN_NUMBERS); i++) {
            text.append(i == 0 ? "" : ", ").append(numbers[i]);
        }
        if (numbers.length > MAX_SHOWN_NUMBERS) {
            text.append(", and ").append(numbers.length - MAX_SHOWN_NUMBERS).append(" more");
        }
        return text.append(']').toString();
    }

    @Override
    public Optional<String> answerText(Completion completion) {
        return tags.lastBlock(completion.text())
                .map(block -> block.of(completion.text()).strip());
    }

    @Override
    public Optional<String> goldAnswer(CountdownTask task) {
        return task.solution().map(tags::wrap);
    }
}
