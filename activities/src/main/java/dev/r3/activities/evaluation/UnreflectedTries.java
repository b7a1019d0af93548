package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

import dev.r3.model.policy.Policy;
import dev.r3.model.reflect.Attempt;
import dev.r3.model.reflect.ControlledRetries;
import dev.r3.model.reflect.EpisodeConfig;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.reflect.FailedTask;
import dev.r3.model.reflect.FirstAnswerConfig;
import dev.r3.model.reflect.FirstAnswers;
import dev.r3.model.reflect.GivenReflection;
import dev.r3.model.reflect.TaskAttempts;
import dev.r3.verifiers.api.Verdict;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The control: first answers by the same random numbers as with {@link ReflectedTries}, and of those that fail a retry that
 * is asked for at once.
 */
final class UnreflectedTries implements SampledTries {
    private final FirstAnswers answers;
    private final ControlledRetries retries;
    private final int samples;
    private final GivenReflection.None request;

    /**
     * @param policy stays the caller's to close
     * @param samples courses of each task
     * @param seed of the experiment
     * @param request asks for the retry
     */
    UnreflectedTries(Policy policy, EpisodeConfig config, int samples, long seed, String request) {
        requireNonNull(policy, "policy is null");
        this.answers = new FirstAnswers(
                policy, FirstAnswerConfig.sampled(config.prompts(), config.firstAnswer(), samples), seed);
        this.retries = new ControlledRetries(policy, config, seed);
        this.samples = samples;
        this.request = new GivenReflection.None(request);
    }

    @Override
    public int samples() {
        return samples;
    }

    @Override
    public List<TaskPasses> run(List<EpisodeTask> tasks) {
        List<TaskAttempts> first = answers.run(ReflectedTries.STAGE, tasks);
        List<List<FailedTask>> failed = new ArrayList<>();
        for (int task = 0; task < tasks.size(); task++) {
            failed.add(failures(tasks.get(task), first.get(task).sampled()));
        }
        Iterator<Attempt> second = retries.run(
                        ReflectedTries.STAGE + "-no-reflection",
                        failed.stream().flatMap(List::stream).toList())
                .iterator();
        List<TaskPasses> passes = new ArrayList<>();
        for (int task = 0; task < tasks.size(); task++) {
            List<Attempt> retried =
                    failed.get(task).stream().map(failure -> second.next()).toList();
            int passed = passed(first.get(task).sampled());
            passes.add(new TaskPasses(tasks.get(task).id(), samples, passed, passed + passed(retried)));
        }
        return passes;
    }

    /** What is to be retried; an answer that can't be judged is not. */
    private List<FailedTask> failures(EpisodeTask task, List<Attempt> courses) {
        List<FailedTask> failed = new ArrayList<>();
        for (int course = 0; course < courses.size(); course++) {
            Attempt attempt = courses.get(course);
            if (attempt.verdict() instanceof Verdict.Failed) {
                failed.add(new FailedTask(task, course, attempt.answer().orElseThrow(), request));
            }
        }
        return failed;
    }

    private static int passed(List<Attempt> attempts) {
        return (int) attempts.stream()
                .map(Attempt::verdict)
                .filter(Verdict.Passed.class::isInstance)
                .count();
    }
}
