package dev.r3.model.generate;

import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.KeyValueCache;
import java.util.List;

/** What one lane of a generator writes with, from run to run. */
final class LaneWriter {
    private final Decoder decoder;
    private final KeyValueCache cache;
    private final TokenText text;
    private final Tally tally = new Tally();

    LaneWriter(Decoder decoder, KeyValueCache cache, TokenText text) {
        this.decoder = decoder;
        this.cache = cache;
        this.text = text;
    }

    /** Writes the lane's share and all that follows from it; what was computed so far. */
    GenerationCounts write(List<GenerationRequest> share, GenerationLimits limits, Turnstile turnstile) {
        boolean written = false;
        try {
            if (!share.isEmpty()) {
                RowTable table = new RowTable(cache, limits);
                new ContinuousBatch(decoder, cache, table, text, turnstile, turnstile, tally).run(share);
            }
            written = true;
        } finally {
            if (!written) {
                turnstile.fail();
            }
        }
        return tally.counts();
    }

    GenerationCounts counts() {
        return tally.counts();
    }

    long multiplyAdds() {
        return cache.multiplyAdds();
    }

    void close() {
        cache.close();
    }
}
