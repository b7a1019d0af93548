package dev.r3.activities.report;

import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ArmOrder;
import java.util.Comparator;
import java.util.List;

/** Compares arms: each with vanilla, and each with trained. */
final class Comparison {
    private final List<ArmTally> arms;
    private final ArmTally vanilla;
    private final ArmTally trained;

    /**
     * @param arms among them vanilla and trained; in any order
     */
    Comparison(List<ArmTally> arms) {
        this.arms = arms.stream()
                .sorted(Comparator.comparing(ArmTally::arm, ArmOrder.LABELS))
                .toList();
        this.vanilla = arm(ArmName.VANILLA);
        this.trained = arm(ArmName.TRAINED);
    }

    private ArmTally arm(String name) {
        return arms.stream()
                .filter(arm -> arm.arm().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a report needs the arm " + name));
    }

    int tasks() {
        return vanilla.tasks();
    }

    /** All arms, in the order of the table. */
    List<ArmFigures> figures() {
        int equal = sampledReflections();
        return arms.stream().map(arm -> figures(arm, equal)).toList();
    }

    /** So many reflections every arm has that has any. */
    private int sampledReflections() {
        return arms.stream()
                .mapToInt(ArmTally::sampledReflections)
                .filter(sample -> sample > 0)
                .min()
                .orElse(0);
    }

    private ArmFigures figures(ArmTally arm, int equal) {
        boolean before = arm == vanilla;
        boolean after = arm == trained;
        return new ArmFigures(
                arm.arm(),
                arm.firstTry(),
                arm.secondTry(),
                before ? null : Gain.of(arm.firstTryAgainst(vanilla)),
                before ? null : Gain.of(arm.secondTryAgainst(vanilla)),
                after ? null : arm.firstTryAgainst(trained).test().exact(),
                after ? null : arm.secondTryAgainst(trained).test().exact(),
                before ? null : arm.secondTryAgainst(vanilla).test().exact(),
                arm.firstErrors(),
                arm.lastErrors(),
                arm.reflections(equal));
    }
}
