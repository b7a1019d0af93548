package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.verifiers.api.Prompts;
import java.util.Optional;

/**
 * How a failure set is made.
 *
 * @param samples k, how many answers are sampled for each task; the rule may ask for a greedy one besides
 */
public record FailureConfig(Prompts prompts, TurnSettings answer, int samples, KeepRule keepRule) {
    public FailureConfig {
        requireNonNull(prompts, "prompts is null");
        requireNonNull(answer, "answer is null");
        requireNonNull(keepRule, "keep rule is null");
        if (samples < 0 || (samples == 0 && !keepRule.needsGreedy())) {
            throw new IllegalArgumentException("samples is not positive: " + samples);
        }
    }

    FirstAnswerConfig firstAnswers() {
        Optional<TurnSettings> greedy = Optional.of(answer.asGreedy()).filter(settings -> keepRule.needsGreedy());
        return new FirstAnswerConfig(prompts, answer, samples, greedy);
    }
}
