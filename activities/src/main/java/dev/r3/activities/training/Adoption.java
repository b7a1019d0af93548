package dev.r3.activities.training;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.model.snapshot.ExpectedRun;
import dev.r3.model.snapshot.Retention;
import dev.r3.model.snapshot.Snapshot;
import dev.r3.model.snapshot.SnapshotState;
import dev.r3.model.snapshot.SnapshotStore;
import dev.r3.model.snapshot.Snapshots;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ParentTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes the last snapshot of a training, weights, moments, counts and all, the first of another one, which so goes on
 * as if it had done those steps itself. Its best one comes along if it was chosen as the other training chooses; else the
 * choice begins anew. Metrics and trajectories stay behind: steps belong to who did them.
 *
 * @param archive the parent's
 * @param folder for the parent's snapshots, not there yet
 */
record Adoption(ParentTraining parent, SnapshotArchive archive, Path folder, StepListener listener) {
    private static final Retention TWO = new Retention(2);

    /**
     * Writes them into a run's folder, and keeps them; twice gives the same.
     *
     * @param validation digest of what the run chooses its best step by; empty if it chooses none
     * @throws ConfigFailure if they are gone
     */
    void into(SnapshotArchive own, TrainingRun run, Optional<Digest> validation) {
        if (!archive.fetch(parent.step(), folder)) {
            throw new ConfigFailure(
                    "parent: step %d of %s, which training was to go on from, is no longer in the artifact store; give the spec another name, and it goes on from the last step that is kept"
                            .formatted(parent.step(), parent.experiment()));
        }
        Snapshots snapshots = new Snapshots(folder, listener);
        ExpectedRun theirs =
                new ExpectedRun(parent.training().hex(), parent.failures().hex(), run.environment());
        try (SnapshotStore store = SnapshotStore.open(run.snapshots(), TWO, listener)) {
            Snapshot last = snapshots
                    .latest(theirs)
                    .filter(newest -> newest.state().step() == parent.step())
                    .orElseThrow(() -> new StorageFailure("step %d of %s is damaged in the artifact store"
                            .formatted(parent.step(), parent.experiment())));
            if (validation.isEmpty() || !parent.validation().equals(validation)) {
                own.keep(adopt(last, last.state().withoutBest(), store, run));
                return;
            }
            Optional<Snapshot> best =
                    snapshots.best(theirs).filter(chosen -> chosen.state().step() < parent.step());
            if (best.isPresent()) {
                own.keep(adopt(best.get(), best.get().state(), store, run));
            }
            own.keep(adopt(last, last.state(), store, run));
        } catch (IOException e) {
            throw new StorageFailure(
                    "cannot go on from %s in %s: %s"
                            .formatted(parent.experiment(), run.snapshots(), FileFailures.explain(e)),
                    e);
        }
    }

    private static Snapshot adopt(Snapshot snapshot, SnapshotState state, SnapshotStore store, TrainingRun run)
            throws IOException {
        // Over the copy.
        return store.write(state.in(run.digests()), snapshot::copyTo, EpochFiles::writeNone);
    }
}
