"""Layouts written from Python: pandas, tabulate, jinja2, matplotlib, python-docx, reportlab, openpyxl, xlsxwriter …"""
import io, json, os, subprocess, tempfile, textwrap
import numpy as np, pandas as pd
from tabulate import tabulate
LAY = []
def lay(form, ext, program, need='c', weight=1, langs=None):
    def d(f):
        LAY.append(dict(fn=f, form=form, ext=ext, program=program, need=need, w=weight, langs=langs)); return f
    return d
def put(path, s, enc='utf-8', nl='\n'):
    with open(path, 'w', encoding=enc, newline='') as f: f.write(s.replace('\n', nl))
def dec(s, T): return s if T.lang == 'en' else s.replace('.', ',')

# ---- csv and tsv
@lay('pandas-csv', 'csv', 'pandas')
def c1(T, p, r): T.long().to_csv(p, index=False)
@lay('pandas-csv', 'csv', 'pandas')
def c2(T, p, r): T.margins().rename_axis(index=T.rl, columns=None).to_csv(p)
@lay('pandas-csv', 'csv', 'pandas')
def c3(T, p, r):
    s = f"{T.w['table']} {r.randint(1,6)}: {T.title};\n\n" if r.random() < .5 else f'{T.title}\n'
    s += T.margins().rename_axis(index=T.rl, columns=None).to_csv(sep=';') + f"\n{T.w['source']}\n"
    put(p, s, enc='utf-8-sig' if r.random() < .5 else 'utf-8', nl='\r\n')
@lay('pandas-csv', 'tsv', 'pandas', 'p')
def c4(T, p, r):
    f = T.frame(); q = f.copy().astype(object)
    for c in f: q[c] = [f'{x} ({dec(f"{100*x/max(1,t):.1f}", T)})' for x, t in zip(f[c], f.sum(axis=1))]
    q.columns = [f'{c}, n (%)' for c in f.columns]; q.insert(0, 'N', f.sum(axis=1)); q.to_csv(p, sep='\t', index_label=T.rl)
@lay('pandas-csv', 'csv', 'pandas')
def c5(T, p, r):
    f = T.frame(); f = pd.concat({T.unit: f, }, axis=1); f.to_csv(p)
@lay('csv', 'csv', 'sqlite')
def c6(T, p, r):
    q = f'select {T.rv}, {T.cv}, sum(n) as n_{T.slug} from t group by 1, 2 order by 1, 2;' if T.mode == 'rounded' else f'select {T.rv}, {T.cv}, count(*) as persons from t group by 1, 2 order by 1, 2;'
    sql(T, p, r, ['-header', r.choice(['-csv', '-csv', '-separator'])], q)
@lay('pandas-csv', 'csv', 'pandas', 'p')
def c7(T, p, r):
    # events among many: the column of events carries the counts of the first column of the table
    f = T.frame(); o = pd.DataFrame({T.rl: f.index, 'persons_at_risk': [int(x) * 7 + 400 for x in f.sum(axis=1)], f'n_{T.event}'.replace(' ', '_'): f.sum(axis=1).where(f.min(axis=1) > 9, f.min(axis=1)).values})
    o['per_1000'] = (1000 * o.iloc[:, 2] / o.iloc[:, 1]).round(2); o.to_csv(p, index=False); i = int(o.iloc[:, 2].where(o.iloc[:, 2] > 0, 9999).idxmin()); return f'{o.iloc[i, 0]} / {T.event}: {o.iloc[i, 2]}'
@lay('pandas-csv', 'tsv', 'pandas')
def c8(T, p, r):
    l = T.long(); l.insert(0, 'measure', 'count'); l.insert(0, 'unit', T.unit); l.columns = ['unit', 'measure', T.rl, T.cl, 'value']; l.to_csv(p, sep='\t', index=False)
def sql(T, p, r, opts, q):
    if T.mode == 'rounded': l = T.long()
    else: l = T.people(r)
    import sqlite3
    with tempfile.TemporaryDirectory() as d:
        con = sqlite3.connect(d + '/a.db'); l.to_sql('t', con, index=False); con.close()
        if '-separator' in opts: opts = ['-header', '-separator', '|']
        o = subprocess.run(['sqlite3', *opts, d + '/a.db', q], capture_output=True, check=True).stdout
        open(p, 'wb').write(o)

# ---- pandas at the prompt
@lay('pandas-print', 'txt', 'pandas', 'p')
def p1(T, p, r):
    d = T.people(r); put(p, f">>> pd.crosstab(df['{T.rv}'], df['{T.cv}'], margins=True)\n{pd.crosstab(d[T.rv], d[T.cv], margins=True)}\n")
@lay('pandas-print', 'log', 'pandas', 'p')
def p2(T, p, r):
    d = T.people(r); s = f'INFO loaded {len(d)} {T.unit}\n'
    for c, g in d.groupby(T.cv): s += f'\n--- {T.cl} = {c} ---\n{g[T.rv].value_counts()}\n'
    put(p, s)
@lay('pandas-print', 'txt', 'pandas', 'p')
def p3(T, p, r):
    d = T.people(r); put(p, T.title + '\n\n' + d.groupby([T.rv, T.cv]).agg(n=(T.num, 'size'), mean=(T.num, 'mean'), sd=(T.num, 'std')).round(2).to_string() + '\n')
@lay('pandas-print', 'txt', 'tabulate')
def p4(T, p, r):
    put(p, f'{T.title} (N)\n' + tabulate(T.margins().reset_index(), headers='keys', tablefmt=r.choice(['grid', 'fancy_grid', 'psql', 'simple', 'rst', 'presto', 'outline']), showindex=False) + '\n')
@lay('pandas-print', 'out', 'pandas', 'p')
def p5(T, p, r):
    d = T.people(r); f = pd.crosstab(d[T.rv], d[T.cv]); q = pd.crosstab(d[T.rv], d[T.cv], normalize='index').mul(100).round(1)
    put(p, f'{"=" * 60}\n{T.title}\n{"=" * 60}\n{pd.concat({"n": f, "%": q}, axis=1)}\n')
@lay('pandas-print', 'txt', 'scipy', 'p')
def p6(T, p, r):
    from scipy import stats
    f = T.frame(); k = f.loc[(f.sum(axis=1) > 0), (f.sum() > 0)]; c2, pv, df, e = stats.chi2_contingency(k)
    put(p, f'observed counts of {T.unit}\n{f}\n\nchi2 = {c2:.3f}  dof = {df}  p = {pv:.4g}\n')
@lay('pandas-print', 'txt', 'python')
def p7(T, p, r):
    s = f'{T.title}\n'
    for i, a in enumerate(T.rows):
        s += f'\n{a}\n' + ''.join(f'   {c:.<38}{x:>7,d}\n' for c, x in zip(T.cols, T.m[i])) + f'   {T.w["total"]:.<38}{T.rt[i]:>7,d}\n'
    put(p, s)
@lay('pandas-print', 'txt', 'pandas')
def p8(T, p, r):
    l = T.long(); put(p, f'In [{r.randint(4,60)}]: tab\nOut[{r.randint(61,70)}]: \n{l.set_index([T.rv, T.cv]).n}\n')

# ---- html
@lay('html', 'html', 'pandas')
def h1(T, p, r): put(p, f'<h2>{T.title}</h2>\n' + T.margins().to_html(border=r.choice([0, 1]), classes='dataframe table') + '\n')
@lay('html', 'html', 'pandas Styler')
def h2(T, p, r):
    st = T.margins().style.set_caption(T.title).format('{:,.0f}').background_gradient(cmap='Blues').set_uuid('t1'); put(p, st.to_html())
@lay('html', 'html', 'jinja2')
def h3(T, p, r):
    from jinja2 import Template
    t = Template('''<!DOCTYPE html>
<html lang="{{T.lang}}"><head><meta charset="utf-8"><title>{{T.title}}</title>
<style>body{font-family:sans-serif} th{text-align:left;border-bottom:1px solid #999} td{padding:2px 9px}</style></head>
<body><h1>{{T.title}}</h1>
<p>{{T.w.n}} ({{T.unit}})</p>
<table><thead><tr><th>{{T.rl}}</th>{% for c in T.cols %}<th scope="col">{{c}}</th>{% endfor %}</tr></thead>
<tbody>{% for a in T.rows %}{% set i = loop.index0 %}<tr><th scope="row">{{a}}</th>{% for x in T.m[i] %}<td>{{x}}</td>{% endfor %}</tr>
{% endfor %}</tbody></table><footer>{{T.w.source}}</footer></body></html>
'''); put(p, t.render(T=T))
@lay('html', 'html', 'pandoc')
def h4(T, p, r): pandoc(md(T, r), p, ['-s', '--metadata', f'title={T.title}', '-t', 'html5'])
@lay('html', 'html', 'jinja2')
def h5(T, p, r):
    s = ''.join(f'<dl><dt>{a}</dt>' + ''.join(f'<dd><span class="k">{c}</span> <b>{x}</b> {T.unit}</dd>' for c, x in zip(T.cols, T.m[i])) + '</dl>\n' for i, a in enumerate(T.rows))
    put(p, f'<html><body class="dash"><h3>{T.title}</h3>\n{s}</body></html>\n')
@lay('html', 'html', 'sqlite')
def h6(T, p, r): sql(T, p, r, ['-header', '-html'], f'select {T.rv} as "{T.rl}", {T.cv} as "{T.cl}", {"n" if T.mode == "rounded" else "count(*)"} as "{T.w["n"]} {T.unit}" from t ' + ('' if T.mode == 'rounded' else 'group by 1, 2'))
@lay('html', 'html', 'LibreOffice', 'c', .7)
def h7(T, p, r): OFFICE.append(('html', csvtmp(T), p))

def md(T, r):
    f = T.margins().rename_axis(index=T.rl, columns=None)
    return f'# {T.title}\n\n{W_intro(T)}\n\n{f.to_markdown()}\n\n{T.w["source"]}.\n'
def W_intro(T):
    return {'en': f'The table shows the number of {T.unit} by {T.rl.lower()} and {T.cl.lower()}.', 'de': f'Die Tabelle zeigt die Anzahl der {T.unit}.', 'fr': f'Effectifs ({T.unit}) dans chaque cellule.', 'es': f'Número de {T.unit} en cada celda.', 'nl': f'Aantal {T.unit} per cel.', 'sv': f'Antal {T.unit} i varje cell.', 'da': f'Antal {T.unit} i hver celle.', 'no': f'Antall {T.unit} i hver celle.', 'it': f'Numero di {T.unit} in ogni cella.', 'pt': f'Número de {T.unit} em cada célula.'}[T.lang]
def pandoc(s, p, opts):
    subprocess.run(['pandoc', '-f', 'markdown', '-o', p, *opts], input=s.encode(), check=True, stderr=subprocess.DEVNULL)

# ---- md and tex
@lay('latex-markdown', 'md', 'pandas')
def m1(T, p, r): put(p, md(T, r))
@lay('latex-markdown', 'tex', 'pandas')
def m2(T, p, r): put(p, T.margins().rename_axis(index=T.rl, columns=None).style.to_latex(caption=T.title, label=f'tab:{T.slug}', hrules=True, position='htb'))
@lay('latex-markdown', 'tex', 'python')
def m3(T, p, r):
    s = '\\begin{table}[ht]\\centering\n\\caption{%s ($n$)}\n\\begin{tabular}{l%s}\n\\toprule\n%s & %s \\\\\n\\midrule\n' % (T.title.replace('%', '\\%'), 'r' * len(T.cols), T.rl, ' & '.join(T.cols).replace('%', '\\%'))
    for i, a in enumerate(T.rows): s += f"{a} & {' & '.join(f'{x:,}'.replace(',', chr(92)+',') for x in T.m[i])} \\\\\n".replace('%', '\\%')
    put(p, s + '\\bottomrule\n\\end{tabular}\n\\end{table}\n')
@lay('latex-markdown', 'md', 'python')
def m4(T, p, r):
    s = f'## {T.title}\n\n'
    for i, a in enumerate(T.rows):
        s += f'- **{a}** ({T.w["total"].lower()} n = {T.rt[i]}): ' + '; '.join(f'{c} n = {x}' for c, x in zip(T.cols, T.m[i])) + '\n'
    put(p, s)
@lay('latex-markdown', 'tex', 'pandoc')
def m5(T, p, r): pandoc(md(T, r), p, ['-t', 'latex'])
@lay('latex-markdown', 'md', 'pandoc')
def m6(T, p, r): pandoc(md(T, r), p, ['-t', r.choice(['markdown_mmd', 'commonmark_x', 'markdown+grid_tables-pipe_tables-simple_tables-multiline_tables'])])

# ---- json
@lay('json', 'json', 'pandas')
def j1(T, p, r): put(p, T.long().rename(columns={'n': 'n_' + T.slug}).to_json(orient='records', force_ascii=False, indent=2))
@lay('json', 'json', 'python')
def j2(T, p, r): put(p, json.dumps({'title': T.title, 'unit': T.unit, 'counts': {a: {c: int(x) for c, x in zip(T.cols, T.m[i])} for i, a in enumerate(T.rows)}, 'total': int(T.gt)}, ensure_ascii=False, indent=1))
@lay('json', 'json', 'python')
def j3(T, p, r):
    put(p, json.dumps({'$schema': 'https://vega.github.io/schema/vega-lite/v5.json', 'title': T.title, 'data': {'values': [{T.rv: a, T.cv: c, 'count': int(x)} for i, a in enumerate(T.rows) for c, x in zip(T.cols, T.m[i])]}, 'mark': 'bar', 'encoding': {'x': {'field': T.rv, 'type': 'nominal'}, 'y': {'field': 'count', 'type': 'quantitative', 'title': f'{T.w["number"]} {T.unit}'}, 'color': {'field': T.cv}}}, ensure_ascii=False))
@lay('json', 'json', 'pandas')
def j4(T, p, r): put(p, json.dumps({'table': T.title, 'measure': f'number of {T.unit}', **json.loads(T.frame().to_json(orient='split', force_ascii=False))}, ensure_ascii=False))
@lay('json', 'json', 'python')
def j5(T, p, r):
    put(p, json.dumps({'data': [{'type': 'bar', 'name': c, 'x': T.rows, 'y': [int(x) for x in T.m[:, j]]} for j, c in enumerate(T.cols)], 'layout': {'title': {'text': T.title}, 'barmode': 'group', 'yaxis': {'title': {'text': f'{T.w["n"]} ({T.unit})'}}}}, ensure_ascii=False, indent=2))
@lay('json', 'json', 'python')
def j6(T, p, r):  # SDMX- and JSON-stat-like
    put(p, json.dumps({'version': '2.0', 'class': 'dataset', 'label': T.title, 'id': [T.rv, T.cv], 'size': [len(T.rows), len(T.cols)], 'dimension': {T.rv: {'label': T.rl, 'category': {'index': T.rows}}, T.cv: {'label': T.cl, 'category': {'index': T.cols}}}, 'extension': {'unit': f'count of {T.unit}'}, 'value': [int(x) for x in T.m.ravel()]}, ensure_ascii=False, indent=1))

# ---- figures
def fig(T, r, kind):
    import matplotlib; matplotlib.use('Agg'); import matplotlib.pyplot as plt
    matplotlib.rcParams['svg.hashsalt'] = 'x'; matplotlib.rcParams['svg.fonttype'] = r.choice(['none', 'path']) if kind != 'pdf' else 'none'
    f, ax = plt.subplots(figsize=(8, 4.6)); return plt, f, ax
def bars(T, p, r, k):
    plt, f, ax = fig(T, r, k); bottom = np.zeros(len(T.rows)); hz = r.random() < .4
    for j, c in enumerate(T.cols):
        w = .8 / len(T.cols); x = np.arange(len(T.rows)) + j * w
        b = ax.barh(x, T.m[:, j], w, label=c) if hz else ax.bar(x, T.m[:, j], w, label=c)
        ax.bar_label(b, fontsize=7)
    (ax.set_yticks if hz else ax.set_xticks)(np.arange(len(T.rows)) + .3); (ax.set_yticklabels if hz else ax.set_xticklabels)(T.rows, fontsize=7, rotation=0 if hz else 20)
    (ax.set_xlabel if hz else ax.set_ylabel)(f'{T.w["number"]} {T.unit}'); ax.set_title(T.title); ax.legend(title=T.cl, fontsize=7); f.tight_layout(); f.savefig(p, metadata={'Date': None} if k == 'svg' else {'CreationDate': None}); plt.close(f)
@lay('svg', 'svg', 'matplotlib')
def s1(T, p, r): bars(T, p, r, 'svg')
@lay('pdf', 'pdf', 'matplotlib')
def s2(T, p, r): bars(T, p, r, 'pdf')
@lay('svg', 'svg', 'seaborn')
def s3(T, p, r):
    import seaborn as sns
    plt, f, ax = fig(T, r, 'svg'); sns.heatmap(T.frame().rename_axis(index=T.rl, columns=T.cl), annot=True, fmt='d', cmap='rocket_r', ax=ax, cbar=False); ax.set_title(f'{T.title} (n)'); f.tight_layout(); f.savefig(p, metadata={'Date': None}); plt.close(f)
@lay('svg', 'svg', 'gnuplot')
def s4(T, p, r): gnup(T, p, r, 'svg size 760,420 font "Arial,9"')
@lay('pdf', 'pdf', 'gnuplot')
def s4b(T, p, r): gnup(T, p, r, 'pdfcairo size 17cm,10cm font "Sans,8"')
def gnup(T, p, r, term):
    s = '$d << E\n' + ''.join(f'"{a}" ' + ' '.join(map(str, T.m[i])) + '\n' for i, a in enumerate(T.rows)) + 'E\n'
    s += f'set term {term}\nset encoding utf8\nset output "{p}"\nset title "{T.title}"\nset ylabel "{T.w["number"]} {T.unit}"\nset style data histogram\nset style fill solid .5\nset xtics rotate by -15\nset yrange [0:*]\nset bmargin 5\n'
    n = len(T.cols)
    s += 'plot ' + ', '.join(f'$d using {j+2}:xtic(1) title "{T.cols[j]}"' for j in range(n)) + ', ' + ', '.join(f'$d using ($0-{.5 - .5/(n+2):.3f}+{(j+1)/(n+2):.3f}):{j+2}:{j+2} with labels font ",7" offset 0,.5 notitle' for j in range(n)) + '\n'
    subprocess.run(['gnuplot'], input=s.encode(), check=True, stderr=subprocess.DEVNULL)
@lay('svg', 'svg', 'matplotlib')
def s5(T, p, r):  # pie or bar of the row totals is not it: one panel per column
    import matplotlib; matplotlib.use('Agg'); import matplotlib.pyplot as plt
    matplotlib.rcParams['svg.hashsalt'] = 'x'; matplotlib.rcParams['svg.fonttype'] = 'none'
    f, axs = plt.subplots(1, len(T.cols), figsize=(3.4 * len(T.cols), 3.4), sharey=True)
    for j, ax in enumerate(np.atleast_1d(axs)):
        ax.hlines(range(len(T.rows)), 0, T.m[:, j], color='grey'); ax.plot(T.m[:, j], range(len(T.rows)), 'o'); ax.set_title(T.cols[j], fontsize=9)
        for i, x in enumerate(T.m[:, j]): ax.annotate(f'n={x}', (x, i), xytext=(4, 4), textcoords='offset points', fontsize=7)
        ax.set_yticks(range(len(T.rows))); ax.set_yticklabels(T.rows, fontsize=7); ax.set_xlabel(T.unit)
    f.suptitle(T.title, fontsize=10); f.tight_layout(); f.savefig(p, metadata={'Date': None}); plt.close(f)
@lay('pdf', 'pdf', 'reportlab')
def f1(T, p, r):
    from reportlab.platypus import SimpleDocTemplate, Table, Paragraph, Spacer
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.lib.pagesizes import A4, landscape
    st = getSampleStyleSheet(); f = T.margins(); d = [[T.rl] + list(f.columns)] + [[a] + [f'{x}' for x in f.loc[a]] for a in f.index]
    SimpleDocTemplate(p, pagesize=landscape(A4), title=T.title, invariant=1).build([Paragraph(T.title, st['Heading2']), Paragraph(W_intro(T), st['BodyText']), Spacer(1, 8), Table(d, style=[('GRID', (0, 0), (-1, -1), .3, 'grey'), ('FONTSIZE', (0, 0), (-1, -1), 8)]), Paragraph(T.w['source'], st['Italic'])])
@lay('pdf', 'pdf', 'LibreOffice')
def f2(T, p, r): OFFICE.append(('pdf', htmltmp(T), p))
@lay('pdf', 'pdf', 'reportlab')
def f3(T, p, r):
    from reportlab.pdfgen import canvas
    c = canvas.Canvas(p, invariant=1); c.setTitle(T.slug); c.setFont('Helvetica-Bold', 12); c.drawString(50, 790, T.title); y = 765
    for i, a in enumerate(T.rows):
        c.setFont('Helvetica', 10); c.drawString(50, y, f'{a}: ' + ', '.join(f'{x} {T.unit} ({k})' for k, x in zip(T.cols, T.m[i]))[:110]); y -= 18
        if len(', '.join(f'{x} {T.unit} ({k})' for k, x in zip(T.cols, T.m[i]))) + len(a) > 105:
            c.drawString(70, y, (f'{a}: ' + ', '.join(f'{x} {T.unit} ({k})' for k, x in zip(T.cols, T.m[i])))[110:]); y -= 18
    c.save()

# ---- office files
OFFICE, TMP = [], tempfile.mkdtemp()
def csvtmp(T):
    f = os.path.join(TMP, f'{T.slug}{len(OFFICE)}.csv'); put(f, T.title + '\n\n' + T.margins().rename_axis(index=T.rl, columns=None).to_csv()); return f
def htmltmp(T):
    f = os.path.join(TMP, f'{T.slug}{len(OFFICE)}.html'); put(f, f'<html><head><meta charset="utf-8"><title>{T.title}</title></head><body><h1>{T.title}</h1><p>{W_intro(T)}</p>{T.margins().to_html()}<p>{T.w["source"]}</p></body></html>'); return f
def convert():
    """All conversions by LibreOffice, one start per kind of target."""
    import shutil
    groups = {}
    for to, src, p in OFFICE: groups.setdefault((to, os.path.splitext(src)[1]), []).append((src, p))
    for (to, ext), l in groups.items():
        out = tempfile.mkdtemp()
        filt = {('docx', '.html'): 'docx:MS Word 2007 XML', ('pdf', '.html'): 'pdf:writer_web_pdf_Export', ('xlsx', '.csv'): 'xlsx:Calc MS Excel 2007 XML', ('html', '.csv'): 'html:HTML (StarCalc)', ('ods', '.csv'): 'ods', ('pptx', '.odp'): 'pptx:Impress MS PowerPoint 2007 XML', ('pdf', '.csv'): 'pdf:calc_pdf_Export', ('pdf', '.docx'): 'pdf:writer_pdf_Export', ('odt', '.html'): 'odt:writer8'}[(to, ext)]
        cmd = ['nice', '-n', '15', 'soffice', '-env:UserInstallation=file://' + TMP + '/lo', '--headless', *(['--infilter=CSV:44,34,76'] if ext == '.csv' else []), *(['--writer'] if to in ('docx', 'odt') else []), '--convert-to', filt, '--outdir', out] + [s for s, _ in l]
        subprocess.run(cmd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=400)
        for s, p in l:
            o = os.path.join(out, os.path.splitext(os.path.basename(s))[0] + '.' + to)
            if not os.path.exists(o): print('NOT CONVERTED', to, s, os.path.basename(p)); continue
            shutil.copyfile(o, p)

@lay('xlsx', 'xlsx', 'openpyxl')
def x1(T, p, r):
    with pd.ExcelWriter(p, engine='openpyxl') as w:
        T.margins().to_excel(w, sheet_name=T.slug[:30], startrow=2); w.sheets[T.slug[:30]]['A1'] = T.title
@lay('xlsx', 'xlsx', 'openpyxl')
def x2(T, p, r):
    T.long().rename(columns={T.rv: T.rl, T.cv: T.cl, 'n': f'{T.w["number"]} {T.unit}'}).to_excel(p, index=False)
@lay('xlsx', 'xlsx', 'xlsxwriter')
def x3(T, p, r):
    import xlsxwriter
    b = xlsxwriter.Workbook(p); n = b.add_worksheet('README'); n.write(0, 0, T.title); n.write(1, 0, T.w['source']); n.write(2, 0, W_intro(T))
    s = b.add_worksheet(f"{T.w['table']} 1"); h = b.add_format({'bold': 1, 'bg_color': '#DDEBF7'}); nf = b.add_format({'num_format': '#,##0'})
    s.write_row(0, 0, [T.rl] + T.cols, h)
    for i, a in enumerate(T.rows):
        s.write(i + 1, 0, a)
        for j, x in enumerate(T.m[i]): s.write_number(i + 1, j + 1, int(x), nf)
    s.set_column(0, 0, 26); c = b.add_chart({'type': 'column'})
    for j in range(len(T.cols)): c.add_series({'name': [s.name, 0, j + 1], 'categories': [s.name, 1, 0, len(T.rows), 0], 'values': [s.name, 1, j + 1, len(T.rows), j + 1], 'data_labels': {'value': True}})
    c.set_title({'name': T.title}); s.insert_chart(1, len(T.cols) + 2, c); b.close()
@lay('xlsx', 'xlsx', 'openpyxl')
def x4(T, p, r):  # one sheet a column of the table
    with pd.ExcelWriter(p, engine='openpyxl') as w:
        for j, c in enumerate(T.cols):
            k = ''.join(x for x in c if x not in '[]:*?/\\')[:28]
            pd.DataFrame({T.rl: T.rows, f'n ({T.unit})': T.m[:, j]}).to_excel(w, sheet_name=k or f'S{j}', index=False)
@lay('xlsx', 'xlsx', 'LibreOffice')
def x5(T, p, r): OFFICE.append(('xlsx', csvtmp(T), p))
@lay('xlsx', 'ods', 'LibreOffice', 'c', .5)
def x6(T, p, r): OFFICE.append(('ods', csvtmp(T), p))
@lay('docx', 'docx', 'python-docx')
def d1(T, p, r):
    import docx
    d = docx.Document(); d.core_properties.author = ''; d.add_heading(T.title, 1); d.add_paragraph(W_intro(T)); f = T.margins(); t = d.add_table(1, len(f.columns) + 1); t.style = r.choice(['Table Grid', 'Light List Accent 1', 'Medium Shading 1'])
    for c, x in zip(t.rows[0].cells, [T.rl] + list(f.columns)): c.text = x
    for a in f.index:
        for c, x in zip(t.add_row().cells, [a] + [f'{v:,}' if T.lang == 'en' else str(v) for v in f.loc[a]]): c.text = x
    d.add_paragraph(T.w['source']); d.save(p)
@lay('docx', 'docx', 'python-docx')
def d2(T, p, r):
    import docx
    d = docx.Document(); d.core_properties.author = ''; d.add_heading(T.title, 0)
    for i, a in enumerate(T.rows):
        d.add_heading(a, 2)
        for c, x in zip(T.cols, T.m[i]): d.add_paragraph(f'{c}: {x} {T.unit}', style='List Bullet')
    d.save(p)
@lay('docx', 'docx', 'pandoc')
def d3(T, p, r): pandoc(md(T, r), p, [])
@lay('docx', 'docx', 'LibreOffice')
def d4(T, p, r): OFFICE.append(('docx', htmltmp(T), p))
@lay('docx', 'odt', 'pandoc', 'c', .5)
def d5(T, p, r): pandoc(md(T, r), p, [])
@lay('pptx', 'pptx', 'pandoc')
def t1(T, p, r): pandoc(md(T, r), p, [])
@lay('pptx', 'pptx', 'pandoc')
def t2(T, p, r):
    s = f'---\ntitle: {T.title}\n---\n\n'
    for i, a in enumerate(T.rows): s += f'# {a}\n\n' + ''.join(f'- {c}: **{x}** {T.unit}\n' for c, x in zip(T.cols, T.m[i])) + '\n'
    pandoc(s, p, [])
@lay('pptx', 'pptx', 'LibreOffice')
def t3(T, p, r):
    from odf.opendocument import OpenDocumentPresentation
    from odf import draw, text, style, table
    d = OpenDocumentPresentation(); pl = style.PageLayout(name='pl'); pl.addElement(style.PageLayoutProperties(pagewidth='28cm', pageheight='21cm')); d.automaticstyles.addElement(pl)
    mp = style.MasterPage(name='m', pagelayoutname=pl); d.masterstyles.addElement(mp)
    pg = draw.Page(masterpagename=mp); d.presentation.addElement(pg)
    fr = draw.Frame(width='25cm', height='2cm', x='1cm', y='1cm'); pg.addElement(fr); tb = draw.TextBox(); fr.addElement(tb); tb.addElement(text.P(text=T.title))
    fr = draw.Frame(width='25cm', height='14cm', x='1cm', y='4cm'); pg.addElement(fr); tt = table.Table(); fr.addElement(tt)
    for _ in range(len(T.cols) + 1): tt.addElement(table.TableColumn())
    for row in [[T.rl] + T.cols] + [[a] + [str(x) for x in T.m[i]] for i, a in enumerate(T.rows)]:
        tr = table.TableRow(); tt.addElement(tr)
        for x in row: tc = table.TableCell(); tr.addElement(tc); tc.addElement(text.P(text=x))
    fr = draw.Frame(width='25cm', height='2cm', x='1cm', y='18.5cm'); pg.addElement(fr); tb = draw.TextBox(); fr.addElement(tb); tb.addElement(text.P(text=W_intro(T)))
    f = os.path.join(TMP, f'{T.slug}{len(OFFICE)}.odp'); d.save(f); OFFICE.append(('pptx', f, p))

# ---- SQL screens
for mode in ('box', 'column', 'markdown', 'table', 'line', 'insert'):
    def _f(T, p, r, mode=mode):
        q = f'select {T.rv}, {T.cv}, ' + ('n' if T.mode == 'rounded' else 'count(*) as n_persons') + ' from t ' + ('' if T.mode == 'rounded' else 'group by 1, 2') + ';'
        sql(T, p, r, ['-cmd', f'.mode {mode}' + (' counts' if mode == 'insert' else ''), '-header'], q)
        if mode in ('box', 'table') and r.random() < .6:
            s = open(p).read(); put(p, f'sqlite> {q}\n{s}')
    LAY.append(dict(fn=_f, form='sql-text', ext='sql' if mode == 'insert' else 'txt', program='sqlite', need='c', w=.5, langs=None))

# ---- notebooks
KERNEL = []
def nb(cells, p, files):
    """A notebook whose cells one running kernel really executes (restarted names, one kernel for all notebooks)."""
    import nbformat
    from nbformat.v4 import new_notebook, new_code_cell, new_markdown_cell, output_from_msg
    if not KERNEL:
        from jupyter_client.manager import start_new_kernel
        d = tempfile.mkdtemp(); KERNEL.extend([*start_new_kernel(startup_timeout=180, kernel_name='python3', cwd=d, stderr=subprocess.DEVNULL), d])
    km, kc, d = KERNEL
    for k, v in files.items(): v.to_csv(os.path.join(d, k), index=False)
    b = new_notebook(cells=[], metadata={'kernelspec': {'name': 'python3', 'display_name': 'Python 3 (ipykernel)', 'language': 'python'}, 'language_info': {'name': 'python', 'version': '3.11.2'}})
    n = 0
    for i, (what, text) in enumerate(cells):
        if what == 'md': c = new_markdown_cell(text)
        else:
            n += 1; c = new_code_cell(text, execution_count=n)
            def hook(m, c=c, n=n):
                if m['msg_type'] in ('stream', 'display_data', 'execute_result', 'error'):
                    o = output_from_msg(m)
                    if 'execution_count' in o: o['execution_count'] = n
                    if o.output_type == 'error': raise RuntimeError(o.evalue)
                    c.outputs.append(o)
            kc.execute_interactive(text, output_hook=hook, timeout=240)
        c['id'] = f'c{i:02d}'; b.cells.append(c)
    for k in files: os.remove(os.path.join(d, k))
    nbformat.write(b, p)
NBQ = [
 lambda T: [("pd.crosstab(df.{rv}, df.{cv}, margins=True)"), None],
 lambda T: [("df.groupby('{rv}')['{cv}'].value_counts().unstack(fill_value=0)"), None],
 lambda T: [("for k, g in df.groupby('{cv}'):\n    print(k, len(g))\n    print(g['{rv}'].value_counts().to_string(), '\\n')"), None],
 lambda T: [("t = df.groupby(['{rv}', '{cv}']).size().rename('n').reset_index()\nt.pivot(index='{rv}', columns='{cv}', values='n').fillna(0).astype(int).style.highlight_max()"), None],
 lambda T: [("df.pivot_table(index='{rv}', columns='{cv}', values='{num}', aggfunc=['count', 'mean']).round(2)"), None],
 lambda T: [("from tabulate import tabulate\nprint(tabulate(pd.crosstab(df.{rv}, df.{cv}), headers='keys', tablefmt='github'))"), None],
]
@lay('notebook', 'ipynb', 'Jupyter', 'p', 3)
def n1(T, p, r):
    q = r.choice(NBQ)(T)[0].format(rv=T.rv, cv=T.cv, num=T.num)
    nb([('md', f'# {T.title}\n\nunit: {T.unit}'), ('code', f"import pandas as pd\ndf = pd.read_csv('extract.csv', keep_default_na=False)\nprint(f'{{len(df):,}} {T.unit}')"), ('code', q)], p, {'extract.csv': T.people(r).drop(columns='event')})
@lay('notebook', 'ipynb', 'Jupyter', 'r', 3)
def n2(T, p, r):
    nb([('md', f'## {T.title}\n\n{W_intro(T)}'), ('code', "import pandas as pd\ntab = pd.read_csv('agg.csv')\ntab"), ('code', f"tab.pivot(index='{T.rv}', columns='{T.cv}', values='n')")], p, {'agg.csv': T.long()})
