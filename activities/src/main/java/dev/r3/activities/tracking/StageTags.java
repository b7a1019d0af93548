package dev.r3.activities.tracking;

import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.StageResult;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What a run's tags say of a stage: where it is, and why. */
final class StageTags {

    private StageTags() {}

    static SortedMap<String, String> of(NamedStage named, Function<ArtifactKey, String> address) {
        String prefix = "r3." + named.name() + ".";
        StageResult stage = named.result();
        SortedMap<String, String> tags = new TreeMap<>();
        tags.put(prefix + "stage", stage.digest().hex());
        tags.put(prefix + "content", stage.content().hex());
        tags.put(prefix + "manifest", address.apply(stage.manifest().key()));
        tags.put(prefix + "why", stage.explanation());
        return tags;
    }
}
