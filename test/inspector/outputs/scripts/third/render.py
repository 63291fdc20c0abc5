"""Programs that write tables: each takes a table and gives form, extension, program, content."""
import io
import json
import re
from pathlib import Path

import matplotlib
import nbformat
import numpy as np
import pandas as pd
from jinja2 import Template
from tabulate import tabulate

from common import run

matplotlib.use('Agg')
import matplotlib.pyplot as plt  # noqa: E402

plt.rcParams['svg.hashsalt'] = 'x'
META = {'Creator': None, 'Date': None}


def comma(value, t, thousands=True):
    """A number as the language writes it."""
    if isinstance(value, bool) or not isinstance(value, (int, float, np.integer, np.floating)):
        return str(value)
    if t.lang == 'en':
        return f'{value:,}' if thousands else str(value)
    text = f'{value:,}'.replace(',', '\u00a0').replace('.', ',') if thousands else str(value).replace('.', ',')
    return text.replace('\u00a0', '.' if t.lang in ('de', 'es', 'nl', 'it', 'pt', 'da') else '\u00a0')


def words(tab, t, thousands=True):
    return [[comma(cell, t, thousands) for cell in row] for row in tab.rows]


def in_text(tab, table, t, mark='\n'):
    return f'{t.w["table"]} 1. {tab.title}\n\n{table}\n\n' + ''.join(f'{n}\n' for n in tab.notes)


def printed(S, tab, t):
    return 'pandas-print', 'txt', 'pandas', tab.frame().to_string(index=bool(S.rng.random() < 0.4)) + '\n' + ''.join(f'{n}\n' for n in tab.notes)


def printed_index(S, tab, t):
    frame = tab.frame()
    frame = frame.set_index(list(frame.columns[:3 if tab.shape == 'tidy' else 1]) if hasattr(tab, 'shape') else [frame.columns[0]])
    return 'pandas-print', 'log', 'pandas', f'>>> {tab.title}\n{frame}\n\n' + ''.join(f'# {n}\n' for n in tab.notes)


def grid(style, ext='txt'):
    def made(S, tab, t):
        table = tabulate(tab.rows if S.rng.random() < 0.5 else words(tab, t), headers=tab.head, tablefmt=style, disable_numparse=bool(S.rng.random() < 0.3))
        form = 'latex-markdown' if ext in ('md', 'tex', 'org', 'rst') else 'html' if ext == 'html' else 'pandas-print'
        return form, ext, 'tabulate', in_text(tab, table, t) if ext != 'html' else table
    made.__name__ = 'tabulate_' + style
    return made


def separated(sep, decimal=None, quoting=0, ext='csv', notes=True):
    def made(S, tab, t):
        frame = tab.frame()
        frame.columns = [str(h).strip().replace(' ', '_') or 'item' for h in frame.columns]
        text = frame.to_csv(index=False, sep=sep, decimal=decimal or '.', quoting=quoting)
        if tab.notes and notes and S.rng.random() < 0.5:
            text += ''.join(f'"{n}"\n' for n in tab.notes)
        return 'pandas-csv', ext, 'pandas', text
    return made


def bom(S, tab, t):
    return 'pandas-csv', 'csv', 'pandas', ('\ufeff' + f'{tab.title}\r\n\r\n' + tab.frame().to_csv(index=False, sep=';', decimal=',', lineterminator='\r\n') if hasattr(pd, 'x') else '\ufeff' + f'{tab.title}\n\n'.replace('\n', '\r\n') + tab.frame().to_csv(index=False, sep=';', decimal=',').replace('\n', '\r\n')).encode()


def latin1(S, tab, t):
    text = tab.frame().to_csv(index=False, sep=';', decimal=',')
    try:
        return 'pandas-csv', 'csv', 'pandas', text.replace('–', '-').encode('cp1252')
    except UnicodeEncodeError:
        return 'pandas-csv', 'csv', 'pandas', text


def to_html(S, tab, t):
    return 'html', 'html', 'pandas', tab.frame().to_html(index=False, border=0, justify='left', classes='dataframe tbl', float_format=lambda v: f'{v:.1f}') + ''.join(f'\n<p class="note">{n}</p>' for n in tab.notes)


def styled(S, tab, t):
    frame = tab.frame()
    style = frame.style.set_caption(tab.title).set_uuid('r' + str(S.seed() % 9999)).format(precision=1, thousands=',' if t.lang == 'en' else '.', decimal='.' if t.lang == 'en' else ',').set_table_styles([{'selector': 'th', 'props': 'text-align:left'}])
    return 'html', 'html', 'pandas', style.to_html() + ''.join(f'<p>{n}</p>' for n in tab.notes)


PAGE = Template('''<!doctype html>
<html lang="{{ lang }}"><head><meta charset="utf-8"><title>{{ title }}</title>
<style>.r{display:flex;gap:2em}.r>span:first-child{width:16em}</style></head>
<body>
<h2>{{ title }}</h2>
<div class="grid" role="table">
<div class="r h" role="row">{% for h in head %}<span role="columnheader">{{ h }}</span>{% endfor %}</div>
{% for row in rows %}<div class="r" role="row">{% for cell in row %}<span role="cell">{{ cell }}</span>{% endfor %}</div>
{% endfor %}</div>
{% for n in notes %}<p><small>{{ n }}</small></p>{% endfor %}
<p><em>{{ source }}</em></p>
</body></html>
''')
TABLE = Template('''<html lang="{{ lang }}"><head><meta charset="utf-8"><title>{{ title }}</title></head><body>
<h1>{{ title }}</h1>
<table>
<caption>{{ title }}</caption>
<thead><tr>{% for h in head %}<th scope="col">{{ h }}</th>{% endfor %}</tr></thead>
<tbody>
{% for row in rows %}<tr><th scope="row">{{ row[0] }}</th>{% for cell in row[1:] %}<td align="right">{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</tbody>
{% if notes %}<tfoot><tr><td colspan="{{ head|length }}">{{ notes|join(' ') }}</td></tr></tfoot>{% endif %}
</table>
<p>{{ source }}</p></body></html>
''')


def paged(template):
    def made(S, tab, t):
        return 'html', 'html', 'Jinja', template.render(lang=t.lang, title=tab.title, head=tab.head, rows=words(tab, t), notes=tab.notes, source=t.w['source'])
    return made


def pipe(tab, t, numbers=True):
    lines = ['| ' + ' | '.join(h or ' ' for h in tab.head) + ' |', '|' + '|'.join([':---'] + ['---:'] * (len(tab.head) - 1)) + '|']
    lines += ['| ' + ' | '.join(row) + ' |' for row in words(tab, t)]
    return '\n'.join(lines)


def markdown(tab, t):
    return f'# {tab.title}\n\n{t.w["method"]}\n\n{pipe(tab, t)}\n\n: {tab.title}\n\n' + '\n\n'.join(tab.notes) + f'\n\n{t.w["source"]}\n'


def pandoc(to, ext, form, *options):
    def made(S, tab, t):
        out = S.work / f'p.{ext}'
        run(['pandoc', '-f', 'markdown', '-t', to, '-o', out, *options], S.work, markdown(tab, t))
        return form, ext, 'pandoc', out
    return made


def frames(orient):
    def made(S, tab, t):
        text = tab.frame().to_json(orient=orient, force_ascii=bool(S.rng.random() < 0.3), indent=[None, 1, 2, 4][int(S.rng.integers(0, 4))] if orient != 'table' else 2)
        if tab.notes:
            text = json.dumps({'title': tab.title, 'note': tab.notes[0], 'data': json.loads(text)}, ensure_ascii=False, indent=2)
        return 'json', 'json', 'pandas', text
    return made


def nested(S, tab, t):
    data = {'table': tab.title, 'notes': tab.notes, 'series': [{'label': str(row[0]), 'values': dict(zip(map(str, tab.head[1:]), row[1:]))} for row in tab.rows]}
    return 'json', 'json', 'python', json.dumps(data, ensure_ascii=False, indent=2, default=int)


def sheet(S, tab, t):
    from openpyxl import Workbook
    from openpyxl.styles import Font
    book = Workbook()
    page = book.active
    page.title = t.w['table'] + ' 1'
    page['B2'] = tab.title
    page['B2'].font = Font(bold=True)
    page.merge_cells(start_row=2, start_column=2, end_row=2, end_column=1 + len(tab.head))
    for i, row in enumerate([tab.head, *tab.rows]):
        for j, cell in enumerate(row):
            page.cell(4 + i, 2 + j, cell)
    for i, n in enumerate(tab.notes + [t.w['source']]):
        page.cell(6 + len(tab.rows) + i, 2, n)
    book.properties.creator = 'analyst'
    out = io.BytesIO()
    book.save(out)
    return 'xlsx', 'xlsx', 'openpyxl', out.getvalue()


def writer(S, tab, t):
    import xlsxwriter
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {'in_memory': True})
    book.set_properties({'author': 'analyst'})
    read = book.add_worksheet('README')
    read.write_column(0, 0, [tab.title, t.w['source'], *tab.notes])
    page = book.add_worksheet('Tab_1')
    bold, number = book.add_format({'bold': True, 'bottom': 1}), book.add_format({'num_format': '#,##0'})
    page.write_row(0, 0, tab.head, bold)
    for i, row in enumerate(tab.rows):
        for j, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(i + 1, j, cell)
            else:
                page.write_number(i + 1, j, float(cell), number if isinstance(cell, int) else None)
    book.close()
    return 'xlsx', 'xlsx', 'xlsxwriter', out.getvalue()


def excel(S, tab, t):
    out = io.BytesIO()
    frame = tab.frame()
    frame = frame.set_index(list(frame.columns[:2])) if len(frame.columns) > 3 and tab.frame().iloc[:, 1].dtype == object and S.rng.random() < 0.5 else frame
    with pd.ExcelWriter(out, engine='openpyxl') as w:
        frame.to_excel(w, sheet_name=t.stem, startrow=1 if tab.notes else 0)
        w.book.properties.creator = 'analyst'
        if tab.notes:
            w.sheets[t.stem]['A1'] = tab.notes[0]
    return 'xlsx', 'xlsx', 'pandas', out.getvalue()


def docx_of(title, tables, t, before=(), after=(), style='Light Grid Accent 1'):
    from docx import Document
    doc = Document()
    doc.core_properties.author = 'analyst'
    doc.core_properties.comments = ''
    doc.add_heading(title, 1)
    for text in before:
        doc.add_paragraph(text)
    for head, rows in tables:
        table = doc.add_table(rows=1, cols=len(head))
        table.style = style
        for cell, text in zip(table.rows[0].cells, head):
            cell.text = str(text)
        for row in rows:
            for cell, text in zip(table.add_row().cells, row):
                cell.text = str(text)
        doc.add_paragraph('')
    for text in after:
        doc.add_paragraph(text)
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def docx(S, tab, t):
    return 'docx', 'docx', 'python-docx', docx_of(tab.title, [(tab.head, words(tab, t))], t, [t.w['result']], [*tab.notes, t.w['source']], ['Light Grid Accent 1', 'Table Grid', 'Light List', 'Medium Shading 1'][int(S.rng.integers(0, 4))])


def office(S, name, content, to, options=None):
    path = S.work / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    out = S.work / f'{path.stem}.{to.split(":")[0]}'
    out.unlink(missing_ok=True)
    run(['soffice', f'-env:UserInstallation=file://{S.work}/lo', '--headless', '--convert-to', to, *(options or []), '--outdir', S.work, path], S.work)
    return out


def ods(S, tab, t):
    return 'ods', 'ods', 'LibreOffice', office(S, 'o.csv', tab.frame().to_csv(index=False), 'ods', ['--infilter=CSV:44,34,76,1'])


def calc_html(S, tab, t):
    return 'html', 'html', 'LibreOffice', office(S, 'o.csv', tab.frame().to_csv(index=False), 'html', ['--infilter=CSV:44,34,76,1'])


def calc_xlsx(S, tab, t):
    return 'xlsx', 'xlsx', 'LibreOffice', office(S, 'o.csv', tab.frame().to_csv(index=False), 'xlsx', ['--infilter=CSV:44,34,76,1'])


def odt(S, tab, t):
    return 'odt', 'odt', 'LibreOffice', office(S, 'o.html', TABLE.render(lang=t.lang, title=tab.title, head=tab.head, rows=words(tab, t), notes=tab.notes, source=t.w['source']), 'odt:writer8', ['--infilter=HTML (StarWriter)'])


def pdf_office(S, tab, t):
    return 'pdf', 'pdf', 'LibreOffice', office(S, 'o.docx', docx(S, tab, t)[3], 'pdf')


def pdf_sheet(S, tab, t):
    return 'pdf', 'pdf', 'LibreOffice', office(S, 'o.xlsx', sheet(S, tab, t)[3], 'pdf')


def reportlab(S, tab, t):
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table
    pdfmetrics.registerFont(TTFont('DV', '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'))
    out = io.BytesIO()
    style = getSampleStyleSheet()['Normal']
    style.fontName = 'DV'
    doc = SimpleDocTemplate(out, pagesize=landscape(A4), author='analyst', title=tab.title)
    table = Table([tab.head, *words(tab, t)])
    table.setStyle([('FONT', (0, 0), (-1, -1), 'DV', 8), ('LINEBELOW', (0, 0), (-1, 0), 1, 'black'), ('ALIGN', (1, 0), (-1, -1), 'RIGHT')])
    doc.build([Paragraph(tab.title, style), Spacer(1, 12), table, Spacer(1, 12), *[Paragraph(n, style) for n in tab.notes]])
    return 'pdf', 'pdf', 'reportlab', out.getvalue()


def figure(ext, kind):
    def made(S, tab, t):
        plt.rcParams['svg.fonttype'] = 'none' if S.rng.random() < 0.7 else 'path'
        rows = [row for row in tab.rows if isinstance(row[1], (int, np.integer)) and row[0] != t.w['total']]
        fig, ax = plt.subplots(figsize=(7, 4))
        if kind == 'heat':
            import seaborn as sns
            wide = [[c for c in row[1:] if isinstance(c, (int, np.integer))] for row in rows]
            heads = [h for h, c in zip(tab.head[1:], rows[0][1:]) if isinstance(c, (int, np.integer))]
            sns.heatmap(pd.DataFrame(wide, index=[r[0] for r in rows], columns=heads), annot=True, fmt='d', cmap='Blues', ax=ax, cbar=False)
        else:
            names, values = [str(r[0]) for r in rows], [r[1] for r in rows]
            bars = ax.barh(names, values, color='#557') if kind == 'barh' else ax.bar(names, values, color='#a63')
            ax.bar_label(bars, fmt='%d', padding=2)
            (ax.set_xlabel if kind == 'barh' else ax.set_ylabel)(tab.head[1])
        ax.set_title(tab.title)
        if tab.notes:
            fig.text(0.01, 0.01, tab.notes[0], fontsize=6)
        out = io.BytesIO()
        fig.tight_layout()
        fig.savefig(out, format=ext, metadata={'Date': None} if ext == 'svg' else {'CreationDate': None})
        plt.close(fig)
        return ext, ext, 'seaborn' if kind == 'heat' else 'matplotlib', out.getvalue()
    made.ints = True
    return made


def gnuplot(S, tab, t):
    rows = [r for r in tab.rows if r[0] != t.w['total']]
    data = '\n'.join(f'{i} "{r[0]}" {r[1]}' for i, r in enumerate(rows))
    text = f'''set terminal svg size 640,400 font "Sans,11"
set encoding utf8
set title "{tab.title}"
set style fill solid 0.5
set boxwidth 0.6
set yrange [0:*]
set xtics rotate by -30
unset key
set label 1 "{tab.notes[0] if tab.notes else ''}" at graph 0.02,0.97 font ",8"
$d << EOD
{data}
EOD
plot $d using 1:3:xtic(2) with boxes lc rgb "#336699", $d using 1:3:3 with labels offset 0,0.7
'''
    return 'svg', 'svg', 'gnuplot', run(['gnuplot'], S.work, text)


def notebook(S, tab, t, extra=None):
    """A notebook that was run: its cells and what they gave."""
    frame = tab.frame()
    nb = nbformat.v4.new_notebook(metadata={'kernelspec': {'display_name': 'Python 3 (ipykernel)', 'language': 'python', 'name': 'python3'}, 'language_info': {'name': 'python', 'version': '3.11.2'}})
    out = nbformat.v4.new_output
    rich = S.rng.random() < 0.6
    outputs = [out('execute_result', {'text/html': frame.to_html(), 'text/plain': frame.to_string()}, execution_count=3)] if rich else [out('stream', name='stdout', text=frame.to_string() + '\n')]
    code = nbformat.v4.new_code_cell
    nb.cells = [nbformat.v4.new_markdown_cell(f'# {tab.title}\n\n{t.w["method"]}'), code('import pandas as pd\nd = pd.read_parquet("people.parquet")', execution_count=1), code('out = build(d)\nout', execution_count=3, outputs=outputs)]
    if tab.notes:
        nb.cells.append(nbformat.v4.new_markdown_cell(tab.notes[0]))
    for i, cell in enumerate(nb.cells):
        cell['id'] = f'c{S.seed() % 99999:05d}{i}'
    return 'notebook', 'ipynb', 'nbformat', nbformat.writes(nb)


def sqlite(*modes):
    def made(S, tab, t):
        mode = modes[int(S.rng.integers(0, len(modes)))]
        path = S.work / 'q.csv'
        path.write_text(tab.frame().to_csv(index=False))
        text = run(['sqlite3', ':memory:', '.import --csv q.csv t', '.headers on', f'.mode {mode}', 'select * from t;'], S.work)
        ext = {'markdown': 'md', 'csv': 'csv', 'html': 'html', 'json': 'json', 'tabs': 'tsv'}.get(mode, 'txt')
        form = {'md': 'latex-markdown', 'csv': 'pandas-csv', 'tsv': 'pandas-csv', 'html': 'html', 'json': 'json'}.get(ext, 'pandas-print')
        if ext == 'txt':
            text = f'sqlite> .mode {mode}\nsqlite> select * from {t.stem};\n{text}' + ''.join(f'-- {n}\n' for n in tab.notes)
        return form, ext, 'sqlite', text
    return made


def styled_latex(S, tab, t):
    frame = tab.frame()
    for h in frame.columns:
        frame[h] = frame[h].map(lambda v: v.replace('%', '\\%').replace('&', '\\&').replace('_', '\\_').replace('<', '$<$') if isinstance(v, str) else v)
    frame.columns = [str(h).replace('_', '\\_').replace('%', '\\%') for h in frame.columns]
    return 'latex-markdown', 'tex', 'pandas', frame.style.hide(axis='index').format(precision=1).to_latex(hrules=True, caption=tab.title.replace('_', '\\_'), label='tab:' + t.stem, position='ht') + ''.join(f'% {n}\n\\footnotesize {n}\n' for n in tab.notes)


def sentence(S, tab, t):
    """A table told as a list."""
    lines = [f'{tab.title}:']
    for row in tab.rows:
        lines.append(f'  {row[0]} — ' + '; '.join(f'{h}: {comma(c, t)}' for h, c in zip(tab.head[1:], row[1:]) if c != ''))
    return 'pandas-print', 'txt', 'python', '\n'.join(lines + list(tab.notes)) + '\n'


PRINTS = [printed, printed_index, grid('grid'), grid('psql'), grid('simple'), grid('presto'), grid('fancy_grid'), grid('outline') if False else grid('rst'), sqlite('box', 'table', 'column'), sentence, sqlite('column', 'line'), grid('mediawiki'), grid('textile')]
CSVS = [separated(','), separated(';', ','), separated('\t', ext='tsv'), separated(',', quoting=1), bom, latin1, sqlite('csv', 'tabs'), separated('|', ext='txt', notes=False)]
HTMLS = [to_html, styled, paged(PAGE), paged(TABLE), pandoc('html5', 'html', 'html', '-s', '--metadata', 'title=Report'), pandoc('html4', 'html', 'html'), grid('html', 'html'), sqlite('html'), calc_html]
MARKS = [grid('github', 'md'), grid('pipe', 'md'), pandoc('gfm', 'md', 'latex-markdown'), grid('latex_booktabs', 'tex'), styled_latex, pandoc('latex', 'tex', 'latex-markdown'), sqlite('markdown'), pandoc('markdown_mmd', 'md', 'latex-markdown')]
SHEETS = [sheet, writer, excel, calc_xlsx, ods]
DOCS = [docx, pandoc('docx', 'docx', 'docx'), odt]
SLIDES = [pandoc('pptx', 'pptx', 'pptx')]
PDFS = [pdf_office, reportlab, pdf_sheet]
PLOTS = [figure('svg', 'bar'), figure('svg', 'barh'), figure('svg', 'heat'), gnuplot, figure('pdf', 'barh')]
JSONS = [frames('records'), frames('columns'), frames('split'), frames('table'), nested, frames('values'), sqlite('json')]
