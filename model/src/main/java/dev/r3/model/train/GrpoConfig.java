package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.decoder.LayerMemory;
import dev.r3.model.grpo.Advantage;
import dev.r3.model.grpo.Objective;
import dev.r3.model.optimize.AdamWConfig;
import dev.r3.model.optimize.DriftGate;
import java.util.Optional;

/**
 * How rewarded completions change the weights.
 *
 * @param iterations updates on the same completions, at least 1
 * @param temperature that the completions were sampled at; ratios are of probabilities at it
 * @param microBatchTokens tokens, padding included, that go through the model at once; a completion that alone has more
 *     goes alone
 * @param anchor of first answers, our deviation from the paper
 */
public record GrpoConfig(
        Advantage advantage,
        Objective objective,
        int iterations,
        double temperature,
        long microBatchTokens,
        PrefixSharing prefixSharing,
        LayerMemory layerMemory,
        AdamWConfig adamW,
        DriftGate driftGate,
        Optional<AnchorConfig> anchor) {
    public GrpoConfig {
        requireNonNull(advantage, "advantage is null");
        requireNonNull(objective, "objective is null");
        requireNonNull(prefixSharing, "prefix sharing is null");
        requireNonNull(layerMemory, "layer memory is null");
        requireNonNull(adamW, "adamW is null");
        requireNonNull(driftGate, "drift gate is null");
        requireNonNull(anchor, "anchor is null");
        if (iterations < 1) {
            throw new IllegalArgumentException("iterations is not positive: " + iterations);
        }
        if (!(temperature > 0 && Double.isFinite(temperature))) {
            throw new IllegalArgumentException("temperature is not above 0: " + temperature);
        }
        if (microBatchTokens < 1) {
            throw new IllegalArgumentException("micro-batch tokens is not positive: " + microBatchTokens);
        }
    }
}
