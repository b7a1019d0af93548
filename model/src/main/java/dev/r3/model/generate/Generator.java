package dev.r3.model.generate;

import static java.util.Objects.requireNonNull;

import dev.r3.model.decoder.Decoder;
import dev.r3.model.decoder.KeyValueCache;
import dev.r3.model.decoder.Lanes;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * Writes completions with a decoder.
 *
 * <p>Each of the decoder's lanes writes a share of the requests, and what follows from them; trees of contexts aren't cut.
 *
 * <p>Reproducible: the random numbers of a sample depend on its {@link SampleKey} and the position alone. Scores can
 * differ in their last bits with the shape of the batch; so results are equal bit by bit for the same requests in the
 * same order, under the same limits, with the same number of threads on the same type of processor. Elsewhere a draw
 * that falls within those last bits of a boundary may differ.
 *
 * <p>Not safe for use by several threads; the decoder serves one generator at a time, and a generator one run: what
 * follows from a completion is for its {@link Continuation} to return.
 */
public final class Generator implements AutoCloseable {
    private final Decoder decoder;
    private final GenerationLimits limits;
    private final List<LaneWriter> lanes;
    private final AtomicBoolean running = new AtomicBoolean();

    /**
     * @param decoder stays the caller's to close, after this
     * @param text what stop strings are looked for in
     * @throws IllegalStateException if the decoder is closed or serves another generator
     */
    public Generator(Decoder decoder, TokenText text, GenerationLimits limits) {
        this.decoder = decoder;
        this.limits = limits;
        this.lanes = IntStream.range(0, decoder.lanes())
                .mapToObj(lane -> new LaneWriter(decoder, KeyValueCache.of(decoder.lane(lane)), text))
                .toList();
    }

    /**
     * Writes all requests and those that follow from their completions.
     *
     * @throws ContextOverflowException for a request that may outgrow the model's context or its row
     * @throws IllegalStateException if this or the decoder is closed, or if this runs already
     */
    public void run(List<GenerationRequest> requests, Continuation continuation) {
        run(requests, continuation, TokenListener.NONE);
    }

    /** The same, telling of each token as it is drawn. */
    public void run(List<GenerationRequest> requests, Continuation continuation, TokenListener listener) {
        Continuation checked = generation -> {
            List<GenerationRequest> next = continuation.after(generation);
            next.forEach(this::requireRoom);
            return next;
        };
        requests.forEach(this::requireRoom);
        if (!running.compareAndSet(false, true)) {
            throw new IllegalStateException("the generator runs already; a continuation returns what follows instead");
        }
        try {
            List<List<GenerationRequest>> shares = Shares.of(requests, lanes.size());
            Turnstile turnstile = new Turnstile(checked, listener);
            Lanes.run(lanes.size(), lane -> {
                List<GenerationRequest> share = shares.get(lane);
                return lanes.get(lane)
                        .write(share, limits.share(share.size(), Math.max(1, requests.size())), turnstile);
            });
        } finally {
            running.set(false);
        }
    }

    /** Writes the requests; the completions in their order. */
    public List<Generation> complete(List<GenerationRequest> requests) {
        IdentityHashMap<GenerationRequest, Generation> done = new IdentityHashMap<>();
        run(requests, generation -> {
            done.put(generation.request(), generation);
            return List.of();
        });
        return requests.stream()
                .map(request -> requireNonNull(done.get(request)))
                .toList();
    }

    /** The longest sequence that fits, prompt included, in tokens. */
    public int mostTokens() {
        return Math.min(decoder.config().maxPositions(), limits.tokensPerRow());
    }

    public GenerationCounts counts() {
        return lanes.stream().map(LaneWriter::counts).reduce(GenerationCounts.ZERO, GenerationCounts::plus);
    }

    /** Multiply-adds of all matrix products so far, padding and masked keys included, as they are computed too. */
    public long multiplyAdds() {
        return lanes.stream().mapToLong(LaneWriter::multiplyAdds).sum();
    }

    /** Frees the memory for keys and values. */
    @Override
    public void close() {
        lanes.forEach(LaneWriter::close);
    }

    /**
     * Nothing if the request fits.
     *
     * @throws ContextOverflowException if it may outgrow the model's context or its row
     */
    public void requireRoom(GenerationRequest request) {
        if (request.mostTokens() > decoder.config().maxPositions()) {
            throw new ContextOverflowException(request, decoder.config().maxPositions(), "the model's context");
        }
        if (request.mostTokens() > limits.tokensPerRow()) {
            throw new ContextOverflowException(request, limits.tokensPerRow(), "a row");
        }
    }
}
