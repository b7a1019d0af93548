package dev.r3.infra.effect;

import dev.r3.activities.dataset.Side;
import dev.r3.activities.evaluation.Arm;
import dev.r3.activities.evaluation.EvaluationStage;
import dev.r3.activities.evaluation.ForgettingCheck;
import dev.r3.activities.evaluation.GeneratedTokens;
import dev.r3.activities.evaluation.SampledResults;
import dev.r3.activities.evaluation.TaskResult;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.promotion.ShownArms;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.StageCost;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.table.RecordRows;
import dev.r3.activities.training.ControlBudget;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what an experiment's committed stages came to. */
public final class EffectReader {
    private static final String EVALUATION = StageKind.EVALUATION.label() + "/";
    private static final int EXAMPLES = 3;

    private final ExperimentInput experiment;
    private final ArtifactStore store;
    private final Stages stages;
    private final ExperimentInputs inputs;

    public EffectReader(ExperimentInput experiment, ArtifactStore store, Stages stages, ExperimentInputs inputs) {
        this.experiment = experiment;
        this.store = store;
        this.stages = stages;
        this.inputs = inputs;
    }

    /**
     * Reads the arms and the numbers of the other stages.
     *
     * @param done all stages of an experiment
     * @throws dev.r3.activities.failure.StorageFailure if a file of theirs can't be read
     */
    public EffectResult read(List<NamedStage> done) {
        List<EffectResult> results = new ArrayList<>();
        stages.scratch(scratch -> results.add(read(done, scratch)));
        return results.get(0);
    }

    private EffectResult read(List<NamedStage> done, Path scratch) {
        List<Arm> arms = ShownArms.read(done, stages, scratch);
        Map<String, Double> seconds = new LinkedHashMap<>();
        Map<String, Long> tokens = new LinkedHashMap<>();
        for (NamedStage stage : done) {
            Manifest manifest = stages.manifest(stage.result());
            seconds.put(stage.name(), StageCost.of(manifest).seconds());
            GeneratedTokens.allOf(manifest).ifPresent(written -> tokens.put(stage.name(), written));
        }
        Manifest trained = stages.manifest(named(StageKind.TRAIN, done));
        Arm before = arm(ArmName.VANILLA, arms);
        Arm after = arm(ArmName.TRAINED, arms);
        return new EffectResult(
                before,
                after,
                arms,
                ForgettingCheck.read(experiment, done, stages, scratch.resolve("checks")),
                SampledResults.read(done, stages, scratch.resolve("sampled")),
                ControlBudget.among(done, stages),
                stages.manifest(named(StageKind.FAILURES, done)).summary(),
                trained.summary().path("steps").asLong(),
                trained.summary().path("step").asLong(),
                store.address(folder(trained.file("config.json").key())),
                examples(done, scratch),
                seconds,
                tokens);
    }

    private static ArtifactKey folder(ArtifactKey file) {
        return new ArtifactKey(file.path().substring(0, file.path().lastIndexOf('/')));
    }

    private static StageResult named(StageKind kind, List<NamedStage> done) {
        return named(kind.label(), done);
    }

    private static StageResult named(String name, List<NamedStage> done) {
        return done.stream()
                .filter(stage -> stage.name().equals(name))
                .findFirst()
                .orElseThrow()
                .result();
    }

    private static Arm arm(String name, List<Arm> arms) {
        return arms.stream().filter(arm -> arm.name().equals(name)).findFirst().orElseThrow();
    }

    /** The first tasks whose retries training made pass, both first answers having failed. */
    private List<Example> examples(List<NamedStage> done, Path scratch) {
        List<Example> examples = new ArrayList<>();
        try (RecordRows<TaskResult> vanilla = rows(ArmName.VANILLA, done, scratch);
                RecordRows<TaskResult> trained = rows(ArmName.TRAINED, done, scratch)) {
            for (int task = 0; examples.size() < EXAMPLES && vanilla.hasNext(); task++) {
                TaskResult before = vanilla.next();
                TaskResult after = trained.next();
                if (Example.isFixed(before, after)) {
                    examples.add(new Example(task(task, done, scratch).variables(), before, after));
                }
            }
        }
        return examples;
    }

    private RecordRows<TaskResult> rows(String arm, List<NamedStage> done, Path scratch) {
        return EvaluationStage.rows(stages, named(EVALUATION + arm, done), scratch.resolve("examples-" + arm));
    }

    private EpisodeTask task(int place, List<NamedStage> done, Path scratch) {
        return inputs.tasks(experiment, named(StageKind.DATASET, done), Side.TEST, place, 1, scratch)
                .get(0);
    }
}
