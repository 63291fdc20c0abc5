"""One half of the recordings: its words, its people, its files and what is true of them."""
import json
from pathlib import Path

import numpy as np
import pandas as pd

FORMS = ['r-print', 'r-csv', 'pandas-print', 'pandas-csv', 'html', 'notebook', 'stata-log', 'sas-list', 'xlsx', 'docx',
         'pptx', 'pdf', 'svg', 'json', 'latex-markdown']
KINDS = ['small-count', 'rows-of-people', 'identifier', 'extreme', 'arithmetic', 'missing-rows', 'rounded', 'hidden', 'harmless']
BINS = [18, 35, 50, 65, 80, 200]
SEEDS = {'first': 20251, 'second': 77003}
here = Path(__file__).resolve().parent


class Words:
    """The words of one topic: `row`, `col`, `flag`, `sex`, `band` have levels, the others are names of columns."""

    def __init__(self, entry):
        for key, value in entry.items():
            setattr(self, key, value)
        self.r, self.R, self.rows = entry['row']
        self.c, self.C, self.cols = entry['col']
        self.f, self.F, self.flags = entry['flag']
        self.s, self.S, self.sexes = entry['sex']
        self.b, self.bands = entry['band']


class Half:
    def __init__(self, name, out):
        self.name = name
        self.isFirst = name == 'first'
        self.out = Path(out) / name
        self.out.mkdir(parents=True, exist_ok=True)
        self.rng = np.random.default_rng(SEEDS[name])
        self.topics = [Words(entry) for entry in json.loads((here / 'words' / f'{name}.json').read_text())]
        self.labels = []
        self.order = []

    def topic(self):
        """The next topic: each comes once before one comes again."""
        if not self.order:
            self.order = [self.topics[at] for at in self.rng.permutation(len(self.topics))]
        return self.order.pop()

    def latin(self):
        """The next topic that a program without Unicode can print in columns."""
        while True:
            topic = self.topic()
            if topic.lang not in ('zh', 'ja'):
                return topic

    def seed(self):
        return int(self.rng.integers(1, 2**31))

    # ---- people

    def people(self, w, isSmall):
        """Generated people: with a rare row and a rare band, or at least eleven in each cell."""
        rng = self.rng
        rows, cols = len(w.rows), len(w.cols)
        n = int(rng.integers(190, 900)) if isSmall else int(rng.integers(9000, 14000))
        share = np.array([0.62**at for at in range(rows)]) if isSmall else np.linspace(2, 1, rows)
        share2 = np.array([0.55**at for at in range(cols)]) if isSmall else np.linspace(1.6, 1, cols)
        row = rng.choice(rows, n, p=share / share.sum())
        age = np.clip(rng.normal(52, 13, n).round(), 18, 79) if isSmall else rng.integers(18, 96, n)
        if isSmall:
            rare, old = int(rng.integers(1, 10)), int(rng.integers(1, 10))
            row[row == rows - 1] = 0
            row[rng.choice(n, rare, replace=False)] = rows - 1
            age[rng.choice(n, old, replace=False)] = rng.integers(80, 97, old)
        day = pd.Timestamp('2021-01-01') + pd.to_timedelta(rng.integers(0, 1460, n), unit='D')
        data = pd.DataFrame({
            w.id: np.arange(10001, 10001 + n),
            w.r: pd.Categorical.from_codes(row, w.rows),
            w.c: pd.Categorical.from_codes(rng.choice(cols, n, p=share2 / share2.sum()), w.cols),
            w.f: pd.Categorical.from_codes((rng.random(n) < (0.07 if isSmall else 0.22)).astype(int), w.flags),
            w.s: pd.Categorical.from_codes((rng.random(n) < 0.45).astype(int), w.sexes),
            w.age: age.astype(int),
            w.date: day.strftime('%Y-%m-%d'),
            w.cost: np.round(rng.gamma(2, 900, n), 2),
            w.measure: np.round(rng.normal(27, 4.5, n), 1),
            w.time: rng.integers(1, 720, n),
            w.event: (rng.random(n) < (0.12 if isSmall else 0.3)).astype(int),
        })
        data[w.b] = pd.cut(data[w.age], BINS, right=False, labels=w.bands)
        data[w.year] = pd.to_datetime(data[w.date]).dt.year - data[w.age]
        grid = pd.crosstab(data[w.r], data[w.c]).to_numpy()
        fine = (1 <= grid[grid > 0].min() <= 9) if isSmall else grid.min() > 60
        return data if fine else self.people(w, isSmall)

    def small(self, w):
        return self.people(w, True)

    def large(self, w):
        return self.people(w, False)

    # ---- files

    def name_of(self, w, extension):
        return f'{w.topic}-{len(self.labels) + 1:03d}.{extension}'

    def put(self, w, form, extension, program, content, kind, what, counts=None, base=None):
        """Writes a file and tells what is true of it; `counts` are all the counts of people that it shows."""
        name = self.name_of(w, extension)
        content = content if isinstance(content, bytes) else content.encode()
        (self.out / name).write_bytes(content)
        self.tell(name, form, program, kind, what, counts, base)
        return name

    def tell(self, name, form, program, kind, what, counts=None, base=None):
        assert form in FORMS and kind in KINDS, (form, kind)
        shown = None if counts is None else [int(count) for count in np.asarray(counts).ravel() if count == count]
        if kind == 'small-count':
            assert any(1 <= count <= 9 for count in shown), (name, 'has no small count')
        elif kind == 'rounded':
            assert base in (3, 5, 6, 7, 10) and len(set(shown)) > 6, (name, 'is hardly a rounded table')
            assert all(count % base == (3 if base == 6 and count else 0) for count in shown), (name, 'is not rounded')
        elif shown is not None:
            assert not any(1 <= count <= 9 for count in shown), (name, 'has a small count', shown)
            assert len(shown) < 4 or any(count % 5 for count in shown), (name, 'looks rounded')
        label = {'name': name, 'form': form, 'program': program, 'kind': kind, 'what': what}
        self.labels.append({**label, 'base': base} if base else label)

    def finish(self):
        text = ',\n'.join('  ' + json.dumps(label, ensure_ascii=False) for label in self.labels)
        (self.out / 'labels.json').write_text(f'[\n{text}\n]\n')


def first_small(table):
    """In words, the first cell from 1 to 9 of a table of counts."""
    table = table.to_frame() if isinstance(table, pd.Series) else table
    for row, cells in table.iterrows():
        for column, value in cells.items():
            if value == value and 1 <= value <= 9:
                words = [' '.join(map(str, key)) if isinstance(key, tuple) else str(key) for key in (row, column)]
                return f'{words[0]} / {words[1]}: {int(value)}'
    raise AssertionError('no small count')


def rounded(table, base):
    """Counts rounded to a base; 6 stands for the midpoints 3, 9, 15 …"""
    if base == 6:
        return table.apply(lambda column: np.where(column > 0, (np.ceil(column / 6) * 6 - 3), 0)).astype(int)
    return ((table / base).round() * base).astype(int)

