package dev.r3.activities.tracking;

import dev.r3.activities.dataset.Side;
import dev.r3.activities.evaluation.SampledArm;
import dev.r3.activities.port.ModelRecord;
import dev.r3.activities.port.RunRecord;
import dev.r3.activities.port.RunRecord.DatasetInput;
import dev.r3.activities.port.RunRecord.MetricPoint;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.StageCost;
import dev.r3.activities.training.ControlBudget;
import dev.r3.activities.training.StepMetrics;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.TrackingInput;
import dev.r3.workflows.contract.TrainingObjective;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/** The run of a part of an experiment, below the experiment's own: a training, or an arm. */
final class PartRecord {
    private static final String KIND = StageKind.TRAIN.label();

    private PartRecord() {}

    /** An arm's. */
    static RunRecord arm(CommittedPart part, ArmSummary arm) {
        return evaluated(part, arm.arm(), RunRecord.State.FINISHED, arm.ownPoints());
    }

    /**
     * What an arm's run has besides of sampled courses. It leaves open whether the run is over: the greedy evaluation's
     * record ends it.
     */
    static RunRecord sampled(CommittedPart part, SampledArm arm) {
        List<MetricPoint> points = SampledPoints.of(arm, part.manifest().committedAt());
        return evaluated(part, arm.name(), RunRecord.State.RUNNING, points);
    }

    private static RunRecord evaluated(
            CommittedPart part, String arm, RunRecord.State state, List<MetricPoint> points) {
        SortedMap<String, String> tags = tags(part.run(), "eval");
        tags.put("r3.arm", arm);
        tags.putAll(part.tags());
        return record(
                part.run(),
                "eval/" + arm,
                state,
                begun(part.manifest()),
                part.manifest().committedAt(),
                tags,
                points,
                part.data(Side.TEST),
                Optional.empty(),
                List.of());
    }

    /** Its shards were computed before it was put together, by several workers perhaps: a run lasts as long as they computed. */
    private static long begun(Manifest manifest) {
        return manifest.committedAt()
                - Math.round(1_000 * StageCost.of(manifest).seconds());
    }

    /**
     * A training's that goes on. It has no models yet: what is kept of its steps is removed as it goes on.
     *
     * @param data that it uses
     */
    static RunRecord training(
            RunKey run, TrainingObjective objective, List<StepMetrics> steps, List<DatasetInput> data) {
        return unfinished(run, objective, RunRecord.State.RUNNING, run.startedAt(), steps, data);
    }

    /** A training's that ended with its experiment, without a result. */
    static RunRecord ended(
            TrackingInput experiment, TrainingObjective objective, List<StepMetrics> steps, List<DatasetInput> data) {
        return unfinished(
                experiment.run(), objective, ExperimentRecord.state(experiment.state()), experiment.at(), steps, data);
    }

    private static RunRecord unfinished(
            RunKey run,
            TrainingObjective objective,
            RunRecord.State state,
            long changedAt,
            List<StepMetrics> steps,
            List<DatasetInput> data) {
        return record(
                run,
                objective.stage(),
                state,
                begun(run, steps),
                changedAt,
                tags(run, KIND),
                points(steps),
                data,
                Optional.empty(),
                List.of());
    }

    /**
     * A finished training's. Its model is the experiment's if it is the method's: the control's is no candidate.
     *
     * @param snapshots the folders of the checkpoints that stand besides, by their steps
     */
    static RunRecord trained(CommittedPart part, List<StepMetrics> steps, SortedMap<Long, ArtifactKey> snapshots) {
        Manifest manifest = part.manifest();
        SortedMap<String, String> tags = tags(part.run(), KIND);
        tags.putAll(part.tags());
        tags.put(TrainedModel.STEP, manifest.summary().path("step").asText());
        ControlBudget.of(manifest).ifPresent(budget -> {
            tags.put("r3.token_ratio", String.format(Locale.ROOT, "%.3f", budget.ratio()));
            budget.warning().ifPresent(warning -> tags.put("r3.warning", warning));
        });
        TrainedModel trained = new TrainedModel(part);
        List<ModelRecord> checkpoints = new ArrayList<>(trained.snapshots(snapshots, steps));
        boolean candidate = part.stage().name().equals(TrainingObjective.REFLECTION.stage());
        if (!candidate) {
            checkpoints.add(trained.model());
        }
        return record(
                part.run(),
                part.stage().name(),
                RunRecord.State.FINISHED,
                begun(part.run(), steps),
                manifest.committedAt(),
                tags,
                points(steps),
                part.data(Side.TRAIN, Side.VALIDATION),
                candidate ? Optional.of(trained.model()) : Optional.empty(),
                checkpoints);
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
        SortedMap<String, String> tags = SourceTags.of(run.experiment());
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
            List<DatasetInput> data,
            Optional<ModelRecord> model,
            List<ModelRecord> checkpoints) {
        return new RunRecord(
                Optional.of(run.value()),
                run.part(name),
                run.experiment().spec().tracking().experiment(),
                name,
                state,
                startedAt,
                changedAt,
                tags,
                SpecParams.of(run.experiment().spec()),
                points,
                data,
                List.of(),
                model,
                checkpoints);
    }
}
