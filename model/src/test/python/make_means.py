#!/usr/bin/env python3
"""Means of measured values with their intervals, by scipy's t-test of one sample.

    python make_means.py > ../resources/fixtures/statistics/means.json

The values are drawn with seed 0 and stand in the file.
"""
import json
import sys

import numpy as np
import scipy
from scipy.stats import ttest_1samp


def case(values):
    values = [float(value) for value in values]
    interval = ttest_1samp(values, 0.0).confidence_interval(0.95)
    return dict(values=values, mean=float(np.mean(values)), low=float(interval.low), high=float(interval.high))


def main():
    draws = np.random.default_rng(0)
    cases = [
        case([0.25, 0.5]),
        case([-1.0, 0.0, 4.0]),
        case(draws.binomial(64, 0.3, 11) / 64),
        case(draws.normal(120.0, 15.0, 41)),
        case(draws.normal(1e6, 1e-2, 200)),
    ]
    out = dict(generator="make_means.py", python=sys.version.split()[0], numpy=np.__version__, scipy=scipy.__version__,
               cases=cases)
    json.dump(out, sys.stdout, indent=1, allow_nan=False)
    print()


if __name__ == "__main__":
    main()
