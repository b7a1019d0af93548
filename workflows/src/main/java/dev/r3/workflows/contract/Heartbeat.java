package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * How far an activity is. A hint for people: the artifact store holds the truth.
 *
 * @param stage its name, such as {@code dataset}
 * @param unit what is counted, e.g. {@code rows}
 * @param total 0 while unknown
 */
public record Heartbeat(String stage, String unit, long done, long total) {
    public Heartbeat {
        requireNonNull(stage, "stage is null");
        requireNonNull(unit, "unit is null");
    }
}
