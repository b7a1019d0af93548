package dev.r3.activities.tracking;

import dev.r3.activities.port.ModelNote;
import dev.r3.activities.port.RunRecord;
import dev.r3.activities.port.RunTags;
import dev.r3.activities.port.RunTracker;
import dev.r3.workflows.contract.TrackedRun;

/** Stands in where there is no tracking server: everything a server would be told stays in the artifact store. */
public final class UntrackedRuns implements RunTracker {

    @Override
    public TrackedRun deliver(RunRecord record) {
        return TrackedRun.waiting("no tracking server; set MLFLOW_TRACKING_URI, or install Python 3.10 or newer");
    }

    @Override
    public void note(ModelNote note) {}

    @Override
    public boolean crown(ModelNote champion) {
        return false;
    }

    @Override
    public boolean tag(RunTags tags) {
        return false;
    }
}
