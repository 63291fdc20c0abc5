"""Files with one row per person, and files with an identifier of a person."""
import json
import docx, nbformat, openpyxl
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd
import ids
from common import *
from tables_docs import SimpleDocTemplate, Paragraph, STY, A4
from tables_text import stata_tab1

SEXW = {"en": ("F", "M"), "de": ("w", "m"), "fr": ("F", "H"), "nl": ("V", "M"), "sv": ("K", "M"), "da": ("K", "M"), "no": ("K", "M"), "es": ("M", "H"), "it": ("F", "M"), "pl": ("K", "M"), "pt": ("F", "M"), "cs": ("Ž", "M")}


def frame(c, n):
    idn = pick(["id", "pid", "case_no", "pseudo_id", "lopnr", "study_no"])
    d = pd.DataFrame({idn: np.sort(rng.choice(90000, n, replace=False) + 10000), "age": rng.integers(17, 88, n),
                      "sex": [pick(SEXW[c.lang]) for _ in range(n)], c.by: [pick(c.bys) for _ in range(n)], c.var: [pick(c.cats) for _ in range(n)],
                      c.num: rng.lognormal(0, .5, n) * c.mu})
    if c.people in ("pupils", "children", "Schüler", "jongeren", "mineurs"):
        d["age"] = rng.integers(6, 18, n)
    elif c.people in ("students", "becarios", "studenti", "apprentices", "apprentis"):
        d["age"] = rng.integers(17, 29, n)
    elif c.people in ("women",):
        d["age"] = rng.integers(50, 71, n)
        d["sex"] = "F"
    elif c.people == "newborns":
        d = d.rename(columns={"age": "mother_age"}).assign(mother_age=rng.integers(18, 44, n))
    if c.by in ("sex", "geschlecht", "sexe", "kon", "sexo", "plec"):
        d = d.drop(columns="sex", errors="ignore")
    d[c.num] = d[c.num].round(0 if c.mu > 100 else 1)
    return d


def R1(c):  # R head, with prompt
    n = pick([6, 8, 10])
    d = frame(c, n)
    return "txt", "r-print", "R", run_r(f'd <- read.csv("d.csv")\nhead(d, {n})', True, {"d.csv": d})


def R2(c):  # tibble
    d = frame(c, 40)
    return "Rout", "r-print", "R", run_r('suppressMessages(library(dplyr))\nd <- as_tibble(read.csv("d.csv"))\nd', True, {"d.csv": d})


def R3(c):  # str
    return "txt", "r-print", "R", run_r(f'd <- read.csv("d.csv")\nd[order(-d${c.num}), ][1:9, ]', False, {"d.csv": frame(c, 25)})


def S1(c):  # stata list
    d = frame(c, ri(6, 12))
    wd = [max(len(str(x)) for x in list(d[k]) + [k]) + 1 for k in d]
    bar = "     +" + "-" * (sum(wd) + len(wd) + 1) + "+"
    L = [f". list in 1/{len(d)}", "", bar, "     | " + " ".join(k.rjust(x) for k, x in zip(d, wd)) + " |", "     |" + bar[6:-1] + "|"]
    for i, r in enumerate(d.values):
        L.append(f"{i + 1:>3}. | " + " ".join(str(v).rjust(x) for v, x in zip(r, wd)) + " |")
    return "log", "stata-log", "Stata", "\n".join(L + [bar])


def P1(c):
    return "txt", "pandas-print", "Python", ">>> df.sample(8, random_state=3)\n" + frame(c, 8).to_string()


def P2(c):
    d = frame(c, 60)
    return "txt", "pandas-print", "Python", f"{c.title}: after merge\n" + d.to_string(max_rows=10)


def SAS(c):
    d = frame(c, 9)
    L = [" " * 25 + "The SAS System", "", "Obs    " + "    ".join(f"{k:<14}" for k in d)]
    L += [f"{i + 1:>3}    " + "    ".join(f"{str(v):<14}" for v in r) for i, r in enumerate(d.values)]
    return "lst", "sas-listing", "SAS", "\n".join(L)


def CSV(c):
    d = frame(c, ri(15, 60))
    return "csv", "csv", "R", d.to_csv(index=False, sep=pick([",", ";", "\t"]))


def CSVW(c):  # one column per person: repeated measures
    d = {f"P{ri(1000, 1999) + i * 7}": (rng.normal(c.mu, c.mu / 5, 6)).round(1) for i in range(8)}
    return "csv", "csv", "Excel", pd.DataFrame(d, index=[f"visit_{k}" for k in range(1, 7)]).to_csv()


def JS(c):
    return "json", "json", "Python", json.dumps(json.loads(frame(c, 9).to_json(orient="records")), indent=1, ensure_ascii=False)


def MD(c):
    return "md", "latex-markdown", "Markdown", f"### {c.title}\n\n" + frame(c, 8).to_markdown(index=False)


def PROSE(c):
    d = frame(c, 6)
    t = {"en": "Case {i}: {s}, aged {a}, {v}, {b}; {k} {x}.", "de": "Fall {i}: {s}, {a} Jahre, {v}, {b}; {k} {x}.", "fr": "Cas {i} : {s}, {a} ans, {v}, {b} ; {k} {x}."}
    f = t.get(c.lang, t["en"])
    return "txt", "prose", "Word processor", f"{c.title}\n\n" + "\n\n".join(f.format(i=i + 1, s=r[2], a=r[1], v=r[4], b=r[3], k=c.num, x=r[5]) for i, r in enumerate(d.values))


def write_x(c, p):
    wb = openpyxl.Workbook()
    wb.active.title = pick(["data", "Blad1", "Sheet1"])
    d = frame(c, 20)
    wb.active.append(list(d))
    for r in d.astype(object).values.tolist():
        wb.active.append(r)
    wb.save(p)


def write_docx(c, p):
    D = docx.Document()
    D.add_heading(c.title, 1)
    d = frame(c, 9)
    t = D.add_table(1, len(d.columns), style="Table Grid")
    for j, k in enumerate(d):
        t.cell(0, j).text = k
    for r in d.values:
        for x, v in zip(t.add_row().cells, r):
            x.text = str(v)
    D.save(p)


def write_html(c, p):
    open(p, "w").write(f"<h2>{c.title}</h2>" + frame(c, 12).to_html(index=False))


def write_svg(c, p):
    d = frame(c, 14)
    fig, ax = plt.subplots()
    ax.scatter(d["age"], d[c.num])
    for a, b, t in zip(d["age"], d[c.num], d.iloc[:, 0]):
        ax.annotate(f"ID {t}", (a, b), fontsize=7)
    ax.set_xlabel("age")
    ax.set_ylabel(c.num)
    ax.set_title(c.title)
    fig.savefig(p)
    plt.close(fig)


def write_nb(c, p):
    d = frame(c, 5)
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("df.head()", execution_count=3, outputs=[nbformat.v4.new_output(
        "execute_result", {"text/plain": d.to_string(), "text/html": d.to_html()}, execution_count=3)])])
    nb.cells[0]["id"] = "a1"
    nbformat.write(nb, p)


def binary(f, ext, form, prog, kind, what):
    c = ctx()
    n = newname(c, ext)
    w2 = f(c, path(n))
    label(n, form, prog, kind, w2 or what)


EXTRA = {"en": [("SIN", ids.sin), ("card number", ids.card), ("bank account", lambda: ids.iban("ES"))], "de": [("Steuer-ID", ids.steuerid), ("IBAN", ids.iban), ("AHV-Nr.", ids.ahv)],
         "nl": [("Rijksregisternr.", ids.rrn)], "pt": [("CPF", ids.cpf)], "sv": [("henkilötunnus", ids.hetu)], "fr": [("No AVS", ids.ahv)]}


def ident_text(k):
    """One identifier inside an otherwise ordinary output."""
    c = ctx()
    L, (lab, fn) = c.lang, ids.NATIONAL[c.lang]
    if c.lang in EXTRA and rng.random() < .5:
        lab, fn = pick(EXTRA[c.lang])
    y, m, d = ids.dob()
    nm = ids.name(L)
    mail = slug(nm).replace("_", ".") + "@example.org"
    T = Tab(c, "ok", oneway=True)
    opts = [
        ("txt", "prose", "Editor", f"{c.title}\n\nChecked by hand: {lab} {fn()} was in both files and was kept once.\n", lab),
        ("csv", "csv", "R", f"{c.var},n\n" + "\n".join(f"{a},{b}" for a, b in zip(T.rows, T.rt)) + f"\n# query sent to {nm}, {ids.address(L)}", "name and address"),
        ("log", "log", "Python", f"2023-05-1{ri(0, 9)} 08:{ri(10, 59)}:07 INFO reading extract\n2023-05-19 08:51:11 WARNING conflicting sex for {lab}={fn()}\n2023-05-19 08:51:40 INFO {T.n} rows kept", lab),
        ("log", "stata-log", "Stata", stata_tab1(T) + f"\n. * todo: ring {nm} on {ids.phone(L)} about the late form\n", "name and phone"),
        ("txt", "r-print", "R", f"> which(duplicated(d$pid))\ninteger(0)\n> d$pid[3412]\n[1] \"{fn()}\"\n> nrow(d)\n[1] {T.n * 11 + 4000}\n", lab),
        ("json", "json", "Python", json.dumps({"title": c.title, "n": T.n, "contact_of_participant": {"name": nm, "email": mail}}, indent=2, ensure_ascii=False), "name and mail"),
        ("md", "latex-markdown", "Markdown", f"## {c.title}\n\nParticipant {nm}, born {d:02d}.{m:02d}.{y}, withdrew consent after the first wave.\n\n| {c.var} | n |\n|:--|--:|\n" + "\n".join(f"| {a} | {b} |" for a, b in zip(T.rows, T.rt)), "name and date of birth"),
        ("txt", "sql-text", "sqlite3", f"sqlite> select {slug(lab)}, date_of_birth from person where flag = 'X' limit 1;\n{fn()}|{y}-{m:02d}-{d:02d}\n", f"{lab} and date of birth"),
        ("lst", "sas-listing", "SAS", f"                 The SAS System\n\nNOTE: There were {T.n * 9} observations read from the data set WORK.LINKED.\nNOTE: Invalid data for {slug(lab)[:8]} kept as is: patient_name={nm} address={ids.address(L)}\n", "name and address"),
        ("tex", "latex-markdown", "LaTeX", "\\begin{quote}\n``I waited a year for an answer.''\n\\hfill --- " + f"{nm}, {pick(c.bys)}, {ids.phone(L)}\n\\end{{quote}}\n", "name and phone")]
    e = opts[k % len(opts)]
    save(c, e[0], e[1], e[2], "identifier", e[3], f"{e[4]} of a person")


def idx(c, p):
    wb = openpyxl.Workbook()
    s = wb.active
    T = Tab(c, "ok", oneway=True)
    for a, b in zip(T.rows, T.rt):
        s.append([a, b])
    lab, fn = ids.NATIONAL[c.lang]
    h = wb.create_sheet("notes")
    h.append(["item", "value"])
    h.append([f"check {lab}", fn()])
    wb.save(p)
    return lab


def iddoc(c, p):
    D = docx.Document()
    D.add_heading(c.title, 1)
    y, m, d = ids.dob()
    nm = ids.name(c.lang)
    D.add_paragraph({"de": f"Frau/Herr {nm}, geboren am {d:02d}.{m:02d}.{y}, wohnhaft {ids.address(c.lang)}, hat der Befragung widersprochen.",
                     "fr": f"{nm}, né(e) le {d:02d}/{m:02d}/{y}, demeurant {ids.address(c.lang)}, a refusé l'entretien."}.get(
        c.lang, f"{nm}, born {d:02d}/{m:02d}/{y}, living at {ids.address(c.lang)}, declined the interview."))
    D.save(p)
    return "name, date of birth and address"


def idpdf(c, p):
    lab, fn = ids.NATIONAL[c.lang]
    SimpleDocTemplate(p, pagesize=A4, invariant=1).build([Paragraph(c.title, STY["Heading1"]), Paragraph(f"Contact: {ids.name(c.lang)}, tel. {ids.phone(c.lang)}, {lab} {fn()}", STY["Normal"])])
    return f"name, phone and {lab}"


def idhtml(c, p):
    nm = ids.name(c.lang)
    open(p, "w").write(f"<html><body><h1>{c.title}</h1><p>Interview with <b>{nm}</b>, {slug(nm).replace('_', '.')}@example.com, account {ids.iban('DE') if c.lang in ('de', 'en') else ids.iban('ES')}</p></body></html>")
    return "name, mail and account number"


def make():
    for f, k in [(R1, 3), (R2, 2), (R3, 1), (S1, 3), (P1, 2), (P2, 2), (SAS, 2), (CSV, 3), (CSVW, 1), (JS, 2), (MD, 1), (PROSE, 2)]:
        for _ in range(k):
            c = ctx()
            ext, form, prog, text = f(c)
            save(c, ext, form, prog, "rows-of-people", text, f"one {'column' if f is CSVW else 'row'} per person ({c.people})")
    for f, ext, form, prog, k in [(write_x, "xlsx", "xlsx", "Excel", 2), (write_docx, "docx", "docx", "Word", 1), (write_html, "html", "html", "Python", 1),
                                  (write_svg, "svg", "svg", "matplotlib", 1), (write_nb, "ipynb", "notebook", "Jupyter", 1)]:
        for _ in range(k):
            binary(f, ext, form, prog, "rows-of-people", "one row or point per person")
    for k in range(23):
        ident_text(k)
    for f, ext, form, prog, k in [(idx, "xlsx", "xlsx", "openpyxl", 2), (iddoc, "docx", "docx", "Word", 2), (idpdf, "pdf", "pdf", "reportlab", 2), (idhtml, "html", "html", "Quarto-like", 1)]:
        for _ in range(k):
            binary(f, ext, form, prog, "identifier", "identifier")
