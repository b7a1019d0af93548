package dev.r3.infra.cli;

import dev.r3.model.pretrain.PretrainListener;
import dev.r3.model.pretrain.PretrainPart;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Shows how a model is made: the parts of the work; of the training loss, speed and time left. */
final class TrainingProgress extends SnapshotNotices implements PretrainListener, AutoCloseable {
    private final long updatesPerSnapshot;
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
    public void close() {
        stop.close();
        display.close();
    }
}
