package dev.r3.model.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What TRL and AdamW made of one step.
 *
 * @param place such as {@code cases[3].steps[0]}
 * @param gradientNorm before it was clipped
 * @param metrics under TRL's names
 * @param gradientNorms of each tensor, if they are stored
 * @param changeNorms how far each tensor is from the checkpoint's after the step, if that is stored
 */
public record GrpoStep(
        String place,
        double loss,
        double gradientNorm,
        Map<String, Double> metrics,
        Optional<Map<String, Double>> gradientNorms,
        Optional<Map<String, Double>> changeNorms) {
    static GrpoStep read(ReferenceNode json) {
        return new GrpoStep(
                json.place(),
                json.at("loss").number(),
                json.at("grad_norm_before_clip").number(),
                numbers(json.at("trl_metrics")),
                json.find("grad_norm_by_tensor").map(GrpoStep::numbers),
                json.find("param_delta_norm_by_tensor").map(GrpoStep::numbers));
    }

    private static Map<String, Double> numbers(ReferenceNode json) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        json.names().forEach(name -> numbers.put(name, json.at(name).number()));
        return numbers;
    }
}
