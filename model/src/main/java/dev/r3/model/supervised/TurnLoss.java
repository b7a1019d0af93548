package dev.r3.model.supervised;

/** Whether a message is to be learnt. */
public enum TurnLoss {
    /** Its tokens and the end of its turn carry loss. */
    LEARNT,
    /** It's context: another's message, or the assistant's wrong attempt. */
    CONTEXT
}
