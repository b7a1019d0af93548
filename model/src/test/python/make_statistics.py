#!/usr/bin/env python3
"""Statistics of evaluations, by scipy, statsmodels and exact fractions.

    python make_statistics.py > ../resources/fixtures/statistics/statistics.json

No random number is drawn, so there is no seed.
"""
import json
import math
import sys
from fractions import Fraction

import scipy
import statsmodels
from scipy.stats import binomtest
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint

SHARES = [(0, 1), (1, 1), (0, 10), (10, 10), (1, 3), (42, 100), (4500, 10000), (3919, 10846), (14999, 15000)]
PAIRS = [(0, 0), (1, 0), (0, 1), (3, 3), (2, 9), (9, 2), (10, 30), (30, 10), (121, 59), (900, 1500), (1500, 900),
         (5000, 5050), (5050, 5000), (0, 1000)]
DIFFERENCES = [(1, 1, 7, 12), (0, 0, 0, 9), (9, 0, 0, 0), (0, 9, 0, 0), (36, 12, 2, 0), (20, 12, 2, 2),
               (2000, 1900, 400, 6546), (1800, 50, 45, 8951)]
SAMPLES = [(0, 1, 1), (1, 1, 1), (0, 8, 4), (1, 8, 1), (1, 8, 4), (1, 8, 8), (5, 8, 4), (8, 8, 3), (3, 200, 100),
           (17, 64, 10)]


def wilson(count, total):
    low, high = proportion_confint(count, total, alpha=0.05, method="wilson")
    return dict(count=count, total=total, low=low, high=high)


def paired(only_first, only_second):
    n = only_first + only_second
    return dict(
        only_first=only_first, only_second=only_second,
        two_sided=float(mcnemar([[0, only_first], [only_second, 0]], exact=True).pvalue) if n else 1.0,
        second_is_no_better=float(binomtest(only_second, n, 0.5, alternative="greater").pvalue) if n else 1.0,
    )


def difference(both, only_first, only_second, neither):
    """Newcombe 1998, method 10, on statsmodels' Wilson intervals."""
    total = both + only_first + only_second + neither
    first, second = (both + only_first) / total, (both + only_second) / total
    low_1, high_1 = proportion_confint(both + only_first, total, alpha=0.05, method="wilson")
    low_2, high_2 = proportion_confint(both + only_second, total, alpha=0.05, method="wilson")
    product = (both + only_first) * (only_second + neither) * (both + only_second) * (only_first + neither)
    covariance = both * neither - only_first * only_second
    if covariance > 0:
        covariance = max(0.0, covariance - total / 2)
    phi = covariance / math.sqrt(product) if product else 0.0

    def reach(a, b):
        return math.sqrt(max(0.0, a * a - 2 * phi * a * b + b * b))

    value = first - second
    return dict(
        both=both, only_first=only_first, only_second=only_second, neither=neither,
        low=max(-1.0, value - reach(first - low_1, high_2 - second)),
        high=min(1.0, value + reach(high_1 - first, second - low_2)),
    )


def pass_at_k(passed, samples, k):
    value = 1 - Fraction(math.comb(samples - passed, k), math.comb(samples, k))
    return dict(passed=passed, samples=samples, k=k, value=float(value))


def main():
    out = dict(
        generator="make_statistics.py", python=sys.version.split()[0], scipy=scipy.__version__,
        statsmodels=statsmodels.__version__,
        wilson=[wilson(*case) for case in SHARES],
        paired=[paired(*case) for case in PAIRS],
        differences=[difference(*case) for case in DIFFERENCES],
        pass_at_k=[pass_at_k(*case) for case in SAMPLES],
    )
    json.dump(out, sys.stdout, indent=1, allow_nan=False)
    print()


if __name__ == "__main__":
    main()
