package dev.r3.model.pretrain;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the corpus's assistant writes when it is asked to reflect. */
final class Reflections {
    /**
     * All begin alike, so that the likeliest reflection of a model of this corpus, word by word, is a remark as long as
     * remarks together are likelier than worked reflections.
     */
    static final List<String> REMARKS = List.of(
            "I need a different order.",
            "I made a mistake in the calculation.",
            "I should try other operations.",
            "I did not reach the target.",
            "I have to be more careful with the numbers.",
            "I should check the result before I answer.",
            "I was too fast and missed something.",
            "I will combine the numbers in another way.");

    /** Stands after a calculation that missed. */
    static final String MISSED = " no ";

    private Reflections() {}

    static String remark(SplittableRandom random) {
        return REMARKS.get(random.nextInt(REMARKS.size()));
    }

    /**
     * Calculations that miss, and then the solution's: {@code first 5 + 2 = 7 then 7 * 3 = 21 then 21 + 3 = 24 no first
     * 5 * 2 = 10 then 10 * 3 = 30 then 30 - 3 = 27}.
     */
    static String worked(List<Expression> misses, Expression solution) {
        return Stream.concat(misses.stream(), Stream.of(solution))
                .map(expression -> "first " + String.join(" then ", expression.steps()))
                .collect(Collectors.joining(MISSED));
    }
}
