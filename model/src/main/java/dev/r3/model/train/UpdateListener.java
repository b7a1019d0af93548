package dev.r3.model.train;

import java.util.SortedMap;

/** Hears what a supervised run does. */
@FunctionalInterface
public interface UpdateListener {
    /**
     * An update is made.
     *
     * @param update from 1
     * @param updates of the run
     * @param metrics under TRL's names
     */
    void updated(long update, long updates, SortedMap<String, Double> metrics);
}
