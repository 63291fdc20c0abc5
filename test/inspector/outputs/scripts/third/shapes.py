"""Tables of counts, in several shapes: small (with a count from 1 to 9), large (none of them), rounded to a base."""
import numpy as np
import pandas as pd

from common import rounding


class Tab:
    def __init__(self, title, head, rows, counts, small, notes=()):
        self.title, self.head, self.rows, self.counts, self.small, self.notes = title, head, rows, counts, small, list(notes)

    def frame(self):
        return pd.DataFrame(self.rows, columns=self.head)


class Cell:
    """Numbers as a mode shows them, with a memory of the counts."""

    def __init__(self, mode, base=None, keep=False):
        self.mode, self.base, self.keep, self.counts, self.smalls = mode, base, keep, [], []

    def n(self, value, where=''):
        value = int(value)
        shown = rounding(value, self.base) if self.mode == 'rounded' else value
        self.counts.append(shown)
        if 1 <= shown <= 9 and self.mode == 'small':
            self.smalls.append(f'{where}: {shown}')
        return shown

    def r(self, value):
        """The number that a percentage is made of."""
        return rounding(int(value), self.base) if self.mode == 'rounded' and not self.keep else int(value)

    def p(self, part, whole, digits=1, times=100):
        whole = self.r(whole)
        return round(self.r(part) / whole * times, digits) if whole else 0.0


def note(t, c):
    if c.mode != 'rounded':
        return []
    return [t.w['mid'] if c.base == 6 else t.w['round'].format(b=c.base).split(';')[0].rstrip('.') + '.' if c.keep else t.w['round'].format(b=c.base)]


def frequency(t, d, c):
    counts = d[t.g].value_counts(sort=False)
    rows = [[g, c.n(k, f'{t.g} {g}'), c.p(k, len(d))] for g, k in counts.items()]
    rows.append([t.w['total'], c.n(len(d)), 100.0])
    return [t.g, t.w['n'], t.w['pct']], rows, f'{t.g}, {t.who}'


def cross(t, d, c):
    grid = pd.crosstab(d[t.g], d[t.h])
    rows = [[g, *(c.n(k, f'{g} / {h}') for h, k in line.items()), c.n(line.sum(), g)] for g, line in grid.iterrows()]
    rows.append([t.w['total'], *(c.n(k, h) for h, k in grid.sum().items()), c.n(len(d))])
    return [t.g, *grid.columns, t.w['total']], rows, f'{t.g} {t.w["by"]} {t.h}'


def npct(t, d, c):
    grid = pd.crosstab(d[t.g], d[t.f])
    rows = [[g, *(f'{c.n(k, f"{g} / {f}")} ({c.p(k, line.sum())})' for f, k in line.items())] for g, line in grid.iterrows()]
    return [t.g, *(f'{f}, {t.w["n"]} ({t.w["pct"]})' for f in grid.columns)], rows, f'{t.f} {t.w["by"]} {t.g}'


def tidy(t, d, c):
    grid = d.groupby([t.h, t.s, t.f], observed=True).size()
    return [t.h, t.s, t.f, t.w['n']], [[*key, c.n(k, ' '.join(map(str, key)))] for key, k in grid.items()], f'{t.w["number"]} {t.who}'


def rates(t, d, c):
    grid = d.groupby(t.g, observed=True)['event'].agg(['size', 'sum'])
    rows = [[g, c.n(line['size'], f'{g} N'), c.n(line['sum'], f'{g} {t.w["events"]}'), c.p(line['sum'], line['size'], 0, 1000)] for g, line in grid.iterrows()]
    return [t.g, t.w['N'], t.w['events'], t.w['rate']], rows, f'{t.w["events"]}, {t.who}'


def characteristics(t, d, c):
    a, b = t.fs
    groups = {f: d[d[t.f] == f] for f in (a, b)}
    rows = [[t.w['N'], *(str(c.n(len(x), f'N {f}')) for f, x in groups.items())]]
    for var, levels in ((t.s, t.ss), (t.h, t.hs), (t.g, t.gs[:5] if c.mode == 'large' else t.gs)):
        rows.append([var, '', ''])
        for level in levels:
            rows.append(['  ' + level, *(f'{c.n((x[var] == level).sum(), f"{level} / {f}")} ({c.p((x[var] == level).sum(), len(x))}%)' for f, x in groups.items())])
    for var in (t.age, t.measure):
        rows.append([f'{var}, {t.w["mean"].lower()} ({t.w["sd"]})', *(f'{x[var].mean():.1f} ({x[var].std():.1f})' for x in groups.values())])
    return ['', a, b], rows, f'{t.who}: {t.f}'


def years(t, d, c):
    grid = pd.crosstab(d[t.g], d[t.year])
    rows = [[g, *(c.n(k, f'{g} / {y}') for y, k in line.items())] for g, line in grid.iterrows()]
    return [t.g, *map(str, grid.columns)], rows, f'{t.w["number"]} {t.who} {t.w["by"]} {t.year}'


def bands(t, d, c):
    edges = [0, 180, 186, 192, 198, 999] if t.age == 'age_months' else [0, 25, 35, 50, 65, 75, 999]
    names = [f'{a}–{b - 1}' if a and b < 999 else (f'<{b}' if not a else f'{a}+') for a, b in zip(edges, edges[1:])]
    cut = pd.cut(d[t.age], edges, right=False, labels=names)
    grid = pd.crosstab(cut, d[t.s], dropna=False)
    rows = []
    for band, line in grid.iterrows():
        cells = []
        for s, k in line.items():
            cells += [c.n(k, f'{t.age} {band} / {s}'), c.p(k, grid[s].sum())]
        rows.append([band, *cells])
    head = [t.age] + [x for s in grid.columns for x in (s, f'{s} {t.w["pct"]}')]
    return head, rows, f'{t.who} {t.w["by"]} {t.age}, {t.s}'


def wide(t, d, c):
    """One line for each second level: how many, how many with the outcome, the mean."""
    rows = []
    for h in t.hs:
        x = d[d[t.h] == h]
        k = (x[t.f] == t.fs[1]).sum()
        rows.append([h, c.n(len(x), h), f'{x[t.measure].mean():.2f}' if len(x) >= 10 else '.', c.n(k, f'{h} / {t.fs[1]}'), f'{c.p(k, len(x))}%', c.n((x['event'] == 1).sum(), f'{h} / {t.w["events"]}')])
    return [t.h, t.w['N'], f'{t.measure} ({t.w["mean"]})', t.fs[1], t.w['pct'], t.w['events']], rows, f'{t.h}: {t.f}'


SHAPES = [frequency, cross, npct, tidy, rates, characteristics, years, bands, wide]


def table(S, t, mode, shape=None, base=None, keep=False, only=None):
    """A table of the wanted kind; drawn again until it is true."""
    for _ in range(200):
        make = shape or (only or SHAPES)[int(S.rng.integers(0, len(only or SHAPES)))]
        d = S.small(t) if mode == 'small' or (mode == 'rounded' and not keep and S.rng.random() < 0.65) else S.large(t)
        c = Cell(mode, base, keep)
        head, rows, title = make(t, d, c)
        if mode == 'large' and any(1 <= k <= 9 for k in c.counts):
            continue
        if mode == 'large' and sum(k % 5 == 0 for k in c.counts) > 0.6 * len(c.counts):
            continue
        if mode == 'small' and not c.smalls:
            continue
        if mode == 'rounded' and len(set(c.counts)) < 7:
            continue
        if mode == 'rounded' and keep and min(k for k in c.counts) < 30:
            continue
        tab = Tab(title[:1].upper() + title[1:], head, rows, c.counts, c.smalls[0] if c.smalls else '', note(t, c))
        tab.data, tab.shape = d, make.__name__
        return tab
    raise AssertionError('no such table')


def what(tab, mode, base=None):
    if mode == 'small':
        return tab.small
    return f'all counts rounded to {base}' if mode == 'rounded' else f'counts from {min((k for k in tab.counts if k), default=0)}'


MARKS = ['*', '<10', '..', '[c]', '-', 'supp.', '(x)', '–', '']


def hidden_cross(S, t):
    """A table with one cell that is not told, and its totals that are."""
    while True:
        d = S.small(t)
        grid = pd.crosstab(d[t.g], d[t.h])
        mark = MARKS[int(S.rng.integers(0, len(MARKS)))]
        at = [(g, h) for g in grid.index for h in grid.columns if 1 <= grid.loc[g, h] <= 9]
        others = [g for g in grid.index if (grid.loc[g] == 0).sum() + (grid.loc[g] >= 10).sum() + 1 >= len(grid.columns)]
        # all small cells but one are put together with others: keep only lines with one small cell
        at = [(g, h) for g, h in at if g in others]
        if not at:
            continue
        g0, h0 = at[0]
        keep = [g for g in grid.index if g == g0 or (grid.loc[g] >= 10).all()]
        if len(keep) < 2:
            continue
        part = grid.loc[keep]
        rows = [[g, *(mark if (g, h) == (g0, h0) else int(k) for h, k in line.items()), int(line.sum())] for g, line in part.iterrows()]
        rows.append([t.w['total'], *map(int, part.sum()), int(part.to_numpy().sum())])
        return Tab(f'{t.g} {t.w["by"]} {t.h}', [t.g, *grid.columns, t.w['total']], rows, [], f'{g0} / {h0} is {int(part.loc[g0, h0])}: its row has a total')


def hidden_share(S, t):
    """Percentages and one N: small counts can be computed."""
    while True:
        d = S.small(t)
        counts = d[t.g].value_counts(sort=False)
        k = int(counts.iloc[-1])
        if not 1 <= k <= 9:
            continue
        n = len(d)
        rows = [[g, f'{v / n * 100:.2f}'] for g, v in counts.items()]
        return Tab(f'{t.g} ({t.w["N"]} = {n})', [t.g, t.w['pct']], rows, [], f'{counts.index[-1]} is {k}: its share of {n} is told')


def hidden_sum(S, t):
    """A running total that grows by fewer than ten."""
    while True:
        d = S.small(t)
        counts = d[t.g].value_counts(sort=False)
        run = counts.cumsum()
        small = [g for g in counts.index[1:] if 1 <= counts[g] <= 9]
        if run.iloc[0] < 10 or not small:
            continue
        return Tab(f'{t.who} {t.w["by"]} {t.g}', [t.g, f'cum. {t.w["n"]}', f'cum. {t.w["pct"]}'], [[g, int(k), round(k / len(d) * 100, 1)] for g, k in run.items()], [], f'{small[0]} is {counts[small[0]]}: the running total grows by it')


def hidden_part(S, t):
    """All and one of two groups: the other can be computed."""
    while True:
        d = S.small(t)
        grid = pd.crosstab(d[t.h], d[t.f])
        a, b = grid.columns
        ok = [h for h in grid.index if 1 <= grid.loc[h, b] <= 9]
        if not ok or (grid[a] < 10).any():
            continue
        rows = [[h, int(line.sum()), int(line[a])] for h, line in grid.iterrows()]
        return Tab(f'{t.who}: {t.f}', [t.h, t.w['all'], a], rows, [], f'{ok[0]} / {b} is {grid.loc[ok[0], b]}: all less {a}')


HIDDEN = [hidden_cross, hidden_share, hidden_sum, hidden_part]
