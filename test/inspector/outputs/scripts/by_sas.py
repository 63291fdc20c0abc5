"""Listings as SAS writes them."""
import pandas as pd
import statsmodels.api as sm

import sas
import tables
from by_pandas import BASES, suppressed
from half import first_small, rounded


def crossed(d, *names):
    return pd.crosstab(d[names[0]], d[names[1]]) if len(names) > 1 else d[names[0]].value_counts(sort=False)


def a_freq(w, d):
    c = crossed(d, w.r)
    return sas.page('The FREQ Procedure', sas.freq(c, w.r.upper())), c


def a_twoway(w, d):
    c = crossed(d, w.r, w.c)
    return sas.page('The FREQ Procedure', sas.freq_twoway(c, (w.r.upper(), w.c.upper()))), c


def a_means(w, d):
    text, c = sas.means(d, w.measure, w.r, ['N', 'Mean', 'Std Dev'])
    return sas.page('The MEANS Procedure', text), c


def a_print(w, d):
    frame = d.groupby([w.r, w.s], observed=True).size().reset_index(name='COUNT')
    frame['PERCENT'] = (frame['COUNT'] / frame['COUNT'].sum() * 100).round(4)
    return sas.page('', sas.printed(frame)), frame[['COUNT']]


def a_two_pages(w, d):
    c, e = crossed(d, w.b), crossed(d, w.s)
    return sas.page('The FREQ Procedure', sas.freq(e, w.s, w.S)) + '\f' + sas.page('The FREQ Procedure', sas.freq(c, w.b, w.b), 2), pd.concat([part.rename_axis(None).rename('n') for part in (e, c)])


def b_sparse(w, d):
    c = crossed(d, w.r, w.f)
    return sas.page('The FREQ Procedure', sas.freq_twoway(c, (w.r, w.f), ('Frequency', 'Row Pct')), 3, w.title), c


def b_tabulate(w, d):
    c = crossed(d, w.r, w.c)
    return sas.page('', sas.tabulate(c, (w.R, w.C)), 12, w.title), c


def b_sql(w, d):
    frame = d.groupby(w.r, observed=True).agg(n=(w.id, 'count'), mean=(w.cost, 'mean')).round(1).reset_index().rename(columns={'n': w.count})
    return sas.page('', sas.sql(frame), 2, w.title), frame[[w.count]]


def b_lifetest(w, d):
    text, frame = sas.lifetest(d, w.r, w.event)
    return sas.page('The LIFETEST Procedure', text, 4), frame


def b_list(w, d):
    """CROSSLIST, by a variable."""
    frame = d.groupby([w.s, w.b], observed=True).size().reset_index(name='Frequency')
    parts = [sas.page('The FREQ Procedure', f'{w.s}={level}\n' + sas.freq(part.set_index(w.b)['Frequency'], w.b), at, w.title) for at, (level, part) in enumerate(frame.groupby(w.s, observed=True), 7)]
    return '\f'.join(parts), frame[['Frequency']]


def b_means(w, d):
    text, c = sas.means(d, w.cost, w.r, ['Mean', 'Median'])
    return sas.page('The MEANS Procedure', text, 2, w.title), c


SMALL = {'first': [a_freq, a_twoway, a_means, a_print, a_two_pages, a_twoway, a_freq, a_means, a_print], 'second': [b_sparse, b_tabulate, b_sql, b_lifetest, b_list, b_means, b_sparse, b_tabulate, b_sql, b_list]}


def write(h):
    put = lambda w, *rest: h.put(w, 'sas-list', 'lst', 'SAS-like', *rest)
    for layout in SMALL[h.name]:
        for _ in range(40):
            w = h.latin()
            text, counts = layout(w, h.small(w))
            if ((counts >= 1) & (counts <= 9)).to_numpy().any():
                put(w, text, 'small-count', first_small(counts), counts)
                break
    w, d = (w := h.latin()), h.large(w)
    text, counts = (a_twoway if h.isFirst else b_sparse)(w, d)
    put(w, text, 'harmless', f'counts from {counts.to_numpy().min()}', counts)
    w, d = (w := h.latin()), h.large(w)
    fit = sm.Logit(d[w.event], sm.add_constant(d[[w.age, w.measure]])).fit(disp=0)
    put(w, sas.page('The LOGISTIC Procedure', sas.estimates(fit, [w.age, w.measure])), 'harmless', 'odds ratios')
    w, d = (w := h.latin()), h.large(w)
    text, counts = sas.means(d, w.measure, w.r, ['Mean', 'Std Dev'] if h.isFirst else ['Median'])
    put(w, sas.page('The MEANS Procedure', text), 'harmless', 'means of large groups', counts)
    w, d = (w := h.latin()), h.small(w).head(24)
    put(w, sas.page('', sas.printed(d[[w.id, w.s, w.age, w.r]] if h.isFirst else d[[w.year, w.s, w.c, w.date]], h.isFirst)), 'rows-of-people', 'rows of people from PROC PRINT')
    w, d = (w := h.latin()), h.large(w)
    if h.isFirst:
        put(w, sas.page('The MEANS Procedure', sas.means(d, w.age, w.s, ['N', 'Mean', 'Minimum', 'Maximum'])[0]), 'extreme', f'Minimum and Maximum of {w.age}')
    else:
        put(w, sas.page('The UNIVARIATE Procedure', sas.extremes(d, w.cost)), 'extreme', f'five lowest and highest {w.cost}')
    w, d = (w := h.latin()), h.large(w)
    gone = int(h.rng.integers(2, 9))
    put(w, sas.page('The FREQ Procedure', sas.freq(crossed(d, w.c), w.c, gone=gone)), 'missing-rows', f'Frequency Missing = {gone}')
    w, frame, what = suppressed(h, '.')
    put(w, sas.page('', sas.printed(frame.reset_index().astype({name: str for name in frame}), h.isFirst)), 'arithmetic', what)
    w = h.latin()
    base = BASES[h.name][3]
    d = pd.concat([h.small(w) for _ in range(5)])
    counts = rounded(crossed(d, w.r, w.c), base) if not h.isFirst else tables.wide(w, d, base)[0].iloc[:, :5]
    if len(set(counts.to_numpy().ravel())) > 6:
        put(w, sas.page('', sas.printed(counts.rename_axis(w.r).rename_axis(None, axis=1).reset_index().astype({w.r: str}))), 'rounded', f'all counts rounded to {base}', counts, base)
