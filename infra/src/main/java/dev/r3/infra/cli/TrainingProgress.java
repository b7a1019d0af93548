package dev.r3.infra.cli;

import dev.r3.model.pretrain.PretrainListener;
import dev.r3.model.pretrain.PretrainPart;
import dev.r3.model.snapshot.Damage;
import dev.r3.model.snapshot.EnvironmentDifference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Shows how a model is made: the parts of the work; of the training loss, speed and time left. */
final class TrainingProgress implements PretrainListener, AutoCloseable {
    private final long updatesPerSnapshot;
    private final ProgressDisplay display = new ProgressDisplay();
    private final StopBetweenUpdates stop = StopBetweenUpdates.open(display, this::farewell);
    private volatile long update;
    private final RecentMean loss = new RecentMean();
    private final RecentMean tokens = new RecentMean();
    private final RecentMean seconds = new RecentMean();

    TrainingProgress(long updatesPerSnapshot) {
        this.updatesPerSnapshot = updatesPerSnapshot;
    }

    @Override
    public void begins(PretrainPart part) {
        display.notice(part.label() + " ...");
        if (part == PretrainPart.TRAINING) {
            stop.computes();
        }
    }

    @Override
    public void updated(long made, long updates, SortedMap<String, Double> metrics) {
        update = made;
        stop.pass();
        boolean first = loss.isEmpty();
        loss.add(metrics.getOrDefault("loss", Double.NaN));
        if (!first) {
            // The first update is slow: the engine warms up.
            double stepSeconds = metrics.getOrDefault("step_time", 0.0);
            seconds.add(stepSeconds);
            tokens.add(metrics.getOrDefault("perf/tokens_per_second", 0.0) * stepSeconds);
        }
        display.show(new ProgressLine("training", made, updates, "updates", left(updates - made), details()));
    }

    private Optional<Duration> left(long updates) {
        return seconds.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(Math.round(updates * seconds.value())));
    }

    private List<String> details() {
        String course = "loss %.3f".formatted(loss.value());
        return seconds.isEmpty()
                ? List.of(course)
                : List.of(course, "%,.0f tokens/s".formatted(tokens.value() / seconds.value()));
    }

    /** An update is heard of before its snapshot is written. */
    private String farewell() {
        long made = update;
        return made == 0
                ? "stopped; the same command goes on"
                : "stopped after update %,d; the same command goes on from update %,d"
                        .formatted(made, (made - 1) / updatesPerSnapshot * updatesPerSnapshot);
    }

    @Override
    public void damaged(Damage damage) {
        display.notice("a snapshot is damaged and is passed over: " + damage);
    }

    @Override
    public void environmentDiffers(Path folder, List<EnvironmentDifference> differences) {
        differences.forEach(difference -> display.notice(
                "the run was begun with %s %s and goes on with %s: its weights may differ in the last bits"
                        .formatted(difference.name(), difference.then(), difference.now())));
    }

    @Override
    public void removedLeftover(Path folder) {}

    @Override
    public void notRemoved(Path folder, IOException reason) {
        display.notice("%s could not be removed: %s".formatted(folder, reason.getMessage()));
    }

    @Override
    public void close() {
        stop.close();
        display.close();
    }
}
