package dev.r3.infra.cli;

import dev.r3.model.pretrain.PretrainListener;
import dev.r3.model.snapshot.Damage;
import dev.r3.model.snapshot.EnvironmentDifference;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a training run: a bar with loss, speed and time left for a person, a plain line now and then for a log. */
final class TrainingProgress implements PretrainListener, AutoCloseable {
    private static final Duration LINE_EVERY = Duration.ofSeconds(15);

    /** The share of the newest update in what is shown. */
    private static final double NEWEST = 0.05;

    private final StopBetweenUpdates stop = StopBetweenUpdates.open();
    private @Nullable ProgressBar bar;
    private Instant nextLine = Instant.MIN;
    private double loss = Double.NaN;
    private double tokens = Double.NaN;
    private double seconds = Double.NaN;

    @Override
    public void begins(String part) {
        Terminal.notice(part + " ...");
    }

    @Override
    public void updated(long update, long updates, SortedMap<String, Double> metrics) {
        double stepSeconds = metrics.getOrDefault("step_time", 0.0);
        loss = smooth(loss, metrics.getOrDefault("loss", Double.NaN));
        seconds = smooth(seconds, stepSeconds);
        tokens = smooth(tokens, metrics.getOrDefault("perf/tokens_per_second", 0.0) * stepSeconds);
        String course = "loss %.3f, %,.0f tokens/s".formatted(loss, tokens / seconds);
        if (Terminal.isInteractive()) {
            showBar(update, updates, course);
        } else if (!Instant.now().isBefore(nextLine) || update == updates) {
            nextLine = Instant.now().plus(LINE_EVERY);
            Terminal.notice("training: %,d of %,d updates, %s, %s left"
                    .formatted(update, updates, course, left(updates - update)));
        }
        stop.pass();
    }

    private static double smooth(double shown, double newest) {
        return Double.isNaN(shown) ? newest : (1 - NEWEST) * shown + NEWEST * newest;
    }

    private String left(long updates) {
        long rest = Math.round(updates * seconds);
        return "%d:%02d:%02d".formatted(rest / 3600, rest / 60 % 60, rest % 60);
    }

    private void showBar(long update, long updates, String course) {
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("training")
                    .setUnit(" updates", 1)
                    .setInitialMax(updates)
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .startsFrom(update - 1, Duration.ZERO)
                    .build();
        }
        bar.stepTo(update).setExtraMessage(" " + course);
    }

    @Override
    public void damaged(Damage damage) {
        Terminal.notice("a snapshot is damaged and is passed over: " + damage);
    }

    @Override
    public void environmentDiffers(Path folder, List<EnvironmentDifference> differences) {
        differences.forEach(difference -> Terminal.notice(
                "the run was begun with %s %s and goes on with %s: its weights may differ in the last bits"
                        .formatted(difference.name(), difference.then(), difference.now())));
    }

    @Override
    public void removedLeftover(Path folder) {}

    @Override
    public void notRemoved(Path folder, IOException reason) {
        Terminal.notice("%s could not be removed: %s".formatted(folder, reason.getMessage()));
    }

    @Override
    public void close() {
        stop.close();
        if (bar != null) {
            bar.close();
        }
    }
}
