package dev.r3.model.train;

import static java.util.Objects.requireNonNull;

import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.DecoderAdapters;
import dev.r3.model.decoder.JudgedStates;
import dev.r3.model.decoder.TokenScores;
import dev.r3.model.decoder.TrainingBatch;

/**
 * The trained decoder itself with its adapters left out: a reference without a second copy of the weights.
 *
 * @param decoder with adapters; stays the caller's to close
 */
public record AdapterFreeReference(Decoder decoder) implements Reference {
    public AdapterFreeReference {
        requireNonNull(decoder, "decoder is null");
    }

    @Override
    public int lanes() {
        return decoder.lanes();
    }

    @Override
    public TokenScores scores(int lane, TrainingBatch batch, double temperature) {
        return DecoderAdapters.of(decoder)
                .without(decoder.lane(lane), () -> decoder.lane(lane).scores(batch, temperature));
    }

    @Override
    public JudgedStates states(int lane, TrainingBatch batch) {
        return DecoderAdapters.of(decoder)
                .without(decoder.lane(lane), () -> decoder.lane(lane).judgedStates(batch));
    }
}
