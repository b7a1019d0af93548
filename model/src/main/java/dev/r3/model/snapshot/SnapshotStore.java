package dev.r3.model.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One run's snapshots in a folder of a local disk. A snapshot is written beside, forced to the disk and then committed by
 * renaming its folder to {@code step-<8 digits>}: whenever the process or the machine stops, each such folder is whole.
 * One writer at a time; others may read with {@link Snapshots}.
 */
public final class SnapshotStore implements AutoCloseable {
    private final SnapshotNames names;
    private final Retention retention;
    private final SnapshotListener listener;
    private final Disk disk;
    private final StoreLock lock;
    private final Snapshots snapshots;

    private SnapshotStore(
            SnapshotNames names, Retention retention, SnapshotListener listener, Disk disk, StoreLock lock) {
        this.names = names;
        this.retention = retention;
        this.listener = listener;
        this.disk = disk;
        this.lock = lock;
        this.snapshots = new Snapshots(names.root(), listener);
    }

    /**
     * Opens the folder for writing, makes it if it isn't there, and removes what dead writers left in it.
     *
     * @throws StoreInUseException if another run writes there
     */
    public static SnapshotStore open(Path root, Retention retention, SnapshotListener listener) throws IOException {
        return open(root, retention, listener, new LocalDisk());
    }

    static SnapshotStore open(Path root, Retention retention, SnapshotListener listener, Disk disk) throws IOException {
        Files.createDirectories(root);
        SnapshotNames names = new SnapshotNames(root);
        StoreLock lock = StoreLock.acquire(names.lock());
        try {
            SnapshotStore store = new SnapshotStore(names, retention, listener, disk, lock);
            store.removeLeftovers();
            return store;
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    /**
     * The snapshot to go on from: the newest whose files all match their manifest; empty if there is none. Damaged ones
     * that are newer are set aside under a name that begins with {@code damaged-}.
     *
     * @throws ForeignSnapshotException if the newest whole manifest is of another spec or of other data
     */
    public Optional<Snapshot> latest(ExpectedRun run) throws IOException {
        return snapshots.latest(run, step -> {
            disk.rename(names.committed(step), names.setAside(step));
            disk.force(names.root());
        });
    }

    /** See {@link Snapshots#best}. */
    public Optional<Snapshot> best(ExpectedRun run) throws IOException {
        return snapshots.best(run);
    }

    /**
     * Commits a snapshot and removes those that need no longer be kept. When this returns, the snapshot is on the disk;
     * when it fails, there is none of this step, or a whole one if only the forcing of its name failed.
     *
     * @param state of a later step than every snapshot in the store
     * @param writers of its files, run in this order
     * @throws IllegalArgumentException if the store has a snapshot of this step or of a later one
     */
    public Snapshot write(SnapshotState state, SnapshotWriter... writers) throws IOException {
        requireLater(state.step());
        Path partial = names.partial();
        Path committed = names.committed(state.step());
        try {
            fill(partial, state, List.of(writers));
            disk.rename(partial, committed);
        } catch (IOException | RuntimeException failed) {
            removeFailed(partial, failed);
            throw failed;
        }
        disk.force(names.root());
        prune(state);
        return new Snapshot(committed, state);
    }

    private void requireLater(long step) throws IOException {
        NavigableMap<Long, Path> committed = names.committed();
        if (!committed.isEmpty() && committed.lastKey() >= step) {
            throw new IllegalArgumentException("a snapshot of step %d can't follow %s"
                    .formatted(step, committed.lastEntry().getValue()));
        }
    }

    private void fill(Path partial, SnapshotState state, List<SnapshotWriter> writers) throws IOException {
        disk.createFolder(partial);
        for (SnapshotWriter writer : writers) {
            writer.write(partial);
        }
        FolderContent content = FolderContent.of(partial);
        if (!content.others().isEmpty()) {
            throw new IllegalArgumentException(
                    "a snapshot holds files only, no links: " + content.others().get(0));
        }
        List<SnapshotFile> files = new ArrayList<>();
        for (var file : content.sizes().entrySet()) {
            Path path = partial.resolve(file.getKey());
            disk.force(path);
            files.add(new SnapshotFile(file.getKey(), file.getValue(), FileDigest.sha256(path)));
        }
        Path manifest = partial.resolve(SnapshotManifest.NAME);
        disk.writeFile(manifest, ManifestJson.write(new SnapshotManifest(state, files)));
        disk.force(manifest);
        for (Path folder : content.folders()) {
            disk.force(folder);
        }
    }

    private void removeFailed(Path partial, Exception failed) {
        try {
            remove(partial);
        } catch (IOException notRemoved) {
            failed.addSuppressed(notRemoved);
        }
    }

    private void prune(SnapshotState state) throws IOException {
        NavigableMap<Long, Path> committed = names.committed();
        Set<Long> kept = new TreeSet<>();
        committed.descendingKeySet().stream().limit(retention.keepLast()).forEach(kept::add);
        state.best().ifPresent(best -> kept.add(best.step()));
        for (var snapshot : committed.entrySet()) {
            if (!kept.contains(snapshot.getKey())) {
                removeCommitted(snapshot.getValue());
            }
        }
    }

    /** The name goes first, in one step: a half-deleted folder is never taken for a snapshot. */
    private void removeCommitted(Path folder) {
        Path deleted = names.deleted();
        try {
            disk.rename(folder, deleted);
            disk.force(names.root());
            remove(deleted);
        } catch (IOException e) {
            listener.notRemoved(folder, e);
        }
    }

    private void removeLeftovers() throws IOException {
        for (Path leftover : names.leftovers()) {
            remove(leftover);
            listener.removedLeftover(leftover);
        }
    }

    private void remove(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        FolderContent content = FolderContent.of(folder);
        for (String name : content.sizes().keySet()) {
            disk.delete(folder.resolve(name));
        }
        for (String name : content.others()) {
            disk.delete(folder.resolve(name));
        }
        for (Path inner : content.folders()) {
            disk.delete(inner);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
