package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What an experiment came to: its stages in order and its run in the tracking server. */
public record ExperimentResult(ExperimentId id, List<NamedStage> stages, TrackedRun run) {
    public ExperimentResult {
        requireNonNull(id, "id is null");
        stages = List.copyOf(stages);
        requireNonNull(run, "run is null");
    }
}
