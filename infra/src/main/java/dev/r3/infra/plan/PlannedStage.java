package dev.r3.infra.plan;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A stage of a run that was not started, and what it will take.
 *
 * @param time empty if no earlier run tells
 * @param memory of the process that does its work, in bytes, an estimate; empty where no model works, or one of unknown size
 */
public record PlannedStage(
        String name, Outlook outlook, Tokens tokens, Optional<TimeEstimate> time, OptionalLong memory) {
    public PlannedStage {
        requireNonNull(name, "name is null");
        requireNonNull(outlook, "outlook is null");
        requireNonNull(tokens, "tokens is null");
        requireNonNull(time, "time is null");
        requireNonNull(memory, "memory is null");
    }

    PlannedStage lasting(TimeEstimate estimate) {
        return new PlannedStage(name, outlook, tokens, Optional.of(estimate), memory);
    }

    /** Whether there is nothing to do. */
    public boolean stands() {
        return outlook instanceof Outlook.Stands;
    }
}
