package dev.r3.model.tokenizer;

/** How a prompt ends after the last message. */
public enum PromptEnd {
    /** With what opens the assistant's turn, {@code add_generation_prompt}. */
    ASSISTANT_TURN,
    /** With the last message. */
    LAST_MESSAGE
}
