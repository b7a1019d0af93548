package dev.r3.model.grpo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One case of grpo_reference.json.
 *
 * @param mask {@code completion} or {@code reflection}
 * @param policy {@code on} or {@code off}, with suffixes that the fixture's README explains
 */
record GrpoCase(
        int id,
        LossType lossType,
        double beta,
        boolean ratioCorrectedKl,
        double clipLow,
        double clipHigh,
        String mask,
        String policy,
        List<Step> steps) {
    /** One optimiser step on the same batch. */
    record Step(double loss, double gradientNorm, Map<String, Double> metrics) {}

    static GrpoCase read(JsonNode json) {
        List<Step> steps = new ArrayList<>();
        for (JsonNode step : json.path("steps")) {
            Map<String, Double> metrics = new TreeMap<>();
            step.path("trl_metrics")
                    .properties()
                    .forEach(metric ->
                            metrics.put(metric.getKey(), metric.getValue().doubleValue()));
            steps.add(new Step(
                    step.path("loss").doubleValue(),
                    step.path("grad_norm_before_clip").doubleValue(),
                    metrics));
        }
        return new GrpoCase(
                json.path("id").intValue(),
                LossType.of(json.path("loss_type").textValue()),
                json.path("beta").doubleValue(),
                json.path("use_bias_correction_kl").booleanValue(),
                json.path("epsilon_low").doubleValue(),
                json.path("epsilon_high").doubleValue(),
                json.path("mask").textValue(),
                json.path("policy").textValue(),
                List.copyOf(steps));
    }

    boolean isOnPolicy() {
        return policy.startsWith("on");
    }

    /** The name of its advantages' tensor. */
    String advantages() {
        if (policy.endsWith("adv_batch")) {
            return "advantages_batch";
        }
        return policy.endsWith("adv_none") ? "advantages_none" : "advantages";
    }

    double advantageFactor() {
        return policy.endsWith("x20") ? 20 : 1;
    }

    Objective objective(int maxCompletionLength) {
        Optional<KlPenalty> kl = beta == 0
                ? Optional.empty()
                : Optional.of(ratioCorrectedKl ? new RatioCorrectedKl(beta) : new PlainKl(beta));
        return new Objective(
                lossType.normalisation(maxCompletionLength),
                new TokenRatio(),
                lossType.surrogate(clipLow, clipHigh),
                kl);
    }

    @Override
    public String toString() {
        return "%d: %s beta %s clip %s/%s %s %s %s"
                .formatted(
                        id,
                        lossType.id(),
                        beta,
                        clipLow,
                        clipHigh,
                        mask,
                        policy,
                        ratioCorrectedKl ? "corrected" : "plain");
    }
}
