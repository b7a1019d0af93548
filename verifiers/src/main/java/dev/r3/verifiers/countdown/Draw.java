package dev.r3.verifiers.countdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One try of the generator.
 *
 * @param numbers the numbers of the task
 * @param solution an expression of all of them; none if no operator was allowed somewhere
 */
record Draw(List<Long> numbers, Optional<Solution> solution) {

    static Draw of(SplittableRandom random, GeneratorSettings settings) {
        int count = random.nextInt(settings.fewest(), settings.most() + 1);
        List<Long> numbers = random.longs(count, settings.smallest(), settings.largest() + 1)
                .boxed()
                .toList();
        return new Draw(numbers, combine(random, numbers, settings));
    }

    private static Optional<Solution> combine(SplittableRandom random, List<Long> numbers, GeneratorSettings settings) {
        List<Solution> parts =
                new ArrayList<>(numbers.stream().map(Solution::of).toList());
        while (parts.size() > 1) {
            Solution left = parts.remove(random.nextInt(parts.size()));
            Solution right = parts.remove(random.nextInt(parts.size()));
            List<Solution> results = results(left, right, settings);
            if (results.isEmpty()) {
                return Optional.empty();
            }
            parts.add(results.get(random.nextInt(results.size())));
        }
        return Optional.of(parts.get(0));
    }

    private static List<Solution> results(Solution left, Solution right, GeneratorSettings settings) {
        return settings.operators()
                .chars()
                .filter(operator -> operator != '/' || !right.value().isZero())
                .mapToObj(operator -> left.combine((char) operator, right))
                .filter(result -> !settings.wholeResults() || result.value().isWhole())
                .toList();
    }
}
