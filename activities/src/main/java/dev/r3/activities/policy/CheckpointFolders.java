package dev.r3.activities.policy;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.Stages;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.StageResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checkpoints of the artifact store on this machine's disk, each fetched once: a folder named by the content. Together
 * they take so many bytes at most; the one that was used least recently goes first, but none that is in use.
 */
public final class CheckpointFolders {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolders.class);
    private static final long MOST_BYTES = 64L << 30;
    private static final String DRAFT = ".part-";

    /** Of a folder's name. */
    private static final int DIGITS = 64;

    private final Path root;
    private final Stages stages;
    private final ArtifactStore store;
    private final long mostBytes;
    private final Clock clock;

    /**
     * @param root is made if it isn't there; may be removed while nobody works with it
     */
    public CheckpointFolders(Path root, Stages stages, ArtifactStore store) {
        this(root, stages, store, MOST_BYTES, Clock.systemUTC());
    }

    /**
     * @param clock by which uses are ordered; if it jumps, another folder may go first
     */
    CheckpointFolders(Path root, Stages stages, ArtifactStore store, long mostBytes, Clock clock) {
        this.root = requireNonNull(root, "root is null").toAbsolutePath().normalize();
        this.stages = requireNonNull(stages, "stages is null");
        this.store = requireNonNull(store, "store is null");
        this.mostBytes = mostBytes;
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** A stage's checkpoint, to be closed after use. */
    public CheckpointInUse use(StageResult model) {
        Path folder = root.resolve(model.content().hex());
        try {
            FolderLock lock = FolderLock.use(lock(folder));
            boolean there = false;
            try {
                if (!Files.isDirectory(folder)) {
                    fetch(checkpoint(stages.manifest(model)), folder);
                }
                Files.setLastModifiedTime(folder, FileTime.from(clock.instant()));
                there = true;
            } finally {
                if (!there) {
                    lock.close();
                }
            }
            removeLeastUsed(0);
            return new CheckpointInUse(folder, lock);
        } catch (IOException e) {
            throw new StorageFailure(
                    "cannot keep a checkpoint in %s: %s".formatted(root, FileFailures.explain(e, root)), e);
        }
    }

    /** The files that a model is read from: what a training measured and sampled lies beside them. */
    private static SortedMap<String, ArtifactRef> checkpoint(Manifest model) {
        SortedMap<String, ArtifactRef> files = new TreeMap<>(model.files());
        files.keySet().removeIf(name -> !CheckpointDigest.counts(name));
        return files;
    }

    private void fetch(SortedMap<String, ArtifactRef> files, Path folder) throws IOException {
        removeDrafts();
        removeLeastUsed(files.values().stream().mapToLong(ArtifactRef::size).sum());
        Path part = draft(folder);
        try {
            Files.createDirectories(part);
            files.forEach((name, file) -> store.download(file, part.resolve(name)));
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another attempt may have been first.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        } finally {
            delete(part);
        }
    }

    /** A draft belongs to who uses its folder. */
    private Path draft(Path folder) {
        return root.resolve(DRAFT + folder.getFileName() + "-" + UUID.randomUUID());
    }

    /** Removes what killed fetches and removals left: drafts of folders that nobody uses, here or in another process. */
    private void removeDrafts() {
        try (Stream<Path> standing = Files.list(root)) {
            for (Path part : standing.filter(CheckpointFolders::isDraft).toList()) {
                String name = String.valueOf(part.getFileName());
                Path folder = root.resolve(name.substring(DRAFT.length(), DRAFT.length() + DIGITS));
                FolderLock.alone(lock(folder), () -> delete(part));
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("drafts of checkpoints in {} stay for now: {}", root, e.getMessage());
        }
    }

    private static boolean isDraft(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return name.startsWith(DRAFT) && name.indexOf('-', DRAFT.length()) == DRAFT.length() + DIGITS;
    }

    /**
     * Housekeeping: what can't be removed now stays for now.
     *
     * @param more bytes that are to come
     */
    private void removeLeastUsed(long more) {
        try {
            List<Path> folders = folders();
            long bytes = more;
            for (Path folder : folders) {
                bytes += bytes(folder);
            }
            for (Path folder : folders) {
                if (bytes <= mostBytes) {
                    return;
                }
                long its = bytes(folder);
                if (FolderLock.alone(lock(folder), () -> remove(folder))) {
                    bytes -= its;
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("old checkpoints in {} stay for now: {}", root, e.getMessage());
        }
    }

    /** The least recently used first. */
    private List<Path> folders() throws IOException {
        record Used(Path folder, FileTime time) {}
        List<Used> all = new ArrayList<>();
        try (Stream<Path> standing = Files.list(root)) {
            for (Path folder : standing.filter(CheckpointFolders::isCheckpoint).toList()) {
                all.add(new Used(folder, Files.getLastModifiedTime(folder)));
            }
        }
        return all.stream()
                .sorted(Comparator.comparing(Used::time).thenComparing(Used::folder))
                .map(Used::folder)
                .toList();
    }

    private static boolean isCheckpoint(Path folder) {
        return Files.isDirectory(folder)
                && !String.valueOf(folder.getFileName()).startsWith(".");
    }

    /** First it is no checkpoint any more, then its files go. */
    private void remove(Path folder) throws IOException {
        Path part = draft(folder);
        Files.move(folder, part, StandardCopyOption.ATOMIC_MOVE);
        delete(part);
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private Path lock(Path folder) {
        return root.resolve("." + folder.getFileName() + ".lock");
    }
}
