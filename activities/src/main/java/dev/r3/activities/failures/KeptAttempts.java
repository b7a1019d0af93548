package dev.r3.activities.failures;

import static java.util.Objects.requireNonNull;

import dev.r3.model.policy.TokenTrace;
import dev.r3.model.reflect.Attempt;
import dev.r3.model.reflect.TaskAttempts;
import java.util.List;
import java.util.Optional;

/**
 * All answers to a training task, as a file keeps them.
 *
 * @param task its id
 * @param prompt tokens that all answers follow; none if none was written
 * @param greedy one answer, or none
 */
record KeptAttempts(String task, List<Integer> prompt, List<KeptAnswer> sampled, List<KeptAnswer> greedy) {
    KeptAttempts {
        requireNonNull(task, "task is null");
        prompt = List.copyOf(prompt);
        sampled = List.copyOf(sampled);
        greedy = List.copyOf(greedy);
    }

    static KeptAttempts of(TaskAttempts attempts) {
        return new KeptAttempts(
                attempts.task(),
                attempts.all().stream()
                        .flatMap(attempt -> trace(attempt).stream())
                        .findFirst()
                        .map(trace -> KeptAnswer.boxed(trace.prompt().tokens()))
                        .orElse(List.of()),
                attempts.sampled().stream().map(KeptAnswer::of).toList(),
                attempts.greedy().stream().map(KeptAnswer::of).toList());
    }

    private static Optional<TokenTrace> trace(Attempt attempt) {
        return attempt instanceof Attempt.Written written ? written.completion().trace() : Optional.empty();
    }

    TaskAttempts attempts() {
        return new TaskAttempts(
                task,
                sampled.stream().map(KeptAnswer::attempt).toList(),
                greedy.stream().map(KeptAnswer::attempt).findFirst());
    }
}
