package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.verifiers.api.Prompts;
import java.util.Optional;

/**
 * Which first answers are asked for.
 *
 * @param samples how many sampled ones for each task
 * @param greedy how a greedy one is written besides; none to have none
 */
public record FirstAnswerConfig(Prompts prompts, TurnSettings answer, int samples, Optional<TurnSettings> greedy) {
    public FirstAnswerConfig {
        requireNonNull(prompts, "prompts is null");
        requireNonNull(answer, "answer is null");
        requireNonNull(greedy, "greedy is null");
        if (samples < 0 || (samples == 0 && greedy.isEmpty())) {
            throw new IllegalArgumentException("samples is not positive: " + samples);
        }
    }

    /** Sampled answers alone, such as a group's of plain GRPO. */
    public static FirstAnswerConfig sampled(Prompts prompts, TurnSettings answer, int samples) {
        return new FirstAnswerConfig(prompts, answer, samples, Optional.empty());
    }
}
