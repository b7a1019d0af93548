package dev.r3.workflows.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.ExperimentWorkflow;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.TaskQueues;
import io.temporal.client.WorkflowFailedException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Experiments that also sample courses of the test tasks. */
class SampledWorkflowTest {
    private final ExperimentServer server = new ExperimentServer();
    private final FakeActivities activities = server.activities();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void weightsAreSampledAfterTheirGreedyEvaluation() {
        activities.shards = 2;
        activities.champions.add(GatedWorkflowTest.champion(3, "cd"));
        ExperimentResult result = server.start().run(SmallExperiment.sampled(StageKind.REPORT));
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
    void vanillaAndTrainedAreSampledWithoutReflectionsWhereThatIsAskedFor() {
        ExperimentResult result = server.start().run(SmallExperiment.sampledControls(StageKind.REPORT));
        assertThat(result.stages())
                .extracting(NamedStage::name)
                .filteredOn(name -> name.startsWith("sampled/"))
                .as("no other model, as with greedy controls")
                .containsExactlyInAnyOrder(
                        "sampled/vanilla",
                        "sampled/vanilla/no-reflection",
                        "sampled/trained",
                        "sampled/trained/no-reflection",
                        "sampled/task-grpo",
                        "sampled/baseline-big");
        assertThat(activities.calls())
                .containsSubsequence("sampled/trained", "sampled/trained/no-reflection", "report")
                .contains("track sampled/trained/no-reflection");
    }

    @Test
    void nothingIsSampledWithoutBeingAskedFor() {
        server.start().run(SmallExperiment.until(StageKind.REPORT));
        assertThat(activities.calls()).noneMatch(call -> call.contains("sampled"));
        assertThat(activities.queues).doesNotContainKey("find sampled");
    }

    @Test
    void aSamplingThatBreaksEndsTheExperiment() {
        ExperimentWorkflow workflow = server.start();
        ExperimentInput input = SmallExperiment.sampled(StageKind.REPORT);
        BreakWhileTraining.at(server, "shard 0 of sampled/vanilla");
        assertThatThrownBy(() -> workflow.run(input)).isInstanceOf(WorkflowFailedException.class);
        assertThat(activities.calls()).contains("track FAILED").doesNotContain("gate");
    }
}
