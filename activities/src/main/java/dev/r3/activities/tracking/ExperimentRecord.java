package dev.r3.activities.tracking;

import dev.r3.activities.dataset.Side;
import dev.r3.activities.port.RunRecord;
import dev.r3.activities.port.RunRecord.DatasetInput;
import dev.r3.activities.port.RunRecord.MetricPoint;
import dev.r3.activities.port.RunRecord.RunFile;
import dev.r3.activities.port.RunRecord.StoredFile;
import dev.r3.activities.port.RunRecord.TextFile;
import dev.r3.activities.promotion.DecidedGate;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.StageCode;
import dev.r3.workflows.contract.ArmName;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.TrackingInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An experiment's parent run: a pure function of the experiment's input and its committed stages. */
final class ExperimentRecord {

    private ExperimentRecord() {}

    /**
     * @param manifests of the experiment's stages, in their order
     * @param report the files of the report, if it has one
     */
    static RunRecord of(
            TrackingInput input,
            List<Manifest> manifests,
            List<StoredFile> report,
            Function<ArtifactKey, String> address) {
        ExperimentInput experiment = input.run().experiment();
        SortedMap<String, String> tags = identityTags(input);
        tags.putAll(codeTags(manifests));
        input.stages().forEach(stage -> tags.putAll(StageTags.of(stage, address)));
        List<DatasetInput> datasets = new ArrayList<>();
        List<RunFile> files = new ArrayList<>(report);
        for (int i = 0; i < manifests.size(); i++) {
            Manifest manifest = manifests.get(i);
            files.add(new TextFile(
                    input.stages().get(i).name() + "/profile.json",
                    manifest.summary().toPrettyString()));
            DecidedGate.of(manifest).ifPresent(gate -> tags.putAll(gateTags(gate)));
            if (input.stages().get(i).name().equals(StageKind.DATASET.label())) {
                datasets.addAll(TrackedData.sides(experiment.spec().name(), manifest, address, Side.values()));
            }
        }
        return new RunRecord(
                Optional.empty(),
                input.run().value(),
                experiment.spec().tracking().experiment(),
                experiment.id().value(),
                state(input.state()),
                input.run().startedAt(),
                input.at(),
                tags,
                SpecParams.of(experiment.spec()),
                metrics(input, manifests),
                datasets,
                files,
                Optional.empty(),
                List.of());
    }

    private static SortedMap<String, String> identityTags(TrackingInput input) {
        ExperimentInput experiment = input.run().experiment();
        SortedMap<String, String> tags = SourceTags.of(experiment);
        if (!experiment.spec().tracking().note().isEmpty()) {
            tags.put("mlflow.note.content", experiment.spec().tracking().note());
        }
        tags.put("r3.spec.digest", experiment.specDigest().hex());
        tags.put("r3.task", experiment.spec().task().family());
        if (!input.why().isEmpty()) {
            tags.put("r3.ended", input.why());
        }
        return tags;
    }

    /**
     * Which R3s computed the stages: several where what an older one computed is used again, or workers differ; none if none
     * recorded it.
     */
    private static Map<String, String> codeTags(List<Manifest> manifests) {
        String codes = manifests.stream()
                .flatMap(manifest -> StageCode.of(manifest).recorded())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return codes.isEmpty() ? Map.of() : Map.of("r3.code.sha256", codes);
    }

    private static Map<String, String> gateTags(DecidedGate gate) {
        return Map.of(
                "r3.gate", gate.decision().verdict().label(),
                "r3.gate.reason", gate.decision().reason());
    }

    /** How the arms that are compared did, in few metrics: the comparison of experiments has a chart for each. */
    private static List<MetricPoint> metrics(TrackingInput input, List<Manifest> manifests) {
        Optional<DecidedGate> gate = manifests.stream()
                .flatMap(manifest -> DecidedGate.of(manifest).stream())
                .findFirst();
        List<MetricPoint> points = new ArrayList<>();
        for (int i = 0; i < manifests.size(); i++) {
            ArmSummary.of(input.stages().get(i), manifests.get(i))
                    .filter(arm -> shows(gate, arm.arm()))
                    .ifPresent(arm -> points.addAll(arm.points()));
        }
        points.addAll(ForgettingPoints.of(input, manifests));
        return points;
    }

    /** A champion's arm waits for the gate, which tells whether it stands beside the others: no metric is taken back. */
    private static boolean shows(Optional<DecidedGate> gate, String arm) {
        return gate.map(decided -> decided.shows(arm)).orElse(!ArmName.isChampion(arm));
    }

    /** How a run of an experiment in this state stands. */
    static RunRecord.State state(TrackingInput.State state) {
        return switch (state) {
            case RUNNING -> RunRecord.State.RUNNING;
            case FINISHED -> RunRecord.State.FINISHED;
            case FAILED -> RunRecord.State.FAILED;
            case STOPPED -> RunRecord.State.KILLED;
        };
    }
}
