package dev.r3.model.generate;

/** Why a completion ended. */
public enum FinishReason {
    STOP_TOKEN,
    STOP_STRING,
    /** The limit of new tokens. The text may be cut anywhere. */
    LENGTH
}
