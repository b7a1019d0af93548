package dev.r3.infra.cli;

import dev.r3.activities.training.StepMetrics;
import dev.r3.infra.effect.EffectListener;
import dev.r3.model.snapshot.Damage;
import dev.r3.model.snapshot.EnvironmentDifference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Shows the stages of a run: how far they are, the time left, and the reward of training. */
final class EffectProgress implements EffectListener, AutoCloseable {
    private final ProgressDisplay display = new ProgressDisplay();
    private final StopBetweenUpdates stop = StopBetweenUpdates.open(display, this::farewell);
    private volatile String stage = "";
    private String unit = "";
    private Instant begun = Instant.now();
    private long doneBefore = -1;
    private final RecentMean reward = new RecentMean();

    @Override
    public void begins(String begunStage, String counted) {
        stage = begunStage;
        unit = counted;
        doneBefore = -1;
        display.startAnew();
        if (!Terminal.isInteractive()) {
            display.notice(stage + " ...");
        }
        stop.computes();
    }

    @Override
    public void reused(String known, String explanation) {
        display.notice("%s: %s".formatted(known, explanation));
    }

    @Override
    public void progressed(long done, long total) {
        show(done, total, List.of());
    }

    @Override
    public void trained(StepMetrics done, long steps) {
        SortedMap<String, Double> metrics = done.values();
        long step = done.step();
        reward.add(metrics.getOrDefault("reward", Double.NaN));
        metrics.forEach((name, value) -> {
            if (name.startsWith("eval/")) {
                display.notice("train: step %,d: %s %.4f".formatted(step, name, value));
            }
        });
        show(step, steps, List.of("reward %.3f".formatted(reward.value())));
    }

    private void show(long done, long total, List<String> details) {
        stop.pass();
        if (doneBefore < 0 || done < doneBefore) {
            // A stage may count from the start again, and training goes on in the middle.
            begun = Instant.now();
            doneBefore = done;
        }
        display.show(new ProgressLine(stage, done, total, unit, left(done, total), details));
    }

    private Optional<Duration> left(long done, long total) {
        if (done <= doneBefore || total < done) {
            return Optional.empty();
        }
        return Optional.of(Duration.between(begun, Instant.now())
                .multipliedBy(total - done)
                .dividedBy(done - doneBefore));
    }

    private String farewell() {
        String where = stage.isEmpty() ? "" : " in '" + stage + "'";
        return "stopped%s; the same command goes on".formatted(where);
    }

    @Override
    public void damaged(Damage damage) {
        display.notice("a snapshot is damaged and is passed over: " + damage);
    }

    @Override
    public void environmentDiffers(Path folder, List<EnvironmentDifference> differences) {
        differences.forEach(difference -> display.notice(
                "training was begun with %s %s and goes on with %s: its weights may differ in the last bits"
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
