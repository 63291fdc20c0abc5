"""Link tax and benefit spells."""
import pandas as pd

THRESHOLD = 10


def suppress(s):
    return s.where((s == 0) | (s >= THRESHOLD))


def main():
    a = pd.read_parquet('spells.parquet')
    out = a.groupby('sector').size().pipe(suppress)
    out.to_csv('t4.csv')
