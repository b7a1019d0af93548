package dev.r3.activities.training;

import dev.r3.model.evaluate.Proportion;
import java.util.List;

/**
 * When training longer promises nothing: so many validations in a row without a gain beyond chance.
 *
 * @param validations in a row; 0 for never
 * @param tasks of each validation
 */
record Convergence(int validations, long tasks) {

    /**
     * Whether none of the last validations passed more than the best one before them may have by chance: more than the
     * upper end of its 95 % interval.
     *
     * @param shares of tasks passed, of all validations in their order
     */
    boolean isReached(List<Double> shares) {
        int earlier = shares.size() - validations;
        if (validations == 0 || earlier < 1) {
            return false;
        }
        double best = max(shares.subList(0, earlier));
        double beyondChance =
                new Proportion(Math.round(best * tasks), tasks).wilson().high();
        return max(shares.subList(earlier, shares.size())) <= beyondChance;
    }

    private static double max(List<Double> shares) {
        return shares.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
