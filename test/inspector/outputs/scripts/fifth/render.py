"""Writes a document (see tables.Doc) in one of many forms; returns (form, program)."""
import csv
import html
import io
import json
import os
import sqlite3
import subprocess
import tempfile

import pandas as pd
from tabulate import tabulate

from tables import number

TEX = {"%": r"\%", "&": r"\&", "_": r"\_", "#": r"\#", "<": r"$<$", ">": r"$>$"}


def tex(s):
    return "".join(TEX.get(c, c) for c in s)


def cells(doc, rows):
    return [[number(v, doc["lang"], doc["sep"]) for v in row] for row in rows]


def blocks(doc, kind):
    return [b for b in doc["blocks"] if b[0] == kind]


def as_csv(rec, doc, tab=False):
    r = rec.r
    delim = "\t" if tab else r.choice([",", ","] if doc["lang"] == "en" else [";", ";", ","])
    buf = io.StringIO()
    w = csv.writer(buf, delimiter=delim, quoting=r.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]), lineterminator=r.choice(["\n", "\r\n"]))
    ts = blocks(doc, "t")
    titled = len(ts) > 1 or r.random() < 0.3
    for _, cap, head, rows in ts:
        if titled:
            w.writerow([cap])
        w.writerow(head)
        for row in rows:
            w.writerow([str(v).strip() if isinstance(v, str) else (str(v).replace(".", ",") if isinstance(v, float) and delim == ";" else v) for v in row])
        if len(ts) > 1:
            w.writerow([])
    for b in blocks(doc, "note"):
        w.writerow([b[1]])
    name = rec.name("tsv" if tab else "csv", doc["topic"])
    enc = "utf-8-sig" if r.random() < 0.15 else "utf-8"
    if doc["lang"] in ("de", "fr", "sv", "nl", "es") and r.random() < 0.3:
        enc = "latin-1"
    try:
        rec.write(name, buf.getvalue(), enc)
    except UnicodeEncodeError:
        rec.write(name, buf.getvalue())
    return name, "tsv" if tab else "csv", "python csv"


def plain_text(rec, doc, fmt=None):
    fmt = fmt or rec.r.choice(["simple", "grid", "psql", "plain", "presto", "rst", "fancy_grid"])
    out = [doc["title"], "=" * len(doc["title"]), ""]
    for b in doc["blocks"]:
        if b[0] == "t":
            out += [b[1], "", tabulate(cells(doc, b[3]), headers=b[2], tablefmt=fmt, disable_numparse=True,
                                       colalign=["left"] + ["right"] * (len(b[2]) - 1)), ""]
        else:
            out += [b[1], ""]
    return "\n".join(out)


def as_txt(rec, doc):
    name = rec.name(rec.r.choice(["txt", "log", "txt"]), doc["topic"])
    rec.write(name, plain_text(rec, doc))
    return name, "text-table", "tabulate"


def frame(b):
    return pd.DataFrame(b[3], columns=b[2])


def as_pandas(rec, doc):
    r = rec.r
    out = []
    for b in blocks(doc, "t"):
        df = frame(b)
        style = r.randrange(4)
        out.append({0: ">>> print(tab)\n", 1: f"--- {b[1]} ---\n", 2: "In [%d]: tab\nOut[%d]:\n" % (7, 7), 3: ""}[style] +
                   (df.set_index(df.columns[0]).to_string() if style != 3 else df.to_string(index=False)) + "\n")
        if len(df.columns) >= 3 and style == 1 and all(isinstance(v, int) for v in df.iloc[:, -1]):
            out.append(df.set_index(list(df.columns[:-1])).to_string() if len(df.columns) == 3 else "")
    for b in blocks(doc, "note"):
        out.append("# " + b[1])
    name = rec.name(r.choice(["txt", "out", "log"]), doc["topic"])
    rec.write(name, "\n".join(out) + "\n")
    return name, "pandas-print", "pandas " + pd.__version__


def markdown(rec, doc, fmt="pipe", level="#"):
    out = [f"{level} {doc['title']}", ""]
    for b in doc["blocks"]:
        if b[0] == "t":
            out += [tabulate(cells(doc, [[str(c).replace("|", "/") if isinstance(c, str) else c for c in x] for x in b[3]]), headers=b[2],
                             tablefmt=fmt, disable_numparse=True), "", f": {b[1]}" if fmt == "pipe" else b[1], ""]
        else:
            out += [b[1].replace("*", r"\*"), ""]
    return "\n".join(out)


def as_md(rec, doc):
    name = rec.name(rec.r.choice(["md", "md", "qmd", "Rmd"]), doc["topic"])
    head = "" if name.endswith("md") and name.rsplit(".", 1)[1] == "md" else f"---\ntitle: \"{doc['title']}\"\nformat: html\n---\n\n"
    rec.write(name, head + markdown(rec, doc, rec.r.choice(["pipe", "github", "pipe"])))
    return name, "latex-markdown", "tabulate"


def as_latex(rec, doc):
    r = rec.r
    out = []
    for b in doc["blocks"]:
        if b[0] != "t":
            out.append(("\\footnotesize " if b[0] == "note" else "") + tex(b[1]) + "\n")
            continue
        k = len(b[2])
        if r.random() < 0.4:
            df = frame(b).astype(str)
            df = df.applymap(tex)
            df.columns = [tex(c) for c in df.columns]
            out.append(df.style.hide(axis="index").to_latex(hrules=True, caption=tex(b[1])) if r.random() < 0.8 else "")
            if out[-1]:
                continue
        rule = ("\\toprule", "\\midrule", "\\bottomrule") if r.random() < 0.7 else ("\\hline",) * 3
        rows = [" & ".join(tex(c) for c in row) + r" \\" for row in cells(doc, b[3])]
        out += [r"\begin{table}[ht]", r"\centering", f"\\caption{{{tex(b[1])}}}", f"\\begin{{tabular}}{{l{'r' * (k - 1)}}}", rule[0],
                " & ".join(f"\\textbf{{{tex(h)}}}" if r.random() < .3 else tex(h) for h in b[2]) + r" \\", rule[1], *rows, rule[2],
                r"\end{tabular}", r"\end{table}", ""]
    name = rec.name("tex", doc["topic"])
    rec.write(name, "\n".join(out) + "\n")
    return name, "latex-markdown", "LaTeX"


def as_html(rec, doc):
    r = rec.r
    name = rec.name(r.choice(["html", "html", "htm"]), doc["topic"])
    if r.random() < 0.4:
        body = "".join(f"<h3>{html.escape(b[1])}</h3>\n" + frame(b).to_html(index=False, border=0) if b[0] == "t" else f"<p>{html.escape(b[1])}</p>\n" for b in doc["blocks"])
        prog = "pandas to_html"
    else:
        body, prog = "", "hand-made page"
        for b in doc["blocks"]:
            if b[0] != "t":
                body += f"<p class='{b[0]}'>{html.escape(b[1])}</p>\n"
                continue
            body += f"<table>\n<caption>{html.escape(b[1])}</caption>\n<thead><tr>" + "".join(f"<th scope='col'>{html.escape(h)}</th>" for h in b[2]) + "</tr></thead>\n<tbody>\n"
            for row in cells(doc, b[3]):
                body += f"<tr><th scope='row'>{html.escape(row[0])}</th>" + "".join(f"<td>{html.escape(c)}</td>" for c in row[1:]) + "</tr>\n"
            body += "</tbody></table>\n"
    rec.write(name, f"<!DOCTYPE html>\n<html lang='{doc['lang']}'><head><meta charset='utf-8'><title>{html.escape(doc['title'])}</title>\n"
              f"<style>td{{text-align:right}} table{{border-collapse:collapse}}</style></head>\n<body>\n<h1>{html.escape(doc['title'])}</h1>\n{body}</body></html>\n")
    return name, "html", prog


def as_json(rec, doc):
    r = rec.r
    ts = blocks(doc, "t")
    style = r.randrange(3)
    def shape(b):
        df = frame(b)
        if style == 0:
            return df.to_dict("records")
        if style == 1:
            return {"columns": b[2], "data": b[3]}
        return {str(x[0]).strip() + ("" if len(b[2]) > 3 or not isinstance(x[1], str) else " / " + x[1]): dict(zip(b[2][1:], x[1:])) for x in b[3]}
    d = {"title": doc["title"], "tables": {b[1]: shape(b) for b in ts}} if len(ts) > 1 or r.random() < 0.5 else shape(ts[0])
    if blocks(doc, "note") and isinstance(d, dict):
        d["note"] = blocks(doc, "note")[0][1]
    name = rec.name("json", doc["topic"])
    rec.write(name, json.dumps(d, ensure_ascii=r.random() < 0.3, indent=r.choice([None, 1, 2])))
    return name, "json", "python json"


def as_sql(rec, doc):
    """The table goes through sqlite3's own shell, which prints it."""
    r = rec.r
    b = blocks(doc, "t")[0]
    cols = [c.replace('"', "") or "item" for c in b[2]]
    with tempfile.TemporaryDirectory() as tmp:
        db = os.path.join(tmp, "x.db")
        con = sqlite3.connect(db)
        frame(("t", "", cols, b[3])).to_sql("agg", con, index=False)
        con.close()
        mode = r.choice(["box", "column", "table", "markdown", "list", "csv"])
        q = "SELECT * FROM agg;"
        out = subprocess.run(["sqlite3", "-header", "-cmd", f".mode {mode}", db, q], capture_output=True, text=True, check=True).stdout
    src = r.choice(["episodes", "cohort_v3", "ledger", "registry"])
    g = ", ".join('"' + c.strip() + '"' for c in cols[:1])
    head = r.choice([f"sqlite> SELECT {g}, COUNT(*) FROM {src} GROUP BY 1;\n", f"-- {b[1]}\n", ""])
    foot = "".join(f"-- {x[1]}\n" for x in blocks(doc, "note"))
    name = rec.name(r.choice(["txt", "out"]), doc["topic"])
    rec.write(name, head + out + foot)
    return name, "sql-text", "sqlite3 ." + mode


def pandoc(rec, doc, ext):
    name = rec.name(ext, doc["topic"])
    level = "#" if ext == "pptx" else "##"
    md = markdown(rec, doc, "pipe", level)
    if ext == "pptx":  # one slide a table
        parts = []
        for i, b in enumerate(blocks(doc, "t")):
            parts.append(f"# {b[1]}\n\n" + tabulate(cells(doc, b[3]), headers=b[2], tablefmt="pipe", disable_numparse=True) + "\n")
        rest = [b[1] for b in doc["blocks"] if b[0] != "t"]
        if rest:
            parts.append("# Notes\n\n" + "\n".join("- " + x.replace("*", r"\*") for x in rest) + "\n")
        md = f"% {doc['title']}\n\n" + "\n".join(parts)
    subprocess.run(["pandoc", "-f", "markdown", "-o", rec.path(name)], input=md, text=True, check=True)
    return name, ext, "pandoc"
