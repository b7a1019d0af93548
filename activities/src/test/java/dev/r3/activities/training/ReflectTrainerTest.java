package dev.r3.activities.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failures.FailureSet;
import dev.r3.activities.failures.FailureSetBuilder;
import dev.r3.activities.policy.CoinTask;
import dev.r3.activities.policy.LocalModel;
import dev.r3.activities.policy.TinyModel;
import dev.r3.activities.policy.WorkListener;
import dev.r3.activities.port.DataSpecs;
import dev.r3.model.decoder.ComputeThreads;
import dev.r3.model.reflect.Episode;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.snapshot.Damage;
import dev.r3.model.snapshot.EnvironmentDifference;
import dev.r3.model.snapshot.RunDigests;
import dev.r3.model.snapshot.SnapshotListener;
import dev.r3.model.train.TrainingListener;
import dev.r3.workflows.contract.spec.AdvantageChoice;
import dev.r3.workflows.contract.spec.AnchorSpec;
import dev.r3.workflows.contract.spec.DataSpec;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.LearningRateSpec;
import dev.r3.workflows.contract.spec.LossChoice;
import dev.r3.workflows.contract.spec.PromptSpec;
import dev.r3.workflows.contract.spec.ProofSpec;
import dev.r3.workflows.contract.spec.RefillSpec;
import dev.r3.workflows.contract.spec.ScheduleChoice;
import dev.r3.workflows.contract.spec.SplitSpec;
import dev.r3.workflows.contract.spec.TaskSpec;
import dev.r3.workflows.contract.spec.TrackingSpec;
import dev.r3.workflows.contract.spec.TrainSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReflectTrainerTest {
    private static final List<EpisodeTask> TASKS = CoinTask.first(10);
    private static final int STEPS = 4;

    @TempDir
    Path folder;

    @BeforeAll
    static void computeInOneOrder() {
        ComputeThreads.use(1);
    }

    @Test
    void aStoppedRunGoesOnToTheSameWeights() throws IOException {
        assertThat(train("whole", 0, List.of(), quiet())).isEqualTo(STEPS);
        assertThatThrownBy(() -> train("stopped", 0, List.of(), (step, steps, metrics, rollouts) -> {
                    if (step == 3) {
                        throw new IllegalStateException("stopped");
                    }
                }))
                .hasMessage("stopped");
        train("stopped", 0, List.of(), quiet());
        assertThat(weights("stopped")).isEqualTo(weights("whole"));
        assertThat(weights("whole")).isNotEqualTo(Files.readAllBytes(TinyModel.FOLDER.resolve("model.safetensors")));
    }

    @Test
    void validationChoosesTheStep() {
        long step = train(
                "validated",
                0,
                CoinTask.first(6),
                (done, steps, metrics, rollouts) ->
                        assertThat(metrics).containsKey("anchor/kl").containsKey("reward"));
        assertThat(step).isIn(2L, 4L);
    }

    @Test
    void adaptersAreWorkedIn() throws IOException {
        train("adapters", 2, List.of(), quiet());
        try (LocalModel model = LocalModel.open(folder.resolve("adapters-model"), TinyModel.policy(0))) {
            assertThat(model.checkpoint().summary().parameters()).isPositive();
        }
        assertThat(weights("adapters")).isNotEmpty();
    }

    @Test
    void aMissingModelIsNamed() {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> LocalModel.open(none, TinyModel.policy(0)))
                .isInstanceOf(ConfigFailure.class)
                .hasMessageStartingWith(none + " is no folder; expected a model's checkpoint (`./r3 model pretrain ");
        assertThatThrownBy(() -> LocalModel.open(folder, TinyModel.policy(0)))
                .isInstanceOf(ConfigFailure.class)
                .hasMessageStartingWith("the model in " + folder + " can't be used: ");
    }

    private byte[] weights(String run) throws IOException {
        return Files.readAllBytes(folder.resolve(run + "-model").resolve("model.safetensors"));
    }

    private long train(String run, int rank, List<EpisodeTask> validation, TrainingListener<Episode> listener) {
        ExperimentSpec spec = spec(rank);
        return new ReflectTrainer(spec, CoinTask.EPISODES, TinyModel.FOLDER)
                .run(
                        new TrainingData(TASKS, failures(spec), validation),
                        new TrainingRun(
                                new RunDigests("spec", "data", "verifier"),
                                Map.of("threads", "1"),
                                folder.resolve(run)),
                        folder.resolve(run + "-model"),
                        listener,
                        new Strict());
    }

    private static FailureSet failures(ExperimentSpec spec) {
        try (LocalModel model = TinyModel.open()) {
            return new FailureSetBuilder(model.policy(), CoinTask.EPISODES, spec.failures(), spec.seed())
                    .build(TASKS, WorkListener.SILENT);
        }
    }

    private static TrainingListener<Episode> quiet() {
        return (step, steps, metrics, rollouts) -> {};
    }

    private static ExperimentSpec spec(int rank) {
        ExperimentSpec least = DataSpecs.of(
                "coins",
                3,
                new TaskSpec("coin", Map.of(), new PromptSpec("", "", "", "")),
                new DataSpec("coins.jsonl", Map.of(), 0, new SplitSpec(0, 0.1, 0.1), new ProofSpec(1, 1, 0)),
                new TrackingSpec("r3", ""));
        return new ExperimentSpec(
                least.name(),
                least.seed(),
                least.task(),
                least.data(),
                TinyModel.policy(rank),
                CoinTask.EPISODES.spec(),
                least.failures(),
                new TrainSpec(
                        STEPS,
                        3,
                        LossChoice.GRPO,
                        0,
                        0.2,
                        AdvantageChoice.GROUP,
                        new LearningRateSpec(1e-3, ScheduleChoice.CONSTANT, 0),
                        400,
                        new AnchorSpec(1, 4),
                        new RefillSpec(0, 1),
                        2,
                        20,
                        1),
                least.evaluate(),
                least.tracking());
    }

    /** For which a damaged snapshot is a fault. */
    private static final class Strict implements SnapshotListener {
        @Override
        public void damaged(Damage damage) {
            throw new IllegalStateException(damage.toString());
        }

        @Override
        public void environmentDiffers(Path at, List<EnvironmentDifference> differences) {
            throw new IllegalStateException(differences.toString());
        }

        @Override
        public void removedLeftover(Path at) {}

        @Override
        public void notRemoved(Path at, IOException reason) {}
    }
}
