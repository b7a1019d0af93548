package dev.r3.activities.tracking;

import dev.r3.activities.dataset.Side;
import dev.r3.activities.port.RunRecord.DatasetInput;
import dev.r3.activities.stage.Manifest;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The sides of a data set, as inputs of the runs that use them. */
final class TrackedData {
    /** MLflow takes no longer one. */
    private static final int DIGEST_CHARACTERS = 36;

    private TrackedData() {}

    /**
     * @param experiment that has the data set, by the name in its spec
     * @param dataset the manifest of its stage
     */
    static List<DatasetInput> sides(
            String experiment, Manifest dataset, Function<ArtifactKey, String> address, Side... sides) {
        return Stream.of(sides)
                .map(side -> {
                    ArtifactRef file = dataset.file(side.fileName());
                    long tasks =
                            dataset.summary().path("splits").path(side.label()).asLong();
                    return new DatasetInput(
                            experiment + "-" + side.label(),
                            file.sha256().hex().substring(0, DIGEST_CHARACTERS),
                            side.label(),
                            address.apply(file.key()),
                            "{\"num_rows\":%d}".formatted(tasks));
                })
                .toList();
    }
}
