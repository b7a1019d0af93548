package dev.r3.activities.endpoint;

/** A server does not take a conversation, as it is longer than the model's context. */
final class LongPromptException extends Exception {
    private static final long serialVersionUID = 1;

    LongPromptException(String message) {
        super(message);
    }
}
