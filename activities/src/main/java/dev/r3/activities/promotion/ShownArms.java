package dev.r3.activities.promotion;

import dev.r3.activities.evaluation.Arm;
import dev.r3.activities.evaluation.EvaluationStage;
import dev.r3.activities.stage.Stages;
import dev.r3.workflows.contract.ArmOrder;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The arms that an experiment's table has: all but a champion that may know the test tasks. */
public final class ShownArms {
    private static final String EVALUATION = StageKind.EVALUATION.label() + "/";

    private ShownArms() {}

    /**
     * Reads their verdicts.
     *
     * @param done all stages of an experiment
     * @param scratch for their files
     * @return in the table's order
     * @throws dev.r3.activities.failure.StorageFailure if a file of theirs can't be read
     */
    public static List<Arm> read(List<NamedStage> done, Stages stages, Path scratch) {
        Optional<DecidedGate> gate = DecidedGate.among(done, stages);
        List<Arm> arms = new ArrayList<>();
        for (NamedStage stage : done) {
            if (stage.name().startsWith(EVALUATION)) {
                String name = stage.name().substring(EVALUATION.length());
                if (gate.map(decided -> decided.shows(name)).orElse(true)) {
                    Path folder = scratch.resolve("arm-" + arms.size());
                    arms.add(EvaluationStage.verdicts(stages, stage.result(), name, folder));
                }
            }
        }
        arms.sort(Comparator.comparing(Arm::name, ArmOrder.LABELS));
        return arms;
    }
}
