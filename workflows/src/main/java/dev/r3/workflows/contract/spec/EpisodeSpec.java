package dev.r3.workflows.contract.spec;

import static java.util.Objects.requireNonNull;

/** An episode: a first answer, reflections on its failure, a retry with each. Its prompts stand under {@code task}. */
public record EpisodeSpec(
        @Setting(value = "The first answer.", byDefault = "{}")
        TurnSpec firstAnswer,

        @Setting(value = "The reflection on a failed answer.", byDefault = "{}")
        TurnSpec reflection,

        @Setting(value = "The answer with a reflection in sight.", byDefault = "{}")
        TurnSpec retry,

        @Setting(value = "Reflections on each failure in training; evaluations have one.", byDefault = "8")
        int reflections,

        @Setting(value = "Retries with one reflection, until the answer passes; the paper has 1.", byDefault = "1")
        int retries,

        @Setting(value = "What the model sees when it retries.", byDefault = "conversation")
        RetryContextChoice retryContext) {
    public EpisodeSpec {
        requireNonNull(firstAnswer, "firstAnswer is null");
        requireNonNull(reflection, "reflection is null");
        requireNonNull(retry, "retry is null");
        requireNonNull(retryContext, "retryContext is null");
        Range.requireAtLeast("reflections", 2, reflections);
        Range.requireAtLeast("retries", 1, retries);
    }
}
