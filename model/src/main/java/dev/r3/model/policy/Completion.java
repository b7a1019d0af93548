package dev.r3.model.policy;

import static java.util.Objects.requireNonNull;

import dev.r3.model.generate.FinishReason;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What a policy wrote on a request. Immutable; told apart by identity, as its conversation is. */
public final class Completion {
    private final CompletionRequest request;
    private final String text;
    private final FinishReason finish;
    private final @Nullable TokenTrace trace;
    private final OptionalInt tokens;
    private final Conversation conversation;

    private Completion(
            CompletionRequest request,
            String text,
            FinishReason finish,
            @Nullable TokenTrace trace,
            OptionalInt tokens) {
        this.request = requireNonNull(request, "request is null");
        this.text = requireNonNull(text, "text is null");
        this.finish = requireNonNull(finish, "finish is null");
        this.trace = trace;
        this.tokens = requireNonNull(tokens, "tokens is null");
        this.conversation = request.conversation().thenWritten(text);
    }

    /** A completion whose tokens are not known. */
    public static Completion of(CompletionRequest request, String text, FinishReason finish) {
        return new Completion(request, text, finish, null, OptionalInt.empty());
    }

    /** A completion of so many tokens, which are not known themselves. */
    public static Completion counted(CompletionRequest request, String text, FinishReason finish, int tokens) {
        return new Completion(request, text, finish, null, OptionalInt.of(tokens));
    }

    /** A completion with its tokens. */
    public static Completion of(CompletionRequest request, String text, FinishReason finish, TokenTrace trace) {
        requireNonNull(trace, "trace is null");
        return new Completion(
                request, text, finish, trace, OptionalInt.of(trace.draws().size()));
    }

    public CompletionRequest request() {
        return request;
    }

    /** Without the token that ends the turn; with the stop string, if one ended it, and nothing behind that. */
    public String text() {
        return text;
    }

    public FinishReason finish() {
        return finish;
    }

    /** Whether the limit of tokens ended it: the text may be cut anywhere. */
    public boolean truncated() {
        return finish == FinishReason.LENGTH;
    }

    /** Its tokens. A policy behind a server may not tell them; the one that is trained does. */
    public Optional<TokenTrace> trace() {
        return Optional.ofNullable(trace);
    }

    /** How many tokens were written, with the one that ends the turn. A policy behind a server may not tell. */
    public OptionalInt tokens() {
        return tokens;
    }

    /** The request's conversation followed by what was written: what to go on from. Always the same node. */
    public Conversation conversation() {
        return conversation;
    }
}
