package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.stage.Stages;
import dev.r3.activities.table.RecordRows;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.SampledInput;
import dev.r3.workflows.contract.StageResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an experiment's sampled courses showed.
 *
 * @param arms in the order of the table; none where nothing was sampled
 * @param gains of all but vanilla over vanilla; where those were sampled, of reflections over none, and of trained over
 *     plain GRPO on first answers
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
        Map<String, Path> files = new HashMap<>();
        for (SampledArm arm : arms) {
            files.put(arm.name(), file(arm.name(), done, stages, scratch));
        }
        List<SampledGain> gains = new ArrayList<>();
        for (SampledArm arm : arms) {
            rivals(arm)
                    .filter(files::containsKey)
                    .filter(over -> !over.equals(arm.name()))
                    .forEach(over -> gains.add(gain(arm, over, files)));
        }
        return new SampledResults(arms, gains);
    }

    /** The names of the arms that this one is compared with, whether they are there or not. */
    private static Stream<String> rivals(SampledArm arm) {
        Stream<String> all = Stream.of(ArmName.VANILLA, arm.control());
        return arm.name().equals(ArmName.TRAINED) ? Stream.concat(all, Stream.of(ArmName.TASK_GRPO)) : all;
    }

    private static SampledGain gain(SampledArm arm, String over, Map<String, Path> files) {
        try (RecordRows<TaskPasses> passes = SampledStage.rows(requireNonNull(files.get(arm.name())));
                RecordRows<TaskPasses> others = SampledStage.rows(requireNonNull(files.get(over)))) {
            return SampledGain.of(arm, over, passes, others);
        }
    }

    private static Path file(String arm, List<NamedStage> done, Stages stages, Path scratch) {
        String name = SampledInput.stage(arm);
        StageResult stage = done.stream()
                .filter(named -> named.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the stage %s is missing".formatted(name)))
                .result();
        return SampledStage.file(stages, stage, scratch.resolve(name));
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
                .filter(gain -> gain.over().equals(SampledArm.control(gain.arm())))
                .toList();
    }

    /** What trained gains over plain GRPO on first answers; empty where that was not sampled. */
    public Optional<SampledGain> overTaskGrpo() {
        return gains.stream()
                .filter(gain -> gain.over().equals(ArmName.TASK_GRPO))
                .findFirst();
    }
}
