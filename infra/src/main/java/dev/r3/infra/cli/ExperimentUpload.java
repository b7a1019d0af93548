package dev.r3.infra.cli;

import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.policy.ModelStage;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.stage.Stages;
import dev.r3.infra.spec.ResolvedSpec;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Brings what an experiment reads into the artifact store, under its content, so that any worker can read it. */
final class ExperimentUpload {
    private final ArtifactStore store;
    private final ModelStage models;

    ExperimentUpload(ArtifactStore store, Stages stages) {
        this.store = store;
        this.models = new ModelStage(stages);
    }

    /**
     * What workflows and stages are given.
     *
     * @param spec the resolved one's, or one with fewer tasks
     */
    ExperimentInput input(ResolvedSpec resolved, ExperimentSpec spec) {
        SortedMap<String, StageResult> uploaded = new TreeMap<>();
        resolved.models()
                .forEach((weights, model) ->
                        uploaded.put(weights, models.run(model.folder(), model.digest(), resolved.experiment())));
        var provenance = new ExperimentInput.Provenance(
                System.getProperty("user.name"), SourceCommit.current().orElse(""));
        return new ExperimentInput(
                resolved.experiment(),
                spec,
                resolved.digest(),
                resolved.verifier(),
                source(resolved),
                uploaded,
                resolved.until(),
                provenance,
                Optional.empty());
    }

    private ArtifactRef source(ResolvedSpec spec) {
        Path source = spec.source();
        ArtifactKey key = ArtifactKey.of("inputs", spec.sourceDigest().hex(), plainName(source));
        try {
            ArtifactRef ref = new ArtifactRef(key, spec.sourceDigest(), Files.size(source));
            if (store.holds(ref)) {
                return ref;
            }
            ArtifactRef stored = store.put(key, source);
            if (!stored.sha256().equals(spec.sourceDigest())) {
                throw UserError.failed("%s changed while it was read; run again".formatted(source));
            }
            return stored;
        } catch (IOException e) {
            throw UserError.failed("%s cannot be read: %s".formatted(source, FileFailures.explain(e)));
        }
    }

    /** The file's name with what an artifact key can't hold replaced; its endings tell the format. */
    private static String plainName(Path source) {
        String name = source.getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_");
        return name.startsWith(".") ? "_" + name : name;
    }
}
