package dev.r3.infra.cli;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failure.StageFailure;
import dev.r3.activities.policy.CheckpointFolders;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.stage.Stages;
import dev.r3.infra.folder.DraftArtifactStore;
import dev.r3.infra.folder.FolderArtifactStore;
import dev.r3.infra.local.LocalStack;
import dev.r3.infra.plan.RunPlan;
import dev.r3.infra.plan.RunPlanner;
import dev.r3.infra.s3.S3ArtifactStore;
import dev.r3.infra.settings.S3Settings;
import dev.r3.infra.spec.ResolvedSpec;
import dev.r3.model.checkpoint.Checkpoint;
import dev.r3.model.checkpoint.ModelConfig;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.ExperimentInput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * {@code r3 run --dry-run}. It reads the artifact store and nothing else: no server is started, not even the local S3, whose
 * objects are files. What is written to find out more goes into a folder that is removed.
 */
final class DryRun {
    private final ResolvedSpec spec;
    private final UnaryOperator<ExperimentInput> started;

    /**
     * @param started the experiment's input as the run would be started with
     */
    DryRun(ResolvedSpec spec, UnaryOperator<ExperimentInput> started) {
        this.spec = requireNonNull(spec, "spec is null");
        this.started = requireNonNull(started, "started is null");
    }

    RunPlan plan() {
        Optional<S3Settings> configured = ServiceFinder.settings().artifacts();
        try {
            if (configured.isEmpty()) {
                return plan(new FolderArtifactStore(
                        LocalStack.of(Home.current().folder()).objects()));
            }
            try (S3ArtifactStore store = new S3ArtifactStore(configured.get())) {
                return plan(store);
            }
        } catch (ConfigFailure e) {
            throw UserError.usage(e);
        } catch (StageFailure e) {
            throw UserError.failed(e);
        }
    }

    private RunPlan plan(ArtifactStore standing) {
        List<RunPlan> plans = new ArrayList<>();
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        new Stages(standing, temporary, Clock.systemUTC()).scratch(folder -> plans.add(plan(standing, folder)));
        return plans.get(0);
    }

    private RunPlan plan(ArtifactStore standing, Path folder) {
        ArtifactStore draft = new DraftArtifactStore(standing, folder.resolve("draft"));
        Stages stages = new Stages(draft, folder.resolve("scratch"), Clock.systemUTC());
        TaskFamilies families = Families.load();
        ExperimentInputs inputs = new ExperimentInputs(
                families, stages, new CheckpointFolders(folder.resolve("checkpoints"), stages, draft));
        ExperimentInput input = started.apply(new ExperimentUpload(draft, stages).input(spec, spec.spec()));
        return new RunPlanner(families, draft, stages, inputs).plan(input, models());
    }

    private Map<String, ModelConfig> models() {
        Map<String, ModelConfig> models = new TreeMap<>();
        spec.checkpoints()
                .forEach((weights, model) -> models.put(weights, ModelFolder.read(model.folder(), DryRun::config)));
        return models;
    }

    private static ModelConfig config(Path folder) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            return checkpoint.config();
        }
    }
}
