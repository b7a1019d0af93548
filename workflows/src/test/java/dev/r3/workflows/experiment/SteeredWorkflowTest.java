package dev.r3.workflows.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.FailureType;
import dev.r3.workflows.contract.StageKind;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Experiments that are paused and stopped. */
class SteeredWorkflowTest {
    private final ExperimentServer server = new ExperimentServer();
    private final FakeActivities activities = server.activities();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aPausedTrainingWaitsAndGoesOn() throws Exception {
        ExperimentWorkflow workflow = server.start();
        activities.at("epoch to 100", () -> {
            workflow.pause();
            server.environment().registerDelayedCallback(Duration.ofHours(1), () -> {
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
        ExperimentWorkflow workflow = server.start();
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
}
