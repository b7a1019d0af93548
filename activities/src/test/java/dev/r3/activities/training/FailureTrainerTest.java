package dev.r3.activities.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failures.FailureSet;
import dev.r3.activities.policy.CoinTask;
import dev.r3.activities.policy.JsonLines;
import dev.r3.activities.policy.Judgement;
import dev.r3.activities.policy.LocalModel;
import dev.r3.activities.policy.TinyModel;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.activities.table.RecordFile;
import dev.r3.model.decoder.ComputeThreads;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.snapshot.RunDigests;
import dev.r3.model.snapshot.Snapshot;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ParentTraining;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTrainerTest {
    private static final List<EpisodeTask> TASKS = CoinTraining.TASKS;
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
        assertEqualTrajectories("stopped", "whole");
    }

    @Test
    void eachReflectionIsKeptWithWhatCameOfIt() {
        List<StepMetrics> metrics = new ArrayList<>();
        train("kept", 0, List.of(), new QuietSteps() {
            @Override
            public void trained(StepMetrics done, long steps) {
                metrics.add(done);
            }
        });
        List<Trajectory> rows = trajectories("kept", 4);
        assertThat(rows).hasSize(2 * 3 * 4).extracting(Trajectory::step).containsOnly(3L, 4L);
        assertThat(rows.subList(0, 4))
                .as("one failure's")
                .allSatisfy(row -> {
                    assertThat(row.task()).isEqualTo(rows.get(0).task());
                    assertThat(row.stage()).isEqualTo("train-2/reflection");
                    assertThat(row.prompt()).isEqualTo(rows.get(0).prompt());
                })
                .extracting(Trajectory::sample)
                .containsExactly(0, 1, 2, 3);
        assertThat(rows).allSatisfy(FailureTrainerTest::assertReflection);
        for (StepMetrics step : metrics.subList(2, 4)) {
            List<Trajectory> ofStep =
                    rows.stream().filter(row -> row.step() == step.step()).toList();
            assertThat(rewards(ofStep).average()).hasValueCloseTo(value(step, "reward"), within(1e-12));
            assertThat(ofStep.stream()
                            .mapToInt(row -> row.completionTokens() + retryTokens(row))
                            .sum())
                    .isEqualTo(step.generatedTokens().orElseThrow().intValue());
        }
        assertThat(rows).anySatisfy(row -> assertThat(row.advantage()).isPositive());
    }

    private static void assertReflection(Trajectory row) {
        assertThat(row.prompt()).extracting(Trajectory.Message::role).containsExactly("user", "assistant", "user");
        assertThat(row.prompt().get(2).content()).isEqualTo("Reflect.");
        assertThat(row.promptTokens()).isPositive();
        assertThat(row.completionTokens()).isBetween(1, 6);
        assertThat(row.retries()).hasSize(1);
        Trajectory.Retry retry = row.retries().get(0);
        assertThat(retry.completionTokens()).isBetween(1, 4);
        assertThat(retry.verdict()).isEqualTo(row.verdict()).isIn(Judgement.PASSED, Judgement.FAILED);
        boolean passed = row.verdict() == Judgement.PASSED;
        assertThat(row.reward()).isEqualTo(passed ? 1.0 : 0.0);
        assertThat(row.error()).isEqualTo(retry.error()).isEqualTo(passed ? "" : "tails");
        double advantage = Objects.requireNonNull(row.advantage(), "no advantage");
        assertThat(passed ? advantage : -advantage).isNotNegative();
    }

    private static DoubleStream rewards(List<Trajectory> rows) {
        return rows.stream().map(Trajectory::reward).filter(Objects::nonNull).mapToDouble(Double::doubleValue);
    }

    private static int retryTokens(Trajectory row) {
        return row.retries().stream()
                .mapToInt(Trajectory.Retry::completionTokens)
                .sum();
    }

    private static double value(StepMetrics step, String metric) {
        return Objects.requireNonNull(step.values().get(metric), metric);
    }

    /** Of the epoch that ends with a step. */
    private List<Trajectory> trajectories(String run, long step) {
        return RecordFile.read(trajectoryFile(run, step), Trajectory.class);
    }

    private Path trajectoryFile(String run, long step) {
        return folder.resolve(run).resolve("step-%08d".formatted(step)).resolve(TrajectoryFile.NAME);
    }

    private void assertEqualTrajectories(String run, String other) {
        for (long step : List.of(2L, 4L)) {
            assertThat(trajectoryFile(run, step)).hasSameBinaryContentAs(trajectoryFile(other, step));
        }
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
        assertEqualTrajectories("epochs", "whole");
        assertThatThrownBy(() -> trainer.train(data, run("odd"), 3, QuietSteps.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** As of one who cancels again and again; two steps are an epoch. */
    @Test
    void aRunThatIsToEndKeepsTheStepItIsAt() throws IOException {
        List<EpisodeTask> validation = CoinTask.first(6);
        long chosen = train("whole", 0, validation, QuietSteps.NONE);
        ExperimentSpec spec = spec(0);
        FailureTrainer trainer = new FailureTrainer(spec, CoinTask.EPISODES, TinyModel.FOLDER);
        TrainingData data = new TrainingData(TASKS, failures(spec), validation, Optional.empty());
        SnapshotArchive archive = new SnapshotArchive(new InMemoryArtifactStore(), ArtifactKey.of("ended"));
        for (long end = 1; end <= STEPS; end++) {
            Snapshot kept = trainer.train(data, run("ended"), end + end % 2, new EndingAt(end));
            assertThat(kept.state().step()).isEqualTo(end);
            archive.keep(kept);
        }
        assertThat(trainer.export(run("ended"), folder.resolve("ended-model"), QuietSteps.NONE))
                .isEqualTo(chosen);
        assertThat(weights("ended")).isEqualTo(weights("whole"));
        assertThat(archive.metrics(folder)).extracting(StepMetrics::step).containsExactly(1L, 2L, 3L, 4L);
        Path all = folder.resolve("ended-" + TrajectoryFile.NAME);
        TrajectoryFile.join(archive.trajectories(folder), all);
        Path whole = folder.resolve("whole-" + TrajectoryFile.NAME);
        TrajectoryFile.join(List.of(trajectoryFile("whole", 2), trajectoryFile("whole", 4)), whole);
        assertThat(all).hasSameBinaryContentAs(whole);
    }

    private static final class EndingAt extends QuietSteps {
        private final long end;
        private boolean reached;

        EndingAt(long end) {
            this.end = end;
        }

        @Override
        public void trained(StepMetrics metrics, long steps) {
            reached = metrics.step() == end;
        }

        @Override
        public boolean isToEnd() {
            return reached;
        }
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
        List<Trajectory> rows = trajectories("answers", 4);
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.stage()).isEqualTo("train-" + (row.step() - 1) + "/first");
            assertThat(row.prompt()).extracting(Trajectory.Message::role).containsExactly("user");
            assertThat(row.prompt().get(0).content()).startsWith("Toss coin ");
            assertThat(row.retries()).isEmpty();
            assertThat(row.reward()).isEqualTo(row.verdict() == Judgement.PASSED ? 1.0 : 0.0);
            assertThat(row.advantage()).isNotNull();
        });
        assertThat(rows.stream().mapToInt(Trajectory::completionTokens).sum())
                .isEqualTo((int) (generated(steps).get(2) + generated(steps).get(3)));
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
        assertEqualTrajectories("stopped", "whole");
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
        ExperimentSpec brief = CoinTraining.spec(rank, 2);
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
        assertThat(own.trajectories(folder))
                .singleElement()
                .satisfies(file ->
                        assertThat(RecordFile.read(file, Trajectory.class)).isEmpty());

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
        assertThat(trajectoryFile("child", 4)).hasSameBinaryContentAs(trajectoryFile("whole", 4));
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
        return CoinTraining.data(spec).failures();
    }

    private static ExperimentSpec spec(int rank) {
        return CoinTraining.spec(rank, STEPS);
    }
}
