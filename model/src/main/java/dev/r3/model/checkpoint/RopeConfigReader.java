package dev.r3.model.checkpoint;

/**
 * Reads the rotary settings, in both layouts of config.json: older files have {@code rope_theta} and
 * {@code rope_scaling} side by side, transformers 5 writes {@code rope_parameters} with everything in it.
 */
final class RopeConfigReader {
    private static final double DEFAULT_THETA = 10_000;

    private RopeConfigReader() {}

    static RopeConfig read(ConfigObject json, int headSize) {
        ConfigObject scaling = scaling(json);
        double theta = scaling.number("rope_theta", json.number("rope_theta", DEFAULT_THETA));
        double share = scaling.number("partial_rotary_factor", json.number("partial_rotary_factor", 1));
        int rotarySize = (int) (headSize * share);
        return new RopeConfig(theta, rotarySize, scaling(json, scaling, rotarySize));
    }

    /** The object that holds the scaling; the whole file, in which no such key stands, where there is none. */
    private static ConfigObject scaling(ConfigObject json) {
        if (json.has("rope_parameters")) {
            return json.object("rope_parameters");
        }
        return json.has("rope_scaling") ? json.object("rope_scaling") : json;
    }

    private static RopeScaling scaling(ConfigObject json, ConfigObject scaling, int rotarySize) {
        // Files before 2024 say "type".
        String key = scaling.has("rope_type") ? "rope_type" : "type";
        return switch (scaling.text(key, "default")) {
            case "default" -> new RopeScaling.Unscaled();
            case "llama3" ->
                new RopeScaling.Llama3(
                        scaling.number("factor"),
                        scaling.number("low_freq_factor"),
                        scaling.number("high_freq_factor"),
                        scaling.size("original_max_position_embeddings"));
            case "longrope", "su" -> longRope(json, scaling, rotarySize);
            default -> throw scaling.wrong(key, "default, llama3 or longrope");
        };
    }

    private static RopeScaling.LongRope longRope(ConfigObject json, ConfigObject scaling, int rotarySize) {
        String key = "original_max_position_embeddings";
        int original = scaling.has(key) ? scaling.size(key) : json.size(key);
        double stretch = (double) json.size("max_position_embeddings") / original;
        return new RopeScaling.LongRope(
                scaling.numbers("short_factor", rotarySize / 2),
                scaling.numbers("long_factor", rotarySize / 2),
                original,
                scaling.number("attention_factor", attentionFactor(stretch, original)));
    }

    /** sqrt(1 + ln(stretch) / ln(original)), 1 without stretch: LongRoPE, arXiv 2402.13753. */
    private static double attentionFactor(double stretch, int original) {
        return stretch <= 1 ? 1 : Math.sqrt(1 + Math.log(stretch) / Math.log(original));
    }
}
