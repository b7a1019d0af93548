package dev.r3.activities.tracking;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.port.ModelRecord;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.training.StepMetrics;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.TrainingObjective;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The checkpoints of a committed training, as the tracking server is told of them. */
record TrainedModel(CommittedPart part) {
    /** The tag that says which step's weights were chosen. */
    static final String STEP = "r3.train.step";

    /** Every checkpoint has it; the others lie beside it. */
    private static final String CONFIG = "config.json";

    TrainedModel {
        requireNonNull(part, "part is null");
    }

    /** What was committed: the same for every run that uses the stage, so that a model that is used again is no second one. */
    ModelRecord model() {
        Manifest manifest = part.manifest();
        SortedMap<String, String> tags = tags(manifest.file(CONFIG).key().folder(), chosen());
        tags.put("r3.model.digest", manifest.content().hex());
        return record(
                manifest.digest().hex(),
                name(),
                manifest.file(CONFIG).key().folder(),
                chosen(),
                manifest.committedAt(),
                tags);
    }

    /**
     * The snapshots that stand besides: of other steps than the one that was chosen.
     *
     * @param folders of their checkpoints, by their steps
     * @param steps of the training
     */
    List<ModelRecord> snapshots(SortedMap<Long, ArtifactKey> folders, List<StepMetrics> steps) {
        Map<Long, Long> times = steps.stream().collect(Collectors.toMap(StepMetrics::step, StepMetrics::time));
        return folders.entrySet().stream()
                .filter(folder -> folder.getKey() != chosen())
                .map(folder -> {
                    long step = folder.getKey();
                    return record(
                            "%s/%d".formatted(part.manifest().digest().hex(), step),
                            "%s-step-%d".formatted(name(), step),
                            folder.getValue(),
                            step,
                            times.getOrDefault(step, part.manifest().committedAt()),
                            tags(folder.getValue(), step));
                })
                .toList();
    }

    private ModelRecord record(
            String key, String name, ArtifactKey folder, long step, long madeAt, SortedMap<String, String> tags) {
        return new ModelRecord(key, name, part.addresses().apply(folder), step, madeAt, tags);
    }

    private SortedMap<String, String> tags(ArtifactKey folder, long step) {
        SortedMap<String, String> tags = new TreeMap<>();
        tags.put("r3.experiment", part.manifest().experiment());
        tags.put("r3.model.address", part.addresses().apply(folder));
        tags.put("r3.model.base", experiment().policy().content().hex());
        tags.put(STEP, String.valueOf(step));
        return tags;
    }

    /** The control's has another than the experiment's. */
    private String name() {
        String name = experiment().spec().name();
        boolean method = part.stage().name().equals(TrainingObjective.REFLECTION.stage());
        return method ? name : name + "-" + TrainingObjective.FIRST_ANSWER.weights();
    }

    private long chosen() {
        return part.manifest().summary().path("step").asLong();
    }

    private ExperimentInput experiment() {
        return part.run().experiment();
    }
}
