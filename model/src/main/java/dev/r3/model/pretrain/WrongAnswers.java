package dev.r3.model.pretrain;

import dev.r3.verifiers.countdown.CountdownTask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * What a small model writes when it fails: an expression over the numbers that comes near the target but misses it, or
 * one with a number that isn't given.
 */
final class WrongAnswers {
    /** The nearest of so many random expressions is near enough to look like an attempt. */
    private static final int DRAWS = 4;

    private final double wrongNumbers;

    /**
     * @param wrongNumbers share of those with a number that isn't given
     */
    WrongAnswers(double wrongNumbers) {
        this.wrongNumbers = wrongNumbers;
    }

    /** An expression that is no solution of the task. */
    Expression draw(CountdownTask task, SplittableRandom random) {
        boolean changesNumbers = random.nextDouble() < wrongNumbers;
        return changesNumbers ? nearest(task, changed(task.numbers(), random), random) : miss(task, random);
    }

    /** An expression over the task's numbers that misses its target. */
    static Expression miss(CountdownTask task, SplittableRandom random) {
        return nearest(task, task.numbers(), random);
    }

    private static Expression nearest(CountdownTask task, List<Long> numbers, SplittableRandom random) {
        boolean given = numbers.equals(task.numbers());
        return Stream.generate(() -> combined(numbers, random))
                .filter(expression -> !given || expression.value() != task.target())
                .limit(DRAWS)
                .min(Comparator.comparingLong(expression -> Math.abs(expression.value() - task.target())))
                .orElseThrow();
    }

    /** One number becomes one of its neighbours, which the multiset then has one time too often. */
    private static List<Long> changed(List<Long> numbers, SplittableRandom random) {
        List<Long> changed = new ArrayList<>(numbers);
        int at = random.nextInt(numbers.size());
        long number = numbers.get(at);
        changed.set(at, number > 1 && random.nextBoolean() ? number - 1 : number + 1);
        return changed;
    }

    /** Random pairs under random operators, as the family's generator combines them. */
    private static Expression combined(List<Long> numbers, SplittableRandom random) {
        List<Expression> parts =
                new ArrayList<>(numbers.stream().map(Expression::of).toList());
        while (parts.size() > 1) {
            Expression left = parts.remove(random.nextInt(parts.size()));
            Expression right = parts.remove(random.nextInt(parts.size()));
            List<Expression> results = Expression.results(left, right);
            parts.add(results.get(random.nextInt(results.size())));
        }
        return parts.get(0);
    }
}
