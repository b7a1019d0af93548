package dev.r3.infra.cli;

import dev.r3.activities.training.StepMetrics;
import dev.r3.infra.effect.EffectListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Shows the stages of a run: how far they are, the time left, and the reward of training. */
final class EffectProgress extends SnapshotNotices implements EffectListener, AutoCloseable {
    private final StopBetweenUpdates stop = StopBetweenUpdates.open(display, this::farewell);
    private volatile String stage = "";
    private String unit = "";
    /** A {@link System#nanoTime}: the wall clock may jump. */
    private long begun = System.nanoTime();

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
            begun = System.nanoTime();
            doneBefore = done;
        }
        display.show(new ProgressLine(stage, done, total, unit, left(done, total), details));
    }

    private Optional<Duration> left(long done, long total) {
        if (done <= doneBefore || total < done) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(System.nanoTime() - begun)
                .multipliedBy(total - done)
                .dividedBy(done - doneBefore));
    }

    private String farewell() {
        String where = stage.isEmpty() ? "" : " in '" + stage + "'";
        return "stopped%s; the same command goes on".formatted(where);
    }

    @Override
    public void close() {
        stop.close();
        display.close();
    }
}
