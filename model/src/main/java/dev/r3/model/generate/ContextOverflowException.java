package dev.r3.model.generate;

/** A prompt and what may follow it are longer than the model's context or the memory for a row. */
public final class ContextOverflowException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    ContextOverflowException(GenerationRequest request, int most, String ofWhat) {
        super("a prompt of %d tokens and %d new ones exceed the %d tokens of %s"
                .formatted(request.context().length(), request.maxNewTokens(), most, ofWhat));
    }
}
