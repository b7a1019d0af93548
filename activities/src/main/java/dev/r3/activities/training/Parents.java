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
import dev.r3.workflows.contract.Digest;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.FailuresInput;
import dev.r3.workflows.contract.ParentTraining;
import dev.r3.workflows.contract.Recomputation;
import dev.r3.workflows.contract.StageKind;
import dev.r3.workflows.contract.TrainingInput;
import dev.r3.workflows.contract.spec.ExperimentSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds trainings to go on from, by what the artifact store has noted of them: whatever verifier and code they were done
 * with, they can be gone on from.
 */
public final class Parents {
    private final DatasetStage datasets;
    private final AttemptsStage attempts;
    private final FailuresStage failures;
    private final TrainStage training;
    private final Stages stages;
    private final ArtifactStore store;

    public Parents(TaskFamilies families, ArtifactStore store, Stages stages, ExperimentInputs inputs) {
        requireNonNull(inputs, "inputs is null");
        this.datasets = new DatasetStage(families, store, stages);
        this.attempts = new AttemptsStage(stages, inputs);
        this.failures = new FailuresStage(stages, inputs);
        this.training = new TrainStage(stages, store, inputs);
        this.stages = stages;
        this.store = store;
    }

    /**
     * The training that a new one goes on from, whose last step stays for it.
     *
     * @param child that has no parent yet
     * @throws ConfigFailure if the parent has kept no step, or the child can't go on from it
     */
    public ParentTraining find(ExperimentInput parent, ExperimentInput child) {
        requireSameModel(parent, child);
        Kept newest = trainings(parent).stream()
                .flatMap(this::kept)
                .filter(kept -> kept.archive().newest() > 0)
                .max(Comparator.comparingLong(kept -> kept.archive().newest()))
                .orElseThrow(() -> new ConfigFailure("parent: %s has kept no step of training yet; see `r3 explain %s`"
                        .formatted(parent.id(), parent.id())));
        requireLeft(child, parent, newest.archive().newest());
        long step = newest.archive().keepNewestFor(child.id());
        requireLeft(child, parent, step);
        return new ParentTraining(
                parent.id(),
                newest.training().training(),
                newest.training().failures(),
                step,
                newest.training().validation(),
                newest.by());
    }

    private static void requireLeft(ExperimentInput child, ExperimentInput parent, long trained) {
        long steps = child.spec().train().steps();
        if (steps <= trained) {
            throw new ConfigFailure(
                    "train.steps is %d, but the parent %s has trained %d already, which count; expected more"
                            .formatted(steps, parent.id(), trained));
        }
    }

    /** @param by the recomputation whose snapshots they are, if it is one */
    private record Kept(KnownTraining training, Optional<Recomputation> by, SnapshotArchive archive) {}

    /** Where a training may have kept steps: for itself, or for the recomputation that computed it first. */
    private Stream<Kept> kept(KnownTraining training) {
        Digest digest = training.training();
        return Stream.concat(
                        Stream.of(Optional.<Recomputation>empty()),
                        stages.committedBy(StageKind.TRAIN, digest).map(Optional::of).stream())
                .map(by -> new Kept(training, by, SnapshotArchive.of(store, digest, by)));
    }

    private List<KnownTraining> trainings(ExperimentInput parent) {
        List<KnownTraining> noted = new KnownTrainings(store).of(parent.id());
        return noted.isEmpty() ? unnoted(parent) : noted;
    }

    /** As an older R3 left it, which noted none: by what it would be today. */
    private List<KnownTraining> unnoted(ExperimentInput parent) {
        try {
            return datasets
                    .find(parent)
                    .flatMap(dataset -> attempts.find(new AttemptsInput(parent, dataset))
                            .finished()
                            .flatMap(answers -> failures.find(new FailuresInput(parent, dataset, answers)))
                            .map(failed -> training.known(TrainingInput.onReflections(parent, dataset, failed))))
                    .stream()
                    .toList();
        } catch (ConfigFailure e) {
            throw new ConfigFailure(
                    "parent: an older r3 ran %s and noted no training of it, and what it would be today can't be told (%s); run its spec again, that run can be a parent"
                            .formatted(parent.id(), e.getMessage()),
                    e);
        }
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
