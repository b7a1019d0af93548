package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

import dev.r3.model.policy.Policy;
import dev.r3.model.reflect.Episode;
import dev.r3.model.reflect.EpisodeConfig;
import dev.r3.model.reflect.EpisodeStart;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.reflect.Episodes;
import dev.r3.model.reflect.ReflectedTry;
import dev.r3.verifiers.api.Verdict;
import java.util.List;
import java.util.stream.IntStream;

/** First answers, and of those that fail a reflection of the weights' own and a retry. */
final class ReflectedTries implements SampledTries {
    /** Part of the key of random numbers. */
    static final String STAGE = "sampled";

    private final Episodes episodes;
    private final int samples;

    /**
     * @param policy stays the caller's to close
     * @param config with one reflection
     * @param samples courses of each task
     * @param seed of the experiment: a course's random numbers depend on it, the task and the course's number
     */
    ReflectedTries(Policy policy, EpisodeConfig config, int samples, long seed) {
        this.episodes =
                new Episodes(requireNonNull(policy, "policy is null"), requireNonNull(config, "config is null"), seed);
        this.samples = samples;
    }

    @Override
    public int samples() {
        return samples;
    }

    @Override
    public List<TaskPasses> run(List<EpisodeTask> tasks) {
        List<EpisodeStart> starts = tasks.stream()
                .flatMap(task -> IntStream.range(0, samples).mapToObj(course -> EpisodeStart.atTask(task, course)))
                .toList();
        List<Episode> courses = episodes.run(STAGE, starts);
        return IntStream.range(0, tasks.size())
                .mapToObj(task -> passes(tasks.get(task).id(), courses.subList(task * samples, (task + 1) * samples)))
                .toList();
    }

    private static TaskPasses passes(String task, List<Episode> courses) {
        return new TaskPasses(
                task,
                courses.size(),
                (int) courses.stream().filter(ReflectedTries::passedFirst).count(),
                (int) courses.stream().filter(ReflectedTries::passed).count());
    }

    private static boolean passedFirst(Episode course) {
        return course.firstAnswer().verdict() instanceof Verdict.Passed;
    }

    private static boolean passed(Episode course) {
        return passedFirst(course)
                || course.tries().stream().map(ReflectedTry::verdict).anyMatch(Verdict.Passed.class::isInstance);
    }
}
