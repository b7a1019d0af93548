package dev.r3.activities.training;

import static java.util.Objects.requireNonNull;

import dev.r3.workflows.contract.Digest;
import java.util.Optional;

/**
 * A training of an experiment, as another one needs to know it.
 *
 * @param training the digest that names its stage
 * @param failures content digest of what it trains on
 * @param validation digest of what its best step is chosen by; empty if it chooses none
 */
record KnownTraining(Digest training, Digest failures, Optional<Digest> validation) {
    KnownTraining {
        requireNonNull(training, "training is null");
        requireNonNull(failures, "failures is null");
        requireNonNull(validation, "validation is null");
    }
}
