package dev.r3.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.infra.temporal.Experiments.RunningActivity;
import dev.r3.workflows.contract.Heartbeat;
import dev.r3.workflows.contract.StagePart;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StageHeartbeatsTest {
    private static final String VANILLA = "evaluation/vanilla";
    private static final long TASKS = 10_000;
    private static final long SHARD = 4_096;
    private static final Heartbeat TRAINING = Heartbeat.of("train", "steps", 3, 100, 10);

    private final StageHeartbeats stages = new StageHeartbeats();

    @Test
    void whatHasNoShardsIsToldAsItIs() {
        assertThat(stages.of(List.of(activity("training", "1", "Epoch", Optional.of(TRAINING)))))
                .containsExactly(TRAINING);
        assertThat(stages.of(List.of(waiting("2")))).isEmpty();
    }

    /** Of 10,000 tasks in shards of 4,096, one shard after the other, as on a single device. */
    @Test
    void shardsOfAStageAreAddedUp() {
        assertThat(stages.of(List.of(begun("1"), waiting("2"), waiting("3"))))
                .as("what it has to do is unknown yet")
                .containsExactly(Heartbeat.ofStage(VANILLA, "tasks", 0, 0));
        assertThat(stages.of(List.of(shard(1, 96), waiting("2"), waiting("3")))).containsExactly(vanilla(96));
        assertThat(stages.of(
                        List.of(waiting("2"), waiting("3"), activity("training", "1", "Epoch", Optional.of(TRAINING)))))
                .as("the first has ended, and another stage is at work")
                .containsExactly(TRAINING, vanilla(4_096));
        assertThat(stages.of(List.of(begun("2"), waiting("3")))).containsExactly(vanilla(4_096));
        assertThat(stages.of(List.of(shard(2, 4_100), waiting("3")))).containsExactly(vanilla(4_100));
        assertThat(stages.of(List.of(shard(3, 8_200)))).containsExactly(vanilla(8_200));
        assertThat(stages.of(List.of(finishing(0)))).as("they are put together").containsExactly(vanilla(10_000));
        assertThat(stages.of(List.of(finishing(10_000)))).containsExactly(vanilla(10_000));
    }

    @Test
    void shardsSideBySideAreOneStageBesideOthers() {
        RunningActivity training = activity("training", "1", "Epoch", Optional.of(TRAINING));
        assertThat(stages.of(List.of(training, shard(1, 5), shard(2, 4_102), shard(3, 8_199))))
                .containsExactly(TRAINING, vanilla(5 + 6 + 7));
        assertThat(stages.of(List.of(training, shard(1, 15), shard(3, 8_199))))
                .as("the second has ended")
                .containsExactly(TRAINING, vanilla(15 + 4_096 + 7));
    }

    /** A queue has no order that one could count on. */
    @Test
    void theLastShardMayBeTheFirst() {
        assertThat(stages.of(List.of(waiting("1"), waiting("2"), shard(3, 8_200))))
                .containsExactly(vanilla(8));
        assertThat(stages.of(List.of(waiting("1"), shard(2, 4_100)))).containsExactly(vanilla(10_000 - 8_192 + 4));
        assertThat(stages.of(List.of(shard(1, 7)))).containsExactly(vanilla(10_000 - 4_096 + 7));
    }

    /** As arms of an evaluation. */
    @Test
    void oneStageAfterTheOtherInAWorkflow() {
        Heartbeat control =
                Heartbeat.ofPart("evaluation/vanilla/no-reflection", "tasks", 9, TASKS, new StagePart(0, 3), SHARD);
        stages.of(List.of(shard(3, 8_200)));
        assertThat(stages.of(List.of(activity("evaluation", "5", "Finish", Optional.empty()))))
                .as("they wait to be put together")
                .containsExactly(vanilla(10_000));
        assertThat(stages.of(List.of(waiting("7"), waiting("8"), waiting("9"))))
                .as("it is not known yet that they are another stage's")
                .containsExactly(vanilla(10_000));
        assertThat(stages.of(List.of(
                        activity("evaluation", "7", "Shard", Optional.of(control)), waiting("8"), waiting("9"))))
                .containsExactly(Heartbeat.ofStage(control.stage(), "tasks", 9, TASKS));
        assertThat(stages.of(List.of(waiting("8"), waiting("9"))))
                .containsExactly(Heartbeat.ofStage(control.stage(), "tasks", SHARD, TASKS));
    }

    @Test
    void shardsThatEndedBeforeAnybodyLookedCountAsDone() {
        assertThat(stages.of(List.of(shard(2, 4_100), waiting("3")))).containsExactly(vanilla(4_100));
        assertThat(stages.of(List.of(waiting("3"), shard(2, 4_101), activity("other", "4", "Shard", Optional.empty()))))
                .as("another workflow's shards are none of its")
                .containsExactly(vanilla(4_101));
        assertThat(new StageHeartbeats().of(List.of(shard(1, 9))))
                .as("all but one")
                .containsExactly(vanilla(10_000 - 4_096 + 9));
    }

    private static Heartbeat vanilla(long done) {
        return Heartbeat.ofStage(VANILLA, "tasks", done, TASKS);
    }

    /**
     * @param done of the stage, if all before it were
     */
    private static RunningActivity shard(int shard, long done) {
        long from = (shard - 1) * SHARD;
        long end = Math.min(from + SHARD, TASKS);
        return activity(
                "evaluation",
                String.valueOf(shard),
                "Shard",
                Optional.of(Heartbeat.ofPart(VANILLA, "tasks", done, TASKS, new StagePart(from, 3), end)));
    }

    /** It loads its model. */
    private static RunningActivity begun(String id) {
        return activity("evaluation", id, "Shard", Optional.of(Heartbeat.ofStage(VANILLA, "tasks", 0, 0)));
    }

    private static RunningActivity finishing(long done) {
        return activity("evaluation", "5", "Finish", Optional.of(Heartbeat.ofStage(VANILLA, "tasks", done, done)));
    }

    private static RunningActivity waiting(String id) {
        return activity("evaluation", id, "Shard", Optional.empty());
    }

    private static RunningActivity activity(String workflow, String id, String name, Optional<Heartbeat> heartbeat) {
        return new RunningActivity(workflow, id, name, heartbeat, 1, "", "1@host");
    }
}
