package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

/**
 * A training that another one goes on from.
 *
 * @param experiment whose training it is
 * @param training the digest that names its stage
 * @param failures content digest of what it trained on
 * @param step the last one that it kept, from which to go on
 */
public record ParentTraining(ExperimentId experiment, Digest training, Digest failures, long step) {
    public ParentTraining {
        requireNonNull(experiment, "experiment is null");
        requireNonNull(training, "training is null");
        requireNonNull(failures, "failures is null");
        if (step < 1) {
            throw new IllegalArgumentException("step is %d; expected one that was trained".formatted(step));
        }
    }
}
