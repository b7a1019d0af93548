package dev.r3.activities.policy;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.dataset.ExperimentFamily;
import dev.r3.activities.dataset.Side;
import dev.r3.activities.dataset.TaskCount;
import dev.r3.activities.endpoint.EndpointModels;
import dev.r3.activities.failure.DataFailure;
import dev.r3.activities.stage.Stages;
import dev.r3.model.policy.Policy;
import dev.r3.model.reflect.EpisodeTask;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.StageResult;
import dev.r3.workflows.contract.spec.EndpointSpec;
import dev.r3.workflows.contract.spec.PolicySpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What stages that use a model read: an experiment's tasks and prompts, files of earlier stages, checkpoints. */
public final class ExperimentInputs {
    private final TaskFamilies families;
    private final Stages stages;
    private final CheckpointFolders checkpoints;
    private final ModelAtHand models;
    private final EndpointModels endpoints;

    public ExperimentInputs(TaskFamilies families, Stages stages, CheckpointFolders checkpoints) {
        this.families = requireNonNull(families, "families is null");
        this.stages = requireNonNull(stages, "stages is null");
        this.checkpoints = requireNonNull(checkpoints, "checkpoints is null");
        this.models = new ModelAtHand(checkpoints);
        this.endpoints = new EndpointModels(System.getenv());
    }

    /**
     * How a task goes.
     *
     * @throws dev.r3.activities.failure.ConfigFailure if this worker has another verifier than the experiment
     */
    public EpisodePlan episodes(ExperimentInput experiment) {
        return EpisodePlan.of(
                ExperimentFamily.of(families, experiment).family(),
                experiment.spec().task().prompts(),
                experiment.spec().episode());
    }

    /**
     * A side's tasks, in their order.
     *
     * @param limit at most so many; 0 for all
     * @param scratch a folder for the file
     * @throws DataFailure if there are none
     */
    public List<EpisodeTask> tasks(
            ExperimentInput experiment, StageResult dataset, Side side, int limit, Path scratch) {
        return tasks(experiment, dataset, side, 0, limit, scratch);
    }

    /**
     * Some of a side's tasks, in their order.
     *
     * @param from how many are left out first
     * @param limit at most so many; 0 for all others
     * @param scratch a folder for the file
     * @throws DataFailure if there are none
     */
    public List<EpisodeTask> tasks(
            ExperimentInput experiment, StageResult dataset, Side side, int from, int limit, Path scratch) {
        Path file = stages.download(dataset, side.fileName(), scratch);
        List<EpisodeTask> tasks = EpisodeTasks.read(
                ExperimentFamily.of(families, experiment).family(),
                experiment.spec().task(),
                file,
                from,
                limit);
        TaskCount.requireSome(tasks.isEmpty(), side);
        return tasks;
    }

    /**
     * How many {@link #tasks} there are.
     *
     * @throws DataFailure if there are none
     */
    public int taskCount(StageResult dataset, Side side, int limit) {
        return TaskCount.of(stages, dataset, side, limit);
    }

    /** A file of a stage, fetched into a folder. */
    public Path file(StageResult stage, String name, Path scratch) {
        return stages.download(stage, name, scratch);
    }

    /**
     * Does work with what writes as a stage's model: a checkpoint on this machine's device, or a server.
     *
     * @throws dev.r3.activities.failure.ConfigFailure if it is no checkpoint that can hold a conversation, or the
     *     environment lacks the server's key
     */
    public <R> R write(StageResult model, PolicySpec policy, Function<Policy, R> work) {
        Optional<EndpointSpec> endpoint = ModelStage.endpoint(stages, model);
        return endpoint.isPresent()
                ? work.apply(endpoints.policy(endpoint.get()))
                : models.use(model, policy, local -> work.apply(local.policy()));
    }

    /** The model that was used last, or another one in its place. */
    public ModelAtHand models() {
        return models;
    }

    /** A checkpoint on this machine, to be closed after use. */
    public CheckpointInUse checkpoint(StageResult model) {
        return checkpoints.use(model);
    }
}
