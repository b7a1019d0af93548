package dev.r3.activities.tracking;

import dev.r3.activities.evaluation.SampledArm;
import dev.r3.activities.port.ModelRecord;
import dev.r3.activities.port.RunRecord;
import dev.r3.activities.port.RunRecord.MetricPoint;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.StageCost;
import dev.r3.activities.training.ControlBudget;
import dev.r3.activities.training.StepMetrics;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.TrackingInput;
import dev.r3.workflows.contract.TrainingObjective;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The run of a part of an experiment, below the experiment's own: a training, or an arm. */
final class PartRecord {
    private static final String KIND = StageKind.TRAIN.label();

    private PartRecord() {}

    /** An arm's. */
    static RunRecord arm(
            RunKey run, NamedStage stage, ArmSummary arm, Manifest manifest, Function<ArtifactKey, String> address) {
        SortedMap<String, String> tags = tags(run, "eval");
        tags.put("r3.arm", arm.arm());
        tags.putAll(StageTags.of(stage, address));
        return record(
                run,
                "eval/" + arm.arm(),
                RunRecord.State.FINISHED,
                begun(manifest),
                manifest.committedAt(),
                tags,
                arm.ownPoints(),
                Optional.empty());
    }

    /**
     * What an arm's run has besides of sampled courses. It leaves open whether the run is over: the greedy evaluation's
     * record ends it.
     */
    static RunRecord sampled(
            RunKey run, NamedStage stage, SampledArm arm, Manifest manifest, Function<ArtifactKey, String> address) {
        SortedMap<String, String> tags = tags(run, "eval");
        tags.put("r3.arm", arm.name());
        tags.putAll(StageTags.of(stage, address));
        return record(
                run,
                "eval/" + arm.name(),
                RunRecord.State.RUNNING,
                begun(manifest),
                manifest.committedAt(),
                tags,
                SampledPoints.of(arm, manifest.committedAt()),
                Optional.empty());
    }

    /** Its shards were computed before it was put together, by several workers perhaps: a run lasts as long as they computed. */
    private static long begun(Manifest manifest) {
        return manifest.committedAt()
                - Math.round(1_000 * StageCost.of(manifest).seconds());
    }

    /** A training's that goes on. */
    static RunRecord training(RunKey run, TrainingObjective objective, List<StepMetrics> steps) {
        return unfinished(run, objective, RunRecord.State.RUNNING, run.startedAt(), steps);
    }

    /** A training's that ended with its experiment, without a result. */
    static RunRecord ended(TrackingInput experiment, TrainingObjective objective, List<StepMetrics> steps) {
        return unfinished(
                experiment.run(), objective, ExperimentRecord.state(experiment.state()), experiment.at(), steps);
    }

    private static RunRecord unfinished(
            RunKey run, TrainingObjective objective, RunRecord.State state, long changedAt, List<StepMetrics> steps) {
        return record(
                run,
                objective.stage(),
                state,
                begun(run, steps),
                changedAt,
                tags(run, KIND),
                points(steps),
                Optional.empty());
    }

    /** A finished training's. Its model is the experiment's if it is the method's: the control's is no candidate. */
    static RunRecord trained(
            RunKey run,
            NamedStage stage,
            List<StepMetrics> steps,
            Manifest manifest,
            Function<ArtifactKey, String> address) {
        SortedMap<String, String> tags = tags(run, KIND);
        tags.putAll(StageTags.of(stage, address));
        tags.put(TrainedModel.STEP, manifest.summary().path("step").asText());
        ControlBudget.of(manifest).ifPresent(budget -> {
            tags.put("r3.token_ratio", String.format(Locale.ROOT, "%.3f", budget.ratio()));
            budget.warning().ifPresent(warning -> tags.put("r3.warning", warning));
        });
        return record(
                run,
                stage.name(),
                RunRecord.State.FINISHED,
                begun(run, steps),
                manifest.committedAt(),
                tags,
                points(steps),
                stage.name().equals(TrainingObjective.REFLECTION.stage())
                        ? Optional.of(TrainedModel.of(run, manifest, address))
                        : Optional.empty());
    }

    /** When the first step was done, or the experiment began; a server keeps the first answer. */
    private static long begun(RunKey run, List<StepMetrics> steps) {
        return steps.isEmpty() ? run.startedAt() : steps.get(0).time();
    }

    private static List<MetricPoint> points(List<StepMetrics> steps) {
        List<MetricPoint> points = new ArrayList<>();
        for (StepMetrics step : steps) {
            step.values().forEach((name, value) -> points.add(new MetricPoint(name, step.step(), value, step.time())));
        }
        return points;
    }

    private static SortedMap<String, String> tags(RunKey run, String kind) {
        ExperimentInput experiment = run.experiment();
        SortedMap<String, String> tags = new TreeMap<>();
        tags.put("mlflow.user", experiment.provenance().user());
        tags.put("mlflow.source.name", "r3");
        tags.put("mlflow.source.type", "JOB");
        tags.put("r3.experiment", experiment.id().value());
        tags.put("r3.kind", kind);
        return tags;
    }

    private static RunRecord record(
            RunKey run,
            String name,
            RunRecord.State state,
            long startedAt,
            long changedAt,
            SortedMap<String, String> tags,
            List<MetricPoint> points,
            Optional<ModelRecord> model) {
        return new RunRecord(
                Optional.of(run.value()),
                run.part(name),
                run.experiment().spec().tracking().experiment(),
                name,
                state,
                startedAt,
                changedAt,
                tags,
                new TreeMap<>(),
                points,
                List.of(),
                List.of(),
                model);
    }
}
