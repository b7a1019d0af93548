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

    /**
     * Writes a note beside a model that was delivered, in place of the one before.
     *
     * @throws dev.r3.activities.failure.TrackerFailure if the server does not answer, or does not have the model yet
     */
    void note(ModelNote note);

    /**
     * Shows a model as the champion among those of its name, with its note.
     *
     * @return whether the server has the model; if not, nothing has changed
     * @throws dev.r3.activities.failure.TrackerFailure if the server does not answer, or not as it should
     */
    boolean crown(ModelNote champion);

    /**
     * Sets tags of a run that was delivered, in place of those of the same names.
     *
     * @return whether the server has the run; if not, nothing has changed
     * @throws dev.r3.activities.failure.TrackerFailure if the server does not answer, or not as it should
     */
    boolean tag(RunTags tags);
}
