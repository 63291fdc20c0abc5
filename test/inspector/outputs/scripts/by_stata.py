"""Logs as Stata writes them: commands with a point before them, and what they print."""
import pandas as pd

import stata
from by_pandas import BASES, suppressed
from half import first_small, rounded


def log(h, w, *parts):
    """A log, now and then with the lines of its opening and closing."""
    text = '\n'.join(f'. {command}\n{printed}' for command, printed in parts)
    if h.rng.random() < 0.4:
        head = f'{stata.DASHES}\n      name:  <unnamed>\n       log:  C:\\project\\{w.topic}.log\n  log type:  text\n opened on:   3 Mar 2025, 09:30:12\n'
        return f'{head}\n{text}\n. log close\n      name:  <unnamed>\n       log:  C:\\project\\{w.topic}.log\n  log type:  text\n closed on:   3 Mar 2025, 09:31:40\n{stata.DASHES}\n'
    return text


def counted(d, *names):
    return pd.crosstab(d[names[0]], d[names[1]]) if len(names) > 1 else d[names[0]].value_counts(sort=False)


# ---- small counts: the first half
def a_tab(h, w, d):
    c = counted(d, w.r)
    return log(h, w, (f'tab {w.r}', '\n' + stata.tabulate(c, w.R))), c


def a_tab2(h, w, d):
    c = counted(d, w.r, w.c)
    return log(h, w, (f'tab {w.r} {w.c}', '\n' + stata.twoway(c, (w.R, w.C)))), c


def a_tab_row(h, w, d):
    c = counted(d, w.r, w.f)
    return log(h, w, (f'tab {w.r} {w.f}, row', '\n' + stata.twoway(c, (w.R, w.F), 'row'))), c


def a_mixed(h, w, d):
    c = counted(d, w.b)
    return log(h, w, (f'use {w.topic}_clean, clear', ''), (f'gen log_{w.cost} = ln({w.cost})', ''), (f'label variable {w.b} "{w.b}"', ''), (f'regress {w.measure} {w.age} {w.time}', '\n' + stata.regress(d, w.measure, [w.age, w.time])), (f'tab {w.b}', '\n' + stata.tabulate(c, w.b))), c


def a_tabstat(h, w, d):
    text, c = stata.tabstat(d, w.measure, w.r, ['N', 'Mean', 'SD'], w.R)
    return log(h, w, (f'tabstat {w.measure}, by({w.r}) statistics(n mean sd)', text)), c


def a_count(h, w, d):
    c = counted(d, w.r)
    return log(h, w, *((f'count if {w.r}=={at}', f'  {count:,}\n') for at, count in enumerate(c, 1))), c


def a_stset(h, w, d):
    rare = d[d[w.b] == w.bands[-2]].assign(**{w.event: lambda x: x[w.event] * (x[w.event].cumsum() < 7)})
    return log(h, w, (f'keep if {w.b}==4', f'({len(d) - len(rare)} observations deleted)\n'), (f'stset {w.time}, failure({w.event})', stata.stset(rare, w.time, w.event))), pd.Series([int(rare[w.event].sum())])


# ---- the second half
def b_table(h, w, d):
    text, c = stata.table(counted(d, w.r, w.s), (w.R, w.S))
    return log(h, w, (f'table ({w.r}) ({w.s})', '\n' + text)), c


def b_tab_col(h, w, d):
    c = counted(d, w.c, w.f)
    return log(h, w, (f'tabulate {w.c} {w.f}, column nokey chi2', '\n' + stata.twoway(c, (w.C, w.F), 'col').split('\n\n', 1)[1] + f'\n          Pearson chi2({len(c) - 1}) =   3.1127   Pr = 0.211\n')), c


def b_tab1(h, w, d):
    parts = [counted(d, w.s), counted(d, w.r), counted(d, w.c)]
    text = ''.join(f'\n-> tabulation of {name}  \n\n{stata.tabulate(c, title)}' for name, title, c in zip((w.s, w.r, w.c), (w.S, w.R, w.C), parts))
    return log(h, w, (f'tab1 {w.s} {w.r} {w.c}', text)), pd.concat([part.rename_axis(None).rename('n') for part in parts])


def b_missing(h, w, d):
    c = counted(d, w.c)
    c.index = c.index.astype(str)
    c['.'] = 4
    return log(h, w, (f'tabulate {w.c}, missing', '\n' + stata.tabulate(c, w.C))), c


def b_sts(h, w, d):
    part = d[d[w.r] == w.rows[1]].assign(**{w.time: lambda x: (x[w.time] // 90 + 1) * 90})
    text, c = stata.sts_list(part, w.time, w.event)
    return log(h, w, (f'stset {w.time}, failure({w.event})', stata.stset(part, w.time, w.event)), ('sts list', text)), c


def b_by(h, w, d):
    c = counted(d, w.r, w.s)
    text = ''.join(f'\n{stata.DASHES}\n-> {w.r} = {level}\n\n{stata.tabulate(row, w.S)}' for level, row in c.iterrows())
    return log(h, w, (f'bysort {w.r}: tabulate {w.s}', text)), c


def b_collapse(h, w, d):
    c = d.groupby(w.r, observed=True).agg(n=(w.id, 'count'), dead=(w.event, 'sum')).reset_index()
    text = stata.list_rows(c.rename(columns={'n': w.count[:12], 'dead': w.event}), [w.r, w.count[:12], w.event], 0)
    return log(h, w, (f'collapse (count) {w.count[:12]}={w.id} (sum) {w.event}, by({w.r})', ''), ('list, sep(0)', '\n' + text)), c.set_index(w.r)


SMALL = {'first': [a_tab, a_tab2, a_tab_row, a_mixed, a_tabstat, a_count, a_stset, a_tab2, a_tab], 'second': [b_table, b_tab_col, b_tab1, b_missing, b_sts, b_by, b_collapse, b_table, b_tab1, b_sts]}


def write(h):
    put = lambda w, *rest: h.put(w, 'stata-log', 'log', 'Stata-like', *rest)
    for layout in SMALL[h.name]:
        for _ in range(40):
            w = h.latin()
            text, counts = layout(h, w, h.small(w))
            if ((counts >= 1) & (counts <= 9)).to_numpy().any():
                put(w, text, 'small-count', first_small(counts), counts)
                break
    w, d = (w := h.latin()), h.large(w)
    put(w, log(h, w, (f'regress {w.measure} {w.age} {w.time}', '\n' + stata.regress(d, w.measure, [w.age, w.time]))), 'harmless', 'coefficients of a linear model')
    w, d = (w := h.latin()), h.large(w)
    put(w, log(h, w, (f'logit {w.event} {w.age} {w.measure}', '\n' + stata.logit(d, w.event, [w.age, w.measure])), ('estat ic', '')), 'harmless', 'coefficients of a logistic model')
    w, d = (w := h.latin()), h.large(w)
    put(w, log(h, w, (f'ttest {w.measure}, by({w.s})', stata.ttest(d, w.measure, w.s))), 'harmless', 'a t test of large groups')
    w, d = (w := h.latin()), h.large(w)
    c = counted(d, w.r, w.c)
    put(w, log(h, w, (f'tab {w.r} {w.c}', '\n' + stata.twoway(c, (w.R, w.C)))), 'harmless', f'counts from {c.to_numpy().min()}', c)
    w = h.latin()
    commands = [f'use "{w.topic}", clear', f'drop if {w.age} < 18', f'gen byte old = {w.age} >= 65', f'replace {w.measure} = . if {w.measure} < 0', f'recode {w.r} (1/3=1) (4/5=2) (6=3), gen({w.r}3)', 'set seed 12345', f'xtile q5 = {w.cost}, nq(5)', f'forvalues i = 1/5 {{\n  2. display "quintile " `i\'\n  3. }}', f'save "{w.topic}_2", replace']
    put(w, '\n'.join(f'. {command}' for command in commands) + '\n', 'harmless', 'commands only')
    # People row by row, extremes, rows without a value, suppressed cells, rounded counts.
    w, d = (w := h.latin()), h.small(w)
    names = [w.s, w.age, w.r, w.date] if h.isFirst else [w.id, w.year, w.s, w.c]
    put(w, log(h, w, (f'list {" ".join(names)} in 1/25', '\n' + stata.list_rows(d.head(25), names))), 'rows-of-people', 'rows of people in a list')
    w, d = (w := h.latin()), h.large(w)
    text = stata.summarize(d, [w.age, w.cost]) if h.isFirst else stata.detail(d[w.cost], w.cost)
    put(w, log(h, w, (f'summarize {w.age} {w.cost}' if h.isFirst else f'summarize {w.cost}, detail', '\n' + text)), 'extreme', f'smallest and largest {w.age if h.isFirst else w.cost}')
    w, d = (w := h.latin()), h.large(w)
    text, counts = stata.tabstat(d, w.age, w.r, ['N', 'Min', 'Max'] if h.isFirst else ['p50', 'Min', 'Max'], w.R)
    put(w, log(h, w, (f'tabstat {w.age}, by({w.r}) statistics({"n min max" if h.isFirst else "p50 min max"})', text)), 'extreme', f'min and max of {w.age} by {w.r}')
    w, d = (w := h.latin()), h.large(w)
    gone = int(h.rng.integers(2, 9))
    text = f'({gone} missing values generated)\n' if h.isFirst else ''
    table = '' if h.isFirst else f'\n{"":>36}Obs<.\n{"":>48}+{"-" * 30}\n{"":>15}|{"":>32}| Unique\n      Variable |     Obs=.     Obs>.     Obs<.  | values        Min         Max\n  {"-" * 13}+{"-" * 32}+{"-" * 30}\n  {w.measure[:12]:>12} |{gone:>10}{"":>10}{len(d) - gone:>10,}  |   >500       12.1        43.6\n'
    put(w, log(h, w, (f'gen {w.measure}2 = {w.measure}^2', text), (f'regress {w.measure} {w.age}', '\n' + stata.regress(d.iloc[gone:], w.measure, [w.age]))) if h.isFirst else log(h, w, (f'misstable summarize {w.measure}', table)), 'missing-rows', f'{gone} people without {w.measure}')
    w, _, what = suppressed(h, 'x')
    d = h.large(w)
    gone = int(h.rng.integers(2, 9))
    parts = [('count', f'  {len(d):,}\n'), (f'count if {w.r} != {len(w.rows)}', f'  {len(d) - gone:,}\n')]
    put(w, log(h, w, *parts), 'arithmetic', f'all less those of the last {w.r} is {gone}')
    w = h.latin()
    base = BASES[h.name][2]
    counts = rounded(counted(pd.concat([h.small(w) for _ in range(5)]), w.r, w.c), base)
    if len(set(counts.to_numpy().ravel())) > 6:
        put(w, log(h, w, (f'replace n = {base} * round(n / {base})', ''), (f'tabdisp {w.r} {w.c}, cell(n)', '\n' + stata.tabdisp(counts, (w.R, w.C)))), 'rounded', f'all counts rounded to {base}', counts, base)
