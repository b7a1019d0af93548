package dev.r3.activities.training;

import dev.r3.activities.policy.Judgement;
import dev.r3.model.generate.SampleKey;
import dev.r3.model.policy.Completion;
import dev.r3.model.reflect.Attempt;
import dev.r3.model.reflect.Episode;
import dev.r3.model.reflect.ReflectedTry;
import dev.r3.model.reflect.TaskAttempts;
import dev.r3.model.train.TrainedRollouts;
import dev.r3.verifiers.api.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A step's rollouts as rows, in the order in which they were asked for. */
final class Trajectories {
    private Trajectories() {}

    /** A row for each reflection. */
    static Stream<Trajectory> ofReflections(long step, TrainedRollouts<Episode> rollouts) {
        return rollouts.written().stream()
                .flatMap(episode -> episode.tries().stream())
                .map(reflected -> reflected instanceof ReflectedTry.Rejected nothing
                        ? unwritten(step, nothing.key(), nothing.verdict())
                        : retried(step, (ReflectedTry.Retried) reflected, rollouts));
    }

    /** A row for each sampled answer. */
    static Stream<Trajectory> ofFirstAnswers(long step, TrainedRollouts<TaskAttempts> rollouts) {
        return rollouts.written().stream()
                .flatMap(task -> task.sampled().stream())
                .map(answer -> answer instanceof Attempt.Rejected nothing
                        ? unwritten(step, nothing.key(), nothing.verdict())
                        : answered(step, (Attempt.Written) answer, rollouts));
    }

    private static Trajectory retried(long step, ReflectedTry.Retried retried, TrainedRollouts<Episode> rollouts) {
        return written(
                step,
                retried.reflection(),
                retried.retries().stream().map(Trajectories::retry).toList(),
                retried.verdict(),
                rollouts);
    }

    private static Trajectory answered(long step, Attempt.Written answer, TrainedRollouts<TaskAttempts> rollouts) {
        return written(step, answer.completion(), List.of(), answer.verdict(), rollouts);
    }

    private static Trajectory written(
            long step,
            Completion completion,
            List<Trajectory.Retry> retries,
            Verdict verdict,
            TrainedRollouts<?> rollouts) {
        SampleKey key = completion.request().key();
        return new Trajectory(
                step,
                key.task(),
                key.stage(),
                key.sample(),
                messages(completion),
                completion.trace().orElseThrow().prompt().length(),
                completion.text(),
                completion.tokens().orElseThrow(),
                completion.truncated(),
                retries,
                Judgement.of(verdict),
                Judgement.error(verdict),
                Judgement.detail(verdict),
                reward(verdict),
                rollouts.advantage(completion).orElse(null));
    }

    /** Of a completion that the policy could not begin. */
    private static Trajectory unwritten(long step, SampleKey key, Verdict verdict) {
        return new Trajectory(
                step,
                key.task(),
                key.stage(),
                key.sample(),
                List.of(),
                0,
                "",
                0,
                false,
                List.of(),
                Judgement.of(verdict),
                Judgement.error(verdict),
                Judgement.detail(verdict),
                null,
                null);
    }

    private static List<Trajectory.Message> messages(Completion completion) {
        return completion.request().conversation().messages().stream()
                .map(message -> new Trajectory.Message(
                        message.role(), message.fields().path("content").asText()))
                .toList();
    }

    private static Trajectory.Retry retry(Attempt attempt) {
        Verdict verdict = attempt.verdict();
        return new Trajectory.Retry(
                Judgement.text(attempt),
                attempt instanceof Attempt.Written written
                        ? written.completion().tokens().orElseThrow()
                        : 0,
                attempt.answer().map(dev.r3.verifiers.api.Completion::truncated).orElse(false),
                Judgement.of(verdict),
                Judgement.error(verdict),
                Judgement.detail(verdict));
    }

    private static @Nullable Double reward(Verdict verdict) {
        return verdict.reward().isPresent() ? verdict.reward().getAsDouble() : null;
    }
}
