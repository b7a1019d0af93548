package dev.r3.model.supervised;

import dev.r3.model.tokenizer.ChatTokenizer;
import dev.r3.model.tokenizer.SpecialToken;
import dev.r3.model.tokenizer.SpecialTokens;
import dev.r3.model.tokenizer.TextToken;
import dev.r3.model.tokenizer.Tokenizer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Records as tokens with a loss mask:
 *
 * <ul>
 *   <li>a text: all of it, with the beginning token if the tokenizer puts one, and the end token, which carries loss;
 *   <li>prompt and completion: the same, loss on the completion and the end token;
 *   <li>a conversation, as the chat template renders it: loss on each learnt turn and the token that ends it.
 * </ul>
 */
public final class DocumentEncoder {
    private final ChatTokenizer chat;
    private final int[] beginning;

    /**
     * @param chat stays open as long as this is used
     */
    public DocumentEncoder(ChatTokenizer chat) {
        this.chat = chat;
        this.beginning = beginning(chat.tokenizer());
    }

    /**
     * @throws UnusableRecordException if the tokenizer or the chat template can't do with the record
     */
    public TrainingDocument encode(SupervisedRecord unencoded) {
        if (unencoded instanceof PlainText plain) {
            return framed(plain.text(), new TextSpan(0, plain.text().length()));
        }
        if (unencoded instanceof PromptCompletion pair) {
            String text = pair.prompt() + pair.completion();
            return framed(text, new TextSpan(pair.prompt().length(), text.length()));
        }
        return conversation((Conversation) unencoded);
    }

    private TrainingDocument conversation(Conversation conversation) {
        if (!chat.hasTemplate()) {
            throw new UnusableRecordException("the model has no chat template to render 'messages' with");
        }
        LearntTurns.Marked marked = LearntTurns.of(chat, conversation);
        MarkedEncoding encoding = new MarkedEncoding(chat.tokenizer(), marked.text(), marked.spans());
        List<TextToken> tokens = encoding.tokens();
        boolean[] mask = encoding.mask(tokens);
        encoding.markEnds(tokens, mask, chat.tokenizer().specialTokens().endIds());
        return new TrainingDocument(MarkedEncoding.ids(tokens), mask);
    }

    private TrainingDocument framed(String text, TextSpan learnt) {
        SpecialToken end = chat.tokenizer()
                .specialTokens()
                .end()
                .orElseThrow(() -> new UnusableRecordException("the tokenizer has no token that ends a text"));
        MarkedEncoding encoding = new MarkedEncoding(chat.tokenizer(), text, List.of(learnt));
        List<TextToken> inner = encoding.tokens();
        boolean[] innerMask = encoding.mask(inner);
        int[] ids = Stream.of(beginning, MarkedEncoding.ids(inner), new int[] {end.id()})
                .flatMapToInt(IntStream::of)
                .toArray();
        boolean[] mask = new boolean[ids.length];
        System.arraycopy(innerMask, 0, mask, beginning.length, innerMask.length);
        mask[ids.length - 1] = true;
        return new TrainingDocument(ids, mask);
    }

    private static int[] beginning(Tokenizer tokenizer) {
        SpecialTokens special = tokenizer.specialTokens();
        int[] around = tokenizer.encodeWithSpecialTokens("").ids();
        boolean begins = around.length > 0
                && special.beginning().isPresent()
                && special.beginning().get().id() == around[0];
        return begins ? new int[] {around[0]} : new int[0];
    }
}
