package dev.r3.activities.evaluation;

import dev.r3.activities.progress.WorkListener;
import dev.r3.model.reflect.EpisodeTask;
import java.util.ArrayList;
import java.util.List;

/** Samples courses of tasks, some at a time. What was written is judged and forgotten. */
final class SampledCourses {
    /** About how many courses are written at a time. Another number may change a result's last bits, so it is fixed. */
    private static final int COURSES = 256;

    private SampledCourses() {}

    /** How often each task passes, in the tasks' order. */
    static List<TaskPasses> run(SampledTries tries, List<EpisodeTask> tasks, WorkListener listener) {
        List<TaskPasses> passes = new ArrayList<>();
        listener.progressed(0, tasks.size());
        int batch = batch(tries.samples());
        for (int first = 0; first < tasks.size(); first += batch) {
            passes.addAll(tries.run(tasks.subList(first, Math.min(first + batch, tasks.size()))));
            listener.progressed(passes.size(), tasks.size());
        }
        return passes;
    }

    /** How many tasks are sampled at a time: a power of two, so that shards of such sizes hold whole batches. */
    static int batch(int samples) {
        return Integer.highestOneBit(Math.max(1, COURSES / samples));
    }
}
