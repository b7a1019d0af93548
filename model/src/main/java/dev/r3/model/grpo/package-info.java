/**
 * GRPO's mathematics on plain numbers: advantages, losses with their derivatives by each token's log-prob, and metrics.
 *
 * <p>The engine computes log-probs and backpropagates the derivatives; nothing here knows a tensor. Formulas and names
 * are those of TRL 1.16.0, trl/trainer/grpo_trainer.py ("TRL" below, with lines). Deviations:
 *
 * <ol>
 *   <li>A normaliser spans the whole optimiser step. TRL divides each micro-batch by its own size, then by their
 *       number, which is the same only if all micro-batches are of one size; {@code bnpo} keeps TRL's way.
 *   <li>A completion without a reward has no advantage and is not part of the loss. TRL gives it advantage 0, so it
 *       still counts in the normaliser and feels the KL penalty.
 *   <li>A group whose rewards are all equal has advantage exactly 0, also where its mean rounds.
 *   <li>Token means (kl, clip ratios) are taken over all loss tokens of the step, not as a mean of micro-batch means.
 *   <li>{@code frac_reward_zero_std} counts a group with a single reward; TRL has NaN there if others are unscorable.
 *   <li>A log-prob difference that isn't a number is kept, so that the drift gate sees it; TRL leaves it out.
 * </ol>
 */
@NullMarked
package dev.r3.model.grpo;

import org.jspecify.annotations.NullMarked;
