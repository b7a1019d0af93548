package dev.r3.model.policy;

import static java.util.Objects.requireNonNull;

import dev.r3.model.decoder.Decoder;
import dev.r3.model.generate.Context;
import dev.r3.model.generate.ContextOverflowException;
import dev.r3.model.generate.FinishReason;
import dev.r3.model.generate.Generation;
import dev.r3.model.generate.GenerationCounts;
import dev.r3.model.generate.GenerationLimits;
import dev.r3.model.generate.GenerationRequest;
import dev.r3.model.generate.Generator;
import dev.r3.model.generate.StopRule;
import dev.r3.model.generate.TokenListener;
import dev.r3.model.generate.TokenText;
import dev.r3.model.template.TemplateException;
import dev.r3.model.tokenizer.ChatTokenizer;
import dev.r3.model.tokenizer.InvalidTextException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * A model in this process. Requests on one conversation share its prefill, and what follows a completion goes on from
 * its keys and values. A conversation that goes on keeps the tokens that were written, whatever the template would make
 * of their text: Qwen 3's takes thoughts out of earlier turns, others trim or add an empty thought; a model that goes on
 * here sees its own turns as it wrote them. Given messages of an assistant, and completions of other policies, are
 * rendered by the template.
 *
 * <p>Reproducible as {@link Generator} is. Every completion has a {@link TokenTrace}.
 */
public final class LocalPolicy implements Policy {
    private final ConversationTokens conversations;
    private final TokenText text;
    private final Generator generator;

    /**
     * @param chat stays the caller's to close, after this
     * @param decoder stays the caller's to close, after this; serves no other generator meanwhile
     * @throws IllegalArgumentException for a tokenizer without chat template, such as a base model's
     */
    public LocalPolicy(ChatTokenizer chat, Decoder decoder, GenerationLimits limits, TemplateSettings settings) {
        if (!chat.hasTemplate()) {
            throw new IllegalArgumentException(
                    "the checkpoint has no chat template, so it cannot hold a conversation; is it a base model?");
        }
        this.conversations = new ConversationTokens(chat, settings);
        this.text = chat.tokenizer()::decodeWithoutSpecialTokens;
        this.generator = new Generator(decoder, text, limits);
    }

    @Override
    public void run(List<CompletionRequest> requests, FollowUp followUp) {
        run(requests, followUp, TextListener.NONE);
    }

    /** The same, telling of texts as they are written. */
    public void run(List<CompletionRequest> requests, FollowUp followUp, TextListener listener) {
        IdentityHashMap<GenerationRequest, CompletionRequest> open = new IdentityHashMap<>();
        TextPieces pieces = new TextPieces(open, text, listener);
        generator.run(
                opened(requests, followUp, open),
                generation -> {
                    pieces.finished(generation.request());
                    CompletionRequest request =
                            requireNonNull(open.remove(generation.request()), "a completion came twice");
                    return opened(followUp.after(completion(request, generation)), followUp, open);
                },
                listener == TextListener.NONE ? TokenListener.NONE : pieces);
    }

    private List<GenerationRequest> opened(
            List<CompletionRequest> requests,
            FollowUp followUp,
            IdentityHashMap<GenerationRequest, CompletionRequest> open) {
        List<GenerationRequest> tokens = new ArrayList<>();
        Deque<CompletionRequest> left = new ArrayDeque<>(requests);
        while (!left.isEmpty()) {
            CompletionRequest request = left.removeFirst();
            try {
                GenerationRequest asTokens = asTokens(request);
                open.put(asTokens, request);
                tokens.add(asTokens);
            } catch (RejectedRequestException rejection) {
                left.addAll(followUp.rejected(request, rejection));
            }
        }
        return tokens;
    }

    private GenerationRequest asTokens(CompletionRequest request) {
        Context prompt = prompt(request);
        StopRule stop = new StopRule(conversations.endsOfTurn(), request.stopStrings());
        GenerationRequest asTokens =
                new GenerationRequest(prompt, request.key(), request.sampling(), request.maxTokens(), stop);
        try {
            generator.requireRoom(asTokens);
        } catch (ContextOverflowException e) {
            throw new RejectedRequestException(request, e);
        }
        return asTokens;
    }

    private Context prompt(CompletionRequest request) {
        try {
            return conversations.prompt(request.conversation());
        } catch (TemplateException | UnshownTurnException | InvalidTextException e) {
            throw new RejectedRequestException(request, e);
        }
    }

    /**
     * How many tokens can follow the request's prompt; less than 1 if it fills the context.
     *
     * @throws RejectedRequestException for a conversation without prompt
     */
    public int room(CompletionRequest request) {
        return generator.mostTokens() - prompt(request).length();
    }

    private Completion completion(CompletionRequest request, Generation generation) {
        TokenTrace trace = new TokenTrace(generation.request().context(), generation.draws());
        Completion completion = Completion.of(request, text(generation), generation.finish(), trace);
        conversations.keep(completion.conversation(), generation.context());
        return completion;
    }

    /** A stop token need not be a special one, which texts leave out anyway. */
    private String text(Generation generation) {
        int[] tokens = generation.tokens();
        return generation.finish() == FinishReason.STOP_TOKEN
                ? text.of(Arrays.copyOf(tokens, tokens.length - 1))
                : generation.text();
    }

    /** What was computed so far, in tokens. */
    public GenerationCounts counts() {
        return generator.counts();
    }

    @Override
    public void close() {
        generator.close();
    }
}
