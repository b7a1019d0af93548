package dev.r3.infra.catalog;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.tracking.ExperimentOutcomes;
import dev.r3.activities.tracking.FinishedExperiment;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ParentTraining;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The experiments whose artifacts are in a store: an object each, so that no server but the store is asked. */
public final class Catalog {
    private static final JsonMapper JSON = JsonMapper.builder()
            // Optional values, by the module that comes with Temporal.
            .findAndAddModules()
            // A newer R3 may have added fields.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final ArtifactKey FOLDER = ArtifactKey.of("experiments");
    private static final ArtifactKey INPUTS = ArtifactKey.of("experiment-inputs");
    private static final ArtifactKey PARENTS = ArtifactKey.of("experiment-parents");

    private final ArtifactStore store;

    public Catalog(ArtifactStore store) {
        this.store = requireNonNull(store, "store is null");
    }

    /** Adds an experiment unless it is there, and all that it runs on, so that it can be run again. */
    public void add(ExperimentInput input, long now) {
        CatalogEntry entry = CatalogEntry.of(input, now);
        try {
            store.putIfAbsent(key(entry), JSON.writeValueAsBytes(entry));
            store.putIfAbsent(inputKey(entry.id()), JSON.writeValueAsBytes(input.once()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an entry can't be written as JSON", e);
        }
    }

    /** All experiments, the newest first. */
    public List<CatalogEntry> entries() {
        return entries(store.list(FOLDER).stream());
    }

    /** Those whose specs have a name, the newest first. */
    public List<CatalogEntry> entries(String name) {
        return entries(store.list(FOLDER).stream().filter(key -> hasName(name, key)));
    }

    private static boolean hasName(String name, ArtifactKey key) {
        String id = key.path().substring(FOLDER.path().length() + 1).replaceFirst("\\.json$", "");
        return ExperimentId.isId(id) && new ExperimentId(id).name().equals(name);
    }

    private List<CatalogEntry> entries(Stream<ArtifactKey> keys) {
        return keys.map(this::read)
                .sorted(Comparator.comparingLong(CatalogEntry::startedAt).reversed())
                .toList();
    }

    /** What an experiment was first started with; empty if it is none, or was started before this was kept. */
    public Optional<ExperimentInput> input(ExperimentId id) {
        ArtifactKey key = inputKey(id);
        return store.read(key).map(json -> {
            try {
                return JSON.readValue(json, ExperimentInput.class);
            } catch (IOException e) {
                throw new StorageFailure(
                        "%s is no experiment's input; remove it and run its spec again".formatted(store.address(key)),
                        e);
            }
        });
    }

    /** An experiment's newest finished run; empty if none has finished, or only before the store was told. */
    public Optional<FinishedExperiment> finished(ExperimentId id) {
        return input(id).flatMap(new ExperimentOutcomes(store)::newest);
    }

    /**
     * What an experiment's training goes on from. It is settled once, however far that has come since: of several commands
     * that find it at once the first one settles it.
     *
     * @param newest finds it if nothing is settled yet
     */
    public ParentTraining parent(ExperimentId child, Supplier<ParentTraining> newest) {
        ArtifactKey key = PARENTS.resolve(child.value() + ".json");
        Optional<ParentTraining> settled = store.read(key)
                .map(json -> parent(key, json))
                // An older R3 kept it there alone.
                .or(() -> input(child).flatMap(ExperimentInput::parent));
        return settled.orElseGet(() -> settle(key, newest.get()));
    }

    private ParentTraining settle(ArtifactKey key, ParentTraining mine) {
        try {
            return store.putIfAbsent(key, JSON.writeValueAsBytes(mine))
                    .map(json -> parent(key, json))
                    .orElse(mine);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a parent can't be written as JSON", e);
        }
    }

    private ParentTraining parent(ArtifactKey key, byte[] json) {
        try {
            return JSON.readValue(json, ParentTraining.class);
        } catch (IOException e) {
            throw new StorageFailure("%s names no training; remove it".formatted(store.address(key)), e);
        }
    }

    private static ArtifactKey inputKey(ExperimentId id) {
        return INPUTS.resolve(id.value() + ".json");
    }

    private CatalogEntry read(ArtifactKey key) {
        try {
            return JSON.readValue(store.read(key).orElseThrow(), CatalogEntry.class);
        } catch (IOException e) {
            throw new StorageFailure("%s names no experiment; remove it".formatted(store.address(key)), e);
        }
    }

    private static ArtifactKey key(CatalogEntry entry) {
        return FOLDER.resolve(entry.id().value() + ".json");
    }
}
