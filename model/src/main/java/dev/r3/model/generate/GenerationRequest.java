package dev.r3.model.generate;

import static java.util.Objects.requireNonNull;

import dev.r3.model.decoder.Sampling;

/**
 * One completion to write.
 *
 * @param context what it follows; requests that share the node share its computation
 * @param key what its random numbers depend on
 * @param maxNewTokens at least 1
 */
public record GenerationRequest(Context context, SampleKey key, Sampling sampling, int maxNewTokens, StopRule stop) {
    public GenerationRequest {
        requireNonNull(context, "context is null");
        requireNonNull(key, "key is null");
        requireNonNull(sampling, "sampling is null");
        requireNonNull(stop, "stop is null");
        if (maxNewTokens < 1) {
            throw new IllegalArgumentException("max new tokens is not positive: " + maxNewTokens);
        }
    }

    /** The longest the row can become, in tokens. */
    int mostTokens() {
        return Math.addExact(context.length(), maxNewTokens);
    }
}
