package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * An experiment's run in the tracking server.
 *
 * @param runId the server's id; empty while the record waits in the artifact store
 * @param link where people look at it; empty while it waits
 * @param note why it waits; empty when it is there
 */
public record TrackedRun(String runId, String link, String note) {
    public TrackedRun {
        requireNonNull(runId, "runId is null");
        requireNonNull(link, "link is null");
        requireNonNull(note, "note is null");
    }

    public static TrackedRun waiting(String reason) {
        return new TrackedRun("", "", reason);
    }

    /** Whether the server has the run. */
    public boolean delivered() {
        return !runId.isEmpty();
    }
}
