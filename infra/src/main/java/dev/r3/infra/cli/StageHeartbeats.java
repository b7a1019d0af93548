package dev.r3.infra.cli;

import dev.r3.infra.temporal.Experiments.RunningActivity;
import dev.r3.workflows.contract.Heartbeat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far stages are, by what their activities tell: each stage once, its shards added up. */
final class StageHeartbeats {
    /** By the stages' names. */
    private final Map<String, Sharded> sharded = new LinkedHashMap<>();

    /**
     * A stage of which a shard has been heard.
     *
     * @param shard one of its activities, beside which the others are
     */
    private record Sharded(RunningActivity shard, ShardedProgress progress) {
        boolean isOfItsWorkflow(RunningActivity activity) {
            return activity.workflow().equals(shard.workflow());
        }
    }

    /**
     * What stages would tell of themselves, in the order in which they are heard of. A stage of which a shard has been heard
     * is among them while its workflow has work, also if that waits, until the workflow's next stage is heard.
     *
     * @param running all activities of the experiment
     */
    List<Heartbeat> of(List<RunningActivity> running) {
        Map<String, List<Heartbeat>> telling = new LinkedHashMap<>();
        for (RunningActivity activity : running) {
            activity.heartbeat().ifPresent(heartbeat -> {
                if (isShardAtWork(heartbeat) && !sharded.containsKey(heartbeat.stage())) {
                    // A workflow computes such stages one after the other.
                    sharded.values().removeIf(before -> before.isOfItsWorkflow(activity));
                    sharded.put(heartbeat.stage(), new Sharded(activity, new ShardedProgress(heartbeat)));
                }
                telling.computeIfAbsent(heartbeat.stage(), stage -> new ArrayList<>())
                        .add(heartbeat);
            });
        }
        sharded.forEach((stage, known) -> {
            if (running.stream().anyMatch(known::isOfItsWorkflow)) {
                telling.putIfAbsent(stage, List.of());
            }
        });
        List<Heartbeat> told = new ArrayList<>();
        telling.forEach((stage, heartbeats) -> told.add(of(stage, heartbeats, running)));
        return told;
    }

    private Heartbeat of(String stage, List<Heartbeat> heartbeats, List<RunningActivity> running) {
        List<Heartbeat> atWork =
                heartbeats.stream().filter(heartbeat -> heartbeat.total() > 0).toList();
        Sharded known = sharded.get(stage);
        return known == null || !atWork.stream().allMatch(StageHeartbeats::isShardAtWork)
                ? heartbeats.get(0)
                : known.progress().sum(atWork, beside(known, running) - atWork.size());
    }

    /** It is known which part of the stage it does as soon as it is at work. */
    private static boolean isShardAtWork(Heartbeat heartbeat) {
        return heartbeat.total() > 0 && heartbeat.part().isPresent();
    }

    /** Shards that wait have told nothing: it is known only that they are beside others of their stage. */
    private static int beside(Sharded stage, List<RunningActivity> running) {
        return (int) running.stream()
                .filter(activity -> activity.isBeside(stage.shard()))
                .count();
    }
}
