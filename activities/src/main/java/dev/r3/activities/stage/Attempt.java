package dev.r3.activities.stage;

import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.ExperimentId;
import java.time.Clock;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * One try at a stage, with a name that no other has.
 *
 * @param parent the folder that it is in, below the stage's, with a slash; empty for the stage's own
 * @param startedAt in milliseconds since 1970
 */
record Attempt(
        StageIdentity identity, ExperimentId experiment, String parent, String name, long startedAt, Clock clock) {

    static Attempt begin(StageIdentity identity, ExperimentId experiment, String parent, Clock clock) {
        return new Attempt(identity, experiment, parent, "attempt-" + UUID.randomUUID(), clock.millis(), clock);
    }

    /** Where its files go. */
    ArtifactKey folder() {
        return identity.folder().resolve(parent + name);
    }

    /**
     * The manifest of what it made, as JSON, once its files are kept.
     *
     * @param maker tells what made it
     */
    byte[] manifest(
            StageOutput output,
            BiFunction<ArtifactKey, StageOutput, SortedMap<String, ArtifactRef>> keep,
            Supplier<Optional<Maker>> maker) {
        SortedMap<String, ArtifactRef> files = keep.apply(folder(), output);
        long committedAt = clock.millis();
        // After the end was taken: this may load the engine.
        Optional<Maker> made = maker.get();
        return ManifestJson.write(new Manifest(
                identity.kind(),
                identity.version(),
                identity.digest(),
                identity.parameters(),
                identity.inputs(),
                files,
                output.content(),
                output.summary(),
                experiment.value(),
                parent + name,
                startedAt,
                committedAt,
                made.map(Maker::hardware).orElse(null),
                made.map(Maker::code).orElse(null)));
    }
}
