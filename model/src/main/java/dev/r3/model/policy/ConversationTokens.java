package dev.r3.model.policy;

import static java.util.Objects.requireNonNull;

import dev.r3.model.generate.Context;
import dev.r3.model.tokenizer.ChatMessage;
import dev.r3.model.tokenizer.ChatRequest;
import dev.r3.model.tokenizer.ChatTokenizer;
import dev.r3.model.tokenizer.PromptEnd;
import dev.r3.model.tokenizer.SpecialToken;
import dev.r3.model.tokenizer.SpecialTokens;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The tokens of conversations: what a model reads before its turn. Tokens that it wrote stay the very same: they are
 * never made of text again, and nothing that a template does with earlier turns (trimming, taking out thoughts) changes
 * them. What follows them is the text that the template puts after an assistant's message, up to the opening of the next
 * turn, as tokens of its own.
 *
 * <p>If what was written ends with a stop token, that is the end of the turn, and the template's own is left out.
 * Otherwise the template supplies it.
 */
final class ConversationTokens {
    private final ChatTokenizer chat;
    private final TemplateSettings settings;
    private final Set<Integer> endsOfTurn;
    /** By node: the tokens of a prompt, or those up to the end of what was written. Held as long as the nodes are. */
    private final Map<Conversation, Context> known = new WeakHashMap<>();

    ConversationTokens(ChatTokenizer chat, TemplateSettings settings) {
        this.chat = chat;
        this.settings = settings;
        this.endsOfTurn = endsOfTurn(chat.tokenizer().specialTokens());
    }

    private static Set<Integer> endsOfTurn(SpecialTokens special) {
        Set<Integer> ends = new HashSet<>(special.endIds());
        special.end().map(SpecialToken::id).ifPresent(ends::add);
        return Set.copyOf(ends);
    }

    /** The tokens that end the assistant's turn. */
    Set<Integer> endsOfTurn() {
        return endsOfTurn;
    }

    /** Keeps the tokens of what was written, so that conversations can go on from them. */
    void keep(Conversation written, Context context) {
        known.put(written, context);
    }

    /**
     * The tokens up to the assistant's next turn; the same node gives the same context.
     *
     * @throws dev.r3.model.template.TemplateException if the template refuses the conversation
     * @throws UnshownTurnException if the template does not show what was written
     * @throws dev.r3.model.tokenizer.InvalidTextException for text that is no valid Unicode
     */
    Context prompt(Conversation conversation) {
        Context before = known.get(conversation);
        if (before != null) {
            return before;
        }
        Context prompt = lastWritten(conversation)
                .map(written -> goOn(conversation, written))
                .orElseGet(() -> Context.of(chat.prompt(request(conversation, conversation.messages()))
                        .ids()));
        known.put(conversation, prompt);
        return prompt;
    }

    /** The nearest completion of this policy; another's is an assistant's message like any. */
    private Optional<Conversation> lastWritten(Conversation conversation) {
        for (Optional<Conversation> node = conversation.parent();
                node.isPresent();
                node = node.get().parent()) {
            if (isOurs(node.get())) {
                return node;
            }
        }
        return Optional.empty();
    }

    private boolean isOurs(Conversation node) {
        return node.isWritten() && known.containsKey(node);
    }

    private Context goOn(Conversation conversation, Conversation written) {
        Context until = requireNonNull(known.get(written));
        Set<Conversation> ours = new HashSet<>(conversation.path());
        ours.removeIf(node -> !isOurs(node));
        StandIn standIn = StandIn.of(conversation, ours, written);
        String text = standIn.after(chat.render(request(conversation, standIn.messages())));
        int[] tokens = chat.tokenizer().encode(text).ids();
        int last = until.tokensFrom(until.length() - 1)[0];
        boolean endsTwice = endsOfTurn.contains(last) && tokens.length > 0 && endsOfTurn.contains(tokens[0]);
        return until.then(endsTwice ? Arrays.copyOfRange(tokens, 1, tokens.length) : tokens);
    }

    private ChatRequest request(Conversation conversation, List<ChatMessage> messages) {
        return new ChatRequest(
                messages, conversation.tools(), PromptEnd.ASSISTANT_TURN, settings.options(), settings.now());
    }
}
