package dev.r3.infra.plan;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.StageKind;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A stage of a run that was not started.
 *
 * @param arm that it evaluates; empty if it is of another kind
 * @param seconds that its work took just now, if it was done to tell what comes after it
 */
record ForeseenStage(String name, StageKind kind, Optional<ArmName> arm, Outlook outlook, OptionalDouble seconds) {
    ForeseenStage {
        requireNonNull(name, "name is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(arm, "arm is null");
        requireNonNull(outlook, "outlook is null");
        requireNonNull(seconds, "seconds is null");
    }

    /** The data set that forgetting is checked on; empty if the stage is not of a check. */
    String check() {
        return arm.map(ArmName::check).orElse("");
    }

    boolean stands() {
        return outlook instanceof Outlook.Stands;
    }

    /** The same, if what stands is computed once more. */
    ForeseenStage again() {
        return outlook instanceof Outlook.Stands standing
                ? new ForeseenStage(
                        name, kind, arm, new Outlook.Recomputed(standing.stage(), standing.experiment()), seconds)
                : this;
    }
}
