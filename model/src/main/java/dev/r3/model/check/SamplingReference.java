package dev.r3.model.check;

import static java.util.Objects.requireNonNull;

import dev.r3.model.checkpoint.FloatTensor;
import dev.r3.model.decoder.Sampling;
import java.util.List;

/**
 * What the processors of transformers make of one prompt's next token.
 *
 * @param prompt what the token follows
 */
record SamplingReference(PromptReference prompt, List<Case> cases) {
    private static final List<String> SETTINGS =
            List.of("min_p", "repetition_penalty", "temperature", "top_k", "top_p");

    SamplingReference {
        requireNonNull(prompt, "prompt is null");
        cases = List.copyOf(cases);
    }

    /**
     * A distribution.
     *
     * @param support how many tokens have a chance at all
     * @param top the likeliest tokens with their probabilities
     * @param probabilities [V]
     */
    record Case(String place, Sampling settings, int support, List<LikelyToken> top, FloatTensor probabilities) {
        Case {
            requireNonNull(place, "place is null");
            requireNonNull(settings, "settings is null");
            requireNonNull(probabilities, "probabilities is null");
            top = List.copyOf(top);
        }
    }

    static SamplingReference read(ReferenceNode sampling, List<PromptReference> prompts, ReferenceTensors tensors) {
        ReferenceNode prompt = sampling.at("prompt");
        prompt.require(prompt.natural() < prompts.size(), "one of " + prompts.size() + " prompts");
        return new SamplingReference(
                prompts.get(prompt.natural()),
                sampling.at("cases").elements().stream()
                        .map(expected -> readCase(expected, tensors))
                        .toList());
    }

    private static Case readCase(ReferenceNode expected, ReferenceTensors tensors) {
        return new Case(
                expected.place(),
                settings(expected.at("settings")),
                expected.at("support").natural(),
                LikelyToken.readAll(expected.at("top8")),
                tensors.vector(expected.at("probs_tensor")));
    }

    private static Sampling settings(ReferenceNode settings) {
        settings.require(SETTINGS.containsAll(settings.names()), "only settings of " + String.join(", ", SETTINGS));
        try {
            return new Sampling(
                    number(settings, "temperature", 1),
                    settings.find("top_k").map(ReferenceNode::natural).orElse(0),
                    number(settings, "top_p", 1),
                    number(settings, "min_p", 0),
                    number(settings, "repetition_penalty", 1));
        } catch (IllegalArgumentException outOfRange) {
            throw settings.wrong("settings in their range, " + outOfRange.getMessage());
        }
    }

    private static double number(ReferenceNode settings, String name, double absent) {
        return settings.find(name).map(ReferenceNode::number).orElse(absent);
    }
}
