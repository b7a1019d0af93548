package dev.r3.activities.stage;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Computes stages at most once. Each attempt writes files under its own key, then commits all of them by creating the
 * manifest; a zombie that finishes late finds it standing, changes nothing and adopts the winner's files.
 */
public final class Stages {

    private final ArtifactStore store;
    private final Path scratchRoot;
    private final Clock clock;

    public Stages(ArtifactStore store, Path scratchRoot, Clock clock) {
        this.store = requireNonNull(store, "store is null");
        this.scratchRoot = requireNonNull(scratchRoot, "scratchRoot is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** The committed stage of this identity, if it stands. */
    public Optional<StageResult> find(StageIdentity identity) {
        ArtifactKey key = identity.manifestKey();
        return store.read(key).map(standing -> result(key, standing, Origin.REUSED));
    }

    /** The committed stage of this identity, computed now if it does not stand yet. */
    public StageResult run(StageIdentity identity, ExperimentId experiment, StageWork work) {
        ArtifactKey key = identity.manifestKey();
        Optional<StageResult> standing = find(identity);
        if (standing.isPresent()) {
            return standing.get();
        }
        String attempt = "attempt-" + UUID.randomUUID();
        long startedAt = clock.millis();
        try (Scratch scratch = Scratch.create(scratchRoot, attempt)) {
            StageOutput output = work.compute(scratch.folder());
            Manifest manifest = new Manifest(
                    identity.kind(),
                    identity.version(),
                    identity.digest(),
                    identity.parameters(),
                    identity.inputs(),
                    upload(identity.folder().resolve(attempt), output),
                    output.content(),
                    output.summary(),
                    experiment.value(),
                    attempt,
                    startedAt,
                    clock.millis());
            byte[] json = ManifestJson.write(manifest);
            return store.putIfAbsent(key, json)
                    .map(winner -> result(key, winner, Origin.ADOPTED))
                    .orElseGet(() -> result(key, json, Origin.COMPUTED));
        }
    }

    /** Does a part of a stage's work in a scratch folder of its own, which is removed afterwards. */
    public void scratch(Consumer<Path> work) {
        try (Scratch scratch = Scratch.create(scratchRoot, "part-" + UUID.randomUUID())) {
            work.accept(scratch.folder());
        }
    }

    /** The manifest behind a result. */
    public Manifest manifest(StageResult result) {
        ArtifactKey key = result.manifest().key();
        byte[] json = store.read(key)
                .orElseThrow(
                        () -> new StorageFailure("%s is gone; run the experiment again".formatted(store.address(key))));
        return ManifestJson.read(key, json);
    }

    /** Fetches a stage's file of this name into a folder, under its name. */
    public Path download(StageResult stage, String name, Path folder) {
        Path target = folder.resolve(name);
        try {
            Files.createDirectories(target.getParent());
        } catch (IOException e) {
            throw new StorageFailure("cannot create %s: %s".formatted(folder, FileFailures.explain(e, folder)), e);
        }
        store.download(manifest(stage).file(name), target);
        return target;
    }

    private SortedMap<String, ArtifactRef> upload(ArtifactKey folder, StageOutput output) {
        SortedMap<String, ArtifactRef> uploaded = new TreeMap<>();
        output.files().forEach((name, file) -> uploaded.put(name, store.put(folder.resolve(name), file)));
        return uploaded;
    }

    private static StageResult result(ArtifactKey key, byte[] json, Origin origin) {
        Manifest manifest = ManifestJson.read(key, json);
        ArtifactRef ref = new ArtifactRef(key, Sha256.of(json), json.length);
        return new StageResult(
                manifest.kind(), manifest.digest(), ref, manifest.content(), origin, explain(manifest, origin));
    }

    private static String explain(Manifest manifest, Origin origin) {
        String stage = manifest.digest().abbreviated();
        return switch (origin) {
            case COMPUTED -> "computed as %s: no such stage stood".formatted(stage);
            case REUSED -> "reused %s from %s".formatted(stage, manifest.experiment());
            case ADOPTED -> "adopted %s from %s, which committed it first".formatted(stage, manifest.experiment());
        };
    }
}
