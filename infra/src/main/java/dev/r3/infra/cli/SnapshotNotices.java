package dev.r3.infra.cli;

import dev.r3.model.snapshot.Damage;
import dev.r3.model.snapshot.EnvironmentDifference;
import dev.r3.model.snapshot.SnapshotListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Tells people what they should know of a run's snapshots, beside its progress. */
abstract class SnapshotNotices implements SnapshotListener {
    final ProgressDisplay display = new ProgressDisplay();

    @Override
    public final void damaged(Damage damage) {
        display.notice("a snapshot is damaged and is passed over: " + damage);
    }

    @Override
    public final void environmentDiffers(Path folder, List<EnvironmentDifference> differences) {
        differences.forEach(difference -> display.notice(
                "training was begun with %s %s and goes on with %s: its weights may differ in the last bits"
                        .formatted(difference.name(), difference.then(), difference.now())));
    }

    @Override
    public final void removedLeftover(Path folder) {}

    @Override
    public final void notRemoved(Path folder, IOException reason) {
        display.notice("%s could not be removed: %s".formatted(folder, reason.getMessage()));
    }
}
