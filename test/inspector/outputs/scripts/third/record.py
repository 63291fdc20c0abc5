"""Writes the files: python3 record.py OUT [SEED]."""
import importlib
import sys
import time

from common import Set

PARTS = ['by_tables', 'by_r', 'by_stat', 'by_logs', 'by_people', 'by_calm', 'by_sentences']
S = Set(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 41957)
only = sys.argv[3:] or PARTS
try:
    for at, part in enumerate(PARTS):
        if part in only:
            start = time.time()
            S.begin(at)
            importlib.import_module(part).all_of(S)
            print(part, len(S.labels), f'{time.time() - start:.0f} s', flush=True)
finally:
    S.finish()
