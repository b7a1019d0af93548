package dev.r3.activities.training;

import dev.r3.activities.progress.WorkListener;
import dev.r3.model.snapshot.Damage;
import dev.r3.model.snapshot.EnvironmentDifference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps as progress; what an owner should know goes to the worker's log. */
final class LoggedSteps implements StepListener {
    private static final Logger LOG = LoggerFactory.getLogger(LoggedSteps.class);

    private final WorkListener progress;

    LoggedSteps(WorkListener progress) {
        this.progress = progress;
    }

    @Override
    public void trained(StepMetrics metrics, long steps) {
        progress.progressed(metrics.step(), steps);
    }

    @Override
    public void kept(String checkpoint) {
        progress.kept(checkpoint);
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
