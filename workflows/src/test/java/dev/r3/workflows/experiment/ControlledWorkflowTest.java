package dev.r3.workflows.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import io.temporal.client.WorkflowFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Experiments with the control that is trained. */
class ControlledWorkflowTest {
    private final ExperimentServer server = new ExperimentServer();
    private final FakeActivities activities = server.activities();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theControlIsTrainedAfterTheMethodAndComparedByItsReflectionsAlone() {
        ExperimentWorkflow workflow = server.start();

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
    void theControlIsNoPartOfTraining() {
        ExperimentResult result = server.start().run(SmallExperiment.withControls(StageKind.TRAIN));
        assertThat(result.stages()).last().extracting(NamedStage::name).isEqualTo("train");
    }

    @Test
    void theControlCanBeStopped() {
        ExperimentWorkflow workflow = server.start();
        activities.at("task-grpo's epoch to 100", workflow::stop);
        ExperimentInput input = SmallExperiment.withControls(StageKind.REPORT);
        assertThatThrownBy(() -> workflow.run(input)).isInstanceOf(WorkflowFailedException.class);
        assertThat(activities.calls())
                .contains("train", "track STOPPED")
                .doesNotContain("task-grpo's epoch to 150", "train/task-grpo", "report");
    }
}
