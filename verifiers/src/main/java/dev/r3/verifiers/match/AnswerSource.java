package dev.r3.verifiers.match;

/** Which part of a completion is the answer. */
enum AnswerSource {
    /** The last closed answer block. */
    BLOCK,
    /** All of it. */
    COMPLETION
}
