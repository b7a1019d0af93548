package dev.r3.infra.compare;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.evaluation.Arm;
import dev.r3.workflows.contract.ExperimentId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two runs' arms of one name on the tasks that both have.
 *
 * @param judgedAlike whether the same verifier judged both
 * @param firstArm on these tasks alone; empty if there are none
 */
public record ArmContest(
        ExperimentId first, ExperimentId second, boolean judgedAlike, Optional<Arm> firstArm, Optional<Arm> secondArm) {
    public ArmContest {
        requireNonNull(first, "first is null");
        requireNonNull(second, "second is null");
        requireNonNull(firstArm, "firstArm is null");
        requireNonNull(secondArm, "secondArm is null");
        if (firstArm.isPresent() != secondArm.isPresent()) {
            throw new IllegalArgumentException("tasks in common are in both arms");
        }
    }

    /** Each run's arm against each later run's; runs without the arm are left out. */
    public static List<ArmContest> between(List<FinishedRun> runs, String arm) {
        List<ArmContest> contests = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            for (FinishedRun second : runs.subList(i + 1, runs.size())) {
                FinishedRun first = runs.get(i);
                first.arm(arm)
                        .ifPresent(mine -> second.arm(arm)
                                .ifPresent(theirs -> contests.add(new ArmContest(
                                        first.id(),
                                        second.id(),
                                        first.verifier().equals(second.verifier()),
                                        mine.inCommonWith(theirs),
                                        theirs.inCommonWith(mine)))));
            }
        }
        return contests;
    }
}
