package dev.r3.model.supervised;

import java.util.List;

/** A conversation of which the assistant's turns are learnt: {@code {"messages": […]}}. */
public record Conversation(List<Turn> turns) implements SupervisedRecord {
    public Conversation {
        turns = List.copyOf(turns);
        if (turns.isEmpty()) {
            throw new IllegalArgumentException("a conversation without messages");
        }
        if (turns.get(0).loss() == TurnLoss.LEARNT) {
            throw new IllegalArgumentException("the conversation begins with an assistant's message to learn");
        }
    }
}
