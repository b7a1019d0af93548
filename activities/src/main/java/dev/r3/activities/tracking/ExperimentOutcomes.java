package dev.r3.activities.tracking;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.RunKey;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Which stages a finished experiment came to, kept beside them: Temporal forgets a finished workflow after its
 * namespace's retention, and past experiments are compared long after.
 */
public final class ExperimentOutcomes {
    private static final JsonMapper JSON = JsonMapper.builder()
            // Optional values, by the module that comes with Temporal.
            .findAndAddModules()
            // A newer R3 may have added fields.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final ArtifactKey FOLDER = ArtifactKey.of("experiment-outcomes");

    private final ArtifactStore store;

    public ExperimentOutcomes(ArtifactStore store) {
        this.store = requireNonNull(store, "store is null");
    }

    /** Keeps what a run came to; a second time changes nothing. */
    public void keep(RunKey run, List<NamedStage> stages) {
        ArtifactKey folder = folder(run.experiment().id());
        String end = "-%s.json".formatted(run.execution());
        // Who reads the time from the server may be some milliseconds off.
        if (store.list(folder).stream().anyMatch(key -> key.name().endsWith(end))) {
            return;
        }
        // Sorted by name, a later run comes after: a time in milliseconds has 13 digits until the year 2286.
        String name = "%013d".formatted(run.startedAt()) + end;
        try {
            store.putIfAbsent(folder.resolve(name), JSON.writeValueAsBytes(stages));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stages can't be written as JSON", e);
        }
    }

    /** The newest finished run's stages in their order; empty if none finished here since this is kept. */
    public Optional<List<NamedStage>> stages(ExperimentId id) {
        return newest(id).map(this::read);
    }

    /** The newest finished run; empty if none finished here since this is kept. */
    public Optional<FinishedExperiment> newest(ExperimentInput experiment) {
        return newest(experiment.id()).map(key -> new FinishedExperiment(run(experiment, key.name()), read(key)));
    }

    private Optional<ArtifactKey> newest(ExperimentId id) {
        List<ArtifactKey> runs = store.list(folder(id));
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    }

    private static RunKey run(ExperimentInput experiment, String name) {
        int dash = name.indexOf('-');
        return new RunKey(
                experiment,
                name.substring(dash + 1, name.length() - ".json".length()),
                Long.parseLong(name.substring(0, dash)));
    }

    private List<NamedStage> read(ArtifactKey key) {
        try {
            return JSON.readValue(store.read(key).orElseThrow(), new TypeReference<>() {});
        } catch (IOException e) {
            throw new StorageFailure(
                    "%s is no experiment's outcome; remove it and run the spec again".formatted(store.address(key)), e);
        }
    }

    private static ArtifactKey folder(ExperimentId id) {
        return FOLDER.resolve(id.value());
    }
}
