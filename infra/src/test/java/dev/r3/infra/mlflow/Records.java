package dev.r3.infra.mlflow;

import dev.r3.activities.port.ModelRecord;
import dev.r3.activities.port.RunRecord;
import dev.r3.activities.port.RunRecord.DatasetInput;
import dev.r3.activities.port.RunRecord.MetricPoint;
import dev.r3.activities.port.RunRecord.StoredFile;
import dev.r3.activities.port.RunRecord.TextFile;
import dev.r3.workflows.contract.Digest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Records to deliver. */
final class Records {

    static final String KEY = "r3-demo-0123456789ab/first";

    private Records() {}

    static RunRecord running() {
        return of(RunRecord.State.RUNNING, new TreeMap<>(), new TreeMap<>());
    }

    /** One that makes every call there is. */
    static RunRecord finished() {
        return of(
                RunRecord.State.FINISHED,
                new TreeMap<>(Map.of("r3.task", "countdown")),
                new TreeMap<>(Map.of("seed", "42")));
    }

    static RunRecord of(RunRecord.State state, SortedMap<String, String> tags, SortedMap<String, String> params) {
        return new RunRecord(
                Optional.empty(),
                KEY,
                "a team's experiments",
                "r3-demo-0123456789ab",
                state,
                1_000,
                2_000,
                tags,
                params,
                List.of(new MetricPoint("reward", 1, 0.5, 1_500)),
                List.of(new DatasetInput(
                        "demo-train", "0a1b", "train", "s3://bucket/train.parquet", "{\"num_rows\":7}")),
                List.of(new TextFile("dataset/profile 1.json", "{\"rows\":7}")),
                Optional.empty(),
                List.of());
    }

    /**
     * One with a file of the artifact store.
     *
     * @param digest two hex digits, which are its digest 32 times
     */
    static RunRecord withFile(Path file, String digest) {
        return new RunRecord(
                Optional.empty(),
                KEY,
                "a team's experiments",
                "r3-demo-0123456789ab",
                RunRecord.State.FINISHED,
                1_000,
                2_000,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                List.of(),
                List.of(new StoredFile("plots/a b.html", new Digest(digest.repeat(32)), () -> file)),
                Optional.empty(),
                List.of());
    }

    /** A part of the run. */
    static RunRecord part(List<MetricPoint> points) {
        return new RunRecord(
                Optional.of(KEY),
                KEY + "/train",
                "a team's experiments",
                "train",
                RunRecord.State.RUNNING,
                1_000,
                2_000,
                new TreeMap<>(),
                new TreeMap<>(),
                points,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    /** A part that made a model. */
    static RunRecord trained(String part, String model) {
        return trained(part, model, 2_000);
    }

    /**
     * A part that made a model.
     *
     * @param part tells it from other parts of the run
     * @param model its key
     */
    static RunRecord trained(String part, String model, long madeAt) {
        String address = "s3://bucket/stages/train/%s/attempt-1".formatted(model);
        return new RunRecord(
                Optional.of(KEY),
                KEY + "/" + part,
                "a team's experiments",
                "train",
                RunRecord.State.FINISHED,
                1_000,
                2_000,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                List.of(),
                List.of(),
                Optional.of(new ModelRecord(
                        model, "demo", address, 40, madeAt, new TreeMap<>(Map.of("r3.model.address", address)))),
                List.of());
    }

    /** A part that made a model, and kept another checkpoint. */
    static RunRecord withCheckpoint(String part, String model) {
        RunRecord trained = trained(part, model);
        return new RunRecord(
                trained.parent(),
                trained.key(),
                trained.experiment(),
                trained.name(),
                trained.state(),
                trained.startedAt(),
                trained.changedAt(),
                trained.tags(),
                trained.params(),
                trained.metrics(),
                trained.datasets(),
                trained.files(),
                trained.model(),
                List.of(new ModelRecord(
                        model + "/20", "demo-step-20", "s3://bucket/snapshots/20", 20, 1_000, new TreeMap<>())));
    }
}
