package dev.r3.workflows.experiment;

import static java.util.Objects.requireNonNull;
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

/** Experiments that check on other data what training forgot. */
class CheckedWorkflowTest {
    private final ExperimentServer server = new ExperimentServer();
    private final FakeActivities activities = server.activities();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void forgettingIsCheckedOnOtherDataBeforeTheGate() {
        ExperimentResult result = server.start().run(SmallExperiment.checked(StageKind.REPORT));
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
        server.start().run(input);
        ExperimentInput checked = requireNonNull(activities.checked);
        assertThat(checked).isEqualTo(input.checking("calls", FakeActivities.stage(StageKind.DATASET)));
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
        ExperimentWorkflow workflow = server.start();
        ExperimentInput input = SmallExperiment.checked(StageKind.REPORT);
        assertThatThrownBy(() -> workflow.run(input)).isInstanceOf(WorkflowFailedException.class);
        assertThat(activities.calls()).contains("track FAILED").doesNotContain("attempts", "train");
    }
}
