package dev.r3.activities.evaluation;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.progress.WorkListener;
import dev.r3.model.policy.Policy;
import dev.r3.model.reflect.Attempt;
import dev.r3.model.reflect.ControlledRetries;
import dev.r3.model.reflect.Episode;
import dev.r3.model.reflect.EpisodeConfig;
import dev.r3.model.reflect.EpisodeStart;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.reflect.Episodes;
import dev.r3.model.reflect.FailedTask;
import dev.r3.model.reflect.GivenReflection;
import dev.r3.model.reflect.ReflectedTry;
import dev.r3.verifiers.api.Completion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Evaluates weights: their own reflections first, then the controls on the same first answers. */
public final class ArmEvaluation {
    /** How many tasks are written at a time. Another number may change a result's last bits, so it is fixed. */
    private static final int BATCH = 256;

    private final Policy policy;
    private final EpisodeConfig config;

    /**
     * @param policy stays the caller's to close
     * @param config with one reflection, all turns greedy
     */
    public ArmEvaluation(Policy policy, EpisodeConfig config) {
        this.policy = requireNonNull(policy, "policy is null");
        this.config = requireNonNull(config, "config is null");
        if (config.reflections() != 1) {
            throw new IllegalArgumentException("an evaluation has one reflection, not " + config.reflections());
        }
    }

    /** First answers, and retries of the failed ones with a reflection; the results are in the tasks' order. */
    public List<TaskResult> reflecting(List<EpisodeTask> tasks, WorkListener listener) {
        Episodes episodes = new Episodes(policy, config, 0);
        List<TaskResult> results = new ArrayList<>();
        listener.progressed(0, tasks.size());
        for (int first = 0; first < tasks.size(); first += BATCH) {
            List<EpisodeStart> starts = tasks.subList(first, Math.min(first + BATCH, tasks.size())).stream()
                    .map(EpisodeStart::atTask)
                    .toList();
            episodes.run("evaluation", starts).stream()
                    .map(ArmEvaluation::result)
                    .forEach(results::add);
            listener.progressed(results.size(), tasks.size());
        }
        return results;
    }

    private static TaskResult result(Episode episode) {
        TaskResult first = TaskResult.unretried(episode.task().id(), episode.firstAnswer());
        return episode.tries().stream()
                .findFirst()
                .filter(ReflectedTry.Retried.class::isInstance)
                .map(ReflectedTry.Retried.class::cast)
                .map(retried -> first.retried(retried.reflection().text(), retried.lastRetry()))
                .orElse(first);
    }

    /**
     * Retries of the same failed first answers in another way.
     *
     * @param tasks as they were reflected on
     * @param reflected what {@link #reflecting} gave for them with the same weights
     * @param given what stands before each task's retry: of {@link GivenReflections}
     * @param label tells the control's answers from others'
     */
    public List<TaskResult> controlled(
            List<EpisodeTask> tasks,
            List<TaskResult> reflected,
            List<Optional<GivenReflection>> given,
            String label,
            WorkListener listener) {
        List<TaskResult> results =
                new ArrayList<>(reflected.stream().map(TaskResult::firstAlone).toList());
        List<Integer> failed = IntStream.range(0, tasks.size())
                .filter(task -> given.get(task).isPresent())
                .boxed()
                .toList();
        int unretried = tasks.size() - failed.size();
        listener.progressed(unretried, tasks.size());
        ControlledRetries retries = new ControlledRetries(policy, config, 0);
        for (int first = 0; first < failed.size(); first += BATCH) {
            List<Integer> batch = failed.subList(first, Math.min(first + BATCH, failed.size()));
            List<FailedTask> starts = batch.stream()
                    .map(task -> new FailedTask(
                            tasks.get(task),
                            Completion.whole(reflected.get(task).firstAnswer()),
                            given.get(task).orElseThrow()))
                    .toList();
            List<Attempt> written = retries.run("evaluation-" + label, starts);
            for (int i = 0; i < batch.size(); i++) {
                String reflection = text(starts.get(i).reflection());
                results.set(batch.get(i), results.get(batch.get(i)).retried(reflection, written.get(i)));
            }
            listener.progressed(unretried + first + batch.size(), tasks.size());
        }
        return results;
    }

    private static String text(GivenReflection given) {
        return given instanceof GivenReflection.Text text ? text.text() : "";
    }
}
