package dev.r3.model.train;

import dev.r3.model.reflect.EpisodeStart;
import java.util.List;

/** Which episodes a step runs: a function of the step alone, so that a resumed run goes on with the same. */
@FunctionalInterface
public interface Curriculum {
    /**
     * The episodes of a step, of different tasks.
     *
     * @param step from 0
     */
    List<EpisodeStart> at(long step);
}
