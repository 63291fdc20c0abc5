"""Plots that matplotlib writes as SVG with its text as text, and notebooks that a kernel has run."""
import io
import shutil
import tempfile
from pathlib import Path

import matplotlib
import nbformat
import numpy as np
import pandas as pd
from matplotlib import pyplot
from nbconvert.preprocessors import ExecutePreprocessor

from half import first_small, rounded

matplotlib.rcParams.update({'svg.fonttype': 'none', 'svg.hashsalt': 'recorded', 'font.family': 'DejaVu Sans'})


def svg(draw):
    figure, axes = pyplot.subplots(figsize=(6, 3.5))
    draw(axes)
    out = io.StringIO()
    figure.savefig(out, format='svg', metadata={'Date': None, 'Creator': None})
    pyplot.close(figure)
    return out.getvalue()


def bars(w, counts):
    def draw(axes):
        axes.bar_label(axes.barh(counts.index.astype(str), counts))
        axes.set_title(w.title)
    return svg(draw)


def tiles(w, counts):
    def draw(axes):
        axes.imshow(counts)
        axes.set_xticks(range(counts.shape[1]), counts.columns)
        axes.set_yticks(range(counts.shape[0]), counts.index)
        for (row, column), value in np.ndenumerate(counts.to_numpy()):
            axes.text(column, row, value, ha='center')
    return svg(draw)


def risk_table(w, counts):
    """A curve with the numbers at risk below it."""
    def draw(axes):
        axes.step(range(len(counts.columns)), np.linspace(1, 0.4, len(counts.columns)))
        axes.set_title(w.title)
        for row, (level, cells) in enumerate(counts.iterrows()):
            axes.text(-0.6, -0.2 - row / 8, level)
            for column, value in enumerate(cells):
                axes.text(column, -0.2 - row / 8, f'{value}')
    return svg(draw)


def labels(w, counts):
    def draw(axes):
        axes.bar([f'{level}\n(n = {count})' for level, count in counts.items()], counts / counts.sum() * 100)
        axes.set_ylabel(w.percent)
    return svg(draw)


def curve(w, d):
    def draw(axes):
        monthly = d.groupby(d[w.date].str[:7])[w.measure].mean()
        axes.plot(range(len(monthly)), monthly.rolling(3).mean())
        axes.set_xlabel('month')
        axes.set_ylabel(f'{w.mean} {w.measure}')
    return svg(draw)


def forest(w, d):
    def draw(axes):
        means = d.groupby(w.r, observed=True)[w.event].agg(['mean', 'sem'])
        axes.errorbar(means['mean'], range(len(means)), xerr=1.96 * means['sem'], fmt='s')
        axes.set_yticks(range(len(means)), [f'{level}  {row["mean"]:.2f} ({row["mean"] - 1.96 * row["sem"]:.2f}, {row["mean"] + 1.96 * row["sem"]:.2f})' for level, row in means.iterrows()])
    return svg(draw)


def write_plots(h):
    plans = [(bars, lambda w, d: d[w.r].value_counts()), (tiles, lambda w, d: pd.crosstab(d[w.r], d[w.c]))] if h.isFirst else [(labels, lambda w, d: d[w.r].value_counts(sort=False)), (risk_table, lambda w, d: pd.crosstab(d[w.s], d[w.b]))]
    for drawn, count in plans:
        w = h.latin()
        counts = count(w, h.small(w))
        h.put(w, 'svg', 'svg', 'matplotlib', drawn(w, counts), 'small-count', first_small(counts), counts)
    w = h.latin()
    counts = plans[0][1](w, h.large(w))
    h.put(w, 'svg', 'svg', 'matplotlib', plans[0][0](w, counts), 'harmless', f'counts from {counts.min()}', counts)
    w = h.latin()
    base = 5 if h.isFirst else 10
    counts = rounded(4 * pd.crosstab((d := h.small(w))[w.r], d[w.b]) + 1, base)
    h.put(w, 'svg', 'svg', 'matplotlib', tiles(w, counts), 'rounded', f'all counts rounded to {base}', counts, base)
    w = h.latin()
    h.put(w, 'svg', 'svg', 'matplotlib', (curve if h.isFirst else forest)(w, h.large(w)), 'harmless', 'a trend' if h.isFirst else 'rates with intervals')


# ---- notebooks

def executed(cells, d, h):
    """A notebook that the kernel has run: text and HTML stand in its outputs."""
    folder = Path(tempfile.mkdtemp())
    (folder / 'people.csv').write_text(d.to_csv(index=False))
    made = [nbformat.v4.new_markdown_cell(cell[2:]) if cell.startswith('# ') else nbformat.v4.new_code_cell(cell) for cell in cells]
    for at, cell in enumerate(made):
        cell['id'] = f'cell{at}'
    book = nbformat.v4.new_notebook(cells=made, metadata={'kernelspec': {'name': 'python3', 'display_name': 'Python 3', 'language': 'python'}})
    ExecutePreprocessor(timeout=120, kernel_name='python3').preprocess(book, {'metadata': {'path': str(folder)}})
    for cell in book.cells:
        cell.metadata.pop('execution', None)
    shutil.rmtree(folder)
    return book


START = ['import pandas as pd\ndf = pd.read_csv("people.csv")']


def small_cells(h, w):
    """Code of one cell, where `@` stands for an expression, and that expression, which gives the counts that it shows."""
    r, c, s, f, b = (repr(name) for name in (w.r, w.c, w.s, w.f, w.b))
    if h.isFirst:
        return [('@', f'pd.crosstab(df[{r}], df[{c}])'), ('@', f'df[{r}].value_counts()'), ('print(@)', f'df.groupby({r}).size()'), ('@', f'df.groupby([{r}, {s}]).size().unstack(fill_value=0)'),
                ('@', f'pd.crosstab(df[{r}], df[{f}], margins=True)'), ('@.to_frame("n")', f'df[{b}].value_counts().sort_index()'), ('for level, count in @.items(): print(level, count)', f'df.groupby({r}).size()'),
                ('@', f'df.pivot_table(index={r}, columns={s}, values={w.id!r}, aggfunc="count")'), ('table = @\ntable', f'pd.crosstab(df[{b}], df[{s}])')]
    return [('@.agg(["count", "mean"]).round(1)', f'df.groupby({r})[{w.measure!r}]'), ('@', f'pd.crosstab([df[{r}], df[{s}]], df[{f}])'), ('@', f'pd.cut(df[{w.age!r}], [17, 34, 49, 64, 79, 120]).value_counts(sort=False)'), ('@', f'df[[{r}, {c}]].value_counts()'),
            ('@.style.format("{:d}")', f'pd.crosstab(df[{c}], df[{r}])'), ('@', f'df.groupby([{b}, {s}]).agg({w.count.replace(" ", "_")}=({w.id!r}, "nunique"))'), ('print(@.to_markdown())', f'df[{r}].value_counts()'),
            ('@', f'df[{w.date!r}].str[:4].groupby(df[{r}]).value_counts().unstack()'), ('@', f'df.groupby({r})[{w.event!r}].sum()'), ('dict(@)', f'df[{r}].value_counts()')]


def counts_of(expression, d):
    found = eval(expression, {'df': d, 'pd': pd})
    return found.count() if 'GroupBy' in type(found).__name__ else found


def write_notebooks(h):
    put = lambda w, extension, content, *rest: h.put(w, 'notebook', extension, 'Jupyter', content, *rest)
    for at, _ in enumerate(small_cells(h, h.topics[0])):
        for _ in range(40):
            w = h.topic()
            d = h.small(w).astype({name: str for name in (w.r, w.c, w.s, w.f, w.b)})
            around, expression = small_cells(h, w)[at]
            counts = counts_of(expression, d)
            if ((counts >= 1) & (counts <= 9)).to_numpy().any():
                break
        code = around.replace('@', expression)
        more = [f'# ## {w.title}', *START, f'df[{w.measure!r}].mean()', code]
        book = executed(more if h.isFirst or at % 2 else [START[0], code, f'# {w.people}'], d, h)
        put(w, 'ipynb', nbformat.writes(book) + '\n', 'small-count', first_small(counts), counts)
    w, d = (w := h.topic()), h.large(w)
    counts = pd.crosstab(d[w.r], d[w.c])
    put(w, 'ipynb', nbformat.writes(executed([*START, f'pd.crosstab(df[{w.r!r}], df[{w.c!r}])'], d, h)) + '\n', 'harmless', f'counts from {counts.to_numpy().min()}', counts)
    w, d = (w := h.topic()), h.large(w)
    model = [*START, 'import statsmodels.formula.api as smf\n' + f'fit = smf.ols("Q({w.measure!r}) ~ Q({w.age!r})", df).fit()\nfit.params', 'fit.rsquared, fit.f_pvalue']
    put(w, 'ipynb', nbformat.writes(executed(model, d, h)) + '\n', 'harmless', 'coefficients of a linear model')
    w, d = (w := h.topic()), h.large(w)
    put(w, 'ipynb', nbformat.writes(executed([*START, f'(pd.crosstab(df[{w.r!r}], df[{w.s!r}], normalize="index") * 100).round(1)', f'df.groupby({w.r!r})[{w.measure!r}].mean().round(2)'], d, h)) + '\n', 'harmless', 'percent and means of large groups')
    w, d = (w := h.topic()), h.small(w)
    put(w, 'ipynb', nbformat.writes(executed([*START, f'df[[{w.s!r}, {w.age!r}, {w.r!r}, {w.date!r}]].head({12 if h.isFirst else 25})'], d, h)) + '\n', 'rows-of-people', 'the first rows of people')
    w, d = (w := h.topic()), h.large(w)
    put(w, 'ipynb', nbformat.writes(executed([*START, f'df[[{w.age!r}, {w.cost!r}]].describe()' if h.isFirst else f'df[{w.cost!r}].agg(["mean", "min", "max"])'], d, h)) + '\n', 'extreme', f'min and max of {w.cost}')
    w = h.topic()
    base = 10 if h.isFirst else 5
    d = pd.concat([h.small(w) for _ in range(4)])
    counts = rounded(pd.crosstab(d[w.r], d[w.b]), base)
    put(w, 'ipynb', nbformat.writes(executed([*START, f'({base} * (pd.crosstab(df[{w.r!r}], df[{w.b!r}]) / {base}).round()).astype(int)'], d, h)) + '\n', 'rounded', f'all counts rounded to {base}', counts, base)


def write(h):
    write_plots(h)
    write_notebooks(h)
