package dev.r3.workflows.contract.spec;

import java.util.Arrays;
import java.util.List;

/** Low-rank adapters. */
public record LoraSpec(
        @Setting(value = "Columns of an adapter's factors; 0 trains all weights instead.", byDefault = "0")
        int rank,

        @Setting(value = "An adapter counts alpha / rank times.", byDefault = "32")
        double alpha,

        @Setting(
                value = "Projections that get one, separated by commas, e.g. 'q_proj, v_proj'; all-linear for all.",
                byDefault = "all-linear")
        String targets) {
    public LoraSpec {
        Range.requireAtLeast("rank", 0, rank);
        Range.requirePositive("alpha", alpha);
        if (names(targets).isEmpty()) {
            throw new IllegalArgumentException("targets is empty; expected names of projections, or all-linear");
        }
    }

    /** Whether there are adapters at all. */
    public boolean enabled() {
        return rank > 0;
    }

    /** The targets one by one. */
    public List<String> targetNames() {
        return names(targets);
    }

    private static List<String> names(String targets) {
        return Arrays.stream(targets.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
