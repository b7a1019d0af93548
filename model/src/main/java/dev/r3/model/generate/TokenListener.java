package dev.r3.model.generate;

import dev.r3.model.decoder.Draw;

/** Hears of tokens as they are drawn, each request's in their order; one at a time, by any lane's thread. */
@FunctionalInterface
public interface TokenListener {
    /** Hears nothing. */
    TokenListener NONE = (request, draw) -> {};

    /** A token was drawn; the one that ends the completion too, before the completion itself is told. */
    void drawn(GenerationRequest request, Draw draw);
}
