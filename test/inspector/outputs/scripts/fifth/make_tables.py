"""Tables of counts of four kinds in all the forms."""
import render as R
import render_office as O
import render_stat as S
from common import arguments
from tables import build, hidden_cross, matrix

PLAN = [  # form, small-count, harmless, rounded
    ("csv", 5, 2, 3), ("tsv", 1, 1, 1), ("txt", 3, 1, 1), ("pandas", 3, 1, 2), ("md", 3, 1, 2), ("latex", 3, 1, 1), ("html", 3, 2, 2), ("json", 3, 1, 2),
    ("sql", 3, 1, 1), ("docx", 5, 2, 3), ("pptx", 2, 1, 1), ("odt", 1, 1, 1), ("xlsx", 5, 3, 3), ("ods", 2, 1, 1), ("pdf", 2, 1, 1), ("lopdf", 1, 1, 1),
    ("rtf", 1, 1, 1), ("stata", 4, 2, 2), ("sas", 3, 2, 1), ("spss", 2, 1, 1),
]
BASES = [5, 10, 5, 10, 6, 100, 5, 3, 20, 10, 50, 5, 25, 6, 10, 5, 3, 100, 50, 20, 5, 10]


def listing(rec, form, kind, base):
    r = rec.r
    while True:
        t = rec.topic()
        if form != "sas" or len({S.short(c, 8) for c in t["cols"]}) == len(t["cols"]):
            break
    nr, nc = len(t["rows"]), len(t["cols"])
    # totals of such listings must add up, so rounded ones show multiples whose sums are multiples
    m, small = matrix(r, nr, nc, kind, base)
    v = [sum(x) for x in m]
    if form == "stata":
        text = S.stata_head(r, t) + (S.stata_tab1(t, v) + "\n" if r.random() < .5 else "") + S.stata_tab2(t, m, r.choice(["", "", ", row", ", chi2"]))
        if ", chi2" in text:
            text += f"\n          Pearson chi2({(nr - 1) * (nc - 1)}) = {r.uniform(12, 90):8.4f}   Pr = {r.uniform(0, .05):.3f}\n"
        ext = r.choice(["log", "txt", "smcl.txt"])
    elif form == "sas":
        text, ext = S.sas_freq(t, m, r.choice(["The SAS System", t["title"]])) + ("\n" + S.sas_oneway(t, v) if r.random() < .4 else ""), r.choice(["lst", "txt"])
    else:
        text, ext = S.spss_crosstab(t, m, t["lang"]) + ("\n" + S.spss_freq(t, v) if r.random() < .4 else ""), "txt"
    if base:
        text += f"\n* {'counts rounded to multiples of ' + str(base)}\n" if r.random() < 0.6 else ""
    name = rec.name(ext, t)
    rec.write(name, text)
    what = "; ".join(f"{m[i][j]} {t['unit']} at {t['rows'][i]} × {t['cols'][j]}" for i, j in small)
    return name, form, "imitated " + {"stata": "Stata"}.get(form, form.upper()), what or (f"all counts are multiples of {base}" if base else "all counts 0 or from 10 up")


def write(rec, later, form, kind, base, made=None):
    if form in ("stata", "sas", "spss"):
        if base == 6:
            base = 5  # listings add up; midpoints do not
        name, f, prog, what = listing(rec, form, kind, base)
        rec.label(name, f, prog, kind, what, base)
        return
    doc, what = made or build(rec, kind, base)
    go = {"csv": R.as_csv, "tsv": lambda a, b: R.as_csv(a, b, True), "txt": R.as_txt, "pandas": R.as_pandas, "md": R.as_md, "latex": R.as_latex,
          "html": R.as_html, "json": R.as_json, "sql": R.as_sql, "docx": O.as_docx, "xlsx": O.as_xlsx, "pdf": O.as_pdf,
          "pptx": lambda a, b: R.pandoc(a, b, "pptx"), "odt": lambda a, b: R.pandoc(a, b, "odt"),
          "rtf": lambda a, b: later.add(b, "rtf"), "ods": lambda a, b: later.add(b, "ods"), "lopdf": lambda a, b: later.add(b, "pdf")}[form]
    name, f, prog = go(rec, doc)
    rec.label(name, f, prog, kind, what, base)


def main():
    rec = arguments("make_tables")
    later = O.Later(rec)
    bases = iter(BASES * 3)
    for form, a, b, c in PLAN:
        for _ in range(a):
            write(rec, later, form, "small-count", None)
        for _ in range(b):
            write(rec, later, form, "harmless", None)
        for _ in range(c):
            write(rec, later, form, "rounded", next(bases))
    for form in ("csv", "html", "docx", "xlsx"):
        write(rec, later, form, "arithmetic", None, hidden_cross(rec))
    for form in ("xlsx", "md", "docx"):
        write(rec, later, form, "harmless", None, hidden_cross(rec, True))
    later.run()
    rec.done()


if __name__ == "__main__":
    main()
