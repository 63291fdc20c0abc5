"""Listings in the manner of Stata, SAS and Mplus, and logs of pipelines, by generators of our own."""
import numpy as np
import pandas as pd
from scipy import stats

from common import rounding
from shapes import Cell


def ascii8(x, n=12):
    return x if len(x) <= n else x[:n - 2] + '..'


# ---- in the manner of Stata
def st_tab(title, counts):
    n = sum(counts.values())
    w = max(12, max(len(str(k)) for k in counts), len(title)) + 1
    lines = [f'{title:>{w - 1}} |      Freq.     Percent        Cum.', '-' * w + '+' + '-' * 35]
    cum = 0
    for k, v in counts.items():
        cum += v
        lines.append(f'{k:>{w - 1}} | {v:>10,} {v / n * 100:>11.2f} {cum / n * 100:>11.2f}')
    return '\n'.join(lines + ['-' * w + '+' + '-' * 35, f'{"Total":>{w - 1}} | {n:>10,} {100:>11.2f}']) + '\n'


def st_tab2(a, b, grid, row=False):
    w = max(11, max(len(str(k)) for k in grid.index), len(a)) + 1
    cols = [ascii8(str(c), 10) for c in grid.columns]
    rule = '-' * w + '+' + '-' * (11 * len(cols) + 1) + '+----------'
    lines = [f'{"":>{w}}|{b:^{11 * len(cols) + 1}}', f'{a:>{w - 1}} |' + ''.join(f'{c:>11}' for c in cols) + ' |     Total', rule]
    for k, line in grid.iterrows():
        lines.append(f'{k:>{w - 1}} |' + ''.join(f'{int(v):>11,}' for v in line) + f' |{int(line.sum()):>10,} ')
        if row:
            lines.append(f'{"":>{w - 1}} |' + ''.join(f'{v / line.sum() * 100:>11.2f}' for v in line) + f' |{100:>10.2f} ')
            lines.append(rule)
    if not row:
        lines.append(rule)
    lines.append(f'{"Total":>{w - 1}} |' + ''.join(f'{int(v):>11,}' for v in grid.sum()) + f' |{int(grid.to_numpy().sum()):>10,} ')
    return '\n'.join(lines) + '\n'


def st_sum(d, names):
    lines = ['    Variable |        Obs        Mean    Std. dev.       Min        Max', '-------------+---------------------------------------------------------']
    return '\n'.join(lines + [f'{ascii8(v):>12} | {len(d):>10,} {d[v].mean():>11.6g} {d[v].std():>11.6g} {d[v].min():>10.7g} {d[v].max():>10.7g}' for v in names]) + '\n'


def st_detail(d, v):
    x = np.sort(d[v].to_numpy(float))
    q = {p: np.percentile(x, p) for p in (1, 5, 10, 25, 50, 75, 90, 95, 99)}
    side = [('', ''), ('', '')]
    lines = [f'{v:^61}', '-' * 61, '      Percentiles      Smallest']
    small, large = x[:4], x[-4:]
    for i, p in enumerate((1, 5, 10, 25)):
        right = f'{small[i]:>14.7g}' + (f'       Obs         {len(x):>14,}' if i == 2 else f'       Sum of wgt. {len(x):>14,}' if i == 3 else '')
        lines.append(f'{p:>2}%  {q[p]:>12.7g}{right}')
    lines += ['', f'50%  {q[50]:>12.7g}                      Mean         {x.mean():>13.7g}', f'                        Largest       Std. dev.    {x.std(ddof=1):>13.7g}']
    for i, p in enumerate((75, 90, 95, 99)):
        right = {0: '', 1: f'       Variance     {x.var(ddof=1):>13.7g}', 2: f'       Skewness     {stats.skew(x):>13.7g}', 3: f'       Kurtosis     {stats.kurtosis(x) + 3:>13.7g}'}[i]
        lines.append(f'{p}%  {q[p]:>12.7g}{large[i]:>14.7g}{right}')
    return '\n'.join(lines) + '\n'


def st_tabstat(d, v, by):
    lines = [f'Summary for variables: {v}', f'Group variable: {by}', '', f'{by:>16} |      Mean       p50       Min       Max', '-' * 17 + '+' + '-' * 40]
    for k, x in d.groupby(by, observed=True)[v]:
        lines.append(f'{k:>16} | {x.mean():>9.2f} {x.median():>9.2f} {x.min():>9.6g} {x.max():>9.6g}')
    return '\n'.join(lines + ['-' * 17 + '+' + '-' * 40, f'{"Total":>16} | {d[v].mean():>9.2f} {d[v].median():>9.2f} {d[v].min():>9.6g} {d[v].max():>9.6g}', '-' * 58]) + '\n'


def coefs(rng, names, scale=1):
    return [(v, b := rng.normal(0, 0.4) * scale, s := abs(rng.normal(0.1, 0.04)) * scale + 0.01) for v in names]


def st_reg(rng, y, names, n, kind='logit'):
    k = len(names)
    if kind == 'regress':
        head = f'''      Source |       SS           df       MS      Number of obs   ={n:>10,}
-------------+----------------------------------   F({k}, {n - k - 1})      ={rng.uniform(3, 40):>10.2f}
       Model |  {rng.uniform(2000, 9000):.5f}         {k}   {rng.uniform(500, 3000):.5f}   Prob > F        =    0.0000
    Residual |  {rng.uniform(200000, 900000):.4f}    {n - k - 1:,}   {rng.uniform(30, 40):.6f}   R-squared       =    {rng.uniform(0.02, 0.3):.4f}
-------------+----------------------------------   Root MSE        =    {rng.uniform(5, 7):.4f}
'''
        col, ref = 'Coefficient  Std. err.      t    P>|t|', '_cons'
    elif kind == 'stcox':
        head = f'''Cox regression with Breslow method for ties

No. of subjects = {n:>12,}                             Number of obs = {n:>8,}
No. of failures = {int(n * rng.uniform(0.2, 0.3)):>12,}
Time at risk    = {n * 431:>12,}
                                                        LR chi2({k})    = {rng.uniform(15, 90):>8.2f}
Log likelihood = {-rng.uniform(9000, 20000):.4f}                            Prob > chi2   =   0.0000

'''
        col, ref = ' Haz. ratio  Std. err.      z    P>|z|', None
    else:
        head = f'''Iteration 0:   log likelihood = {-rng.uniform(4000, 6000):.4f}
Iteration 1:   log likelihood = {-rng.uniform(3000, 4000):.4f}
Iteration 2:   log likelihood = {-rng.uniform(3000, 4000):.4f}

Logistic regression                                     Number of obs = {n:>6,}
                                                        LR chi2({k})    = {rng.uniform(15, 90):>6.2f}
                                                        Prob > chi2   = 0.0000
Log likelihood = {-rng.uniform(3000, 4000):.4f}                             Pseudo R2     = {rng.uniform(0.01, 0.2):.4f}

'''
        col, ref = ' Odds ratio  Std. err.      z    P>|z|', '_cons'
    lines = ['-' * 78, f'{ascii8(y):>12} | {col}     [95% conf. interval]', '-------------+' + '-' * 64]
    for v, b, s in coefs(rng, [*names, *([ref] if ref else [])]):
        z = b / s
        p = 2 * stats.norm.sf(abs(z))
        shown = b if kind == 'regress' else np.exp(b)
        low, high = (b - 1.96 * s, b + 1.96 * s) if kind == 'regress' else (np.exp(b - 1.96 * s), np.exp(b + 1.96 * s))
        lines.append(f'{ascii8(v):>12} | {shown:>11.7g} {s:>10.7f} {z:>8.2f}   {p:.3f}     {low:>9.7g}    {high:>9.7g}')
    return head + '\n'.join(lines + ['-' * 78]) + '\n'


def st_list(d, names, n=10):
    x = d[names].head(n).reset_index(drop=True)
    wid = [max(len(ascii8(str(v), 16)), x[v].astype(str).str.len().max()) for v in names]
    rule = '     +' + '-' * (sum(wid) + 3 * len(wid) - 1) + '+'
    lines = [rule, '     | ' + '   '.join(f'{ascii8(v, 16):>{w}}' for v, w in zip(names, wid)) + ' |', rule.replace('+', '|')]
    for i, row in x.iterrows():
        lines.append(f'{i + 1:>3}. | ' + '   '.join(f'{str(v):>{w}}' for v, w in zip(row, wid)) + ' |')
    return '\n'.join(lines + [rule]) + '\n'


def st_log(rng, parts):
    day = f'{int(rng.integers(1, 29))} {["Jan", "Feb", "Mar", "May", "Sep", "Oct"][int(rng.integers(0, 6))]} {int(rng.integers(2022, 2026))}, {int(rng.integers(8, 18)):02d}:{int(rng.integers(0, 60)):02d}:{int(rng.integers(0, 60)):02d}'
    style = int(rng.integers(0, 3))
    body = '\n'.join(f'. {cmd}\n\n{out}' for cmd, out in parts)
    if style == 0:
        return f'''  ___  ____  ____  ____  ____ (R)
 /__    /   ____/   /   ____/      17.0   SE-Standard Edition
___/   /   /___/   /   /___/

. do analysis.do

{body}
end of do-file
'''
    if style == 1:
        return f'      name:  main\n  log type:  text\n opened on:  {day}\n\n{body}\n. exit, clear\n'
    return body + '\n'


def stata(S):
    rng = S.rng

    def put(t, parts, kind, what, counts=None, base=None, ext=None):
        S.put(t, 'stata-log', ext or ['log', 'txt', 'smcl.txt'][int(rng.integers(0, 2))], 'Stata-like', st_log(rng, parts), kind, what, base, counts)

    def freq(d, by):
        return {k: int(v) for k, v in d[by].value_counts(sort=False).items() if v}

    for i in range(3):
        t = S.topic()
        d = S.small(t)
        c = freq(d, t.g)
        put(t, [(f'tabulate {t.g}', st_tab(t.g, c)), (f'summarize {t.measure}, meanonly', ''), (f'logit event i.{t.s} {t.age}', st_reg(rng, 'event', ['2.' + t.s, t.age], len(d)))][:1 + 2 * (i % 2)], 'small-count', f'{t.gs[-1]}: {c[t.gs[-1]]}', list(c.values()))
    for i in range(3):
        t = S.topic()
        while True:
            d = S.small(t)
            grid = pd.crosstab(d[t.g], d[t.f] if i else d[t.h])
            if ((grid > 0) & (grid < 10)).to_numpy().any():
                break
        g, h = [(g, h) for g in grid.index for h in grid.columns if 1 <= grid.loc[g, h] <= 9][0]
        put(t, [(f'tab {t.g} {t.f if i else t.h}{", row" if i == 2 else ""}', st_tab2(t.g, t.f if i else t.h, grid, i == 2))], 'small-count', f'{g} / {h}: {grid.loc[g, h]}', grid.to_numpy())
    t = S.topic()
    d = S.large(t)
    k = int(rng.integers(2, 10))
    n = len(d)
    put(t, [(f'logit event i.{t.g} {t.age}', f'note: 6.{t.g} != 0 predicts failure perfectly;\n      6.{t.g} omitted and {k} obs not used.\n\n' + st_reg(rng, 'event', [f'{i}.{t.g}' for i in (2, 3, 4, 5)] + [t.age], n))], 'small-count', f'obs not used: {k}', [k])
    t = S.topic()
    d = S.small(t)
    a = [int(x) for x in rng.integers(1, 10, 2)] + [int(x) for x in rng.integers(30, 90, 2)]
    put(t, [(f'cc event {t.f}', f'''                                                         Proportion
                 |   Exposed   Unexposed  |      Total      exposed
-----------------+------------------------+------------------------
           Cases |{a[0]:>10} {a[2]:>11}  |{a[0] + a[2]:>11} {a[0] / (a[0] + a[2]):>12.4f}
        Controls |{a[1]:>10} {a[3]:>11}  |{a[1] + a[3]:>11} {a[1] / (a[1] + a[3]):>12.4f}
-----------------+------------------------+------------------------
           Total |{a[0] + a[1]:>10} {a[2] + a[3]:>11}  |{sum(a):>11} {(a[0] + a[1]) / sum(a):>12.4f}
''')], 'small-count', f'Cases Exposed: {a[0]}', a)
    # extremes
    t = S.topic()
    put(t, [(f'summarize {t.age} {t.money} {t.days}', st_sum(S.large(t), [t.age, t.money, t.days]))], 'extreme', f'smallest and largest {t.age}')
    t = S.topic()
    put(t, [(f'su {t.money}, det', st_detail(S.large(t), t.money))], 'extreme', f'the four smallest and largest {t.money}')
    t = S.topic()
    put(t, [(f'tabstat {t.days}, by({t.h}) stat(mean p50 min max)', st_tabstat(S.large(t), t.days, t.h))], 'extreme', f'smallest and largest {t.days} by {t.h}')
    # rows
    t = S.topic()
    put(t, [(f'list {t.s} {t.age} {t.g} {t.money} in 1/10', st_list(S.small(t), [t.s, t.age, t.g, t.money]))], 'rows-of-people', 'people one by one')
    t = S.topic()
    d = S.small(t).sort_values(t.days)
    put(t, [(f'gsort {t.days}', ''), (f'list {t.h} {t.age} {t.days} event in 1/8, clean noobs', d[[t.h, t.age, t.days, 'event']].head(8).to_string(index=False) + '\n')], 'rows-of-people', 'people one by one')
    # missing
    t = S.topic()
    k, n = int(rng.integers(2, 10)), int(rng.integers(7000, 12000))
    put(t, [(f'misstable summarize {t.age} {t.measure}', f'''                                                               Obs<.
                                                +------------------------------
               |                                | Unique
      Variable |     Obs=.     Obs>.     Obs<.  | values        Min         Max
  -------------+--------------------------------+------------------------------
  {ascii8(t.measure):>12} | {k:>9}             {n - k:>9,}  |    387        {rng.uniform(8, 11):.1f}        {rng.uniform(50, 54):.1f}
  -----------------------------------------------------------------------------
''')], 'missing-rows', f'without {t.measure}: {k}')
    t = S.topic()
    k = int(rng.integers(2, 10))
    put(t, [(f'gen log{t.money} = log({t.money})', f'({k} missing values generated)\n'), (f'regress log{t.money} {t.age}', st_reg(rng, 'log' + t.money, [t.age], n - k, 'regress'))], 'missing-rows', f'missing values generated: {k}')
    # arithmetic
    t = S.topic()
    n, k = int(rng.integers(900, 3000)), int(rng.integers(2, 10))
    put(t, [(f'regress {t.measure} {t.age}', st_reg(rng, t.measure, [t.age], n, 'regress')), (f'regress {t.measure} {t.age} if {t.g} != 6', st_reg(rng, t.measure, [t.age], n - k, 'regress'))], 'arithmetic', f'{t.gs[-1]} is {k}: two models differ by it')
    # rounded
    for base in (5, 10, 6):
        t = S.topic()
        d = S.large(t) if base == 10 else S.small(t)
        while True:
            grid = pd.crosstab(d[t.g], d[t.h]).map(lambda v: rounding(v, base)) if hasattr(pd.DataFrame, 'map') else pd.crosstab(d[t.g], d[t.h]).applymap(lambda v: rounding(v, base))
            if len(set(grid.to_numpy().ravel())) >= 7:
                break
            d = S.small(t)
        w = max(len(g) for g in t.gs) + 2
        text = ' ' * w + '|' + ''.join(f'{ascii8(h, 12):>14}' for h in grid.columns) + '\n' + '-' * w + '+' + '-' * 14 * len(grid.columns) + '\n' + ''.join(f'{g:>{w - 1}} |' + ''.join(f'{int(v):>14,}' for v in line) + '\n' for g, line in grid.iterrows())
        put(t, [(f'gen n_r = {"ceil(n/6)*6-3" if base == 6 else f"round(n,{base})"}', ''), (f'table {t.g} {t.h}, stat(total n_r) nototals', text)], 'rounded', f'all counts rounded to {base}', grid.to_numpy(), base)
    # nothing
    for kind in ('regress', 'logit', 'stcox'):
        t = S.topic()
        put(t, [(f'{kind} {"" if kind == "stcox" else t.measure + " "}i.{t.s} {t.age} i.{t.h}', st_reg(rng, '_t' if kind == 'stcox' else t.measure, ['2.' + t.s, t.age, '2.' + t.h, '3.' + t.h, '4.' + t.h], int(rng.integers(6000, 14000)), kind)), ('estat ic', f"Akaike's information criterion and Bayesian information criterion\n\n-----------------------------------------------------------------------------\n       Model |          N   ll(null)  ll(model)      df        AIC        BIC\n-------------+---------------------------------------------------------------\n           . |     {int(rng.integers(6000, 9000)):,}  -4101.22  -3988.413       6   7988.826    8030.11\n-----------------------------------------------------------------------------\n")][:1 if kind == 'regress' else 2], 'harmless', 'estimates from thousands of people')
    t = S.topic()
    d = S.large(t)
    c = freq(d, t.h)
    put(t, [(f'tab1 {t.h}', f'-> tabulation of {t.h}\n\n' + st_tab(t.h, c)), (f'correlate {t.age} {t.measure}', f'(obs={len(d):,})\n\n             | {ascii8(t.age, 8):>8} {ascii8(t.measure, 8):>8}\n-------------+------------------\n{ascii8(t.age):>12} |   1.0000\n{ascii8(t.measure):>12} |  {d[t.age].corr(d[t.measure]):>7.4f}   1.0000\n')], 'harmless', f'counts from {min(c.values())}', list(c.values()))


# ---- in the manner of SAS
def sas_page(title, proc, body, rng):
    day = f'{["Monday", "Tuesday", "Friday"][int(rng.integers(0, 3))]}, {["March", "June", "November"][int(rng.integers(0, 3))]} {int(rng.integers(1, 29))}, {int(rng.integers(2021, 2026))}'
    return f'{title:^80}{1:>6}\n{int(rng.integers(8, 18)):>44}:{int(rng.integers(10, 59))} {day}\n\n{f"The {proc} Procedure":^80}\n\n{body}\n'


def sas_freq(title, counts, missing=None):
    n, cum = sum(counts.values()), 0
    w = max(len(str(k)) for k in counts) + 4
    lines = [f'{"":<{w}}                                   Cumulative    Cumulative', f'{title[:w]:<{w}}    Frequency     Percent     Frequency      Percent', '-' * (w + 58)]
    for k, v in counts.items():
        cum += v
        lines.append(f'{k:<{w}}{v:>13}{v / n * 100:>12.2f}{cum:>14}{cum / n * 100:>13.2f}')
    if missing:
        lines.append('\n' + f'{f"Frequency Missing = {missing}":^{w + 58}}')
    return '\n'.join(lines)


def sas_cross(a, b, grid):
    lines = [f'Table of {a} by {b}', '', f'{a[:16]:<17}{b}', '', 'Frequency']
    wid = 12
    head = 'Row Pct'.ljust(17) + '|' + '|'.join(f'{str(c)[:wid]:<{wid}}' for c in grid.columns) + '|  Total'
    rule = '-' * 17 + '+' + '+'.join('-' * wid for _ in grid.columns) + '+'
    lines += [head, rule]
    for k, line in grid.iterrows():
        lines.append(f'{str(k)[:16]:<17}|' + '|'.join(f'{int(v):>9}   ' for v in line) + f'|{int(line.sum()):>7}')
        lines.append(' ' * 17 + '|' + '|'.join(f'{v / line.sum() * 100:>9.2f}   ' for v in line) + '|')
        lines.append(rule)
    lines.append('Total'.ljust(17) + ' ' + ' '.join(f'{int(v):>9}   ' for v in grid.sum()) + f' {int(grid.to_numpy().sum()):>7}')
    return '\n'.join(lines)


def sas_means(d, names, extreme=True):
    lines = [f'Variable{"":<14}N            Mean         Std Dev' + ('         Minimum         Maximum' if extreme else '        Median'), '-' * (54 + 32 * extreme)]
    for v in names:
        lines.append(f'{v[:16]:<16}{len(d):>7}{d[v].mean():>16.4f}{d[v].std():>16.4f}' + (f'{d[v].min():>16.4f}{d[v].max():>16.4f}' if extreme else f'{d[v].median():>14.3f}'))
    return '\n'.join(lines + [lines[1]])


def sas(S):
    rng = S.rng

    def put(t, proc, body, kind, what, counts=None, base=None, ext=None):
        S.put(t, 'sas-list', ext or ['lst', 'txt'][int(rng.integers(0, 2))], 'SAS-like', sas_page(f'{t.who.capitalize()} {["2019-2023", "(final)", "v3", "main analysis"][int(rng.integers(0, 4))]}', proc, body, rng), kind, what, base, counts)

    for i in range(3):
        t = S.topic()
        d = S.small(t)
        c = {k: int(v) for k, v in d[t.g].value_counts(sort=False).items() if v}
        put(t, 'FREQ', sas_freq(t.g, c), 'small-count', f'{t.gs[-1]}: {c[t.gs[-1]]}', list(c.values()))
    for i in range(4):
        t = S.topic()
        while True:
            d = S.small(t)
            grid = pd.crosstab(d[t.g if i < 2 else t.h], d[t.f])
            if ((grid > 0) & (grid < 10)).to_numpy().any():
                break
        g, h = [(g, h) for g in grid.index for h in grid.columns if 1 <= grid.loc[g, h] <= 9][0]
        put(t, 'FREQ', sas_cross(t.g if i < 2 else t.h, t.f, grid), 'small-count', f'{g} / {h}: {grid.loc[g, h]}', grid.to_numpy())
    t = S.topic()
    k = int(rng.integers(2, 10))
    S.put(t, 'sas-list', 'log', 'SAS-like', f'''12   proc sort data=work.{t.stem} nodupkey out=one; by pid; run;

NOTE: There were {int(rng.integers(4000, 9000))} observations read from the data set WORK.{t.stem.upper()}.
NOTE: {k} observations with duplicate key values were deleted.
NOTE: PROCEDURE SORT used (Total process time):
      real time           0.04 seconds
      cpu time            0.03 seconds
''', 'small-count', f'observations with duplicate key values: {k}')
    for i in range(2):
        t = S.topic()
        put(t, 'MEANS', sas_means(S.large(t) if i else S.small(t), [t.age, t.money, t.days]), 'extreme', 'minimum and maximum of people')
    t = S.topic()
    x = np.sort(S.large(t)[t.money].to_numpy())
    put(t, 'UNIVARIATE', f'Variable:  {t.money}\n\n' + f'{"Extreme Observations":^50}\n\n-----Lowest----        -----Highest----\n\n  Value      Obs          Value      Obs\n\n' + '\n'.join(f'{x[i]:>8.2f} {int(rng.integers(1, 9999)):>8}      {x[-5 + i]:>9.2f} {int(rng.integers(1, 9999)):>8}' for i in range(5)), 'extreme', 'the five lowest and highest values')
    for i in range(2):
        t = S.topic()
        d = S.small(t)[[t.s, t.age, t.g, t.days]].head(14)
        d.insert(0, 'Obs', range(1, len(d) + 1))
        put(t, 'PRINT', d.to_string(index=False, col_space=9), 'rows-of-people', 'people one by one')
    t = S.topic()
    k = int(rng.integers(2, 10))
    c = {h: int(v) for h, v in S.large(t)[t.h].value_counts(sort=False).items()}
    put(t, 'FREQ', sas_freq(t.h, c, k), 'missing-rows', f'Frequency Missing: {k}')
    for base in (5, 3):
        t = S.topic()
        while True:
            d = S.small(t)
            c = {f'{g} {s}': rounding(v, base) for (g, s), v in d.groupby([t.g, t.s], observed=False).size().items()}
            if len(set(c.values())) >= 7:
                break
        n = sum(c.values())
        body = f'{"":<34}|{"Sum of n_rounded":>18} |\n' + '-' * 55 + '\n' + '\n'.join(f'{k:<34}|{v:>18} |' for k, v in c.items()) + f'\n\n{t.w["round"].format(b=base)}'
        put(t, 'TABULATE', body, 'rounded', f'all counts rounded to {base}', list(c.values()), base)
    t = S.topic()
    rows = '\n'.join(f'{v[:16]:<17}{1:>3}{b:>13.5f}{s:>13.5f}{(b / s) ** 2:>13.4f}     {stats.chi2.sf((b / s) ** 2, 1):.4f}' for v, b, s in coefs(rng, ['Intercept', t.age, t.measure, t.s]))
    put(t, 'LOGISTIC', f'Analysis of Maximum Likelihood Estimates\n\n                               Standard          Wald\nParameter         DF     Estimate        Error    Chi-Square    Pr > ChiSq\n\n{rows}\n\nAssociation of Predicted Probabilities and Observed Responses\n\nPercent Concordant    64.1    Somers\' D    0.287\nPercent Discordant    35.4    Gamma        0.289\nPercent Tied           0.5    Tau-a        0.107', 'harmless', 'estimates from thousands of people')
    t = S.topic()
    put(t, 'MEANS', sas_means(S.large(t), [t.age, t.measure, t.money], False), 'harmless', 'means of thousands of people')
    t = S.topic()
    d = S.large(t)
    grid = pd.crosstab(d[t.h], d[t.f])
    put(t, 'FREQ', sas_cross(t.h, t.f, grid) + '\n\nStatistic                     DF       Value      Prob\n------------------------------------------------------\nChi-Square                     3      2.1140    0.5491\nLikelihood Ratio Chi-Square    3      2.1202    0.5478', 'harmless', f'counts from {grid.to_numpy().min()}', grid.to_numpy())
    t = S.topic()
    S.put(t, 'sas-list', 'log', 'SAS-like', f'''1    options nodate ls=100;
2    %let stem = {t.stem};
3    proc phreg data=a; class {t.h}; model time*event(0) = {t.h} age / rl; run;

NOTE: Convergence criterion (GCONV=1E-8) satisfied.
NOTE: The data set WORK.EST has {int(rng.integers(11, 60))} observations and 9 variables.
NOTE: PROCEDURE PHREG used (Total process time):
      real time           1.27 seconds
      cpu time            0.92 seconds
''', 'harmless', 'a log without counts of people')


# ---- in the manner of Mplus; pipelines
def mplus(S):
    rng = S.rng
    for kind in ('small-count', 'harmless', 'harmless'):
        t = S.topic()
        n = int(rng.integers(400, 900)) if kind == 'small-count' else int(rng.integers(4000, 9000))
        k = int(rng.integers(2, 10)) if kind == 'small-count' else int(n * 0.11)
        c = [k, int(n * 0.31), n - k - int(n * 0.31)]
        lca = rng.random() < 0.5 or kind == 'small-count'
        body = 'FINAL CLASS COUNTS AND PROPORTIONS FOR THE LATENT CLASSES\nBASED ON THEIR MOST LIKELY LATENT CLASS MEMBERSHIP\n\nClass Counts and Proportions\n\n    Latent\n   Classes\n\n' + '\n'.join(f'       {i + 1} {v:>14} {v / n:>16.5f}' for i, v in enumerate(c)) if lca else '''MODEL RESULTS

                                                    Two-Tailed
                    Estimate       S.E.  Est./S.E.    P-Value

 F1       BY
    U1                 1.000      0.000    999.000    999.000
    U2                 0.874      0.041     21.317      0.000
    U3                 1.112      0.053     20.981      0.000
    U4                 0.655      0.038     17.237      0.000'''
        S.put(t, 'other-print', 'out', 'Mplus-like', f'''Mplus VERSION 8.8
MUTHEN & MUTHEN

INPUT INSTRUCTIONS

  TITLE: {t.who}
  VARIABLE: NAMES = u1-u4;
  {"CLASSES = c(3);" if lca else "USEVARIABLES = u1-u4;"}

SUMMARY OF ANALYSIS

Number of groups                                                 1
Number of observations                              {n:>14}
Number of dependent variables                                    4

MODEL FIT INFORMATION

Number of Free Parameters                       14
Information Criteria

          Akaike (AIC)                   {rng.uniform(10000, 30000):.3f}
          Bayesian (BIC)                 {rng.uniform(10000, 30000):.3f}
RMSEA                                        0.031
CFI                                          0.987

{body}
''', kind, f'Class 1: {k}' if kind == 'small-count' else 'fit and classes of thousands of people', counts=c if lca else None)


def pipelines(S):
    rng = S.rng
    for i in range(4):
        t = S.topic(i < 2)
        k, n = int(rng.integers(2, 10)), int(rng.integers(5000, 20000))
        stamp = lambda s: f'2024-0{int(rng.integers(1, 10))}-{int(rng.integers(10, 29))} {int(rng.integers(8, 18)):02d}:{s:02d}:{int(rng.integers(10, 60))}'
        steps = [f'{stamp(11)} INFO  read {n} {t.who}', f'{stamp(12)} INFO  linked {n - 431} of {n} {t.who}', f'{stamp(13)} WARN  {t.gs[-1]}: {k} {t.who}' if i % 2 == 0 else f'{stamp(13)} WARN  dropped {k} {t.who} ({t.age} > 110)', f'{stamp(14)} INFO  model converged after 6 iterations', f'{stamp(15)} INFO  done in 3.4 s']
        if i < 3:
            S.put(t, 'other-print', 'log', 'python', '\n'.join(steps) + '\n', 'small-count' if i % 2 == 0 else 'missing-rows', f'{t.gs[-1]}: {k}' if i % 2 == 0 else f'dropped {t.who}: {k}')
        else:
            del steps[2]
            S.put(t, 'other-print', 'log', 'python', '\n'.join(steps) + '\n', 'harmless', f'counts from 431')


def all_of(S):
    stata(S)
    sas(S)
    mplus(S)
    pipelines(S)
