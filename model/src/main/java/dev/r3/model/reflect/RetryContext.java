package dev.r3.model.reflect;

/** What the model sees when it retries. The paper does not say; see its notes in model/README.md. */
public enum RetryContext {
    /** The whole conversation: task, failed answer, reflection request, reflection, and then the retry prompt. */
    CONVERSATION,
    /**
     * The retry prompt alone, which may name {@code {task-prompt}} and {@code {reflection}} besides the task's variables:
     * the failed answer is out of sight.
     */
    REFLECTION
}
