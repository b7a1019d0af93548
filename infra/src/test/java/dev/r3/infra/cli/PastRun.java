package dev.r3.infra.cli;

import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.promotion.Champions;
import dev.r3.activities.stage.Manifest;
import dev.r3.activities.stage.StageIdentity;
import dev.r3.activities.stage.Stages;
import dev.r3.activities.tracking.ExperimentOutcomes;
import dev.r3.infra.folder.FolderArtifactStore;
import dev.r3.infra.spec.ResolvedSpec;
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.NamedStage;
import dev.r3.workflows.contract.RunKey;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.StageResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * What a run by {@code r3 run} leaves besides its stages, which {@code r3 effect} may have computed.
 *
 * @param input of the run
 */
record PastRun(ArtifactStore store, Stages stages, ExperimentInput input) {

    /** @param objects where the stages are */
    static PastRun of(TinyExperiment experiment, Path objects) throws IOException {
        ArtifactStore store = new FolderArtifactStore(objects);
        Stages stages = new Stages(store, experiment.folder().resolve("scratch"), Clock.systemUTC());
        ResolvedSpec spec = SpecCommand.resolve(Path.of(experiment.spec(TinyExperiment.SPEC)));
        return new PastRun(store, stages, new ExperimentUpload(store, stages).input(spec, spec.spec()));
    }

    /** Keeps its outcome, as far as its gate is concerned. */
    void finish() {
        List<NamedStage> done = List.of(new NamedStage(StageKind.GATE.label(), committed(StageKind.GATE)));
        new ExperimentOutcomes(store).keep(new RunKey(input, "first", 1_000), done);
    }

    /** Makes weights the champion that no stage has. */
    void crownAnother() {
        StageResult trained = committed(StageKind.TRAIN);
        Digest weights = new Digest("ab".repeat(32));
        StageResult another = new StageResult(
                trained.kind(), weights, trained.manifest(), weights, trained.origin(), trained.explanation());
        champions().crownByHand(input, another, "ada", "elsewhere");
    }

    private Champions champions() {
        return new Champions(store, Clock.systemUTC());
    }

    /** The only stage of a kind. */
    private StageResult committed(StageKind kind) {
        Manifest manifest = stages.committed(kind).get(0);
        return stages.run(
                new StageIdentity(manifest.kind(), manifest.version(), manifest.parameters(), manifest.inputs()),
                input.id(),
                scratch -> {
                    throw new AssertionError("it stands");
                });
    }
}
