package dev.r3.activities.tracking;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.r3.activities.dataset.Side;
import dev.r3.activities.policy.CheckpointFolders;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.policy.JsonLines;
import dev.r3.activities.port.InMemoryArtifactStore;
import dev.r3.activities.port.RunRecord.MetricPoint;
import dev.r3.activities.port.RunTracker;
import dev.r3.activities.promotion.Champions;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.StageOutput;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.training.StepMetrics;
import dev.r3.activities.training.TrainStage;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The stages of a small experiment, committed without computing any. */
final class CommittedStages {
    static final RunKey RUN = SmallExperiment.run();
    static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();

    /** Of its training. */
    static final List<MetricPoint> POINTS =
            List.of(new MetricPoint("reward", 1, 0.25, 1_000), new MetricPoint("reward", 2, 0.5, 1_100));

    private final Path folder;
    private final InMemoryArtifactStore store = new InMemoryArtifactStore();
    private final Champions champions = new Champions(store, Clock.fixed(Instant.ofEpochMilli(2_000), ZoneOffset.UTC));
    private final Stages stages;

    /**
     * @param folder for files
     */
    CommittedStages(Path folder) {
        this.folder = folder;
        this.stages =
                new Stages(store, folder.resolve("scratch"), Clock.fixed(Instant.ofEpochMilli(3_000), ZoneOffset.UTC));
    }

    Champions champions() {
        return champions;
    }

    RunDelivery to(RunTracker tracker) {
        ExperimentInputs inputs = new ExperimentInputs(
                TaskFamilies.load(List.of()), stages, new CheckpointFolders(folder.resolve("models"), stages, store));
        return new RunDelivery(stages, new TrainStage(stages, store, inputs), champions, store, tracker);
    }

    NamedStage dataset() {
        Path tasks = file("tasks.parquet", "tasks");
        Map<String, Path> files = Stream.of(Side.values()).collect(Collectors.toMap(Side::fileName, side -> tasks));
        return committed("dataset", StageKind.DATASET, NOTHING, files);
    }

    NamedStage failures() {
        return committed("failures", StageKind.FAILURES, NOTHING);
    }

    NamedStage trained() {
        return committed(
                "train",
                StageKind.TRAIN,
                JsonNodeFactory.instance.objectNode().put("step", 2),
                Map.of("config.json", file("config.json", "{}"), TrainStage.METRICS, metrics()));
    }

    /** An arm by its name. */
    NamedStage evaluated(String name) {
        ObjectNode arm = JsonNodeFactory.instance
                .objectNode()
                .put("tasks", 10)
                .put("first_try", 1)
                .put("second_try", 2);
        return committed(name, StageKind.EVALUATION, arm);
    }

    NamedStage committed(String name, StageKind kind, ObjectNode summary) {
        return committed(name, kind, summary, Map.of());
    }

    NamedStage committed(String name, StageKind kind, ObjectNode summary, Map<String, Path> files) {
        return committed(name, kind, summary, files, SmallExperiment.DIGEST);
    }

    NamedStage committed(String name, StageKind kind, ObjectNode summary, Map<String, Path> files, Digest content) {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("name", name);
        StageResult result = stages.run(
                StageIdentity.of(kind, 1, parameters, Map.of()),
                RUN.experiment().id(),
                scratch -> StageOutput.of(files, content, summary));
        return new NamedStage(name, result);
    }

    Path file(String name, String content) {
        try {
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path metrics() {
        Path metrics = folder.resolve(TrainStage.METRICS);
        JsonLines.write(
                metrics,
                List.of(
                        new StepMetrics(1, 1_000, new TreeMap<>(Map.of("reward", 0.25))),
                        new StepMetrics(2, 1_100, new TreeMap<>(Map.of("reward", 0.5)))));
        return metrics;
    }

    /** Keeps two steps of the training that was delivered last, as an epoch does that ends with step 2. */
    void keepSteps() throws IOException {
        ArtifactKey snapshots = snapshots();
        ArtifactRef file = store.put(snapshots.resolve("attempt-1/" + TrainStage.METRICS), metrics());
        Map<String, Object> snapshot = Map.of("step", 2, "best", 0, "files", Map.of(TrainStage.METRICS, file));
        store.putIfAbsent(
                snapshots.resolve("step-00000002.json"),
                JsonMapper.builder().build().writeValueAsBytes(snapshot));
    }

    /** Where those of the training were looked for that was delivered last. */
    private ArtifactKey snapshots() {
        return store.listed().stream()
                .filter(key -> key.path().startsWith("stages/train/"))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
