package dev.r3.model.check;

import dev.r3.model.check.CheckGroup.Measure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The groups of a GRPO check, and what each tolerates. At the first step both sides have the same weights, and what they
 * find is held to the tolerances of a single computation in float32. AdamW divides each gradient by its own size, which
 * turns the rounding of the smallest into changes of full size: from the second step on, exact arithmetic itself is up to
 * 3e-4 from TRL's loss and 2e-4 from its gradient norm.
 */
final class GrpoTallies {
    private static final double SINGLE = 1e-5;
    private static final double GRADIENT = 1e-4;
    private static final double CHANGE = 1e-3;
    private static final double LATER = 1e-3;

    private final Map<String, CloseTally> tallies = new LinkedHashMap<>();

    /** Log-probs and entropies of single tokens: TRL's own log-probs near -11 are 1e-5 from exact arithmetic. */
    CloseTally tokens(String name) {
        return tally(name, Measure.SCALED, SINGLE);
    }

    /** Losses and metrics of a pass over given weights. */
    CloseTally values(String name) {
        return tally(name, Measure.ABSOLUTE, SINGLE);
    }

    /** The same where the KL is large: its error is that of a log-prob times itself. */
    CloseTally largeValues(String name) {
        return tally(name, Measure.SCALED, 10 * SINGLE);
    }

    /** Gradients and their norms. */
    CloseTally gradients(String name) {
        return tally(name, Measure.RELATIVE, GRADIENT);
    }

    /** What the optimiser changed. */
    CloseTally changes(String name) {
        return tally(name, Measure.RELATIVE, CHANGE);
    }

    /** What the optimiser changed in several steps, element by element. */
    CloseTally laterChanges(String name) {
        return tally(name, Measure.RELATIVE, 5 * CHANGE);
    }

    /** Losses and metrics of weights that the optimiser changed. */
    CloseTally laterValues(String name) {
        return tally(name, Measure.SCALED, LATER);
    }

    /** Gradient norms of weights that the optimiser changed. */
    CloseTally laterGradients(String name) {
        return tally(name, Measure.RELATIVE, LATER);
    }

    private CloseTally tally(String name, Measure measure, double tolerance) {
        return tallies.computeIfAbsent(name, absent -> new CloseTally(name, measure, tolerance));
    }

    /** How many numbers differ by more than their tolerance. */
    long misses() {
        return tallies.values().stream().mapToLong(CloseTally::misses).sum();
    }

    List<CheckGroup> results() {
        return tallies.values().stream().map(CloseTally::result).toList();
    }
}
