package dev.r3.activities.tracking;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.dataset.Side;
import dev.r3.activities.port.RunRecord.DatasetInput;
import dev.r3.activities.stage.Manifest;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.RunKey;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * A committed stage that is shown as a run of its own.
 *
 * @param run of the experiment
 * @param dataset manifest of the data set that it used, if that is known
 * @param addresses where artifacts are, for people
 */
record CommittedPart(
        RunKey run,
        NamedStage stage,
        Manifest manifest,
        Optional<Manifest> dataset,
        Function<ArtifactKey, String> addresses) {
    CommittedPart {
        requireNonNull(run, "run is null");
        requireNonNull(stage, "stage is null");
        requireNonNull(manifest, "manifest is null");
        requireNonNull(dataset, "dataset is null");
        requireNonNull(addresses, "addresses is null");
    }

    SortedMap<String, String> tags() {
        return StageTags.of(stage, addresses);
    }

    /** The sides of the data set that it used. */
    List<DatasetInput> data(Side... sides) {
        return dataset.map(data -> TrackedData.sides(run.experiment().spec().name(), data, addresses, sides))
                .orElse(List.of());
    }
}
