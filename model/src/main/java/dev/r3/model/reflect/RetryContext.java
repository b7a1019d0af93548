package dev.r3.model.reflect;

/**
 * What the model sees when it retries; the paper does not say. A second retry goes on after the first, which stays in
 * sight. The retry prompt may name {@code {task-prompt}} and {@code {reflection}} besides the task's variables.
 */
public enum RetryContext {
    /** The whole conversation: task, failed answer, reflection request, reflection, and then the retry prompt. */
    CONVERSATION,
    /**
     * The retry prompt alone, after the system prompt: the failed answer is out of sight. It must name
     * {@code {reflection}}. Such a retry shares no computation with what was before it.
     */
    REFLECTION
}
