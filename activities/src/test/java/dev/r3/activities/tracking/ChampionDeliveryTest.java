package dev.r3.activities.tracking;

import static dev.r3.activities.tracking.CommittedStages.NOTHING;
import static dev.r3.activities.tracking.CommittedStages.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.failure.TrackerFailure;
import dev.r3.activities.port.ModelNote;
import dev.r3.activities.training.TrainStage;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageTrackingInput;
import dev.r3.workflows.contract.TrackingInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tracking server is told of gates and champions, in whatever order. */
class ChampionDeliveryTest {
    @TempDir
    Path folder;

    private final FakeTracker server = new FakeTracker();
    private CommittedStages stages;
    private RunDelivery delivery;

    @BeforeEach
    void open() {
        stages = new CommittedStages(folder);
        delivery = stages.to(server);
    }

    @Test
    void theGatesWordStandsBesideRunAndModel() {
        List<NamedStage> done = done("kept", "no better");
        delivery.everything(finished(done));
        assertThat(server.records.get(0).tags())
                .containsEntry("r3.gate", "kept")
                .containsEntry("r3.gate.reason", "no better");
        assertThat(server.notes).containsExactly(Map.entry(key(done), "kept: no better"));
        assertThat(server.champion).isEmpty();
    }

    @Test
    void thePromotedModelIsTheChampion() {
        List<NamedStage> done = done("promoted", "better");
        crown(done, "ada");
        delivery.everything(finished(done));
        assertThat(server.champion)
                .contains(new ModelNote(key(done), "small", "champion-1, promoted by hand by ada: why"));
        assertThat(server.notes).containsExactly(Map.entry(key(done), "champion-1, promoted by hand by ada: why"));
        delivery.everything(finished(done));
        assertThat(server.notes).hasSize(1);
    }

    @Test
    void aNoteIsToldOnceItsModelIs() {
        List<NamedStage> done = done("kept", "no better");
        StageTrackingInput gate = new StageTrackingInput(RUN, done.get(2), Optional.empty());
        assertThatThrownBy(() -> delivery.stage(gate)).isInstanceOf(TrackerFailure.class);
        delivery.stage(new StageTrackingInput(RUN, done.get(1), Optional.empty()));
        delivery.stage(gate);
        assertThat(server.notes).containsOnlyKeys(key(done));
    }

    /** Whatever a run's own gate said: it may have been promoted by hand. */
    @Test
    void aTrainingThatIsToldLateBringsTheAlias() {
        List<NamedStage> done = done("kept", "no better");
        crown(done, "ada");
        delivery.stage(new StageTrackingInput(RUN, done.get(1), Optional.empty()));
        assertThat(server.champion.map(ModelNote::key)).contains(key(done));
    }

    @Test
    void aChampionThatTheServerLacksChangesNothing() {
        List<NamedStage> done = done("kept", "no better");
        StageResult another =
                stages.committed("another", StageKind.TRAIN, NOTHING).result();
        stages.champions().crownByHand(RUN.experiment(), another, "ada", "elsewhere");
        assertThat(delivery.champion(RUN.experiment().spec())).isFalse();
        delivery.everything(finished(done));
        assertThat(server.champion).isEmpty();
    }

    @Test
    void whoBecomesChampionMeanwhileIsToldLast() {
        List<NamedStage> done = done("promoted", "better");
        crown(done, "ada");
        delivery.stage(new StageTrackingInput(RUN, done.get(1), Optional.empty()));
        NamedStage next = stages.committed(
                "next",
                StageKind.TRAIN,
                NOTHING,
                Map.of("config.json", stages.file("next.json", "{next}"), TrainStage.METRICS, stages.metrics()),
                SmallExperiment.BASE);
        delivery.stage(
                new StageTrackingInput(RUN, new NamedStage(StageKind.TRAIN.label(), next.result()), Optional.empty()));
        server.whileCrowning =
                () -> stages.champions().crownByHand(RUN.experiment(), next.result(), "bob", "better still");
        assertThat(delivery.champion(RUN.experiment().spec())).isTrue();
        assertThat(server.champion.map(ModelNote::text)).contains("champion-2, promoted by hand by bob: better still");
    }

    private List<NamedStage> done(String decision, String reason) {
        NamedStage train = stages.trained();
        ObjectNode gate = JsonNodeFactory.instance
                .objectNode()
                .put("decision", decision)
                .put("reason", reason)
                .put("champion", 0)
                .put("model", train.result().digest().hex());
        return List.of(stages.failures(), train, stages.committed("gate", StageKind.GATE, gate));
    }

    private static TrackingInput finished(List<NamedStage> done) {
        return TrackingInput.of(RUN, 9_000, done, TrackingInput.State.FINISHED);
    }

    private static String key(List<NamedStage> done) {
        return done.get(1).result().digest().hex();
    }

    private void crown(List<NamedStage> done, String who) {
        assertThat(stages.champions().crownByHand(RUN.experiment(), done.get(1).result(), who, "why"))
                .isPresent();
    }
}
