package dev.r3.verifiers.countdown;

import dev.r3.verifiers.api.AnswerNaming;
import dev.r3.verifiers.api.Options;
import dev.r3.verifiers.api.StepBudget;

/**
 * A text names the answer if a calculation in it, with the results of earlier ones put in, gives the target with the
 * task's numbers: each exactly once, or where the option {@code all-numbers-required} is false at most once.
 *
 * <ul>
 *   <li>A calculation is an expression of {@link EquationParser}'s grammar with one operation at least, on one line, with
 *       anything but digits, operators, parentheses and spaces around it.
 *   <li>What follows its equals sign names its result: {@code 7 * 8 = 56 then 56 + 6 = 62} is {@code 7 * 8 + 6}. A
 *       whole number does, whatever it is: with {@code 56 + 6 = 58 then 58 + 2 = 64} the text still gives
 *       {@code 56 + 6 + 2} away, which the calculation gives, not the sum that is off. Values are always exact ones of
 *       the whole expression, never those that the text claims. The first number of a further calculation
 *       ({@code 7 * 8 = 56 + 6}) does if it is the right value.
 *   <li>A number is a given one or the last result of that name; where it may be both, both are tried.
 * </ul>
 *
 * <p>A target that is only claimed ({@code so it is 64}) and a calculation that a word spells ({@code 7 times 8}) name
 * nothing.
 */
public final class CountdownNaming implements AnswerNaming<CountdownTask> {

    /** The longest text that is read, in UTF-16 units. */
    private static final int MAX_LENGTH = 1 << 16;

    /** Pairs of values that are combined in one text. */
    private static final int STEPS = 1 << 16;

    @Override
    public String family() {
        return "countdown";
    }

    @Override
    public String description() {
        return "A calculation in the reflection, with the results of earlier ones put in, gives the target with the task's numbers.";
    }

    @Override
    public Class<CountdownTask> taskType() {
        return CountdownTask.class;
    }

    @Override
    public Naming naming(CountdownTask task, String text, Options options) {
        if (text.length() > MAX_LENGTH) {
            return Naming.UNKNOWN;
        }
        NumberUse use = options.flag("all-numbers-required") ? NumberUse.ALL : NumberUse.SOME;
        Calculations calculations = new Calculations(task, use, new StepBudget(STEPS));
        try {
            return text.lines().anyMatch(calculations::reachTarget) ? Naming.NAMED : Naming.NOT_NAMED;
        } catch (StepBudget.Exhausted e) {
            return Naming.UNKNOWN;
        }
    }
}
