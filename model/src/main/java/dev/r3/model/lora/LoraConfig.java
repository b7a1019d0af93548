package dev.r3.model.lora;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/**
 * Which of a model's projections get an adapter, and of which size: y = x W + (x A) B alpha / rank.
 *
 * <p>There is no dropout: the policy that is trained is the one that wrote the completions.
 *
 * @param targets names of projections as the model's files have them, such as {@code q_proj}, or {@code qkv_proj} where a
 *     family stores them fused; or {@link #ALL_LINEAR} alone
 * @param rank columns of A, at least 1
 * @param alpha positive; the adapter counts alpha / rank times
 */
public record LoraConfig(List<String> targets, int rank, double alpha) {
    /** Stands for every projection of the layers. */
    public static final String ALL_LINEAR = "all-linear";

    private static final String WEIGHT = ".weight";

    public LoraConfig {
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("lora has no targets");
        }
        if (new HashSet<>(targets).size() < targets.size()) {
            throw new IllegalArgumentException("lora has a target twice: " + targets);
        }
        if (targets.contains(ALL_LINEAR) && targets.size() > 1) {
            throw new IllegalArgumentException("lora has targets beside " + ALL_LINEAR + ": " + targets);
        }
        if (rank < 1) {
            throw new IllegalArgumentException("lora rank is not positive: " + rank);
        }
        if (!(alpha > 0 && Double.isFinite(alpha))) {
            throw new IllegalArgumentException("lora alpha is not a positive number: " + alpha);
        }
    }

    /** What the product of the factors is multiplied by. */
    public double scale() {
        return alpha / rank;
    }

    /**
     * The same with its targets spelled out, in the model's order.
     *
     * @param projections of the model
     * @throws IllegalArgumentException for a target that isn't among them
     */
    public LoraConfig resolved(Collection<String> projections) {
        if (targets.contains(ALL_LINEAR)) {
            return new LoraConfig(List.copyOf(projections), rank, alpha);
        }
        for (String target : targets) {
            if (!projections.contains(target)) {
                throw new IllegalArgumentException(
                        "lora target " + target + " is none of the model's: " + String.join(", ", projections));
            }
        }
        return new LoraConfig(projections.stream().filter(targets::contains).toList(), rank, alpha);
    }

    /** The projection a weight belongs to: {@code q_proj} for {@code model.layers.0.self_attn.q_proj.weight}. */
    public static String projection(String weight) {
        String module = weight.endsWith(WEIGHT) ? weight.substring(0, weight.length() - WEIGHT.length()) : weight;
        return module.substring(module.lastIndexOf('.') + 1);
    }
}
