package dev.r3.model.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The groups of a GRPO check, in the order in which they are first compared. */
final class GrpoTallies {
    private static final double ABSOLUTE = 1e-5;
    private static final double GRADIENT = 1e-4;
    private static final double CHANGE = 1e-3;

    private final Map<String, CloseTally> tallies = new LinkedHashMap<>();

    /** Losses, log-probs, metrics: within 1e-5. */
    CloseTally values(String name) {
        return tallies.computeIfAbsent(name, absent -> CloseTally.absolute(name, ABSOLUTE));
    }

    /** Gradients and their norms: within 1e-4 of the norm. */
    CloseTally gradients(String name) {
        return tallies.computeIfAbsent(name, absent -> CloseTally.relative(name, GRADIENT));
    }

    /** What the optimiser changed: within 1e-3 of the change. */
    CloseTally changes(String name) {
        return tallies.computeIfAbsent(name, absent -> CloseTally.relative(name, CHANGE));
    }

    /** How many numbers differ by more than their tolerance. */
    long misses() {
        return tallies.values().stream().mapToLong(CloseTally::misses).sum();
    }

    List<CheckGroup> results() {
        List<CheckGroup> results = new ArrayList<>();
        tallies.values().forEach(tally -> results.add(tally.result()));
        return results;
    }
}
