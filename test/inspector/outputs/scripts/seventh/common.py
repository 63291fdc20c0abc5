"""Shared tools: where files go, the list of labels, and seeded generators."""
import json
import os
import random

HERE = os.path.dirname(os.path.abspath(__file__))
FILES = os.path.join(os.path.dirname(HERE), "files")
SEED = 70421
LABELS = []


def rng_for(word):
    """A generator of its own for each part, so that parts can be run alone."""
    return random.Random(f"{SEED}-{word}")


def path(name):
    return os.path.join(FILES, name)


def label(name, form, program, kind, what, base=None):
    row = {"name": name, "form": form, "program": program, "kind": kind}
    if base:
        row["base"] = base
    row["what"] = what
    LABELS.append(row)
    return path(name)


def write(name, form, program, kind, what, text, base=None, encoding="utf-8"):
    """Label a text file and write it."""
    with open(label(name, form, program, kind, what, base), "w", encoding=encoding, newline="") as f:
        f.write(text if text.endswith("\n") else text + "\n")


def read_lines(jsonl):
    """Labels that the R script wrote, one JSON object a line."""
    with open(jsonl, encoding="utf-8") as f:
        for line in f:
            LABELS.append(json.loads(line))


def near(r, base, low, high):
    """A multiple of base."""
    return base * r.randint(max(1, low // base), high // base)


def mid6(r, low, high):
    """A midpoint of six: 3, 9, 15, 21 ..."""
    return 6 * r.randint(low // 6, high // 6) + 3


def odd(r, low, high):
    """A count above nine that is no multiple of five or ten."""
    while True:
        n = r.randint(max(11, low), high)
        if n % 5 and n % 3:
            return n
