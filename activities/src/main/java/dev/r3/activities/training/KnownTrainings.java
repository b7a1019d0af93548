package dev.r3.activities.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ExperimentId;
import java.io.IOException;
import java.util.List;

/**
 * The trainings of experiments, by what the artifact store has noted of them. An experiment has another training once its
 * verifier or R3's training has changed; what it trained before is found all the same.
 */
final class KnownTrainings {
    private static final JsonMapper JSON = JsonMapper.builder()
            // Optional values, by the module that comes with Temporal.
            .findAndAddModules()
            // A newer R3 may have added fields.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final ArtifactKey FOLDER = ArtifactKey.of("trainings");

    private final ArtifactStore store;

    KnownTrainings(ArtifactStore store) {
        this.store = store;
    }

    /** Notes a training, unless it is. */
    void note(ExperimentId experiment, KnownTraining training) {
        ArtifactKey key = folder(experiment).resolve(training.training().hex() + ".json");
        try {
            store.putIfAbsent(key, JSON.writeValueAsBytes(training));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a training can't be written as JSON", e);
        }
    }

    /** An experiment's. */
    List<KnownTraining> of(ExperimentId experiment) {
        return store.list(folder(experiment)).stream().map(this::read).toList();
    }

    private KnownTraining read(ArtifactKey key) {
        try {
            return JSON.readValue(store.read(key).orElseThrow(), KnownTraining.class);
        } catch (IOException e) {
            throw new StorageFailure("%s names no training; remove it".formatted(store.address(key)), e);
        }
    }

    private static ArtifactKey folder(ExperimentId experiment) {
        return FOLDER.resolve(experiment.value());
    }
}
