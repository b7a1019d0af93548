package dev.r3.activities.training;

import dev.r3.activities.progress.WorkListener;
import dev.r3.model.snapshot.Damage;
import dev.r3.model.snapshot.EnvironmentDifference;
import io.temporal.client.ActivityCanceledException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps as progress; what an owner should know goes to the worker's log. An epoch whose user cancels it ends with the step
 * that it is at, so that this one is kept.
 */
final class LoggedSteps implements StepListener {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedSteps.class);

    private final WorkListener progress;
    private Optional<ActivityCanceledException> cancelled = Optional.empty();

    LoggedSteps(WorkListener progress) {
        this.progress = progress;
    }

    @Override
    public void trained(StepMetrics metrics, long steps) {
        try {
            progress.progressed(metrics.step(), steps);
        } catch (ActivityCanceledException e) {
            cancelled = Optional.of(e);
        }
    }

    @Override
    public boolean isToEnd() {
        return cancelled.isPresent();
    }

    /** Ends as cancelled, if that is how the epoch ended. */
    void end() {
        cancelled.ifPresent(e -> {
            throw e;
        });
    }

    @Override
    public void kept(String checkpoint) {
        progress.kept(checkpoint);
    }

    @Override
    public int shortages() {
        return progress.shortages();
    }

    @Override
    public void damaged(Damage damage) {
        LOG.warn("a snapshot is damaged and is passed over: {}", damage);
    }

    @Override
    public void environmentDiffers(Path folder, List<EnvironmentDifference> differences) {
        LOG.warn("training goes on in another environment, its weights may differ in the last bits: {}", differences);
    }

    @Override
    public void removedLeftover(Path folder) {
        LOG.info("removed {}, which an interrupted writer left", folder);
    }

    @Override
    public void notRemoved(Path folder, IOException reason) {
        LOG.warn("{} could not be removed", folder, reason);
    }
}
