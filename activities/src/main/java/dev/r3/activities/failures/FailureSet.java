package dev.r3.activities.failures;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.table.RecordFile;
import dev.r3.model.reflect.EpisodeStart;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.model.reflect.FailureBatch;
import dev.r3.model.reflect.FailureCounts;
import dev.r3.model.reflect.KeepRule;
import dev.r3.model.reflect.TaskAttempts;
import dev.r3.model.train.AnchorAnswers;
import dev.r3.model.train.Curriculum;
import dev.r3.model.train.WrittenRollouts;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.spec.FailuresSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Answers to training tasks, all of them, and the rule that says which tasks are trained on. */
public final class FailureSet {
    private final List<KeptAttempts> attempts;
    private final KeepRule rule;

    FailureSet(List<KeptAttempts> attempts, KeepRule rule) {
        this.attempts = List.copyOf(attempts);
        this.rule = requireNonNull(rule, "rule is null");
    }

    /**
     * Judges answers.
     *
     * @param tasks among them those of the answers
     * @throws DataFailure if an answer is to another task
     */
    static FailureSet judged(List<TaskAnswers> answers, List<EpisodeTask> tasks, KeepRule rule) {
        Map<String, EpisodeTask> byId = byId(tasks);
        List<KeptAttempts> judged = new ArrayList<>();
        for (TaskAnswers task : answers) {
            EpisodeTask known = byId.get(task.task());
            if (known == null) {
                throw new DataFailure("there are answers to task %s, which is not in the data".formatted(task.task()));
            }
            judged.add(KeptAttempts.judged(task, known));
        }
        return new FailureSet(judged, rule);
    }

    /** The spec's rule. */
    public static KeepRule rule(FailuresSpec spec) {
        return switch (spec.keep()) {
            case ANY_FAILED -> new KeepRule.AnyFailed();
            case ALL_FAILED -> new KeepRule.AllFailed();
            case GREEDY_FAILED -> new KeepRule.GreedyFailed();
            case PASS_RATE -> new KeepRule.PassRate(spec.leastPassRate(), spec.mostPassRate());
        };
    }

    /** Reads what {@link #write} wrote; the rule may be another. */
    public static FailureSet read(Path file, KeepRule rule) {
        return new FailureSet(RecordFile.read(file, KeptAttempts.class), rule);
    }

    /**
     * A row for each task: every answer with text, verdict and tokens.
     *
     * @return SHA-256 of the rows
     */
    public Digest write(Path file) {
        return RecordFile.write(file, KeptAttempts.class, attempts);
    }

    public FailureCounts counts() {
        return batch().counts();
    }

    /**
     * Which failures each batch of training reflects on.
     *
     * @param tasks among them those of this set
     * @param size of a batch
     * @throws DataFailure if no task is kept
     */
    public Curriculum<EpisodeStart> curriculum(List<EpisodeTask> tasks, int size, long seed) {
        return new FailureCurriculum(byId(tasks), kept(), size, seed);
    }

    /**
     * Which tasks each batch of training answers anew: the same ones, in the same order.
     *
     * @param tasks among them those of this set
     * @param size of the batch after what was written
     * @throws DataFailure if no task is kept
     */
    public Curriculum<EpisodeTask> taskCurriculum(
            List<EpisodeTask> tasks, ToLongFunction<WrittenRollouts> size, long seed) {
        Map<String, EpisodeTask> byId = byId(tasks);
        return new TaskCurriculum(
                kept().stream().map(attempts -> task(byId, attempts)).toList(), size, seed);
    }

    /**
     * How many tokens a sampled first answer has, on average, of those that were written.
     *
     * @throws DataFailure if none was
     */
    public double meanAnswerTokens() {
        return attempts.stream()
                .flatMap(task -> task.sampled().stream())
                .mapToInt(answer -> answer.tokens().size())
                .filter(tokens -> tokens > 0)
                .average()
                .orElseThrow(() -> new DataFailure("no first answer was written, so none has a length"));
    }

    static EpisodeTask task(Map<String, EpisodeTask> tasks, TaskAttempts attempts) {
        EpisodeTask task = tasks.get(attempts.task());
        if (task == null) {
            throw new IllegalArgumentException(
                    "the failure set has task %s, which the training tasks have not".formatted(attempts.task()));
        }
        return task;
    }

    private List<TaskAttempts> kept() {
        List<TaskAttempts> kept = batch().kept();
        if (kept.isEmpty()) {
            throw new DataFailure(
                    "no task is in the failure set: of %s none has what failures.keep asks for; try more tasks or samples"
                            .formatted(counts().verdicts()));
        }
        return kept;
    }

    private static Map<String, EpisodeTask> byId(List<EpisodeTask> tasks) {
        return tasks.stream().collect(Collectors.toMap(EpisodeTask::id, Function.identity()));
    }

    /**
     * Which answers each step is anchored to: sampled ones, right or wrong.
     *
     * @param size answers a step
     * @throws DataFailure if there are none
     */
    public AnchorAnswers anchor(int size, long seed) {
        return new SampledAnchor(attempts, size, seed);
    }

    private FailureBatch batch() {
        return new FailureBatch(attempts.stream().map(KeptAttempts::attempts).toList(), rule);
    }
}
