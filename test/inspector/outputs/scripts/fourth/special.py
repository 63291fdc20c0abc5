"""Rows of people, identifiers, extremes, arithmetic, people left out. Each function writes one file and says what it did."""
import json, os, random
import numpy as np, pandas as pd
from tabulate import tabulate
import ids, lay_py, lay_r, lay_log
from lay_py import put, pandoc, nb, sql, OFFICE, TMP
from lay_log import pspp, st_tab1, ab, stamp
from base import make, rnd, big, Tab
from topics import BY, T as TOPICS, W
S = []   # (kind, form, ext, program, languages or None, fn(T, path, rng) -> what)
def sp(kind, form, ext, program, lang=None, times=1):
    def d(f): S.extend([(kind, form, ext, program, lang, f)] * times); return f
    return d
def gen(r): return np.random.default_rng(r.randrange(2**31))
def persons(T, n, r, big_=False):
    g = gen(r); pre = r.choice(['P', 'ID', '', 'A', 'subj', 'K-']); w = W[T.lang]
    d = pd.DataFrame({r.choice(['id', 'person_id', 'pid', 'lopnr', 'study_no', 'caseid']): [f'{pre}{x}' for x in sorted(r.sample(range(1001, 9999), n))],
     w['sex']: [r.choice('FM') for _ in range(n)], w['age']: np.clip(np.round(g.normal(46, 17, n)), 10, 95).astype(int), T.rv: [r.choice(T.rows) for _ in range(n)], T.cv: [r.choice(T.cols) for _ in range(n)], T.num: np.round(g.normal(T.tp['mu'], T.tp['sd'], n), 1)})
    if r.random() < .4: d['event_date'] = [f'20{r.randint(12,19)}-{r.randint(1,12):02d}-{r.randint(1,28):02d}' for _ in range(n)]
    return d
def RJ(fn, T, p, d, **k):
    n = len(lay_r.JOBS); c = os.path.join(lay_r.DIR, f'c{n}.csv'); T.long().to_csv(c, index=False); q = os.path.join(lay_r.DIR, f'p{n}.csv'); d.to_csv(q, index=False)
    lay_r.JOBS.append(dict(fn=fn, out=p, counts=c, people=q, mode='special', **{x: getattr(T, x) for x in ('title', 'unit', 'slug', 'rl', 'cl', 'rv', 'cv', 'num', 'numlab')}, **k))
rw = lambda n, what=None: f'{n} people, one each' 

# ---------- rows of people
@sp('rows-of-people', 'pandas-csv', 'csv', 'pandas', times=2)
def r1(T, p, r): n = r.randint(12, 60); persons(T, n, r).to_csv(p, index=False); return rw(n)
@sp('rows-of-people', 'pandas-csv', 'csv', 'pandas', ['de', 'fr', 'nl', 'sv', 'it'])
def r2(T, p, r): n = r.randint(12, 60); persons(T, n, r).to_csv(p, index=False, sep=';', decimal=','); return rw(n)
@sp('rows-of-people', 'pandas-csv', 'tsv', 'pandas')
def r3(T, p, r): d = persons(T, 14, r); d.set_index(d.columns[0]).T.to_csv(p, sep='\t'); return '14 people, one a column'
@sp('rows-of-people', 'pandas-print', 'txt', 'pandas', times=2)
def r4(T, p, r): d = persons(T, 2400, r); k = r.choice(['head', 'sample', 'tail']); x = d.sample(6, random_state=1) if k == 'sample' else getattr(d, k)(6); put(p, f'>>> df.shape\n(2400, {d.shape[1]})\n>>> df.{k}({"" if k != "sample" else 6})\n{x.to_string()}\n'); return '6 people'
@sp('rows-of-people', 'pandas-print', 'log', 'pandas')
def r5(T, p, r): d = persons(T, 900, r).sort_values(T.num); put(p, f'[step 3] outlier check on {T.num}\n{d.tail(4).to_string(index=False)}\n[step 4] done\n'); return '4 people'
@sp('rows-of-people', 'html', 'html', 'pandas')
def r6(T, p, r): d = persons(T, 18, r); put(p, f'<h2>Listing</h2>\n{d.to_html(index=False)}\n'); return rw(18)
@sp('rows-of-people', 'notebook', 'ipynb', 'Jupyter', times=2)
def r7(T, p, r): nb([('md', f'# {T.title}: data check'), ('code', "import pandas as pd\ndf = pd.read_csv('raw.csv', keep_default_na=False)"), ('code', r.choice(['df.head(8)', 'df.sample(5, random_state=3)', "print(df.iloc[:6].to_string())"]))], p, {'raw.csv': persons(T, 600, r)}); return '5 to 8 people'
def stlist(d):
    w = [max(len(str(x)) for x in list(d[c]) + [c]) for c in d]; bar = '     +' + '-' * (sum(w) + 3 * len(w) + 0) + '+\n'; s = bar + '     | ' + '   '.join(f'{c:>{k}}' for c, k in zip(d, w)) + ' |\n     |' + '-' * (sum(w) + 3 * len(w)) + '|\n'
    for i, x in enumerate(d.itertuples(index=False), 1): s += f'{i:>3}. | ' + '   '.join(f'{str(v):>{k}}' for v, k in zip(x, w)) + ' |\n'
    return s + bar
@sp('rows-of-people', 'stata-log', 'log', 'Stata-like', times=2)
def r8(T, p, r): n = r.randint(5, 12); d = persons(T, n, r); put(p, f'. list {" ".join(d.columns)} in 1/{n}\n\n{stlist(d)}\n'); return rw(n)
@sp('rows-of-people', 'sas-list', 'lst', 'SAS-like', times=2)
def r9(T, p, r):
    d = persons(T, 20, r); w = [max(len(str(x)) for x in list(d[c]) + [c]) for c in d]; s = f'{"The SAS System":^90}\n\nObs    ' + '    '.join(f'{c:<{k}}' for c, k in zip(d, w)) + '\n\n'
    for i, x in enumerate(d.itertuples(index=False), 1): s += f'{i:>3}    ' + '    '.join(f'{str(v):<{k}}' for v, k in zip(x, w)) + '\n'
    put(p, s); return rw(20)
@sp('rows-of-people', 'xlsx', 'xlsx', 'openpyxl', times=2)
def r10(T, p, r):
    n = r.randint(15, 45)
    with pd.ExcelWriter(p, engine='openpyxl') as w:
        if r.random() < .5: pd.DataFrame({'': [T.title, W[T.lang]['source']]}).to_excel(w, sheet_name='Info', index=False)
        persons(T, n, r).to_excel(w, sheet_name='data', index=False)
    return rw(n)
@sp('rows-of-people', 'docx', 'docx', 'python-docx')
def r11(T, p, r):
    import docx
    x = docx.Document(); x.core_properties.author = ''; d = persons(T, 11, r); x.add_heading(T.title, 1); t = x.add_table(1, d.shape[1]); t.style = 'Table Grid'
    for c, v in zip(t.rows[0].cells, d.columns): c.text = v
    for row in d.itertuples(index=False):
        for c, v in zip(t.add_row().cells, row): c.text = str(v)
    x.save(p); return rw(11)
@sp('rows-of-people', 'docx', 'docx', 'pandoc', ['en'])
def r12(T, p, r):
    s = '# Case descriptions\n\n' + ''.join(f'**Case {i}.** A {r.randint(19,88)}-year-old {r.choice(["woman","man"])}, {T.rl.lower()} "{r.choice(T.rows)}", {T.cl.lower()} "{r.choice(T.cols)}"; {T.numlab.lower()} was {r.gauss(T.tp["mu"], T.tp["sd"]):.1f}.\n\n' for i in range(1, 6)); pandoc(s, p, []); return '5 people in sentences'
@sp('rows-of-people', 'json', 'json', 'pandas')
def r13(T, p, r): put(p, persons(T, 25, r).to_json(orient='records', indent=1, force_ascii=False)); return rw(25)
@sp('rows-of-people', 'json', 'jsonl', 'pandas')
def r14(T, p, r): put(p, persons(T, 30, r).to_json(orient='records', lines=True, force_ascii=False)); return rw(30)
@sp('rows-of-people', 'sql-text', 'txt', 'sqlite', times=2)
def r15(T, p, r):
    import sqlite3, subprocess, tempfile
    with tempfile.TemporaryDirectory() as w:
        c = sqlite3.connect(w + '/a.db'); persons(T, 40, r).to_sql(T.slug, c, index=False); c.close(); m = r.choice(['box', 'insert ' + T.slug, 'list', 'column', 'json'])
        q = f'select * from {T.slug} limit 12;'; open(p, 'wb').write(f'-- {q}\n'.encode() + subprocess.run(['sqlite3', '-cmd', '.mode ' + m, '-header', w + '/a.db', q], capture_output=True).stdout)
    return '12 people'
@sp('rows-of-people', 'pspp', 'txt', 'PSPP')
def r16(T, p, r): d = make(T.tp, 'harmless', r).people(r).head(22); pspp(T, p, r, f'LIST /VARIABLES={T.rv} {T.cv} {T.num}.', d, 'txt'); return '22 people, LIST'
@sp('rows-of-people', 'latex-markdown', 'md', 'pandas')
def r17(T, p, r): put(p, f'# Listing of {T.unit}\n\n' + persons(T, 15, r).to_markdown(index=False) + '\n'); return rw(15)
@sp('rows-of-people', 'latex-markdown', 'tex', 'pandas')
def r18(T, p, r): put(p, persons(T, 15, r).style.hide(axis='index').to_latex(hrules=True, environment='longtable', caption=f'Individual data, {T.unit}').replace('%', '\\%').replace('_', '\\_')); return rw(15)
@sp('rows-of-people', 'pdf', 'pdf', 'reportlab')
def r19(T, p, r):
    from reportlab.platypus import SimpleDocTemplate, Table
    d = persons(T, 24, r); SimpleDocTemplate(p, invariant=1).build([Table([list(d.columns)] + d.astype(str).values.tolist(), style=[('FONTSIZE', (0, 0), (-1, -1), 6.5), ('LINEBELOW', (0, 0), (-1, 0), .5, 'black')])]); return rw(24)
for fn, form, ext, prog in (('s_head', 'r-print', 'Rout', 'R'), ('s_dtprint', 'r-print', 'txt', 'R data.table'), ('s_dput', 'r-print', 'R', 'R'), ('s_fitted', 'r-csv', 'csv', 'R'), ('s_pptxrows', 'pptx', 'pptx', 'R officer'), ('s_glimpse', 'r-print', 'txt', 'R')):
    def _r(T, p, r, fn=fn): RJ(fn, T, p, persons(T, 400 if fn in ('s_head', 's_dtprint', 's_glimpse') else 13, r)); return 'people, one each'
    sp('rows-of-people', form, ext, prog)(_r)

# ---------- identifiers
def nat(T, r): n, f = ids.NAT[T.lang]; return n, f(r)
SENT = dict(en='Query from the field: {n} {v} appears twice in the extract, please check.', de='Rückfrage: Die {n} {v} kommt im Datensatz doppelt vor.', fr='Remarque : le {n} {v} apparaît deux fois dans le fichier.', es='Nota: el {n} {v} aparece dos veces en la extracción.', nl='Let op: {n} {v} komt twee keer voor in het bestand.', sv='Obs: {n} {v} förekommer två gånger i uttaget.', da='OBS: {n} {v} optræder to gange i udtrækket.', no='NB: {n} {v} står to ganger i uttrekket.', it='Attenzione: il {n} {v} compare due volte nell\'estrazione.', pt='Atenção: o {n} {v} aparece duas vezes na extração.')
DOB = dict(en='The youngest member of the group, {a}, was born on {d}.', de='Die Patientin {a} wurde am {d} geboren.', fr='{a}, née le {d}, a été suivie jusqu\'à la fin.', es='{a}, nacida el {d}, fue entrevistada dos veces.', nl='{a}, geboren op {d}, is tweemaal geïnterviewd.', sv='{a}, född {d}, intervjuades två gånger.', da='{a}, født {d}, blev interviewet to gange.', no='{a}, født {d}, ble intervjuet to ganger.', it='{a}, nata il {d}, è stata intervistata due volte.', pt='{a}, nascida em {d}, foi entrevistada duas vezes.')
@sp('identifier', 'log', 'log', 'python', times=2)
def i1(T, p, r): n, v = nat(T, r); put(p, f'2021-03-{r.randint(1,28):02d} 09:12:44 INFO  reading extract for {T.slug}\n2021-03-28 09:12:51 WARN  duplicate key {n}={v}\n2021-03-28 09:13:02 INFO  model converged\n'); return f'{n} {v}'
@sp('identifier', 'docx', 'docx', 'pandoc', times=2)
def i2(T, p, r): n, v = nat(T, r); pandoc(f'# {T.title}\n\n{W[T.lang]["source"]}.\n\n{SENT[T.lang].format(n=n, v=v)}\n', p, []); return f'{n} {v}'
@sp('identifier', 'latex-markdown', 'md', 'python', times=2)
def i3(T, p, r): a = r.choice(ids.NAMES[T.lang]); d = ids.dob(r, T.lang); put(p, f'## {T.title}\n\n{DOB[T.lang].format(a=a, d=d)}\n'); return f'{a}, {d}'
@sp('identifier', 'pandas-csv', 'csv', 'pandas', ['de', 'nl', 'es', 'fr', 'en'])
def i4(T, p, r): k = {'en': 'GB'}.get(T.lang, T.lang.upper()); d = pd.DataFrame({'iban': [ids.iban(r, k).replace(' ', '') for _ in range(12)], 'amount': np.round(gen(r).gamma(2, 90, 12), 2)}); d.to_csv(p, index=False, sep=';'); return d.iban[0]
@sp('identifier', 'pandas-csv', 'csv', 'pandas')
def i5(T, p, r): n, f = ids.NAT[T.lang]; d = pd.DataFrame({n.replace(' ', '_'): [f(r) for _ in range(9)], T.num: np.round(gen(r).normal(T.tp['mu'], T.tp['sd'], 9), 1)}); d.to_csv(p, index=False); return d.iloc[0, 0]
@sp('identifier', 'pandas-csv', 'tsv', 'pandas', ['en', 'en', 'sv'])
def i6(T, p, r): d = pd.DataFrame({'date_of_birth': [ids.iso(r) for _ in range(14)], T.rv: [r.choice(T.rows) for _ in range(14)]}); d.to_csv(p, sep='\t', index=False); return d.iloc[0, 0]
@sp('identifier', 'pandas-print', 'txt', 'pandas')
def i7(T, p, r): a = r.choice(ids.NAMES[T.lang]); m = ids.mail(a, r); put(p, f'{T.title}\n\nmerge m:1 on email\n  unmatched: {m}\n  matched: all other rows\n'); return m
@sp('identifier', 'html', 'html', 'python')
def i8(T, p, r): a = r.choice(ids.NAMES[T.lang]); m = ids.mail(a, r); put(p, f'<html><body><h1>{T.title}</h1><p>Free text answers</p><ul><li>"you may write to me at <a href="mailto:{m}">{m}</a>"</li><li>"no comment"</li></ul></body></html>\n'); return m
@sp('identifier', 'notebook', 'ipynb', 'Jupyter')
def i9(T, p, r):
    n, f = ids.NAT[T.lang]; d = pd.DataFrame({n.replace(' ', '_'): [f(r) for _ in range(30)], T.num: np.round(gen(r).normal(T.tp['mu'], T.tp['sd'], 30), 1)}); nb([('md', f'# {T.title}'), ('code', f"import pandas as pd\nd = pd.read_csv('link.csv', dtype=str)\nd['{d.columns[0]}'].head(3).tolist()")], p, {'link.csv': d}); return d.iloc[0, 0]
@sp('identifier', 'stata-log', 'log', 'Stata-like', ['en', 'sv', 'nl'])
def i10(T, p, r): n, v = nat(T, r); k = n.replace(' ', '').lower(); put(p, f'. * drop the double record\n. drop if {k} == "{v}"\n(22 observations deleted)\n\n. save clean, replace\nfile clean.dta saved\n'); return f'{n} {v}'
@sp('identifier', 'sas-list', 'log', 'SAS-like', ['en'])
def i11(T, p, r): a = r.choice(ids.NAMES['en']); v = ids.digs(r, 7); put(p, f'1    data work.{T.slug}; set raw.{T.slug};\n2    if hospital_no = "{v}" then delete; /* patient name: {a} withdrew consent */\n3    run;\n\nNOTE: The data set WORK.{T.slug.upper()} has 2418 observations and 17 variables.\n'); return f'{a}, {v}'
@sp('identifier', 'xlsx', 'xlsx', 'xlsxwriter', times=2)
def i12(T, p, r):
    import xlsxwriter
    b = xlsxwriter.Workbook(p); s = b.add_worksheet('Key'); n, f = ids.NAT[T.lang]; l = r.choice([(n, f), ('Card number', ids.card), ('Date of birth', ids.iso)]); s.write_row(0, 0, [l[0], T.rl]); v = None
    for i in range(12): v = l[1](r); s.write_string(i + 1, 0, v); s.write(i + 1, 1, r.choice(T.rows))
    b.close(); return f'{l[0]} {v}'
@sp('identifier', 'json', 'json', 'python', times=2)
def i13(T, p, r): a = r.choice(ids.NAMES[T.lang]); n, v = nat(T, r); x = r.choice([{'contact': {'name': a, 'email': ids.mail(a, r)}}, {n: v}, {'patient_name': a, 'medical_record_number': ids.digs(r, 8)}, {'card_number': ids.card(r).replace(' ', '')}]); put(p, json.dumps({'title': T.title, 'model': 'logit', 'converged': True, 'flagged': x}, ensure_ascii=False, indent=2)); return json.dumps(x, ensure_ascii=False)
@sp('identifier', 'pdf', 'pdf', 'reportlab', ['en', 'fr', 'it', 'es'])
def i14(T, p, r):
    from reportlab.pdfgen import canvas
    n, v = nat(T, r); c = canvas.Canvas(p, invariant=1); c.drawString(60, 780, T.title); c.drawString(60, 750, SENT[T.lang].format(n=n, v=v)); c.save(); return f'{n} {v}'
@sp('identifier', 'svg', 'svg', 'matplotlib', ['en', 'de'])
def i15(T, p, r):
    plt, f, ax = lay_py.fig(T, r, 'pdf'); a = r.choice(ids.NAMES[T.lang]); g = gen(r); ax.plot(range(24), np.cumsum(g.normal(0, 1, 24))); ax.set_title({'en': f'Course of one patient: name {a}', 'de': f'Verlauf, Name des Patienten: {a}'}[T.lang]); ax.set_ylabel(T.numlab); f.savefig(p, metadata={'Date': None}); plt.close(f); return a
@sp('identifier', 'latex-markdown', 'tex', 'python', ['en', 'nl', 'pt', 'da', 'no'])
def i16(T, p, r): n, v = nat(T, r); put(p, f'% {T.title}\n\\begin{{table}}\n\\caption{{Estimates}}\n\\begin{{tabular}}{{lr}}\nOdds ratio & 1.31 \\\\\n\\end{{tabular}}\n\\end{{table}}\n\\footnotetext{{{SENT[T.lang].format(n=n, v=v)}}}\n'); return f'{n} {v}'
for fn, form, ext, prog in (('s_idprint', 'r-print', 'Rout', 'R'), ('s_idpptx', 'pptx', 'pptx', 'R officer')):
    def _i(T, p, r, fn=fn): n, v = nat(T, r); a = r.choice(ids.NAMES[T.lang]); RJ(fn, T, p, persons(T, 5, r), idn=n, idv=v, who=a, dob=ids.dob(r, T.lang)); return f'{n} {v} or {a}'
    sp('identifier', form, ext, prog)(_i)
@sp('identifier', 'sql-text', 'sql', 'python')
def i17(T, p, r): n, v = nat(T, r); put(p, f'-- {T.title}\nSELECT {T.rv}, AVG({T.num})\nFROM cohort\nWHERE {n.replace(" ", "_").replace("-", "_").replace(".", "")} <> \'{v}\'\nGROUP BY {T.rv};\n'); return f'{n} {v}'

# ---------- extremes
def series(T, r, n=None): g = gen(r); return np.round(np.abs(g.normal(T.tp['mu'], T.tp['sd'], n or r.randint(300, 2500))) + .1, 1)
def five(x): return dict(n=len(x), mean=x.mean(), sd=x.std(ddof=1), min=x.min(), max=x.max())
ext = lambda x: f'minimum {x.min()}, maximum {x.max()}'
@sp('extreme', 'pandas-print', 'txt', 'pandas', times=2)
def e1(T, p, r): x = series(T, r); put(p, f">>> df['{T.num}'].describe()\n{pd.Series(x, name=T.num).describe()}\n"); return ext(x)
@sp('extreme', 'pandas-print', 'out', 'pandas')
def e2(T, p, r): x = series(T, r); d = pd.DataFrame({T.rv: [r.choice(T.rows) for _ in x], T.num: x}); put(p, f'{T.numlab}\n' + d.groupby(T.rv)[T.num].agg(['count', 'mean', 'min', 'max']).round(2).to_string() + '\n'); return ext(x)
@sp('extreme', 'stata-log', 'log', 'Stata-like', times=2)
def e3(T, p, r):
    x = series(T, r); a = np.abs(np.round(gen(r).normal(47, 15, len(x)))).clip(16, 96); s = f'. summarize {T.num} age\n\n    Variable |        Obs        Mean    Std. dev.       Min        Max\n-------------+---------------------------------------------------------\n'
    for k, v in ((T.num, x), ('age', a)): s += f'{ab(k,12):>12} | {len(v):>10,}{v.mean():>12.5g}{v.std(ddof=1):>13.6g}{v.min():>11.4g}{v.max():>11.4g}\n'
    put(p, s); return ext(x)
@sp('extreme', 'stata-log', 'txt', 'Stata-like')
def e4(T, p, r):
    x = np.sort(series(T, r)); q = lambda k: np.percentile(x, k); lo, hi = x[:4], x[-4:]; s = f'. sum {T.num}, detail\n\n{T.numlab:^61}\n{"-"*61}\n      Percentiles      Smallest\n'
    for i, k in enumerate((1, 5, 10, 25)): s += f'{k:>2}% {q(k):>11.5g} {lo[i]:>14.5g}' + ('' if i < 2 else f'       {"Obs" if i == 2 else "Sum of wgt."} {len(x):>10,}') + '\n'
    s += f'\n50% {q(50):>11.5g}                      Mean  {x.mean():>12.6g}\n                        Largest       Std. dev. {x.std():>10.6g}\n'
    for i, k in enumerate((75, 90, 95, 99)): s += f'{k:>2}% {q(k):>11.5g} {hi[i]:>14.5g}\n'
    put(p, s); return ext(x)
@sp('extreme', 'sas-list', 'lst', 'SAS-like', times=2)
def e5(T, p, r):
    x = series(T, r); put(p, f'{"The SAS System":^80}\n\n{"The MEANS Procedure":^80}\n\n{"Analysis Variable : " + T.num + " " + T.numlab:^80}\n\n{"N":>10}{"Mean":>16}{"Std Dev":>16}{"Minimum":>16}{"Maximum":>16}\n' + '-' * 76 + f'\n{len(x):>10}{x.mean():>16.7f}{x.std(ddof=1):>16.7f}{x.min():>16.7f}{x.max():>16.7f}\n' + '-' * 76 + '\n'); return ext(x)
@sp('extreme', 'sas-list', 'txt', 'SAS-like')
def e6(T, p, r):
    x = np.sort(series(T, r)); put(p, f'{"The UNIVARIATE Procedure":^60}\n{"Variable:  " + T.num + "  (" + T.numlab + ")":^60}\n\n{"Extreme Observations":^60}\n\n----Lowest----        ----Highest---\n\n Value      Obs        Value      Obs\n\n' + ''.join(f'{a:>6}{r.randint(1,len(x)):>9}{b:>13}{r.randint(1,len(x)):>9}\n' for a, b in zip(x[:5], x[-5:]))); return ext(x)
@sp('extreme', 'pandas-csv', 'csv', 'pandas', times=2)
def e7(T, p, r): x = series(T, r); w = W[T.lang]; pd.DataFrame([{'variable': T.numlab, w['n']: len(x), w['mean']: round(x.mean(), 2), w['sd']: round(x.std(), 2), w['min']: x.min(), w['max']: x.max()}]).to_csv(p, index=False, sep=r.choice([',', ';'])); return ext(x)
@sp('extreme', 'xlsx', 'xlsx', 'openpyxl', times=2)
def e8(T, p, r):
    d = pd.DataFrame({T.rv: [r.choice(T.rows) for _ in range(1500)], T.num: series(T, r, 1500)}); w = W[T.lang]; t = d.groupby(T.rv)[T.num].agg(['count', 'mean', 'min', 'max']).round(2); t.columns = [w['n'], w['mean'], w['min'], w['max']]; t.to_excel(p, sheet_name=T.num); return ext(d[T.num])
@sp('extreme', 'docx', 'docx', 'python-docx', ['en', 'en', 'de', 'fr'])
def e9(T, p, r):
    import docx
    x = series(T, r); d = docx.Document(); d.core_properties.author = ''; d.add_heading(T.title, 1); d.add_paragraph({'en': f'We studied {len(x):,} {T.unit}. {T.numlab} had a mean of {x.mean():.1f} (range {x.min()} to {x.max()}).', 'de': f'Untersucht wurden {len(x)} {T.unit}. {T.numlab}: Mittelwert {x.mean():.1f}, Spannweite {x.min()} bis {x.max()}.'.replace('.', ',', 0), 'fr': f'{T.numlab} : moyenne {x.mean():.1f} (étendue de {x.min()} à {x.max()}) pour {len(x)} {T.unit}.'}[T.lang]); d.save(p); return ext(x)
@sp('extreme', 'latex-markdown', 'md', 'python', ['en', 'es', 'nl', 'sv', 'da', 'no', 'it', 'pt'])
def e10(T, p, r): x = series(T, r); w = W[T.lang]; put(p, f'| {T.numlab} | |\n|---|---:|\n| {w["mean"]} | {x.mean():.1f} |\n| {w["median"]} | {np.median(x):.1f} |\n| {w["min"]} | {x.min()} |\n| {w["max"]} | {x.max()} |\n| {w["n"]} ({T.unit}) | {len(x)} |\n'); return ext(x)
@sp('extreme', 'json', 'json', 'pandas')
def e11(T, p, r): x = series(T, r); put(p, json.dumps({T.num: {k: round(float(v), 3) for k, v in pd.Series(x).describe().items()}, 'label': T.numlab, 'unit': T.unit}, ensure_ascii=False, indent=1)); return ext(x)
@sp('extreme', 'html', 'html', 'pandas')
def e12(T, p, r): x = pd.DataFrame({T.num: series(T, r, 800), 'age': gen(r).integers(18, 91, 800)}); put(p, f'<h3>{T.title}</h3>' + x.describe().T.to_html(float_format='%.1f')); return ext(x[T.num])
@sp('extreme', 'svg', 'svg', 'matplotlib', ['en', 'de', 'no'])
def e13(T, p, r):
    plt, f, ax = lay_py.fig(T, r, 'pdf'); x = series(T, r, 700); w = W[T.lang]; ax.hist(x, 12, density=True); ax.set_xlabel(T.numlab); ax.text(.6, .8, f"{w['min']} = {x.min()}\n{w['max']} = {x.max()}\n{w['mean']} = {x.mean():.2f}\nN = {len(x)}", transform=ax.transAxes); ax.set_title(f'{T.numlab} ({T.unit})'); f.savefig(p, metadata={'Date': None}); plt.close(f); return ext(x)
@sp('extreme', 'pspp', 'txt', 'PSPP')
def e14(T, p, r): d = make(T.tp, 'harmless', r).people(r); pspp(T, p, r, f'DESCRIPTIVES /VARIABLES={T.num} /STATISTICS=MEAN STDDEV MIN MAX.', d, 'txt'); return ext(d[T.num])
@sp('extreme', 'sql-text', 'txt', 'sqlite')
def e15(T, p, r): d = make(T.tp, 'harmless', r); sql(d, p, r, ['-cmd', '.mode table', '-header'], f'select {T.cv}, count(*) as persons, round(avg({T.num}),2) as mean_{T.num}, min({T.num}) as min_{T.num}, max({T.num}) as max_{T.num} from t group by 1;'); return 'smallest and largest value of each group'
for fn, form, ext_, prog in (('s_summary', 'r-print', 'Rout', 'R'), ('s_psych', 'r-print', 'txt', 'R psych'), ('s_range', 'r-print', 'txt', 'R'), ('s_pptxrange', 'pptx', 'pptx', 'R officer'), ('s_boxpdf', 'pdf', 'pdf', 'R')):
    def _e(T, p, r, fn=fn): x = series(T, r); RJ(fn, T, p, pd.DataFrame({T.num: x, 'age': gen(r).integers(18, 93, len(x))})); return ext(x)
    sp('extreme', form, ext_, prog)(_e)

# ---------- arithmetic
def hidden_cell(T, r):
    """A table with one cell suppressed, which the shown totals give away."""
    M = make(T.tp, 'harmless', r); m = M.m.copy(); i, j, v = r.randrange(len(M.rows)), r.randrange(len(M.cols)), r.randint(2, 9); m[i, j] = v; m[m == 0] = 44
    M = Tab(T.tp, m, 'small'); f = M.margins().astype(object); k = r.choice(['*', '<10', 'c', 'x', '..', '[low]', '–']); f.iloc[i, j] = k; return M, f, f'{M.rows[i]} / {M.cols[j]} shown as {k} is {v}'
@sp('arithmetic', 'pandas-csv', 'csv', 'pandas', times=2)
def a1(T, p, r): M, f, w = hidden_cell(T, r); f.rename_axis(index=T.rl, columns=None).to_csv(p); return w
@sp('arithmetic', 'html', 'html', 'pandas')
def a2(T, p, r): M, f, w = hidden_cell(T, r); put(p, f'<h2>{T.title} (N)</h2>\n' + f.to_html()); return w
@sp('arithmetic', 'docx', 'docx', 'pandoc')
def a3(T, p, r): M, f, w = hidden_cell(T, r); pandoc(f'# {T.title}\n\nN ({T.unit})\n\n{f.to_markdown()}\n', p, []); return w
@sp('arithmetic', 'xlsx', 'xlsx', 'openpyxl')
def a4(T, p, r): M, f, w = hidden_cell(T, r); f.to_excel(p, sheet_name='N'); return w
@sp('arithmetic', 'latex-markdown', 'tex', 'pandas')
def a5(T, p, r): M, f, w = hidden_cell(T, r); put(p, f.rename_axis(index=T.rl, columns=None).style.to_latex(caption=f'{T.title}, N', hrules=True).replace('%', '\\%')); return w
@sp('arithmetic', 'latex-markdown', 'md', 'python', ['en', 'de', 'fr', 'sv'])
def a6(T, p, r):
    N = r.randint(310, 980); k = r.randint(2, 8); q = 100 * k / N; s = {'en': f'Of the {N} {T.unit} followed up, {q:.2f}% had a {T.event}.', 'de': f'Von {N} {T.unit}n trat bei {q:.2f} % das Ereignis ({T.event}) ein.', 'fr': f"Parmi les {N} {T.unit}, {q:.2f} % ont connu l'événement ({T.event}).", 'sv': f'Av {N} {T.unit} fick {q:.2f} % ett {T.event}.'}[T.lang]
    if T.lang != 'en': s = s.replace(f'{q:.2f}', f'{q:.2f}'.replace('.', ','))
    put(p, f'### {T.title}\n\n{s}\n'); return f'{q:.2f} % of {N} is {k}'
@sp('arithmetic', 'pandas-print', 'txt', 'pandas', times=2)
def a7(T, p, r):
    M = make(T.tp, 'small', r); c = M.cols; j = int(np.argmin([x[x > 0].min() if (x > 0).any() else 999 for x in M.m.T])); x = M.m[:, j]; put(p, f'{T.title}\n{T.cl} = {c[j]}, N = {x.sum()}\n\npercent\n{pd.Series(np.round(100 * x / x.sum(), 2), index=pd.Index(M.rows, name=T.rv)).to_string()}\n'); return f'a share of N = {x.sum()} that is {x[x > 0].min()} people'
@sp('arithmetic', 'xlsx', 'xlsx', 'xlsxwriter')
def a8(T, p, r):
    import xlsxwriter
    b = xlsxwriter.Workbook(p); n = r.choice(range(1, 9)); l = T.rows; a = [big(r) + 40 for _ in l]; i = r.randrange(len(l)); c = [x - r.randint(12, 25) for x in a]; c[i] = a[i] - n; w = W[T.lang]
    for nm, v, note in (('A', a, w['all']), ('B', c, 'excl. ' + T.cols[-1] if T.lang == 'en' else '– ' + T.cols[-1])):
        s = b.add_worksheet(nm); s.write(0, 0, f'{T.title}: {note}'); s.write_row(1, 0, [T.rl, f'{w["n"]} ({T.unit})'])
        for k, x in enumerate(v): s.write(k + 2, 0, l[k]); s.write(k + 2, 1, x)
    b.close(); return f'{l[i]}: {a[i]} in all, {c[i]} without {T.cols[-1]}'
@sp('arithmetic', 'stata-log', 'log', 'Stata-like', ['en'])
def a9(T, p, r): n = r.randint(900, 4000); k = r.randint(2, 8); put(p, f'. * {T.title}\n. count\n  {n:,}\n\n. count if {T.cv} != "{T.cols[-1]}"\n  {n-k:,}\n'); return f'{n} less {n-k} is {k} with {T.cols[-1]}'
@sp('arithmetic', 'json', 'json', 'python')
def a10(T, p, r): m = [big(r) for _ in T.rows]; k = r.randint(1, 8); put(p, json.dumps({'title': T.title, 'unit': T.unit, 'n': dict(zip(T.rows[:-1], m)), f'n_{W[T.lang]["total"].lower().replace(" ", "_")}': sum(m[:len(T.rows) - 1]) + k, 'categories': T.rows}, ensure_ascii=False)); return f'{T.rows[-1]} is {k}'
@sp('arithmetic', 'pdf', 'pdf', 'reportlab', ['en'])
def a11(T, p, r):
    from reportlab.pdfgen import canvas
    c = canvas.Canvas(p, invariant=1); y = 780; c.drawString(60, y, f'Cumulative number of {T.unit} with {T.event}, by month of follow-up'); v = r.randint(40, 90); inc = [r.randint(14, 60) for _ in range(7)]; k = r.randint(3, 6); inc[k] = r.randint(1, 9)
    for i, x in enumerate(inc): v += x; y -= 20; c.drawString(60, y, f'Month {i+1}:   {v}')
    c.save(); return f'{inc[k]} new in month {k+1}'
for fn, form, ext_, prog in (('s_prop', 'r-print', 'txt', 'R'), ('s_pptxpct', 'pptx', 'pptx', 'R officer')):
    def _a(T, p, r, fn=fn): M = make(T.tp, 'small', r); RJ(fn, M, p, M.people(r)); return 'a share of a shown N that is ' + M.what
    sp('arithmetic', form, ext_, prog)(_a)

# ---------- people left out
def withna(T, r, k):
    d = make(T.tp, 'harmless', r).people(r).sample(frac=1, random_state=1).reset_index(drop=True); d.loc[r.sample(range(len(d)), k), T.num] = np.nan; d['y'] = (gen(r).random(len(d)) < .35).astype(int); d['time'] = np.round(gen(r).exponential(5, len(d)) + .1, 2); return d
for fn, form, prog in (('s_glmna', 'r-print', 'R'), ('s_coxna', 'r-print', 'R survival'), ('s_describe', 'r-print', 'R Hmisc')):
    def _m(T, p, r, fn=fn): k = r.randint(1, 9); RJ(fn, T, p, withna(T, r, k)); return f'{k} left out'
    sp('missing-rows', form, r.choice(['txt', 'Rout']) if False else 'txt', prog)(_m)
@sp('missing-rows', 'pandas-print', 'txt', 'pandas')
def n1(T, p, r): k = r.randint(2, 9); d = withna(T, r, k); put(p, f'rows: {len(d)} {T.unit}\n\ndf.isna().sum()\n{d[[T.rv, T.cv, T.num]].isna().sum().to_string()}\n'); return f'{k} missing'
@sp('missing-rows', 'stata-log', 'log', 'Stata-like', ['en', 'en', 'no'])
def n2(T, p, r): k = r.randint(2, 9); put(p, f'. gen ln_{T.num} = ln({T.num})\n({k} missing values generated)\n\n. drop if missing(ln_{T.num})\n({k} observations deleted)\n'); return f'{k} deleted'
@sp('missing-rows', 'sas-list', 'lst', 'SAS-like')
def n3(T, p, r):
    M = make(T.tp, 'harmless', r); k = r.randint(2, 9); s = f'{"The FREQ Procedure":^70}\n\n{T.rl:<28}Frequency     Percent\n' + '-' * 50 + '\n'
    for a, x in zip(M.rows, M.rt): s += f'{a:<28}{x:>9}    {100*x/M.gt:>8.2f}\n'
    put(p, s + f'\n{"Frequency Missing = " + str(k):^70}\n'); return f'{k} missing'
@sp('missing-rows', 'spss-list', 'txt', 'SPSS-like')
def n4(T, p, r): n, k = r.randint(700, 2900), r.randint(2, 9); put(p, f'Case Processing Summary\n\n{"":30}Valid            Missing           Total\n{"":27}N    Percent     N    Percent     N    Percent\n{T.rl + " * " + T.cl:<26}{n-k:>4}  {100*(n-k)/n:>6.1f}%  {k:>4}  {100*k/n:>6.1f}%   {n:>4}  100.0%\n'); return f'{k} missing cases'
@sp('missing-rows', 'pspp', 'txt', 'PSPP')
def n5(T, p, r): k = r.randint(2, 9); d = withna(T, r, k); pspp(T, p, r, f'DESCRIPTIVES /VARIABLES={T.num} /STATISTICS=MEAN STDDEV.', d, 'txt'); return f'{k} missing'
@sp('missing-rows', 'docx', 'docx', 'pandoc', ['en', 'de', 'es', 'nl'])
def n6(T, p, r): n, k = r.randint(700, 2900), r.randint(2, 9); pandoc(f'# {T.title}\n\n' + {'en': f'Of {n:,} eligible {T.unit}, {k} were excluded because {T.numlab.lower()} was not recorded.', 'de': f'Von {n} {T.unit}n wurden {k} wegen fehlender Angaben ausgeschlossen.', 'es': f'De {n} {T.unit}, {k} fueron excluidos por falta de datos.', 'nl': f'Van de {n} {T.unit} zijn er {k} buiten de analyse gelaten wegens ontbrekende gegevens.'}[T.lang] + '\n', p, []); return f'{k} excluded'
@sp('missing-rows', 'svg', 'svg', 'matplotlib', ['en', 'en', 'it', 'pt'])
def n7(T, p, r):
    plt, f, ax = lay_py.fig(T, r, 'pdf'); n, k = r.randint(700, 2900), r.randint(2, 9); w = {'en': ('Eligible', 'Excluded, no consent', 'Analysed'), 'it': ('Eleggibili', 'Esclusi, senza consenso', 'Analizzati'), 'pt': ('Elegíveis', 'Excluídos, sem consentimento', 'Analisados')}[T.lang]
    for y, s in ((.85, f'{w[0]} (n = {n})'), (.5, f'{w[1]} (n = {k})'), (.15, f'{w[2]} (n = {n-k})')): ax.text(.5, y, s, ha='center', bbox=dict(boxstyle='round', fc='white'))
    ax.axis('off'); ax.set_title(T.title); f.savefig(p, metadata={'Date': None}); plt.close(f); return f'{k} excluded'
@sp('missing-rows', 'latex-markdown', 'md', 'python', ['en', 'sv', 'da'])
def n8(T, p, r): n, k = r.randint(700, 2900), r.randint(2, 9); w = {'en': ('Full sample', 'Complete cases'), 'sv': ('Hela urvalet', 'Fullständiga fall'), 'da': ('Hele stikprøven', 'Komplette cases')}[T.lang]; put(p, f'| | N ({T.unit}) | {T.numlab} |\n|---|---:|---:|\n| {w[0]} | {n} | |\n| {w[1]} | {n-k} | {T.tp["mu"]:.1f} |\n'); return f'{n} less {n-k} is {k}'
@sp('missing-rows', 'json', 'json', 'python')
def n9(T, p, r): n, k = r.randint(700, 2900), r.randint(2, 9); put(p, json.dumps({'model': f'{T.event} ~ {T.rv} + {T.num}', 'nobs': n - k, 'n_dropped_missing': k, 'aic': round(r.uniform(900, 4000), 1)}, indent=2)); return f'{k} dropped'
