package dev.r3.activities.training;

import dev.r3.model.snapshot.Damage;
import dev.r3.model.snapshot.EnvironmentDifference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** For which anything but a step is a fault. */
class QuietSteps implements StepListener {
    static final QuietSteps NONE = new QuietSteps();

    @Override
    public void trained(StepMetrics metrics, long steps) {}

    @Override
    public void damaged(Damage damage) {
        throw new IllegalStateException(damage.toString());
    }

    @Override
    public void environmentDiffers(Path at, List<EnvironmentDifference> differences) {
        throw new IllegalStateException(differences.toString());
    }

    @Override
    public void removedLeftover(Path at) {
        throw new IllegalStateException(at.toString());
    }

    @Override
    public void notRemoved(Path at, IOException reason) {
        throw new IllegalStateException(reason);
    }
}
