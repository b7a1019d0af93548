package dev.r3.model.train;

import dev.r3.model.decoder.TokenScores;
import dev.r3.model.decoder.TrainingBatch;

/** The model that the KL penalty pulls to, such as {@code frozenDecoder::scores}. */
@FunctionalInterface
public interface Reference {
    /** Scores the batch's judged tokens. */
    TokenScores scores(TrainingBatch batch, double temperature);
}
