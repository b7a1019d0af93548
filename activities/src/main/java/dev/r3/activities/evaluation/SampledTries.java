package dev.r3.activities.evaluation;

import dev.r3.model.reflect.EpisodeTask;
import java.util.List;

/** Has tasks answered and retried, each several times. */
interface SampledTries {
    /** Courses of each task. */
    int samples();

    /** How often each task passes, in the tasks' order; all courses are written together. */
    List<TaskPasses> run(List<EpisodeTask> tasks);
}
