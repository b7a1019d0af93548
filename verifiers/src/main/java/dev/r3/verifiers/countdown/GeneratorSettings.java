package dev.r3.verifiers.countdown;

import dev.r3.verifiers.api.InvalidOptionException;
import dev.r3.verifiers.api.Option;
import dev.r3.verifiers.api.Options;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What generated tasks look like.
 *
 * @param fewest how many numbers a task has at least
 * @param most how many numbers a task has at most
 * @param smallest the smallest number
 * @param largest the largest number
 * @param smallestTarget the smallest target
 * @param largestTarget the largest target
 * @param operators which of {@code + - * /} a solution may use
 * @param wholeResults whether every intermediate result of the solution is a whole number
 */
record GeneratorSettings(
        int fewest,
        int most,
        long smallest,
        long largest,
        long smallestTarget,
        long largestTarget,
        String operators,
        boolean wholeResults) {

    private static final String NUMBERS = "numbers";
    private static final String SMALLEST = "smallest";
    private static final String LARGEST = "largest";
    private static final String TARGET_SMALLEST = "target-smallest";
    private static final String TARGET_LARGEST = "target-largest";
    private static final String OPERATORS = "operators";
    private static final String WHOLE_RESULTS = "whole-results";

    private static final String ALL_OPERATORS = "+-*/";

    static final List<Option> OPTIONS = List.of(
            new Option(NUMBERS, "3-4", "how many numbers a task has: a count or a range, within 1-32"),
            new Option(SMALLEST, "1", "the smallest number"),
            new Option(LARGEST, "99", "the largest number"),
            new Option(TARGET_SMALLEST, "10", "the smallest target"),
            new Option(TARGET_LARGEST, "99", "the largest target"),
            new Option(OPERATORS, ALL_OPERATORS, "the operators of solutions"),
            new Option(WHOLE_RESULTS, "true", "true: every intermediate result of a solution is a whole number"));

    static GeneratorSettings from(Options options) {
        long most = CountdownTask.MAX_VALUE;
        long smallest = options.integer(SMALLEST, 0, most);
        long smallestTarget = options.integer(TARGET_SMALLEST, -most, most);
        int[] counts = counts(options.text(NUMBERS));
        return new GeneratorSettings(
                counts[0],
                counts[1],
                smallest,
                options.integer(LARGEST, smallest, most),
                smallestTarget,
                options.integer(TARGET_LARGEST, smallestTarget, most),
                operators(options.text(OPERATORS)),
                options.flag(WHOLE_RESULTS));
    }

    /** The task that a solution solves, if its target fits. */
    Optional<CountdownTask> task(List<Long> numbers, Solution solution) {
        BigInteger target = solution.value().numerator();
        boolean fits = solution.value().isWhole()
                && target.compareTo(BigInteger.valueOf(smallestTarget)) >= 0
                && target.compareTo(BigInteger.valueOf(largestTarget)) <= 0;
        return fits
                ? Optional.of(new CountdownTask(target.longValueExact(), numbers, Optional.of(solution.text())))
                : Optional.empty();
    }

    private static int[] counts(String range) {
        int dash = range.indexOf('-');
        int fewest = count(range, dash < 0 ? range : range.substring(0, dash));
        int most = dash < 0 ? fewest : count(range, range.substring(dash + 1));
        if (most < fewest) {
            throw invalidRange(range);
        }
        return new int[] {fewest, most};
    }

    private static int count(String range, String text) {
        boolean digits = !text.isEmpty() && text.length() <= 2 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int count = digits ? Integer.parseInt(text) : 0;
        if (count < 1 || count > CountdownTask.MAX_NUMBERS) {
            throw invalidRange(range);
        }
        return count;
    }

    private static InvalidOptionException invalidRange(String range) {
        return new InvalidOptionException("option '%s' is '%s'; expected: a count or a range like 3-4, within 1-%d"
                .formatted(NUMBERS, range, CountdownTask.MAX_NUMBERS));
    }

    private static String operators(String operators) {
        boolean known = operators.chars().allMatch(c -> ALL_OPERATORS.indexOf(c) >= 0);
        if (operators.isEmpty() || !known || operators.chars().distinct().count() < operators.length()) {
            throw new InvalidOptionException("option '%s' is '%s'; expected: some of %s, each once"
                    .formatted(OPERATORS, operators, ALL_OPERATORS));
        }
        return operators;
    }
}
