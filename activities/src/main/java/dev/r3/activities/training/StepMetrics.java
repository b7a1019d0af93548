package dev.r3.activities.training;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a step of training measured.
 *
 * @param time when it was done, in milliseconds since 1970
 * @param values under TRL's names
 */
public record StepMetrics(long step, long time, SortedMap<String, Double> values) {
    public StepMetrics {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** How many tokens the policy generated, those without loss too; empty if an older R3 did the step. */
    Optional<Long> generatedTokens() {
        return Optional.ofNullable(values.get("rollout/generated_tokens")).map(Double::longValue);
    }
}
