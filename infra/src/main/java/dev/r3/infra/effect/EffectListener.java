package dev.r3.infra.effect;

import dev.r3.model.snapshot.SnapshotListener;
import java.nio.file.Path;
import java.util.SortedMap;

/** Hears what a run does. */
public interface EffectListener extends SnapshotListener {
    /**
     * A stage begins.
     *
     * @param unit what it counts, such as {@code tasks}
     */
    void begins(String stage, String unit);

    /** A stage's result was there already. */
    void reused(String stage, Path folder);

    /** How far the stage is. */
    void progressed(long done, long total);

    /** A step of training is done. */
    void trained(long step, long steps, SortedMap<String, Double> metrics);
}
