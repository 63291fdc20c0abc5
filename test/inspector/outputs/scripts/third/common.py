"""The people, the files and what is true of them."""
import io
import json
import math
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd

from vocab import TOPICS, WORDS

KINDS = ['small-count', 'rows-of-people', 'identifier', 'extreme', 'arithmetic', 'missing-rows', 'rounded', 'harmless']
ENV = {**os.environ, 'LC_ALL': 'C.UTF-8', 'LANG': 'C.UTF-8', 'TZ': 'UTC', 'SOURCE_DATE_EPOCH': '1735689600'}


class Topic:
    def __init__(self, row):
        (self.stem, self.lang, self.who, (self.g, self.gs), (self.h, self.hs), (self.f, self.fs), (self.s, self.ss),
         self.year, self.age, self.measure, self.money, self.days) = row
        self.w = WORDS[self.lang]
        self.nums = [self.age, self.measure, self.money, self.days]


class Set:
    def __init__(self, out, seed):
        self.out = Path(out)
        self.out.mkdir(parents=True, exist_ok=True)
        self.first, self.part = seed, 0
        self.topics = [Topic(row) for row in TOPICS]
        self.english = [t for t in self.topics if t.lang == 'en']
        self.foreign = [t for t in self.topics if t.lang != 'en']
        self.labels, self.numbers, self.queues, self.order = [], {}, {}, {}
        for i, t in enumerate(self.topics):
            self.order[t.stem] = [int(x) for x in np.random.default_rng([seed, i]).permutation(900) + 100]
        told = self.out / 'labels.json'
        self.labels = json.loads(told.read_text()) if told.exists() else []
        self.work = Path(tempfile.mkdtemp())

    def begin(self, part):
        """Every part has its own numbers, so that it can be written again alone."""
        self.part, self.rng, self.queues = part, np.random.default_rng([self.first, 77, part]), {}
        self.numbers = {stem: order[part::8] for stem, order in self.order.items()}
        mine = {f'{stem}_{n}' for stem, numbers in self.numbers.items() for n in numbers}
        gone = [x for x in self.labels if re.sub(r'_[a-z]*(\d+)\..*', r'_\1', x['name']) in mine]
        for x in gone:
            (self.out / x['name']).unlink(missing_ok=True)
        self.labels = [x for x in self.labels if x not in gone]

    def topic(self, english=None):
        """Topics in turn; half of them in English."""
        if english is None:
            english = bool(self.rng.random() < 0.5)
        queue = self.queues.setdefault(english, [])
        if not queue:
            pool = self.english if english else self.foreign
            queue.extend(pool[i] for i in self.rng.permutation(len(pool)))
        return queue.pop()

    def seed(self):
        return int(self.rng.integers(1, 2**31))

    # ---- people
    def people(self, t, small, columns=None):
        rng = self.rng
        n = int(rng.integers(160, 900)) if small else int(rng.integers(7000, 15000))
        a, b = len(t.gs), len(t.hs)
        pg = np.array([0.58**i for i in range(a)]) if small else np.linspace(2.2, 1, a)
        ph = np.array([0.5**i for i in range(b)]) if small else np.linspace(1.8, 1, b)
        g = rng.choice(a, n, p=pg / pg.sum())
        if small:
            k = int(rng.integers(1, 10))
            g[g == a - 1] = 0
            g[rng.choice(n, k, replace=False)] = a - 1
        h = rng.choice(b, n, p=ph / ph.sum())
        p = (0.08 if small else 0.3)
        d = pd.DataFrame({
            t.g: pd.Categorical.from_codes(g, t.gs), t.h: pd.Categorical.from_codes(h, t.hs),
            t.f: pd.Categorical.from_codes((rng.random(n) < p).astype(int), t.fs),
            t.s: pd.Categorical.from_codes((rng.random(n) < 0.47).astype(int), t.ss),
            t.year: rng.integers(2017, 2024, n), t.age: np.clip(rng.normal(47, 14, n).round(), 18, 93).astype(int),
            t.measure: np.round(rng.normal(31, 6, n), 1), t.money: np.round(rng.gamma(2.2, 1400, n), 2), t.days: rng.integers(1, 900, n)})
        if t.age == 'age_months':
            d[t.age] = np.clip(rng.normal(190, 5, n).round(), 175, 206).astype(int)
        d['event'] = (rng.random(n) < (0.1 if small else 0.25)).astype(int)
        return d

    def small(self, t=None):
        return self.people(t, True)

    def large(self, t=None):
        d = self.people(t, False)
        return d

    # ---- files
    def name(self, t, ext):
        stem = t.stem
        taken = self.numbers[stem]
        part = ['', 'tab', 'v', 'fig', 'run', 'out', 'app', 'note'][int(self.rng.integers(0, 8))]
        if part == 'fig' and ext not in ('svg', 'pdf'):
            part = 'part'
        return f'{stem}_{part}{taken.pop()}.{ext}'

    def put(self, t, form, ext, program, content, kind, what, base=None, counts=None):
        name = self.name(t, ext)
        if isinstance(content, Path):
            content = content.read_bytes()
        content = content if isinstance(content, bytes) else content.encode()
        if ext in ('odt', 'ods'):
            content = anonymous(content)
        assert kind in KINDS and content, (name, kind)
        if counts is not None:
            shown = [int(c) for c in np.asarray(counts, dtype=float).ravel() if c == c]
            if kind == 'small-count':
                assert any(1 <= c <= 9 for c in shown), ('no small count', what)
            elif kind == 'rounded':
                assert all(c % base == (3 if base == 6 and c else 0) for c in shown), ('not rounded', what, shown)
                assert len(set(shown)) >= 6, ('hardly rounded', what, shown)
            elif kind == 'harmless':
                assert not any(1 <= c <= 9 for c in shown), ('small count', what, shown)
        (self.out / name).write_bytes(content)
        label = {'name': name, 'form': form, 'program': program, 'kind': kind, 'what': what}
        self.labels.append({**label, 'base': base} if base else label)
        return name

    def finish(self):
        self.labels.sort(key=lambda label: label['name'])
        text = ',\n'.join('  ' + json.dumps(label, ensure_ascii=False) for label in self.labels)
        (self.out / 'labels.json').write_text(f'[\n{text}\n]\n')
        shutil.rmtree(self.work, ignore_errors=True)


def rounding(value, base):
    """A count rounded to a base; 6 stands for midpoints."""
    value = int(value)
    if base == 6:
        return 0 if value == 0 else math.ceil(value / 6) * 6 - 3
    return int(math.floor(value / base + 0.5)) * base


def anonymous(content):
    """An Open Document file without the name of whoever is logged in."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == 'meta.xml':
                data = data.replace(b'>root<', b'>analyst<')
            new.writestr(item, data, item.compress_type)
    return out.getvalue()


def run(args, cwd, text=None, check=True, timeout=300):
    done = subprocess.run(['nice', '-n', '15', *map(str, args)], cwd=cwd, input=text, capture_output=True, text=True, env=ENV, timeout=timeout)
    if check and done.returncode:
        raise RuntimeError(f'{args}: {done.stdout[-1500:]}{done.stderr[-1500:]}')
    return done.stdout
