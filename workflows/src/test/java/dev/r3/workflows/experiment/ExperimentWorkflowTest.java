package dev.r3.workflows.experiment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.workflows.contract.Champion;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentAttributes;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.FailureType;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageProgress;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.TaskQueues;
import dev.r3.workflows.contract.TrackedRun;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentWorkflowTest {
    private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
    private final FakeActivities activities = new FakeActivities();

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void anExperimentWithoutAModelEndsWithItsDataSet() {
        ExperimentWorkflow workflow = start();

        ExperimentResult result = workflow.run(SmallExperiment.until(StageKind.DATASET));

        assertThat(result.stages()).extracting(NamedStage::name).containsExactly("dataset");
        assertThat(result.run()).isEqualTo(FakeActivities.RUN);
        assertThat(workflow.progress()).containsExactly(new StageProgress("dataset", StageProgress.State.DONE));
        assertThat(workflow.stages()).isEqualTo(result.stages());
        assertThat(workflow.explain()).containsExactly("dataset: computed: no such stage stood");
        assertThat(activities.calls()).containsExactly("track RUNNING", "dataset", "track FINISHED");
    }

    @Test
    void theWholeMethodIsRunStageByStage() {
        ExperimentWorkflow workflow = start();

        ExperimentResult result = workflow.run(SmallExperiment.until(StageKind.REPORT));

        assertThat(result.stages())
                .extracting(NamedStage::name)
                .containsExactlyInAnyOrder(
                        "dataset",
                        "attempts",
                        "failures",
                        "train",
                        "evaluation/vanilla",
                        "evaluation/vanilla/no-reflection",
                        "evaluation/vanilla/generic-reflection",
                        "evaluation/vanilla/foreign-reflection",
                        "evaluation/trained",
                        "evaluation/trained/no-reflection",
                        "evaluation/trained/generic-reflection",
                        "evaluation/trained/foreign-reflection",
                        "evaluation/baseline-big",
                        "gate",
                        "report");
        assertThat(activities.decided).as("every stage before it").hasSize(13).doesNotContain("gate");
        assertThat(activities.reported).as("every stage before it").hasSize(14).doesNotContain("report");
        assertThat(activities.calls())
                .containsSubsequence(
                        "track RUNNING",
                        "dataset",
                        "attempts",
                        "failures",
                        "epoch to 50",
                        "epoch to 100",
                        "epoch to 1000",
                        "train",
                        "evaluation/trained",
                        "evaluation/trained/no-reflection",
                        "gate",
                        "promote",
                        "report",
                        "track FINISHED")
                .contains("track evaluation/baseline-big", "track train", "track epoch", "track gate");
        assertThat(workflow.progress()).extracting(StageProgress::state).containsOnly(StageProgress.State.DONE);
    }

    @ParameterizedTest
    @CsvSource({"ATTEMPTS, attempts, 2", "FAILURES, failures, 3", "TRAIN, train, 4"})
    void anExperimentEndsWhereItIsTold(StageKind until, String last, int stages) {
        ExperimentResult result = start().run(SmallExperiment.until(until));
        assertThat(result.stages()).last().extracting(NamedStage::name).isEqualTo(last);
        assertThat(result.stages()).hasSize(stages);
    }

    @Test
    void theControlIsTrainedAfterTheMethodAndComparedByItsReflectionsAlone() {
        ExperimentWorkflow workflow = start();

        ExperimentResult result = workflow.run(SmallExperiment.withControls(StageKind.REPORT));

        assertThat(result.stages())
                .extracting(NamedStage::name)
                .hasSize(17)
                .contains("train/task-grpo", "evaluation/task-grpo");
        assertThat(activities.reported).hasSize(16).contains("train/task-grpo", "evaluation/task-grpo");
        assertThat(activities.calls())
                .containsSubsequence(
                        "train",
                        "task-grpo's epoch to 50",
                        "task-grpo's epoch to 1000",
                        "train/task-grpo",
                        "evaluation/task-grpo",
                        "report")
                .contains("track train/task-grpo", "track evaluation/task-grpo");
        assertThat(activities.matched)
                .as("what it is to be as long as")
                .isEqualTo(FakeActivities.stage(StageKind.TRAIN));
    }

    @Test
    void forgettingIsCheckedOnOtherDataBeforeTheGate() {
        ExperimentResult result = start().run(SmallExperiment.checked(StageKind.REPORT));
        assertThat(result.stages())
                .extracting(NamedStage::name)
                .hasSize(18)
                .contains("forgetting/calls/dataset", "forgetting/calls/vanilla", "forgetting/calls/trained");
        assertThat(activities.calls())
                .as("what is wrong with the data is known before training")
                .containsSubsequence(
                        "dataset", "forgetting/calls/dataset", "attempts", "train", "forgetting/calls/trained", "gate")
                .containsSubsequence("forgetting/calls/dataset", "forgetting/calls/vanilla", "gate")
                .doesNotContain("track forgetting/calls/vanilla", "forgetting/calls/trained/no-reflection");
        assertThat(activities.decided).contains("forgetting/calls/vanilla", "forgetting/calls/trained");
    }

    @Test
    void aCheckOfForgettingHasItsOwnTasksAndAllElseOfTheExperiment() {
        ExperimentInput input = SmallExperiment.checked(StageKind.EVALUATION);
        start().run(input);
        ExperimentInput checked = requireNonNull(activities.checked);
        assertThat(checked).isEqualTo(input.checking("calls"));
        assertThat(checked.verifier()).isEqualTo(SmallExperiment.CALLS.verifier());
        assertThat(checked.source()).isEqualTo(SmallExperiment.CALLS.source());
        assertThat(checked.spec().data().split().test()).isEqualTo(1);
        assertThat(checked.spec().evaluate().tasks()).isEqualTo(7);
        assertThat(checked.spec().episode()).isEqualTo(input.spec().episode());
        assertThat(checked.models()).isEqualTo(input.models());
    }

    @Test
    void aBrokenCheckEndsTheExperimentBeforeTraining() {
        activities.broken = "forgetting/calls/dataset";
        ExperimentWorkflow workflow = start();
        ExperimentInput input = SmallExperiment.checked(StageKind.REPORT);
        assertThatThrownBy(() -> workflow.run(input)).isInstanceOf(WorkflowFailedException.class);
        assertThat(activities.calls()).contains("track FAILED").doesNotContain("attempts", "train");
    }

    @Test
    void weightsAreSampledAfterTheirGreedyEvaluation() {
        activities.shards = 2;
        activities.champions.add(champion(3, "cd"));
        ExperimentResult result = start().run(SmallExperiment.sampled(StageKind.REPORT));
        assertThat(result.stages())
                .extracting(NamedStage::name)
                .filteredOn(name -> name.startsWith("sampled/"))
                .as("neither controls nor the champion")
                .containsExactlyInAnyOrder(
                        "sampled/vanilla", "sampled/trained", "sampled/task-grpo", "sampled/baseline-big");
        assertThat(activities.reported).contains("sampled/vanilla", "sampled/trained");
        for (String weights : List.of("vanilla", "trained", "task-grpo", "baseline-big")) {
            assertThat(activities.calls())
                    .containsSubsequence(
                            "evaluation/" + weights, "shard 0 of sampled/" + weights, "sampled/" + weights, "report")
                    .contains("shard 1 of sampled/" + weights, "track sampled/" + weights);
        }
        assertThat(activities.queues)
                .containsEntry("find sampled", TaskQueues.CPU)
                .containsEntry("shard sampled", TaskQueues.GPU)
                .containsEntry("finish sampled", TaskQueues.GPU);
    }

    @Test
    void nothingIsSampledWithoutBeingAskedFor() {
        start().run(SmallExperiment.until(StageKind.REPORT));
        assertThat(activities.calls()).noneMatch(call -> call.contains("sampled"));
        assertThat(activities.queues).doesNotContainKey("find sampled");
    }

    @Test
    void aSamplingThatBreaksEndsTheExperiment() {
        activities.broken = "shard 0 of sampled/vanilla";
        ExperimentWorkflow workflow = start();
        ExperimentInput input = SmallExperiment.sampled(StageKind.REPORT);
        assertThatThrownBy(() -> workflow.run(input)).isInstanceOf(WorkflowFailedException.class);
        assertThat(activities.calls()).contains("track FAILED").doesNotContain("gate");
    }

    @Test
    void theControlIsNoPartOfTraining() {
        ExperimentResult result = start().run(SmallExperiment.withControls(StageKind.TRAIN));
        assertThat(result.stages()).last().extracting(NamedStage::name).isEqualTo("train");
    }

    @Test
    void theControlCanBeStopped() {
        ExperimentWorkflow workflow = start();
        activities.at("task-grpo's epoch to 100", workflow::stop);
        ExperimentInput input = SmallExperiment.withControls(StageKind.REPORT);
        assertThatThrownBy(() -> workflow.run(input)).isInstanceOf(WorkflowFailedException.class);
        assertThat(activities.calls())
                .contains("train", "track STOPPED")
                .doesNotContain("task-grpo's epoch to 150", "train/task-grpo", "report");
    }

    @Test
    void withoutAReportItEndsWithItsArms() {
        ExperimentResult result = start().run(SmallExperiment.until(StageKind.EVALUATION));
        assertThat(result.stages()).extracting(NamedStage::name).hasSize(13).doesNotContain("report");
        assertThat(activities.calls()).doesNotContain("report");
    }

    @Test
    void withoutAReportItEndsWithItsGate() {
        ExperimentResult result = start().run(SmallExperiment.until(StageKind.GATE));
        assertThat(result.stages()).last().extracting(NamedStage::name).isEqualTo("gate");
        assertThat(activities.calls()).contains("promote").doesNotContain("report");
    }

    @Test
    void theChampionAnswersTheSameTasksBeforeTheGate() {
        activities.champions.add(champion(3, "cd"));
        ExperimentResult result = start().run(SmallExperiment.until(StageKind.REPORT));
        assertThat(result.stages())
                .extracting(NamedStage::name)
                .hasSize(16)
                .contains("evaluation/champion-3")
                .doesNotContain("evaluation/champion-3/no-reflection");
        assertThat(activities.decided).contains("evaluation/champion-3", "evaluation/vanilla");
        assertThat(activities.calls())
                .containsSubsequence("evaluation/champion-3", "gate", "promote", "report")
                .contains("track evaluation/champion-3");
    }

    /** All models of these tests have one digest. */
    @Test
    void aChampionThatIsEvaluatedAnywayIsNotEvaluatedTwice() {
        activities.champions.add(champion(3, "ab"));
        assertThat(start().run(SmallExperiment.until(StageKind.REPORT)).stages())
                .extracting(NamedStage::name)
                .hasSize(15)
                .doesNotContain("evaluation/champion-3");
    }

    @Test
    void whoIsOvertakenIsComparedWithTheNewChampion() {
        activities.champions.addAll(List.of(champion(3, "cd"), champion(4, "ef")));
        ExperimentResult result = start().run(SmallExperiment.until(StageKind.REPORT));
        assertThat(activities.calls())
                .containsSubsequence(
                        "evaluation/champion-3",
                        "gate",
                        "promote",
                        "evaluation/champion-4",
                        "gate",
                        "promote",
                        "report")
                .containsOnlyOnce("track gate");
        assertThat(result.stages()).extracting(NamedStage::name).containsOnlyOnce("gate");
    }

    private static Champion champion(int number, String digest) {
        StageResult trained = FakeActivities.stage(StageKind.TRAIN);
        StageResult model = new StageResult(
                StageKind.TRAIN,
                trained.digest(),
                trained.manifest(),
                new Digest(digest.repeat(32)),
                trained.origin(),
                trained.explanation());
        return new Champion(number, SmallExperiment.ID, model, Optional.empty(), "better", 1_000);
    }

    @Test
    void trainingGoesOnFromTheLastKeptStep() {
        activities.keptStep = 950;
        start().run(SmallExperiment.until(StageKind.TRAIN));
        assertThat(activities.calls()).contains("epoch to 1000").doesNotContain("epoch to 50", "epoch to 950");
    }

    @Test
    void trainingIsOverOnceItHasConverged() {
        activities.convergedStep = 150;
        start().run(SmallExperiment.until(StageKind.TRAIN));
        assertThat(activities.calls())
                .containsSubsequence("epoch to 100", "epoch to 150", "train")
                .doesNotContain("epoch to 200");
    }

    @Test
    void trainingThatHadConvergedIsOnlyFinished() {
        activities.convergedStep = 150;
        activities.keptStep = 150;
        start().run(SmallExperiment.until(StageKind.TRAIN));
        assertThat(activities.calls()).contains("train").noneMatch(call -> call.startsWith("epoch"));
    }

    @Test
    void aModelThatStandsIsNotTrainedAgain() {
        activities.trained = true;
        ExperimentResult result = start().run(SmallExperiment.until(StageKind.TRAIN));
        assertThat(activities.calls())
                .noneMatch(call -> call.startsWith("epoch"))
                .doesNotContain("train");
        assertThat(result.stages()).last().extracting(NamedStage::name).isEqualTo("train");
    }

    @Test
    void anArmIsPutTogetherFromItsShards() {
        activities.shards = 3;
        start().run(SmallExperiment.until(StageKind.REPORT));
        assertThat(activities.calls())
                .filteredOn(call -> call.endsWith("of evaluation/trained"))
                .hasSize(3);
        for (int shard = 0; shard < 3; shard++) {
            assertThat(activities.calls())
                    .containsSubsequence(
                            "train", "shard %d of evaluation/trained".formatted(shard), "evaluation/trained");
        }
    }

    @Test
    void whatAnArmHasIsFoundWhileTheDeviceIsTaken() {
        start().run(SmallExperiment.until(StageKind.EVALUATION));
        assertThat(activities.queues)
                .isEqualTo(Map.of("find", TaskQueues.CPU, "shard", TaskQueues.GPU, "finish", TaskQueues.GPU));
    }

    @Test
    void goesOnWithoutATracker() {
        activities.trackerFailure = "MLflow does not answer";

        ExperimentResult result = start().run(SmallExperiment.until(StageKind.REPORT));

        assertThat(result.stages()).hasSize(15);
        assertThat(result.run()).isEqualTo(TrackedRun.waiting("MLflow does not answer"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dataset",
                "failures",
                "epoch to 100",
                "evaluation/vanilla",
                "shard 0 of evaluation/trained",
                "gate",
                "promote",
                "report"
            })
    void endsWithAStagesFailureAndTellsTheTracker(String broken) {
        activities.broken = broken;
        ExperimentWorkflow workflow = start();
        ExperimentInput input = SmallExperiment.until(StageKind.REPORT);
        assertThatThrownBy(() -> workflow.run(input))
                .isInstanceOf(WorkflowFailedException.class)
                .hasRootCauseInstanceOf(ApplicationFailure.class)
                .rootCause()
                .hasMessageContaining(broken + " is broken");
        assertThat(activities.calls()).contains("track FAILED").doesNotContain("track FINISHED");
    }

    @Test
    void aPausedTrainingWaitsAndGoesOn() throws Exception {
        ExperimentWorkflow workflow = start();
        activities.at("epoch to 100", () -> {
            workflow.pause();
            environment.registerDelayedCallback(Duration.ofHours(1), () -> {
                assertThat(activities.calls()).contains("epoch to 100").doesNotContain("epoch to 150");
                activities.call("resume");
                workflow.resume();
            });
        });
        assertThat(workflow.run(SmallExperiment.until(StageKind.TRAIN)).stages())
                .hasSize(4);
        assertThat(activities.calls()).containsSubsequence("epoch to 100", "resume", "epoch to 150", "train");
    }

    @Test
    void aStoppedTrainingEndsAfterItsEpochAndCommitsNothing() {
        ExperimentWorkflow workflow = start();
        activities.at("epoch to 100", workflow::stop);
        ExperimentInput input = SmallExperiment.until(StageKind.REPORT);
        assertThatThrownBy(() -> workflow.run(input))
                .isInstanceOf(WorkflowFailedException.class)
                .rootCause()
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureType.STOPPED.typeName());
                    assertThat(failure.getOriginalMessage()).isEqualTo("stopped after step 100 of 1000 of training");
                });
        assertThat(activities.calls())
                .contains("epoch to 100", "track STOPPED")
                .doesNotContain("epoch to 150", "train", "track FINISHED");
    }

    @Test
    void tellsWhatItRunsOn() {
        ExperimentWorkflow workflow = start();
        ExperimentInput input = SmallExperiment.until(StageKind.DATASET);
        workflow.run(input);
        assertThat(workflow.input()).isEqualTo(input);
    }

    @Test
    void showsTheStageToServersThatKnowTheAttribute() {
        ExperimentAttributes.ALL.forEach(
                key -> environment.registerSearchAttribute(key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        start();
        ExperimentInput input = SmallExperiment.until(StageKind.EVALUATION);
        WorkflowOptions options = options().toBuilder()
                .setTypedSearchAttributes(ExperimentAttributes.of(input))
                .build();
        environment
                .getWorkflowClient()
                .newWorkflowStub(ExperimentWorkflow.class, options)
                .run(input);

        SearchAttributes shown = environment
                .getWorkflowClient()
                .newUntypedWorkflowStub(SmallExperiment.ID.value())
                .describe()
                .getTypedSearchAttributes();
        assertThat(shown.get(ExperimentAttributes.NAME)).isEqualTo("test");
        assertThat(shown.get(ExperimentAttributes.TASK)).isEqualTo("countdown");
        assertThat(shown.get(ExperimentAttributes.STAGE)).isEqualTo("evaluation");
    }

    private ExperimentWorkflow start() {
        var control = WorkflowTypes.worker(environment.getWorkerFactory());
        for (String queue : List.of(TaskQueues.CPU, TaskQueues.GPU)) {
            environment.newWorker(queue).registerActivitiesImplementations(activities);
        }
        control.registerActivitiesImplementations(activities);
        environment.start();
        return environment.getWorkflowClient().newWorkflowStub(ExperimentWorkflow.class, options());
    }

    private static WorkflowOptions options() {
        return WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.CONTROL)
                .setWorkflowId(SmallExperiment.ID.value())
                .build();
    }
}
