package dev.r3.activities.training;

import dev.r3.activities.dataset.Trainings;
import dev.r3.activities.failure.ConfigFailure;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.spec.SplitSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which trainings may have taught a model test tasks of another experiment. A task's side depends on its identity and the
 * split alone: whatever data they read, an experiment's test tasks are no one's training or validation tasks where its test
 * side lies within theirs. Elsewhere they may be, and are taken to be.
 */
public final class TaughtTasks {
    private final Trainings trainings;

    /**
     * @param experiments what an experiment was started with; empty if that is not known
     */
    public TaughtTasks(Function<ExperimentId, Optional<ExperimentInput>> experiments) {
        this.trainings = new Trainings(experiments);
    }

    /**
     * The trainings that may have been taught a split's test tasks: of those that made an experiment's model, which are its
     * own and all that it goes on from, the last one first. Of what is not known none is among them.
     */
    public List<ExperimentInput> teachers(ExperimentId trained, SplitSpec split) {
        return trainings.of(trained).stream()
                .filter(known -> !split.testsWithin(known.spec().data().split()))
                .toList();
    }

    /** Whether all trainings that made an experiment's model are known: its own, and all that it goes on from. */
    public boolean areTrainingsKnown(ExperimentId trained) {
        List<ExperimentInput> known = trainings.of(trained);
        return !known.isEmpty() && known.get(known.size() - 1).spec().parent().isEmpty();
    }

    /**
     * Refuses an experiment that goes on from a training which may have been taught its test tasks.
     *
     * @throws ConfigFailure that says how the split has to be
     */
    public void requireNoTestTasks(ExperimentInput child) {
        String parent = child.spec().parent();
        if (parent.isEmpty()) {
            return;
        }
        SplitSpec own = child.spec().data().split();
        teachers(new ExperimentId(parent), own).stream().findFirst().ifPresent(teacher -> {
            SplitSpec theirs = teacher.spec().data().split();
            throw new ConfigFailure(
                    "data.split has seed %d and test %s, but %s, whose training this one goes on from, had seed %d and test %s: it may have trained on tasks that would test here; expected its seed and a test share of at most %s"
                            .formatted(
                                    own.seed(), own.test(), teacher.id(), theirs.seed(), theirs.test(), theirs.test()));
        });
    }
}
