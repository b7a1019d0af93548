package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.progress.WorkListener;
import dev.r3.model.policy.Policy;
import dev.r3.model.reflect.Episode;
import dev.r3.model.reflect.EpisodeConfig;
import dev.r3.model.reflect.EpisodeStart;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.reflect.Episodes;
import dev.r3.model.reflect.ReflectedTry;
import dev.r3.verifiers.api.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Samples courses of tasks: first answers, and of those that fail a reflection and a retry. What was written is judged and
 * forgotten.
 */
final class SampledCourses {
    /** About how many courses are written at a time. Another number may change a result's last bits, so it is fixed. */
    private static final int COURSES = 256;

    private final Policy policy;
    private final EpisodeConfig config;
    private final int samples;
    private final long seed;

    /**
     * @param policy stays the caller's to close
     * @param config with one reflection
     * @param samples courses of each task
     * @param seed of the experiment: a course's random numbers depend on it, the task and the course's number
     */
    SampledCourses(Policy policy, EpisodeConfig config, int samples, long seed) {
        this.policy = requireNonNull(policy, "policy is null");
        this.config = requireNonNull(config, "config is null");
        this.samples = samples;
        this.seed = seed;
    }

    /** How often each task passes, in the tasks' order. */
    List<TaskPasses> run(List<EpisodeTask> tasks, WorkListener listener) {
        Episodes episodes = new Episodes(policy, config, seed);
        List<TaskPasses> passes = new ArrayList<>();
        listener.progressed(0, tasks.size());
        int batch = batch(samples);
        for (int first = 0; first < tasks.size(); first += batch) {
            List<EpisodeTask> together = tasks.subList(first, Math.min(first + batch, tasks.size()));
            passes.addAll(passes(together, episodes.run("sampled", starts(together))));
            listener.progressed(passes.size(), tasks.size());
        }
        return passes;
    }

    /** How many tasks are sampled at a time: a power of two, so that shards of such sizes hold whole batches. */
    static int batch(int samples) {
        return Integer.highestOneBit(Math.max(1, COURSES / samples));
    }

    private List<EpisodeStart> starts(List<EpisodeTask> tasks) {
        return tasks.stream()
                .flatMap(task -> IntStream.range(0, samples).mapToObj(course -> EpisodeStart.atTask(task, course)))
                .toList();
    }

    private List<TaskPasses> passes(List<EpisodeTask> tasks, List<Episode> courses) {
        return IntStream.range(0, tasks.size())
                .mapToObj(task -> {
                    List<Episode> own = courses.subList(task * samples, (task + 1) * samples);
                    return new TaskPasses(
                            tasks.get(task).id(),
                            samples,
                            (int) own.stream()
                                    .filter(SampledCourses::passedFirst)
                                    .count(),
                            (int) own.stream().filter(SampledCourses::passed).count());
                })
                .toList();
    }

    private static boolean passedFirst(Episode course) {
        return course.firstAnswer().verdict() instanceof Verdict.Passed;
    }

    private static boolean passed(Episode course) {
        return passedFirst(course)
                || course.tries().stream().map(ReflectedTry::verdict).anyMatch(Verdict.Passed.class::isInstance);
    }
}
