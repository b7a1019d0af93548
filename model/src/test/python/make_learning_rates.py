#!/usr/bin/env python3
"""Learning rates of transformers' own schedules.

    python make_learning_rates.py > ../resources/fixtures/learning-rates/learning_rates.json

No random number is drawn, so there is no seed.
"""
import json
import math
import sys

import torch
import transformers
from transformers.optimization import (
    get_constant_schedule_with_warmup,
    get_cosine_schedule_with_warmup,
    get_linear_schedule_with_warmup,
)

PEAK = 5e-7
SHAPES = [(1, 0), (1, 0.03), (7, 0), (7, 3), (20, 0.03), (20, 0.1), (33, 0.25), (40, 40), (10, 15), (100, 0.07)]


def schedule(name, optimizer, warmup, total):
    if name == "constant":
        return get_constant_schedule_with_warmup(optimizer, warmup)
    make = get_linear_schedule_with_warmup if name == "linear" else get_cosine_schedule_with_warmup
    return make(optimizer, warmup, total)


def rates(name, warmup, total):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=PEAK)
    scheduler = schedule(name, optimizer, warmup, total)
    values = []
    for _ in range(total + 1):  # the last is the rate after the last step
        values.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return values


def main():
    cases = []
    for name in ("constant", "linear", "cosine"):
        for total, warmup in SHAPES:
            # transformers/training_args.py, get_warmup_steps: a number of steps from 1, else a share
            steps = int(warmup) if warmup >= 1 else math.ceil(total * warmup)
            cases.append(dict(schedule=name, total_steps=total, warmup=warmup, rates=rates(name, steps, total)))
    out = dict(
        generator="make_learning_rates.py", torch=torch.__version__, transformers=transformers.__version__,
        python=sys.version.split()[0], peak=PEAK, cases=cases,
    )
    json.dump(out, sys.stdout, indent=1, allow_nan=False)
    print()


if __name__ == "__main__":
    main()
