package dev.r3.activities.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.evaluation.SampledArm;
import dev.r3.activities.port.ModelRecord;
import dev.r3.activities.port.RunRecord;
import dev.r3.activities.port.RunRecord.DatasetInput;
import dev.r3.activities.port.RunRecord.MetricPoint;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.training.StepMetrics;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import dev.r3.workflows.contract.TrainingObjective;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PartRecordTest {
    private static final Digest DIGEST = new Digest("ab".repeat(32));
    private static final ArtifactRef FILE = new ArtifactRef(ArtifactKey.of("stages", "file"), DIGEST, 1);
    private static final ArtifactRef CONFIG =
            new ArtifactRef(ArtifactKey.of("stages", "train", "attempt-1", "config.json"), DIGEST, 1);
    private static final RunKey RUN = SmallExperiment.run();
    private static final List<StepMetrics> STEPS = List.of(
            new StepMetrics(1, 1_000, new TreeMap<>(Map.of("reward", 0.25, "loss", 0.5))),
            new StepMetrics(2, 1_100, new TreeMap<>(Map.of("reward", 0.5, "loss", 0.4))));

    @Test
    void anArmHasItsSharesAndTheirIntervals() {
        NamedStage stage = stage("evaluation/vanilla/no-reflection", StageKind.EVALUATION);
        Manifest manifest = manifest(StageKind.EVALUATION, summary(200, 50, 80).put("seconds", 2));
        ArmSummary arm = ArmSummary.of(stage, manifest).orElseThrow();
        RunRecord record = PartRecord.arm(part(stage, manifest), arm);
        assertThat(record.parent()).contains("r3-small-abababababab/first-run");
        assertThat(record.key()).isEqualTo("r3-small-abababababab/first-run/eval/vanilla/no-reflection");
        assertThat(record.name()).isEqualTo("eval/vanilla/no-reflection");
        assertThat(record.state()).isEqualTo(RunRecord.State.FINISHED);
        assertThat(record.startedAt())
                .as("two seconds for the shards, one for the rest")
                .isEqualTo(1_000);
        assertThat(record.changedAt()).isEqualTo(4_000);
        assertThat(record.tags())
                .containsEntry("r3.arm", "vanilla/no-reflection")
                .containsEntry("r3.kind", "eval")
                .containsEntry("r3.evaluation/vanilla/no-reflection.why", "computed");
        assertThat(record.metrics())
                .contains(
                        new MetricPoint("eval/first_try", 0, 0.25, 4_000),
                        new MetricPoint("eval/second_try", 0, 0.4, 4_000),
                        new MetricPoint("eval/tasks", 0, 200, 4_000),
                        new MetricPoint("eval/seconds", 0, 3, 4_000))
                .extracting(MetricPoint::name)
                .contains("eval/second_try_low", "eval/second_try_high")
                .as("an older R3 did not count tokens")
                .doesNotContain("eval/generated_tokens");
    }

    @Test
    void anArmHasItsTokensWhereTheyWereCounted() {
        NamedStage stage = stage("evaluation/vanilla", StageKind.EVALUATION);
        ObjectNode summary = summary(200, 50, 80);
        summary.putObject("generated_tokens")
                .put("first_answers", 100)
                .put("reflections", 20)
                .put("retries", 3);
        Manifest manifest = manifest(StageKind.EVALUATION, summary);
        ArmSummary arm = ArmSummary.of(stage, manifest).orElseThrow();
        assertThat(PartRecord.arm(part(stage, manifest), arm).metrics())
                .contains(new MetricPoint("eval/generated_tokens", 0, 123, 4_000));
    }

    @Test
    void theExperimentsOwnRunComparesWeightsAndNotControls() {
        Manifest manifest = manifest(StageKind.EVALUATION, summary(200, 50, 80));
        assertThat(ArmSummary.of(stage("evaluation/trained", StageKind.EVALUATION), manifest)
                        .orElseThrow()
                        .points())
                .containsExactly(
                        new MetricPoint("eval/trained/first_try", 0, 0.25, 4_000),
                        new MetricPoint("eval/trained/second_try", 0, 0.4, 4_000));
        assertThat(ArmSummary.of(stage("evaluation/trained/no-reflection", StageKind.EVALUATION), manifest)
                        .orElseThrow()
                        .points())
                .isEmpty();
        assertThat(ArmSummary.of(stage("train", StageKind.TRAIN), manifest)).isEmpty();
    }

    @Test
    void sampledCoursesAreMetricsOfTheArmsOwnRun() {
        ObjectNode summary =
                JsonNodeFactory.instance.objectNode().put("tasks", 4).put("samples", 4);
        List.of(2, 1, 0, 0, 1).forEach(summary.putArray("first_try")::add);
        List.of(1, 0, 2, 0, 1).forEach(summary.putArray("second_try")::add);
        NamedStage stage = stage("sampled/trained", StageKind.SAMPLED);
        Manifest manifest = manifest(StageKind.SAMPLED, summary);
        SampledArm arm = SampledArm.of(stage, manifest).orElseThrow();
        RunRecord record = PartRecord.sampled(part(stage, manifest), arm);
        NamedStage evaluation = stage("evaluation/trained", StageKind.EVALUATION);
        RunRecord greedy = PartRecord.arm(
                part(evaluation, manifest), ArmSummary.of(evaluation, manifest).orElseThrow());
        assertThat(record.key()).isEqualTo(greedy.key());
        assertThat(record.name()).isEqualTo("eval/trained");
        assertThat(record.state()).as("the greedy evaluation ends the run").isEqualTo(RunRecord.State.RUNNING);
        assertThat(record.tags())
                .containsEntry("r3.arm", "trained")
                .containsEntry("r3.sampled/trained.why", "computed");
        assertThat(record.metrics())
                .containsExactly(
                        new MetricPoint("eval/first_try_pass_at_1", 0, 5 / 16.0, 4_000),
                        new MetricPoint("eval/first_try_pass_at_2", 0, (0.5 + 1) / 4, 4_000),
                        new MetricPoint("eval/first_try_pass_at_4", 0, 0.5, 4_000),
                        new MetricPoint("eval/second_try_pass_at_1", 0, 0.5, 4_000),
                        new MetricPoint("eval/second_try_pass_at_2", 0, (2 * (1 - 1 / 6.0) + 1) / 4, 4_000),
                        new MetricPoint("eval/second_try_pass_at_4", 0, 0.75, 4_000),
                        new MetricPoint("eval/sampled_tasks", 0, 4, 4_000));
        assertThat(SampledArm.of(stage("evaluation/trained", StageKind.EVALUATION), manifest))
                .isEmpty();
        assertThat(ArmSummary.of(stage, manifest)).isEmpty();
    }

    @Test
    void aTrainingHasEachStepsMetricsAtTheTimeOfTheStep() {
        RunRecord going = PartRecord.training(RUN, TrainingObjective.REFLECTION, STEPS, List.of());
        assertThat(going.state()).isEqualTo(RunRecord.State.RUNNING);
        assertThat(going.startedAt()).isEqualTo(1_000);
        assertThat(going.metrics())
                .containsExactly(
                        new MetricPoint("loss", 1, 0.5, 1_000),
                        new MetricPoint("reward", 1, 0.25, 1_000),
                        new MetricPoint("loss", 2, 0.4, 1_100),
                        new MetricPoint("reward", 2, 0.5, 1_100));
        ObjectNode summary = JsonNodeFactory.instance.objectNode().put("step", 2);
        RunRecord done = trained("train", summary);
        assertThat(done.key()).isEqualTo(going.key());
        assertThat(done.metrics()).isEqualTo(going.metrics());
        assertThat(done.state()).isEqualTo(RunRecord.State.FINISHED);
        assertThat(done.tags()).containsEntry("r3.train.step", "2").containsEntry("r3.train.why", "computed");
        assertThat(going.model()).isEmpty();
    }

    @Test
    void aFinishedTrainingMadeAModelWhoseFilesStayWhereTheyAre() {
        ObjectNode summary = JsonNodeFactory.instance.objectNode().put("step", 2);
        RunRecord done = trained("train", summary);
        ModelRecord model = done.model().orElseThrow();
        assertThat(model.key()).isEqualTo(DIGEST.hex());
        assertThat(model.name()).isEqualTo("small");
        assertThat(model.step()).isEqualTo(2);
        assertThat(model.address()).isEqualTo("s3://bucket/stages/train/attempt-1");
        assertThat(model.tags())
                .isEqualTo(Map.of(
                        "r3.experiment", "r3-small-abababababab",
                        "r3.model.address", "s3://bucket/stages/train/attempt-1",
                        "r3.model.base", SmallExperiment.BASE.hex(),
                        "r3.model.digest", DIGEST.hex(),
                        "r3.train.step", "2"));
    }

    @Test
    void theControlsTrainingIsARunOfItsOwnWhoseModelIsNoCandidate() {
        assertThat(PartRecord.training(RUN, TrainingObjective.FIRST_ANSWER, STEPS, List.of())
                        .name())
                .isEqualTo("train/task-grpo");
        ObjectNode summary = JsonNodeFactory.instance.objectNode().put("step", 2);
        RunRecord done = trained("train/task-grpo", summary);
        assertThat(done.name()).isEqualTo("train/task-grpo");
        assertThat(done.tags())
                .containsEntry("r3.kind", "train")
                .containsEntry("r3.train.step", "2")
                .doesNotContainKey("r3.token_ratio");
        assertThat(done.metrics()).hasSize(4);
        assertThat(done.model()).isEmpty();
        assertThat(done.checkpoints()).extracting(ModelRecord::name).containsExactly("small-task-grpo");
    }

    @Test
    void snapshotsThatStandAreCheckpointsBesideTheChosenOne() {
        ObjectNode summary = JsonNodeFactory.instance.objectNode().put("step", 2);
        NamedStage stage = stage("train", StageKind.TRAIN);
        RunRecord done = PartRecord.trained(
                part(stage, manifest(StageKind.TRAIN, summary)),
                STEPS,
                new TreeMap<>(Map.of(1L, ArtifactKey.of("snapshots", "one"), 2L, ArtifactKey.of("snapshots", "two"))));
        assertThat(done.model().map(ModelRecord::step)).contains(2L);
        assertThat(done.checkpoints()).singleElement().satisfies(checkpoint -> {
            assertThat(checkpoint.key()).isEqualTo(DIGEST.hex() + "/1");
            assertThat(checkpoint.name()).isEqualTo("small-step-1");
            assertThat(checkpoint.step()).isEqualTo(1);
            assertThat(checkpoint.madeAt()).as("when its step was done").isEqualTo(1_000);
            assertThat(checkpoint.address()).isEqualTo("s3://bucket/snapshots/one");
        });
    }

    @Test
    void partsSayByWhichCodeOnWhichDataAndWithWhichSpecTheyRan() {
        ObjectNode splits = JsonNodeFactory.instance.objectNode();
        splits.putObject("splits").put("train", 70).put("validation", 10).put("test", 20);
        ArtifactRef test = new ArtifactRef(ArtifactKey.of("stages", "test"), new Digest("cd".repeat(32)), 1);
        Manifest data = manifest(
                StageKind.DATASET,
                splits,
                Map.of("train.parquet", FILE, "validation.parquet", FILE, "test.parquet", test));
        NamedStage evaluation = stage("evaluation/vanilla", StageKind.EVALUATION);
        Manifest manifest = manifest(StageKind.EVALUATION, summary(200, 50, 80));
        RunRecord arm = PartRecord.arm(
                new CommittedPart(RUN, evaluation, manifest, Optional.of(data), key -> "s3://bucket/" + key),
                ArmSummary.of(evaluation, manifest).orElseThrow());
        assertThat(arm.datasets())
                .containsExactly(new DatasetInput(
                        "small-test", "cd".repeat(18), "test", "s3://bucket/stages/test", "{\"num_rows\":20}"));
        assertThat(arm.tags()).containsEntry("mlflow.source.git.commit", "0a1b2c");
        assertThat(arm.params()).isEqualTo(SpecParams.of(RUN.experiment().spec()));

        RunRecord training = PartRecord.trained(
                new CommittedPart(
                        RUN,
                        stage("train", StageKind.TRAIN),
                        manifest(StageKind.TRAIN, summary(0, 0, 0)),
                        Optional.of(data),
                        ArtifactKey::path),
                STEPS,
                new TreeMap<>());
        assertThat(training.datasets())
                .extracting(DatasetInput::name)
                .containsExactly("small-train", "small-validation");
    }

    @Test
    void aControlThatMissesItsBudgetSaysSo() {
        ObjectNode summary = JsonNodeFactory.instance
                .objectNode()
                .put("step", 2)
                .put("generated_tokens", 90)
                .put("matched_tokens", 100);
        RunRecord done = trained("train/task-grpo", summary);
        assertThat(done.tags())
                .containsEntry("r3.token_ratio", "0.900")
                .hasEntrySatisfying(
                        "r3.warning",
                        warning -> assertThat(warning).startsWith("task-grpo generated 10.0 % fewer tokens"));
        RunRecord matched = trained("train/task-grpo", summary.put("generated_tokens", 99));
        assertThat(matched.tags()).containsEntry("r3.token_ratio", "0.990").doesNotContainKey("r3.warning");
    }

    private static ObjectNode summary(long tasks, long first, long second) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("tasks", tasks)
                .put("first_try", first)
                .put("second_try", second);
    }

    private static NamedStage stage(String name, StageKind kind) {
        return new NamedStage(name, new StageResult(kind, DIGEST, FILE, DIGEST, Origin.COMPUTED, "computed"));
    }

    private static RunRecord trained(String name, ObjectNode summary) {
        return PartRecord.trained(
                part(stage(name, StageKind.TRAIN), manifest(StageKind.TRAIN, summary)), STEPS, new TreeMap<>());
    }

    private static CommittedPart part(NamedStage stage, Manifest manifest) {
        return new CommittedPart(RUN, stage, manifest, Optional.empty(), key -> "s3://bucket/" + key);
    }

    private static Manifest manifest(StageKind kind, ObjectNode summary) {
        return manifest(kind, summary, Map.of("config.json", CONFIG));
    }

    private static Manifest manifest(StageKind kind, ObjectNode summary, Map<String, ArtifactRef> files) {
        return new Manifest(
                kind,
                1,
                DIGEST,
                JsonNodeFactory.instance.objectNode(),
                new TreeMap<>(),
                new TreeMap<>(files),
                DIGEST,
                summary,
                "r3-small-abababababab",
                "attempt-1",
                3_000,
                4_000,
                null,
                null);
    }
}
