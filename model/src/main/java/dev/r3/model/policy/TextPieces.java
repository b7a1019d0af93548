package dev.r3.model.policy;

import static java.util.Objects.requireNonNull;

import dev.r3.model.decoder.Draw;
import dev.r3.model.generate.GenerationRequest;
import dev.r3.model.generate.TextStream;
import dev.r3.model.generate.TokenListener;
import dev.r3.model.generate.TokenText;
import java.util.IdentityHashMap;
import java.util.Map;

/** Makes texts of the tokens of a run, for a listener. */
final class TextPieces implements TokenListener {
    private final Map<GenerationRequest, CompletionRequest> open;
    private final TokenText text;
    private final TextListener listener;
    private final IdentityHashMap<GenerationRequest, TextStream> streams = new IdentityHashMap<>();

    /**
     * @param open what each request is for
     */
    TextPieces(Map<GenerationRequest, CompletionRequest> open, TokenText text, TextListener listener) {
        this.open = open;
        this.text = text;
        this.listener = listener;
    }

    @Override
    public void drawn(GenerationRequest request, Draw draw) {
        // A stop token need not be a special one, which texts leave out anyway.
        if (listener != TextListener.NONE && !request.stop().tokens().contains(draw.token())) {
            tell(
                    request,
                    streams.computeIfAbsent(request, each -> new TextStream(text))
                            .add(draw.token()));
        }
    }

    /** Tells what still waits. */
    void finished(GenerationRequest request) {
        TextStream stream = streams.remove(request);
        if (stream != null) {
            tell(request, stream.rest());
        }
    }

    private void tell(GenerationRequest request, String piece) {
        if (!piece.isEmpty()) {
            listener.written(requireNonNull(open.get(request), "a request of another run"), piece);
        }
    }
}
