package dev.r3.activities.failures;

import static java.util.Objects.requireNonNull;

import dev.r3.model.policy.TokenTrace;
import dev.r3.model.reflect.Attempt;
import dev.r3.model.reflect.TaskAttempts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All answers to a training task, as the file of the {@code attempts} stage keeps them.
 *
 * @param task its id
 * @param prompt tokens that all answers follow; none if none was written
 * @param greedy one answer, or none
 */
record TaskAnswers(String task, List<Integer> prompt, List<SampledAnswer> sampled, List<SampledAnswer> greedy) {
    TaskAnswers {
        requireNonNull(task, "task is null");
        prompt = List.copyOf(prompt);
        sampled = List.copyOf(sampled);
        greedy = List.copyOf(greedy);
    }

    static TaskAnswers of(TaskAttempts attempts) {
        return new TaskAnswers(
                attempts.task(),
                attempts.all().stream()
                        .flatMap(attempt -> trace(attempt).stream())
                        .findFirst()
                        .map(trace -> Tokens.list(trace.prompt().tokens()))
                        .orElse(List.of()),
                attempts.sampled().stream().map(SampledAnswer::of).toList(),
                attempts.greedy().stream().map(SampledAnswer::of).toList());
    }

    /** How many tokens all answers have, without the prompt's. */
    long generatedTokens() {
        return Stream.concat(sampled.stream(), greedy.stream())
                .mapToLong(answer -> answer.tokens().size())
                .sum();
    }

    private static Optional<TokenTrace> trace(Attempt attempt) {
        return attempt instanceof Attempt.Written written ? written.completion().trace() : Optional.empty();
    }
}
