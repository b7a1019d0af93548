package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.JudgedStates;
import dev.r3.model.decoder.TokenScores;
import dev.r3.model.decoder.TrainingBatch;

/**
 * A second decoder, whose weights nobody trains.
 *
 * @param decoder stays the caller's to close
 */
public record FrozenReference(Decoder decoder) implements Reference {
    public FrozenReference {
        requireNonNull(decoder, "decoder is null");
    }

    @Override
    public int lanes() {
        return decoder.lanes();
    }

    @Override
    public TokenScores scores(int lane, TrainingBatch batch, double temperature) {
        return decoder.lane(lane).scores(batch, temperature);
    }

    @Override
    public JudgedStates states(int lane, TrainingBatch batch) {
        return decoder.lane(lane).judgedStates(batch);
    }
}
