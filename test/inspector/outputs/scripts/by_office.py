"""Workbooks, documents and slides that Python writes: openpyxl, xlsxwriter, python-docx."""
import io

import docx
import numpy as np
import openpyxl
import pandas as pd
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

import tables
from by_pandas import counted, flat, kind_of, rounded_table, suppressed
from half import first_small


def rows_of(frame):
    frame = flat(frame).reset_index()
    cells = [[value.item() if isinstance(value, np.generic) else value for value in row] for row in frame.astype(object).to_numpy()]
    return [[str(name) for name in frame.columns], *[[None if value != value else value if isinstance(value, (int, float)) else str(value) for value in row] for row in cells]]


def fill(sheet, frame, row=1, column=1):
    for at, cells in enumerate(rows_of(frame), row):
        for beside, value in enumerate(cells, column):
            sheet.cell(at, beside, value)


def saved(book):
    book.properties.creator = 'analyst'
    book.properties.lastModifiedBy = 'analyst'
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def book_with(w):
    book = openpyxl.Workbook()
    book.active.title = w.R[:30].replace('/', ' ')
    return book, book.active


def shares_of(frame):
    numbers = frame.select_dtypes('number')
    return (numbers / numbers.sum() * 100).round(1) if numbers.shape[1] else pd.DataFrame({'%': [12.5, 31.25, 56.25]})


# ---- workbooks: the first half
def plain_book(h, w, frame):
    book, sheet = book_with(w)
    fill(sheet, frame)
    return saved(book)


def several_sheets(h, w, frame):
    book, sheet = book_with(w)
    sheet['A1'], sheet['A1'].font = w.title, Font(bold=True)
    sheet['A3'] = 'version 1.2'
    fill(book.create_sheet('Table 1'), frame)
    fill(book.create_sheet('%'), shares_of(frame))
    return saved(book)


def hidden_sheet(h, w, frame):
    book, sheet = book_with(w)
    fill(sheet, shares_of(frame))
    behind = book.create_sheet('data')
    fill(behind, frame)
    behind.sheet_state = 'hidden' if h.isFirst else 'veryHidden'
    return saved(book)


def hidden_rows(h, w, frame):
    """The rows below the third are not shown; or, in the second half, the columns after the first."""
    book, sheet = book_with(w)
    fill(sheet, frame)
    for at in range(4, sheet.max_row + 1):
        sheet.row_dimensions[at].hidden = h.isFirst
    if not h.isFirst:
        sheet.column_dimensions.group('B', 'Z', hidden=True)
    return saved(book)


def in_comment(h, w, frame):
    book, sheet = book_with(w)
    fill(sheet, shares_of(frame))
    sheet['B2'].comment = Comment('\n'.join('  '.join('' if value is None else str(value) for value in row) for row in rows_of(frame)), 'analyst', width=400, height=300)
    return saved(book)


def with_sums(h, w, frame):
    """Totals are formulas that nobody computed; a name and a validation stand beside them."""
    book, sheet = book_with(w)
    fill(sheet, frame)
    last = sheet.max_row
    sheet.cell(last + 1, 1, w.total)
    for column in range(2, sheet.max_column + 1):
        letter = openpyxl.utils.get_column_letter(column)
        sheet[f'{letter}{last + 1}'] = f'=SUM({letter}2:{letter}{last})'
    book.defined_names.append(DefinedName('counts', attr_text=f"'{sheet.title}'!$B$2:$B${last}"))
    check = DataValidation(type='list', formula1='"2021,2022,2023"', promptTitle=w.title[:30], prompt=w.people)
    sheet.add_data_validation(check)
    check.add(f'H{last + 2}')
    return saved(book)


def two_beside(h, w, frame):
    book, sheet = book_with(w)
    sheet['A1'] = 'A'
    fill(sheet, frame, 2)
    fill(sheet, shares_of(frame), 2, sheet.max_column + 2)
    sheet.oddHeader.center.text = w.title
    sheet.oddFooter.left.text = 'draft 3'
    return saved(book)


def by_pandas(h, w, frame):
    out = io.BytesIO()
    with pd.ExcelWriter(out, engine='xlsxwriter') as writer:
        frame.to_excel(writer, sheet_name='Sheet1')
        shares_of(frame).to_excel(writer, sheet_name='Sheet2', startrow=3)
        writer.book.set_properties({'author': 'analyst'})
    return out.getvalue()


# ---- workbooks: the second half
def by_xlsxwriter(h, w, frame, act):
    out = io.BytesIO()
    with pd.ExcelWriter(out, engine='xlsxwriter') as writer:
        act(writer, flat(frame).reset_index())
        writer.book.set_properties({'author': 'analyst', 'comments': ''})
    return out.getvalue()


def with_table_object(h, w, frame):
    def act(writer, flat_frame):
        flat_frame.to_excel(writer, sheet_name='tab', index=False)
        writer.sheets['tab'].add_table(0, 0, len(flat_frame), flat_frame.shape[1] - 1, {'columns': [{'header': str(name) or ' '} for name in flat_frame], 'style': 'Table Style Light 9'})
    return by_xlsxwriter(h, w, frame, act)


def with_chart(h, w, frame):
    """The numbers stand on a hidden sheet; the chart keeps a copy."""
    def act(writer, flat_frame):
        front = writer.book.add_worksheet('chart')
        flat_frame.to_excel(writer, sheet_name='src', index=False)
        writer.sheets['src'].hide()
        chart = writer.book.add_chart({'type': 'column'})
        chart.add_series({'categories': ['src', 1, 0, len(flat_frame), 0], 'values': ['src', 1, 1, len(flat_frame), 1], 'data_labels': {'value': True}})
        front.insert_chart('B2', chart)
        front.write('A1', w.title)
    return by_xlsxwriter(h, w, frame, act)


def as_text(h, w, frame):
    return by_xlsxwriter(h, w, frame.astype(str), lambda writer, flat_frame: flat_frame.to_excel(writer, sheet_name=w.lang, index=False))


def lower_right(h, w, frame):
    """A title, notes, and the table far from the first cell."""
    def act(writer, flat_frame):
        flat_frame.to_excel(writer, sheet_name='out', index=False, startrow=6, startcol=3)
        sheet = writer.sheets['out']
        sheet.write_rich_string('A1', writer.book.add_format({'bold': True}), w.title, f' ({w.lang})')
        sheet.write(len(flat_frame) + 9, 3, f'{w.missing}: .')
        sheet.set_footer('&C&P / &N')
        sheet.insert_textbox('L2', f'{w.people}: {w.number}')
    return by_xlsxwriter(h, w, frame, act)


def merged_heads(h, w, frame):
    out = io.BytesIO()
    with pd.ExcelWriter(out, engine='openpyxl') as writer:
        (frame.stack().rename('n').to_frame() if frame.shape[1] > 1 and all(kind.kind in 'if' for kind in frame.dtypes) else frame).to_excel(writer, sheet_name='long')
        frame.to_excel(writer, sheet_name='wide', merge_cells=True)
        writer.book.properties.creator = 'analyst'
    return out.getvalue()


BOOKS = {
    'first': [plain_book, several_sheets, hidden_sheet, hidden_rows, in_comment, with_sums, two_beside, by_pandas, plain_book],
    'second': [with_table_object, with_chart, as_text, lower_right, merged_heads, hidden_sheet, hidden_rows, in_comment, with_table_object],
}


# ---- documents
def document(w):
    made = docx.Document()
    made.core_properties.author = 'analyst'
    made.core_properties.last_modified_by = 'analyst'
    made.core_properties.comments = ''
    return made


def to_bytes(made):
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def add_table(place, frame, style='Table Grid', digits=True):
    rows = rows_of(frame)
    table = place.add_table(rows=len(rows), cols=len(rows[0]))
    if style:
        table.style = style
    for row, cells in zip(table.rows, rows):
        for cell, value in zip(row.cells, cells):
            cell.text = '' if value is None else f'{value:,}' if digits and isinstance(value, int) else str(value)
    return table


def with_heading(h, w, frame):
    made = document(w)
    made.add_heading(w.title, 1)
    made.add_paragraph(f'{w.number}: {w.R}')
    add_table(made, frame)
    return to_bytes(made)


def two_tables(h, w, frame):
    made = document(w)
    add_table(made, shares_of(frame), 'Light List')
    made.add_page_break()
    made.add_paragraph('Table 2', style='Caption')
    add_table(made, frame, None)
    return to_bytes(made)


def with_margins(h, w, frame):
    """A table with lines before and after, and words in the head and the foot of the page."""
    made = document(w)
    made.sections[0].header.paragraphs[0].text = w.title
    made.sections[0].footer.paragraphs[0].text = 'draft'
    made.add_paragraph(w.people, style='List Bullet')
    add_table(made, frame, 'Medium Shading 1')
    return to_bytes(made)


def in_header(h, w, frame):
    made = document(w)
    header = made.sections[0].header
    table = header.add_table(rows=0, cols=len(rows_of(frame)[0]), width=docx.shared.Cm(15))
    for cells in rows_of(frame):
        for cell, value in zip(table.add_row().cells, cells):
            cell.text = '' if value is None else str(value)
    made.add_paragraph(w.title)
    return to_bytes(made)


def nested(h, w, frame):
    made = document(w)
    outer = made.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = w.title
    add_table(outer.cell(0, 1), frame, None, False)
    return to_bytes(made)


def deleted(h, w, frame):
    """Lines that somebody struck out with changes tracked: they are still in the file."""
    made = document(w)
    made.add_paragraph(w.title)
    for row in rows_of(frame):
        text = '\t'.join('' if value is None else str(value) for value in row)
        made.add_paragraph()._p.append(parse_xml(f'<w:del {nsdecls("w")} w:id="7" w:author="analyst" w:date="2025-03-03T09:30:00Z"><w:r><w:delText xml:space="preserve">{text.replace("&", "&amp;").replace("<", "&lt;")}</w:delText></w:r></w:del>'))
    return to_bytes(made)


def hidden_text(h, w, frame):
    made = document(w)
    made.add_paragraph(w.title)
    for row in add_table(made, frame).rows[2:]:
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                run.font.hidden = True
    return to_bytes(made)


def text_box(h, w, frame):
    made = document(w)
    made.add_paragraph(w.title)
    lines = ''.join(f'<w:p><w:r><w:t xml:space="preserve">{"    ".join("" if value is None else str(value) for value in row).replace("&", "&amp;").replace("<", "&lt;")}</w:t></w:r></w:p>' for row in rows_of(frame))
    made.add_paragraph().add_run()._r.append(parse_xml(f'<w:pict {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="width:400pt;height:200pt"><v:textbox><w:txbxContent>{lines}</w:txbxContent></v:textbox></v:shape></w:pict>'))
    return to_bytes(made)


DOCUMENTS = {'first': [with_heading, two_tables, with_margins, in_header, with_heading], 'second': [nested, deleted, hidden_text, text_box, with_margins]}


HIDING = (hidden_sheet, hidden_rows, in_comment, with_chart, deleted, hidden_text)


def harmless_by(writer):
    """The kind of a file of large counts: what hides some of it from whoever opens it is not harmless."""
    return 'hidden' if writer in HIDING else 'harmless'


def write(h):
    for form, extension, writers in (('xlsx', 'xlsx', BOOKS[h.name]), ('docx', 'docx', DOCUMENTS[h.name])):
        program = lambda writer: 'xlsxwriter' if writer in (by_pandas, with_table_object, with_chart, as_text, lower_right) else 'openpyxl' if form == 'xlsx' else 'python-docx'
        for at, writer in enumerate(writers):
            w, _, frame, counts = counted(h, True, at + 3)
            while writer in (with_sums, with_chart) and frame.dtypes.iloc[0] == object:
                at += 1
                w, _, frame, counts = counted(h, True, at)
            h.put(w, form, extension, program(writer), writer(h, w, frame), 'small-count', f'{first_small(counts)} ({writer.__name__.replace("_", " ")})', counts)
        for at in range(2):
            w, _, frame, counts = counted(h, False, at * 4 + 1)
            writer = writers[at + 1]
            h.put(w, form, extension, program(writer), writer(h, w, frame), harmless_by(writer), kind_of(counts, False)[1], counts)
        w, base, frame, counts = rounded_table(h, len(form) + (extension == 'docx'))
        h.put(w, form, extension, program(writers[0]), writers[0](h, w, frame), 'rounded', f'all counts rounded to {base}', counts, base)
        w = h.topic()
        d = h.small(w).head(30)[[w.s, w.age, w.r, w.date]].set_index(w.s)
        h.put(w, form, extension, program(writers[0]), writers[0](h, w, d), 'rows-of-people', 'rows of people with age, sex and date')
        w, frame, what = suppressed(h, '<10' if h.isFirst else '..')
        h.put(w, form, extension, program(writers[0]), writers[0](h, w, frame), 'arithmetic', what)
        w = h.topic()
        d = h.large(w)
        frame = tables.rates(w, d) if extension == 'docx' else tables.percentages(w, d)
        h.put(w, form, extension, program(writers[-1]), writers[-1](h, w, frame), harmless_by(writers[-1]), 'rates of large groups')
    w = h.topic()
    d = h.large(w)
    h.put(w, 'xlsx', 'xlsx', 'openpyxl', plain_book(h, w, d[[w.age, w.cost]].describe().round(1)), 'extreme', f'min and max of {w.age}')
    w = h.topic()
    h.put(w, 'docx', 'docx', 'python-docx', with_heading(h, w, h.large(w)[[w.age, w.measure]].describe().round(1)), 'extreme', f'min and max of {w.age}')
