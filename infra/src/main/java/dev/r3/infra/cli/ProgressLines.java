package dev.r3.infra.cli;

import dev.r3.infra.temporal.Experiments.RunningActivity;
import dev.r3.workflows.contract.Heartbeat;
import java.time.Duration;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a running stage: a bar with rate and ETA for a person, a plain line now and then for a log. */
final class ProgressLines implements AutoCloseable {

    private static final Duration LINE_EVERY = Duration.ofSeconds(10);

    private @Nullable ProgressBar bar;
    private @Nullable Heartbeat shown;
    private final NowAndThen line = new NowAndThen(LINE_EVERY);
    private int announcedAttempt;

    private ProgressLines() {}

    static ProgressLines start() {
        return new ProgressLines();
    }

    /** Shows how far the running activities are. One that runs no more while another does has come to its end. */
    void show(List<RunningActivity> running) {
        running.forEach(this::announce);
        List<Heartbeat> heartbeats = running.stream()
                .flatMap(activity -> activity.heartbeat().stream())
                .toList();
        for (Heartbeat heartbeat : heartbeats) {
            if (heartbeats.stream().noneMatch(this::isOfShown)) {
                complete();
            }
            show(heartbeat);
        }
    }

    private boolean isOfShown(Heartbeat heartbeat) {
        return shown != null && shown.stage().equals(heartbeat.stage());
    }

    /** What was shown last has come to its end. */
    void complete() {
        if (shown == null || shown.done() >= shown.end()) {
            return;
        }
        shown = shown.atEnd();
        if (bar != null) {
            bar.stepTo(shown.done());
        } else {
            print(shown);
        }
    }

    /** A failed attempt gets a line of its own. */
    private void announce(RunningActivity activity) {
        if (activity.attempt() > 1 && !activity.lastFailure().isEmpty() && activity.attempt() != announcedAttempt) {
            announcedAttempt = activity.attempt();
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
        if (Terminal.isInteractive()) {
            showBar(heartbeat);
        } else if (isNews(heartbeat)) {
            line.restart();
            print(heartbeat);
        }
        shown = heartbeat;
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

    /** Another stage at once, the same one now and then. */
    private boolean isNews(Heartbeat heartbeat) {
        return !isOfShown(heartbeat) || (isElsewhere(heartbeat) && line.isDue());
    }

    /** The time left alone is no news. */
    private boolean isElsewhere(Heartbeat heartbeat) {
        return shown == null || shown.done() != heartbeat.done() || shown.total() != heartbeat.total();
    }

    private void showBar(Heartbeat heartbeat) {
        if (bar == null || !isOfShown(heartbeat)) {
            close();
            bar = new ProgressBarBuilder()
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
        bar.stepTo(heartbeat.done());
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
