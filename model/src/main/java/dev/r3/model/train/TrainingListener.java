package dev.r3.model.train;

import dev.r3.model.reflect.Episode;
import java.util.List;
import java.util.SortedMap;

/** Hears what a training run does. */
public interface TrainingListener {
    /**
     * A step is done.
     *
     * @param step from 1
     * @param steps of the run
     * @param metrics under TRL's names
     * @param episodes that it ran
     */
    void step(long step, long steps, SortedMap<String, Double> metrics, List<Episode> episodes);
}
