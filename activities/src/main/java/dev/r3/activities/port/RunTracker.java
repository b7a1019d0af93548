package dev.r3.activities.port;

import dev.r3.workflows.contract.TrackedRun;

/** Shows runs to people. */
public interface RunTracker {

    /**
     * Brings the tracking server up to date with a record: afterwards it has the run exactly once, with everything the
     * record says. Doing it again changes nothing.
     *
     * @throws dev.r3.activities.failure.TrackerFailure if the server does not answer, or not as it should
     */
    TrackedRun deliver(RunRecord record);
}
