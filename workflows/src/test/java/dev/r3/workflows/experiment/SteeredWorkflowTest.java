package dev.r3.workflows.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.FailureType;
import dev.r3.workflows.contract.StageKind;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Experiments that are paused and stopped. */
@Timeout(60)
class SteeredWorkflowTest {
    private final ExperimentServer server = new ExperimentServer();
    private final FakeActivities activities = server.activities();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aPausedTrainingWaitsAndGoesOn() {
        waitsAndGoesOn(server.start(), this::inAnHour);
    }

    @Test
    void aTrainingThatIsAboutToContinueAsAnotherRunWaitsAndGoesOn() {
        waitsAndGoesOn(server.start(3), this::inAnHour);
    }

    private void inAnHour(Runnable action) {
        server.environment().registerDelayedCallback(Duration.ofHours(1), action);
    }

    /** It hears of the pause in its third run, or in its second one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aTrainingThatContinuedAsAnotherRunWaitsAndGoesOn(int epochsPerHistory) {
        // In real time: the test server skips none once a workflow has continued as another run.
        Executor later = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);
        waitsAndGoesOn(server.start(epochsPerHistory), later::execute);
    }

    private void waitsAndGoesOn(ExperimentWorkflow workflow, Consumer<Runnable> later) {
        activities.at("epoch to 150", () -> {
            workflow.pause();
            later.accept(() -> {
                assertThat(activities.calls()).contains("epoch to 150").doesNotContain("epoch to 200");
                activities.call("resume");
                workflow.resume();
            });
        });
        assertThat(workflow.run(SmallExperiment.until(StageKind.TRAIN)).stages())
                .hasSize(4);
        assertThat(activities.calls()).containsSubsequence("epoch to 150", "resume", "epoch to 200", "train");
    }

    @Test
    void aStoppedTrainingEndsAfterItsEpochAndCommitsNothing() {
        endsAfterItsEpoch(server.start());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aTrainingThatContinuedAsAnotherRunEndsAfterItsEpoch(int epochsPerHistory) {
        endsAfterItsEpoch(server.start(epochsPerHistory));
    }

    /** A larger model is evaluated beside training, which is at its gate first. */
    @Test
    void whatRunsBesideAStoppedTrainingEndsWithItsArm() {
        ExperimentWorkflow workflow = server.start();
        activities.at("epoch to 150", workflow::stop);
        activities.at(
                "shard 0 of evaluation/baseline-big",
                () -> HistoryWatch.await(
                        server.environment().getWorkflowClient(),
                        SmallExperiment.ID.value() + "/train",
                        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED));
        assertThatThrownBy(() -> workflow.run(SmallExperiment.until(StageKind.REPORT)))
                .isInstanceOf(WorkflowFailedException.class);
        assertThat(activities.calls())
                .containsSubsequence("epoch to 150", "evaluation/baseline-big", "track STOPPED")
                .doesNotContain("epoch to 200");
    }

    private void endsAfterItsEpoch(ExperimentWorkflow workflow) {
        activities.at("epoch to 150", workflow::stop);
        ExperimentInput input = SmallExperiment.until(StageKind.REPORT);
        assertThatThrownBy(() -> workflow.run(input))
                .isInstanceOf(WorkflowFailedException.class)
                .rootCause()
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureType.STOPPED.typeName());
                    assertThat(failure.getOriginalMessage()).isEqualTo("stopped after step 150 of 1000 of training");
                });
        String where = "stopped after step 150 of 1000 of training";
        assertThat(workflow.explain()).contains("train: " + where);
        assertThat(activities.why).isEqualTo(where);
        assertThat(activities.calls())
                .contains("epoch to 150", "track STOPPED")
                .doesNotContain("epoch to 200", "train", "track FINISHED");
    }
}
