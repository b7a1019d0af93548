package dev.r3.workflows.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.workflows.contract.ExperimentAttributes;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.FailureType;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageProgress;
import dev.r3.workflows.contract.TaskQueues;
import dev.r3.workflows.contract.TrackedRun;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import io.temporal.failure.ApplicationFailure;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Experiments from their data set to their report. */
class ExperimentWorkflowTest {
    private final ExperimentServer server = new ExperimentServer();
    private final FakeActivities activities = server.activities();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void anExperimentWithoutAModelEndsWithItsDataSet() {
        ExperimentWorkflow workflow = server.start();

        ExperimentResult result = workflow.run(SmallExperiment.until(StageKind.DATASET));

        assertThat(result.stages()).extracting(NamedStage::name).containsExactly("dataset");
        assertThat(result.run()).isEqualTo(FakeActivities.RUN);
        assertThat(workflow.progress()).containsExactly(new StageProgress("dataset", StageProgress.State.DONE));
        assertThat(workflow.stages()).isEqualTo(result.stages());
        assertThat(workflow.explain()).containsExactly("dataset: computed: no such stage stood");
        assertThat(activities.calls())
                .containsExactlyInAnyOrder("track RUNNING", "dataset", "keep outcome", "track FINISHED")
                .last()
                .isEqualTo("track FINISHED");
    }

    @Test
    void theWholeMethodIsRunStageByStage() {
        ExperimentWorkflow workflow = server.start();

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
                        "keep outcome",
                        "track FINISHED")
                .contains("track evaluation/baseline-big", "track train", "track epoch", "track gate");
        assertThat(workflow.progress()).extracting(StageProgress::state).containsOnly(StageProgress.State.DONE);
    }

    @ParameterizedTest
    @CsvSource({"ATTEMPTS, attempts, 2", "FAILURES, failures, 3", "TRAIN, train, 4"})
    void anExperimentEndsWhereItIsTold(StageKind until, String last, int stages) {
        ExperimentResult result = server.start().run(SmallExperiment.until(until));
        assertThat(result.stages()).last().extracting(NamedStage::name).isEqualTo(last);
        assertThat(result.stages()).hasSize(stages);
    }

    @Test
    void withoutAReportItEndsWithItsArms() {
        ExperimentResult result = server.start().run(SmallExperiment.until(StageKind.EVALUATION));
        assertThat(result.stages()).extracting(NamedStage::name).hasSize(13).doesNotContain("report");
        assertThat(activities.calls()).doesNotContain("report");
    }

    @Test
    void trainingGoesOnFromTheLastKeptStep() {
        activities.keptStep = 950;
        server.start().run(SmallExperiment.until(StageKind.TRAIN));
        assertThat(activities.calls()).contains("epoch to 1000").doesNotContain("epoch to 50", "epoch to 950");
    }

    @Test
    void eachStepOfATrainingIsToldOnce() {
        activities.convergedStep = 200;
        // The look-up; then each epoch and its delivery, before the next one ends.
        activities.at("epoch to 100", () -> awaitTrainingsActivities(3));
        activities.at("epoch to 150", () -> awaitTrainingsActivities(5));
        activities.at("epoch to 200", () -> awaitTrainingsActivities(7));
        server.start().run(SmallExperiment.until(StageKind.TRAIN));
        assertThat(activities.toldAfter).containsExactly(0L, 50L, 100L, 150L);
    }

    private void awaitTrainingsActivities(int completed) {
        HistoryWatch.await(
                server.environment().getWorkflowClient(),
                SmallExperiment.ID.value() + "/train",
                EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED,
                completed);
    }

    @Test
    void whatTheTrackerDidNotTakeIsToldAgain() {
        activities.trackerFailure = "MLflow does not answer";
        activities.convergedStep = 200;
        server.start().run(SmallExperiment.until(StageKind.TRAIN));
        assertThat(activities.toldAfter).isNotEmpty().containsOnly(0L);
    }

    @Test
    void trainingIsOverOnceItHasConverged() {
        activities.convergedStep = 150;
        server.start().run(SmallExperiment.until(StageKind.TRAIN));
        assertThat(activities.calls())
                .containsSubsequence("epoch to 100", "epoch to 150", "train")
                .doesNotContain("epoch to 200");
    }

    @Test
    void trainingThatHadConvergedIsOnlyFinished() {
        activities.convergedStep = 150;
        activities.keptStep = 150;
        server.start().run(SmallExperiment.until(StageKind.TRAIN));
        assertThat(activities.calls()).contains("train").noneMatch(call -> call.startsWith("epoch"));
    }

    @Test
    void aModelThatStandsIsNotTrainedAgain() {
        activities.trained = true;
        ExperimentResult result = server.start().run(SmallExperiment.until(StageKind.TRAIN));
        assertThat(activities.calls())
                .noneMatch(call -> call.startsWith("epoch"))
                .doesNotContain("train");
        assertThat(result.stages()).last().extracting(NamedStage::name).isEqualTo("train");
    }

    @Test
    void anArmIsPutTogetherFromItsShards() {
        activities.shards = 3;
        server.start().run(SmallExperiment.until(StageKind.REPORT));
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
        server.start().run(SmallExperiment.until(StageKind.EVALUATION));
        assertThat(activities.queues)
                .containsEntry("find", TaskQueues.CPU)
                .containsEntry("shard", TaskQueues.GPU)
                .containsEntry("finish", TaskQueues.GPU);
    }

    /** A store that is away for a while may be just then. */
    @Test
    void theOutcomeIsKeptHoweverOftenTheStoreFails() {
        AtomicInteger tries = new AtomicInteger();
        activities.at("keep outcome", () -> {
            if (tries.incrementAndGet() < 10) {
                throw ApplicationFailure.newFailure("S3 answers 503", FailureType.STORAGE.typeName());
            }
        });
        ExperimentResult result = server.start().run(SmallExperiment.until(StageKind.FAILURES));
        assertThat(activities.kept).containsExactly("dataset", "attempts", "failures");
        assertThat(result.stages()).extracting(NamedStage::name).isEqualTo(activities.kept);
    }

    @Test
    void goesOnWithoutATracker() {
        activities.trackerFailure = "MLflow does not answer";

        ExperimentResult result = server.start().run(SmallExperiment.until(StageKind.REPORT));

        assertThat(result.stages()).hasSize(15);
        assertThat(result.run()).isEqualTo(TrackedRun.waiting("MLflow does not answer"));
    }

    /** Else who looks there would see it run for ever. */
    @Test
    void waitsForATrackerThatIsBeingStartedAgain() {
        AtomicInteger tries = new AtomicInteger();
        activities.at("track FINISHED", () -> {
            if (tries.incrementAndGet() < 5) {
                throw ApplicationFailure.newFailure("MLflow does not answer", FailureType.TRACKER.typeName());
            }
        });

        ExperimentResult result = server.start().run(SmallExperiment.until(StageKind.REPORT));

        assertThat(result.run().delivered()).isTrue();
    }

    @Test
    void hardlyWaitsForATrackerThatNeverAnswered() {
        activities.trackerFailure = "MLflow does not answer";
        server.start().run(SmallExperiment.until(StageKind.DATASET));
        assertThat(activities.calls()).filteredOn("track FINISHED"::equals).hasSize(3);
    }

    @Test
    @Timeout(60)
    void computesWhileTheTrackerHangsAndTellsOfStagesAfterwards() {
        CountDownLatch answers = new CountDownLatch(1);
        activities.at("track RUNNING", () -> {
            Latches.await(answers);
            activities.call("answered");
        });
        activities.at("epoch to 1000", answers::countDown);
        server.start().run(SmallExperiment.until(StageKind.REPORT));
        assertThat(activities.calls())
                .containsSubsequence("epoch to 1000", "answered", "track train", "track FINISHED")
                .containsSubsequence("evaluation/vanilla", "answered", "track evaluation/vanilla");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dataset",
                "failures",
                "epoch to 100",
                "shard 0 of evaluation/trained",
                "gate",
                "promote",
                "report"
            })
    void endsWithAStagesFailureAndTellsTheTracker(String broken) {
        activities.broken = broken;
        ExperimentWorkflow workflow = server.start();
        ExperimentInput input = SmallExperiment.until(StageKind.REPORT);
        assertThatThrownBy(() -> workflow.run(input))
                .isInstanceOf(WorkflowFailedException.class)
                .hasRootCauseInstanceOf(ApplicationFailure.class)
                .rootCause()
                .hasMessageContaining(broken + " is broken");
        assertThat(activities.calls()).contains("track FAILED").doesNotContain("track FINISHED");
    }

    @ParameterizedTest
    @CsvSource({
        "shard 0 of evaluation/baseline-big, evaluation/baseline-big",
        "evaluation/baseline-big, evaluation/baseline-big",
        "evaluation/vanilla, evaluation/vanilla"
    })
    void aBrokenArmEndsTheExperimentWhileItsModelIsTrained(String broken, String stage) {
        ExperimentWorkflow workflow = server.start();
        ExperimentInput input = SmallExperiment.until(StageKind.REPORT);
        BreakWhileTraining.at(server, broken);
        assertThatThrownBy(() -> workflow.run(input))
                .isInstanceOf(WorkflowFailedException.class)
                .rootCause()
                .hasMessageContaining(broken + " is broken");
        assertThat(activities.calls()).contains("track FAILED").doesNotContain("epoch to 100", "train", "report");
        assertThat(workflow.progress())
                .contains(
                        new StageProgress(stage, StageProgress.State.FAILED),
                        new StageProgress("train", StageProgress.State.STOPPED));
        assertThat(workflow.explain())
                .contains("%s: failed: %s is broken".formatted(stage, broken), "train: cancelled");
    }

    @Test
    void tellsWhatItRunsOn() {
        ExperimentWorkflow workflow = server.start();
        ExperimentInput input = SmallExperiment.until(StageKind.DATASET);
        workflow.run(input);
        assertThat(workflow.input()).isEqualTo(input);
    }

    @Test
    void showsTheStageToServersThatKnowTheAttribute() {
        ExperimentAttributes.ALL.forEach(key -> server.environment()
                .registerSearchAttribute(key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        server.start();
        ExperimentInput input = SmallExperiment.until(StageKind.EVALUATION);
        WorkflowOptions options = ExperimentServer.options().toBuilder()
                .setTypedSearchAttributes(ExperimentAttributes.of(input))
                .build();
        server.environment()
                .getWorkflowClient()
                .newWorkflowStub(ExperimentWorkflow.class, options)
                .run(input);

        SearchAttributes shown = server.environment()
                .getWorkflowClient()
                .newUntypedWorkflowStub(SmallExperiment.ID.value())
                .describe()
                .getTypedSearchAttributes();
        assertThat(shown.get(ExperimentAttributes.NAME)).isEqualTo("test");
        assertThat(shown.get(ExperimentAttributes.TASK)).isEqualTo("countdown");
        assertThat(shown.get(ExperimentAttributes.STAGE)).isEqualTo("evaluation");
    }
}
