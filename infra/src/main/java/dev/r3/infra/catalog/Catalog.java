package dev.r3.infra.catalog;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.workflows.contract.ArtifactKey;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** The experiments whose artifacts are in a store: an object each, so that no server but the store is asked. */
public final class Catalog {
    private static final JsonMapper JSON = JsonMapper.builder()
            // A newer R3 may have added fields.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final ArtifactKey FOLDER = ArtifactKey.of("experiments");

    private final ArtifactStore store;

    public Catalog(ArtifactStore store) {
        this.store = requireNonNull(store, "store is null");
    }

    /** Adds an experiment unless it is there. */
    public void add(CatalogEntry entry) {
        try {
            store.putIfAbsent(key(entry), JSON.writeValueAsBytes(entry));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an entry can't be written as JSON", e);
        }
    }

    /** All experiments, the newest first. */
    public List<CatalogEntry> entries() {
        return store.list(FOLDER).stream()
                .map(this::read)
                .sorted(Comparator.comparingLong(CatalogEntry::startedAt).reversed())
                .toList();
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
