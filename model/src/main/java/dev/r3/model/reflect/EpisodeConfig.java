package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.verifiers.api.Prompts;

/**
 * What an episode is.
 *
 * @param reflections G, how many are written on a failed first answer; at least 1
 * @param retries how often a reflection may be retried until the answer passes; at least 1, the paper has 1
 */
public record EpisodeConfig(
        Prompts prompts,
        TurnSettings firstAnswer,
        TurnSettings reflection,
        TurnSettings retry,
        int reflections,
        int retries,
        RetryContext retryContext) {
    /** A variable of the retry prompt: what asked for the first answer. */
    public static final String TASK_PROMPT = "task-prompt";

    /** A variable of the retry prompt: the reflection's text. */
    public static final String REFLECTION = "reflection";

    public EpisodeConfig {
        requireNonNull(prompts, "prompts is null");
        requireNonNull(firstAnswer, "first answer is null");
        requireNonNull(reflection, "reflection is null");
        requireNonNull(retry, "retry is null");
        requireNonNull(retryContext, "retry context is null");
        if (reflections < 1 || retries < 1) {
            throw new IllegalArgumentException(reflections + " reflections with " + retries + " retries each");
        }
        if (retryContext == RetryContext.REFLECTION
                && !Prompts.variables(prompts.retry()).contains(REFLECTION)) {
            throw new IllegalArgumentException("the retry prompt is all that the model sees when it retries,"
                    + " so it must name {reflection}: " + prompts.retry());
        }
    }
}
