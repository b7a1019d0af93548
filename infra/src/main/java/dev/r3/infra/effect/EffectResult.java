package dev.r3.infra.effect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.r3.activities.evaluation.Arm;
import dev.r3.activities.evaluation.ForgettingCheck;
import dev.r3.activities.evaluation.SampledResults;
import dev.r3.activities.training.ControlBudget;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run showed.
 *
 * @param trained one of the arms
 * @param arms all, in the order of the table
 * @param checks of forgetting; none where that was not asked for
 * @param sampled what sampled courses showed; no arms where that was not asked for
 * @param control what the control that is trained generated; empty without it
 * @param failures the summary of the failure set
 * @param steps of training that were done
 * @param step of training whose weights were chosen
 * @param model address of the trained checkpoint's files
 * @param seconds that each stage took when it was computed, in their order
 * @param tokens that models wrote in each stage, where that was counted
 */
public record EffectResult(
        Arm vanilla,
        Arm trained,
        List<Arm> arms,
        List<ForgettingCheck> checks,
        SampledResults sampled,
        Optional<ControlBudget> control,
        JsonNode failures,
        long steps,
        long step,
        String model,
        List<Example> examples,
        Map<String, Double> seconds,
        Map<String, Long> tokens) {
    public EffectResult {
        arms = List.copyOf(arms);
        checks = List.copyOf(checks);
        examples = List.copyOf(examples);
        seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
        tokens = Collections.unmodifiableMap(new LinkedHashMap<>(tokens));
    }
}
