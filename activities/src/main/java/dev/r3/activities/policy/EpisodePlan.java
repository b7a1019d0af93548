package dev.r3.activities.policy;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.model.decoder.Sampling;
import dev.r3.model.reflect.EpisodeConfig;
import dev.r3.model.reflect.RetryContext;
import dev.r3.model.reflect.TurnSettings;
import dev.r3.verifiers.api.Prompts;
import dev.r3.verifiers.api.TaskFamily;
import dev.r3.workflows.contract.spec.EpisodeSpec;
import dev.r3.workflows.contract.spec.EvaluateSpec;
import dev.r3.workflows.contract.spec.PromptSpec;
import dev.r3.workflows.contract.spec.SampledSpec;
import dev.r3.workflows.contract.spec.TurnSpec;
import java.util.List;

/** A spec's episodes in the engine's terms. */
public record EpisodePlan(Prompts prompts, EpisodeSpec spec) {
    public EpisodePlan {
        requireNonNull(prompts, "prompts is null");
        requireNonNull(spec, "spec is null");
    }

    /** The family's prompts, but for those that the spec replaces. */
    public static EpisodePlan of(TaskFamily<?> family, PromptSpec prompts, EpisodeSpec spec) {
        Prompts own = family.prompts();
        return new EpisodePlan(
                new Prompts(
                        or(prompts.system(), own.system()),
                        or(prompts.task(), own.task()),
                        or(prompts.reflection(), own.reflection()),
                        or(prompts.retry(), own.retry())),
                spec);
    }

    private static String or(String given, String own) {
        return given.isEmpty() ? own : given;
    }

    /** Sampled turns, as many reflections as the spec says. */
    public EpisodeConfig training() {
        return config(
                sampled(spec.firstAnswer()), sampled(spec.reflection()), sampled(spec.retry()), spec.reflections());
    }

    /** Greedy turns, one reflection. */
    public EpisodeConfig evaluation() {
        return config(greedy(spec.firstAnswer()), greedy(spec.reflection()), greedy(spec.retry()), 1);
    }

    /** Sampled turns, one reflection. */
    public EpisodeConfig sampled(SampledSpec sampled) {
        Sampling sampling = new Sampling(sampled.temperature(), 0, sampled.topP(), 0, 1);
        return config(
                sampled(spec.firstAnswer(), sampling),
                sampled(spec.reflection(), sampling),
                sampled(spec.retry(), sampling),
                1);
    }

    /**
     * What asks for the retry in the arm without reflection.
     *
     * @throws ConfigFailure if it names the reflection, as a retry prompt may that stands in for one of its own
     */
    public String withoutReflection(EvaluateSpec evaluation) {
        String request = evaluation.noReflection().isEmpty() ? prompts.retry() : evaluation.noReflection();
        if (Prompts.variables(request).contains(EpisodeConfig.REFLECTION)) {
            throw new ConfigFailure(
                    "the arm without reflection would ask for its retry by '%s', which names {%s}; expected evaluate.no-reflection to be a text that does not, such as 'Try again. {%s}'"
                            .formatted(request, EpisodeConfig.REFLECTION, EpisodeConfig.TASK_PROMPT));
        }
        return request;
    }

    /** A first answer at another temperature than in episodes. */
    public TurnSettings firstAnswer(double temperature) {
        return new TurnSettings(
                Sampling.atTemperature(temperature), spec.firstAnswer().maxTokens(), List.of());
    }

    private EpisodeConfig config(TurnSettings first, TurnSettings reflection, TurnSettings retry, int reflections) {
        RetryContext context = switch (spec.retryContext()) {
            case CONVERSATION -> RetryContext.CONVERSATION;
            case REFLECTION -> RetryContext.REFLECTION;
        };
        try {
            return new EpisodeConfig(prompts, first, reflection, retry, reflections, spec.retries(), context);
        } catch (IllegalArgumentException e) {
            throw new ConfigFailure("episode: " + e.getMessage(), e);
        }
    }

    private static TurnSettings sampled(TurnSpec turn) {
        return TurnSettings.atTemperature(turn.temperature(), turn.maxTokens());
    }

    private static TurnSettings sampled(TurnSpec turn, Sampling sampling) {
        return new TurnSettings(sampling, turn.maxTokens(), List.of());
    }

    private static TurnSettings greedy(TurnSpec turn) {
        return TurnSettings.greedy(turn.maxTokens());
    }
}
