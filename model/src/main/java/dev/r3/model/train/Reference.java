package dev.r3.model.train;

import dev.r3.model.decoder.JudgedStates;
import dev.r3.model.decoder.TokenScores;
import dev.r3.model.decoder.TrainingBatch;

/** The model that training started from, to which a KL penalty or an anchor pulls. */
public interface Reference {
    /** How many lanes compute at the same time. */
    int lanes();

    /**
     * Scores the batch's judged tokens.
     *
     * @param lane in which, from 0
     * @param temperature that scores are divided by, above 0
     */
    TokenScores scores(int lane, TrainingBatch batch, double temperature);

    /** The distributions at the batch's judged tokens; the caller closes them. */
    JudgedStates states(int lane, TrainingBatch batch);
}
