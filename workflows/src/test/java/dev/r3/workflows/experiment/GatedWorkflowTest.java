package dev.r3.workflows.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.workflows.contract.Champion;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentResult;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Experiments whose trained model is to become the champion. */
class GatedWorkflowTest {
    private final ExperimentServer server = new ExperimentServer();
    private final FakeActivities activities = server.activities();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void withoutAReportItEndsWithItsGate() {
        ExperimentResult result = server.start().run(SmallExperiment.until(StageKind.GATE));
        assertThat(result.stages()).last().extracting(NamedStage::name).isEqualTo("gate");
        assertThat(activities.calls()).contains("promote").doesNotContain("report");
    }

    @Test
    void theChampionAnswersTheSameTasksBeforeTheGate() {
        activities.champions.add(champion(3, "cd"));
        ExperimentResult result = server.start().run(SmallExperiment.until(StageKind.REPORT));
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
        assertThat(server.start().run(SmallExperiment.until(StageKind.REPORT)).stages())
                .extracting(NamedStage::name)
                .hasSize(15)
                .doesNotContain("evaluation/champion-3");
    }

    @Test
    void whoIsOvertakenIsComparedWithTheNewChampion() {
        activities.champions.addAll(List.of(champion(3, "cd"), champion(4, "ef")));
        ExperimentResult result = server.start().run(SmallExperiment.until(StageKind.REPORT));
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

    static Champion champion(int number, String digest) {
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
}
