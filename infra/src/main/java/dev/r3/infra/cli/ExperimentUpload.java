package dev.r3.infra.cli;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failure.FileFailures;
import dev.r3.activities.policy.CheckpointFolders;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.policy.ModelStage;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.training.Parents;
import dev.r3.activities.training.TaughtTasks;
import dev.r3.infra.catalog.Catalog;
import dev.r3.infra.spec.ResolvedModel;
import dev.r3.infra.spec.ResolvedSpec;
import dev.r3.infra.spec.ServedModel;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.ArtifactKey;
import dev.r3.workflows.contract.ArtifactRef;
import dev.r3.workflows.contract.CheckedData;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.ParentTraining;
import dev.r3.workflows.contract.StageKind;
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
    private final Stages stages;
    private final ModelStage models;

    ExperimentUpload(ArtifactStore store, Stages stages) {
        this.store = store;
        this.stages = stages;
        this.models = new ModelStage(stages);
    }

    /**
     * What workflows and stages are given.
     *
     * @param spec the resolved one's, or one with fewer tasks
     */
    ExperimentInput input(ResolvedSpec resolved, ExperimentSpec spec) {
        SortedMap<String, StageResult> uploaded = new TreeMap<>();
        resolved.models().forEach((weights, model) -> uploaded.put(weights, stage(model, resolved.experiment())));
        SortedMap<String, CheckedData> checks = new TreeMap<>();
        resolved.checks()
                .forEach((name, data) ->
                        checks.put(name, new CheckedData(data.verifier(), source(data.source(), data.sourceDigest()))));
        var provenance = new ExperimentInput.Provenance(
                System.getProperty("user.name"), SourceCommit.current().orElse(""));
        ExperimentInput input = new ExperimentInput(
                resolved.experiment(),
                spec,
                resolved.digest(),
                resolved.verifier(),
                source(resolved.source(), resolved.sourceDigest()),
                uploaded,
                resolved.until(),
                provenance,
                Optional.empty(),
                Optional.empty(),
                checks,
                Optional.empty());
        return spec.parent().isEmpty() || resolved.until().compareTo(StageKind.TRAIN) < 0 ? input : extending(input);
    }

    /** Also where the parent's step was settled by an R3 that did not look at the split. */
    private ExperimentInput extending(ExperimentInput child) {
        Catalog catalog = new Catalog(store);
        try {
            new TaughtTasks(catalog::input).requireNoTestTasks(child);
            return child.extending(catalog.parent(
                    child.id(), () -> newest(new ExperimentId(child.spec().parent()), child)));
        } catch (ConfigFailure e) {
            throw UserError.usage(e);
        }
    }

    private StageResult stage(ResolvedModel model, ExperimentId experiment) {
        return model instanceof ServedModel served
                ? models.run(served.endpoint(), experiment)
                : models.run(((dev.r3.infra.spec.ModelFolder) model).folder(), model.digest(), experiment);
    }

    private ParentTraining newest(ExperimentId id, ExperimentInput child) {
        ExperimentInput parent = new Catalog(store)
                .input(id)
                .orElseThrow(() -> UserError.usage(
                        "parent is %s, which the artifact store does not have; `r3 list` names its experiments (one that"
                                        .formatted(id)
                                + " an older r3 ran is there once it is run again with --fresh)"));
        TaskFamilies families = Families.load();
        ExperimentInputs inputs = new ExperimentInputs(
                families, stages, new CheckpointFolders(Home.current().checkpoints(), stages, store));
        return new Parents(families, store, stages, inputs).find(parent, child);
    }

    private ArtifactRef source(Path source, Digest digest) {
        ArtifactKey key = ArtifactKey.of("inputs", digest.hex(), plainName(source));
        try {
            ArtifactRef ref = new ArtifactRef(key, digest, Files.size(source));
            if (store.holds(ref)) {
                return ref;
            }
            ArtifactRef stored = store.put(key, source);
            if (!stored.sha256().equals(digest)) {
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
