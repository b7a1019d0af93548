package dev.r3.model.pretrain;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A corpus to make. Options that the generator doesn't take, or that no task satisfies, are refused with its own exception.
 *
 * @param documents how many
 * @param taskOptions of the family's task generator
 */
public record CorpusPlan(long seed, int documents, Map<String, String> taskOptions, CorpusMix mix) {
    public CorpusPlan {
        taskOptions = Map.copyOf(new TreeMap<>(taskOptions));
        requireNonNull(mix, "mix is null");
        if (documents < 1) {
            throw new IllegalArgumentException("'documents' is %d; expected 1 or more".formatted(documents));
        }
        new TaskSource(seed, taskOptions, Set.of()).next();
    }
}
