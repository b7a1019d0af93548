package dev.r3.model.grpo;

/** Which tokens of an episode carry loss. All others are context. */
public enum LossTokens {
    /** The method's own: the reflection is rewarded for the retry that it leads to. */
    REFLECTION,
    /** The retry's tokens, rewarded for themselves. */
    RETRY,
    /** The first answer's tokens: plain GRPO on the task, the control arm. */
    FIRST_ANSWER
}
