package dev.r3.activities.stage;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.activities.failure.DifferenceFailure;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.Recomputation;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.StageResult.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Computes stages at most once. Each attempt writes files under its own key, then commits all of them by creating the
 * manifest; a zombie that finishes late finds it standing, changes nothing and adopts the winner's files.
 */
public final class Stages {
    private static final String MANIFEST = "manifest.json";

    /** Of {@link StageIdentity#manifestKey}. */
    private static final int MANIFEST_SEGMENTS = 4;

    private final ArtifactStore store;
    private final Path scratchRoot;
    private final Clock clock;
    private final Supplier<Optional<Maker>> maker;

    /** Of a process that need not tell what it computes on. */
    public Stages(ArtifactStore store, Path scratchRoot, Clock clock) {
        this(store, scratchRoot, clock, Optional::empty);
    }

    /**
     * @param maker this process, for the manifests of what it computes
     */
    public Stages(ArtifactStore store, Path scratchRoot, Clock clock, Supplier<Optional<Maker>> maker) {
        this.store = requireNonNull(store, "store is null");
        this.scratchRoot = requireNonNull(scratchRoot, "scratchRoot is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.maker = requireNonNull(maker, "maker is null");
    }

    /** The committed stage of this identity, if it stands; if stages are recomputed, if this one is already. */
    public Optional<StageResult> find(StageIdentity identity, ExperimentInput experiment) {
        if (experiment.recomputation().isEmpty()) {
            return find(identity);
        }
        ArtifactKey recomputed = folder(identity, experiment).resolve(MANIFEST);
        return store.read(recomputed)
                .map(manifest -> result(recomputed, manifest, Origin.RECOMPUTED))
                .or(() -> own(identity, experiment));
    }

    private Optional<StageResult> find(StageIdentity identity) {
        ArtifactKey key = identity.manifestKey();
        return store.read(key).map(standing -> result(key, standing, Origin.REUSED));
    }

    /** The stage as this recomputation itself committed it, in an attempt whose end nobody heard of. */
    private Optional<StageResult> own(StageIdentity identity, ExperimentInput experiment) {
        ArtifactKey key = identity.manifestKey();
        String folder = experiment.recomputation().orElseThrow().folder();
        return store.read(key)
                .filter(json -> ManifestJson.read(key, json).attempt().startsWith(folder + "/"))
                .map(json -> result(key, json, Origin.COMPUTED));
    }

    /** Where attempts write: beside the manifest, or if the stage is recomputed, below. */
    public ArtifactKey folder(StageIdentity identity, ExperimentInput experiment) {
        return experiment
                .recomputation()
                .map(by -> identity.folder().resolve(by.folder()))
                .orElseGet(identity::folder);
    }

    /**
     * The committed stage of this identity, computed now if it does not stand yet, or if the experiment recomputes.
     *
     * @throws dev.r3.activities.failure.DifferenceFailure if it stands, was recomputed, and is not the same
     */
    public StageResult run(StageIdentity identity, ExperimentInput experiment, StageWork work) {
        Optional<StageResult> standing = find(identity, experiment);
        if (standing.isPresent()) {
            return standing.get();
        }
        return experiment.recomputation().isPresent()
                ? recompute(identity, experiment, work)
                : compute(identity, experiment.id(), work);
    }

    /** The committed stage of this identity, computed now if it does not stand yet. */
    public StageResult run(StageIdentity identity, ExperimentId experiment, StageWork work) {
        return find(identity).orElseGet(() -> compute(identity, experiment, work));
    }

    private StageResult compute(StageIdentity identity, ExperimentId experiment, StageWork work) {
        Attempt attempt = Attempt.begin(identity, experiment, "", clock);
        try (Scratch scratch = Scratch.create(scratchRoot, attempt.name())) {
            byte[] mine = manifest(attempt, work.compute(scratch.folder()), this::upload);
            ArtifactKey key = identity.manifestKey();
            return store.putIfAbsent(key, mine)
                    .map(winner -> result(key, winner, Origin.ADOPTED))
                    .orElseGet(() -> result(key, mine, Origin.COMPUTED));
        }
    }

    /**
     * Computes, and compares with what stands. If nothing stands, commits as ever; if it is equal, files that hold times
     * are kept beside a manifest of this recomputation's own, which names the committed files for all others.
     */
    private StageResult recompute(StageIdentity identity, ExperimentInput experiment, StageWork work) {
        String folder = experiment.recomputation().orElseThrow().folder() + "/";
        Attempt attempt = Attempt.begin(identity, experiment.id(), folder, clock);
        ArtifactKey key = identity.manifestKey();
        try (Scratch scratch = Scratch.create(scratchRoot, attempt.name())) {
            StageOutput output = work.compute(scratch.folder());
            Optional<byte[]> standing = store.read(key);
            if (standing.isEmpty()) {
                byte[] mine = manifest(attempt, output, this::upload);
                standing = store.putIfAbsent(key, mine);
                if (standing.isEmpty()) {
                    return result(key, mine, Origin.COMPUTED);
                }
            }
            Manifest stood = ManifestJson.read(key, standing.get());
            Comparison.of(stood, output).ifPresent(difference -> {
                manifest(attempt, output, this::upload);
                throw new DifferenceFailure(difference, store.address(attempt.folder()), notes(stood, output));
            });
            ArtifactKey recomputed = folder(identity, experiment).resolve(MANIFEST);
            byte[] mine = manifest(attempt, output, (place, made) -> timedAlone(place, made, stood));
            return result(recomputed, store.putIfAbsent(recomputed, mine).orElse(mine), Origin.RECOMPUTED);
        }
    }

    private byte[] manifest(
            Attempt attempt,
            StageOutput output,
            BiFunction<ArtifactKey, StageOutput, SortedMap<String, ArtifactRef>> keep) {
        return attempt.manifest(output, keep, maker);
    }

    /** Less memory makes other last bits. */
    private static List<String> notes(Manifest stood, StageOutput output) {
        return Stream.of(note("of the committed ones", stood.summary()), note("of the new ones", output.summary()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> note(String which, JsonNode summary) {
        String memory = summary.path("memory").asText();
        return memory.isEmpty() ? Optional.empty() : Optional.of(which + ", " + memory);
    }

    private SortedMap<String, ArtifactRef> timedAlone(ArtifactKey folder, StageOutput output, Manifest stood) {
        SortedMap<String, ArtifactRef> files = new TreeMap<>(stood.files());
        output.timed()
                .forEach(name -> files.put(
                        name,
                        store.put(
                                folder.resolve(name),
                                requireNonNull(output.files().get(name)))));
        return files;
    }

    /** Does a part of a stage's work in a scratch folder of its own, which is removed afterwards. */
    public void scratch(Consumer<Path> work) {
        try (Scratch scratch = Scratch.create(scratchRoot, "part-" + UUID.randomUUID())) {
            work.accept(scratch.folder());
        }
    }

    /** The recomputation that committed a stage, which stood nowhere before; empty if it was none, or nothing stands. */
    public Optional<Recomputation> committedBy(StageKind kind, Digest stage) {
        ArtifactKey key = StageIdentity.folder(kind, stage).resolve(MANIFEST);
        return store.read(key)
                .flatMap(json -> Recomputation.of(ManifestJson.read(key, json).attempt()));
    }

    /** The manifest behind a result. */
    public Manifest manifest(StageResult result) {
        ArtifactKey key = result.manifest().key();
        byte[] json = store.read(key)
                .orElseThrow(
                        () -> new StorageFailure("%s is gone; run the experiment again".formatted(store.address(key))));
        return ManifestJson.read(key, json);
    }

    /** All committed stages of a kind, the newest first. */
    public List<Manifest> committed(StageKind kind) {
        return store.list(ArtifactKey.of("stages", kind.label())).stream()
                .filter(Stages::isManifest)
                .flatMap(key -> store.read(key).map(json -> ManifestJson.read(key, json)).stream())
                .sorted(Comparator.comparingLong(Manifest::committedAt).reversed())
                .toList();
    }

    /** Whether it commits a stage; those of recomputations lie further below. */
    private static boolean isManifest(ArtifactKey key) {
        return key.name().equals(MANIFEST) && key.path().split("/", -1).length == MANIFEST_SEGMENTS;
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
        String memory = manifest.summary().path("memory").asText();
        return why(manifest, stage, origin) + (memory.isEmpty() ? "" : "; " + memory);
    }

    private static String why(Manifest manifest, String stage, Origin origin) {
        return switch (origin) {
            case COMPUTED -> "computed as %s: no such stage stood".formatted(stage);
            case REUSED -> "reused %s from %s".formatted(stage, manifest.experiment());
            case RECOMPUTED -> "recomputed %s, equal to what stood".formatted(stage);
            case ADOPTED -> "adopted %s from %s, which committed it first".formatted(stage, manifest.experiment());
        };
    }
}
