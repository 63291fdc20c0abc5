"""Tables of counts and others as researchers build them with pandas: each gives the frame and the counts it shows."""
import numpy as np
import pandas as pd

from half import BINS, rounded


def value_counts(w, d):
    counts = d[w.r].value_counts()
    return counts.rename_axis(w.R).to_frame(w.count), counts


def value_counts_flat(w, d):
    flat = d[w.r].value_counts().rename_axis(w.r).reset_index(name=w.number)
    return flat.set_index(w.r), flat[[w.number]]


def crosstab(w, d):
    counts = pd.crosstab(d[w.r], d[w.c])
    return counts, counts


def crosstab_turned(w, d):
    counts = pd.crosstab(d[w.c], d[w.r])
    return counts, counts


def crosstab_margins(w, d):
    counts = pd.crosstab(d[w.r].astype(str), d[w.c].astype(str), margins=True, margins_name=w.total)
    return counts, counts


def sexes(w, d):
    """Women and men by row: the names of columns may be single letters."""
    counts = pd.crosstab(d[w.r], d[w.s])
    return counts, counts


def size_long(w, d):
    counts = d.groupby([w.r, w.c], observed=True).size()
    return counts.reset_index(name=w.count).set_index(w.r), counts


def with_percent(w, d):
    counts = d[w.r].value_counts(sort=False)
    frame = pd.DataFrame({w.count: counts, w.percent: (counts / counts.sum() * 100).round(1)}).rename_axis(w.R)
    return frame, counts


def with_means(w, d):
    frame = d.groupby(w.r, observed=True).agg(**{w.count: (w.id, 'count'), w.mean: (w.measure, 'mean'), w.sd: (w.measure, 'std')})
    return frame.round(2), frame[w.count]


def described(w, d):
    frame = d.groupby(w.r, observed=True)[w.measure].agg(['count', 'mean', 'std', 'sem']).round(3)
    return frame, frame['count']


def bins(w, d):
    counts = pd.cut(d[w.age], BINS[:5] + [120], right=False).value_counts(sort=False)
    return counts.rename_axis(w.age).to_frame(w.count), counts


def bands(w, d):
    counts = pd.crosstab(d[w.b], d[w.s])
    return counts, counts


def events(w, d):
    """Events, people and a rate by row."""
    found = d.groupby(w.r, observed=True)[w.event].agg(['sum', 'count'])
    frame = pd.DataFrame({w.event: found['sum'], w.number: found['count'], w.percent: (found['sum'] / found['count'] * 100).round(2)})
    return frame.rename_axis(w.R), found


def three_way(w, d):
    counts = pd.crosstab([d[w.r], d[w.s]], d[w.f])
    return counts, counts


def pivot_margins(w, d):
    plain = d.astype({w.r: str, w.b: str})
    counts = plain.pivot_table(index=w.r, columns=w.b, values=w.id, aggfunc='count', fill_value=0, margins=True, margins_name=w.total)
    return counts, counts


def pivot_gaps(w, d):
    """An empty combination makes all counts of its column decimal: 4.0."""
    counts = d.groupby([w.r, w.b], observed=True).size().unstack()
    return counts, counts


def statistics(w, d):
    """Long form: what the number is stands in a column of its own."""
    lines = [(level, name, value) for level, part in d.groupby(w.r, observed=True)
             for name, value in ((w.number, len(part)), (w.mean, round(part[w.measure].mean(), 2)), (w.sd, round(part[w.measure].std(), 2)))]
    frame = pd.DataFrame(lines, columns=[w.r, 'statistic', 'value']).set_index(w.r)
    return frame, frame.loc[frame['statistic'] == w.number, ['value']]


def years(w, d):
    counts = pd.crosstab(d[w.date].str[:4].astype(int).rename('year'), d[w.r])
    return counts, counts


def flagged(w, d):
    counts = d.groupby(w.r, observed=True)[w.f].value_counts().unstack(fill_value=0)
    return counts, counts


def one_column(w, d):
    counts = d[w.r].value_counts(sort=False)
    return counts.reset_index(drop=True).to_frame(w.number).rename_axis(None), counts


def table_one(w, d):
    """A first table of a paper, as TableOne prints it: n (%), and mean (sd)."""
    groups = [(level, part) for level, part in d.groupby(w.f, observed=True)]
    lines, shown = [('n', *(str(len(part)) for _, part in groups))], {'n': [len(part) for _, part in groups]}
    for name, title, levels in ((w.r, w.R, w.rows), (w.s, w.S, w.sexes), (w.c, w.C, w.cols)):
        lines.append((f'{title} (%)', *('' for _ in groups)))
        for level in levels:
            counts = [int((part[name] == level).sum()) for _, part in groups]
            lines.append((f'   {level}', *(f'{count} ({count / len(part) * 100:4.1f})' for count, (_, part) in zip(counts, groups))))
            shown[f'{title} {level}'] = counts
    lines.append((f'{w.measure} (mean (SD))', *(f'{part[w.measure].mean():.2f} ({part[w.measure].std():.2f})' for _, part in groups)))
    frame = pd.DataFrame(lines, columns=['', *(f'{w.F}: {level}' for level, _ in groups)]).set_index('')
    return frame, pd.DataFrame(shown, index=[level for level, _ in groups]).T


def table_summary(w, d):
    """As gtsummary lays it out: N in the header, levels under their characteristic."""
    lines, shown = [], {'N': len(d)}
    for name, title, levels in ((w.s, w.S, w.sexes), (w.b, w.b, w.bands), (w.r, w.R, w.rows)):
        lines.append((title, ''))
        for level in levels:
            count = int((d[name] == level).sum())
            shown[f'{title} {level}'] = count
            lines.append((f'    {level}', f'{count:,} ({count / len(d) * 100:.1f}%)'))
    return pd.DataFrame(lines, columns=['Characteristic', f'N = {len(d):,}']).set_index('Characteristic'), pd.Series(shown, name='n')


def wide(w, d, base):
    """A wide table of rounded counts: its totals are rounded for themselves."""
    counts = pd.crosstab(d[w.r], [d[w.c].astype(str), d[w.s].astype(str)])
    counts.columns = [' '.join(pair) for pair in counts.columns]
    counts[w.total] = counts.sum(axis=1)
    frame = rounded(counts, base)
    return frame, frame


BUILDERS = {
    'first': [crosstab, value_counts, with_percent, crosstab_margins, with_means, table_one, events, bins, sexes, flagged],
    'second': [size_long, crosstab_turned, pivot_gaps, statistics, three_way, value_counts_flat, pivot_margins, table_summary, years, described, bands],
}


def percentages(w, d):
    return (pd.crosstab(d[w.r], d[w.c], normalize='index') * 100).round(1).add_suffix(' %')


def rates(w, d):
    found = d.groupby(w.r, observed=True)[w.event].mean()
    error = np.sqrt(found * (1 - found) / d.groupby(w.r, observed=True).size())
    return pd.DataFrame({'rate_per_1000': (found * 1000).round(1), 'ci_low': ((found - 1.96 * error) * 1000).round(1),
                         'ci_high': ((found + 1.96 * error) * 1000).round(1)}).rename_axis(w.R)


def trend(w, d):
    month = d[w.date].str[:7].rename('month')
    return d.groupby(month)[[w.measure]].mean().round(2).rename(columns={w.measure: f'{w.mean} {w.measure}'})


def dictionary(w):
    kinds = [(w.id, 'integer', 'pseudonym'), (w.r, 'factor', f'{len(w.rows)} levels'), (w.c, 'factor', f'{len(w.cols)} levels'),
             (w.f, 'factor', '2 levels'), (w.s, 'factor', '2 levels'), (w.age, 'integer', 'years'), (w.date, 'date', 'YYYY-MM-DD'),
             (w.cost, 'double', 'EUR'), (w.measure, 'double', ''), (w.time, 'integer', ''), (w.event, 'integer', '0/1')]
    return pd.DataFrame(kinds, columns=['variable', 'type', 'note']).assign(width=[8, 2, 2, 1, 1, 3, 10, 12, 6, 4, 1]).set_index('variable')
