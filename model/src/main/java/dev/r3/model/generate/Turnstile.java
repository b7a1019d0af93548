package dev.r3.model.generate;

import dev.r3.model.decoder.Draw;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Lets lanes through to what hears of their completions, one at a time; none any more once something has failed. */
final class Turnstile implements Continuation, TokenListener {
    private final Continuation continuation;
    private final TokenListener listener;
    private boolean failed;

    Turnstile(Continuation continuation, TokenListener listener) {
        this.continuation = continuation;
        this.listener = listener;
    }

    @Override
    public synchronized List<GenerationRequest> after(Generation generation) {
        requireWhole();
        boolean through = false;
        try {
            List<GenerationRequest> next = continuation.after(generation);
            through = true;
            return next;
        } finally {
            // At once, before the next lane is let through.
            failed = !through;
        }
    }

    /** A lane failed: the others end with their next completion. */
    synchronized void fail() {
        failed = true;
    }

    @Override
    public void drawn(GenerationRequest request, Draw draw) {
        if (listener != TokenListener.NONE) {
            tell(request, draw);
        }
    }

    private synchronized void tell(GenerationRequest request, Draw draw) {
        requireWhole();
        listener.drawn(request, draw);
    }

    private void requireWhole() {
        if (failed) {
            throw new CancellationException("another lane failed");
        }
    }
}
