package dev.r3.activities.dataset;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.ExperimentId;
import dev.r3.workflows.contract.ExperimentInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The trainings that made an experiment's model: its own, and all that it goes on from. */
public final class Trainings {
    private final Function<ExperimentId, Optional<ExperimentInput>> experiments;

    /**
     * @param experiments what an experiment was started with; empty if that is not known
     */
    public Trainings(Function<ExperimentId, Optional<ExperimentInput>> experiments) {
        this.experiments = requireNonNull(experiments, "experiments is null");
    }

    /** The known ones, the last one first: down to the first, or to where one is not known. */
    public List<ExperimentInput> of(ExperimentId trained) {
        List<ExperimentInput> trainings = new ArrayList<>();
        Optional<ExperimentInput> training = experiments.apply(trained);
        while (training.isPresent()) {
            trainings.add(training.get());
            String parent = training.get().spec().parent();
            training = parent.isEmpty() ? Optional.empty() : experiments.apply(new ExperimentId(parent));
        }
        return List.copyOf(trainings);
    }

    /** Those that an experiment's own training goes on from; none if it starts from the checkpoint. */
    List<ExperimentInput> before(ExperimentInput experiment) {
        String parent = experiment.spec().parent();
        return parent.isEmpty() ? List.of() : of(new ExperimentId(parent));
    }
}
