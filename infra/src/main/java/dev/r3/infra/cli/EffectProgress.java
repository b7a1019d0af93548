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
import java.util.SortedMap;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows the stages of a run: a bar with rate and time left for a person, a plain line now and then for a log. */
final class EffectProgress implements EffectListener, AutoCloseable {
    private static final Duration LINE_EVERY = Duration.ofSeconds(15);

    /** The share of the newest step in the reward that is shown. */
    private static final double NEWEST = 0.05;

    private final StopBetweenUpdates stop = StopBetweenUpdates.open();
    private @Nullable ProgressBar bar;
    private String stage = "";
    private String unit = "";
    private Instant begun = Instant.now();
    private Instant nextLine = Instant.MIN;
    private long doneBefore = -1;
    private double reward = Double.NaN;

    @Override
    public void begins(String begun, String counted) {
        endBar();
        stage = begun;
        unit = counted;
        this.begun = Instant.now();
        nextLine = Instant.now().plus(LINE_EVERY);
        doneBefore = -1;
        if (!Terminal.isInteractive()) {
            Terminal.notice(stage + " ...");
        }
    }

    @Override
    public void reused(String known, String explanation) {
        endBar();
        Terminal.notice("%s: %s".formatted(known, explanation));
    }

    @Override
    public void progressed(long done, long total) {
        show(done, total, "");
    }

    @Override
    public void trained(StepMetrics done, long steps) {
        SortedMap<String, Double> metrics = done.values();
        long step = done.step();
        double newest = metrics.getOrDefault("reward", Double.NaN);
        reward = Double.isNaN(reward) ? newest : (1 - NEWEST) * reward + NEWEST * newest;
        metrics.forEach((name, value) -> {
            if (name.startsWith("eval/")) {
                endBar();
                Terminal.notice("train: step %,d: %s %.4f".formatted(step, name, value));
            }
        });
        show(step, steps, "reward %.3f".formatted(reward));
    }

    private void show(long done, long total, String course) {
        if (doneBefore < 0 || done < doneBefore) {
            // A stage may count from the start again, and training goes on in the middle.
            begun = Instant.now();
            doneBefore = done;
        }
        if (Terminal.isInteractive()) {
            showBar(done, total, course);
        } else if (!Instant.now().isBefore(nextLine)) {
            nextLine = Instant.now().plus(LINE_EVERY);
            Terminal.notice("%s: %,d of %,d %s%s%s"
                    .formatted(stage, done, total, unit, course.isEmpty() ? "" : ", " + course, left(done, total)));
        }
        stop.pass();
    }

    private String left(long done, long total) {
        if (done <= doneBefore || total < done) {
            return "";
        }
        double each = Duration.between(begun, Instant.now()).toMillis() / 1e3 / (done - doneBefore);
        long rest = Math.round(each * (total - done));
        return ", %d:%02d:%02d left".formatted(rest / 3600, rest / 60 % 60, rest % 60);
    }

    private void showBar(long done, long total, String course) {
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName(stage)
                    .setUnit(" " + unit, 1)
                    .setInitialMax(total > 0 ? total : -1)
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .showSpeed()
                    .startsFrom(Math.max(0, doneBefore), Duration.ZERO)
                    .build();
        }
        bar.stepTo(done).setExtraMessage(course.isEmpty() ? "" : " " + course);
    }

    private void endBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    @Override
    public void damaged(Damage damage) {
        Terminal.notice("a snapshot is damaged and is passed over: " + damage);
    }

    @Override
    public void environmentDiffers(Path folder, List<EnvironmentDifference> differences) {
        differences.forEach(difference -> Terminal.notice(
                "training was begun with %s %s and goes on with %s: its weights may differ in the last bits"
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
        endBar();
    }
}
