"""Sentences without an identifier that look as if they had one, and sentences with one."""
import json
from pathlib import Path

import numpy as np

from half import SEEDS
from identifiers import Identifiers, has_number

here = Path(__file__).resolve().parent


def write(h):
    told = json.loads((here / 'sentences' / f'{h.name}.json').read_text())
    made = Identifiers(np.random.default_rng(SEEDS[h.name] + 1))
    for sentence in told['without']:
        assert has_number(sentence) is None, (sentence, has_number(sentence))
    with_one = [{'kind': kind, 'text': made.filled(text)} for kind, text in told['with']]
    lines = lambda entries: ',\n'.join('    ' + json.dumps(entry, ensure_ascii=False) for entry in entries)
    (h.out / 'identifier-sentences.json').write_text(f'{{\n  "without": [\n{lines(told["without"])}\n  ],\n  "with": [\n{lines(with_one)}\n  ]\n}}\n')
    print(h.name, len(told['without']), 'sentences without,', len(with_one), 'with an identifier')
