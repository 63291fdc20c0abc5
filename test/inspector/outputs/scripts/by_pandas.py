"""Files that pandas writes: printed, CSV, JSON, HTML, markdown, LaTeX."""
import io
import json

import numpy as np
import pandas as pd
import statsmodels.formula.api as smf

import tables
from half import first_small

pd.set_option('display.width', 110, 'display.max_columns', 30, 'display.max_rows', 200)


def counted(h, isSmall, at, topic=None):
    """A table of counts of one layout of this half, with small counts or without any."""
    builders = tables.BUILDERS[h.name]
    for _ in range(40):
        w = topic or h.topic()
        d = h.people(w, isSmall)
        if isSmall and h.rng.random() < 0.12:
            d = d[d[w.s] == d[w.s].iloc[0]]
        frame, counts = builders[at % len(builders)](w, d)
        shown = np.asarray(counts.to_numpy(), dtype=float)
        if np.any((shown >= 1) & (shown <= 9)) == isSmall:
            return w, d, frame, counts
    raise AssertionError(f'no data for {builders[at % len(builders)].__name__}')


def kind_of(counts, isSmall):
    return ('small-count', first_small(counts)) if isSmall else ('harmless', f'counts from {int(np.nanmin(counts.to_numpy()))}')


# ---- renderers: a frame as text, one list for each half

def printed(h, at, w, frame):
    if h.isFirst:
        return [lambda: f'{frame}\n', lambda: f'{w.title}\n\n{frame}\n', lambda: frame.to_string() + '\n',
                lambda: f'>>> print(table)\n{frame}\n>>> len(df)\n'][at % 4]()
    pd.set_option('display.unicode.east_asian_width', w.lang in ('zh', 'ja'))
    text = [lambda: frame.reset_index().to_string(index=False) + '\n', lambda: f'=== {w.title} ===\n{frame.to_string(justify="left")}\n',
            lambda: f'In [7]: table\nOut[7]: \n{frame}\n', lambda: f'{frame.reset_index()}\n', lambda: frame.to_string(float_format='%.1f') + f'\n\n[{w.people}]\n'][at % 5]()
    pd.set_option('display.unicode.east_asian_width', False)
    return text


def flat(frame):
    frame = frame.copy()
    if isinstance(frame.columns, pd.MultiIndex):
        frame.columns = ['_'.join(map(str, key)) for key in frame.columns]
    return frame


def as_csv(h, at, w, frame):
    """The text of a CSV file and the ending of its name."""
    frame = flat(frame)
    if h.isFirst:
        return [lambda: ('csv', frame.to_csv()), lambda: ('csv', frame.to_csv(sep=';', decimal=',')), lambda: ('tsv', frame.to_csv(sep='\t')),
                lambda: ('csv', f'{w.title}\n\n' + frame.to_csv()), lambda: ('csv', frame.reset_index().to_csv(index=False, quoting=1)),
                lambda: ('csv', frame.to_csv() + '\n' + frame.T.to_csv()), lambda: ('csv', frame.reset_index().to_csv())][at % 7]()
    return [lambda: ('csv', '\ufeff' + frame.to_csv(sep=';', decimal=',')), lambda: ('csv', frame.reset_index().to_csv(index=False)),
            lambda: ('csv', f'"{w.title}"\n' + frame.to_csv(line_terminator='\r\n') + f'"Source: {w.people}"\r\n'), lambda: ('tsv', frame.reset_index().to_csv(index=False, sep='\t')),
            lambda: ('csv', f'# {w.title}\n# {w.lang}\n' + frame.to_csv(sep='|')), lambda: ('csv', frame.to_csv(float_format='%.1f')),
            lambda: ('txt', frame.to_csv(sep=';', quoting=2)), lambda: ('csv', f'{w.R} "{w.total},,\n' + frame.to_csv())][at % 8]()


def as_html(h, at, w, frame):
    if h.isFirst:
        return [lambda: frame.to_html(), lambda: frame.to_html(border=0, classes='table table-striped', justify='center'), lambda: frame.style.to_html(),
                lambda: f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{w.title}</title></head><body>\n<h1>{w.title}</h1>\n{frame.to_html()}\n</body></html>\n',
                lambda: f'<div>\n{frame.to_html(notebook=True)}\n</div>\n'][at % 5]()
    return [lambda: frame.style.set_caption(w.title).format(precision=1).background_gradient(axis=None).to_html() if all(frame.dtypes != object) else frame.style.set_caption(w.title).to_html(),
            lambda: f'<!-- {w.lang} -->\n{frame.reset_index().to_html(index=False, table_id="t1")}\n', lambda: frame.to_html(col_space=60, bold_rows=False),
            lambda: f'<html><body><p>{w.title} <b>2024</b></p>{frame.to_html()}<hr/>{frame.T.to_html()}</body></html>\n',
            lambda: f'<div class="output">\n<h3>{w.R}</h3>\n{frame.style.hide(axis="index").to_html() if frame.index.nlevels == 0 else frame.to_html(index_names=False)}</div>\n'][at % 5]()


def as_json(h, at, w, frame):
    frame = flat(frame)
    turned = frame.reset_index().astype({key: str for key in frame.index.names if key})
    if h.isFirst:
        return [lambda: turned.to_json(orient='records', force_ascii=False), lambda: turned.to_json(orient='split', indent=2, force_ascii=False),
                lambda: json.dumps({'title': w.title, 'table': json.loads(turned.to_json())}, indent=1, ensure_ascii=False)][at % 3]() + '\n'
    return [lambda: turned.to_json(orient='records', lines=True, force_ascii=False), lambda: turned.to_json(orient='table', index=False, force_ascii=False),
            lambda: json.dumps({w.r: [[str(row), *map(str, cells)] for row, cells in zip(frame.index, frame.to_numpy())]}, ensure_ascii=False, indent=4)][at % 3]() + '\n'


def as_markup(h, at, w, frame):
    frame = flat(frame)
    if h.isFirst:
        return [lambda: ('md', frame.to_markdown() + '\n'), lambda: ('tex', frame.style.to_latex(hrules=True)), lambda: ('md', f'## {w.title}\n\n' + frame.to_markdown(tablefmt='github') + '\n')][at % 3]()
    return [lambda: ('tex', '\\begin{table}\n\\caption{' + w.title + '}\n' + frame.style.to_latex() + '\\end{table}\n'), lambda: ('md', frame.to_markdown(tablefmt='grid') + '\n'),
            lambda: ('rst', frame.to_markdown(tablefmt='rst') + '\n')][at % 3]()


WRITERS = {
    'pandas-print': lambda h, at, w, frame: ('txt', printed(h, at, w, frame)),
    'pandas-csv': as_csv,
    'html': lambda h, at, w, frame: ('html', as_html(h, at, w, frame)),
    'json': lambda h, at, w, frame: ('jsonl' if not h.isFirst and at % 3 == 0 else 'json', as_json(h, at, w, frame)),
    'latex-markdown': as_markup,
}
PLAN = {  # form: files with small counts, with large ones, rounded
    'first': {'pandas-print': (10, 3, 1), 'pandas-csv': (11, 4, 3), 'html': (7, 2, 2), 'json': (4, 2, 1), 'latex-markdown': (4, 1, 1)},
    'second': {'pandas-print': (11, 3, 2), 'pandas-csv': (12, 3, 3), 'html': (7, 2, 2), 'json': (4, 2, 1), 'latex-markdown': (4, 1, 1)},
}
BASES = {'first': [10, 5, 7, 6, 3], 'second': [5, 6, 10, 3, 7]}


def rounded_table(h, at):
    w = h.topic()
    base = BASES[h.name][at % 5]
    d = pd.concat([h.small(w) for _ in range(4)])
    return w, base, *tables.wide(w, d, base)


def write(h):
    at = 0
    for form, (small, large, rounds) in PLAN[h.name].items():
        for isSmall in [True] * small + [False] * large:
            w, _, frame, counts = counted(h, isSmall, at)
            extension, text = WRITERS[form](h, at // 2, w, frame)
            h.put(w, form, extension, 'pandas', text, *kind_of(counts, isSmall), counts)
            at += 1
        for _ in range(rounds):
            w, base, frame, counts = rounded_table(h, at)
            extension, text = WRITERS[form](h, at // 2, w, frame)
            h.put(w, form, extension, 'pandas', text, 'rounded', f'all counts rounded to {base}', counts, base)
            at += 1
    others(h)


def others(h):
    """Tables without counts, people row by row, extremes, suppressed cells."""
    w = h.topic()
    d = h.large(w)
    h.put(w, 'pandas-csv', 'csv', 'pandas', tables.percentages(w, d).to_csv(), 'harmless', 'row percentages of large groups')
    w = h.topic()
    h.put(w, 'pandas-csv', 'csv', 'pandas', tables.rates(w, h.large(w)).to_csv(sep=',' if h.isFirst else ';'), 'harmless', 'rates with intervals')
    w = h.topic()
    h.put(w, 'pandas-csv', 'csv', 'pandas', tables.trend(w, h.large(w)).to_csv(), 'harmless', 'a monthly mean')
    w = h.topic()
    h.put(w, 'pandas-csv', 'csv', 'pandas', tables.dictionary(w).to_csv(), 'harmless', 'a dictionary of variables: widths, no counts')
    w = h.topic()
    d = h.large(w)
    model = smf.ols('y ~ a + C(s) + C(r)', d.rename(columns={w.measure: 'y', w.age: 'a', w.s: 's', w.r: 'r'})).fit()
    text = model.summary().as_text() if h.isFirst else model.summary2(float_format='%.3f').as_text()
    h.put(w, 'pandas-print', 'txt', 'statsmodels', text + '\n', 'harmless', 'coefficients of a linear model')
    w = h.topic()
    d = h.large(w)
    d['e'] = d[w.event]
    logit = smf.logit('e ~ a + C(s)', d.rename(columns={w.age: 'a', w.s: 's'})).fit(disp=0)
    frame = pd.DataFrame({'term': logit.params.index, 'estimate': logit.params.round(4).values, 'std_error': logit.bse.round(4).values, 'p_value': logit.pvalues.round(4).values})
    h.put(w, 'pandas-csv', 'csv', 'statsmodels', frame.to_csv(index=False), 'harmless', 'coefficients of a logistic model')
    settings = {'seed': 7, 'folds': 5, 'max_depth': 3, 'learning_rate': 0.05, 'n_estimators': 400, 'features': [w.age, w.s, w.r], 'auc': 0.7431, 'version': '1.2.1'}
    h.put(w, 'json', 'json', 'python', json.dumps(settings if h.isFirst else {'model': {'epochs': 6, 'layers': [8, 4, 2], 'dropout': 0.3}, 'metrics': {'f1': 0.612, 'brier': 0.0931}, 'k': 3}, indent=2, ensure_ascii=False) + '\n', 'harmless', 'settings and figures of a model')
    people_rows(h)
    extremes(h)
    arithmetic(h)


def people_rows(h):
    columns = lambda w: [w.s, w.age, w.r, w.date]
    w = h.topic()
    d = h.small(w).head(45)
    what = 'one row for each person: ' + ', '.join(columns(w))
    h.put(w, 'pandas-csv', 'csv', 'pandas', d[columns(w) + [w.measure]].to_csv(index=False, sep=',' if h.isFirst else ';'), 'rows-of-people', what)
    w = h.topic()
    d = h.small(w).head(28)
    h.put(w, 'pandas-print', 'txt', 'pandas', f'{d[[w.s, w.age, w.r, w.c]]}\n' if h.isFirst else d[[w.age, w.s, w.c, w.time]].to_string(index=False) + '\n', 'rows-of-people', 'printed rows of people with age and sex')
    w = h.topic()
    d = h.small(w).head(30)[[w.year, w.s, w.r, w.measure]].reset_index(drop=True)
    h.put(w, 'pandas-csv', 'csv', 'pandas', (d if h.isFirst else d.sort_values(w.year)).to_csv(index=h.isFirst), 'rows-of-people', f'one row for each person with years of birth ({w.year})')
    w = h.topic()
    d = h.small(w).head(24)[[w.s, w.age, w.b, w.r, w.c, w.measure]].reset_index(drop=True)
    d.index = [f'{"P" if h.isFirst else "subj_"}{at:03d}' for at in range(1, 25)]
    h.put(w, 'pandas-csv', 'csv', 'pandas', d.T.to_csv(), 'rows-of-people', 'transposed: one column for each person')
    w = h.topic()
    d = h.small(w).head(22)[[w.id, w.s, w.age, w.date, w.f]]
    text = d.to_html(index=False) if h.isFirst else d.style.to_html()
    h.put(w, 'html', 'html', 'pandas', text, 'rows-of-people', 'rows of people with pseudonym, age and date')
    w = h.topic()
    d = h.small(w).head(26)[[w.s, w.age, w.r, w.date]].astype(str)
    h.put(w, 'json', 'json', 'pandas', d.to_json(orient='records' if h.isFirst else 'columns', force_ascii=False, indent=1) + '\n', 'rows-of-people', 'an object for each person' if h.isFirst else 'lists of values, one for each person')
    w = h.topic()
    d = h.small(w).head(25)[[w.age, w.s, w.r]]
    h.put(w, 'latex-markdown', 'md', 'pandas', d.to_markdown(index=False) + '\n', 'rows-of-people', 'rows of people in a markdown table')


def extremes(h):
    w = h.topic()
    d = h.large(w)
    text = f'{d[[w.age, w.cost]].describe()}\n' if h.isFirst else f'{d[[w.age, w.time]].describe(percentiles=[0.05, 0.95]).T.round(1)}\n'
    h.put(w, 'pandas-print', 'txt', 'pandas', text, 'extreme', f'min and max of {w.age}')
    w = h.topic()
    d = h.large(w)
    frame = d.groupby(w.r, observed=True)[w.cost].agg(['count', 'mean', 'min', 'max']).round(2)
    frame = frame if h.isFirst else frame.rename(columns={'count': w.number, 'mean': w.mean, 'min': w.min, 'max': w.max})
    h.put(w, 'pandas-csv', 'csv', 'pandas', frame.to_csv(), 'extreme', f'lowest and highest {w.cost} by {w.r}', frame.iloc[:, 0])
    w = h.topic()
    d = h.large(w)
    h.put(w, 'html', 'html', 'pandas', d[[w.age, w.measure, w.cost]].describe().round(2).to_html(), 'extreme', f'min and max of {w.age} and {w.cost}')


def hidden_one(counts, mark):
    """One cell from 1 to 9 becomes a mark; the totals stay."""
    for row in counts.index[:-1]:
        for column in counts.columns[:-1]:
            if 1 <= counts.loc[row, column] <= 9:
                found = int(counts.loc[row, column])
                others = counts.drop(index=counts.index[-1]).drop(columns=counts.columns[-1]).to_numpy().ravel()
                if np.sum((others >= 1) & (others <= 9)) == 1 and not np.any((counts.iloc[-1] < 10) | (counts.iloc[:, -1] < 10)):
                    shown = counts.astype(object)
                    shown.loc[row, column] = mark
                    return shown, f'{row} / {column} is {found}: its row has a total'
    return None


def suppressed(h, mark):
    """A crosstab with totals of which exactly one cell is hidden."""
    while True:
        w = h.topic()
        d = h.large(w).astype({w.r: str, w.c: str})
        rare = d[(d[w.r] == w.rows[-1]) & (d[w.c] == w.cols[-1])]
        d = d.drop(rare.index[int(h.rng.integers(1, 10)):])
        counts = pd.crosstab(d[w.r], d[w.c], margins=True, margins_name=w.total)
        found = hidden_one(counts, mark)
        if found:
            return w, *found


def arithmetic(h):
    for at, mark in enumerate(['<10', '*', 'c'] if h.isFirst else ['..', '<10', '[c]', 'x']):
        w, frame, what = suppressed(h, mark)
        text = frame.to_csv(sep=';' if at == 1 else ',') if at != 2 else f'{frame}\n'
        h.put(w, 'pandas-print' if at == 2 else 'pandas-csv', 'txt' if at == 2 else 'csv', 'pandas', text, 'arithmetic', what)
    w = h.topic()
    d = h.large(w)
    rare = int(h.rng.integers(2, 9))
    sizes = d[w.r].value_counts(sort=False).to_numpy() // 10
    cases = np.array([rare, *(sizes[1:] // 4)])
    frame = pd.DataFrame({'N': sizes, f'{w.percent} {w.event}': (cases / sizes * 100).round(2)}, index=pd.Index(w.rows, name=w.R))
    h.put(w, 'pandas-csv', 'csv', 'pandas', frame.to_csv(), 'arithmetic', f'{w.rows[0]}: percent of {sizes[0]} is {rare}', sizes)
    w = h.topic()
    d = h.large(w)
    sizes = d[w.r].value_counts(sort=False)
    less = sizes - [int(h.rng.integers(2, 9)), *([0] * (len(sizes) - 1))]
    names = (f'{w.people} (all)', f'{w.people} (excluding under 18)') if h.isFirst else (f'{w.total}', f'{w.total} excl. {w.missing}')
    frame = pd.DataFrame({names[0]: sizes, names[1]: less}).rename_axis(w.R)
    h.put(w, 'pandas-csv', 'csv', 'pandas', frame.to_csv(), 'arithmetic', f'{w.rows[0]}: all less those excluded is {int(sizes[0] - less[0])}', frame)
    # Rows without a value, told below a table.
    w = h.topic()
    d = h.large(w)
    gone = int(h.rng.integers(2, 9))
    counts = d[w.r].value_counts(sort=False)
    text = counts.rename_axis(w.R).to_csv(header=[w.count]) + (f'{w.missing},{gone}\n' if h.isFirst else f'\nN {w.missing}: {gone}\n')
    h.put(w, 'pandas-csv', 'csv', 'pandas', text, 'missing-rows', f'{w.missing}: {gone}')
    w = h.topic()
    d = h.large(w)
    d.loc[d.index[:gone], w.measure] = np.nan
    buffer = io.StringIO()
    d[[w.r, w.age, w.measure, w.cost]].info(buf=buffer)
    text = buffer.getvalue() if h.isFirst else f'{d[[w.r, w.age, w.measure, w.cost]].isna().sum()}\n'
    h.put(w, 'pandas-print', 'txt', 'pandas', text, 'missing-rows', f'{gone} people without {w.measure}')
