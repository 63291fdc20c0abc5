"""Office forms: Word, Excel, OpenDocument and PDF."""
import os
import subprocess
import tempfile

import openpyxl
import xlsxwriter
from docx import Document
from docx.shared import Pt
from openpyxl.styles import Font, PatternFill
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from render import blocks, cells, pandoc

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
pdfmetrics.registerFont(TTFont("DejaVu", FONT))


def as_docx(rec, doc):
    r = rec.r
    if r.random() < 0.25:
        return pandoc(rec, doc, "docx")
    d = Document()
    d.add_heading(doc["title"], level=r.choice([0, 1]))
    style = r.choice(["Table Grid", "Light Shading Accent 1", "Light List", "Medium Shading 1 Accent 3", "Light Grid"])
    below = r.random() < 0.5
    for b in doc["blocks"]:
        if b[0] != "t":
            p = d.add_paragraph()
            run = p.add_run(b[1])
            run.italic = b[0] == "note"
            if b[0] == "note":
                run.font.size = Pt(8)
            continue
        if not below:
            d.add_paragraph(b[1], style="Caption")
        t = d.add_table(rows=1, cols=len(b[2]), style=style)
        for c, h in zip(t.rows[0].cells, b[2]):
            c.text = h
        for row in cells(doc, b[3]):
            for c, v in zip(t.add_row().cells, row):
                c.text = v
        if below:
            d.add_paragraph(b[1], style="Caption")
        d.add_paragraph()
    name = rec.name("docx", doc["topic"])
    d.save(rec.path(name))
    return name, "docx", "python-docx"


def sheet_names(rec, doc, n):
    base = rec.r.choice([["Sheet%d" % (i + 1) for i in range(n + 2)], ["T%d" % (i + 1) for i in range(n + 2)],
                         ["Data", "Detail", "Extra", "More"], ["overview", "by_group", "appendix", "z"]])
    return base[:n]


def as_xlsx(rec, doc):
    r = rec.r
    name = rec.name("xlsx", doc["topic"])
    ts = blocks(doc, "t")
    rest = [b[1] for b in doc["blocks"] if b[0] != "t"]
    names = sheet_names(rec, doc, len(ts))
    x0, y0 = r.choice([(1, 1), (1, 3), (2, 2)])
    if len(ts) > 1 and y0 == 1:
        y0 = 3  # else nothing would tell the sheets apart
    if r.random() < 0.5:
        wb = openpyxl.Workbook()
        wb.remove(wb.active)
        if rest and r.random() < 0.6:
            ws = wb.create_sheet("README")
            for i, x in enumerate([doc["title"]] + rest):
                ws.cell(i + 1, 1, x)
        for nm, b in zip(names, ts):
            ws = wb.create_sheet(nm)
            if y0 > 1:
                ws.cell(1, 1, b[1]).font = Font(bold=True)
            for j, h in enumerate(b[2]):
                ws.cell(y0, x0 + j, h).fill = PatternFill("solid", fgColor="DDDDDD")
            for i, row in enumerate(b[3]):
                for j, v in enumerate(row):
                    ws.cell(y0 + 1 + i, x0 + j, v)
            if "README" not in wb.sheetnames:
                for i, x in enumerate(rest):
                    ws.cell(y0 + 3 + len(b[3]) + i, 1, x)
        wb.save(rec.path(name))
        return name, "xlsx", "openpyxl"
    wb = xlsxwriter.Workbook(rec.path(name))
    bold, thou = wb.add_format({"bold": True}), wb.add_format({"num_format": "#,##0"})
    for nm, b in zip(names, ts):
        ws = wb.add_worksheet(nm)
        if y0 > 1:
            ws.write(0, 0, b[1], bold)
        ws.write_row(y0 - 1, x0 - 1, b[2], bold)
        for i, row in enumerate(b[3]):
            for j, v in enumerate(row):
                ws.write(y0 + i, x0 - 1 + j, v, *([thou] if isinstance(v, int) else []))
        for i, x in enumerate(rest):
            ws.write(y0 + 2 + len(b[3]) + i, 0, x)
        if r.random() < 0.3 and all(isinstance(x[1], int) for x in b[3]):
            ch = wb.add_chart({"type": "column"})
            ch.add_series({"values": [nm, y0, x0, y0 + len(b[3]) - 1, x0], "categories": [nm, y0, x0 - 1, y0 + len(b[3]) - 1, x0 - 1],
                           "data_labels": {"value": True}})
            ws.insert_chart("J2", ch)
    wb.close()
    return name, "xlsx", "xlsxwriter"


def soffice(paths, ext, outdir):
    """One run of LibreOffice for many files."""
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", ext, "--outdir", outdir, *paths],
                       check=True, capture_output=True, timeout=300)


class Later:
    """Word and Excel files that LibreOffice turns into PDF, ODS, ODT or RTF, all at once."""

    def __init__(self, rec):
        self.rec, self.jobs = rec, []

    def add(self, doc, ext):
        name, _, prog = (as_xlsx if ext in ("ods", "xls") else as_docx)(self.rec, doc)
        while os.path.exists(self.rec.path(name.rsplit(".", 1)[0] + "." + ext)) or "." in name.rsplit(".", 1)[0]:
            raise SystemExit("name taken: " + name)
        self.jobs.append((name, ext))
        return name.rsplit(".", 1)[0] + "." + ext, ext, "LibreOffice"

    def run(self):
        for ext in sorted({e for _, e in self.jobs}):
            soffice([self.rec.path(n) for n, e in self.jobs if e == ext], ext, self.rec.folder)
        for n, _ in self.jobs:
            os.remove(self.rec.path(n))


def as_pdf(rec, doc):
    r = rec.r
    st = getSampleStyleSheet()
    for k in st.byName.values():
        k.fontName = "DejaVu"
    el = [Paragraph(doc["title"], st["Title"])]
    for b in doc["blocks"]:
        if b[0] != "t":
            el += [Paragraph(b[1].replace("&", "&amp;").replace("<", "&lt;"), st["BodyText"]), Spacer(1, 8)]
            continue
        t = Table([b[2]] + cells(doc, b[3]), repeatRows=1)
        t.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), "DejaVu", r.choice([7, 8])), ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
                               ("LINEBELOW", (0, 0), (-1, 0), 0.7, colors.black)] +
                              ([("GRID", (0, 0), (-1, -1), 0.3, colors.grey)] if r.random() < 0.5 else [])))
        el += [Paragraph(b[1].replace("&", "&amp;").replace("<", "&lt;"), st["Heading4"]), t, Spacer(1, 12)]
    name = rec.name("pdf", doc["topic"])
    SimpleDocTemplate(rec.path(name), pagesize=A4, title=doc["title"], author="Analysis unit").build(el)
    return name, "pdf", "reportlab"
