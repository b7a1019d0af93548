package dev.r3.infra.cli;

import dev.r3.infra.temporal.Experiments.RunningActivity;
import dev.r3.workflows.contract.Heartbeat;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shows running stages: for a person a bar of each with rate and ETA; for a log a plain line of each now and then. Shards of
 * a stage are added up.
 */
final class ProgressLines implements AutoCloseable {
    /** The stages that run, as they were heard of. */
    private final Map<String, ShownStage> stages = new LinkedHashMap<>();

    /** By workflow and activity, the last attempt that was told of. */
    private final Map<String, Integer> announced = new HashMap<>();

    private final StageHeartbeats heartbeats = new StageHeartbeats();
    private final StageBars bars = new StageBars();

    private ProgressLines() {}

    static ProgressLines start() {
        return new ProgressLines();
    }

    /** Shows how far the running activities are. One that runs no more while another does has come to its end. */
    void show(List<RunningActivity> running) {
        running.forEach(this::announce);
        List<Heartbeat> told = heartbeats.of(running);
        Set<String> going = told.stream().map(Heartbeat::stage).collect(Collectors.toSet());
        if (!going.isEmpty()) {
            List.copyOf(stages.keySet()).stream()
                    .filter(stage -> !going.contains(stage))
                    .filter(stage -> !goesOnInItsBar(stage))
                    .forEach(this::complete);
        }
        told.forEach(this::show);
    }

    /** Between two epochs nothing of a training runs. */
    private boolean goesOnInItsBar(String name) {
        ShownStage stage = stages.get(name);
        return Terminal.isInteractive()
                && stage != null
                && stage.latest().end() < stage.latest().total();
    }

    /** What was shown has come to its end. */
    void complete() {
        List.copyOf(stages.keySet()).forEach(this::complete);
    }

    private void complete(String name) {
        ShownStage stage = stages.remove(name);
        if (stage == null) {
            return;
        }
        Heartbeat end = stage.latest().atEnd();
        if (Terminal.isInteractive()) {
            stage.tells(end);
            bars.end(stage.bar());
        } else if (stage.isNews(end)) {
            print(end);
        }
    }

    /** Says something that stays above what moves. */
    void notice(String line) {
        bars.close();
        Terminal.notice(line);
    }

    /** A failed attempt gets a line of its own. */
    private void announce(RunningActivity activity) {
        boolean failed = activity.attempt() > 1 && !activity.lastFailure().isEmpty();
        String id = activity.workflow() + "/" + activity.id();
        if (failed && !Integer.valueOf(activity.attempt()).equals(announced.put(id, activity.attempt()))) {
            notice("%s: attempt %d failed (%s); trying again"
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
        ShownStage stage = stages.computeIfAbsent(heartbeat.stage(), name -> new ShownStage(heartbeat));
        stage.tells(heartbeat);
        if (Terminal.isInteractive()) {
            bars.show(stage.bar());
        } else if (stage.isDue()) {
            print(stage.toPrint());
        }
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
        return heartbeat.end() == heartbeat.total() ? "left" : "left to %,d".formatted(heartbeat.end());
    }

    @Override
    public void close() {
        bars.close();
    }
}
