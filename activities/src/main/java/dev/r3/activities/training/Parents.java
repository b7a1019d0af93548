package dev.r3.activities.training;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.dataset.DatasetStage;
import dev.r3.activities.failure.ConfigFailure;
import dev.r3.activities.failures.AttemptsStage;
import dev.r3.activities.failures.FailuresStage;
import dev.r3.activities.policy.ExperimentInputs;
import dev.r3.activities.port.ArtifactStore;
import dev.r3.activities.stage.Stages;
import dev.r3.verifiers.api.TaskFamilies;
import dev.r3.workflows.contract.AttemptsInput;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.FailuresInput;
import dev.r3.workflows.contract.ParentTraining;
import dev.r3.workflows.contract.TrainingInput;
import dev.r3.workflows.contract.spec.ExperimentSpec;

/** Finds trainings to go on from, by what the artifact store has of them. */
public final class Parents {
    private final DatasetStage datasets;
    private final AttemptsStage attempts;
    private final FailuresStage failures;
    private final TrainStage training;

    public Parents(TaskFamilies families, ArtifactStore store, Stages stages, ExperimentInputs inputs) {
        requireNonNull(inputs, "inputs is null");
        this.datasets = new DatasetStage(families, store, stages);
        this.attempts = new AttemptsStage(stages, inputs);
        this.failures = new FailuresStage(stages, inputs);
        this.training = new TrainStage(stages, store, inputs);
    }

    /**
     * The training that a new one goes on from, whose last step stays for it.
     *
     * @param child that has no parent yet
     * @throws ConfigFailure if the parent has kept no step, or the child can't go on from it
     */
    public ParentTraining find(ExperimentInput parent, ExperimentInput child) {
        requireSameModel(parent, child);
        ParentTraining found = datasets.find(parent)
                .flatMap(dataset -> attempts.find(new AttemptsInput(parent, dataset))
                        .flatMap(answers -> failures.find(new FailuresInput(parent, dataset, answers)))
                        .flatMap(failed -> training.parent(new TrainingInput(parent, dataset, failed), child.id())))
                .orElseThrow(() -> new ConfigFailure("parent: %s has kept no step of training yet; see `r3 explain %s`"
                        .formatted(parent.id(), parent.id())));
        long steps = child.spec().train().steps();
        if (steps <= found.step()) {
            throw new ConfigFailure(
                    "train.steps is %d, but the parent %s has trained %d already, which count; expected more"
                            .formatted(steps, parent.id(), found.step()));
        }
        return found;
    }

    private static void requireSameModel(ExperimentInput parent, ExperimentInput child) {
        ExperimentSpec theirs = parent.spec();
        ExperimentSpec own = child.spec();
        String family = theirs.task().family();
        if (!family.equals(own.task().family())) {
            throw new ConfigFailure("task.family is '%s', but the parent %s was trained on '%s'; expected the same"
                    .formatted(own.task().family(), parent.id(), family));
        }
        if (parent.models().isEmpty()
                || !parent.policy().content().equals(child.policy().content())) {
            throw new ConfigFailure(
                    "policy.checkpoint is not the model that the parent %s was trained from (%s); expected the same: its"
                                    .formatted(parent.id(), theirs.policy().checkpoint())
                            + " trained weights replace it before the first step");
        }
        if (!theirs.policy().lora().equals(own.policy().lora())) {
            throw new ConfigFailure("policy.lora is not that of the parent %s, which has %s; expected the same"
                    .formatted(parent.id(), theirs.policy().lora()));
        }
    }
}
