"""Count tables in workbooks, documents, pages, figures and notebooks."""
import subprocess, tempfile
import docx, nbformat, openpyxl, xlsxwriter
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
from openpyxl.styles import Font
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle
from common import *
from tables_text import df, end, nextbase

plt.rcParams["svg.fonttype"] = "none"
plt.rcParams["svg.hashsalt"] = "7"
FONT = matplotlib.get_data_path() + "/fonts/ttf/DejaVuSans.ttf"
pdfmetrics.registerFont(TTFont("DJ", FONT))
STY = getSampleStyleSheet()
for s in ("Normal", "Heading1", "Heading2"):
    STY[s].fontName = "DJ"


def body(T, pct=False):
    f = (lambda v: num(T.c, v))
    rows = [[T.c.var] + T.cols + [w(T.c, "total")]]
    for i, r in enumerate(T.rows):
        rows.append([r] + [T.cell(i, j, (lambda v, j=j: f"{f(v)} ({num(T.c, 100 * v / T.ct[j], 1)} %)") if pct else f)
                           for j in range(len(T.cols))] + [f(T.rt[i])])
    return rows + [[w(T.c, "total")] + [f(x) for x in T.ct] + [f(T.n)]]


def xlsx_multi(T, p):
    wb = openpyxl.Workbook()
    a = wb.active
    a.title = "README"
    for x in ([T.c.title], ["Unit: " + T.c.people], [T.note or "Source: linked register data, final version"]):
        a.append(x)
    b = wb.create_sheet(T.c.var[:25])
    b["A1"] = f"{w(T.c, 'table')} A. {T.c.title}"
    b["A1"].font = Font(bold=True)
    b.append([])
    b.append([T.c.var] + T.cols + [w(T.c, "total")])
    for i, r in enumerate(T.rows):
        b.append([r] + [T.cell(i, j, int) for j in range(len(T.cols))] + [T.rt[i]])
    b.append([w(T.c, "total")] + T.ct + [T.n])
    wb.save(p)


def xlsx_plain(T, p):
    wb = xlsxwriter.Workbook(p)
    s = wb.add_worksheet()
    bold = wb.add_format({"bold": 1, "bottom": 1})
    for j, h in enumerate([T.c.by, T.c.var, w(T.c, "number"), w(T.c, "mean") + " " + T.c.num]):
        s.write(0, j, h, bold)
    k = 1
    for j, x in enumerate(T.cols):
        for i, r in enumerate(T.rows):
            s.write_row(k, 0, [x, r, int(T.m[i, j]), round(float(T.c.mu * rng.uniform(.8, 1.3)) + 10, 2)])
            k += 1
    if T.note:
        s.write(k + 1, 0, T.note)
    wb.close()


def docx_table(T, p):
    d = docx.Document()
    d.add_heading(T.c.title, 1)
    d.add_paragraph({"en": f"The study population consisted of {num(T.c, T.n)} {T.c.people}. The table shows {T.c.var} by {T.c.by}."}.get(
        T.c.lang, f"N = {num(T.c, T.n)} {T.c.people}."))
    rows = body(T, T.mode != "mask")
    t = d.add_table(len(rows), len(rows[0]), style="Light Grid Accent 1")
    for i, r in enumerate(rows):
        for j, v in enumerate(r):
            t.cell(i, j).text = v
    if T.note:
        d.add_paragraph(f"{w(T.c, 'note')}: {T.note}")
    d.save(p)


def docx_text(T, p):
    d = docx.Document()
    d.add_heading(T.c.title, 0)
    for j, x in enumerate(T.cols):
        d.add_heading(x, 2)
        for i, r in enumerate(T.rows):
            d.add_paragraph(f"{r}: {T.m[i, j]} {T.c.people} ({num(T.c, 100 * T.m[i, j] / T.ct[j], 1)} %)", style="List Bullet")
        d.add_paragraph(f"{w(T.c, 'total')}: {T.ct[j]}")
    if T.note:
        d.add_paragraph(T.note)
    d.save(p)


def html_pandas(T, p):
    open(p, "w").write(f"<h3>{T.c.title}</h3>\n" + df(T).to_html(border=1, classes="dataframe") + (f"<p>{T.note}</p>" if T.note else ""))


def html_report(T, p):
    tr = lambda r, t: "<tr>" + "".join(f"<{t}>{x}</{t}>" for x in r) + "</tr>"
    B = [[x.replace("<", "&lt;") for x in r] for r in body(T, T.mode != "mask")]
    open(p, "w").write(f"""<!DOCTYPE html><html lang="{T.c.lang}"><head><meta charset="utf-8"><title>{T.c.title}</title>
<style>td{{padding:2px 8px;text-align:right}}</style></head><body><h1>{T.c.title}</h1>
<table><caption>{w(T.c, 'table')}: {T.c.people}</caption><thead>{tr(B[0], 'th')}</thead>
<tbody>{chr(10).join(tr(r, 'td') for r in B[1:])}</tbody></table>
<p class="note">{T.note or T.c.var + ' x ' + T.c.by}</p></body></html>""")


def pdf_report(T, p):
    B = body(T, T.mode != "mask")
    t = Table(B)
    t.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), "DJ", 8), ("GRID", (0, 0), (-1, -1), .4, colors.grey), ("ALIGN", (1, 0), (-1, -1), "RIGHT")]))
    S = [Paragraph(T.c.title, STY["Heading1"]), Paragraph(f"{w(T.c, 'table')}. {T.c.people}, {T.c.var} / {T.c.by}", STY["Normal"]), Spacer(1, 12), t]
    if T.note:
        S += [Spacer(1, 8), Paragraph(T.note, STY["Normal"])]
    SimpleDocTemplate(p, pagesize=A4, invariant=1).build(S)


def pdf_figure(T, p):
    fig, ax = plt.subplots(figsize=(7, 4))
    ax.axis("off")
    ax.set_title(T.c.title)
    ax.table(cellText=[[T.cell(i, j) for j in range(len(T.cols))] + [T.rt[i]] for i in range(len(T.rows))], rowLabels=T.rows,
             colLabels=T.cols + ["n"], loc="center")
    if T.note:
        fig.text(.1, .03, T.note, fontsize=8)
    plt.rcParams["pdf.fonttype"] = 42
    fig.savefig(p)
    plt.close(fig)


def svg_bars(T, p):
    fig, ax = plt.subplots(figsize=(7, 4))
    b = ax.bar(T.rows, T.rt, color="#48a")
    for r, v in zip(b, T.rt):
        ax.text(r.get_x() + r.get_width() / 2, v, f"n={v}", ha="center", va="bottom", fontsize=8)
    ax.set_title(f"{T.c.title} ({T.c.people})")
    ax.set_yticks([])
    plt.xticks(rotation=20, fontsize=7)
    if T.note:
        fig.text(.02, .01, T.note, fontsize=7)
    fig.savefig(p)
    plt.close(fig)


def svg_heat(T, p):
    fig, ax = plt.subplots(figsize=(5, 4))
    ax.imshow(T.m, cmap="Blues", aspect="auto")
    ax.set_xticks(range(len(T.cols)), T.cols)
    ax.set_yticks(range(len(T.rows)), T.rows)
    for i in range(len(T.rows)):
        for j in range(len(T.cols)):
            ax.text(j, i, int(T.m[i, j]), ha="center", va="center")
    ax.set_title(f"{w(T.c, 'number')} {T.c.people}" + (f"\n{T.note}" if T.note else ""), fontsize=9)
    fig.tight_layout()
    fig.savefig(p)
    plt.close(fig)


def svg_ggplot(T, p):
    d = __import__("pandas").DataFrame([(r, x, T.m[i, j]) for i, r in enumerate(T.rows) for j, x in enumerate(T.cols)], columns=["a", "b", "n"])
    run_r(f'''library(ggplot2)
d <- read.csv("d.csv")
g <- ggplot(d, aes(a, n, fill = b)) + geom_col(position = "dodge") +
  geom_text(aes(label = n), position = position_dodge(.9), vjust = -.3, size = 3) +
  labs(title = "{T.c.title}", x = "{T.c.var}", y = NULL, fill = "{T.c.by}", caption = "{T.note}") + theme(axis.text.y = element_blank())
ggsave("g.svg", g, device = svglite::svglite, width = 8, height = 4.5)''', csv={"d.csv": d}, files={"g.svg": p})


def notebook(T, p):
    D = df(T)
    nb = nbformat.v4.new_notebook()
    nb.cells = [nbformat.v4.new_markdown_cell(f"# {T.c.title}\n\n{T.note}"),
                nbformat.v4.new_code_cell("import pandas as pd\ndf = pd.read_parquet('linked.parquet')", execution_count=1),
                nbformat.v4.new_code_cell(f"pd.crosstab(df['{T.c.var}'], df['{T.c.by}'], margins=True)", execution_count=2, outputs=[
                    nbformat.v4.new_output("execute_result", {"text/plain": D.to_string(), "text/html": D.to_html()}, execution_count=2)])]
    for k, x in enumerate(nb.cells):
        x["id"] = f"c{k}"
    nbformat.write(nb, p)


def pptx_officer(T, p):
    run_r('''library(officer)
d <- read.csv("d.csv", check.names = FALSE)
x <- read_pptx()
x <- add_slide(x, "Title and Content", "Office Theme")
x <- ph_with(x, "%s", location = ph_location_type("title"))
x <- ph_with(x, d, location = ph_location_type("body"))
x <- add_slide(x, "Title and Content", "Office Theme")
x <- ph_with(x, "%s", location = ph_location_type("title"))
x <- ph_with(x, "%s", location = ph_location_type("body"))
print(x, target = "o.pptx")''' % (T.c.title, T.c.var, T.note or "Linked data, final extract"), csv={"d.csv": df(T).reset_index()}, files={"o.pptx": p})


def docx_flextable(T, p):
    run_r('''library(officer); library(flextable)
d <- read.csv("d.csv", check.names = FALSE)
x <- body_add_par(read_docx(), "%s", style = "heading 1")
x <- body_add_flextable(x, autofit(flextable(d)))
x <- body_add_par(x, "%s")
print(x, target = "o.docx")''' % (T.c.title, T.note or f"{T.c.people}, {T.c.var}"), csv={"d.csv": df(T).reset_index()}, files={"o.docx": p})


def odt_pandoc(T, p):
    from tables_text import markdown
    subprocess.run(["pandoc", "-f", "markdown", "-o", p], input=markdown(T), text=True, check=True)


def ods_office(T, p):
    with tempfile.TemporaryDirectory() as d:
        xlsx_multi(T, d + "/a.xlsx")
        subprocess.run(["libreoffice", "--headless", f"-env:UserInstallation=file://{d}/prof", "--convert-to", "ods", "--outdir", d, d + "/a.xlsx"],
                       check=True, capture_output=True)
        shutil.copy(d + "/a.ods", p)


LIST = [
 (xlsx_multi, "xlsx", "xlsx", "openpyxl", 0, "small round ok mask"), (xlsx_plain, "xlsx", "xlsx", "xlsxwriter", 0, "small round ok"),
 (docx_table, "docx", "docx", "Word", 0, "small round ok mask"), (docx_text, "docx", "docx", "Word", 0, "small round ok"),
 (html_pandas, "html", "html", "Python", 0, "small round ok mask"), (html_report, "html", "html", "Quarto-like", 0, "small round ok mask"),
 (pdf_report, "pdf", "pdf", "reportlab", 0, "small round ok mask"), (pdf_figure, "pdf", "pdf", "matplotlib", 0, "small ok"),
 (svg_bars, "svg", "svg", "matplotlib", 1, "small small round ok"), (svg_heat, "svg", "svg", "matplotlib", 0, "small round ok"),
 (svg_ggplot, "svg", "svg", "ggplot2", 0, "small round ok"), (notebook, "ipynb", "notebook", "Jupyter", 0, "small round ok mask"),
 (pptx_officer, "pptx", "pptx", "officer", 0, "small round ok"), (docx_flextable, "docx", "docx", "flextable", 0, "small ok mask"),
 (odt_pandoc, "odt", "odt", "pandoc", 0, "small round ok"), (ods_office, "ods", "ods", "LibreOffice", 0, "small ok mask")]


def make():
    for f, ext, form, prog, one, modes in LIST:
        for m in modes.split():
            T = Tab(ctx(), m, nextbase() if m == "round" else 5, bool(one))
            n = newname(T.c, ext)
            f(T, path(n))
            label(n, form, prog, T.kind, T.what(), T.base)
