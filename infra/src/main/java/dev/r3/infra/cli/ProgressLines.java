package dev.r3.infra.cli;

import dev.r3.infra.temporal.Experiments.RunningActivity;
import dev.r3.workflows.contract.Heartbeat;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows running stages: for a person a bar with rate and ETA, of the one that was there first; for a log a plain line of
 * each now and then.
 */
final class ProgressLines implements AutoCloseable {
    /** The stages that run, as they were heard of. */
    private final Map<String, ShownStage> stages = new LinkedHashMap<>();

    /** By activity, the last attempt that was told of. */
    private final Map<String, Integer> announced = new HashMap<>();

    private @Nullable StageBar bar;

    private ProgressLines() {}

    static ProgressLines start() {
        return new ProgressLines();
    }

    /** A stage as it was last shown, and when it is to be shown again. */
    private static final class ShownStage {
        private static final Duration LINE_EVERY = Duration.ofSeconds(10);

        private final NowAndThen line = new NowAndThen(LINE_EVERY);
        private @Nullable Heartbeat shown;
        private @Nullable Heartbeat latest;
    }

    private record StageBar(String stage, ProgressBar bar) {}

    /** Shows how far the running activities are. One that runs no more while another does has come to its end. */
    void show(List<RunningActivity> running) {
        running.forEach(this::announce);
        Set<String> going = running.stream()
                .flatMap(activity -> activity.heartbeat().stream())
                .map(Heartbeat::stage)
                .collect(Collectors.toSet());
        if (!going.isEmpty()) {
            List.copyOf(stages.keySet()).stream()
                    .filter(stage -> !going.contains(stage))
                    .forEach(this::complete);
        }
        running.forEach(activity -> activity.heartbeat().ifPresent(this::show));
    }

    /** What was shown has come to its end. */
    void complete() {
        List.copyOf(stages.keySet()).forEach(this::complete);
    }

    private void complete(String name) {
        ShownStage stage = stages.remove(name);
        if (stage == null || stage.latest == null) {
            return;
        }
        Heartbeat end = stage.latest.atEnd();
        if (bar != null && bar.stage().equals(name)) {
            bar.bar().stepTo(end.done());
            close();
        } else if (isElsewhere(end, stage.shown)) {
            print(end);
        }
    }

    /** A failed attempt gets a line of its own. */
    private void announce(RunningActivity activity) {
        boolean failed = activity.attempt() > 1 && !activity.lastFailure().isEmpty();
        if (failed && !Integer.valueOf(activity.attempt()).equals(announced.put(activity.name(), activity.attempt()))) {
            Terminal.notice("%s: attempt %d failed (%s); trying again"
                    .formatted(activity.name(), activity.attempt() - 1, firstLine(activity.lastFailure())));
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    void show(Heartbeat heartbeat) {
        if (heartbeat.done() == 0 && heartbeat.total() == 0) {
            // It has only just begun.
            return;
        }
        ShownStage stage = stages.computeIfAbsent(heartbeat.stage(), name -> new ShownStage());
        stage.latest = heartbeat;
        if (Terminal.isInteractive()) {
            moveBar(heartbeat);
        } else if (isElsewhere(heartbeat, stage.shown) && stage.line.isDue()) {
            stage.line.restart();
            stage.shown = heartbeat;
            print(heartbeat);
        }
    }

    /** The time left alone is no news. */
    private static boolean isElsewhere(Heartbeat heartbeat, @Nullable Heartbeat shown) {
        return shown == null || shown.done() != heartbeat.done() || shown.total() != heartbeat.total();
    }

    private static void print(Heartbeat heartbeat) {
        Terminal.notice(line(heartbeat));
    }

    /** With the time left, if the activity has told it: of the stage, or of a part, until so much is done. */
    static String line(Heartbeat heartbeat) {
        return "%s: %,d%s %s%s"
                .formatted(
                        heartbeat.stage(),
                        heartbeat.done(),
                        heartbeat.total() > 0 ? " of %,d".formatted(heartbeat.total()) : "",
                        heartbeat.unit(),
                        heartbeat
                                .secondsLeft()
                                .map(left -> ", %d:%02d:%02d %s"
                                        .formatted(left / 3600, left / 60 % 60, left % 60, until(heartbeat)))
                                .orElse(""));
    }

    private static String until(Heartbeat heartbeat) {
        return heartbeat.end() == heartbeat.total() ? "left" : "to %,d".formatted(heartbeat.end());
    }

    /** There is one, for a stage as long as it runs. */
    private void moveBar(Heartbeat heartbeat) {
        if (bar == null) {
            bar = new StageBar(heartbeat.stage(), bar(heartbeat));
        }
        if (bar.stage().equals(heartbeat.stage())) {
            bar.bar().stepTo(heartbeat.done());
        }
    }

    private static ProgressBar bar(Heartbeat heartbeat) {
        return new ProgressBarBuilder()
                .setTaskName(heartbeat.stage())
                .setUnit(" " + heartbeat.unit(), 1)
                .setInitialMax(heartbeat.total() > 0 ? heartbeat.total() : -1)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setConsumer(new BarConsumer())
                // What was done before it was watched says nothing of the rate.
                .startsFrom(heartbeat.done(), Duration.ZERO)
                .showSpeed()
                .build();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.bar().close();
        }
        bar = null;
    }
}
