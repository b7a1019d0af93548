package dev.r3.workflows.contract;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A training that another one goes on from.
 *
 * @param experiment whose training it is
 * @param training the digest that names its stage
 * @param failures content digest of what it trained on
 * @param step the last one that it kept, from which to go on
 * @param validation digest of what its best step was chosen by; empty if it chose none, or an older R3 found it
 * @param recomputation below whose folder its snapshots are; empty if they are the stage's own
 */
public record ParentTraining(
        ExperimentId experiment,
        Digest training,
        Digest failures,
        long step,
        Optional<Digest> validation,
        Optional<Recomputation> recomputation) {
    public ParentTraining {
        requireNonNull(experiment, "experiment is null");
        requireNonNull(training, "training is null");
        requireNonNull(failures, "failures is null");
        requireNonNull(validation, "validation is null");
        requireNonNull(recomputation, "recomputation is null");
        if (step < 1) {
            throw new IllegalArgumentException("step is %d; expected one that was trained".formatted(step));
        }
    }
}
