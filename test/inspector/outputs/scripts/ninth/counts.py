"""count tables: one function for each layout"""
from common import *
import pandas as pd, numpy as np, io, subprocess, tempfile, html, datetime
import matplotlib; matplotlib.use('svg'); import matplotlib.pyplot as plt
import openpyxl, xlsxwriter
from openpyxl.styles import Font
from docx import Document
plt.rcParams['svg.fonttype'] = 'none'
def done(s, ext, form, prog, content=None):
    p = reg(ext, form, prog, s.kind, s.what, content, s.base)
    LAB[-1]['_chk'] = dict(v=s.v, rt=s.rt, ct=s.ct, gt=s.gt, note=s.note or s.onote, small=s.small[2] if s.small else None, mask=s.mask if s.masks else None, layout=__import__('sys')._getframe(1).f_code.co_name, oneway=[r[s.j] for r in s.v])
    return p
def csv_tot(s):
    L = [','.join([s.rv] + s.cols + [s.tot])]
    for i, r in enumerate(s.rows): L.append(','.join(['"%s"' % r] + s.c[i] + [str(s.rt[i])]))
    L.append(','.join([s.tot] + [str(x) for x in s.ct] + [str(s.gt)]))
    if s.note: L.append('"%s"' % s.note)
    done(s, 'csv', 'csv', 'unknown', '\n'.join(L) + '\n')
def csv_semi(s):
    L = [s.title + ';' * (2 * s.nc), ';'.join([s.rv] + [x for c in s.cols for x in (c + ' n', c + ' %')])]
    for i, r in enumerate(s.rows):
        L.append(';'.join([r] + [y for j in range(s.nc) for y in (s.c[i][j], pc(s.n[i][j], s.ct[j] , 'de', 1, s.mask))]))
    L.append(';'.join([s.tot] + [y for j in range(s.nc) for y in (str(s.ct[j]), '100,0')]))
    if s.note: L.append(s.note)
    done(s, 'csv', 'csv', 'Excel', '\ufeff' + '\r\n'.join(L) + '\r\n')
def tsv_long(s):
    L = ['\t'.join(['variable', 'level', 'group', 'n', 'pct'])]
    for j in range(s.nc):
        for i in range(s.nr): L.append('\t'.join([s.rv, s.rows[i], s.cols[j], s.c[i][j], pc(s.n[i][j], s.ct[j], mask='NA')]))
        L.append('\t'.join([s.rv, '_all_', s.cols[j], str(s.ct[j]), '100']))
    if s.note: L.insert(0, '# ' + s.note)
    done(s, 'tsv', 'tsv', 'unknown', '\n'.join(L) + '\n')
def df_of(s, margins=True):
    d = pd.DataFrame(s.c, index=pd.Index(s.rows, name=s.rv), columns=pd.Index(s.cols, name=s.cv))
    if margins:
        d['All'] = [str(x) for x in s.rt]; d.loc['All'] = [str(x) for x in s.ct] + [str(s.gt)]
    return d
def pd_print(s):
    t = f'>>> pd.crosstab(df["{s.rv}"], df["{s.cv}"], margins=True)\n{df_of(s).to_string()}\n'
    if s.note: t += f'>>> # {s.note}\n'
    done(s, 'txt', 'text', 'Python pandas', t)
def md_table(s):
    t = f'## {s.title}\n\n' + df_of(s).to_markdown() + '\n\n' + (f'_{s.note}_\n' if s.note else f'N = {s.gt}\n')
    done(s, 'md', 'md', 'Python pandas', t)
def pd_html(s):
    t = '<html><head><meta charset="utf-8"></head><body><h3>%s</h3>\n%s\n<p>%s</p></body></html>' % (s.title, df_of(s).to_html(classes='dataframe table-sm'), s.note or '&nbsp;')
    done(s, 'html', 'html', 'Python pandas', t)
def tex_book(s):
    L = ['\\begin{table}[htbp]\\centering', '\\caption{%s}\\label{tab:%d}' % (s.title, R.randint(1, 9)), '\\begin{tabular}{l%s}' % ('r' * (s.nc + 1)), '\\toprule', ' & '.join([s.rv] + s.cols + [s.tot]) + ' \\\\', '\\midrule']
    for i, r in enumerate(s.rows): L.append(' & '.join([r] + s.c[i] + [str(s.rt[i])]) + ' \\\\')
    L += ['\\midrule', ' & '.join([s.tot] + list(map(str, s.ct)) + [str(s.gt)]) + ' \\\\', '\\bottomrule', '\\end{tabular}']
    if s.note: L.append('\\begin{minipage}{.8\\textwidth}\\footnotesize %s\\end{minipage}' % s.note)
    L.append('\\end{table}'); done(s, 'tex', 'tex', 'LaTeX', '\n'.join(L).replace('<', '$<$') + '\n')
def num(x): return int(x) if x.lstrip('-').isdigit() else x
def xl_merge(s):
    wb = openpyxl.Workbook(); w = wb.active; w.title = 'Tab 1'
    w['A1'] = s.title; w['A1'].font = Font(bold=True); w.merge_cells(start_row=1, start_column=1, end_row=1, end_column=s.nc + 2)
    w['B3'] = s.cv; w.merge_cells(start_row=3, start_column=2, end_row=3, end_column=s.nc + 1)
    w.append([s.rv] + s.cols + [s.tot])
    for i, r in enumerate(s.rows): w.append([r] + [num(x) for x in s.c[i]] + [s.rt[i]])
    w.append([s.tot] + s.ct + [s.gt]); w.append([]); w.append([s.note or s.unit])
    w2 = wb.create_sheet('Info'); w2.append(['Version', 3]); w2.append(['Date', '2024-0%d-11' % R.randint(1, 9)]); w2.append(['Sheets', 2])
    wb.save(done(s, 'xlsx', 'xlsx', 'openpyxl'))
def xl_chart(s):
    p = done(s, 'xlsx', 'xlsx', 'xlsxwriter'); wb = xlsxwriter.Workbook(p); w = wb.add_worksheet('Data')
    w.write_row(0, 0, [s.rv] + s.cols)
    for i, r in enumerate(s.rows): w.write_row(i + 1, 0, [r] + [num(x) for x in s.c[i]])
    ch = wb.add_chart({'type': 'column'})
    for j in range(s.nc): ch.add_series({'name': ['Data', 0, j + 1], 'categories': ['Data', 1, 0, s.nr, 0], 'values': ['Data', 1, j + 1, s.nr, j + 1]})
    ch.set_title({'name': s.title}); w.insert_chart('H2', ch)
    if s.note: w.write(s.nr + 3, 0, s.note)
    wb.close()
def xl_stack(s):
    wb = openpyxl.Workbook(); w = wb.active; w.title = 'Sheet1'
    for j in range(s.nc):
        w.append([]); w.append([f'{s.cv}: {s.cols[j]}']); w.append([s.rv, 'N', '%', 'Rate/1000'])
        for i in range(s.nr): w.append([s.rows[i], num(s.c[i][j]), None if s.n[i][j] is None else round(100 * s.n[i][j] / s.ct[j], 1), None])
        w.append([s.tot, s.ct[j], 100])
    w.append([s.note]); w['G1'] = 'checked'; w['G2'] = 'v0.%d' % R.randint(1, 9)
    wb.save(done(s, 'xlsx', 'xlsx', 'Excel'))
def ods(s):
    d = df_of(s).reset_index().applymap(lambda x: num(x) if isinstance(x, str) else x)
    if s.note: d.loc[len(d)] = [s.note] + [None] * (d.shape[1] - 1)
    p = done(s, 'ods', 'ods', 'pandas/odf'); d.to_excel(p, engine='odf', index=False, sheet_name=R.choice(['Blad1', 'Feuille1', 'Tabelle1']))
def docx_t(s):
    d = Document(); d.add_heading(s.title, 1); d.add_paragraph(f'n = {s.gt} {s.unit}')
    t = d.add_table(rows=1, cols=s.nc + 2); t.style = 'Table Grid'
    for k, x in enumerate([s.rv] + s.cols + [s.tot]): t.rows[0].cells[k].text = x
    for i, r in enumerate(s.rows):
        c = t.add_row().cells
        for k, x in enumerate([r] + s.c[i] + [str(s.rt[i])]): c[k].text = x
    c = t.add_row().cells
    for k, x in enumerate([s.tot] + s.ct + [s.gt]): c[k].text = str(x)
    d.add_paragraph(s.note); d.save(done(s, 'docx', 'docx', 'Word'))
def pandoc(s, ext, prog='pandoc', body=None):
    body = body or (f'# {s.title}\n\n' + '| ' + ' | '.join([s.rv] + s.cols + [s.tot]) + ' |\n|' + '---|' * (s.nc + 2) + '\n' + ''.join('| ' + ' | '.join([r] + [x.replace('*', '\\*').replace('<', '\\<') for x in s.c[i]] + [str(s.rt[i])]) + ' |\n' for i, r in enumerate(s.rows)) + '| ' + ' | '.join([s.tot] + [str(x) for x in s.ct] + [str(s.gt)]) + ' |\n\n' + s.note + '\n')
    p = done(s, ext, ext, prog); subprocess.run(['nice', 'pandoc', '-f', 'markdown', '-o', p], input=body.encode(), check=True)
def odt(s): pandoc(s, 'odt')
def pptx(s): pandoc(s, 'pptx')
def odt_prose(s):
    a, b = s.rows[0], s.rows[1]
    body = f'# {s.title}\n\n' + '\n\n'.join(f'**{r}**: ' + ', '.join(f'{s.cols[j]} ({s.c[i][j]})' for j in range(s.nc)) + f'; {s.tot.lower()} {s.rt[i]}.' for i, r in enumerate(s.rows)) + '\n\n' + s.note + '\n'
    pandoc(s, 'odt', 'Writer', body.replace('*)', '\\*)').replace('(<', '(\\<'))
def pdf_t(s):
    from reportlab.platypus import SimpleDocTemplate, Table, Paragraph, Spacer
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.pdfbase import pdfmetrics; from reportlab.pdfbase.ttfonts import TTFont
    import glob
    f = [x for x in glob.glob('/usr/share/fonts/**/*.ttf', recursive=True) if 'DejaVuSans.ttf' in x or 'LiberationSans-Regular.ttf' in x]
    st = getSampleStyleSheet()
    fn = 'Helvetica'
    if f: pdfmetrics.registerFont(TTFont('F', f[0])); fn = 'F'; st['Normal'].fontName = fn; st['Heading2'].fontName = fn
    t = Table([[s.rv] + s.cols + [s.tot]] + [[r] + s.c[i] + [s.rt[i]] for i, r in enumerate(s.rows)] + [[s.tot] + s.ct + [s.gt]], style=[('FONTNAME', (0, 0), (-1, -1), fn), ('GRID', (0, 0), (-1, -1), .3, '#888888'), ('FONTSIZE', (0, 0), (-1, -1), 8)])
    SimpleDocTemplate(done(s, 'pdf', 'pdf', 'reportlab')).build([Paragraph(s.title, st['Heading2']), t, Spacer(1, 9), Paragraph(s.note or '-', st['Normal'])])
def stata_two(s):
    w = max(10, max(len(x) for x in s.cols) + 1); r0 = max(12, max(len(x) for x in s.rows + [s.rv]) + 1)
    line = '-' * r0 + '+' + '-' * (w * s.nc + 1) + '+' + '-' * 11
    L = ['. tab %s %s' % ('var1', 'grp'), '', ' ' * r0 + '|' + s.cv.center(w * s.nc + 1), s.rv.rjust(r0 - 1) + ' |' + ''.join(x.rjust(w) for x in s.cols) + ' |     Total', line]
    for i, r in enumerate(s.rows): L.append(r.rjust(r0 - 1) + ' |' + ''.join(x.rjust(w) for x in s.c[i]) + ' |' + f'{s.rt[i]:,}'.rjust(10))
    L += [line, 'Total'.rjust(r0 - 1) + ' |' + ''.join(f'{x:,}'.rjust(w) for x in s.ct) + ' |' + f'{s.gt:,}'.rjust(10), '']
    if s.note: L.append('. * ' + s.note)
    L += ['. log close', '      name:  <unnamed>', '  log type:  text', ' closed on:  %d Mar 2024, 14:%02d:11' % (R.randint(1, 28), R.randint(1, 59))]
    done(s, 'log', 'text', 'Stata-like', '\n'.join(L) + '\n')
def stata_one(s):
    r0 = max(11, max(len(x) for x in s.rows + [s.rv]) + 1); L = [f'. tab var{R.randint(1,30)} if grp=={s.j + 1}   // {s.cols[s.j]}', '', s.rv.rjust(r0 - 1) + ' |      Freq.     Percent        Cum.', '-' * r0 + '+' + '-' * 35]
    cum = 0
    for i, r in enumerate(s.rows):
        x = s.o[i]
        if x is None: L.append(r.rjust(r0 - 1) + ' |' + s.mask.rjust(11)); continue
        cum += x; L.append(r.rjust(r0 - 1) + ' |' + f'{x:,}'.rjust(11) + f'{100*x/s.ot:.2f}'.rjust(12) + ('' if s.masks else f'{min(100,100*cum/s.ot):.2f}'.rjust(12)))
    L += ['-' * r0 + '+' + '-' * 35, 'Total'.rjust(r0 - 1) + ' |' + f'{s.ot:,}'.rjust(11) + '100.00'.rjust(12)]
    if s.onote: L += ['', '. di "' + s.onote + '"', s.onote]
    if s.kind == 'small-count': s.what = f'Freq. {s.small[2]} for {s.small[0]}'
    done(s, 'smcl' if R.random() < .3 else 'log', 'text', 'Stata-like', '\n'.join(L) + '\n')
def sas_two(s):
    L = ['The SAS System'.center(70), '', 'The FREQ Procedure'.center(70), '', f'Table of {s.rv} by {s.cv}', '', 'Frequency' + '|', 'Percent  |']
    h = '-' * 18 + '+' + ('-' * 10 + '+') * s.nc
    L += [s.rv[:17].ljust(18) + '|' + ''.join(c[:9].ljust(10) + '|' for c in s.cols) + '  Total', h]
    for i, r in enumerate(s.rows):
        L.append(r[:17].ljust(18) + '|' + ''.join(x.rjust(9) + ' |' for x in s.c[i]) + str(s.rt[i]).rjust(7))
        L.append(' ' * 18 + '|' + ''.join(pc(x, s.gt, d=2).rjust(9) + ' |' for x in s.n[i]) + pc(s.rt[i], s.gt, d=2).rjust(7)); L.append(h)
    L.append('Total'.ljust(18) + '|' + ''.join(str(x).rjust(9) + ' |' for x in s.ct) + str(s.gt).rjust(7))
    L.append(' ' * 19 + ''.join(pc(x, s.gt, d=2).rjust(9) + '  ' for x in s.ct) + ' 100.00')
    if s.note: L += ['', 'NOTE: ' + s.note]
    done(s, 'lst', 'text', 'SAS-like', '\n'.join(L) + '\n')
def sas_one(s):
    L = ['                               The FREQ Procedure', '', f'                                     {s.cols[s.j]}', '', f'{s.rv:<24} Frequency     Percent    Frequency      Percent', '-' * 76]
    cum = 0
    for i, r in enumerate(s.rows):
        x = s.o[i]
        if x is None: L.append(f'{r:<24}{s.mask:>9}           {s.mask:>3}'); continue
        cum += x; L.append(f'{r:<24}{x:>9}{100*x/s.ot:>13.2f}' + ('' if s.masks else f'{cum:>13}{100*cum/s.ot:>13.2f}' if not s.base else ''))
    L += ['-' * 76, f'{"Total":<24}{s.ot:>9}', '', s.onote]
    done(s, 'lst', 'text', 'SAS-like', '\n'.join(L) + '\n')
def spss_two(s):
    w = max(9, max(map(len, s.cols)) + 1); r0 = max(map(len, s.rows)) + 2
    L = ['CROSSTABS', f'  /TABLES={"v12"} BY v{R.randint(13,40)}', '  /CELLS=COUNT ROW.', '', f'{s.rv} * {s.cv} Crosstabulation', '']
    L.append('|' + '-' * r0 + '|' + '-' * 8 + ('|' + '-' * w) * (s.nc + 1) + '|')
    L.append('|' + ' ' * r0 + '|' + ' ' * 8 + ''.join('|' + c.center(w) for c in s.cols + ['Total']) + '|')
    for i, r in enumerate(s.rows):
        L.append('|' + r.ljust(r0) + '|Count   ' + ''.join('|' + x.rjust(w) for x in s.c[i] + [str(s.rt[i])]) + '|')
        L.append('|' + ' ' * r0 + '|% row   ' + ''.join('|' + (pc(x, s.rt[i]) + '%').rjust(w) for x in s.n[i] + [s.rt[i]]) + '|')
    L.append('|' + 'Total'.ljust(r0) + '|Count   ' + ''.join('|' + str(x).rjust(w) for x in s.ct + [s.gt]) + '|')
    if s.note: L.append('a. ' + s.note)
    done(s, 'txt', 'text', 'SPSS-like', '\n'.join(L) + '\n')
def js_rec(s):
    d = [{s.rv: s.rows[i], s.cv: s.cols[j], 'n': s.n[i][j] if s.n[i][j] is not None else s.mask} for i in range(s.nr) for j in range(s.nc)]
    o = {'title': s.title, 'unit': s.unit, 'N': s.gt, 'data': d, 'totals': dict(zip(s.cols, s.ct))}
    if s.note: o['note'] = s.note
    done(s, 'json', 'json', 'Python', json.dumps(o, ensure_ascii=False, indent=R.choice([None, 2])))
def js_nest(s):
    o = {'meta': {'schema': '1.2', 'lang': s.lang, 'generated': '2025-02-1%d' % R.randint(0, 9)}, s.rv: {r: {**dict(zip(s.cols, [x if x is not None else None for x in s.n[i]])), 'total': s.rt[i]} for i, r in enumerate(s.rows)}}
    if s.note: o['meta']['rounding'] = s.note
    done(s, 'json', 'json', 'JavaScript', json.dumps(o, ensure_ascii=False, indent=4))
def yml(s):
    L = ['---', f'title: "{s.title}"', f'unit: {s.unit}', 'tables:', f'  - by: "{s.cv}"', '    rows:']
    for i, r in enumerate(s.rows):
        L.append(f'      - level: "{r}"'); L.append('        n: [' + ', '.join(x if x.isdigit() else f'"{x}"' for x in s.c[i]) + ']'); L.append(f'        sum: {s.rt[i]}')
    L.append('    columns: [' + ', '.join(f'"{c}"' for c in s.cols) + ']')
    if s.note: L.append(f'note: "{s.note}"')
    done(s, 'yaml', 'yaml', 'Snakemake', '\n'.join(L) + '\n')
def mpl_bar(s):
    f, ax = plt.subplots(figsize=(6, 4)); b = ax.barh(s.rows, [x or 0 for x in s.o]); ax.set_title(f'{s.title}\n{s.cols[s.j]}', fontsize=9); ax.set_xlabel(s.unit)
    for k, r in enumerate(b): ax.text(r.get_width(), k, s.oc[k], va='center')
    if s.onote: f.text(.01, .01, s.onote, fontsize=6)
    if s.masks: f.text(.01, .01, f'N = {s.ot}', fontsize=7)
    ax.set_xticks([]); f.savefig(done(s, 'svg', 'svg', 'matplotlib')); plt.close(f)
def mpl_heat(s):
    f, ax = plt.subplots(); ax.imshow([[x or 0 for x in r] for r in s.n], cmap='Blues'); ax.set_xticks(range(s.nc), s.cols); ax.set_yticks(range(s.nr), s.rows)
    for i in range(s.nr):
        for j in range(s.nc): ax.text(j, i, s.c[i][j], ha='center')
    if s.note: ax.set_xlabel(s.note, fontsize=7)
    ax.set_title(s.title, fontsize=9); f.savefig(done(s, 'svg', 'svg', 'seaborn')); plt.close(f)
def nb(s):
    d = df_of(s)
    cells = [dict(cell_type='markdown', metadata={}, source=[f'# {s.title}\n', s.note]), dict(cell_type='code', execution_count=4, metadata={}, source=[f"ct = pd.crosstab(df['{s.rv}'], df['{s.cv}'], margins=True)\n", 'ct'], outputs=[dict(output_type='execute_result', execution_count=4, metadata={}, data={'text/plain': d.to_string().splitlines(True), 'text/html': d.to_html().splitlines(True)})])]
    done(s, 'ipynb', 'ipynb', 'Jupyter', json.dumps(dict(cells=cells, metadata={'kernelspec': {'name': 'python3', 'display_name': 'Python 3', 'language': 'python'}}, nbformat=4, nbformat_minor=5), indent=1, ensure_ascii=False))
def log(s):
    t = datetime.datetime(2024, 5, R.randint(1, 28), 9, 12, 3); L = []
    def a(m, lv='INFO'):
        nonlocal t; t += datetime.timedelta(seconds=R.randint(1, 40)); L.append(f'{t:%Y-%m-%d %H:%M:%S},{R.randint(100,999)} {lv:<7} pipeline.describe: {m}')
    a(f'start {s.title!r}'); a(f'loaded {s.gt} {s.unit}, {R.randint(3,9)} files')
    for i, r in enumerate(s.rows): a(f'{s.rv}={r} n={s.rt[i]} ' + ' '.join(f'{c}:{x}' for c, x in zip(s.cols, s.c[i])))
    if s.note: a(s.note, 'WARNING')
    a('finished in %.1f s' % (R.random() * 90)); done(s, 'log', 'text', 'Python logging', '\n'.join(L) + '\n')
def rst(s):
    w = [max(len(x) for x in [s.rv, s.tot] + s.rows) + 1] + [max(len(c), 7) + 1 for c in s.cols] + [8]
    bar = '+' + '+'.join('-' * (k + 1) for k in w) + '+'; row = lambda r: '|' + '|'.join(' ' + str(x).ljust(k) for x, k in zip(r, w)) + '|'
    L = [s.title, '=' * len(s.title), '', bar, row([s.rv] + s.cols + [s.tot]), bar.replace('-', '=')]
    for i, r in enumerate(s.rows): L += [row([r] + s.c[i] + [s.rt[i]]), bar]
    L += [row([s.tot] + s.ct + [s.gt]), bar, '', s.note]; done(s, 'rst', 'text', 'Sphinx', '\n'.join(L) + '\n')
def html_hand(s):
    h = ['<!DOCTYPE html><meta charset=utf-8><style>td{border:1px solid #999;padding:2px 6px}</style>', f'<h2>{s.title}</h2><table><caption>{s.unit}</caption>', f'<tr><th rowspan=2>{s.rv}<th colspan={s.nc}>{s.cv}<th rowspan=2>{s.tot}', '<tr>' + ''.join(f'<th>{html.escape(c)}' for c in s.cols)]
    for i, r in enumerate(s.rows): h.append(f'<tr><td>{html.escape(r)}' + ''.join(f'<td align=right>{html.escape(x if not x.isdigit() else th(int(x), s.lang))}' for x in s.c[i]) + f'<td><b>{th(s.rt[i], s.lang)}</b>')
    h.append(f'<tr><td>{s.tot}' + ''.join(f'<td>{th(x, s.lang)}' for x in s.ct) + f'<td>{th(s.gt, s.lang)}</table><p><small>{s.note}</small>'); done(s, 'html', 'html', 'hand', '\n'.join(h))
def tab1(s):
    L = ['Characteristic,' + ','.join(f'"{c} (N={s.ct[j]})"' for j, c in enumerate(s.cols)) + ',p', f'"{s.rv}, n (%)"' + ',' * s.nc + ',%.3f' % R.random()]
    for i, r in enumerate(s.rows): L.append(f'"   {r}",' + ','.join(f'"{s.c[i][j]} ({pc(s.n[i][j], s.ct[j])})"' if s.n[i][j] is not None else f'"{s.mask}"' for j in range(s.nc)) + ',')
    L.append('"Score, mean (SD)",' + ','.join(f'"{R.uniform(3,9):.1f} ({R.uniform(1,3):.1f})"' for _ in s.cols) + ',%.3f' % R.random())
    if s.note: L.append(f'"{s.note}"')
    done(s, 'csv', 'csv', 'R tableone', '\n'.join(L) + '\n')
def org(s):
    L = ['#+TITLE: ' + s.title, '#+OPTIONS: toc:nil', '', '| ' + ' | '.join([s.rv] + s.cols + [s.tot]) + ' |', '|-' + '+-' * (s.nc + 1) + '|'] + ['| ' + ' | '.join([r] + s.c[i] + [str(s.rt[i])]) + ' |' for i, r in enumerate(s.rows)] + ['|-' + '+-' * (s.nc + 1) + '|', '| ' + ' | '.join([s.tot] + [str(x) for x in s.ct] + [str(s.gt)]) + ' |', s.note]
    done(s, 'org', 'text', 'Emacs org', '\n'.join(L) + '\n')
def wiki(s):
    L = [f'== {s.title} ==', '{| class="wikitable sortable"', '! ' + ' !! '.join([s.rv] + s.cols + [s.tot])]
    for i, r in enumerate(s.rows): L += ['|-', f'| {r} || ' + ' || '.join(s.c[i] + [str(s.rt[i])])]
    L += ['|}', s.note, '[[Category:Outputs 2023]]']; done(s, 'txt', 'text', 'MediaWiki', '\n'.join(L) + '\n')
def xml(s):
    L = ['<?xml version="1.0" encoding="UTF-8"?>', f'<dataset lang="{s.lang}" version="2.1">', f' <title>{html.escape(s.title)}</title>']
    for i, r in enumerate(s.rows):
        L.append(f' <series dim="{html.escape(r)}" total="{s.rt[i]}">'); L += [f'  <obs group="{html.escape(s.cols[j])}" value="{html.escape(s.c[i][j])}"/>' for j in range(s.nc)] + [' </series>']
    if s.note: L.append(f' <footnote>{s.note}</footnote>')
    L.append('</dataset>'); done(s, 'xml', 'xml', 'SDMX-like', '\n'.join(L) + '\n')
def px(s):
    L = ['CHARSET="ANSI";', 'AXIS-VERSION="2013";', 'DECIMALS=0;', f'TITLE="{s.title}";', f'UNITS="{s.unit}";', f'STUB="{s.rv}";', f'HEADING="{s.cv}";', f'VALUES("{s.rv}")=' + ','.join(f'"{x}"' for x in s.rows + [s.tot]) + ';', f'VALUES("{s.cv}")=' + ','.join(f'"{x}"' for x in s.cols + [s.tot]) + ';']
    if s.note: L.append(f'NOTE="{s.note}";')
    q = lambda x: x if x.isdigit() else '".."'
    L.append('DATA='); L += [' '.join([q(x) for x in s.c[i]] + [str(s.rt[i])]) for i in range(s.nr)] + [' '.join(map(str, s.ct + [s.gt])) + ';']; done(s, 'px', 'text', 'PC-Axis', '\n'.join(L) + '\n')
def plotly(s):
    tr = [dict(type='bar', name=s.cols[j], x=s.rows, y=[r[j] for r in s.n], text=[r[j] for r in s.c]) for j in range(s.nc)]
    done(s, 'html', 'html', 'plotly', '<html><head><meta charset="utf-8"><script src="https://cdn.plot.ly/plotly-2.27.0.min.js"></script></head><body><div id="g3"></div><script>\nPlotly.newPlot("g3", %s, %s);\n</script></body></html>' % (json.dumps(tr, ensure_ascii=False), json.dumps({'title': s.title, 'barmode': 'stack', 'annotations': [{'text': s.note or 'N=%d' % s.gt}]}, ensure_ascii=False)))
def vega(s):
    done(s, 'json', 'json', 'altair', json.dumps({'$schema': 'https://vega.github.io/schema/vega-lite/v5.8.0.json', 'title': {'text': s.title, 'subtitle': s.note}, 'mark': 'bar', 'width': 300, 'encoding': {'x': {'field': 'g', 'type': 'nominal'}, 'y': {'field': 'count', 'type': 'quantitative'}, 'color': {'field': 'c'}}, 'data': {'values': [{'g': s.rows[i], 'c': s.cols[j], 'count': s.n[i][j]} for i in range(s.nr) for j in range(s.nc)]}}, ensure_ascii=False, indent=2))
def pgf(s):
    L = ['\\begin{tikzpicture}', '\\begin{axis}[ybar, symbolic x coords={%s}, ylabel={%s}, title={%s}, nodes near coords]' % (','.join(s.rows), s.unit, s.title)]
    for j in range(s.nc): L.append('\\addplot coordinates {' + ' '.join(f'({s.rows[i]},{s.c[i][j]})' for i in range(s.nr)) + '};' + '\\addlegendentry{%s}' % s.cols[j])
    L += ['\\end{axis}', '\\end{tikzpicture}', '% ' + s.note]; done(s, 'tex', 'tex', 'pgfplots', '\n'.join(L) + '\n')
def julia(s):
    w = [max(len(s.rv), max(map(len, s.rows)))] + [max(len(c), 5) for c in s.cols]
    L = ['julia> unstack(combine(groupby(df, [:a, :b]), nrow => :n), :b, :n)', f'{s.nr}×{s.nc+1} DataFrame', ' Row │ ' + '  '.join(x.ljust(k) for x, k in zip([s.rv] + s.cols, w)), '     │ ' + '  '.join(x.ljust(k) for x, k in zip(['String'] + ['Int64'] * s.nc, w)), '─────┼' + '─' * (sum(w) + 2 * len(w))]
    for i, r in enumerate(s.rows): L.append(f'{i+1:>4} │ ' + '  '.join([r.ljust(w[0])] + [x.rjust(k) for x, k in zip(s.c[i], w[1:])]))
    if s.note: L += ['', 'julia> # ' + s.note]
    done(s, 'txt', 'text', 'Julia', '\n'.join(L) + '\n')
def dput(s):
    vals = ', '.join(f'{x}L' if x is not None else 'NA' for j in range(s.nc) for x in [r[j] for r in s.n])
    q = lambda v: 'c(' + ', '.join(f'"{x}"' for x in v) + ')'
    t = f'structure(c({vals}), dim = c({s.nr}L, {s.nc}L), dimnames = structure(list({q(s.rows)}, {q(s.cols)}), names = c("{s.rv}", "{s.cv}")), class = "table")\n'
    if s.masks: t += f'# margin.table: {", ".join(map(str, s.rt))} | {", ".join(map(str, s.ct))}\n'
    if s.note: t += f'# {s.note}\n'
    done(s, 'R', 'text', 'R dput', t)
def rtf(s):
    u = lambda x: ''.join(c if ord(c) < 128 else '\\u%d?' % ord(c) for c in x)
    L = ['{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times New Roman;}}', '{\\b %s}\\par' % u(s.title)]
    for r in [[s.rv] + s.cols + [s.tot]] + [[r] + s.c[i] + [str(s.rt[i])] for i, r in enumerate(s.rows)] + [[s.tot] + [str(x) for x in s.ct] + [str(s.gt)]]:
        L.append('\\trowd' + ''.join('\\cellx%d' % (1800 + 1300 * k) for k in range(s.nc + 2)) + ''.join(' %s\\cell' % u(x) for x in r) + '\\row')
    L.append('\\pard %s\\par}' % u(s.note)); done(s, 'rtf', 'rtf', 'SAS ODS RTF-like', '\n'.join(L))
def dot(s):
    L = ['digraph flow {', '  rankdir=TB; node [shape=box, fontsize=10];', f'  a0 [label="{s.title}\\nN = {s.gt}"];']
    for i, r in enumerate(s.rows):
        L += [f'  r{i} [label="{r}\\nn = {s.rt[i]}"]; a0 -> r{i};', f'  q{i} [label="' + '\\l'.join(f'{c}: n = {x}' for c, x in zip(s.cols, s.c[i])) + f'\\l"]; r{i} -> q{i};']
    if s.note: L.append(f'  // {s.note}')
    L.append('}'); done(s, 'dot', 'text', 'graphviz', '\n'.join(L) + '\n')
def mermaid(s):
    L = ['```mermaid', 'sankey-beta'] + [f'{s.rows[i]},{s.cols[j]},{s.c[i][j]}' for i in range(s.nr) for j in range(s.nc)] + ['```', '', s.note, f'**{s.tot}**: ' + '; '.join(f'{r} {x}' for r, x in zip(s.rows, s.rt))]
    done(s, 'md', 'md', 'mermaid', '\n'.join(L) + '\n')
def sqlbox(s):
    w = [max(len(x) for x in s.rows + ['grp']), max(map(len, s.cols + ['cat'])), 7]
    b = lambda l, m, r: l + m.join('─' * (k + 2) for k in w) + r
    L = ['sqlite> .mode box', 'sqlite> select grp, cat, count(*) as n_pers from t group by rollup(1,2);', b('┌', '┬', '┐'), '│ ' + ' │ '.join(x.center(k) for x, k in zip(['grp', 'cat', 'n_pers'], w)) + ' │', b('├', '┼', '┤')]
    for i in range(s.nr):
        for j in range(s.nc): L.append('│ ' + ' │ '.join(x.ljust(k) for x, k in zip([s.rows[i], s.cols[j], s.c[i][j]], w)) + ' │')
        L.append('│ ' + ' │ '.join(x.ljust(k) for x, k in zip([s.rows[i], '', str(s.rt[i])], w)) + ' │')
    L.append(b('└', '┴', '┘'))
    if s.note: L.append('-- ' + s.note)
    done(s, 'txt', 'text', 'sqlite', '\n'.join(L) + '\n')
def counter(s):
    t = f'In [{R.randint(3,60)}]: Counter(df.{"grp"}[df.b=="{s.cols[s.j]}"])\nOut: Counter({{' + ', '.join(f"'{r}': {x}" if x is not None else f"'{r}': None" for r, x in sorted(zip(s.rows, s.o), key=lambda z: -(z[1] or 0))) + '})\n'
    t += f'\nIn [61]: len(df)\nOut[61]: {s.gt}\n\nIn [62]: (df.b=="{s.cols[s.j]}").sum()\nOut[62]: {s.ot}\n' + (f'# {s.onote}\n' if s.onote else '')
    done(s, 'txt', 'text', 'IPython', t)
def fwf(s):
    L = [s.title.upper(), '.' * 66]
    for i, r in enumerate(s.rows):
        L.append(f'{r} '.ljust(34, '.') + f' {th(s.rt[i], s.lang):>9}')
        for j, c in enumerate(s.cols): L.append(f'    {c} '.ljust(34, '.') + f' {s.c[i][j]:>9}')
    L.append(f'{s.tot.upper()} '.ljust(34, '.') + f' {th(s.gt, s.lang):>9}'); L += ['', s.note]; done(s, 'prn', 'text', 'mainframe', '\n'.join(L) + '\n')
def geo(s):
    f = [{'type': 'Feature', 'geometry': {'type': 'Point', 'coordinates': [round(R.uniform(-3, 20), 1), round(R.uniform(44, 58), 1)]}, 'properties': {'area': r, **dict(zip(s.cols, s.n[i])), 'total': s.rt[i]}} for i, r in enumerate(s.rows)]
    done(s, 'geojson', 'json', 'QGIS', json.dumps({'type': 'FeatureCollection', 'name': s.title, 'note': s.note, 'features': f}, ensure_ascii=False))
def csv_quot(s):
    L = ["'%s'|'%s'|N" % (s.rv, s.cv)] + [f"'{s.rows[i]}'|'{s.cols[j]}'|{s.c[i][j]}" for i in range(s.nr) for j in range(s.nc)] + [f"'{s.tot}'|'{c}'|{x}" for c, x in zip(s.cols, s.ct)]
    if s.note: L.insert(0, '-- ' + s.note)
    done(s, 'txt', 'csv', 'Oracle', '\n'.join(L) + '\n')
def email(s):
    L = ['Hi,' if s.lang == 'en' else '--', '', s.title + ':', ''] + [f' * {r}: ' + ' / '.join(s.c[i]) + f'  (= {s.rt[i]})' for i, r in enumerate(s.rows)] + ['', f'({" / ".join(s.cols)}) {s.tot} {s.gt}', s.note, '', 'Tab. 2b, 3 & 4 -> v5']
    done(s, 'txt', 'text', 'hand', '\n'.join(L) + '\n')
def excel_xml(s):
    L = ['<?xml version="1.0"?>', '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">', '<Worksheet ss:Name="Tab"><Table>']
    for r in [[s.rv] + s.cols + [s.tot]] + [[r] + s.c[i] + [str(s.rt[i])] for i, r in enumerate(s.rows)] + [[s.tot] + [str(x) for x in s.ct] + [str(s.gt)]] + [[s.note]]:
        L.append(' <Row>' + ''.join('<Cell><Data ss:Type="%s">%s</Data></Cell>' % ('Number' if x.isdigit() else 'String', html.escape(x)) for x in r) + '</Row>')
    L.append('</Table></Worksheet></Workbook>'); done(s, 'xml', 'xml', 'Excel 2003', '\n'.join(L))
def svg_hand(s):
    L = [f'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="{60+26*s.nr}">', f'<title>{s.title}</title>', f'<desc>{s.note}</desc>']
    for i, r in enumerate(s.rows):
        x = 160
        L.append(f'<text x="4" y="{50+26*i}">{html.escape(r)}</text>')
        for j in range(s.nc):
            w = (s.n[i][j] or 2) / 8; L.append(f'<rect x="{x:.1f}" y="{36+26*i}" width="{w:.1f}" height="18" class="k{j}"><title>{html.escape(s.cols[j])}: {html.escape(s.c[i][j])} {s.unit}</title></rect>'); x += w
        L.append(f'<text x="{x+5:.1f}" y="{50+26*i}">{s.rt[i]}</text>')
    L.append('</svg>'); done(s, 'svg', 'svg', 'D3', '\n'.join(L))
def asciidoc(s):
    L = ['= ' + s.title, ':toc:', '', f'.{s.cv}', '[cols="2%s",options="header"]' % (',1' * (s.nc + 1)), '|===', '|' + ' |'.join([s.rv] + s.cols + [s.tot])] + ['', ''] + ['|' + ' |'.join([r] + s.c[i] + [str(s.rt[i])]) for i, r in enumerate(s.rows)] + ['|===', s.note]
    done(s, 'adoc', 'text', 'asciidoctor', '\n'.join(L) + '\n')
def stata_table(s):   # matrix list / collect
    L = ['. matrix list F', '', f'F[{s.nr+1},{s.nc+1}]', ' ' * 16 + ''.join(f'c{j+1}'.rjust(10) for j in range(s.nc)) + '   rowsum']
    for i, r in enumerate(s.rows): L.append(r[:15].replace(' ', '_').rjust(16) + ''.join(x.rjust(10) for x in s.c[i]) + str(s.rt[i]).rjust(9))
    L.append('colsum'.rjust(16) + ''.join(str(x).rjust(10) for x in s.ct) + str(s.gt).rjust(9)); L += ['', '. // c1.. = ' + ', '.join(s.cols), '. // freq. of ' + s.unit + '. ' + s.note]; done(s, 'log', 'text', 'Stata-like', '\n'.join(L) + '\n')
ALL = [csv_tot, csv_semi, tsv_long, pd_print, md_table, pd_html, tex_book, xl_merge, xl_chart, xl_stack, ods, docx_t, odt, pptx, odt_prose, pdf_t, stata_two, stata_one, sas_two, sas_one, spss_two, js_rec, js_nest, yml, mpl_bar, mpl_heat, nb, log, rst, html_hand, tab1, org, wiki, xml, px, plotly, vega, pgf, julia, dput, rtf, dot, mermaid, sqlbox, counter, fwf, geo, csv_quot, email, excel_xml, svg_hand, asciidoc, stata_table]
NOTOT = {xl_chart, plotly, vega, pgf, julia, mpl_heat}
NOTOT.add(mermaid) if False else None
PERCENT = {}
BASES = [5, 10, 3, 6, 20, 5, 10, 100, 5, 3, 10, 6, 50, 5]
k = 0
order = ALL[:]; R.shuffle(order)
nb_i = 0
for f in order:                       # small-count: 42
    if k < 42: f(spec('small-count')); k += 1
for f in order[::-1][:37]:            # rounded: 37
    b = BASES[nb_i % len(BASES)]; nb_i += 1
    hi = 9000 if b == 100 else 2500 if b >= 20 else 700
    s = spec('rounded', base=b, hi=hi, lo=300 if b == 100 else 14, langs=['en', 'de', 'fr'] if b == 6 else None); f(s)
o2 = order[:]; R.shuffle(o2)
for f in [x for x in o2 if x not in NOTOT][:18]: f(spec('arithmetic', mask='.' if f in (stata_two,) else None))
R.shuffle(o2)
for f in o2[:30]: f(spec('harmless', lo=R.choice([14, 31, 120])))
save('counts')
