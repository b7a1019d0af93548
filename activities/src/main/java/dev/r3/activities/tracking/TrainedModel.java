package dev.r3.activities.tracking;

import dev.r3.activities.port.ModelRecord;
import dev.r3.activities.stage.Manifest;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.RunKey;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The checkpoint that a training committed, as the tracking server is told of it. */
final class TrainedModel {
    /** The tag that says which step's weights were chosen. */
    static final String STEP = "r3.train.step";

    /** Every checkpoint has it; the others lie beside it. */
    private static final String CONFIG = "config.json";

    private TrainedModel() {}

    /** The same for every run that uses the stage, so that a model that is used again is no second one. */
    static ModelRecord of(RunKey run, Manifest manifest, Function<ArtifactKey, String> address) {
        String place = address.apply(manifest.file(CONFIG).key().folder());
        long step = manifest.summary().path("step").asLong();
        SortedMap<String, String> tags = new TreeMap<>();
        tags.put("r3.experiment", manifest.experiment());
        tags.put("r3.model.address", place);
        tags.put("r3.model.digest", manifest.content().hex());
        tags.put("r3.model.base", run.experiment().policy().content().hex());
        tags.put(STEP, String.valueOf(step));
        return new ModelRecord(
                manifest.digest().hex(), run.experiment().spec().name(), place, step, manifest.committedAt(), tags);
    }
}
