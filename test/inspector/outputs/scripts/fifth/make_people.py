"""Rows of people: one row, column or object for each person."""
import csv
import io
import json
import subprocess

import openpyxl
import pandas as pd
from docx import Document
from tabulate import tabulate

import people as P
import render_office as O
from common import arguments, words
from render import pandoc
from tables import Doc


COLS = {  # slug, columns with makers; topic language is English unless told
    "icu_stay": ("en", ["study_id", "age", "sex", "apache2", "los_days", "died"], lambda r, i: [f"S{i:04d}", r.randint(19, 91), r.choice("FM"), r.randint(4, 38), round(r.expovariate(.15) + .4, 1), int(r.random() < .2)]),
    "loan_book": ("en", ["loan", "borrower_age", "income", "ltv", "rate", "status"], lambda r, i: [f"L{r.randint(10000, 99999)}", r.randint(21, 70), round(r.lognormvariate(10.4, .5)), round(r.uniform(40, 98), 1), round(r.uniform(1.2, 6.9), 2), r.choice(["current", "arrears", "default"])]),
    "pupil_marks": ("en", ["pupil", "year", "fsm", "maths", "reading", "absence_pct"], lambda r, i: [f"P{i}", r.choice([7, 8, 9]), r.choice(["yes", "no"]), r.randint(21, 99), r.randint(18, 99), round(r.uniform(0, 23), 1)]),
    "case_series": ("en", ["Case", "Age/sex", "Presentation", "Ejection fraction (%)", "Outcome"], lambda r, i: [str(i), f"{r.randint(18, 84)}{r.choice('FM')}", r.choice(["chest pain", "syncope", "palpitations", "incidental", "dyspnoea"]), r.randint(18, 62), r.choice(["recovered", "ICD", "died day %d" % r.randint(2, 40), "lost"])]),
    "tax_units": ("en", ["unit_id", "postcode_district", "turnover", "profit", "employees"], lambda r, i: [r.randint(200000, 299999), r.choice(["LS6", "YO10", "BD3", "HX1"]), r.randint(18000, 900000), r.randint(-9000, 120000), r.randint(0, 14)]),
    "patienten": ("de", ["Pat.-Nr.", "Alter", "Geschlecht", "Hauptdiagnose", "Verweildauer"], lambda r, i: [i, r.randint(20, 93), r.choice("wm"), r.choice(["I21.4", "J44.1", "S72.0", "N39.0", "K35.8"]), r.randint(1, 41)]),
    "etudiants": ("fr", ["matricule", "sexe", "naissance", "moyenne", "mention"], lambda r, i: [f"E{r.randint(2000, 9999)}", r.choice("FH"), r.randint(1997, 2002), round(r.uniform(6, 18), 2), r.choice(["P", "AB", "B", "TB", "—"])]),
    "pazienti": ("it", ["id_paziente", "eta", "sesso", "creatinina", "esito"], lambda r, i: [f"PZ{i:03d}", r.randint(30, 95), r.choice("FM"), round(r.uniform(.5, 6), 2), r.choice(["dimesso", "deceduto", "trasferito"])]),
    "leerlingen": ("nl", ["leerlingnr", "leeftijd", "advies", "cito", "school"], lambda r, i: [r.randint(4000, 8999), r.randint(11, 13), r.choice(["vmbo", "havo", "vwo"]), r.randint(505, 550), r.choice(["A", "B", "C"])]),
    "deltagare": ("sv", ["löpnr", "kön", "födelseår", "arbetsinkomst", "sjukdagar"], lambda r, i: [i, r.choice(["K", "M"]), r.randint(1950, 1999), r.randint(0, 62) * 10000, r.randint(0, 180)]),
    "pacientes": ("es", ["nhc", "edad", "sexo", "demora_dias", "intervencion"], lambda r, i: [r.randint(100000, 999999), r.randint(18, 90), r.choice(["M", "H"]), r.randint(3, 400), r.choice(["cataratas", "hernia", "artroplastia"])]),
    "diary": ("en", ["participant", "baseline_pain", "week4_pain", "week12_pain", "arm"], lambda r, i: [f"{r.choice('ABC')}-{i:02d}", r.randint(3, 10), r.randint(0, 9), r.randint(0, 9), r.choice(["TENS", "sham"])]),
    "followup": ("en", ["ptid", "entry", "exit", "event", "cause"], lambda r, i: [1000 + i * 7, f"20{r.randint(10, 14)}-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}", f"20{r.randint(15, 21)}-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}", r.choice([0, 1]), r.choice(["C34", "I21", "", "G30"])]),
}
KEYS = list(COLS)


def data(r, key, n):
    lang, cols, f = COLS[key]
    return lang, cols, [f(r, i + 1) for i in range(n)]


def stata_list(cols, rows):
    w = [max(len(str(c)), *(len(str(x[j])) for x in rows)) + 2 for j, c in enumerate(cols)]
    bar = "     +" + "-" * (sum(w) + len(w) - 1) + "+"
    out = [f". list {' '.join(c.lower().replace(' ', '_') for c in cols)} in 1/{len(rows)}, clean noobs"[:70] if False else f". list in 1/{len(rows)}", "", bar,
           "     |" + " ".join(f"{c:>{k}}" for c, k in zip(cols, w)) + "|", "     |" + "-" * (sum(w) + len(w) - 1) + "|"]
    for i, row in enumerate(rows):
        out.append(f"{i + 1:>3}. |" + " ".join(f"{str(v):>{k}}" for v, k in zip(row, w)) + "|")
    return "\n".join(out + [bar]) + "\n"


def sas_print(cols, rows, title):
    w = [max(len(str(c)), *(len(str(x[j])) for x in rows)) + 4 for j, c in enumerate(cols)]
    out = [title.center(70).rstrip(), "", " Obs" + "".join(f"{c:>{k}}" for c, k in zip(cols, w)), ""]
    out += [f"{i + 1:>4}" + "".join(f"{str(v):>{k}}" for v, k in zip(row, w)) for i, row in enumerate(rows)]
    return "\n".join(out) + "\n"


def spss_list(cols, rows):
    w = [max(len(str(c)), *(len(str(x[j])) for x in rows)) + 1 for j, c in enumerate(cols)]
    out = ["LIST", "", " ".join(f"{c:>{k}}" for c, k in zip(cols, w)), ""]
    out += [" ".join(f"{str(v):>{k}}" for v, k in zip(row, w)) for row in rows]
    return "\n".join(out) + f"\n\nNumber of cases read:  {len(rows)}    Number of cases listed:  {len(rows)}\n"


def main():
    rec = arguments("make_people")
    r = rec.r
    r.shuffle(KEYS)
    turn = 0

    def nxt(n):
        nonlocal turn
        key = KEYS[turn % len(KEYS)]
        turn += 1
        return (key, *data(r, key, n))

    def put(name, form, prog, n, how="row"):
        rec.label(name, form, prog, "rows-of-people", f"one {how} for each of {n} people")

    for ext, n in (("csv", 240), ("csv", 38), ("csv", 12), ("tsv", 61)):
        key, lang, cols, rows = nxt(n)
        buf = io.StringIO()
        w = csv.writer(buf, delimiter="\t" if ext == "tsv" else ("," if lang == "en" else ";"))
        w.writerow(cols)
        w.writerows(rows)
        name = rec.name(ext, slug=key)
        rec.write(name, buf.getvalue())
        put(name, ext, "python csv", n)
    # wide: a column for each person
    key, lang, cols, rows = nxt(18)
    name = rec.name("csv", slug=key)
    rec.write(name, "\n".join(",".join(str(v) for v in line) for line in zip(cols, *rows)) + "\n")
    put(name, "csv", "python csv", 18, "column")
    for n, how in ((40, 0), (25, 1), (9, 2), (30, 3)):
        key, lang, cols, rows = nxt(n)
        objs = [dict(zip(cols, x)) for x in rows]
        name = rec.name(["json", "jsonl", "json", "json"][how], slug=key)
        text = [json.dumps(objs, ensure_ascii=False, indent=1), "\n".join(json.dumps(o, ensure_ascii=False) for o in objs) + "\n",
                json.dumps({"cohort": key, "n": n, "records": {str(o[cols[0]]): {c: o[c] for c in cols[1:]} for o in objs}}, ensure_ascii=False, indent=2),
                json.dumps({c: [x[j] for x in rows] for j, c in enumerate(cols)}, ensure_ascii=False)][how]
        rec.write(name, text)
        put(name, "json", "python json", n, "object" if how < 3 else "entry of each array")
    for n, sheets in ((120, 1), (33, 3)):
        key, lang, cols, rows = nxt(n)
        wb = openpyxl.Workbook()
        if sheets == 3:
            wb.active.title = "Info"
            wb.active["A1"] = "Extract for the appendix"
            ws = wb.create_sheet("Means")
            ws.append(["Group", "N", "Mean"])
            for g in ("a", "b"):
                ws.append([g, r.randint(40, 90), round(r.uniform(20, 60), 1)])
            ws = wb.create_sheet("raw")
            if r.random() < .5:
                ws.sheet_state = "hidden"
        else:
            ws = wb.active
        ws.append(cols)
        for x in rows:
            ws.append(x)
        name = rec.name("xlsx", slug=key)
        wb.save(rec.path(name))
        put(name, "xlsx", "openpyxl", n)
    later = O.Later(rec)
    for form in ("docx", "docx", "odt", "pptx", "pdf", "ods", "html", "md"):
        n = {"pptx": 8, "pdf": 26, "ods": 31}.get(form, r.randint(6, 16))
        key, lang, cols, rows = nxt(n)
        t = {"lang": lang, "title": {"en": r.choice(["Patient listing", "Appendix B", "Individual cases", "Checks"]), "de": "Einzelfälle", "fr": "Annexe", "it": "Casi", "nl": "Bijlage", "sv": "Bilaga", "es": "Anexo"}[lang], "slug": key}
        d = Doc(t, "")
        d.t(words(t)["table"] + f" {r.randint(1, 9)}", cols, rows)
        if form in ("docx", "pdf"):
            name, f, prog = (O.as_docx if form == "docx" else O.as_pdf)(rec, d)
        elif form == "ods":
            name, f, prog = later.add(d, "ods")
        elif form == "html":
            name, f, prog = rec.name("html", slug=key), "html", "pandas to_html"
            rec.write(name, pd.DataFrame(rows, columns=cols).to_html())
        elif form == "md":
            name, f, prog = rec.name("md", slug=key), "latex-markdown", "tabulate"
            rec.write(name, "## Listing\n\n" + tabulate(rows, headers=cols, tablefmt="github") + "\n")
        else:
            name, f, prog = pandoc(rec, d, form)
        put(name, f, prog, n)
    later.run()
    for form in ("stata", "stata", "sas", "spss", "pandas", "pandas", "sql", "latex"):
        n = r.randint(5, 20)
        key, lang, cols, rows = nxt(n)
        df = pd.DataFrame(rows, columns=cols)
        if form == "pandas":
            text, ext, f, prog = f"loaded {key}.parquet ({r.randint(900, 9000)}, {len(cols)})\n{df.head(n).to_string() if n > 8 else df}\n", "txt", "pandas-print", "pandas"
        elif form == "stata":
            text, ext, f, prog = stata_list(cols, rows), "log", "stata", "imitated Stata"
        elif form == "sas":
            text, ext, f, prog = sas_print(cols, rows, "The SAS System"), "lst", "sas", "imitated SAS"
        elif form == "spss":
            text, ext, f, prog = spss_list(cols, rows), "txt", "spss", "imitated SPSS"
        elif form == "latex":
            text, ext, f, prog = df.astype(str).style.hide(axis="index").to_latex(hrules=True).replace("_", r"\_").replace("%", r"\%"), "tex", "latex-markdown", "pandas to_latex"
        else:
            sql = f"CREATE TABLE t({', '.join(chr(34) + c + chr(34) for c in cols)});\n" + "".join("INSERT INTO t VALUES(" + ",".join("'" + str(v).replace("'", "''") + "'" for v in x) + ");\n" for x in rows)
            text = "sqlite> SELECT * FROM " + key + f" LIMIT {n};\n" + subprocess.run(["sqlite3", "-header", "-cmd", ".mode column"], input=sql + "SELECT * FROM t;\n", capture_output=True, text=True, check=True).stdout
            ext, f, prog = "txt", "sql-text", "sqlite3 .mode column"
        name = rec.name(ext, slug=key)
        rec.write(name, text)
        put(name, f, prog, n)
    # paragraphs, one a person, in Word
    d = Document()
    d.add_heading("Narratives of serious adverse events", 1)
    for i in range(6):
        d.add_paragraph(f"Participant {r.randint(101, 380)}, a {r.randint(24, 88)}-year-old {r.choice(['woman', 'man'])}, was admitted on day {r.randint(3, 90)} with "
                        f"{r.choice(['pneumonia', 'atrial fibrillation', 'a fall', 'hyponatraemia'])}; study drug was {r.choice(['stopped', 'continued'])} and the event resolved after {r.randint(2, 30)} days.")
    name = rec.name("docx", slug="sae")
    d.save(rec.path(name))
    rec.label(name, "docx", "python-docx", "rows-of-people", "one paragraph for each of 6 people")
    rec.done()


if __name__ == "__main__":
    main()
