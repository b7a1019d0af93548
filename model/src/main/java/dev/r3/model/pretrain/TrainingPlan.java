package dev.r3.model.pretrain;

import static java.util.Objects.requireNonNull;

import dev.r3.model.decoder.LayerMemory;
import dev.r3.model.optimize.AdamWConfig;
import dev.r3.model.supervised.BatchPlan;
import dev.r3.model.supervised.Packing;
import dev.r3.model.train.SupervisedConfig;

/**
 * How fresh weights are trained.
 *
 * @param rowTokens a document's longest part that is read
 * @param batchTokens of rows that are computed at once, padding included; they are of similar length, so of few kinds
 * @param batchesPerUpdate so many, in random order, make an update that has all kinds
 * @param updatesPerPoint of the learning curve; divides {@code updatesPerSnapshot}, so that a resumed run's points are
 *     those of one that was never stopped
 */
public record TrainingPlan(
        AdamWConfig adamW,
        int rowTokens,
        int batchTokens,
        int batchesPerUpdate,
        Packing packing,
        long updates,
        long updatesPerSnapshot,
        long updatesPerPoint,
        long seed) {
    /** Holds many batches, so that the few that a window's shortest rows don't fill count for little. */
    private static final int WINDOW_DOCUMENTS = 8192;

    public TrainingPlan {
        requireNonNull(adamW, "adamW is null");
        requireNonNull(packing, "packing is null");
        if (updatesPerPoint < 1 || updatesPerSnapshot % updatesPerPoint != 0) {
            throw new IllegalArgumentException("a point of the learning curve every %d updates, a snapshot every %d;"
                            .formatted(updatesPerPoint, updatesPerSnapshot)
                    + " expected a multiple");
        }
        new SupervisedConfig(adamW, LayerMemory.KEPT, batchesPerUpdate, updates, updatesPerSnapshot);
        new BatchPlan(rowTokens, batchTokens, WINDOW_DOCUMENTS, packing, 0, seed);
    }

    BatchPlan batches(int paddingToken) {
        return new BatchPlan(rowTokens, batchTokens, WINDOW_DOCUMENTS, packing, paddingToken, seed);
    }

    SupervisedConfig supervised() {
        return new SupervisedConfig(adamW, LayerMemory.KEPT, batchesPerUpdate, updates, updatesPerSnapshot);
    }
}
