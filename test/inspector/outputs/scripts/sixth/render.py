"""Writes one table (header + rows of Python values) in one of many forms by real programs."""
import html
import json
import os
import sqlite3
import subprocess
import tempfile

import pandas as pd
from tabulate import tabulate

from common import dec, group

os.environ.setdefault("SOURCE_DATE_EPOCH", "1700000000")


def show(v, lang, big=True):
    if isinstance(v, float):
        return dec(v, lang)
    if isinstance(v, int):
        return group(v, lang) if big else str(v)
    return str(v)


def pending(kit, path, first):
    """Where to write the first form of a file that LibreOffice will convert at the end (s99_convert.py)."""
    d = kit.path(f"_pending_{os.path.splitext(path)[1][1:]}")
    os.makedirs(d, exist_ok=True)
    open(path, "w").close()                                   # keeps the name
    return os.path.join(d, os.path.splitext(os.path.basename(path))[0] + "." + first)


def pandoc(md, path, *more):
    subprocess.run(["pandoc", "-f", "markdown", "-o", path, *more], input=md.encode(), check=True)


EXT = {"csv": "csv", "csv-semicolon": "csv", "tsv": "tsv", "pandas-print": "txt", "html": "html", "html-report": "html",
       "latex": "tex", "markdown": "md", "notebook": "ipynb", "docx": "docx", "odt": "odt", "xlsx": "xlsx",
       "xlsx-writer": "xlsx", "ods": "ods", "pdf": "pdf", "pdf-office": "pdf", "json": "json", "json-split": "json",
       "sql-text": "txt", "text-grid": "txt", "rst": "rst", "rtf": "rtf", "pptx": "pptx", "svg": "svg", "org": "org",
       "docx-pandoc": "docx", "log": "log", "docbook": "xml"}


def table(kit, form, head, rows, title, note, kind, what, base=None, lang="en", big=True):
    name = kit.name(EXT[form])
    path = kit.path(name)
    df = pd.DataFrame(rows, columns=head)
    txt = [[show(v, lang, big) for v in r] for r in rows]
    program, label_form = WRITE[form](kit, path, df, head, rows, txt, title, note, lang)
    kit.label(name, label_form, program, kind, what, base)
    return name


def w_csv(kit, path, df, head, rows, txt, title, note, lang):
    df.to_csv(path, index=False)
    return "pandas to_csv", "csv"


def w_csv2(kit, path, df, head, rows, txt, title, note, lang):
    body = df.to_csv(index=False, sep=";", decimal=",")
    if kit.rng.random() < .5:
        body = title + "\n\n" + body + (f"\n{note}\n" if note else "")
    open(path, "w", encoding=kit.rng.choice(["utf-8", "utf-8-sig"])).write(body)
    return "pandas to_csv", "csv"


def w_tsv(kit, path, df, head, rows, txt, title, note, lang):
    df.to_csv(path, index=False, sep="\t")
    return "pandas to_csv", "tsv"


def w_print(kit, path, df, head, rows, txt, title, note, lang):
    d = df.set_index(head[0]) if kit.rng.random() < .5 else df
    open(path, "w").write(f">>> # {title}\n>>> print(tab)\n{d.to_string()}\n" + (f">>> # {note}\n" if note else ""))
    return "pandas print", "pandas-print"


def w_log(kit, path, df, head, rows, txt, title, note, lang):
    r = kit.rng
    stamp = f"2024-{r.randint(1, 12):02d}-{r.randint(10, 28)} {r.randint(10, 18)}:{r.randint(10, 59)}:{r.randint(10, 59)}"
    body = f"{stamp} INFO  start tabulate.py\n{stamp} INFO  {title}\n{df.to_string(index=False)}\n"
    body += f"{stamp} INFO  {note}\n" if note else ""
    open(path, "w").write(body + f"{stamp} INFO  done\n")
    return "python logging", "log"


def w_html(kit, path, df, head, rows, txt, title, note, lang):
    open(path, "w").write(f"<h3>{html.escape(title)}</h3>\n{df.to_html(index=False, border=kit.rng.choice([0, 1]))}\n<p>{html.escape(note)}</p>\n")
    return "pandas to_html", "html"


def w_report(kit, path, df, head, rows, txt, title, note, lang):
    md = f"---\ntitle: \"{title}\"\nlang: {lang}\n---\n\n" + tabulate(txt, head, "pipe", disable_numparse=True) + f"\n\n{note}\n"
    pandoc(md, path, "-s", "--metadata", "pagetitle=report")
    return "pandoc", "html"


def w_latex(kit, path, df, head, rows, txt, title, note, lang):
    def esc(s):
        return str(s).replace("%", "\\%").replace("_", "\\_").replace("<", "$<$").replace("&", "\\&")
    lines = ["\\begin{table}[ht]", "\\centering", f"\\caption{{{esc(title)}}}", "\\begin{tabular}{l" + "r" * (len(head) - 1) + "}",
             "\\toprule", " & ".join(map(esc, head)) + " \\\\", "\\midrule"]
    lines += [" & ".join(map(esc, r)) + " \\\\" for r in txt]
    lines += ["\\bottomrule", "\\end{tabular}"] + ([f"\\par\\footnotesize {esc(note)}"] if note else []) + ["\\end{table}"]
    open(path, "w").write("\n".join(lines) + "\n")
    return "python template", "latex-markdown"


def w_md(kit, path, df, head, rows, txt, title, note, lang):
    open(path, "w").write(f"## {title}\n\n" + tabulate(txt, head, kit.rng.choice(["pipe", "github"]), disable_numparse=True) + f"\n\n{note}\n")
    return "tabulate", "latex-markdown"


def w_rst(kit, path, df, head, rows, txt, title, note, lang):
    open(path, "w").write(f"{title}\n{'=' * len(title)}\n\n" + tabulate(txt, head, "rst", disable_numparse=True) + f"\n\n{note}\n")
    return "tabulate", "rst"


def w_grid(kit, path, df, head, rows, txt, title, note, lang):
    f = kit.rng.choice(["grid", "psql", "simple", "fancy_grid", "presto"])
    open(path, "w").write(f"{title}\n\n" + tabulate(txt, head, f, disable_numparse=True) + f"\n{note}\n")
    return "tabulate", "text-table"


def w_org(kit, path, df, head, rows, txt, title, note, lang):
    open(path, "w").write(f"* {title}\n\n" + tabulate(txt, head, "orgtbl", disable_numparse=True) + f"\n\n{note}\n")
    return "tabulate", "org"


def w_nb(kit, path, df, head, rows, txt, title, note, lang):
    import nbformat.v4 as nb
    n = nb.new_notebook(metadata={"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}})
    d = df.set_index(head[0])
    out = nb.new_output("execute_result", execution_count=12,
                        data={"text/plain": d.to_string(), "text/html": d.to_html()})
    n.cells = [nb.new_markdown_cell(f"# {title}"), nb.new_code_cell("import pandas as pd\ndf = pd.read_parquet('linked.parquet')", execution_count=11),
               nb.new_code_cell("tab", execution_count=12, outputs=[out]), nb.new_markdown_cell(note or "Next: regressions.")]
    for i, c in enumerate(n.cells):
        c["id"] = f"c{i}"
    json.dump(n, open(path, "w"), indent=1, ensure_ascii=False)
    return "pandas in a notebook", "notebook"


def w_docx(kit, path, df, head, rows, txt, title, note, lang):
    import docx
    d = docx.Document()
    d.add_heading(title, 2)
    t = d.add_table(rows=1, cols=len(head))
    t.style = kit.rng.choice(["Table Grid", "Light List", "Light Shading"])
    for c, h in zip(t.rows[0].cells, head):
        c.text = str(h)
    for r in txt:
        for c, v in zip(t.add_row().cells, r):
            c.text = v
    d.add_paragraph(note or "")
    d.save(path)
    return "python-docx", "docx"


def w_pandoc(kit, path, df, head, rows, txt, title, note, lang):
    pandoc(f"# {title}\n\n" + tabulate(txt, head, "pipe", disable_numparse=True) + f"\n\n{note}\n", path, "-s", *(["-t", "docbook"] if path.endswith("xml") else []))
    return "pandoc", os.path.splitext(path)[1][1:]


def w_xlsx(kit, path, df, head, rows, txt, title, note, lang):
    import openpyxl
    from openpyxl.styles import Font
    wb = openpyxl.Workbook()
    ws = wb.active
    ws.title = kit.rng.choice(["Table", "Sheet1", "T1", "Data", "Out"])
    ws.append([title])
    ws["A1"].font = Font(bold=True)
    ws.append([])
    for r in [head] + rows:
        ws.append(list(r))
    ws.append([])
    ws.append([note])
    wb.save(path)
    return "openpyxl", "xlsx"


def w_xlsx2(kit, path, df, head, rows, txt, title, note, lang):
    import xlsxwriter
    wb = xlsxwriter.Workbook(path)
    ws = wb.add_worksheet(kit.rng.choice(["tab_a", "Blad1", "Tabelle1", "Feuil1"]))
    bold, num = wb.add_format({"bold": True, "bg_color": "#DDEBF7"}), wb.add_format({"num_format": "#,##0"})
    ws.merge_range(0, 0, 0, max(1, len(head) - 1), title, bold)
    for j, h in enumerate(head):
        ws.write(1, j, str(h), bold)
    for i, r in enumerate(rows):
        for j, v in enumerate(r):
            ws.write(i + 2, j, v, num if isinstance(v, int) else None)
    ws.set_column(0, 0, 28)
    info = wb.add_worksheet("Info")
    info.write(0, 0, note or "Prepared for release")
    wb.close()
    return "xlsxwriter", "xlsx"


def w_ods(kit, path, df, head, rows, txt, title, note, lang):
    w_xlsx(kit, pending(kit, path, "xlsx"), df, head, rows, txt, title, note, lang)
    return "LibreOffice Calc", "ods"


def w_pdf(kit, path, df, head, rows, txt, title, note, lang):
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table
    import matplotlib
    ttf = os.path.join(os.path.dirname(matplotlib.__file__), "mpl-data/fonts/ttf/DejaVuSans.ttf")
    if not os.path.exists(ttf):
        ttf = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
    pdfmetrics.registerFont(TTFont("DV", ttf))
    st = getSampleStyleSheet()["Normal"]
    st.fontName = "DV"
    t = Table([[str(h) for h in head]] + txt, style=[("FONT", (0, 0), (-1, -1), "DV", 7), ("LINEBELOW", (0, 0), (-1, 0), 1, "black")])
    esc = (note or "").replace("<", "&lt;")
    SimpleDocTemplate(path, pagesize=A4, invariant=1).build([Paragraph(title, st), Spacer(1, 12), t, Spacer(1, 12), Paragraph(esc, st)])
    return "reportlab", "pdf"


def w_pdf2(kit, path, df, head, rows, txt, title, note, lang):
    w_docx(kit, pending(kit, path, "docx"), df, head, rows, txt, title, note, lang)
    return "LibreOffice Writer", "pdf"


def w_json(kit, path, df, head, rows, txt, title, note, lang):
    recs = [dict(zip(map(str, head), r)) for r in rows]
    json.dump({"title": title, "note": note, "data": recs}, open(path, "w"), indent=kit.rng.choice([1, 2]), ensure_ascii=False)
    return "json", "json"


def w_json2(kit, path, df, head, rows, txt, title, note, lang):
    open(path, "w").write(df.to_json(orient="split", force_ascii=False, indent=2))
    return "pandas to_json", "json"


def w_sql(kit, path, df, head, rows, txt, title, note, lang):
    with tempfile.TemporaryDirectory() as d:
        db = os.path.join(d, "a.db")
        con = sqlite3.connect(db)
        df.rename(columns={"": "item"}).to_sql("tab", con, index=False)
        con.close()
        mode = kit.rng.choice(["box", "column", "table", "list", "markdown"])
        out = subprocess.run(["sqlite3", "-header", f"-{mode}", db, "select * from tab"], capture_output=True, text=True).stdout
    open(path, "w").write(f"-- {title}\nsqlite> .mode {mode}\nsqlite> SELECT * FROM tab;\n{out}" + (f"-- {note}\n" if note else ""))
    return "sqlite3", "sql-text"


def w_pptx(kit, path, df, head, rows, txt, title, note, lang):
    pandoc(f"# {title}\n\n" + tabulate(txt, head, "pipe", disable_numparse=True) + f"\n\n# \n\n{note}\n", path)
    return "pandoc", "pptx"


def w_svg(kit, path, df, head, rows, txt, title, note, lang):
    import matplotlib
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt
    plt.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "a"})
    body = [r for r in rows if isinstance(r[-1], int) or isinstance(r[1], int)]
    fig, ax = plt.subplots(figsize=(7, 4))
    k = next(j for j in range(1, len(head)) if isinstance(body[0][j], int))
    bars = ax.bar([str(r[0]) for r in body], [r[k] if isinstance(r[k], int) else 0 for r in body], color="#4477aa")
    ax.bar_label(bars, [show(r[k], lang, False) for r in body])
    ax.set_yticks([])
    ax.set_title(title)
    ax.set_ylabel(str(head[k]))
    fig.text(.01, .01, note or "", fontsize=7)
    fig.savefig(path, metadata={"Date": None})
    plt.close(fig)
    return "matplotlib", "svg"


WRITE = {"csv": w_csv, "csv-semicolon": w_csv2, "tsv": w_tsv, "pandas-print": w_print, "html": w_html, "html-report": w_report,
         "latex": w_latex, "markdown": w_md, "notebook": w_nb, "docx": w_docx, "docx-pandoc": w_pandoc, "odt": w_pandoc,
         "rtf": w_pandoc, "docbook": w_pandoc, "xlsx": w_xlsx, "xlsx-writer": w_xlsx2, "ods": w_ods, "pdf": w_pdf,
         "pdf-office": w_pdf2, "json": w_json, "json-split": w_json2, "sql-text": w_sql, "text-grid": w_grid, "rst": w_rst,
         "org": w_org, "pptx": w_pptx, "svg": w_svg, "log": w_log}
