"""Prints as Stata does: the layouts of its commands, from a frame of people. Each gives the text and the counts that it shows."""
import numpy as np
import pandas as pd
import statsmodels.api as sm

DASHES = '-' * 79


def g9(value):
    """The format %9.0g: seven digits, no zero before the point."""
    text = f'{value:.7f}'.rstrip('0').rstrip('.') if 1e-5 <= abs(value) < 1 else f'{value:.7g}'
    return text.replace('0.', '.', 1) if text.startswith(('0.', '-0.')) else text


def wrapped(title, width):
    """The words of a label in lines of a width."""
    lines = ['']
    for word in title.split():
        fits = len(lines[-1]) + len(word) + 1 <= width
        lines = [*lines[:-1], f'{lines[-1]} {word}'.strip()] if fits else [*lines, word[:width]]
    return [line for line in lines if line]


def tabulate(counts, title):
    """One variable: Freq., Percent, Cum."""
    width = max(11, *(len(str(level)) for level in counts.index))
    *above, last = wrapped(title, width)
    lines = [f'{line:>{width}} |' for line in above] + [f'{last:>{width}} |      Freq.     Percent        Cum.']
    rule = '-' * (width + 1) + '+' + '-' * 35
    done, total = 0, counts.sum()
    lines.append(rule)
    for level, count in counts.items():
        done += count
        lines.append(f'{str(level):>{width}} |{count:11,}{count / total * 100:12.2f}{done / total * 100:12.2f}')
    return '\n'.join([*lines, rule, f'{"Total":>{width}} |{total:11,}{100:12.2f}', ''])


def twoway(counts, titles, percent=None):
    """Two variables with totals; `percent` is row or col."""
    width = min(22, max(10, *(len(str(level)) for level in counts.index)))
    columns = [str(level)[:10] for level in counts.columns]
    *above, last = wrapped(titles[0], width)
    over = f'{titles[1]:^{11 * len(columns)}}'
    heads = [f'{line:>{width}} |' for line in above[:-1]]
    heads.append(f'{above[-1] if above else "":>{width}} |{over}|')
    heads.append(f'{last:>{width}} |' + ''.join(f'{name:>{10 if at == 0 else 11}}' for at, name in enumerate(columns)) + ' |     Total')
    rule = '-' * (width + 1) + '+' + '-' * (11 * len(columns)) + '+' + '-' * 10

    def line(label, cells, decimals=False):
        shown = [f'{cell:.2f}' if decimals else f'{cell:,}' for cell in cells]
        return f'{label:>{width}} |' + ''.join(f'{cell:>{10 if at == 0 else 11}}' for at, cell in enumerate(shown[:-1])) + f' |{shown[-1]:>10} '

    with_total = counts.assign(_all=counts.sum(axis=1))
    sums = with_total.sum()
    lines = [] if percent is None else ['+' + '-' * 19 + '+', f'| {"Key":<18}|', '|' + '-' * 19 + '|', f'| {"    frequency":<18}|', f'| {" row percentage" if percent == "row" else "column percentage":<18}|', '+' + '-' * 19 + '+', '']
    lines += [*heads, rule]
    for label, row in [*with_total.iterrows(), ('Total', sums)]:
        if label == 'Total' and percent is None:
            lines.append(rule)
        lines.append(line(str(label)[:width], row))
        if percent is not None:
            share = row / row['_all'] * 100 if percent == 'row' else row / sums * 100
            lines += [line('', share, True), rule]
    return '\n'.join(lines[:-1] if percent else lines) + '\n'


def table(counts, titles, total='Total'):
    """The command table since version 17."""
    full = counts.copy()
    full[total] = full.sum(axis=1)
    full.loc[total] = full.sum()
    stub = max(len(titles[0]), *(len(str(level)) + 2 for level in full.index)) + 1
    widths = [max(len(str(name)), *(len(f'{cell:,}') for cell in full[name])) + 2 for name in full]
    inner = sum(widths) + 1
    lines = ['-' * (stub + 1 + inner), ' ' * stub + '|' + f'{titles[1]:^{inner}}', ' ' * stub + '|' + ''.join(f'{name:>{width}}' for name, width in zip(map(str, full), widths)) + ' ',
             '-' * stub + '+' + '-' * inner, f'{titles[0]:<{stub}}|' + ' ' * inner]
    lines += [f'  {level:<{stub - 2}}|' + ''.join(f'{cell:>{width},}' for cell, width in zip(row, widths)) + ' ' for level, row in full.iterrows()]
    return '\n'.join([*lines, lines[0], '']), full


def tabdisp(counts, titles):
    width = max(10, *(len(str(level)) for level in counts.index))
    cell = max(8, *(len(str(level)) + 2 for level in counts.columns))
    inner = cell * counts.shape[1]
    lines = ['-' * (width + 2 + inner), f'{"":>{width}} |{titles[1]:^{inner}}', f'{titles[0]:>{width}} |' + ''.join(f'{str(name):>{cell}}' for name in counts), '-' * (width + 1) + '+' + '-' * inner]
    lines += [f'{str(level):>{width}} |' + ''.join(f'{count:>{cell}}' for count in row) for level, row in counts.iterrows()]
    return '\n'.join([*lines, lines[0], ''])


def summarize(d, names):
    lines = ['    Variable |        Obs        Mean    Std. dev.       Min        Max', '-' * 13 + '+' + '-' * 57]
    for name in names:
        x = d[name].dropna()
        lines.append(f'{name[:12]:>12} |{len(x):11,}{g9(x.mean()):>12}{g9(x.std()):>13}{g9(x.min()):>11}{g9(x.max()):>11}')
    return '\n'.join(lines) + '\n'


def detail(x, title):
    """summarize, detail: the four smallest and largest values of persons stand beside the percentiles."""
    q = x.quantile([.01, .05, .1, .25, .5, .75, .9, .95, .99]).to_numpy()
    s, l = np.sort(x)[:4], np.sort(x)[-4:]
    rows = [f'{"Percentiles":>16}{"Smallest":>13}', *(f'{p:>2}%{g9(v):>13}{g9(e):>13}{extra}' for p, v, e, extra in zip((1, 5, 10, 25), q[:4], s, ('', '', f'{"Obs":>18}{len(x):>13,}', f'{"Sum of wgt.":>26}{len(x):>13,}'[8:]))), '',
            f'50%{g9(q[4]):>13}{"":13}{"Mean":>19}{g9(x.mean()):>13}', f'{"Largest":>29}{"Std. dev.":>24}{g9(x.std()):>13}',
            *(f'{p}%{g9(v):>13}{g9(e):>13}{extra}' for p, v, e, extra in zip((75, 90, 95, 99), q[5:], l, ('', f'{"Variance":>23}{g9(x.var()):>13}', f'{"Skewness":>23}{g9(x.skew()):>13}', f'{"Kurtosis":>23}{g9(x.kurt() + 3):>13}')))]
    return '\n'.join([f'{title:^61}'.rstrip(), '-' * 61, *rows, ''])


def tabstat(d, name, by, statistics, title):
    found = {'N': 'count', 'Mean': 'mean', 'SD': 'std', 'p50': 'median', 'Min': 'min', 'Max': 'max'}
    frame = d.groupby(by, observed=True)[name].agg([found[s] for s in statistics])
    frame.loc['Total'] = d[name].agg([found[s] for s in statistics])
    width = max(8, len(by), *(len(str(level)) for level in frame.index))
    rule = '-' * (width + 1) + '+' + '-' * (10 * len(statistics))
    lines = ['', f'Summary for variables: {name}', f'Group variable: {by} ({title})', '', f'{by:>{width}} |' + ''.join(f'{s:>10}' for s in statistics), rule]
    for level, row in frame.iterrows():
        lines += [rule] * (level == 'Total') + [f'{str(level):>{width}} |' + ''.join(f'{g9(value):>10}' for value in row)]
    return '\n'.join([*lines, '-' * len(rule), '']), frame.iloc[:, 0]


def list_rows(d, names, sep=5):
    widths = [max(len(name), *(len(str(value)) for value in d[name])) for name in names]
    inner = sum(width + 3 for width in widths) - 1
    top = '     +' + '-' * inner + '+'
    rule = '     |' + '-' * inner + '|'
    lines = [top, '     | ' + '   '.join(f'{name:>{width}}' for name, width in zip(names, widths)) + ' |', rule]
    for at, (_, row) in enumerate(d[names].iterrows(), 1):
        lines.append(f'{at:3d}. | ' + '   '.join(f'{str(value):>{width}}' for value, width in zip(row, widths)) + ' |')
        if sep and at % sep == 0 and at < len(d):
            lines.append(rule)
    return '\n'.join([*lines, top, ''])


def regress(d, y, names):
    fit = sm.OLS(d[y], sm.add_constant(d[names])).fit()
    head = [('Model', fit.ess, fit.df_model, f'F({fit.df_model:.0f}, {fit.df_resid:.0f})', f'{fit.fvalue:.2f}'), ('Residual', fit.ssr, fit.df_resid, 'R-squared', f'{fit.rsquared:.4f}'), ('Total', fit.centered_tss, fit.nobs - 1, 'Root MSE', f'{fit.mse_resid ** .5:.4g}')]
    lines = [f'      Source |       SS           df       MS      Number of obs   = {int(fit.nobs):>9,}', '-' * 13 + '+' + '-' * 34 + f'   {head[0][3]:<16}= {head[0][4]:>9}']
    lines += [f'{name:>12} | {g9(ss):>11} {int(df):>9,} {g9(ss / df):>11}   {label:<16}= {value:>9}' for name, ss, df, label, value in [('Model', head[0][1], head[0][2], 'Prob > F', f'{fit.f_pvalue:.4f}'), head[1]]]
    lines += ['-' * 13 + '+' + '-' * 34 + f'   {"Adj R-squared":<16}= {fit.rsquared_adj:>9.4f}', f'{"Total":>12} | {g9(head[2][1]):>11} {int(head[2][2]):>9,} {g9(head[2][1] / head[2][2]):>11}   {"Root MSE":<16}= {head[2][4]:>9}', '']
    return '\n'.join(lines) + '\n' + coefficients(fit, y, [*names, '_cons'], 't')


def coefficients(fit, y, names, letter):
    rule = '-' * 78
    lines = [rule, f'{y[:12]:>12} | Coefficient  Std. err.      {letter}    P>|{letter}|     [95% conf. interval]', '-' * 13 + '+' + '-' * 64]
    for name in names:
        key = 'const' if name == '_cons' else name
        low, high = fit.conf_int().loc[key]
        lines.append(f'{name[:12]:>12} |  {g9(fit.params[key]):>9}  {g9(fit.bse[key]):>9}  {fit.tvalues[key]:>7.2f}   {fit.pvalues[key]:.3f}    {g9(low):>9}   {g9(high):>9}')
    return '\n'.join([*lines, rule, ''])


def logit(d, y, names):
    fit = sm.Logit(d[y], sm.add_constant(d[names])).fit(disp=0)
    head = [f'Iteration {at}:  Log likelihood = {value:.5f}'.replace(f'{value:.5f}', f'{value:>10.6g}') for at, value in enumerate((fit.llnull, fit.llf - .02, fit.llf))]
    right = [f'Number of obs = {int(fit.nobs):>6,}', f'LR chi2({len(names)})    = {fit.llr:>6.2f}', f'Prob > chi2   = {fit.llr_pvalue:>6.4f}', f'Pseudo R2     = {fit.prsquared:>6.4f}']
    left = ['Logistic regression', '', '', f'Log likelihood = {fit.llf:.6g}']
    return '\n'.join([*head, '', *(f'{a:<55}{b}' for a, b in zip(left, right)), '']) + '\n' + coefficients(fit, y, [*names, '_cons'], 'z')


def stset(d, time, event):
    n, failed, total = len(d), int(d[event].sum()), int(d[time].sum())
    rule = '-' * 74
    return '\n'.join(['', 'Survival-time data settings', '', f'         Failure event: {event}!=0 & {event}<.', f'Observed time interval: (0, {time}]', '     Exit on or before: failure', '', rule, f'{n:>11,}  total observations', f'{0:>11}  exclusions', rule,
                      f'{n:>11,}  observations remaining, representing', f'{failed:>11,}  failures in single-record/single-failure data', f'{total:>11,}  total analysis time at risk and under observation', f'{"At risk from t = ":>58}{0:>9}', f'{"Earliest observed entry t = ":>58}{0:>9}', ''])


def sts_list(d, time, event):
    lines = ['', f'        Failure _d: {event}', f'  Analysis time _t: {time}', '', 'Kaplan–Meier survivor function', '', '             At                  Net     Survivor      Std.', '  Time     risk     Fail        lost     function     error     [95% conf. int.]', '-' * 79]
    survivor, variance, fails = 1.0, 0.0, []
    for t in sorted(d[time].unique()):
        risk, fail = int((d[time] >= t).sum()), int(d.loc[d[time] == t, event].sum())
        survivor *= 1 - fail / risk
        variance += fail / (risk * (risk - fail)) if risk > fail else 0
        error = survivor * variance**.5
        fails.append(fail)
        lines.append(f'{t:>6} {risk:>8,} {fail:>8} {int((d[time] == t).sum()) - fail:>11} {survivor:>12.4f} {error:>9.4f} {max(0, survivor - 1.96 * error):>10.4f} {min(1, survivor + 1.96 * error):>9.4f}')
    return '\n'.join([*lines, '-' * 79, '']), pd.Series(fails)


def ttest(d, y, by):
    groups = list(d.groupby(by, observed=True)[y])
    rule = '-' * 9 + '+' + '-' * 68
    lines = ['', 'Two-sample t test with equal variances', '-' * 78, '   Group |     Obs        Mean    Std. err.   Std. dev.   [95% conf. interval]', rule]
    for name, x in [*groups, ('Combined', d[y])]:
        error = x.sem()
        lines += [rule] * (name == 'Combined') + [f'{str(name)[:8]:>8} |{len(x):8,}{g9(x.mean()):>12}{g9(error):>12}{g9(x.std()):>12}{g9(x.mean() - 1.96 * error):>12}{g9(x.mean() + 1.96 * error):>12}']
    return '\n'.join([*lines, '-' * 78, '    diff = mean(' + str(groups[0][0]) + ') - mean(' + str(groups[1][0]) + ')', ''])
