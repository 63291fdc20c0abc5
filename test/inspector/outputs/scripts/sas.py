"""Prints as SAS does in a listing: pages with a title, centred tables, from a frame of people. Each gives the text and its counts."""
import numpy as np
import pandas as pd

WIDTH = 112


def page(procedure, body, number=1, title='The SAS System'):
    """A page: the title line, the name of the procedure, and what it prints in the middle."""
    lines = body.split('\n')
    indent = ' ' * max(0, (WIDTH - max(map(len, lines))) // 2)
    stamp = f'09:30 Monday, March 3, 2025{number:>4}'
    head = f'{title:^{WIDTH}}'.rstrip()
    return '\n'.join([f'{head}{stamp:>{WIDTH - len(head)}}', '', *([f'{procedure:^{WIDTH}}'.rstrip(), ''] if procedure else []), *(f'{indent}{line}'.rstrip() for line in lines), ''])


def freq(counts, name, title=None, gone=0):
    """PROC FREQ of one variable."""
    width = max(len(name), *(len(str(level)) for level in counts.index))
    head = ['', *([f'{title:^{width + 54}}'.rstrip(), ''] if title else []), f'{"":<{width}}{"Cumulative":>41}{"Cumulative":>14}', f'{name:<{width}}{"Frequency":>14}{"Percent":>12}{"Frequency":>14}{"Percent":>13}', '-' * (width + 54)]
    lines, done, total = [], 0, counts.sum()
    for level, count in counts.items():
        done += count
        lines.append(f'{str(level):<{width}}{count:>14}{count / total * 100:>12.2f}{done:>14}{done / total * 100:>13.2f}')
    return '\n'.join([*head, *lines, *(['', f'{f"Frequency Missing = {gone}":^{width + 54}}'.rstrip()] if gone else []), ''])


def freq_twoway(counts, names, shown=('Frequency', 'Percent', 'Row Pct', 'Col Pct')):
    """PROC FREQ of two variables: a box with up to four numbers in each cell."""
    stub = max(9, *(len(str(level)) for level in counts.index))
    cell = max(8, *(len(str(level)) for level in counts.columns))
    rule = '-' * stub + '+' + ('-' * cell + '+') * counts.shape[1]
    total, rows, cols = counts.to_numpy().sum(), counts.sum(axis=1), counts.sum()
    lines = [f'{f"Table of {names[0]} by {names[1]}":^{len(rule) + 8}}'.rstrip(), '', f'{names[0]:<{stub}}  {names[1]}', '']
    lines += [f'{name:<{stub}}|' for name in shown[:-1]]
    lines += [f'{shown[-1]:<{stub}}|' + ''.join(f'{str(level):<{cell}}|' for level in counts.columns) + '  Total', rule]
    for level, row in counts.iterrows():
        for name in shown:
            found = {'Frequency': (row, rows[level]), 'Percent': (row / total * 100, rows[level] / total * 100), 'Row Pct': (row / rows[level] * 100, None), 'Col Pct': (row / cols * 100, None)}[name]
            text = ''.join(f'{value:>{cell}}|' if name == 'Frequency' else f'{value:>{cell}.2f}|' for value in found[0])
            side = '' if found[1] is None else f'{found[1]:>7}' if name == 'Frequency' else f'{found[1]:>7.2f}'
            lines.append(f'{str(level) if name == shown[0] else "":<{stub}}|{text}{side}')
        lines.append(rule)
    lines.append(f'{"Total":<{stub}} ' + ''.join(f'{value:>{cell}} ' for value in cols) + f'{total:>7}')
    if 'Percent' in shown:
        lines.append(f'{"":<{stub}} ' + ''.join(f'{value / total * 100:>{cell}.2f} ' for value in cols) + f'{100:>7.2f}')
    return '\n'.join([*lines, ''])


def means(d, name, by, statistics):
    """PROC MEANS with a class variable."""
    found = {'N': 'count', 'Mean': 'mean', 'Std Dev': 'std', 'Minimum': 'min', 'Maximum': 'max', 'Median': 'median'}
    frame = d.groupby(by, observed=True)[name].agg([found[s] for s in statistics])
    sizes = d.groupby(by, observed=True).size()
    width = max(len(by), *(len(str(level)) for level in frame.index))
    head = f'{by:<{width}}{"Obs":>8}' + ''.join(f'{s:>7}' if s == 'N' else f'{s:>16}' for s in statistics)
    lines = [f'{f"Analysis Variable : {name}":^{len(head)}}'.rstrip(), '', f'{"":<{width}}{"N":>8}', head, '-' * len(head)]
    for level, row in frame.iterrows():
        lines.append(f'{str(level):<{width}}{sizes[level]:>8}' + ''.join(f'{value:>7.0f}' if s == 'N' else f'{value:>16.7f}' for s, value in zip(statistics, row)))
    return '\n'.join([*lines, '-' * len(head), '']), sizes


def printed(frame, obs=True):
    """PROC PRINT."""
    cells = [[str(at) for at in range(1, len(frame) + 1)]] * obs + [[str(value) for value in frame[name]] for name in frame]
    heads = ['Obs'] * obs + list(frame.columns)
    widths = [max(map(len, [head, *column])) for head, column in zip(heads, cells)]
    isNumber = [True] * obs + [pd.api.types.is_numeric_dtype(frame[name]) for name in frame]
    line = lambda values: '    '.join(f'{value:>{width}}' if number else f'{value:<{width}}' for value, width, number in zip(values, widths, isNumber))
    return '\n'.join([line(heads), '', *(line(row) for row in zip(*cells)), ''])


def tabulate(counts, names):
    """PROC TABULATE: boxes."""
    stub = max(len(names[0]), 18, *(len(str(level)) for level in counts.index))
    cell = max(12, *(len(str(level)) for level in counts.columns))
    inner = (cell + 1) * counts.shape[1] - 1
    lines = ['-' * (stub + inner + 3), f'|{"":<{stub}}|{names[1]:^{inner}}|', f'|{"":<{stub}}|{"-" * inner}|', f'|{"":<{stub}}|' + ''.join(f'{str(level):^{cell}}|' for level in counts.columns),
             f'|{"":<{stub}}|' + '+'.join(['-' * cell] * counts.shape[1]) + '|', f'|{"":<{stub}}|' + ''.join(f'{"N":^{cell}}|' for _ in counts.columns), f'|{"-" * stub}+' + '+'.join(['-' * cell] * counts.shape[1]) + '|', f'|{names[0]:<{stub}}|' + ''.join(' ' * cell + '|' for _ in counts.columns), f'|{"-" * stub}|' + ''.join(' ' * cell + '|' for _ in counts.columns)]
    for at, (level, row) in enumerate(counts.iterrows()):
        last = at == len(counts) - 1
        lines += [f'|{str(level):<{stub}}|' + ''.join(f'{value:>{cell}.2f}|' for value in row), '-' * (stub + inner + 3) if last else f'|{"-" * stub}+' + '+'.join(['-' * cell] * counts.shape[1]) + '|']
    return '\n'.join([*lines, ''])


def sql(frame):
    """PROC SQL."""
    widths = [max(len(name), *(len(str(value)) for value in frame[name])) for name in frame]
    isNumber = [pd.api.types.is_numeric_dtype(frame[name]) for name in frame]
    line = lambda values: '  '.join(f'{value:>{width}}' if number else f'{value:<{width}}' for value, width, number in zip(map(str, values), widths, isNumber))
    head = line(frame.columns)
    return '\n'.join([head, '-' * len(head), *(line(row) for row in frame.itertuples(index=False)), ''])


def extremes(d, name):
    """PROC UNIVARIATE: the five lowest and highest observations."""
    low, high = d[name].nsmallest(5), d[name].nlargest(5)[::-1]
    lines = [f'{f"Variable:  {name}":^44}'.rstrip(), '', f'{"Extreme Observations":^44}'.rstrip(), '', '-----Lowest-----        -----Highest----', '', ' Value      Obs          Value      Obs', '']
    return '\n'.join([*lines, *(f'{a:>8.2f}{x:>8}{b:>16.2f}{y:>8}' for (x, a), (y, b) in zip(low.items(), high.items())), ''])


def estimates(fit, names):
    """PROC LOGISTIC."""
    lines = ['       Analysis of Maximum Likelihood Estimates', '', '                              Standard          Wald', 'Parameter    DF    Estimate       Error    Chi-Square    Pr > ChiSq', '']
    for name in ['const', *names]:
        shown = 'Intercept' if name == 'const' else name
        lines.append(f'{shown[:12]:<12}{1:>3}{fit.params[name]:>12.4f}{fit.bse[name]:>12.4f}{fit.tvalues[name] ** 2:>14.4f}{fit.pvalues[name]:>14.4f}')
    odds = np.exp(fit.params)
    low = np.exp(fit.conf_int())
    lines += ['', '              Odds Ratio Estimates', '', '                 Point          95% Wald', 'Effect        Estimate      Confidence Limits', '']
    return '\n'.join([*lines, *(f'{name[:12]:<12}{odds[name]:>10.3f}{low.loc[name, 0]:>12.3f}{low.loc[name, 1]:>12.3f}' for name in names), ''])


def lifetest(d, time, event):
    """PROC LIFETEST: how many failed and were censored by stratum."""
    frame = d.groupby(time, observed=True)[event].agg(['count', 'sum'])
    width = max(10, *(len(str(level)) for level in frame.index))
    head = f'{"Stratum":>7}  {time:<{width}}{"Total":>8}{"Failed":>9}{"Censored":>11}{"Censored":>10}'
    rows = [f'{at:>7}  {str(level):<{width}}{row["count"]:>8}{row["sum"]:>9}{row["count"] - row["sum"]:>11}{(1 - row["sum"] / row["count"]) * 100:>10.2f}' for at, (level, row) in enumerate(frame.iterrows(), 1)]
    return '\n'.join(['Summary of the Number of Censored and Uncensored Values', '', f'{"Percent":>{len(head)}}', head, '-' * len(head), *rows, '']), frame
