package dev.r3.infra.plan;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.StageKind;
import java.util.OptionalDouble;

/**
 * A stage of a run that was not started.
 *
 * @param seconds that its work took just now, if it was done to tell what comes after it
 */
record ForeseenStage(String name, StageKind kind, Outlook outlook, OptionalDouble seconds) {
    ForeseenStage {
        requireNonNull(name, "name is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(outlook, "outlook is null");
        requireNonNull(seconds, "seconds is null");
    }

    boolean stands() {
        return outlook instanceof Outlook.Stands;
    }

    /** The same, if what stands is computed once more. */
    ForeseenStage again() {
        return outlook instanceof Outlook.Stands standing
                ? new ForeseenStage(
                        name, kind, new Outlook.Recomputed(standing.stage(), standing.experiment()), seconds)
                : this;
    }
}
