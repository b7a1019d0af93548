package dev.r3.model.check;

import static java.util.Objects.requireNonNull;

import dev.r3.model.grpo.Advantage;
import dev.r3.model.grpo.BatchScaledAdvantage;
import dev.r3.model.grpo.GroupScaledAdvantage;
import dev.r3.model.grpo.UnscaledAdvantage;
import java.util.List;

/**
 * Which policy the samples came from, and what else is special: {@code on} or {@code off} with suffixes such as
 * {@code off_adv_batch_x20}.
 *
 * @param onPolicy whether the policy of each step counts as old
 * @param scaling how rewards became advantages
 * @param advantageFactor advantages were multiplied by it
 */
public record GrpoPolicy(String name, boolean onPolicy, Scaling scaling, double advantageFactor) {
    private static final List<String> SUFFIXES = List.of("_adv_batch", "_adv_none", "_x20", "_klflip", "_wd_all");

    public GrpoPolicy {
        requireNonNull(name, "name is null");
        requireNonNull(scaling, "scaling is null");
    }

    /** How rewards became advantages. */
    public enum Scaling {
        GROUP("advantages"),
        BATCH("advantages_batch"),
        NONE("advantages_none");

        private final String tensor;

        Scaling(String tensor) {
            this.tensor = tensor;
        }

        public Advantage advantage() {
            return switch (this) {
                case GROUP -> new GroupScaledAdvantage();
                case BATCH -> new BatchScaledAdvantage();
                case NONE -> new UnscaledAdvantage();
            };
        }

        /** The name of the advantages that TRL made. */
        public String tensor() {
            return tensor;
        }
    }

    static GrpoPolicy read(ReferenceNode json) {
        String name = json.text();
        boolean onPolicy = name.equals("on") || name.startsWith("on_");
        json.require(onPolicy || name.equals("off") || name.startsWith("off_"), "on or off with suffixes");
        Scaling scaling = Scaling.GROUP;
        double factor = 1;
        String rest = name.substring(onPolicy ? "on".length() : "off".length());
        while (!rest.isEmpty()) {
            String suffix = suffix(json, rest);
            switch (suffix) {
                case "_adv_batch" -> scaling = Scaling.BATCH;
                case "_adv_none" -> scaling = Scaling.NONE;
                case "_x20" -> factor = 20;
                default -> {
                    // What the others say stands in keys of their own.
                }
            }
            rest = rest.substring(suffix.length());
        }
        return new GrpoPolicy(name, onPolicy, scaling, factor);
    }

    private static String suffix(ReferenceNode json, String rest) {
        for (String suffix : SUFFIXES) {
            if (rest.startsWith(suffix)) {
                return suffix;
            }
        }
        throw json.wrong("on or off with suffixes of " + String.join(", ", SUFFIXES));
    }
}
