package dev.r3.activities.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failures.FailureSet;
import dev.r3.activities.failures.Failures;
import dev.r3.activities.policy.CoinTask;
import dev.r3.activities.policy.JsonLines;
import dev.r3.activities.policy.LocalModel;
import dev.r3.activities.policy.TinyModel;
import dev.r3.activities.port.DataSpecs;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.model.decoder.ComputeThreads;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.snapshot.RunDigests;
import dev.r3.model.snapshot.Snapshot;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ParentTraining;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTrainerTest {
    private static final List<EpisodeTask> TASKS = CoinTask.first(10);
    private static final int STEPS = 4;
    private static final Digest DIGEST = new Digest("ab".repeat(32));

    @TempDir
    Path folder;

    @BeforeAll
    static void computeInOneOrder() {
        ComputeThreads.use(1);
    }

    @Test
    void aStoppedRunGoesOnToTheSameWeights() throws IOException {
        train("whole", 0, List.of(), QuietSteps.NONE);
        assertThatThrownBy(() -> train("stopped", 0, List.of(), new QuietSteps() {
                    @Override
                    public void trained(StepMetrics metrics, long steps) {
                        if (metrics.step() == 3) {
                            throw new IllegalStateException("stopped");
                        }
                    }
                }))
                .hasMessage("stopped");
        train("stopped", 0, List.of(), QuietSteps.NONE);
        assertThat(weights("stopped")).isEqualTo(weights("whole"));
        assertThat(weights("whole")).isNotEqualTo(Files.readAllBytes(TinyModel.FOLDER.resolve("model.safetensors")));
    }

    @Test
    void epochsGiveTheSameWeightsAsOneRun() throws IOException {
        train("whole", 0, List.of(), QuietSteps.NONE);
        ExperimentSpec spec = spec(0);
        FailureTrainer trainer = new FailureTrainer(spec, CoinTask.EPISODES, TinyModel.FOLDER);
        TrainingData data = new TrainingData(TASKS, failures(spec), List.of(), Optional.empty());
        assertThat(trainer.train(data, run("epochs"), 2, QuietSteps.NONE)
                        .state()
                        .step())
                .isEqualTo(2);
        Snapshot last = trainer.train(data, run("epochs"), STEPS, QuietSteps.NONE);
        assertThat(JsonLines.read(last.file(EpochFiles.METRICS), StepMetrics.class))
                .extracting(StepMetrics::step)
                .containsExactly(3L, 4L);
        trainer.export(run("epochs"), folder.resolve("epochs-model"), QuietSteps.NONE);
        assertThat(weights("epochs")).isEqualTo(weights("whole"));
        assertThatThrownBy(() -> trainer.train(data, run("odd"), 3, QuietSteps.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void validationChoosesTheStep() {
        List<StepMetrics> steps = new ArrayList<>();
        long chosen = train("validated", 0, CoinTask.first(6), new QuietSteps() {
            @Override
            public void trained(StepMetrics metrics, long all) {
                steps.add(metrics);
            }
        });
        assertThat(chosen).isIn(2L, 4L);
        assertThat(steps)
                .hasSize(STEPS)
                .allSatisfy(step -> assertThat(step.values()).containsKeys("anchor/kl", "reward"));
        assertThat(steps.get(1).values()).containsKey("eval/validation/second_try");
    }

    @Test
    void firstAnswersAreTrainedWithAsManyTokensAsReflections() {
        MatchedTokens matched = matched();
        List<StepMetrics> steps = new ArrayList<>();
        answers("answers", matched, new QuietSteps() {
            @Override
            public void trained(StepMetrics metrics, long all) {
                steps.add(metrics);
            }
        });
        assertThat(steps)
                .hasSize(STEPS)
                .allSatisfy(
                        step -> assertThat(step.values()).containsKey("reward").doesNotContainKey("anchor/kl"));
        assertThat(generated(steps).stream().mapToLong(Long::longValue).sum())
                .isCloseTo(matched.total(), withPercentage(5));
    }

    @Test
    void aStoppedRunOnFirstAnswersGoesOnToTheSameWeights() throws IOException {
        MatchedTokens matched = matched();
        answers("whole", matched, QuietSteps.NONE);
        assertThatThrownBy(() -> answers("stopped", matched, new QuietSteps() {
                    @Override
                    public void trained(StepMetrics metrics, long steps) {
                        if (metrics.step() == 3) {
                            throw new IllegalStateException("stopped");
                        }
                    }
                }))
                .hasMessage("stopped");
        answers("stopped", matched, QuietSteps.NONE);
        assertThat(weights("stopped")).isEqualTo(weights("whole"));
        assertThat(weights("whole")).isNotEqualTo(weights("reflections"));
    }

    /** Of a training on reflections, done here. */
    private MatchedTokens matched() {
        List<StepMetrics> steps = new ArrayList<>();
        train("reflections", 0, List.of(), new QuietSteps() {
            @Override
            public void trained(StepMetrics metrics, long all) {
                steps.add(metrics);
            }
        });
        return new MatchedTokens(generated(steps), 4, failures(spec(0)).meanAnswerTokens());
    }

    private static List<Long> generated(List<StepMetrics> steps) {
        return steps.stream().map(step -> step.generatedTokens().orElseThrow()).toList();
    }

    private void answers(String run, MatchedTokens matched, StepListener listener) {
        ExperimentSpec spec = spec(0);
        FailureTrainer trainer = new FailureTrainer(spec, CoinTask.EPISODES, TinyModel.FOLDER);
        trainer.train(
                new TrainingData(TASKS, failures(spec), List.of(), Optional.of(matched)), run(run), STEPS, listener);
        trainer.export(run(run), folder.resolve(run + "-model"), QuietSteps.NONE);
    }

    @Test
    void adaptersAreWorkedIn() throws IOException {
        train("adapters", 2, List.of(), QuietSteps.NONE);
        try (LocalModel model = LocalModel.open(folder.resolve("adapters-model"), TinyModel.policy(0))) {
            assertThat(model.checkpoint().summary().parameters()).isPositive();
        }
        assertThat(weights("adapters")).isNotEmpty();
    }

    @ParameterizedTest(name = "adapters of rank {0}, {1} validation tasks")
    @CsvSource({"0, 0", "2, 0", "0, 6"})
    void aChildGoesOnAsIfItHadDoneTheParentsStepsItself(int rank, int validationTasks) throws IOException {
        List<EpisodeTask> validation = CoinTask.first(validationTasks);
        long chosen = train("whole", rank, validation, QuietSteps.NONE);
        InMemoryArtifactStore store = new InMemoryArtifactStore();
        SnapshotArchive parents = new SnapshotArchive(store, ArtifactKey.of("parent"));
        TrainingRun parent = new TrainingRun(
                new RunDigests(DIGEST.hex(), DIGEST.hex(), "verifier"),
                Map.of("threads", "1"),
                folder.resolve("parent"));
        ExperimentSpec brief = spec(rank, 2);
        parents.keep(new FailureTrainer(brief, CoinTask.EPISODES, TinyModel.FOLDER)
                .train(
                        new TrainingData(TASKS, failures(brief), validation, Optional.empty()),
                        parent,
                        2,
                        QuietSteps.NONE));

        SnapshotArchive own = new SnapshotArchive(store, ArtifactKey.of("child"));
        ParentTraining from = new ParentTraining(
                new ExperimentId("r3-p-0123456789ab"), DIGEST, DIGEST, 2, Optional.of(DIGEST), Optional.empty());
        new Adoption(from, parents, folder.resolve("fetched"), QuietSteps.NONE)
                .into(own, run("child"), Optional.of(DIGEST));
        // An attempt that was killed right then does it again, somewhere else.
        new Adoption(from, parents, folder.resolve("fetched-again"), QuietSteps.NONE)
                .into(own, run("killed"), Optional.of(DIGEST));
        assertThat(own.newest()).isEqualTo(2);
        assertThat(own.metrics(folder)).isEmpty();

        List<Long> steps = new ArrayList<>();
        assertThat(train("child", rank, validation, new QuietSteps() {
                    @Override
                    public void trained(StepMetrics metrics, long all) {
                        steps.add(metrics.step());
                    }
                }))
                .isEqualTo(chosen);
        assertThat(steps).containsExactly(3L, 4L);
        assertThat(weights("child")).isEqualTo(weights("whole"));
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

    private long train(String run, int rank, List<EpisodeTask> validation, StepListener listener) {
        ExperimentSpec spec = spec(rank);
        FailureTrainer trainer = new FailureTrainer(spec, CoinTask.EPISODES, TinyModel.FOLDER);
        trainer.train(new TrainingData(TASKS, failures(spec), validation, Optional.empty()), run(run), STEPS, listener);
        return trainer.export(run(run), folder.resolve(run + "-model"), QuietSteps.NONE);
    }

    private TrainingRun run(String name) {
        return new TrainingRun(
                new RunDigests("spec", "data", "verifier"), Map.of("threads", "1"), folder.resolve(name));
    }

    private static FailureSet failures(ExperimentSpec spec) {
        return Failures.of(TASKS, CoinTask.EPISODES, spec);
    }

    private static ExperimentSpec spec(int rank) {
        return spec(rank, STEPS);
    }

    private static ExperimentSpec spec(int rank, int steps) {
        ExperimentSpec least = DataSpecs.of(
                "coins",
                3,
                new TaskSpec("coin", Map.of(), new PromptSpec("", "", "", "")),
                new DataSpec("coins.jsonl", Map.of(), 0, new SplitSpec(0, 0.1, 0.1), new ProofSpec(1, 1, 0)),
                new TrackingSpec("r3", ""));
        return new ExperimentSpec(
                least.name(),
                least.seed(),
                least.parent(),
                least.task(),
                least.data(),
                TinyModel.policy(rank),
                CoinTask.EPISODES.spec(),
                least.failures(),
                new TrainSpec(
                        steps,
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
                        2,
                        0,
                        20,
                        1),
                least.evaluate(),
                least.gate(),
                least.tracking());
    }
}
