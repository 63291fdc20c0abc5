"""Counts in other places than a plain cross table: sentences, Table 1, events of models, flow charts, curves. Small and harmless twins."""
import json, os
import numpy as np, pandas as pd
import lay_py
from lay_py import put, pandoc, nb
from lay_log import ab
from special import RJ, gen
from base import make, big
from topics import W
S = []
def both(form, ext, prog, lang=None, small=1, harm=1):
    def d(f):
        for kind, k in (('small-count', small), ('harmless', harm)):
            def g(T, p, r, kind=kind):
                v = r.randint(1, 9) if kind == 'small-count' else r.randint(34, 420); w = f(T, p, r, v)
                return w if kind == 'small-count' else f'counts from {v} or more'
            g.__name__ = f.__name__
            S.extend([(kind, form, ext, prog, lang, g)] * k)
    
    return d
@both('docx', 'docx', 'pandoc', ['en', 'de', 'fr', 'es', 'nl', 'sv'], 2, 1)
def sentence(T, p, r, v):
    n = v + r.randint(900, 4000)
    pandoc(f'# {T.title}\n\n' + {'en': f'Of {n:,} {T.unit}, {v} had a {T.event} within one year.', 'de': f'Bei {v} von {n} {T.unit}n kam es binnen eines Jahres zum Ereignis ({T.event}).', 'fr': f"Sur {n} {T.unit}, {v} ont connu l'événement ({T.event}) dans l'année.", 'es': f'De {n} {T.unit}, {v} presentaron el suceso ({T.event}) en un año.', 'nl': f'Van de {n} {T.unit} kregen er {v} binnen een jaar een {T.event}.', 'sv': f'Av {n} {T.unit} fick {v} ett {T.event} inom ett år.'}[T.lang] + '\n', p, []); return f'{T.event}: {v}'
@both('sas-list', 'lst', 'SAS-like')
def response(T, p, r, v):
    n = v + r.randint(900, 4000); put(p, f'{"The LOGISTIC Procedure":^80}\n\n{"Model Information":^80}\n\nData Set                      WORK.{T.slug.upper()[:20]}\nResponse Variable             event             {T.event}\nModel                         binary logit\n\nNumber of Observations Read        {n+v:>8}\nNumber of Observations Used        {n+v:>8}\n\n{"Response Profile":^80}\n\n{"Ordered":>30}{"":14}Total\n{"Value":>30}     event    Frequency\n\n{1:>30}     1        {v:>9}\n{2:>30}     0        {n:>9}\n'); return f'event = 1: {v}'
@both('stata-log', 'log', 'Stata-like', None, 2, 1)
def stset(T, p, r, v):
    n = v + r.randint(900, 4000); put(p, f'. stset time, failure(event)\n\nSurvival-time data settings\n\n         Failure event: event!=0 & event<.   ({T.event})\nObserved time interval: (0, time]\n\n--------------------------------------------------------------------------\n{n:>12,}  total observations\n{0:>12}  exclusions\n--------------------------------------------------------------------------\n{n:>12,}  observations remaining, representing\n{v:>12}  failures in single-record/single-failure data\n'); return f'failures: {v}'
@both('stata-log', 'txt', 'Stata-like', ['en'])
def count_if(T, p, r, v): put(p, f'. * number of {T.unit}: {T.rl}\n. count if {T.rv} == "{T.rows[-1]}"\n  {v}\n\n. count if {T.rv} == "{T.rows[0]}"\n  {v*3+500}\n'); return f'{T.rows[-1]}: {v}'
def table1(T, r, v):
    w = W[T.lang]; n = 1500 + r.randint(100, 2000); x = [r.randint(60, 300) for _ in T.rows[:-2]]; c = [n - sum(x) - v] + x + [v]; assert min(c) > 0
    d = [(f'{w["n"]} {T.unit}', str(n)), (f'{T.numlab}, {w["mean"]} (SD)', f'{T.tp["mu"]:.1f} ({T.tp["sd"]:.1f})'), (f'{T.rl}, n (%)', '')] + [('   ' + a, f'{k} ({100*k/n:.1f})') for a, k in zip(T.rows, c)]
    return d, f'{T.rows[len(c)-1]}: {v}'
@both('pandas-csv', 'csv', 'pandas')
def t1csv(T, p, r, v): d, w = table1(T, r, v); pd.DataFrame(d, columns=['', T.title]).to_csv(p, index=False, sep=r.choice(',;')); return w
@both('xlsx', 'xlsx', 'openpyxl')
def t1xlsx(T, p, r, v): d, w = table1(T, r, v); pd.DataFrame(d, columns=['', T.title]).to_excel(p, index=False, sheet_name='Table 1'); return w
@both('html', 'html', 'pandas')
def t1html(T, p, r, v): d, w = table1(T, r, v); put(p, '<style>td:first-child{white-space:pre}</style>' + pd.DataFrame(d, columns=['', T.title]).to_html(index=False)); return w
@both('latex-markdown', 'tex', 'python')
def events(T, p, r, v):
    v2 = v + r.randint(40, 90); put(p, '\\begin{tabular}{lrr}\n\\toprule\n & Events/N & HR (95\\% CI) \\\\\n\\midrule\n' + f'{T.cols[0]} & {v2}/{v2+700} & 1 \\\\\n{T.cols[1]} & {v}/{v+812} & {r.uniform(.4,.9):.2f} ({r.uniform(.1,.3):.2f}--{r.uniform(1,1.6):.2f}) \\\\\n'.replace('%', '\\%') + f'\\bottomrule\n\\multicolumn{{3}}{{l}}{{\\footnotesize Events: {T.event}; N: {T.unit}}}\n\\end{{tabular}}\n'); return f'{T.cols[1]}: {v}'
@both('svg', 'svg', 'matplotlib')
def flow(T, p, r, v):
    plt, f, ax = lay_py.fig(T, r, 'pdf'); n = v * 2 + 900
    for x, y, s in ((.5, .85, f'{T.unit}\nn = {n + v}'), (.25, .4, f'{T.event}\nn = {v}'), (.75, .4, f'no {T.event}\nn = {n}' if T.lang == 'en' else f'– {T.event}\nn = {n}')): ax.text(x, y, s, ha='center', bbox=dict(fc='white'))
    ax.annotate('', (.25, .5), (.5, .83), arrowprops=dict(arrowstyle='->')); ax.annotate('', (.75, .5), (.5, .83), arrowprops=dict(arrowstyle='->')); ax.axis('off'); f.savefig(p, metadata={'Date': None}); plt.close(f); return f'{T.event}: {v}'
@both('pptx', 'pptx', 'pandoc', None, 2, 1)
def bullet(T, p, r, v): n = v + r.randint(900, 3000); pandoc(f'# {T.title}\n\n- N = {n} {T.unit}\n- {T.event}: n = {v}\n- {T.numlab}: {W[T.lang]["mean"]} {T.tp["mu"]:.1f}\n', p, []); return f'{T.event}: {v}'
@both('pdf', 'pdf', 'matplotlib')
def curve(T, p, r, v):
    plt, f, ax = lay_py.fig(T, r, 'pdf'); y = [v + r.randint(30, 80) for _ in range(8)]; y[r.randrange(8)] = v; b = ax.bar(range(2012, 2020), y); ax.bar_label(b); ax.set_ylabel(f'{W[T.lang]["number"]} {T.unit}'); ax.set_title(f'{T.event} ({T.rows[0]})'); f.savefig(p, metadata={'CreationDate': None}); plt.close(f); return f'one year: {v}'
@both('json', 'json', 'python')
def nested(T, p, r, v): put(p, json.dumps({'study': T.title, 'population': {'unit': T.unit, 'n': v + 2214}, 'outcomes': [{'name': T.event, 'n_events': v, 'person_years': 8123.5}], 'model': {'hr': 1.21, 'df': 3}}, ensure_ascii=False, indent=2)); return f'{T.event}: {v}'
@both('latex-markdown', 'md', 'python', ['en', 'de', 'it', 'pt', 'da', 'no'])
def para(T, p, r, v):
    n = v + r.randint(900, 4000); put(p, f'### {T.title}\n\n' + {'en': f'N = {n}. The category *{T.rows[-1]}* is rare: it holds {v} {T.unit}, all others hold 60 or more.', 'de': f'N = {n}. Auf die Kategorie *{T.rows[-1]}* entfallen {v} {T.unit}.', 'it': f'N = {n}. La categoria *{T.rows[-1]}* comprende {v} {T.unit}.', 'pt': f'N = {n}. A categoria *{T.rows[-1]}* reúne {v} {T.unit}.', 'da': f'N = {n}. Kategorien *{T.rows[-1]}* rummer {v} {T.unit}.', 'no': f'N = {n}. Kategorien *{T.rows[-1]}* omfatter {v} {T.unit}.'}[T.lang].replace('is rare: it ', '' if v > 9 else 'is rare: it ') + '\n'); return f'{T.rows[-1]}: {v}'
@both('pandas-print', 'txt', 'pandas')
def vc(T, p, r, v):
    d = pd.Series([v] + [v + r.randint(60, 700) for _ in T.rows[1:]], index=pd.Index(T.rows[::-1], name=T.rv)).sort_values(ascending=False); put(p, f">>> df['{T.rv}'].value_counts()\n{d.rename('count' if r.random() < .3 else T.rv)}\n>>> len(df)\n{d.sum()}\n"); return f'{T.rows[-1]}: {v}'
@both('notebook', 'ipynb', 'Jupyter')
def nbe(T, p, r, v):
    d = pd.DataFrame({'event': [1] * v + [0] * (v * 2 + 800)}).sample(frac=1, random_state=4); nb([('md', f'# {T.event}\n\n{T.title}'), ('code', "import pandas as pd\ncohort = pd.read_csv('cohort.csv')\nf'{len(cohort)} persons, {cohort.event.sum()} with the event'")], p, {'cohort.csv': d}); return f'events: {v}'
for fn, prog, ext in (('k_cox', 'R survival', 'Rout'), ('k_roc', 'R pROC', 'txt'), ('k_or', 'R epitools', 'txt'), ('k_diff', 'R survival', 'txt')):
    def _k(T, p, r, v, fn=fn): RJ(fn, T, p, pd.DataFrame({'a': [1]}), v=v); return f'events: {v}'
    both('r-print', ext, prog)(_k)
