package dev.r3.model.policy;

import dev.r3.model.tokenizer.ChatMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A conversation with texts in place of what a policy wrote, to see what a template puts after it.
 *
 * @param messages with the texts in place
 * @param marker the text in place of the last thing written; in no other message
 */
record StandIn(List<ChatMessage> messages, String marker) {
    /** In place of what was written before: templates see no text of a model. */
    private static final ChatMessage EARLIER = ChatMessage.assistant("R3");

    private static final char REPEATED = 'W';

    StandIn {
        messages = List.copyOf(messages);
    }

    /**
     * @param written nodes whose text is replaced
     * @param last the last of them
     */
    static StandIn of(Conversation conversation, Set<Conversation> written, Conversation last) {
        List<Conversation> path = conversation.path();
        String marker = marker(path);
        List<ChatMessage> messages = new ArrayList<>();
        for (Conversation node : path) {
            if (node == last) {
                messages.add(ChatMessage.assistant(marker));
            } else if (written.contains(node)) {
                messages.add(EARLIER);
            } else {
                messages.addAll(node.added());
            }
        }
        return new StandIn(messages, marker);
    }

    /** Letters and digits, which no template alters; it repeats one of them more often than any message does. */
    private static String marker(List<Conversation> path) {
        int longest = path.stream()
                .flatMap(node -> node.added().stream())
                .mapToInt(message -> longestRun(message.fields().toString()))
                .max()
                .orElse(0);
        return "R3" + String.valueOf(REPEATED).repeat(Math.max(8, longest + 1)) + "3R";
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == REPEATED ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /**
     * What the template put after the marker.
     *
     * @throws UnshownTurnException if it is not there exactly once
     */
    String after(String rendered) {
        int at = rendered.indexOf(marker);
        int times = 0;
        for (int next = at; next >= 0; next = rendered.indexOf(marker, next + marker.length())) {
            times++;
        }
        if (times != 1) {
            throw new UnshownTurnException(times);
        }
        return rendered.substring(at + marker.length());
    }
}
