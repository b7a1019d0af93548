package dev.r3.model.supervised;

import dev.r3.model.template.TemplateException;
import dev.r3.model.tokenizer.ChatMessage;
import dev.r3.model.tokenizer.ChatRequest;
import dev.r3.model.tokenizer.ChatTokenizer;
import dev.r3.model.tokenizer.PromptEnd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds in a rendered conversation what the assistant writes itself in each turn to learn: all between the prompt that
 * the template gives for that turn and the end of its content.
 *
 * <p>Growing prefixes don't do: Mistral's template moves the system message to the last user message, Qwen3's drops the
 * reasoning of earlier turns, Phi-3's ends every rendering with one more token. So a message is rendered with a marker in
 * place of its content; what follows the marker is the same text at the end of the true rendering, whatever the template
 * made of the content (trimming, splitting), which gives the place where the content ends. The turn begins there, for the
 * message before, plus what the template adds to open the assistant's turn. Both are checked against the true rendering;
 * a template for which they don't hold is refused.
 */
final class LearntTurns {
    private final ChatTokenizer chat;
    private final List<Turn> turns;
    private final String rendered;
    private final String marker;
    private final Map<Integer, Integer> contentEnds = new HashMap<>();

    private LearntTurns(ChatTokenizer chat, Conversation conversation) {
        this.chat = chat;
        this.turns = conversation.turns();
        this.rendered = render(messages(), PromptEnd.LAST_MESSAGE);
        this.marker = unusedIn(rendered);
    }

    /** A rendered conversation and the spans of its turns to learn, each without the token that ends it. */
    record Marked(String text, List<TextSpan> spans) {
        Marked {
            spans = List.copyOf(spans);
        }
    }

    /**
     * @throws UnusableRecordException if the template refuses the conversation or the turns can't be told apart
     */
    static Marked of(ChatTokenizer chat, Conversation conversation) {
        try {
            LearntTurns turns = new LearntTurns(chat, conversation);
            return new Marked(turns.rendered, turns.spans());
        } catch (TemplateException refused) {
            throw new UnusableRecordException("the chat template refuses it, " + refused.getMessage(), refused);
        }
    }

    private List<TextSpan> spans() {
        List<TextSpan> spans = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            if (turns.get(i).loss() == TurnLoss.LEARNT) {
                spans.add(span(i));
            }
        }
        return spans;
    }

    private TextSpan span(int turn) {
        int before = contentEnd(turn - 1);
        String opening = opening(turn);
        int start = before + opening.length();
        int end = contentEnd(turn);
        if (!rendered.startsWith(opening, before) || start > end) {
            throw new UnusableRecordException("the chat template opens the assistant's turn in messages[" + turn
                    + "] otherwise than it does when the assistant is to answer");
        }
        return new TextSpan(start, end);
    }

    /** Where a message's content ends in the rendering. */
    private int contentEnd(int turn) {
        return contentEnds.computeIfAbsent(turn, index -> {
            List<ChatMessage> messages = messages();
            messages.set(index, marked(index));
            String rest = afterMarker(render(messages, PromptEnd.LAST_MESSAGE), index);
            if (!rendered.endsWith(rest)) {
                throw new UnusableRecordException(
                        "the content of messages[" + index + "] changes what the chat template writes after it");
            }
            return rendered.length() - rest.length();
        });
    }

    /** What stands between the content before and the place where the assistant begins to write. */
    private String opening(int turn) {
        List<ChatMessage> messages = messages().subList(0, turn);
        messages.set(turn - 1, marked(turn - 1));
        return afterMarker(render(messages, PromptEnd.ASSISTANT_TURN), turn - 1);
    }

    private String afterMarker(String text, int turn) {
        int at = text.indexOf(marker);
        if (at < 0 || text.indexOf(marker, at + 1) >= 0) {
            throw new UnusableRecordException(
                    "the chat template doesn't write the content of messages[" + turn + "] once");
        }
        return text.substring(at + marker.length());
    }

    private List<ChatMessage> messages() {
        return new ArrayList<>(turns.stream().map(Turn::message).toList());
    }

    private ChatMessage marked(int turn) {
        return new ChatMessage(turns.get(turn).message().fields().put("content", marker));
    }

    private String render(List<ChatMessage> messages, PromptEnd end) {
        return chat.render(ChatRequest.of(messages).endingWith(end));
    }

    /** Letters only: no template trims or splits them. */
    private static String unusedIn(String text) {
        StringBuilder marker = new StringBuilder("markedcontent");
        while (text.contains(marker)) {
            marker.append('x');
        }
        return marker.toString();
    }
}
