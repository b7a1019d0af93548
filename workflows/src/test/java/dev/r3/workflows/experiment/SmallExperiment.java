package dev.r3.workflows.experiment;

import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.CheckedData;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.DataSpec;
import dev.r3.workflows.contract.spec.EndpointSpec;
import dev.r3.workflows.contract.spec.EvaluateSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.ForgettingSpec;
import dev.r3.workflows.contract.spec.PromptSpec;
import dev.r3.workflows.contract.spec.ProofSpec;
import dev.r3.workflows.contract.spec.SampledSpec;
import dev.r3.workflows.contract.spec.SplitSpec;
import dev.r3.workflows.contract.spec.TaskSpec;
import dev.r3.workflows.contract.spec.TrackingSpec;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the workflows of these tests are given. */
final class SmallExperiment {
    private static final Digest DIGEST = new Digest("ab".repeat(32));

    static final ExperimentId ID = ExperimentId.of("test", DIGEST);

    static final CheckedData CALLS = new CheckedData(
            new Digest("cd".repeat(32)),
            new ArtifactRef(ArtifactKey.of("inputs", DIGEST.hex(), "calls.jsonl"), DIGEST, 1));

    private SmallExperiment() {}

    static ExperimentInput until(StageKind until) {
        return of(spec(), until);
    }

    static ExperimentInput withControls(StageKind until) {
        return of(spec().withControls(), until);
    }

    /** Forgetting is checked on one other data set. */
    static ExperimentInput checked(StageKind until) {
        ExperimentSpec spec = spec();
        EvaluateSpec evaluate = spec.evaluate();
        ForgettingSpec check = new ForgettingSpec(
                new TaskSpec("function-calling", Map.of(), new PromptSpec("", "", "", "")),
                "calls.jsonl",
                Map.of(),
                new ProofSpec(1, 1, 0),
                7,
                0.1);
        return of(
                comparing(
                        spec,
                        new EvaluateSpec(
                                evaluate.tasks(),
                                evaluate.validationTasks(),
                                evaluate.baselines(),
                                evaluate.genericReflection(),
                                evaluate.noReflection(),
                                evaluate.taskGrpo(),
                                Map.of("calls", check),
                                evaluate.sampled())),
                until,
                new TreeMap<>(Map.of("calls", CALLS)));
    }

    /** With sampled courses, and the controls that are trained. */
    static ExperimentInput sampled(StageKind until) {
        return sampled(new SampledSpec(16, 0.7, 0.9, 100), until);
    }

    /** The same, sampled without reflections, too. */
    static ExperimentInput sampledControls(StageKind until) {
        return sampled(new SampledSpec(16, 0.7, 0.9, 100, true), until);
    }

    private static ExperimentInput sampled(SampledSpec sampled, StageKind until) {
        ExperimentSpec spec = spec().withControls();
        EvaluateSpec evaluate = spec.evaluate();
        return of(
                comparing(
                        spec,
                        new EvaluateSpec(
                                evaluate.tasks(),
                                evaluate.validationTasks(),
                                evaluate.baselines(),
                                evaluate.genericReflection(),
                                evaluate.noReflection(),
                                evaluate.taskGrpo(),
                                evaluate.forgetting(),
                                sampled)),
                until);
    }

    /** With a baseline behind a server, and sampled courses. */
    static ExperimentInput asking(StageKind until) {
        ExperimentSpec spec = spec();
        EvaluateSpec evaluate = spec.evaluate();
        return of(
                comparing(
                        spec,
                        new EvaluateSpec(
                                evaluate.tasks(),
                                evaluate.validationTasks(),
                                Map.of("big", new EndpointSpec("http://host:8000/v1", "some/model", 16, "")),
                                evaluate.genericReflection(),
                                evaluate.noReflection(),
                                evaluate.taskGrpo(),
                                evaluate.forgetting(),
                                new SampledSpec(16, 0.7, 0.9, 100))),
                until);
    }

    private static ExperimentSpec comparing(ExperimentSpec spec, EvaluateSpec evaluate) {
        return new ExperimentSpec(
                spec.name(),
                spec.seed(),
                spec.parent(),
                spec.task(),
                spec.data(),
                spec.policy(),
                spec.episode(),
                spec.failures(),
                spec.train(),
                evaluate,
                spec.gate(),
                spec.tracking());
    }

    private static ExperimentSpec spec() {
        return DataSpecs.of(
                "test",
                0,
                new TaskSpec("countdown", Map.of("all-numbers-required", "true"), new PromptSpec("", "", "", "")),
                new DataSpec(
                        "tasks.parquet",
                        Map.of("nums", "numbers"),
                        0,
                        new SplitSpec(0, 0.1, 0.2),
                        new ProofSpec(1, 1, 0.01)),
                new TrackingSpec("r3", ""));
    }

    private static ExperimentInput of(ExperimentSpec spec, StageKind until) {
        return of(spec, until, new TreeMap<>());
    }

    private static ExperimentInput of(ExperimentSpec spec, StageKind until, SortedMap<String, CheckedData> checks) {
        StageResult model = FakeActivities.stage(StageKind.MODEL);
        SortedMap<String, StageResult> models = until == StageKind.DATASET
                ? new TreeMap<>()
                : new TreeMap<>(Map.of(ArmName.VANILLA, model, ArmName.baseline("big"), model));
        return new ExperimentInput(
                ID,
                spec,
                DIGEST,
                DIGEST,
                new ArtifactRef(ArtifactKey.of("inputs", DIGEST.hex(), "tasks.parquet"), DIGEST, 1),
                models,
                until,
                new ExperimentInput.Provenance("someone", ""),
                Optional.empty(),
                Optional.empty(),
                checks,
                Optional.empty());
    }
}
