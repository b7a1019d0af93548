#!/usr/bin/env python3
"""ROUGE-L of pairs of texts, by Google's rouge-score.

    python make_rouge.py > ../resources/fixtures/rouge/rouge-l.json

The texts that are drawn are drawn with a fixed seed.
"""
import json
import random
import sys
from importlib.metadata import version

from rouge_score import rouge_scorer

GENERIC = "My answer was wrong. I will think again and try to do better."
PAIRS = [
    (GENERIC, GENERIC),
    (GENERIC, "I will try to do better, and I will think again: my answer was wrong!"),
    (GENERIC, "first 8 * 6 = 48 then 48 + 7 = 55 then 55 + 2 = 57"),
    (GENERIC, ""),
    ("", GENERIC),
    ("", ""),
    ("...", "!?"),
    ("I should try other operations.", "I  SHOULD\ttry\nother   operations"),
    ("I should try other operations.", "I should try other numbers, or other operations."),
    ("a b c d e f", "f e d c b a"),
    ("a a a a", "a"),
    ("a", "a a a a"),
    ("it's a well-known 3.5-step under_score", "its a well known 35 step underscore"),
    ("it's a well-known 3.5-step under_score", "It s a WELL known 3 5 step under score"),
]
WORDS = "i should try other operations first then the sum is too large 12 7 9".split()


def drawn(draws):
    return " ".join(draws.choice(WORDS) for _ in range(draws.randrange(1, 60)))


def main():
    draws = random.Random(20261122)
    scorer = rouge_scorer.RougeScorer(["rougeL"], use_stemmer=False)
    pairs = PAIRS + [(drawn(draws), drawn(draws)) for _ in range(40)]
    cases = [dict(reference=reference, text=text, f1=scorer.score(reference, text)["rougeL"].fmeasure)
             for reference, text in pairs]
    json.dump(dict(made_by="rouge-score " + version("rouge-score"), cases=cases), sys.stdout, indent=1)
    print()


main()
