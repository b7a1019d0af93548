package dev.r3.workflows.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.FailureType;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.TaskQueues;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the training tasks' answers and their verdicts come about. */
class FailureSetWorkflowTest {
    private static final String CHILD = SmallExperiment.ID.value() + "/failures";

    private final ExperimentServer server = new ExperimentServer();
    private final FakeActivities activities = server.activities();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shardsAreAnsweredSideBySideAndJudgedTogether() {
        activities.shards = 3;
        ExperimentResult result = server.start().run(SmallExperiment.until(StageKind.FAILURES));
        assertThat(result.stages()).extracting(NamedStage::name).containsExactly("dataset", "attempts", "failures");
        List<String> shards = IntStream.range(0, 3)
                .mapToObj("shard %d of attempts"::formatted)
                .toList();
        assertThat(activities.calls())
                .filteredOn(call -> call.contains("shard"))
                .containsExactlyInAnyOrderElementsOf(shards);
        shards.forEach(shard -> assertThat(activities.calls()).containsSubsequence(shard, "attempts", "failures"));
        assertThat(activities.queues)
                .containsEntry("find attempts", TaskQueues.CPU)
                .containsEntry("shard attempts", TaskQueues.GPU)
                .containsEntry("finish attempts", TaskQueues.GPU)
                .containsEntry("judge", TaskQueues.CPU);
    }

    @Test
    void answersThatStandAreOnlyJudged() {
        activities.answered = true;
        ExperimentResult result = server.start().run(SmallExperiment.until(StageKind.FAILURES));
        assertThat(result.stages()).extracting(NamedStage::name).contains("attempts", "failures");
        assertThat(activities.calls())
                .contains("failures")
                .doesNotContain("attempts")
                .noneMatch(call -> call.contains("shard"));
    }

    @Test
    void answersAreNotJudgedWhereTheyAreTheLast() {
        server.start().run(SmallExperiment.until(StageKind.ATTEMPTS));
        assertThat(activities.calls()).contains("attempts").doesNotContain("failures");
    }

    @Test
    void aShardThatBreaksEndsTheExperiment() {
        activities.shards = 2;
        activities.broken = "shard 1 of attempts";
        ExperimentWorkflow workflow = server.start();
        ExperimentInput input = SmallExperiment.until(StageKind.REPORT);
        assertThatThrownBy(() -> workflow.run(input))
                .isInstanceOf(WorkflowFailedException.class)
                .rootCause()
                .hasMessageContaining("shard 1 of attempts is broken");
        assertThat(activities.calls()).contains("track FAILED").doesNotContain("attempts", "failures", "train");
    }

    @Test
    void pausesBetweenAnswersAndVerdicts() {
        ExperimentWorkflow workflow = server.start();
        activities.at("attempts", () -> {
            workflow.pause();
            awaitChild(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED);
            server.environment().registerDelayedCallback(Duration.ofHours(1), () -> {
                assertThat(activities.calls()).contains("attempts").doesNotContain("failures");
                activities.call("resume");
                workflow.resume();
            });
        });
        workflow.run(SmallExperiment.until(StageKind.FAILURES));
        assertThat(activities.calls()).containsSubsequence("attempts", "resume", "failures");
    }

    @Test
    void aStopEndsItBeforeTheVerdicts() {
        ExperimentWorkflow workflow = server.start();
        activities.at("attempts", () -> {
            workflow.stop();
            awaitChild(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED);
        });
        ExperimentInput input = SmallExperiment.until(StageKind.REPORT);
        assertThatThrownBy(() -> workflow.run(input))
                .isInstanceOf(WorkflowFailedException.class)
                .rootCause()
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureType.STOPPED.typeName());
                    assertThat(failure.getOriginalMessage()).isEqualTo("stopped before failures");
                });
        assertThat(activities.calls()).contains("track STOPPED").doesNotContain("failures", "train");
    }

    @Test
    void aCancelledExperimentCancelsIt() {
        ExperimentWorkflow workflow = server.start();
        activities.at("attempts", () -> {
            server.environment()
                    .getWorkflowClient()
                    .newUntypedWorkflowStub(SmallExperiment.ID.value())
                    .cancel();
            awaitChild(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED);
        });
        ExperimentInput input = SmallExperiment.until(StageKind.FAILURES);
        assertThatThrownBy(() -> workflow.run(input)).isInstanceOf(WorkflowFailedException.class);
        assertThat(activities.calls()).contains("track STOPPED").doesNotContain("failures", "track FINISHED");
    }

    private void awaitChild(EventType told) {
        HistoryWatch.await(server.environment().getWorkflowClient(), CHILD, told);
    }
}
