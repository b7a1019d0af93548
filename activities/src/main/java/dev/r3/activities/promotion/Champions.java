package dev.r3.activities.promotion;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.workflows.contract.ArtifactKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The champions of every name, in the order in which they became it; the last one is the champion. An object each, by
 * number: whoever decided against a champion that was dethroned meanwhile finds the next number taken, and decides again.
 */
public final class Champions {
    private static final JsonMapper JSON = JsonMapper.builder()
            .findAndAddModules()
            // A newer R3 may have added fields.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final ArtifactKey FOLDER = ArtifactKey.of("champions");

    private final ArtifactStore store;

    public Champions(ArtifactStore store) {
        this.store = requireNonNull(store, "store is null");
    }

    /** The champion of a name; empty if there is none yet. */
    public Optional<Champion> current(String name) {
        List<ArtifactKey> all = store.list(FOLDER.resolve(name));
        return all.isEmpty() ? Optional.empty() : Optional.of(read(all.get(all.size() - 1)));
    }

    /**
     * Makes a model the champion of a name, after the one that it was compared with.
     *
     * @return empty if it is now; else the champion that became it meanwhile
     */
    public Optional<Champion> crown(String name, Champion next) {
        ArtifactKey key = FOLDER.resolve(name).resolve("%09d.json".formatted(next.number()));
        try {
            return store.putIfAbsent(key, JSON.writeValueAsBytes(next))
                    .map(standing -> read(key, standing))
                    // A retry finds what it wrote itself.
                    .filter(standing -> !standing.equals(next));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a champion can't be written as JSON", e);
        }
    }

    private Champion read(ArtifactKey key) {
        return read(key, store.read(key).orElseThrow());
    }

    private Champion read(ArtifactKey key, byte[] json) {
        try {
            return JSON.readValue(json, Champion.class);
        } catch (IOException e) {
            throw new StorageFailure("%s names no champion; remove it".formatted(store.address(key)), e);
        }
    }
}
