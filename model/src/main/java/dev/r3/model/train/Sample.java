package dev.r3.model.train;

/**
 * A completion with its advantage, in the loss.
 *
 * @param signal whether it changes the gradient: not at advantage 0 without a KL penalty
 */
record Sample(RewardedGroup group, RewardedCompletion completion, double advantage, boolean signal) {}
