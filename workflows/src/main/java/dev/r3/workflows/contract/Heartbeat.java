package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * How far an activity is. A hint for people: the artifact store holds the truth.
 *
 * @param unit what is counted, e.g. {@code rows}
 * @param total 0 while unknown
 */
public record Heartbeat(StageKind kind, String unit, long done, long total) {
    public Heartbeat {
        requireNonNull(kind, "kind is null");
        requireNonNull(unit, "unit is null");
    }
}
