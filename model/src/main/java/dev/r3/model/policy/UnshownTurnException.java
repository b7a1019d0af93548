package dev.r3.model.policy;

/** A chat template leaves out what the assistant said, so a conversation can't go on after it. */
final class UnshownTurnException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnshownTurnException(int times) {
        super(
                "the chat template shows the assistant's message %d times; expected once, so that what follows it can be told"
                        .formatted(times));
    }
}
