"""The targets (tables whose cells are known) and the people made from them; the book of labels."""
import json, os, random
import numpy as np, pandas as pd
from topics import T, BY, W

class Tab:
    """A table of counts of people: m (rows x cols), with the totals that belong to it."""
    def __init__(s, tp, m, mode, base=None, what=''):
        s.tp, s.m, s.mode, s.base, s.what = tp, np.array(m), mode, base, what
        s.rows, s.cols = tp['rows'][:len(m)], tp['cols'][:len(m[0])]
        s.w = W[tp['lang']]; s.lang = tp['lang']
        for k in ('rv', 'rl', 'cv', 'cl', 'title', 'unit', 'event', 'num', 'numlab', 'slug'): setattr(s, k, tp[k])
        s.rt, s.ct, s.gt = s.m.sum(1), s.m.sum(0), int(s.m.sum())
        if base:  # totals are rounded for themselves from the raw ones
            s.rt = np.array([rnd(x, base) for x in s.raw_m(m).sum(1)]); s.ct = np.array([rnd(x, base) for x in s.raw_m(m).sum(0)])
            s.gt = rnd(int(s.raw_m(m).sum()), base)
    def raw_m(s, m): return np.array(m)
    def frame(s): return pd.DataFrame(s.m, index=pd.Index(s.rows, name=s.rv), columns=pd.Index(s.cols, name=s.cv))
    def margins(s):
        f = s.frame(); f[s.w['total']] = s.rt
        f.loc[s.w['total']] = list(s.ct) + [s.gt]
        return f
    def long(s): return s.frame().stack().rename('n').reset_index()
    def people(s, rng):
        """People whose cross table is exactly m."""
        assert not s.base
        r = [(a, b) for i, a in enumerate(s.rows) for j, b in enumerate(s.cols) for _ in range(s.m[i, j])]
        rng.shuffle(r)
        n = len(r); g = np.random.default_rng(rng.randrange(2**31))
        d = pd.DataFrame(r, columns=[s.rv, s.cv])
        d[s.num] = np.round(g.normal(s.tp['mu'], s.tp['sd'], n), 1)
        d['event'] = 0
        return d

def rnd(x, base):
    if base == 6:  # midpoints of runs of six: 3, 9, 15 …
        return 0 if x == 0 else (int(x) - 1) // 6 * 6 + 3
    return int(round(x / base) * base)

def big(rng):  # a count of a usual size, at least 12
    return int(min(4000, 12 + rng.lognormvariate(4.2, 1.0)))

def make(tp, mode, rng, base=None, nc=None):
    R, C = len(tp['rows']), nc or len(tp['cols'])
    m = [[big(rng) for _ in range(C)] for _ in range(R)]
    what = ''
    if mode == 'small':
        k = rng.choice([1, 1, 1, 2, 3]); told = []
        for _ in range(k):
            i, j, v = rng.randrange(R), rng.randrange(C), rng.randint(1, 9)
            if rng.random() < .5: i = R - 1
            m[i][j] = v; told.append((i, j))
        i, j = told[-1]; what = f"{tp['rows'][i]} / {tp['cols'][j]}: {m[i][j]}"
    elif mode == 'rounded':
        while True:
            m = [[rnd(big(rng), base) for _ in range(C)] for _ in range(R)]
            if rng.random() < .4: m[rng.randrange(R)][rng.randrange(C)] = rng.choice([0, base if base != 6 else 3])
            if len({x for r in m for x in r if x}) >= min(12, R * C): break
        what = f'all counts rounded to {base}'
    else:
        z = rng.random()
        if z < .25: m[rng.randrange(R)][rng.randrange(C)] = 0
        what = f'counts from {min(x for r in m for x in r if x)}'
    if mode == 'rounded' :
        raw = [[x + (rng.randint(-(base // 2), (base - 1) // 2) if x and base != 6 else 0) for x in r] for r in m]
        tab = Tab(tp, m, mode, None, what); tab.base = base
        a = np.array(raw)
        tab.rt = np.array([rnd(x, base) for x in a.sum(1)]); tab.ct = np.array([rnd(x, base) for x in a.sum(0)]); tab.gt = rnd(int(a.sum()), base)
        return tab
    return Tab(tp, m, mode, None, what)

class Book:
    def __init__(s, out, seed):
        s.out, s.rng, s.labels, s.used, s.jobs = out, random.Random(seed), [], set(), []
        os.makedirs(out, exist_ok=True)
        for f in os.listdir(out): os.remove(os.path.join(out, f))
    STEMS = dict(en=['tab', 'table2', 'output', 'results', 'req4', 'final_v2', 'draft', 'main', 'appendix', 'cohort', 'desc', 'release'], de=['tab', 'ausgabe', 'ergebnis', 'entwurf', 'anhang', 'abb'], fr=['tableau', 'sortie', 'resultats', 'annexe'], es=['tabla', 'salida', 'resultados', 'anexo'], nl=['tabel', 'uitvoer', 'bijlage'], sv=['tabell', 'utdata', 'bilaga'], da=['tabel', 'udtraek', 'bilag'], no=['tabell', 'utskrift', 'vedlegg'], it=['tabella', 'uscita', 'allegato'], pt=['quadro', 'saida', 'anexo'])
    def name(s, tp, ext):
        while True:
            n = f"{tp['slug']}_{s.rng.choice(s.STEMS[tp['lang']])}{s.rng.randint(1, 99):02d}.{ext}"
            if n not in s.used: s.used.add(n); return n
    def add(s, tp, ext, form, program, kind, what, base=None):
        n = s.name(tp, ext)
        d = dict(name=n, form=form, program=program, kind=kind, what=what)
        if base: d['base'] = base
        s.labels.append(d)
        return os.path.join(s.out, n)
    def pick(s, lang=None):
        """A topic: 60 % English."""
        if lang: return s.rng.choice(BY[lang])
        if s.rng.random() < .6: return s.rng.choice(BY['en'])
        return s.rng.choice(BY[s.rng.choice(['de', 'fr', 'es', 'nl', 'sv', 'da', 'no', 'it', 'pt'])])
    def save(s):
        s.labels.sort(key=lambda d: d['name'])
        with open(os.path.join(s.out, 'labels.json'), 'w') as f:
            f.write('[\n' + ',\n'.join('  ' + json.dumps(d, ensure_ascii=False) for d in s.labels) + '\n]\n')
