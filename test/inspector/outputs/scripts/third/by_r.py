"""Outputs of R: people and a list of jobs for by_r.R."""
import json
import subprocess
from pathlib import Path

import numpy as np
import pandas as pd

from common import ENV

HERE = Path(__file__).resolve().parent
FORMS = {'txt': 'r-print', 'log': 'r-print', 'Rout': 'r-print', 'csv': 'r-csv', 'tsv': 'r-csv', 'md': 'latex-markdown', 'tex': 'latex-markdown', 'ipynb': 'notebook'}


def grid(*keys):
    def counts(d, t):
        by = [getattr(t, k) for k in keys]
        return d.groupby(by, observed=False).size()
    return counts


def events(d, t):
    x = d.groupby(t.g, observed=True)['event'].agg(['size', 'sum'])
    return pd.concat([x['size'], x['sum']])


def split(*many):
    return lambda d, t: pd.concat([m(d, t) for m in many])


def survival(d, t):
    """The numbers at risk, and the events between the times, as summary.survfit tells them."""
    times = list(range(0, 801, 100))
    risk = [int((d[t.days] >= x).sum()) for x in times]
    ev = [int(((d[t.days] <= x) & (d[t.days] > (times[i - 1] if i else -1)) & (d['event'] == 1)).sum()) for i, x in enumerate(times)]
    return pd.Series(risk + ev)


def rare(d, t):
    return pd.Series([int(d.loc[d[t.h] == t.hs[0], 'rare'].sum())])


G, H = grid('g'), grid('h')
SMALL = [('tab', 'txt', G), ('tab2', 'txt', grid('g', 'h')), ('ft', 'txt', grid('h', 's', 'f')), ('marg', 'txt', grid('g', 'f')), ('count', 'txt', G), ('grp', 'txt', grid('h', 'f')), ('gm', 'txt', grid('g', 'f')),
         ('surv', 'txt', survival), ('survg', 'txt', events), ('survfit', 'log', events), ('agg', 'csv', events), ('csv2', 'csv', grid('g', 's')), ('wt', 'tsv', grid('g', 'h')), ('kmd', 'md', G), ('khtml', 'html', grid('h', 'f')),
         ('ktex', 'tex', grid('g', 'f')), ('xt', 'tex', grid('g', 'h')), ('xth', 'html', G), ('fdocx', 'docx', grid('g', 'f')), ('fhtml', 'html', G), ('ppt', 'pptx', G), ('pptx2', 'pptx', split(G, H)), ('ppt', 'pptx', G), ('ox', 'xlsx', grid('g', 'h')),
         ('ox2', 'xlsx', split(G, grid('h', 'f'))), ('gsvg', 'svg', G), ('gpdf', 'pdf', G), ('tsvg', 'svg', grid('g', 'h')), ('dt', 'txt', events), ('pan', 'md', grid('g', 'f')), ('epi', 'txt', grid('s', 'f')),
         ('json', 'json', grid('g', 's')), ('json2', 'json', events), ('frq', 'txt', G), ('stat', 'txt', events), ('rmd', 'md', grid('g', 'f')), ('rmdhtml', 'html', grid('g', 'f')), ('rout', 'Rout', grid('g', 'f')), ('cox', 'txt', rare), ('gpdf', 'pdf', G)]
LARGE = [('gm2', 'txt', grid('h', 's')), ('epi2', 'txt', grid('h', 'f')), ('surv', 'txt', survival), ('pan2', 'md', grid('h', 's')), ('fdocx', 'docx', grid('g', 'f')), ('khtml', 'html', grid('h', 'f')), ('count', 'txt', G), ('gsvg', 'svg', G), ('fisher', 'txt', grid('s', 'f'))]
CALM = [(fn, ext, None) for fn, ext in (x.split('.') for x in 'anova.txt coeft.txt glmp.log coefc.csv glance.json coxl.txt ttest.txt chisq.txt corr.txt lav.txt alpha.txt lmer.txt roc.txt svy.txt tukey.txt power.txt sess.txt forest.svg forest.pdf km.svg xtc.tex flexc.docx oxc.xlsx pptc.pptx means.rst pred.csv boot.txt km.pdf'.split())]
EXTREME = [tuple(x.split('.')) for x in 'summ.txt desc.txt descby.txt quant.txt hm.txt five.Rout bp.txt mm.csv mmk.html tapply.log'.split()]
ROWS = [tuple(x.split('.')) for x in 'head.txt tib.txt str.txt tr.txt dput.txt dtp.log rowk.md rowcsv.csv rowflex.docx'.split()]
MISSING = [tuple(x.split('.')) for x in 'miss.txt miss2.txt miss3.log miss4.txt'.split()]
ARITHMETIC = [tuple(x.split('.')) for x in 'risk.txt two.txt meanp.txt'.split()]


def all_of(S):
    jobs, after = [], []

    def job(t, d, fn, ext, kind, what, counts=None):
        out, data = S.work / f'r{len(jobs)}.{ext}', S.work / f'r{len(jobs)}.csv.in'
        d.to_csv(data, index=False, na_rep='NA')
        w = {k: getattr(t, k) for k in ('g', 'h', 'f', 's', 'year', 'age', 'measure', 'money', 'days', 'who')}
        w.update({k: t.w[k] for k in ('n', 'N', 'pct', 'events', 'mean', 'range', 'total')}, title=f'{t.who.capitalize()}: {t.g}, {t.f}', last=t.gs[-1], h1=t.hs[0])
        jobs.append({'fn': fn, 'data': str(data), 'out': str(out), 'seed': S.seed(), 'w': w, 'levels': {'g': t.gs, 'h': t.hs, 'f': t.fs, 's': t.ss}})
        after.append((t, FORMS.get(ext, ext), ext, out, kind, what, counts))

    for fn, ext, truth in SMALL:
        t = S.topic()
        while True:
            d = S.small(t)
            d['rare'] = (S.rng.random(len(d)) < 0.015).astype(int)
            counts = truth(d, t)
            found = [(k, int(v)) for k, v in counts.items() if 1 <= v <= 9]
            if found:
                break
        k, v = found[-1] if fn in ('surv', 'survg', 'agg') else found[0]
        name = ' / '.join(map(str, k)) if isinstance(k, tuple) else str(k)
        job(t, d, fn, ext, 'small-count', f'{name}: {v}', [v])
    for fn, ext, truth in LARGE:
        t = S.topic()
        while True:
            d = S.large(t)
            counts = truth(d, t)
            if not any(1 <= v <= 9 for v in counts):
                break
        job(t, d, fn, ext, 'harmless', f'counts from {min(v for v in counts if v)}', counts)
    for fn, ext, _ in CALM:
        t = S.topic()
        d = S.large(t)
        job(t, d, fn, ext, 'harmless', {'sess': 'versions of programs', 'power': 'a calculation of sample sizes'}.get(fn, 'estimates from thousands of people'))
    for fn, ext in EXTREME:
        t = S.topic()
        job(t, S.large(t) if S.rng.random() < 0.5 else S.small(t), fn, ext, 'extreme', 'the smallest and largest value of people')
    for fn, ext in ROWS:
        t = S.topic()
        job(t, S.small(t), fn, ext, 'rows-of-people', 'people one by one')
    for fn, ext in MISSING:
        t = S.topic()
        d = S.large(t)
        k = int(S.rng.integers(2, 10))
        d.loc[S.rng.choice(len(d), k, replace=False), t.measure] = np.nan
        job(t, d, fn, ext, 'missing-rows', f'without {t.measure}: {k}')
    for fn, ext in ARITHMETIC:
        t = S.topic()
        d = S.small(t)
        k = int((d[t.g] == t.gs[-1]).sum())
        if fn == 'risk':
            d = S.small(t)
            while len(d) < 250:
                d = S.small(t)
            d[t.days] = S.rng.permutation(3000)[:len(d)]
        job(t, d, fn, ext, 'arithmetic', 'the numbers at risk fall by 6' if fn == 'risk' else f'{t.gs[-1]} is {k}: ' + ('all less those of the second model' if fn == 'two' else 'its share and the whole are told'))
    (S.work / 'jobs.json').write_text(json.dumps(jobs))
    done = subprocess.run(['nice', '-n', '15', 'Rscript', str(HERE / 'by_r.R'), str(S.work / 'jobs.json')], env=ENV, capture_output=True, text=True, cwd=S.work, encoding='utf-8', errors='replace')
    print(done.stderr[-3000:])
    for t, form, ext, out, kind, what, counts in after:
        if not out.exists():
            print('not written:', what, ext)
            continue
        if ext == 'rst':
            ext, form = 'txt', 'r-print'
        S.put(t, form, ext, 'R', out, kind, what, counts=counts)
