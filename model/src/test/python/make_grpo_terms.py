#!/usr/bin/env python3
"""GRPO losses of every variant and their gradients by the policy's log-probs, by torch's autograd in float64.

    python make_grpo_terms.py > ../resources/fixtures/grpo-terms/grpo_terms.json

Restates _compute_loss of TRL 1.16.0, trl/trainer/grpo_trainer.py; each formula quotes its lines. Log-probs are random
leaves instead of a model's output. Micro-batches follow TRL's accumulation: each micro-batch's loss is divided as TRL
does, the step's loss is their sum; normalisers that TRL takes per micro-batch coincide with ours because all
micro-batches here have one size (bnpo: by definition).
"""
import itertools
import json
import sys

import torch

SEED = 20250527
B, T, LIMIT, MICRO = 6, 9, 12, 2  # completions, tokens, max completion length, completions a micro-batch


def loss_of(case, policy, old, reference, mask, advantages):
    """The step's loss and metrics; tensors are [B, T], advantages [B]."""
    total, metrics = 0.0, []
    steps = B // MICRO
    items = mask.sum()  # 2498: num_items_in_batch
    for rows in torch.arange(B).split(MICRO):
        part = micro_batch(case, policy[rows], old[rows], reference[rows], mask[rows], advantages[rows], items, steps)
        total, metrics = total + part[0], metrics + [part[1]]
    sums = torch.tensor(metrics, dtype=torch.float64).sum(0).tolist()
    names = ("kl_sum", "kl_count", "low", "high", "ratios")
    return total, dict(zip(names, sums))


def micro_batch(case, per_token_logps, old_per_token_logps, ref_per_token_logps, mask, advantages, items, steps):
    advantages = advantages.unsqueeze(1)
    log_ratio = per_token_logps - old_per_token_logps  # 3083
    if case["level"] == "token":  # 3084-3095
        log_importance_weights = log_ratio
    else:
        log_importance_weights = (log_ratio * mask).sum(-1) / mask.sum(-1).clamp(min=1.0)
        log_importance_weights = log_importance_weights.unsqueeze(-1)
    coef_1 = torch.exp(log_importance_weights)
    per_token_kl = None
    if case["beta"] != 0.0:  # 3098-3105
        difference = ref_per_token_logps - per_token_logps
        per_token_kl = torch.exp(difference) - difference - 1
        if case["ratio_corrected"]:
            per_token_kl = per_token_kl * coef_1
    low, high = case["low"], case["high"]
    if case["loss_type"] == "cispo":  # 3109-3111
        clamped_ratios = torch.clamp(coef_1, max=high).detach()
        per_token_loss = -clamped_ratios * advantages * per_token_logps
    else:  # 3112-3120
        coef_2 = torch.clamp(coef_1, 1 - low, 1 + high)
        per_token_loss = -torch.min(coef_1 * advantages, coef_2 * advantages)
    if per_token_kl is not None:  # 3149-3150
        per_token_loss = per_token_loss + case["beta"] * per_token_kl
    if case["loss_type"] == "grpo":  # 3153-3157
        loss = ((per_token_loss * mask).sum(-1) / mask.sum(-1).clamp(min=1.0)).mean() / steps
    elif case["loss_type"] == "bnpo":  # 3158-3162
        loss = (per_token_loss * mask).sum() / mask.sum().clamp(min=1.0) / steps
    elif case["loss_type"] == "dr_grpo":  # 3163-3167
        loss = (per_token_loss * mask).sum() / (per_token_loss.size(0) * LIMIT) / steps
    else:  # 3168-3174, one process, steps_per_generation equal to the accumulation steps
        loss = (per_token_loss * mask).sum() / items.clamp(min=1.0)
    return loss, sums(case, coef_1, per_token_kl, mask, advantages)


def sums(case, coef_1, per_token_kl, mask, advantages):
    """What TRL's global_masked_mean divides, 3259-3286: sums that add up over micro-batches."""
    if case["loss_type"] == "cispo":
        is_low = torch.zeros_like(coef_1, dtype=torch.bool)
        is_high = (coef_1 > case["high"]) & (advantages > 0)
    else:
        is_low = (coef_1 < 1 - case["low"]) & (advantages < 0)
        is_high = (coef_1 > 1 + case["high"]) & (advantages > 0)
    if coef_1.shape[1] == 1:
        clips = [is_low.sum().item(), is_high.sum().item(), coef_1.shape[0]]
    else:
        clips = [(is_low * mask).sum().item(), (is_high * mask).sum().item(), mask.sum().item()]
    kl = [0.0, 0.0] if per_token_kl is None else [(per_token_kl * mask).sum().item(), mask.sum().item()]
    return kl + clips


def main():
    generator = torch.Generator().manual_seed(SEED)
    normal = lambda *shape: torch.randn(*shape, generator=generator, dtype=torch.float64)
    base = -1.5 - normal(B, T).abs()
    old, reference = base + 0.3 * normal(B, T), base + 0.2 * normal(B, T)
    mask = (torch.rand(B, T, generator=generator, dtype=torch.float64) < 0.7).double()
    mask[2] = 0.0  # a completion without a loss token counts in means over completions
    advantages = normal(B)
    advantages[4] = 0.0  # a group without variance
    cases = []
    kls = [(0.0, False), (0.04, False), (0.04, True)]
    for loss_type, level, (beta, corrected) in itertools.product(
        ("grpo", "bnpo", "dr_grpo", "dapo", "cispo"), ("token", "sequence"), kls
    ):
        # Sequence ratios stay near 1, so their clip is narrow; cispo's bound is the ratio itself.
        low, high = (0.2, 0.28) if level == "token" else (0.02, 0.05)
        high = 1.0 + high if loss_type == "cispo" else high
        case = dict(loss_type=loss_type, level=level, beta=beta, ratio_corrected=corrected, low=low, high=high)
        policy = base.clone().requires_grad_()
        loss, metrics = loss_of(case, policy, old, reference, mask, advantages)
        (gradient,) = torch.autograd.grad(loss, policy)
        cases.append({**case, "loss": loss.item(), "metrics": metrics, "gradient": gradient.tolist()})
    out = dict(
        generator="make_grpo_terms.py", seed=SEED, torch=torch.__version__, python=sys.version.split()[0],
        restates="trl 1.16.0", max_completion_length=LIMIT, micro_batch=MICRO, policy=base.tolist(), old=old.tolist(),
        reference=reference.tolist(), mask=mask.int().tolist(), advantages=advantages.tolist(), cases=cases,
    )
    json.dump(out, sys.stdout, indent=1, allow_nan=False)
    print()


if __name__ == "__main__":
    main()
