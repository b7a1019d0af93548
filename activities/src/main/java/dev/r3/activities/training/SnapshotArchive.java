package dev.r3.activities.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.policy.JsonLines;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.model.snapshot.BestMetric;
import dev.r3.model.snapshot.Snapshot;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
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

    private final ArtifactStore store;
    private final ArtifactKey folder;

    /**
     * @param folder of the training's snapshots
     */
    SnapshotArchive(ArtifactStore store, ArtifactKey folder) {
        this.store = store;
        this.folder = folder;
    }

    /** The last step that is kept; 0 if there is none. */
    long newest() {
        NavigableMap<Long, KeptSnapshot> kept = kept();
        return kept.isEmpty() ? 0 : kept.lastKey();
    }

    /** Fetches the newest snapshot and the best, if there are any, into the folder of a snapshot store. */
    void fetch(Path root) {
        NavigableMap<Long, KeptSnapshot> kept = kept();
        if (kept.isEmpty()) {
            return;
        }
        fetch(kept.lastEntry().getValue(), kept, root);
    }

    /**
     * The same of an earlier step.
     *
     * @throws StorageFailure if it isn't kept
     */
    void fetch(long step, Path root) {
        NavigableMap<Long, KeptSnapshot> kept = kept();
        KeptSnapshot snapshot = kept.get(step);
        if (snapshot == null) {
            throw new StorageFailure("step %d is no longer kept in %s".formatted(step, store.address(folder)));
        }
        fetch(snapshot, kept, root);
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
        ArtifactKey key = folder.resolve(NAME.formatted(snapshot.state().step()) + ".json");
        KeptSnapshot mine = new KeptSnapshot(
                snapshot.state().step(),
                snapshot.state().best().map(BestMetric::step).orElse(0L),
                upload(snapshot));
        byte[] standing = store.putIfAbsent(key, json(mine)).orElse(null);
        if (standing != null && !parsed(key, standing).holdsTheSameAs(mine)) {
            throw new StorageFailure(
                    "another attempt has kept step %d first; training goes on from there".formatted(mine.step()));
        }
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
     * Removes what no run goes on from: the files of all snapshots but the last ones and the best. What their steps
     * measured stays. Nothing depends on it: what cannot be removed now is with the next snapshot.
     *
     * @param keep so many last ones stay; 0 for all
     */
    void removeOld(int keep) {
        try {
            NavigableMap<Long, KeptSnapshot> kept = kept();
            if (keep == 0 || kept.size() <= keep) {
                return;
            }
            Set<ArtifactKey> old = new HashSet<>();
            Set<ArtifactKey> needed = new HashSet<>();
            long best = kept.lastEntry().getValue().best();
            long oldest = kept.descendingKeySet().stream().limit(keep).reduce(0L, (newer, older) -> older);
            for (KeptSnapshot snapshot : kept.values()) {
                boolean stays = snapshot.step() >= oldest || snapshot.step() == best;
                snapshot.files()
                        .forEach((name, file) ->
                                (stays || name.equals(EpochFiles.METRICS) ? needed : old).add(file.key()));
            }
            old.removeAll(needed);
            store.list(folder).stream().filter(old::contains).forEach(store::delete);
        } catch (StorageFailure e) {
            LOG.warn("old snapshots stay for now: {}", e.getMessage());
        }
    }

    /** The metrics of all kept steps, in their order. */
    List<StepMetrics> metrics(Path scratch) {
        List<StepMetrics> metrics = new ArrayList<>();
        for (KeptSnapshot snapshot : kept().values()) {
            Path file = scratch.resolve("metrics-" + snapshot.step());
            store.download(snapshot.file(EpochFiles.METRICS), file);
            metrics.addAll(JsonLines.read(file, StepMetrics.class));
        }
        return metrics;
    }

    private NavigableMap<Long, KeptSnapshot> kept() {
        NavigableMap<Long, KeptSnapshot> kept = new TreeMap<>();
        for (ArtifactKey key : store.list(folder)) {
            if (key.path().equals(folder.resolve(key.name()).path())
                    && key.name().endsWith(".json")) {
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
