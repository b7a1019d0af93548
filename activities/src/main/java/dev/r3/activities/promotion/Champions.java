package dev.r3.activities.promotion;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.Champion;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.io.IOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The champions of each name and task family, an object each under their numbers. The last one counts; a number is given
 * once, so that of two that are promoted at the same time one knows of the other.
 */
public final class Champions {
    private static final JsonMapper JSON = JsonMapper.builder()
            // Optional values, by the module that comes with Temporal.
            .findAndAddModules()
            // A newer R3 may have added fields.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final ArtifactKey FOLDER = ArtifactKey.of("champions");

    private final ArtifactStore store;
    private final Clock clock;

    public Champions(ArtifactStore store, Clock clock) {
        this.store = requireNonNull(store, "store is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /** The one of now; empty before the first. */
    public Optional<Champion> current(ExperimentSpec spec) {
        List<ArtifactKey> all = store.list(folder(spec));
        return all.isEmpty() ? Optional.empty() : Optional.of(read(all.get(all.size() - 1)));
    }

    /** The one of this number. */
    Champion of(ExperimentSpec spec, int number) {
        return read(key(spec, number));
    }

    /**
     * The last promotion of a model; empty if it never was. The newest are read first, and none before that promotion.
     *
     * @param model digest of its training's stage
     */
    public Optional<Champion> last(ExperimentSpec spec, Digest model) {
        return store.list(folder(spec)).stream()
                .sorted(Comparator.comparing(ArtifactKey::path).reversed())
                .map(this::read)
                .filter(champion -> champion.model().digest().equals(model))
                .findFirst();
    }

    /**
     * Gives a number to the gate's choice, unless it is given.
     *
     * @return who has it now
     */
    Champion crown(ExperimentInput experiment, StageResult model, int number, String reason) {
        return crown(
                experiment.spec(),
                new Champion(number, experiment.id(), model, Optional.empty(), reason, clock.millis()));
    }

    /**
     * Makes a model the champion whatever a gate said.
     *
     * @param who promotes it
     * @return empty if the champion has these weights already
     */
    public Optional<Champion> crownByHand(ExperimentInput experiment, StageResult model, String who, String reason) {
        while (true) {
            Optional<Champion> before = current(experiment.spec());
            if (before.filter(champion -> champion.hasWeightsOf(model)).isPresent()) {
                return Optional.empty();
            }
            int number = before.map(Champion::number).orElse(0) + 1;
            Champion mine = new Champion(number, experiment.id(), model, Optional.of(who), reason, clock.millis());
            // A person's word counts after whatever a gate did meanwhile.
            if (crown(experiment.spec(), mine).equals(mine)) {
                return Optional.of(mine);
            }
        }
    }

    private Champion crown(ExperimentSpec spec, Champion champion) {
        ArtifactKey key = key(spec, champion.number());
        try {
            return store.putIfAbsent(key, JSON.writeValueAsBytes(champion))
                    .map(json -> champion(key, json))
                    .orElse(champion);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a champion can't be written as JSON", e);
        }
    }

    private Champion read(ArtifactKey key) {
        return champion(
                key,
                store.read(key)
                        .orElseThrow(() -> new StorageFailure(
                                "%s is gone; run the experiment again with --fresh".formatted(store.address(key)))));
    }

    private Champion champion(ArtifactKey key, byte[] json) {
        try {
            return JSON.readValue(json, Champion.class);
        } catch (IOException e) {
            throw new StorageFailure("%s names no champion; remove it".formatted(store.address(key)), e);
        }
    }

    /** Sorted by name, a later one comes after. */
    private static ArtifactKey key(ExperimentSpec spec, int number) {
        return folder(spec).resolve("champion-%06d.json".formatted(number));
    }

    private static ArtifactKey folder(ExperimentSpec spec) {
        return FOLDER.resolve(spec.name()).resolve(spec.task().family());
    }
}
