package dev.r3.model.supervised;

import static java.util.Objects.requireNonNull;

import dev.r3.model.tokenizer.ChatMessage;

/** A message of a conversation. */
public record Turn(ChatMessage message, TurnLoss loss) {
    static final String ASSISTANT = "assistant";

    public Turn {
        requireNonNull(message, "message is null");
        requireNonNull(loss, "loss is null");
        if (loss == TurnLoss.LEARNT && !message.role().equals(ASSISTANT)) {
            throw new IllegalArgumentException(
                    "only an assistant's message can be learnt, not one of " + message.role());
        }
    }
}
