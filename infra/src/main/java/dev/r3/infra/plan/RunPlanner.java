package dev.r3.infra.plan;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.dataset.DatasetStage;
import dev.r3.activities.dataset.ProfileFile;
import dev.r3.activities.dataset.SplitSizes;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.stage.Stages;
import dev.r3.infra.catalog.Catalog;
import dev.r3.model.checkpoint.ModelConfig;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plans runs. What it finds out by computing is written into the store that it is given, which had better be a draft. */
public final class RunPlanner {
    private final TaskFamilies families;
    private final ArtifactStore store;
    private final Stages stages;
    private final ExperimentInputs inputs;

    /**
     * @param store a {@link dev.r3.infra.folder.DraftArtifactStore}
     * @param stages in this store
     * @param inputs of these stages
     */
    public RunPlanner(TaskFamilies families, ArtifactStore store, Stages stages, ExperimentInputs inputs) {
        this.families = requireNonNull(families, "families is null");
        this.store = requireNonNull(store, "store is null");
        this.stages = requireNonNull(stages, "stages is null");
        this.inputs = requireNonNull(inputs, "inputs is null");
    }

    /**
     * What a run would do. If the experiment is a recomputation, nothing is used again.
     *
     * @param models sizes of the experiment's models, by the names of their weights in arms
     * @throws dev.r3.activities.failure.StageFailure if the run would fail, too, or the store can't be read
     */
    public RunPlan plan(ExperimentInput input, Map<String, ModelConfig> models) {
        ExperimentInput once = input.once();
        List<ForeseenStage> foreseen = new Foresight(input, families, store, stages, inputs).stages();
        MemoryPlan memory = new MemoryPlan(once.spec(), models);
        EarlierStages earlier = new EarlierStages(stages);
        DatasetStage datasets = new DatasetStage(families, store, stages, new Catalog(store)::input);
        StageResult own = datasets.find(once).orElseThrow();
        Map<String, Estimates> estimates = new HashMap<>(Map.of("", estimates(once, own, earlier, memory)));
        once.forgetting()
                .keySet()
                .forEach(check -> estimates.put(
                        check,
                        estimates(
                                once.checking(check),
                                datasets.find(once.checking(check, own)).orElseThrow(),
                                earlier,
                                memory)));
        return new RunPlan(
                input.id(),
                foreseen.stream()
                        .map(stage -> input.recomputation().isPresent() ? stage.again() : stage)
                        .map(stage ->
                                requireNonNull(estimates.get(stage.check())).of(stage))
                        .toList());
    }

    private Estimates estimates(ExperimentInput data, StageResult dataset, EarlierStages earlier, MemoryPlan memory) {
        SplitSizes sizes = ProfileFile.of(stages.manifest(dataset).summary()).splits();
        SimilarWork similar = new SimilarWork(data, inputs.episodes(data), earlier);
        return new Estimates(data, new Workload(data, sizes), similar, earlier, memory);
    }
}
