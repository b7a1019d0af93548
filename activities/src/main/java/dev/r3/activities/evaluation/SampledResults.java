package dev.r3.activities.evaluation;

import dev.r3.activities.stage.Stages;
import dev.r3.activities.table.RecordRows;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.SampledInput;
import dev.r3.workflows.contract.StageResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an experiment's sampled courses showed.
 *
 * @param arms in the order of the table; none where nothing was sampled
 * @param gains of all but vanilla over vanilla, and of reflections over none where that was sampled
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
        Set<String> names = arms.stream().map(SampledArm::name).collect(Collectors.toSet());
        List<SampledGain> gains = new ArrayList<>();
        for (SampledArm arm : arms) {
            Stream.of(ArmName.VANILLA, arm.control())
                    .filter(names::contains)
                    .filter(over -> !over.equals(arm.name()))
                    .forEach(over -> gains.add(gain(arm, over, done, stages, scratch)));
        }
        return new SampledResults(arms, gains);
    }

    private static SampledGain gain(SampledArm arm, String over, List<NamedStage> done, Stages stages, Path scratch) {
        try (RecordRows<TaskPasses> passes = rows(arm.name(), done, stages, scratch);
                RecordRows<TaskPasses> others = rows(over, done, stages, scratch)) {
            return SampledGain.of(arm, over, passes, others);
        }
    }

    private static RecordRows<TaskPasses> rows(String arm, List<NamedStage> done, Stages stages, Path scratch) {
        String name = SampledInput.stage(arm);
        StageResult stage = done.stream()
                .filter(named -> named.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the stage %s is missing".formatted(name)))
                .result();
        return SampledStage.rows(stages, stage, scratch.resolve(name));
    }

    /** The arm of this name. */
    public Optional<SampledArm> arm(String name) {
        return arms.stream().filter(arm -> arm.name().equals(name)).findFirst();
    }

    /** An arm's gain over vanilla; vanilla has none. */
    public Optional<SampledGain> gain(String arm) {
        return gains.stream()
                .filter(gain -> gain.arm().equals(arm) && gain.over().equals(ArmName.VANILLA))
                .findFirst();
    }

    /** What reflections gain over the same weights' retries without; none where that was not sampled. */
    public List<SampledGain> overControls() {
        return gains.stream()
                .filter(gain -> !gain.over().equals(ArmName.VANILLA))
                .toList();
    }
}
