package dev.r3.infra.effect;

import dev.r3.activities.training.StepListener;

/** Hears what a run does. */
public interface EffectListener extends StepListener {
    /**
     * A stage begins.
     *
     * @param unit what it counts, such as {@code tasks}
     */
    void begins(String stage, String unit);

    /** A stage's result stood already. */
    void reused(String stage, String explanation);

    /** How far the stage is. */
    void progressed(long done, long total);
}
