package dev.r3.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Reads the rotary settings, in both layouts of config.json: older files have {@code rope_theta} and
 * {@code rope_scaling} side by side, transformers 5 writes {@code rope_parameters} with everything in it. A file with
 * both is read as transformers does: {@code rope_scaling} counts.
 */
final class RopeConfigReader {
    private static final double DEFAULT_THETA = 10_000;
    private static final int PHI3_FIRST_CONTEXT = 4096;
    private static final String FIRST_CONTEXT = "original_max_position_embeddings";

    private final Family family;
    private final ConfigObject json;
    private final ConfigObject scaling;

    private RopeConfigReader(Family family, ConfigObject json) {
        this.family = family;
        this.json = json;
        this.scaling = scaling(json);
    }

    static RopeConfig read(Family family, ConfigObject json, int headSize) {
        return new RopeConfigReader(family, json).read(headSize);
    }

    /** The object that holds the scaling; the whole file, in which no such key stands, where there is none. */
    private static ConfigObject scaling(ConfigObject json) {
        for (String key : new String[] {"rope_scaling", "rope_parameters"}) {
            if (json.has(key) && !json.object(key).node().isEmpty()) {
                ConfigObject scaling = json.object(key);
                // Settings by kind of layer are of other families; read as one they would be no settings at all.
                for (JsonNode value : scaling.node()) {
                    if (value.isObject()) {
                        throw json.wrong(key, "one set of settings for all layers");
                    }
                }
                return scaling;
            }
        }
        return json;
    }

    private RopeConfig read(int headSize) {
        double theta = scaling.positive("rope_theta", json.positive("rope_theta", DEFAULT_THETA));
        String key = "partial_rotary_factor";
        ConfigObject place = scaling.has(key) ? scaling : json;
        int rotarySize = (int) (headSize * place.positive(key, 1));
        if (rotarySize < 2 || rotarySize > headSize || rotarySize % 2 != 0) {
            throw place.wrong(key, "an even part of a head of " + headSize);
        }
        return new RopeConfig(theta, rotarySize, scaling(rotarySize));
    }

    private RopeScaling scaling(int rotarySize) {
        // Files before 2024 say "type".
        String key = scaling.has("rope_type") ? "rope_type" : "type";
        return switch (scaling.text(key, "default")) {
            case "default" -> new RopeScaling.Unscaled();
            case "llama3" -> llama3();
            case "longrope", "su" -> longRope(rotarySize);
            case "yarn" -> {
                // Early Phi-3 files gave longrope this name.
                if (family != Family.PHI3) {
                    throw scaling.wrong(key, "default, llama3 or longrope");
                }
                yield longRope(rotarySize);
            }
            default -> throw scaling.wrong(key, "default, llama3 or longrope");
        };
    }

    private RopeScaling.Llama3 llama3() {
        double factor = scaling.positive("factor");
        if (factor < 1) {
            throw scaling.wrong("factor", "a number from 1");
        }
        double low = scaling.positive("low_freq_factor");
        double high = scaling.positive("high_freq_factor");
        if (high <= low) {
            throw scaling.wrong("high_freq_factor", "more than low_freq_factor, " + low);
        }
        return new RopeScaling.Llama3(factor, low, high, firstContext());
    }

    private RopeScaling.LongRope longRope(int rotarySize) {
        int first = firstContext();
        double stretch = scaling.positive("factor", (double) json.size("max_position_embeddings") / first);
        return new RopeScaling.LongRope(
                scaling.numbers("short_factor", rotarySize / 2),
                scaling.numbers("long_factor", rotarySize / 2),
                first,
                scaling.positive("attention_factor", attentionFactor(stretch, first)));
    }

    /** Tokens of the first training's context; the file's own key counts before that of the scaling. */
    private int firstContext() {
        if (json.has(FIRST_CONTEXT)) {
            return json.size(FIRST_CONTEXT);
        }
        return scaling.size(
                FIRST_CONTEXT, family == Family.PHI3 ? PHI3_FIRST_CONTEXT : json.size("max_position_embeddings"));
    }

    /** sqrt(1 + ln(stretch) / ln(first)), 1 without stretch: LongRoPE, arXiv 2402.13753. */
    private static double attentionFactor(double stretch, int first) {
        return stretch <= 1 ? 1 : Math.sqrt(1 + Math.log(stretch) / Math.log(first));
    }
}
