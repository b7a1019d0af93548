package dev.r3.model.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

final class RecordingListener implements SnapshotListener {

    final List<Damage> damages = new ArrayList<>();
    final List<EnvironmentDifference> differences = new ArrayList<>();
    final List<Path> removedLeftovers = new ArrayList<>();
    final List<Path> notRemoved = new ArrayList<>();

    @Override
    public void damaged(Damage damage) {
        damages.add(damage);
    }

    @Override
    public void environmentDiffers(Path folder, List<EnvironmentDifference> found) {
        differences.addAll(found);
    }

    @Override
    public void removedLeftover(Path folder) {
        removedLeftovers.add(folder);
    }

    @Override
    public void notRemoved(Path folder, IOException reason) {
        notRemoved.add(folder);
    }
}
