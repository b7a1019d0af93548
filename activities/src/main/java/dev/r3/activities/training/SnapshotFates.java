package dev.r3.activities.training;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.r3.activities.failure.StorageFailure;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ExperimentId;
import java.io.IOException;

/**
 * What becomes of old snapshots: one that another training goes on from, or that is shown elsewhere, stays; any other may be
 * removed. What is written first of a snapshot holds for good, so that whoever needs it and the removal of old ones can't
 * both have their way, wherever either is killed.
 */
final class SnapshotFates {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NOBODY = "";

    private final ArtifactStore store;
    private final ArtifactKey folder;

    /**
     * @param snapshots the folder of a training's
     */
    SnapshotFates(ArtifactStore store, ArtifactKey snapshots) {
        this.store = store;
        this.folder = snapshots.resolve("fates");
    }

    /**
     * @param keptFor the first experiment that it is kept for; empty if it is removed
     */
    private record Fate(String keptFor) {}

    /** Keeps a step's snapshot for an experiment; whether it could, as it is not removed. */
    boolean keep(long step, ExperimentId experiment) {
        return !decide(step, experiment.value()).equals(NOBODY);
    }

    /** Gives a step's snapshot up; whether it could, as it is kept for nobody. */
    boolean giveUp(long step) {
        return decide(step, NOBODY).equals(NOBODY);
    }

    /** Whom it is kept for, now or since earlier. */
    private String decide(long step, String keptFor) {
        ArtifactKey key = folder.resolve("step-%08d.json".formatted(step));
        try {
            byte[] mine = JSON.writeValueAsBytes(new Fate(keptFor));
            return JSON.readValue(store.putIfAbsent(key, mine).orElse(mine), Fate.class)
                    .keptFor();
        } catch (IOException e) {
            throw new StorageFailure(
                    "%s does not tell whether the snapshot is needed".formatted(store.address(key)), e);
        }
    }
}
