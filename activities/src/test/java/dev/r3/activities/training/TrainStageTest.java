package dev.r3.activities.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.r3.activities.policy.CheckpointDigest;
import dev.r3.activities.policy.CheckpointInUse;
import dev.r3.activities.policy.CoinTask;
import dev.r3.activities.policy.CountdownExperiment;
import dev.r3.activities.policy.TinyModel;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.table.RecordFile;
import dev.r3.model.benchmark.Machine;
import dev.r3.model.decoder.ComputeThreads;
import dev.r3.model.snapshot.RunDigests;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.TrainingInput;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import dev.r3.workflows.contract.spec.SplitSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is committed after the last epoch. */
class TrainStageTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void computeInOneOrder() {
        ComputeThreads.use(1);
    }

    @Test
    void theStageHasTheTrajectoriesOfAllEpochs() throws IOException {
        CountdownExperiment opened = CountdownExperiment.open(
                folder, 20, CountdownExperiment.usual(new SplitSpec(0, 0.2, 0.2)), StageKind.EVALUATION);
        TrainingInput input = TrainingInput.onReflections(opened.experiment(), opened.dataset(), opened.dataset());
        SnapshotArchive archive = trained(opened, input);
        TrainStage stage = new TrainStage(opened.stages(), opened.store(), opened.inputs());

        List<String> checkpoints = new ArrayList<>();
        StageResult result = stage.finish(input, new QuietSteps() {
            @Override
            public void kept(String checkpoint) {
                checkpoints.add(checkpoint);
            }
        });

        assertThat(checkpoints)
                .containsExactly(opened.store()
                        .address(StageIdentity.folder(StageKind.TRAIN, result.digest())
                                .resolve("snapshots")
                                .resolve("step-00000004.json")));

        Path file = opened.stages().download(result, TrajectoryFile.NAME, folder.resolve("fetched"));
        List<Trajectory> all = RecordFile.read(file, Trajectory.class);
        assertThat(all)
                .isEqualTo(archive.trajectories(folder).stream()
                        .flatMap(epoch -> RecordFile.read(epoch, Trajectory.class).stream())
                        .toList())
                .hasSize(4 * 3 * 4)
                .extracting(Trajectory::step)
                .contains(1L, 2L, 3L, 4L)
                .isSorted();
        assertThat(own(result, opened).path())
                .startsWith("stages/train/" + result.digest().hex() + "/attempt-");
        assertThat(epochFiles(opened, result))
                .as("an epoch's trajectories are kept once")
                .hasSize(2);
        try (CheckpointInUse checkpoint = opened.inputs().checkpoint(result)) {
            assertThat(CheckpointDigest.of(checkpoint.folder())).isEqualTo(result.content());
        }
    }

    /** As two epochs leave it, of coins. */
    private SnapshotArchive trained(CountdownExperiment opened, TrainingInput input) {
        Digest training = TrainStage.identity(input, opened.inputs().episodes(opened.experiment()))
                .digest();
        SnapshotArchive archive = SnapshotArchive.of(opened.store(), training, Optional.empty());
        TrainingRun run = new TrainingRun(
                new RunDigests(
                        training.hex(),
                        input.failures().content().hex(),
                        opened.experiment().verifier().hex()),
                Machine.now().environment(),
                folder.resolve("run"));
        ExperimentSpec spec = CoinTraining.spec(0, 4);
        FailureTrainer trainer = new FailureTrainer(spec, CoinTask.EPISODES, TinyModel.FOLDER);
        archive.keep(trainer.train(CoinTraining.data(spec), run, 2, QuietSteps.NONE));
        archive.keep(trainer.train(CoinTraining.data(spec), run, 4, QuietSteps.NONE));
        return archive;
    }

    private static ArtifactKey own(StageResult result, CountdownExperiment opened) {
        return opened.stages().manifest(result).file(TrajectoryFile.NAME).key();
    }

    private static List<ArtifactKey> epochFiles(CountdownExperiment opened, StageResult result) {
        return opened
                .store()
                .list(StageIdentity.folder(StageKind.TRAIN, result.digest()).resolve("snapshots"))
                .stream()
                .filter(key -> key.name().equals(TrajectoryFile.NAME))
                .toList();
    }
}
