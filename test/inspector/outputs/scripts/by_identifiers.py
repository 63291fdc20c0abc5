"""Files of every form with a number, an address or a record of a person in them, in a table or beside a harmless one."""
import json
import subprocess
import tempfile
from pathlib import Path

import docx
import nbformat
import numpy as np
import openpyxl
import pandas as pd
from matplotlib import pyplot

import by_libre
import by_office
import by_plots
import sas
import stata
import tables
from half import SEEDS
from identifiers import Identifiers


def column(make, rows=14):
    return [make() for _ in range(rows)]


def with_column(h, w, name, make, rows=14):
    """People with one identifier each, and a sum."""
    d = h.small(w).head(rows)
    return pd.DataFrame({name: column(make, rows), w.r: d[w.r].to_numpy(), w.cost: d[w.cost].to_numpy()})


def by_r(frame, code):
    """What R prints about a frame."""
    folder = Path(tempfile.mkdtemp())
    (folder / 'd.csv').write_text(frame.to_csv(index=False))
    program = f'd <- read.csv("d.csv", check.names = FALSE, colClasses = "character", fileEncoding = "UTF-8"); options(width = 90); {code}'
    return subprocess.run(['Rscript', '--vanilla', '-e', program], cwd=folder, check=True, capture_output=True, env={'LANG': 'C.UTF-8', 'PATH': '/usr/bin:/bin', 'HOME': str(folder)}).stdout


def harmless(h, w):
    return tables.percentages(w, h.large(w))


def page_with(h, w, sentence, place='body'):
    """A document with a harmless table and a sentence in its text or its margins."""
    made = by_office.document(w)
    made.add_heading(w.title, 1)
    by_office.add_table(made, harmless(h, w))
    target = {'body': lambda: made.add_paragraph(), 'header': lambda: made.sections[0].header.paragraphs[0], 'footer': lambda: made.sections[0].footer.paragraphs[0]}[place]()
    target.add_run(sentence)
    return by_office.to_bytes(made)


def slides_with(sentence, w):
    folder = Path(tempfile.mkdtemp())
    (folder / 'a.md').write_text(f'## {w.title}\n\n- 1\n\n::: notes\n{sentence}\n:::\n')
    subprocess.run(['pandoc', str(folder / 'a.md'), '-o', str(folder / 'a.pptx')], check=True)
    return (folder / 'a.pptx').read_bytes()


def pdf_of(content):
    return by_libre.converted(Path(tempfile.mkdtemp()), [('a.docx', content)], 'pdf')[0]


def plot_with(w, sentence):
    def draw(axes):
        axes.plot([0, 1, 2], [0.2, 0.5, 0.4])
        axes.set_title(w.title)
        axes.annotate(sentence, (1, 0.5))
    return by_plots.svg(draw)


def book_with(h, w, act):
    book = openpyxl.Workbook()
    by_office.fill(book.active, harmless(h, w))
    act(book, book.active)
    return by_office.saved(book)


def notebook_with(h, w, code):
    return nbformat.writes(by_plots.executed(['import pandas as pd', code], h.small(w).head(3), h)) + '\n'


def write(h):
    made = Identifiers(np.random.default_rng(SEEDS[h.name] + 2))
    put = lambda w, form, extension, program, content, what: h.put(w, form, extension, program, content, 'identifier', what)
    (first if h.isFirst else second)(h, made, put)
    pyplot.close('all')


def first(h, i, put):
    w = h.topic()
    put(w, 'pandas-csv', 'csv', 'pandas', with_column(h, w, 'iban', lambda: i.iban('DE', False)).to_csv(index=False), 'column iban')
    w = h.topic()
    put(w, 'r-csv', 'csv', 'R', by_r(with_column(h, w, 'nhs_number', i.nhs), 'write.csv(d, row.names = FALSE)'), 'column nhs_number')
    w = h.topic()
    put(w, 'pandas-print', 'txt', 'pandas', f'{with_column(h, w, "nino", i.nino)}\n', 'column nino')
    w = h.topic()
    put(w, 'r-print', 'txt', 'R', by_r(with_column(h, w, 'steuer_id', i.steuerid), 'print(d)'), 'column steuer_id')
    w = h.latin()
    frame = with_column(h, w, 'nhsno', lambda: i.nhs(False), 15)
    put(w, 'stata-log', 'log', 'Stata-like', f'. list nhsno {w.r} in 1/15\n\n{stata.list_rows(frame, ["nhsno", w.r])}', 'column nhsno')
    put(w := h.latin(), 'sas-list', 'lst', 'SAS-like', sas.page('', sas.printed(with_column(h, w, 'SSN', i.ssn))), 'column SSN')
    w = h.topic()
    put(w, 'html', 'html', 'pandas', with_column(h, w, 'email', i.email).to_html(), 'column email')
    w = h.topic()
    put(w, 'notebook', 'ipynb', 'Jupyter', notebook_with(h, w, f'print("called {i.phone("GB")}, no answer; mean 4.2 (0.3)")'), 'a telephone number in printed text')
    w = h.topic()
    cards = column(lambda: i.card(False), 12)

    def hide(book, sheet):
        for at, card in enumerate(['card', *cards], 1):
            sheet.cell(at, 12, card)
        sheet.column_dimensions['L'].hidden = True
    put(w, 'xlsx', 'xlsx', 'openpyxl', book_with(h, w, hide), 'card numbers in a hidden column')
    w = h.topic()

    def name_in_margin(book, sheet):
        sheet.oddHeader.left.text = i.mrn()
    put(w, 'xlsx', 'xlsx', 'openpyxl', book_with(h, w, name_in_margin), 'the number of a chart in the header of the page')
    w = h.topic()
    put(w, 'docx', 'docx', 'python-docx', page_with(h, w, f'One patient, born on {i.dob("/")} and living in {i.postcode()}, was left out.'), 'date of birth and postcode in a sentence')
    w = h.topic()
    put(w, 'docx', 'docx', 'python-docx', page_with(h, w, f'Rückfragen: {i.phone("DE")}, {i.email("j.beispiel")}', 'footer'), 'telephone number and address in the footer')
    w = h.topic()
    put(w, 'pptx', 'pptx', 'pandoc', slides_with(f'Ask about NHS number {i.nhs()} before the talk.', w), 'NHS number in the notes')
    w = h.latin()
    put(w, 'pdf', 'pdf', 'LibreOffice', pdf_of(page_with(h, w, f'Le remboursement a été versé sur {i.iban("FR")} en mai.')), 'IBAN in a sentence')
    w = h.topic()
    put(w, 'json', 'json', 'python', json.dumps([{'site': level, 'contact': i.phone('FR')} for level in w.rows], ensure_ascii=False, indent=1) + '\n', 'telephone numbers')
    w = h.latin()
    put(w, 'svg', 'svg', 'matplotlib', plot_with(w, i.email('data')), 'address in the text of a plot')
    w = h.topic()
    put(w, 'latex-markdown', 'md', 'pandas', f'# {w.title}\n\n{harmless(h, w).to_markdown()}\n\nLe NIR {i.nir()} figure deux fois dans les données.\n', 'NIR in a sentence')
    w = h.topic()
    put(w, 'pandas-csv', 'csv', 'pandas', harmless(h, w).to_csv() + f'"checked by hand, DNI {i.dni()}"\n', 'DNI in a note below the table')
    w = h.topic()
    put(w, 'r-print', 'Rout', 'R', by_r(harmless(h, w).reset_index(), f'cat("> # dropped {i.nhs()}, wrong date\\n"); print(d)'), 'NHS number in a comment')


def second(h, i, put):
    w = h.topic()
    put(w, 'pandas-csv', 'csv', 'pandas', with_column(h, w, 'bsn', i.bsn).to_csv(index=False, sep=';'), 'column bsn')
    w = h.topic()
    put(w, 'r-csv', 'csv', 'R', by_r(with_column(h, w, 'CF', i.fiscale), 'write.csv2(d)'), 'column CF')
    w = h.topic()
    put(w, 'pandas-print', 'txt', 'pandas', with_column(h, w, 'pnr', i.personnummer).to_string(index=False) + '\n', 'column pnr')
    w = h.topic()
    put(w, 'r-print', 'txt', 'R', by_r(with_column(h, w, 'x1', lambda: i.iban('NL')), 'print(d, row.names = FALSE)'), 'IBAN in a column without a name that tells')
    w = h.latin()
    frame = with_column(h, w, 'pesel', i.pesel, 15)
    put(w, 'stata-log', 'log', 'Stata-like', f'. list pesel {w.r} in 1/15, sep(0)\n\n{stata.list_rows(frame, ["pesel", w.r], 0)}', 'column pesel')
    w = h.latin()
    put(w, 'sas-list', 'lst', 'SAS-like', sas.page('', sas.printed(with_column(h, w, 'cpr', i.cpr))), 'column cpr')
    w = h.topic()
    put(w, 'html', 'html', 'pandas', harmless(h, w).to_html() + f'<p>Contact {i.phone("AU")} or {i.phone("IE")}.</p>\n', 'telephone numbers below a table')
    w = h.topic()
    put(w, 'notebook', 'ipynb', 'Jupyter', notebook_with(h, w, f'pd.DataFrame({{"henkilötunnus": {column(i.hetu, 8)!r}, "x": range(8)}})'), 'column henkilötunnus')
    w = h.topic()
    note = i.nhs()

    def comment(book, sheet):
        sheet['C3'].comment = by_office.Comment(f'see NHS {note}', 'analyst')
    put(w, 'xlsx', 'xlsx', 'openpyxl', book_with(h, w, comment), 'NHS number in a comment')
    w = h.topic()

    def sheet_behind(book, sheet):
        behind = book.create_sheet('pay')
        for row in [['konto', 'x'], *([number, at] for at, number in enumerate(column(lambda: i.iban('SE', False), 9)))]:
            behind.append(row)
        behind.sheet_state = 'hidden'
    put(w, 'xlsx', 'xlsx', 'openpyxl', book_with(h, w, sheet_behind), 'IBAN on a hidden sheet')
    w = h.topic()
    put(w, 'docx', 'docx', 'python-docx', page_with(h, w, f'{i.mrn()}, DOB {i.dob("/")}', 'header'), 'number of a chart and date of birth in the header')
    w = h.topic()
    put(w, 'docx', 'docx', 'python-docx', page_with(h, w, f'O NIF {i.nif()} foi corrigido; contacto {i.phone("GB")}.'), 'NIF and telephone number in a sentence')
    w = h.topic()
    put(w, 'pptx', 'pptx', 'pandoc', slides_with(f'Personnummer {i.personnummer()} saknas.', w), 'personnummer in the notes')
    w = h.latin()
    put(w, 'pdf', 'pdf', 'LibreOffice', pdf_of(page_with(h, w, f'Refund to card {i.card()}; NI number {i.nino()}.')), 'card number and NINO in a sentence')
    w = h.topic()
    put(w, 'json', 'json', 'python', json.dumps({'rows': [[number, at] for at, number in enumerate(column(i.chinese, 7))]}, ensure_ascii=False) + '\n', 'identity numbers in a list')
    w = h.latin()
    put(w, 'svg', 'svg', 'matplotlib', plot_with(w, f'n°{i.iban("IT")}'), 'IBAN in the text of a plot')
    w = h.topic()
    put(w, 'latex-markdown', 'tex', 'pandas', harmless(h, w).style.to_latex() + f'\\footnote{{Asked by {i.email("k.nowak")}}}\n', 'address in a footnote')
    w = h.topic()
    put(w, 'pandas-csv', 'txt', 'pandas', f'# {w.title}: source {i.ssn()} (SSN) removed\n' + harmless(h, w).to_csv(), 'SSN in a line above the table')
    w = h.topic()
    put(w, 'r-print', 'txt', 'R', by_r(with_column(h, w, 'mobile', lambda: i.phone('SE'), 8), 'print(d); str(nrow(d))'), 'column mobile')
