package dev.r3.infra.plan;

import static java.util.Objects.requireNonNull;

/**
 * How long a stage will take.
 *
 * @param origin the experiment that took so long, scaled to the amount of work; {@link #NOW} if it was measured
 */
public record TimeEstimate(double seconds, String origin) {
    /** The origin of what was measured for this plan. */
    public static final String NOW = "now";

    public TimeEstimate {
        requireNonNull(origin, "origin is null");
    }
}
