#!/usr/bin/env python3
"""pass@k and avg@k over tasks with their intervals, by numpy on one number of passes a task; and differences of avg@k between
two models on the same tasks, with their intervals by scipy.

    python make_sampled.py > ../resources/fixtures/statistics/sampled.json

pass@k of a task is the product of Chen et al. 2021 (arXiv 2107.03374, figure 3); the interval is statsmodels' of Wilson, at
the effective number of tasks. The difference's is that of scipy's t-test of related samples. The passes are drawn with seed 0 and stand in the file.
"""
import json
import sys

import numpy as np
import scipy
import statsmodels
from scipy.stats import t, ttest_rel
from statsmodels.stats.proportion import proportion_confint


def pass_at_k(n, c, k):
    if n - c < k:
        return 1.0
    return 1.0 - np.prod(1.0 - k / np.arange(n - c + 1, n + 1))


def estimate(values, samples):
    mean = np.mean(values)
    variance = np.var(values)
    tasks = len(values)
    effective = tasks * mean * (1 - mean) / variance if variance > 0 else (
        tasks if mean * (1 - mean) == 0 else np.inf)
    effective = min(max(tasks, effective), tasks * samples)
    low, high = proportion_confint(mean * effective, effective, alpha=0.05, method="wilson")
    return dict(mean=float(mean), low=float(low), high=float(high))


def case(samples, passed):
    passed = [int(count) for count in passed]
    ks = sorted({k for k in (1, 2, 4, 8, 16, 32, 64) if k <= samples} | {samples})
    return dict(
        samples=samples, passed=passed,
        average=estimate(np.array(passed) / samples, samples),
        pass_at_k=[dict(k=k, **estimate(np.array([pass_at_k(samples, c, k) for c in passed]), samples)) for k in ks],
    )


def pair(samples, first, second):
    first, second = [int(count) for count in first], [int(count) for count in second]
    test = ttest_rel(np.array(first) / samples, np.array(second) / samples)
    interval = test.confidence_interval(0.95)
    return dict(
        samples=samples, first=first, second=second,
        difference=float((np.array(first) - np.array(second)).mean() / samples),
        low=max(-1.0, float(interval.low)), high=min(1.0, float(interval.high)))


def alike_pair(draws, samples, tasks, gain):
    """Two models that find the same tasks hard."""
    chances = draws.beta(0.4, 1.2, tasks)
    return pair(samples, draws.binomial(samples, np.minimum(1, chances + gain)), draws.binomial(samples, chances))


def main():
    draws = np.random.default_rng(0)
    cases = [
        case(1, [0, 1, 1, 0, 1]),
        case(4, [0, 0, 0]),
        case(4, [4, 4]),
        case(8, [3]),
        case(10, [0, 10, 5, 1, 9, 2]),
        case(16, draws.binomial(16, draws.beta(0.4, 1.2, 60))),
        case(64, draws.binomial(64, 0.02, 40)),
    ]
    pairs = [
        pair(1, [0, 1], [1, 1]),
        pair(1, [1, 1, 0, 1, 0], [0, 1, 0, 0, 1]),
        pair(8, [8, 8, 7], [0, 0, 1]),
        pair(4, [1, 2, 3, 4], [0, 1, 2, 3]),
        alike_pair(draws, 4, 11, 0.0),
        alike_pair(draws, 16, 60, 0.1),
        alike_pair(draws, 16, 500, 0.02),
    ]
    quantiles = [dict(degrees=degrees, value=float(t.ppf(0.975, degrees)))
                 for degrees in (1, 2, 3, 4, 5, 10, 29, 30, 99, 500, 1234, 14999)]
    out = dict(
        generator="make_sampled.py", python=sys.version.split()[0], numpy=np.__version__, scipy=scipy.__version__,
        statsmodels=statsmodels.__version__, cases=cases, pairs=pairs, student_t=quantiles)
    json.dump(out, sys.stdout, indent=1, allow_nan=False)
    print()


if __name__ == "__main__":
    main()
