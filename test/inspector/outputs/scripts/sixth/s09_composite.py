"""Longer files of several parts: workbooks of several sheets, reports with text and tables, long notebooks."""
import json

import docx
import numpy as np
import openpyxl
import pandas as pd

from common import Kit, dec, group
from topics import T, counts

kit = Kit("s09")
r = kit.rng
topic = lambda word: next(t for t in T if word in t["title"])
COEF = {"de": ["Konstante", "Alter", "weiblich", "Befristet"], "fr": ["Constante", "Âge", "Femme", "Boursier"], "sv": ["Intercept", "Ålder", "Kvinna", "Gift"],
        "nl": ["Constante", "Leeftijd", "Vrouw", "Stad"], "es": ["Constante", "Edad", "Mujer", "Rural"], "it": ["Costante", "Età", "Donna", "Sud"],
        "fi": ["Vakio", "Ikä", "Nainen", "Maaseutu"], "no": ["Konstant", "Alder", "Kvinne", "By"]}


def coefs(lang):
    out = []
    for v in COEF[lang]:
        b, s = r.gauss(0, .4), r.uniform(.02, .09)
        out.append([v, round(b, 3), round(s, 3), round(float(np.exp(-abs(b / s))), 3)])
    return out


def cross(t, m):
    return [[t["row"]] + t["cols"] + [t["total"]]] + [[a] + x + [sum(x)] for a, x in zip(t["rows"], m)] + [[t["total"]] + [sum(c) for c in zip(*m)] + [sum(map(sum, m))]]


def workbook(t, m, kind, what):
    wb = openpyxl.Workbook()
    a = wb.active
    a.title = "Info"
    a.append([t["title"]])
    a.append(["Version 4, 2023-05-11"])
    b = wb.create_sheet("Modell" if t["lang"] in ("de", "sv", "no") else "M1")
    for row in [["", "b", "se", "p"]] + coefs(t["lang"]):
        b.append(row)
    c = wb.create_sheet("T3")
    c["C4"] = t["title"]
    for i, row in enumerate(cross(t, m)):
        for k, v in enumerate(row):
            c.cell(6 + i, 3 + k, v)
    name = kit.name("xlsx")
    wb.save(kit.path(name))
    kit.label(name, "xlsx", "openpyxl, three sheets", kind, what)


def report(t, m, kind, what, sentence):
    d = docx.Document()
    d.add_heading(t["title"], 1)
    d.add_paragraph(sentence)
    for rows in ([["", "b", "SE", "p"]] + [[str(x) if isinstance(x, str) else dec(x, t["lang"], 3) for x in row] for row in coefs(t["lang"])],
                 [[group(x, t["lang"]) if isinstance(x, int) else x for x in row] for row in cross(t, m)]):
        tab = d.add_table(0, len(rows[0]))
        for row in rows:
            for c, v in zip(tab.add_row().cells, row):
                c.text = v
        d.add_paragraph("")
    name = kit.name("docx")
    d.save(kit.path(name))
    kit.label(name, "docx", "python-docx, two tables", kind, what)


def tell(t, w, m):
    return "; ".join(f"{t['rows'][i]} x {t['cols'][k]} = {m[i][k]}" for i, k in w) or "all counts from 10 up"


t = topic("Kreditausfälle")
m, w = counts(r, t, 1)
workbook(t, m, "small-count", "third sheet: " + tell(t, w, m))
t = topic("Uføretrygdede")
m, w = counts(r, t)
workbook(t, m, "harmless", tell(t, w, m))
t = topic("Ricoveri")
m, w = counts(r, t)
workbook(t, m, "harmless", tell(t, w, m))
t = topic("Diplôme")
m, w = counts(r, t, 2)
report(t, m, "small-count", "second table: " + tell(t, w, m), "Le modèle logit est estimé sur l'ensemble de la cohorte ; les erreurs types sont robustes.")
t = topic("Contribuyentes")
m, w = counts(r, t)
report(t, m, "harmless", tell(t, w, m), "El modelo incluye efectos fijos de provincia y 3 covariables. Periodo: 2012-2019.")
t = topic("Sjukskrivna")
m, w = counts(r, t)
report(t, m, "harmless", tell(t, w, m), "Modellen skattades med 4 kovariater. Uppgifterna avser 2010-2017.")

# a notebook of many steps; one output has a small count
for small in (True, False):
    t = topic("Opiskelijat") if small else topic("Uitstroom")
    m, w = counts(r, t, int(small))
    d = pd.DataFrame(m, index=t["rows"], columns=t["cols"])
    q = pd.DataFrame(coefs(t["lang"]), columns=["term", "b", "se", "p"])
    cells = [{"cell_type": "markdown", "metadata": {}, "source": f"# {t['title']}"}]
    for k, (src, out) in enumerate([("import numpy as np, pandas as pd", None), ("fit.summary_frame().round(3)", q), ("pd.crosstab(d.a, d.b)", d), ("np.round(auc, 3)", "0.713")], 1):
        o = [] if out is None else [{"output_type": "execute_result", "execution_count": k, "metadata": {}, "data": {"text/plain": str(out), **({"text/html": out.to_html()} if not isinstance(out, str) else {})}}]
        cells.append({"cell_type": "code", "metadata": {}, "execution_count": k, "source": src, "outputs": o})
    for k, c in enumerate(cells):
        c["id"] = f"n{k}"
    kit.text("ipynb", "notebook", "pandas in a notebook", "small-count" if small else "harmless", tell(t, w, m),
             json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}, indent=1, ensure_ascii=False))

# prose and a table by hand in one page
t = topic("Entlassungsart")
m, w = counts(r, t)
tr = lambda row: "<tr>" + "".join(f"<td>{group(x, 'de') if isinstance(x, int) else x}</td>" for x in row) + "</tr>"
kit.text("html", "html", "html by hand", "harmless", tell(t, w, m), f"<html lang='de'><body><h1>Bericht</h1><p>Stand 3. Quartal 2022, Fassung 5. Grundlage sind 4 Modelle.</p><table>{''.join(map(tr, cross(t, m)))}</table><p>Die Sterblichkeit lag bei 3,1 je 1.000 Behandlungstage.</p></body></html>")
v = 6
kit.text("html", "html", "html by hand", "extreme", "Höchstalter 103, kürzester Aufenthalt 1 Tag", "<html lang='de'><body><h2>Kollektiv</h2><dl><dt>Alter, Mittelwert</dt><dd>66,1</dd><dt>Alter, Minimum und Maximum</dt><dd>19 und 103</dd><dt>Verweildauer (längste)</dt><dd>188 Tage</dd></dl></body></html>")
kit.text("txt", "sentences", "text editor", "harmless", "rates and models in Portuguese", "A taxa de abandono desceu 2,1 pontos percentuais entre 2012 e 2018 (IC 95%: 1,4 a 2,8). O modelo 2 inclui 5 variáveis e 14 320 alunos; destes, 7 110 são raparigas.")
kit.text("md", "latex-markdown", "text editor", "harmless", "Czech methods and results", "## Metody\n\nAnalýza zahrnuje 6 214 studentů ze 4 fakult v letech 2011-2019. Poměr šancí činil 1,18 (95% IS 1,04-1,34). Použili jsme 3 modely.")
kit.close()
