package dev.r3.activities.evaluation;

import dev.r3.activities.stage.Stages;
import dev.r3.activities.table.RecordRows;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.SampledInput;
import dev.r3.workflows.contract.StageResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an experiment's sampled courses showed.
 *
 * @param arms in the order of the table; none where nothing was sampled
 * @param gains of all but vanilla over vanilla; none without that arm
 */
public record SampledResults(List<SampledArm> arms, List<SampledGain> gains) {
    /** Of an experiment without sampled courses. */
    public static final SampledResults NONE = new SampledResults(List.of(), List.of());

    public SampledResults {
        arms = List.copyOf(arms);
        gains = List.copyOf(gains);
    }

    /**
     * Reads committed stages, task by task.
     *
     * @param done an experiment's stages
     * @throws dev.r3.activities.failure.DataFailure if arms were not sampled on the same tasks
     */
    public static SampledResults read(List<NamedStage> done, Stages stages, Path scratch) {
        List<SampledArm> arms = SampledArm.among(done, stages);
        if (arms.stream().noneMatch(SampledResults::isVanilla)) {
            return new SampledResults(arms, List.of());
        }
        return new SampledResults(
                arms,
                arms.stream()
                        .filter(arm -> !isVanilla(arm))
                        .map(arm -> gain(arm, done, stages, scratch))
                        .toList());
    }

    private static boolean isVanilla(SampledArm arm) {
        return arm.weights().equals(ArmName.VANILLA);
    }

    private static SampledGain gain(SampledArm arm, List<NamedStage> done, Stages stages, Path scratch) {
        try (RecordRows<TaskPasses> passes = rows(arm.weights(), done, stages, scratch);
                RecordRows<TaskPasses> vanilla = rows(ArmName.VANILLA, done, stages, scratch)) {
            return SampledGain.of(arm, passes, vanilla);
        }
    }

    private static RecordRows<TaskPasses> rows(String weights, List<NamedStage> done, Stages stages, Path scratch) {
        String name = SampledInput.stage(weights);
        StageResult stage = done.stream()
                .filter(named -> named.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the stage %s is missing".formatted(name)))
                .result();
        return SampledStage.rows(stages, stage, scratch.resolve(name));
    }

    /** The arm of these weights. */
    public Optional<SampledArm> arm(String weights) {
        return arms.stream().filter(arm -> arm.weights().equals(weights)).findFirst();
    }

    /** Its gain over vanilla; vanilla has none. */
    public Optional<SampledGain> gain(String weights) {
        return gains.stream().filter(gain -> gain.weights().equals(weights)).findFirst();
    }
}
