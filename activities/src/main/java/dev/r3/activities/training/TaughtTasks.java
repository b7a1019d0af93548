package dev.r3.activities.training;

import static java.util.Objects.requireNonNull;

import dev.r3.activities.failure.ConfigFailure;
import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import dev.r3.workflows.contract.spec.SplitSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which trainings may have taught a model test tasks of another experiment. A task's side depends on its identity and the
 * split alone: whatever data they read, an experiment's test tasks are no one's training or validation tasks where its test
 * side lies within theirs. Elsewhere they may be, and are taken to be.
 */
public final class TaughtTasks {
    private final Function<ExperimentId, Optional<ExperimentInput>> experiments;

    /**
     * @param experiments what an experiment was started with; empty if that is not known
     */
    public TaughtTasks(Function<ExperimentId, Optional<ExperimentInput>> experiments) {
        this.experiments = requireNonNull(experiments, "experiments is null");
    }

    /**
     * The trainings that may have been taught a split's test tasks: of those that made an experiment's model, which are its
     * own and all that it goes on from, the last one first. Of what is not known none is among them.
     */
    public List<ExperimentInput> teachers(ExperimentId trained, SplitSpec split) {
        List<ExperimentInput> teachers = new ArrayList<>();
        Optional<ExperimentInput> training = experiments.apply(trained);
        while (training.isPresent()) {
            ExperimentInput known = training.get();
            if (!split.testsWithin(known.spec().data().split())) {
                teachers.add(known);
            }
            String parent = known.spec().parent();
            training = parent.isEmpty() ? Optional.empty() : experiments.apply(new ExperimentId(parent));
        }
        return List.copyOf(teachers);
    }

    /** Whether all trainings that made an experiment's model are known: its own, and all that it goes on from. */
    public boolean areTrainingsKnown(ExperimentId trained) {
        Optional<ExperimentInput> training = experiments.apply(trained);
        while (training.isPresent() && !training.get().spec().parent().isEmpty()) {
            training = experiments.apply(new ExperimentId(training.get().spec().parent()));
        }
        return training.isPresent();
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
