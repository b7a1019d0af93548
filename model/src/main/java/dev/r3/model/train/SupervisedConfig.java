package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.decoder.LayerMemory;
import dev.r3.model.optimize.AdamWConfig;

/**
 * A run of supervised training.
 *
 * @param batchesPerUpdate whose gradients add up to one update's; its loss is the mean over all of their judged tokens
 * @param updates of the whole run
 * @param updatesPerSnapshot the last update has one, too
 */
public record SupervisedConfig(
        AdamWConfig adamW, LayerMemory layerMemory, int batchesPerUpdate, long updates, long updatesPerSnapshot) {
    public SupervisedConfig {
        requireNonNull(adamW, "adamW is null");
        requireNonNull(layerMemory, "layer memory is null");
        if (batchesPerUpdate < 1 || updates < 1 || updatesPerSnapshot < 1) {
            throw new IllegalArgumentException("%d updates of %d batches with a snapshot every %d"
                    .formatted(updates, batchesPerUpdate, updatesPerSnapshot));
        }
    }
}
