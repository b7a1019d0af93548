package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.tracking.RunDelivery;
import dev.r3.infra.compare.FinishedRun;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.RunKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells the runs in MLflow of each other: a tag for each other one. What MLflow misses, {@code r3 track sync} delivers. */
final class ComparisonDelivery {
    private final RunDelivery delivery;
    private final Map<ExperimentId, RunKey> keys;

    /**
     * @param keys of the runs; one without is not told
     */
    ComparisonDelivery(RunDelivery delivery, Map<ExperimentId, RunKey> keys) {
        this.delivery = requireNonNull(delivery, "delivery is null");
        this.keys = Map.copyOf(keys);
    }

    /**
     * Keeps and delivers.
     *
     * @return the runs that MLflow does not have
     * @throws dev.r3.activities.failure.TrackerFailure if MLflow does not answer; what it was to be told is kept
     */
    List<ExperimentId> deliver(List<FinishedRun> runs) {
        List<FinishedRun> known =
                runs.stream().filter(run -> keys.containsKey(run.id())).toList();
        for (FinishedRun run : known) {
            runs.stream()
                    .filter(other -> !other.id().equals(run.id()))
                    .forEach(other -> delivery.compared(key(run), other.id(), ComparisonNote.of(run, other)));
        }
        List<ExperimentId> missing = new ArrayList<>();
        for (FinishedRun run : runs) {
            if (!known.contains(run) || !delivery.comparisons(key(run))) {
                missing.add(run.id());
            }
        }
        return missing;
    }

    private RunKey key(FinishedRun run) {
        return requireNonNull(keys.get(run.id()), "a run has no key");
    }
}
