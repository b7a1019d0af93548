package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;

import dev.r3.infra.temporal.Experiments.RunningActivity;
import dev.r3.infra.temporal.PollingWorker;
import dev.r3.workflows.contract.ExperimentId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A worker that Temporal knows of, on whatever machine.
 *
 * @param identity {@code pid@host}
 * @param queues that it was seen to poll; empty if it has worked for so long that the server forgot
 * @param lastPoll empty with them
 * @param work what it does now: stages of experiments
 */
record SeenWorker(String identity, List<String> queues, Optional<Instant> lastPoll, List<String> work) {
    SeenWorker {
        requireNonNull(identity, "identity is null");
        queues = List.copyOf(queues);
        requireNonNull(lastPoll, "lastPoll is null");
        work = List.copyOf(work);
    }

    /** Those that poll, then those that only work. */
    static List<SeenWorker> of(List<PollingWorker> polling, Map<ExperimentId, List<RunningActivity>> running) {
        Map<String, SeenWorker> seen = new LinkedHashMap<>();
        polling.forEach(worker -> seen.put(
                worker.identity(),
                new SeenWorker(worker.identity(), worker.queues(), Optional.of(worker.lastPoll()), List.of())));
        running.forEach((experiment, activities) -> activities.stream()
                .filter(activity -> !activity.worker().isEmpty())
                .forEach(activity -> seen.merge(
                        activity.worker(),
                        new SeenWorker(
                                activity.worker(), List.of(), Optional.empty(), List.of(work(experiment, activity))),
                        SeenWorker::with)));
        return List.copyOf(seen.values());
    }

    private static String work(ExperimentId experiment, RunningActivity activity) {
        String stage = activity.heartbeat().map(heartbeat -> heartbeat.stage()).orElse(activity.name());
        return "%s of %s".formatted(stage, experiment);
    }

    private SeenWorker with(SeenWorker working) {
        return new SeenWorker(
                identity,
                queues,
                lastPoll,
                Stream.concat(work.stream(), working.work.stream()).toList());
    }
}
