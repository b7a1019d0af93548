package dev.r3.model.reflect;

import static java.util.Objects.requireNonNull;

import dev.r3.model.decoder.Sampling;
import java.util.List;

/**
 * How the assistant writes one kind of turn.
 *
 * @param maxTokens at least 1
 * @param stopStrings the first that appears ends the turn, which includes it
 */
public record TurnSettings(Sampling sampling, int maxTokens, List<String> stopStrings) {
    public TurnSettings {
        requireNonNull(sampling, "sampling is null");
        stopStrings = List.copyOf(stopStrings);
        if (maxTokens < 1) {
            throw new IllegalArgumentException("max tokens is not positive: " + maxTokens);
        }
    }

    /** The same with the best token each time. */
    public TurnSettings asGreedy() {
        Sampling greedy = new Sampling(0, 0, 1, 0, sampling.repetitionPenalty());
        return new TurnSettings(greedy, maxTokens, stopStrings);
    }

    public static TurnSettings greedy(int maxTokens) {
        return new TurnSettings(Sampling.greedy(), maxTokens, List.of());
    }

    public static TurnSettings atTemperature(double temperature, int maxTokens) {
        return new TurnSettings(Sampling.atTemperature(temperature), maxTokens, List.of());
    }
}
