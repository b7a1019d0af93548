package dev.r3.model.grpo;

/** Which side of the trust region a ratio was clipped at. */
enum Clip {
    NONE,
    LOW,
    HIGH
}
