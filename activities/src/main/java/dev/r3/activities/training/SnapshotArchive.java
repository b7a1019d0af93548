package dev.r3.activities.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.policy.JsonLines;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.model.snapshot.BestMetric;
import dev.r3.model.snapshot.Snapshot;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.Recomputation;
import dev.r3.workflows.contract.StageKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A training's snapshots in the artifact store, from which it goes on on whatever machine. Each attempt writes files of
 * its own; a snapshot is there once an object names them, which only one attempt can create.
 */
final class SnapshotArchive {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotArchive.class);
    private static final String NAME = "step-%08d";
    private static final String CHECKPOINT_CONFIG = "model/config.json";

    /** For what goes on meanwhile to stop being in the way. */
    private static final int MOST_TRIES = 10;

    private final ArtifactStore store;
    private final ArtifactKey folder;
    private final SnapshotFates fates;

    /**
     * @param folder of the training's snapshots
     */
    SnapshotArchive(ArtifactStore store, ArtifactKey folder) {
        this.store = store;
        this.folder = folder;
        this.fates = new SnapshotFates(store, folder);
    }

    /**
     * A training's.
     *
     * @param by the recomputation whose they are, if it is one
     */
    static SnapshotArchive of(ArtifactStore store, Digest training, Optional<Recomputation> by) {
        ArtifactKey stage = StageIdentity.folder(StageKind.TRAIN, training);
        return new SnapshotArchive(
                store,
                by.map(recomputed -> stage.resolve(recomputed.folder()))
                        .orElse(stage)
                        .resolve("snapshots"));
    }

    /** The last step that is kept; 0 if there is none. */
    long newest() {
        NavigableMap<Long, KeptSnapshot> kept = kept();
        return kept.isEmpty() ? 0 : kept.lastKey();
    }

    /**
     * Keeps the newest snapshot and the best, however many come after them, for a training that goes on from there.
     *
     * @return the newest one's step; 0 if there is none
     */
    long keepNewestFor(ExperimentId child) {
        for (int attempt = 1; attempt <= MOST_TRIES; attempt++) {
            NavigableMap<Long, KeptSnapshot> kept = kept();
            if (kept.isEmpty()) {
                return 0;
            }
            KeptSnapshot newest = kept.lastEntry().getValue();
            if (fates.keep(newest.step(), child) && (newest.best() == 0 || fates.keep(newest.best(), child))) {
                return newest.step();
            }
        }
        throw new StorageFailure("%s changes all the time; try again".formatted(store.address(folder)));
    }

    /**
     * Fetches the newest snapshot and the best, if there are any, into the folder of a snapshot store.
     *
     * @return the newest one's step; 0 if there is none
     */
    long fetch(Path root) {
        NavigableMap<Long, KeptSnapshot> kept = kept();
        if (kept.isEmpty()) {
            return 0;
        }
        fetch(kept.lastEntry().getValue(), kept, root);
        return kept.lastKey();
    }

    /** Where other tools find what names the files of a step's snapshot. */
    String address(long step) {
        return store.address(key(step));
    }

    private ArtifactKey key(long step) {
        return folder.resolve(NAME.formatted(step) + ".json");
    }

    /** The same of an earlier step; whether that is kept, whole. */
    boolean fetch(long step, Path root) {
        NavigableMap<Long, KeptSnapshot> kept = kept();
        KeptSnapshot snapshot = kept.get(step);
        if (snapshot == null || !isWhole(snapshot)) {
            return false;
        }
        fetch(snapshot, kept, root);
        return true;
    }

    private boolean isWhole(KeptSnapshot snapshot) {
        return snapshot.files().values().stream().allMatch(store::holds);
    }

    private void fetch(KeptSnapshot snapshot, NavigableMap<Long, KeptSnapshot> kept, Path root) {
        fetch(snapshot, root);
        if (snapshot.best() > 0 && snapshot.best() < snapshot.step()) {
            fetch(Objects.requireNonNull(kept.get(snapshot.best()), "the best snapshot is gone"), root);
        }
    }

    private void fetch(KeptSnapshot snapshot, Path root) {
        Path target = root.resolve(NAME.formatted(snapshot.step()));
        try {
            for (var file : snapshot.files().entrySet()) {
                Path path = target.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                store.download(file.getValue(), path);
            }
        } catch (IOException e) {
            throw new StorageFailure(
                    "cannot keep a snapshot in %s: %s".formatted(target, FileFailures.explain(e, target)), e);
        }
    }

    /**
     * Keeps a snapshot.
     *
     * @throws StorageFailure if another attempt has kept another one of this step; a new attempt goes on from there
     */
    void keep(Snapshot snapshot) {
        ArtifactKey key = key(snapshot.state().step());
        KeptSnapshot mine = new KeptSnapshot(
                snapshot.state().step(),
                after(snapshot),
                snapshot.state().best().map(BestMetric::step).orElse(0L),
                upload(snapshot));
        byte[] standing = store.putIfAbsent(key, json(mine)).orElse(null);
        if (standing != null && !parsed(key, standing).holdsTheSameAs(mine)) {
            throw new StorageFailure(
                    "another attempt has kept step %d first; training goes on from there".formatted(mine.step()));
        }
    }

    private static long after(Snapshot snapshot) {
        return JsonLines.read(snapshot.file(EpochFiles.METRICS), StepMetrics.class).stream()
                .findFirst()
                .map(first -> first.step() - 1)
                .orElse(snapshot.state().step());
    }

    private SortedMap<String, ArtifactRef> upload(Snapshot snapshot) {
        ArtifactKey attempt = folder.resolve("attempt-" + UUID.randomUUID());
        SortedMap<String, ArtifactRef> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(snapshot.folder())) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                String name = snapshot.folder().relativize(file).toString();
                files.put(name, store.put(attempt.resolve(name), file));
            }
        } catch (IOException e) {
            throw new StorageFailure("cannot read %s: %s".formatted(snapshot.folder(), FileFailures.explain(e)), e);
        }
        return files;
    }

    /**
     * Removes what no run goes on from: the files of all snapshots but the last ones, the best and those that another
     * training goes on from or that are shown elsewhere. What their steps measured and sampled stays. Nothing depends on
     * it: what cannot be removed now is with the next snapshot.
     *
     * @param keep so many last ones stay; 0 for all
     */
    void removeOld(int keep) {
        try {
            NavigableMap<Long, KeptSnapshot> kept = kept();
            if (keep == 0 || kept.size() <= keep) {
                return;
            }
            long best = kept.lastEntry().getValue().best();
            long oldest = kept.descendingKeySet().stream().limit(keep).reduce(0L, (newer, older) -> older);
            Set<ArtifactKey> standing = Set.copyOf(store.list(folder));
            kept.headMap(oldest).values().stream()
                    .filter(snapshot -> snapshot.step() != best)
                    .forEach(snapshot -> remove(snapshot, standing));
        } catch (StorageFailure e) {
            LOG.warn("old snapshots stay for now: {}", e.getMessage());
        }
    }

    private void remove(KeptSnapshot snapshot, Set<ArtifactKey> standing) {
        List<ArtifactKey> files = snapshot.files().entrySet().stream()
                .filter(file -> !EpochFiles.LASTING.contains(file.getKey()))
                .map(file -> file.getValue().key())
                .filter(standing::contains)
                .toList();
        if (!files.isEmpty() && fates.giveUp(snapshot.step())) {
            files.forEach(store::delete);
        }
    }

    /**
     * The folders of the checkpoints of those that are kept whole, by their steps. They stay for an experiment that shows them
     * elsewhere: another one with the same training, which keeps fewer snapshots, may still be at work on it.
     */
    SortedMap<Long, ArtifactKey> checkpointsFor(ExperimentId experiment) {
        Set<ArtifactKey> standing = Set.copyOf(store.list(folder));
        SortedMap<Long, ArtifactKey> checkpoints = new TreeMap<>();
        for (KeptSnapshot snapshot : kept().values()) {
            ArtifactRef config = snapshot.files().get(CHECKPOINT_CONFIG);
            boolean whole =
                    snapshot.files().values().stream().map(ArtifactRef::key).allMatch(standing::contains);
            if (config != null && whole && fates.keep(snapshot.step(), experiment)) {
                checkpoints.put(snapshot.step(), config.key().folder());
            }
        }
        return checkpoints;
    }

    /** The metrics of all kept steps, in their order. */
    List<StepMetrics> metrics(Path scratch) {
        return metricsAfter(0, scratch);
    }

    /** The same of the steps after one. */
    List<StepMetrics> metricsAfter(long step, Path scratch) {
        List<StepMetrics> metrics = new ArrayList<>();
        for (KeptSnapshot snapshot : courseAfter(step)) {
            Path file = scratch.resolve("metrics-" + snapshot.step());
            store.download(snapshot.file(EpochFiles.METRICS), file);
            metrics.addAll(JsonLines.read(file, StepMetrics.class));
        }
        return metrics;
    }

    /**
     * The trajectories of all kept steps: a file for each snapshot, in their order.
     *
     * @param scratch to fetch them into
     */
    List<Path> trajectories(Path scratch) {
        List<Path> files = new ArrayList<>();
        for (KeptSnapshot snapshot : courseAfter(0)) {
            Path file = scratch.resolve("trajectories-" + snapshot.step());
            store.download(snapshot.file(TrajectoryFile.NAME), file);
            files.add(file);
        }
        return files;
    }

    /**
     * The snapshots that led to the newest, in their order. A cancelled attempt of which nobody heard any more may have
     * kept a step beside, which another attempt did as well.
     */
    private Deque<KeptSnapshot> courseAfter(long step) {
        NavigableMap<Long, KeptSnapshot> kept = keptAfter(step);
        Deque<KeptSnapshot> course = new ArrayDeque<>();
        Map.Entry<Long, KeptSnapshot> next = kept.lastEntry();
        while (next != null) {
            KeptSnapshot snapshot = next.getValue();
            course.addFirst(snapshot);
            Long after = snapshot.after();
            next = after == null ? kept.lowerEntry(snapshot.step()) : before(snapshot, after, kept);
        }
        return course;
    }

    private static Map.@Nullable Entry<Long, KeptSnapshot> before(
            KeptSnapshot snapshot, long after, NavigableMap<Long, KeptSnapshot> kept) {
        return after < snapshot.step() && kept.containsKey(after) ? kept.floorEntry(after) : null;
    }

    private NavigableMap<Long, KeptSnapshot> kept() {
        return keptAfter(0);
    }

    private NavigableMap<Long, KeptSnapshot> keptAfter(long step) {
        // Names are in the order of their steps, and steps begin with 1.
        String last = NAME.formatted(step) + ".json";
        NavigableMap<Long, KeptSnapshot> kept = new TreeMap<>();
        for (ArtifactKey key : store.list(folder)) {
            if (key.path().equals(folder.resolve(key.name()).path())
                    && key.name().endsWith(".json")
                    && key.name().compareTo(last) > 0) {
                KeptSnapshot snapshot = parsed(key, store.read(key).orElseThrow());
                kept.put(snapshot.step(), snapshot);
            }
        }
        return kept;
    }

    private static byte[] json(KeptSnapshot snapshot) {
        try {
            return JSON.writeValueAsBytes(snapshot);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a snapshot's names can't be written as JSON", e);
        }
    }

    private static KeptSnapshot parsed(ArtifactKey key, byte[] json) {
        try {
            return JSON.readValue(json, KeptSnapshot.class);
        } catch (IOException e) {
            throw new StorageFailure("%s names no snapshot; remove it to train its steps again".formatted(key), e);
        }
    }
}
