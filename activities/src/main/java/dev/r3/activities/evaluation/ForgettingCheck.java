package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.dataset.DatasetStage;
import dev.r3.activities.stage.Stages;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.CheckedData;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.ForgettingSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Vanilla and trained on a data set that forgetting is checked on.
 *
 * @param name of the data set
 * @param leftOut how many of its tasks neither was asked, as the model is trained on them
 */
public record ForgettingCheck(String name, ForgettingSpec spec, Arm vanilla, Arm trained, long leftOut) {
    public ForgettingCheck {
        requireNonNull(name, "name is null");
        requireNonNull(spec, "spec is null");
        requireNonNull(vanilla, "vanilla is null");
        requireNonNull(trained, "trained is null");
    }

    /**
     * The checks of an experiment, by their names, without what was written.
     *
     * @throws IllegalArgumentException if a stage is missing
     */
    public static List<ForgettingCheck> read(
            ExperimentInput experiment, List<NamedStage> done, Stages stages, Path scratch) {
        Map<String, ForgettingSpec> specs = experiment.spec().evaluate().forgetting();
        return experiment.forgetting().keySet().stream()
                .map(name -> new ForgettingCheck(
                        name,
                        requireNonNull(specs.get(name), name),
                        arm(ArmName.checking(name, ArmName.VANILLA), done, stages, scratch),
                        arm(ArmName.checking(name, ArmName.TRAINED), done, stages, scratch),
                        DatasetStage.leftOut(stages.manifest(stage(CheckedData.stage(name), done)))))
                .toList();
    }

    private static Arm arm(ArmName arm, List<NamedStage> done, Stages stages, Path scratch) {
        StageResult stage = stage(arm.stage(), done);
        return EvaluationStage.verdicts(stages, stage, arm.label(), scratch.resolve(arm.stage()));
    }

    private static StageResult stage(String name, List<NamedStage> done) {
        return done.stream()
                .filter(named -> named.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the stage %s is missing".formatted(name)))
                .result();
    }
}
