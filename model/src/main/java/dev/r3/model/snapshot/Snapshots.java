package dev.r3.model.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The committed snapshots in a folder, to read. They may be read while a {@link SnapshotStore} writes there; a snapshot
 * that it removes during the check is an {@link IOException}.
 */
public final class Snapshots {
    private final SnapshotNames names;
    private final SnapshotListener listener;

    /**
     * @param root the store's folder; one that doesn't exist holds none
     * @param listener hears of the damaged ones
     */
    public Snapshots(Path root, SnapshotListener listener) {
        this.names = new SnapshotNames(root);
        this.listener = listener;
    }

    /**
     * The newest snapshot whose files all match their manifest; empty if there is none.
     *
     * @throws ForeignSnapshotException if the newest whole manifest is of another spec or of other data
     */
    public Optional<Snapshot> latest(ExpectedRun run) throws IOException {
        return latest(run, folder -> {});
    }

    /**
     * The snapshot that the newest one names as its best; empty if it is damaged or was never written.
     *
     * @throws ForeignSnapshotException if it is of another spec or of other data
     */
    public Optional<Snapshot> best(ExpectedRun run) throws IOException {
        Optional<BestMetric> best = latest(run).flatMap(newest -> newest.state().best());
        if (best.isEmpty()) {
            return Optional.empty();
        }
        Path folder = names.committed(best.get().step());
        return Files.isDirectory(folder) ? verified(run, best.get().step(), folder) : Optional.empty();
    }

    Optional<Snapshot> latest(ExpectedRun run, DamagedFolder damaged) throws IOException {
        if (!Files.isDirectory(names.root())) {
            return Optional.empty();
        }
        for (Map.Entry<Long, Path> entry : names.committed().descendingMap().entrySet()) {
            Optional<Snapshot> snapshot = verified(run, entry.getKey(), entry.getValue());
            if (snapshot.isPresent()) {
                listenToDifferences(run, snapshot.get());
                return snapshot;
            }
            damaged.found(entry.getKey());
        }
        return Optional.empty();
    }

    /** What to do with a damaged snapshot besides reporting it. */
    @FunctionalInterface
    interface DamagedFolder {
        void found(long step) throws IOException;
    }

    private Optional<Snapshot> verified(ExpectedRun run, long step, Path folder) throws IOException {
        SnapshotCheck check = new SnapshotCheck(folder);
        try {
            SnapshotManifest manifest = check.manifest(step);
            requireSameRun(run, folder, manifest.state().digests());
            check.files(manifest);
            return Optional.of(new Snapshot(folder, manifest.state()));
        } catch (DamagedSnapshotException e) {
            listener.damaged(e.damage());
            return Optional.empty();
        }
    }

    private static void requireSameRun(ExpectedRun run, Path folder, RunDigests found) {
        if (!run.specDigest().equals(found.spec())) {
            throw new ForeignSnapshotException(folder, "spec", run.specDigest(), found.spec());
        }
        if (!run.dataDigest().equals(found.data())) {
            throw new ForeignSnapshotException(folder, "data set", run.dataDigest(), found.data());
        }
    }

    private void listenToDifferences(ExpectedRun run, Snapshot snapshot) {
        var differences = run.differences(snapshot.state());
        if (!differences.isEmpty()) {
            listener.environmentDiffers(snapshot.folder(), differences);
        }
    }
}
