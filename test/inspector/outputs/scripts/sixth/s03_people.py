"""Rows of people, identifiers, extremes and summary tables of persons."""
import numpy as np
import pandas as pd

import people as P
from common import Kit
from render import table

kit = Kit("s03")
r = kit.rng


def rows_table(lang, head, maker, n, form, title, what):
    rows = [maker(k, P.person(r, lang)) for k in range(n)]
    table(kit, form, head, rows, title, "", "rows-of-people", what, lang=lang, big=False)


U, C = r.uniform, r.choice
W = [
    ("en", ["study_id", "age", "sex", "egfr", "died"], lambda k, p: [f"R{1000 + k * 3}", p["age"], p["sex"], round(U(9, 110), 1), C([0, 1])], 25, "csv", "Renal cohort", "25 patients, one a row"),
    ("en", ["id", "grade7_math", "grade8_math", "fsm", "sen"], lambda k, p: [k + 1, r.randint(20, 99), r.randint(20, 99), C("YN"), C("YN")], 31, "xlsx", "Linked pupil scores", "31 pupils, one a row"),
    ("en", ["case", "admitted", "ward", "los_days", "outcome"], lambda k, p: [f"case {k + 1}", f"2021-{p['month']:02d}-{p['day']:02d}", C(["ICU", "HDU", "General"]), r.randint(1, 60), C(["home", "died"])], 12, "docx", "Case series", "12 cases, one a row"),
    ("en", ["account", "opened", "limit", "balance", "bureau_score"], lambda k, p: [r.randint(100000, 999999), f"{p['day']:02d}/{p['month']:02d}/2017", r.randint(5, 90) * 100, round(U(0, 5000), 2), r.randint(410, 990)], 40, "csv-semicolon", "accounts sample", "40 account holders, one a row"),
    ("en", ["pseudonym", "interview", "age", "occupation", "household"], lambda k, p: [p["first"], f"I{k + 11}", p["age"], C(["welder", "midwife", "teacher", "clerk"]), C(["alone", "couple", "family"])], 14, "markdown", "Participants in the interviews", "14 interviewees, one a row"),
    ("en", ["subject", "visit0", "visit1", "visit2", "arm"], lambda k, p: [f"S-{k + 201}", round(U(60, 99), 1), round(U(60, 99), 1), round(U(60, 99), 1), C("AB")], 20, "tsv", "Weights", "20 trial subjects, one a row"),
    ("de", ["Pat_Nr", "Alter", "Geschlecht", "Tumorstadium", "Überleben_Monate"], lambda k, p: [k + 301, p["age"], C("mw"), C(["I", "II", "III", "IV"]), r.randint(1, 70)], 18, "html", "Einzelfälle", "18 patients, one a row"),
    ("fr", ["identifiant", "annee_naissance", "salaire", "contrat", "commune"], lambda k, p: [f"A{k + 71}", p["year"], r.randint(15000, 88000), C(["CDI", "CDD"]), C(["Vienne", "Auch", "Dole"])], 22, "ods", "Salariés appariés", "22 employees, one a row"),
    ("nl", ["nr", "leeftijd", "postcode", "diagnose", "opnameduur"], lambda k, p: [k + 1, p["age"], f"{r.randint(1000, 9999)}", C(["COPD", "CVA", "DM2"]), r.randint(1, 44)], 16, "pandas-print", "opnames", "16 patients, one a row"),
    ("sv", ["löpnr", "ålder", "kön", "diagnos", "sjukdagar"], lambda k, p: [r.randint(10000, 99999), p["age"], C(["K", "M"]), C(["F32", "M54", "I21"]), r.randint(14, 365)], 24, "notebook", "Urval", "24 persons, one a row"),
    ("es", ["id_contribuyente", "edad", "renta", "cuota", "municipio"], lambda k, p: [f"X{k + 500}", p["age"], r.randint(9000, 140000), r.randint(0, 30000), C(["Lugo", "Soria", "Teruel"])], 20, "json", "muestra", "20 taxpayers, one an object"),
    ("pl", ["nr", "wiek", "płeć", "rozpoznanie", "dni"], lambda k, p: [k + 1, p["age"], C("KM"), C(["J18", "I63", "E11"]), r.randint(1, 35)], 15, "latex", "Opis przypadków", "15 patients, one a row"),
    ("fi", ["hlo", "ika", "tulot", "ammatti"], lambda k, p: [k + 11, p["age"], r.randint(14000, 90000), C(["lääkäri", "opettaja", "kuljettaja"])], 17, "sql-text", "poiminta", "17 persons, one a row"),
    ("en", ["patid", "event", "time", "status"], lambda k, p: [k + 8001, C(["MI", "stroke", "none"]), r.randint(20, 1800), C([0, 1])], 28, "pdf", "Survival times", "28 patients, one a row"),
    ("it", ["codice", "eta", "voto_laurea", "facolta"], lambda k, p: [f"M{k + 40}", r.randint(22, 39), r.randint(80, 110), C(["Lettere", "Medicina"])], 19, "json-split", "laureati", "19 graduates, one an array"),
    ("en", ["Age", "Sex", "Referral", "PHQ-9 pre", "PHQ-9 post"], lambda k, p: [p["age"], p["sex"], C(["GP", "self", "school"]), r.randint(8, 27), r.randint(0, 20)], 13, "pptx", "Clients seen", "13 clients, one a row"),
    ("da", ["cpr_pseudo", "koen", "foedselsaar", "karakter"], lambda k, p: [f"{r.randint(10**7, 10**8):x}", C(["K", "M"]), p["year"], C([-3, 0, 2, 4, 7, 10, 12])], 26, "csv", "elever", "26 pupils, one a row"),
    ("en", ["worker", "start", "end", "wage", "reason_end"], lambda k, p: [f"w{k + 31}", f"{r.randint(2010, 2015)}", f"{r.randint(2016, 2022)}", round(U(9, 48), 2), C(["quit", "layoff", "retired"])], 21, "rst", "Spells", "21 workers, one a row"),
]
for lang, head, maker, n, form, title, what in W:
    rows_table(lang, head, maker, n, form, title, what)
# one column for each person
ps = [P.person(r) for _ in range(11)]
table(kit, "xlsx-writer", ["item"] + [f"P{k + 1}" for k in range(11)],
      [["age"] + [p["age"] for p in ps], ["sex"] + [p["sex"] for p in ps], ["year of diagnosis"] + [r.randint(2008, 2022) for _ in ps], ["dose mg"] + [C([50, 75, 100]) for _ in ps]],
      "Participants side by side", "", "rows-of-people", "11 participants, one a column", big=False)
kit.text("json", "json", "json lines", "rows-of-people", "15 people, one an object a line", "\n".join(
    f'{{"uid": "{r.randint(10**6, 10**7)}", "yob": {p["year"]}, "sex": "{p["sex"]}", "icd": "{C(["F20", "F31", "G35"])}", "contacts": {r.randint(1, 30)}}}' for p in [P.person(r) for _ in range(15)]))
d = pd.DataFrame([dict(id=k, age=p["age"], income=r.randint(9000, 90000), region=C(["N", "S"])) for k, p in enumerate([P.person(r) for _ in range(30)])])
kit.text("txt", "pandas-print", "pandas print", "rows-of-people", "df.head(), 5 people", f"In [3]: df.shape\nOut[3]: (20117, 4)\n\nIn [4]: df.head()\nOut[4]:\n{d.head()}")
kit.text("txt", "sentences", "text editor", "rows-of-people", "12 case vignettes, one a line", "Vignettes\n\n" + "\n".join(
    f"Case {k + 1}: {p['age']}-year-old {'man' if p['sex'] == 'M' else 'woman'}, {C(['fall', 'chest pain', 'seizure', 'overdose'])}, {r.randint(2, 30)} days in hospital, {C(['survived', 'died', 'transferred'])}." for k, p in enumerate([P.person(r) for _ in range(12)])))

# identifiers --------------------------------------------------------------------
p = P.person(r)
for lang, head, mk, n, form, title, what in [
    ("en", ["nhs_number", "age", "score"], lambda p: [P.nhs(r), p["age"], r.randint(1, 40)], 12, "csv", "frailty", "NHS numbers"),
    ("sv", ["personnummer", "besök", "klinik"], lambda p: [P.personnummer(r, p), r.randint(1, 12), C(["ortoped", "medicin"])], 10, "xlsx", "besök", "Swedish personnummer"),
    ("fr", ["NIR", "naissance", "montant"], lambda p: [P.nir(r, p), p["dob_eu"], r.randint(300, 4000)], 11, "csv-semicolon", "remboursements", "French NIR and dates of birth"),
    ("nl", ["BSN", "uitkering"], lambda p: [P.bsn(r), r.randint(400, 1900)], 14, "html", "uitkeringen", "Dutch BSN"),
    ("en", ["card", "amount", "merchant"], lambda p: [P.card(r), round(U(5, 300), 2), C(["fuel", "grocer"])], 15, "json", "chargebacks", "card numbers (Luhn)"),
    ("de", ["IBAN", "Betrag"], lambda p: [P.iban(r, "DE"), round(U(10, 900), 2)], 12, "pandas-print", "Lastschriften", "IBAN"),
    ("fi", ["hetu", "tutkinto"], lambda p: [P.hetu(r, p), C(["LL", "FM", "DI"])], 10, "markdown", "valmistuneet", "Finnish henkilötunnus"),
    ("pl", ["PESEL", "oddział", "koszt"], lambda p: [P.pesel(r, p), C(["OIT", "kardiologia"]), r.randint(500, 9000)], 13, "sql-text", "koszty", "Polish PESEL"),
    ("es", ["DNI", "nota_media"], lambda p: [P.dni(r), round(U(5, 10), 1)], 12, "latex", "becarios", "Spanish DNI"),
    ("no", ["fødselsnummer", "stønad"], lambda p: [P.fnr(r, p), r.randint(4, 30) * 1000], 10, "docx", "stønad", "Norwegian fødselsnummer"),
    ("de", ["AHV-Nr", "Rente"], lambda p: [P.ahv(r), r.randint(900, 2300)], 10, "pdf", "Renten", "Swiss AHV number"),
    ("en", ["Name", "Date of birth", "Consultant"], lambda p: [p["name"], p["dob_uk"], "Dr " + C(P.L["en"])], 10, "odt", "Clinic list", "names and dates of birth"),
    ("en", ["student", "email", "mark"], lambda p: [p["name"], p["mail"], r.randint(30, 90)], 16, "tsv", "marks", "names and e-mails"),
]:
    table(kit, form, head, [mk(P.person(r, lang)) for _ in range(n)], title, "", "identifier", what, lang=lang, big=False)
T = kit.text
q = P.person(r)
x = P.nhs(r)
T("log", "log", "python logging", "identifier", f"NHS number {x}", f"2023-05-04 11:02:13 INFO reading linkage spine\n2023-05-04 11:02:19 WARNING duplicate key for NHS number {x}, second record kept\n2023-05-04 11:02:44 INFO 48211 records linked")
x = P.person(r)
T("txt", "sentences", "text editor", "identifier", f"contact {x['name']}, phone, e-mail", f"Fieldwork note\n\nThe mother asked to be called back. Contact: {x['name']}, tel. 07700 900{r.randint(100, 999)}, {x['mail']}.\nInterview moved to the spring wave.")
x = P.iban(r, "NL")
T("sql", "script", "SQL script", "identifier", f"IBAN {x}", f"-- check of a single payment\nSELECT bedrag, datum FROM betalingen\nWHERE iban = '{x.replace(' ', '')}';")
x, y = P.person(r, "de"), P.person(r, "fr")
T("md", "latex-markdown", "text editor", "identifier", f"patient {x['name']} with address and date of birth", f"# Fallbericht\n\nPatient: {x['name']}, geb. {x['dob_eu']}, wohnhaft {x['street']}, Aktenzeichen KH-{r.randint(10000, 99999)}.\n\nAufnahme wegen akuter Luftnot.")
T("html", "html", "html by hand", "identifier", f"{y['name']}, date of birth", f"<ul><li>Nom : {y['name']}</li><li>Date de naissance : {y['dob_eu']}</li><li>Adresse : {r.randint(11, 90)} {C(['rue des Tilleuls', 'impasse du Moulin'])}, Dole</li></ul>")
x = P.personnummer(r)
T("R", "script", "R script", "identifier", f"personnummer {x} in a line of code", f"library(dplyr)\n# felaktig post i registret\nd <- d %>% filter(pnr != \"{x}\")\nfit <- lm(inkomst ~ alder, data = d)\nsummary(fit)")
x = P.person(r)
T("tex", "latex-markdown", "text editor", "identifier", f"hospital number beside {x['name']}", f"\\section{{Index case}}\nThe index case ({x['name']}, hospital no. H{r.randint(100000, 999999)}, DOB {x['dob_uk']}) was referred from the emergency department.")
import json
x = P.person(r)
T("ipynb", "notebook", "notebook", "identifier", f"a name and phone in an output ({x['name']})", json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
    {"id": "a1", "cell_type": "code", "execution_count": 1, "metadata": {}, "source": "row = df.loc[df.flag].iloc[0]\nprint(row[['name','phone','dob']])", "outputs": [
        {"output_type": "stream", "name": "stdout", "text": f"name     {x['name']}\nphone    07700 900{r.randint(100, 999)}\ndob      {x['dob']}\nName: 0, dtype: object\n"}]}]}, indent=1))
x = P.person(r)
T("yaml", "yaml", "yaml", "identifier", f"participant {x['name']} with an address", f"participant:\n  name: {x['name']}\n  address: {x['street']}, Dunmere\n  phone: \"07700 900{r.randint(100, 999)}\"\nsettings:\n  bootstrap: 500\n")

# extremes -----------------------------------------------------------------------
g = np.random.default_rng(kit.seed)
n = 1840
D = pd.DataFrame(dict(age=g.normal(58, 14, n).clip(18, 101).round(), income=g.lognormal(10.3, .6, n).round(), los=g.gamma(2, 4, n).round() + 1))
s = D.describe().round(1)
lohi = f"age {s.loc['min', 'age']:.0f} to {s.loc['max', 'age']:.0f}, max income {s.loc['max', 'income']:.0f}"
T("txt", "pandas-print", "pandas describe", "extreme", lohi, f">>> df.describe().round(1)\n{s}")
T("csv", "csv", "pandas describe", "extreme", lohi, s.T.to_csv())
T("html", "html", "pandas describe", "extreme", lohi, s.to_html())
fmt = lambda v: f"{v:.0f}"
a, i, l = D.age, D.income, D.los


def ex(form, lang, head, cols, title):
    rows = [[lab, fmt(v.mean()), fmt(v.std()), fmt(v.min()), fmt(v.max())] for lab, v in cols]
    table(kit, form, head, rows, title, "", "extreme", "; ".join(f"{x[0]} {x[3]} to {x[4]}" for x in rows), lang=lang, big=False)


ex("docx", "de", ["Merkmal", "Mittelwert", "SD", "Minimum", "Maximum"], [("Alter (Jahre)", a), ("Verweildauer (Tage)", l)], "Deskriptive Statistik")
ex("xlsx", "fr", ["Variable", "Moyenne", "Écart-type", "Min", "Max"], [("Âge", a + 1), ("Revenu annuel", i)], "Statistiques descriptives")
ex("latex", "en", ["Variable", "Mean", "SD", "Min", "Max"], [("Taxable income", i * 1.2), ("Age at filing", a)], "Summary statistics")
ex("odt", "sv", ["Variabel", "Medel", "SD", "Lägst", "Högst"], [("Ålder", a - 1), ("Vårddagar", l)], "Beskrivande statistik")
ex("pdf", "nl", ["Kenmerk", "Gemiddelde", "SD", "Laagste", "Hoogste"], [("Leeftijd", a + 2), ("Inkomen", i)], "Beschrijvende statistiek")
ex("json", "en", ["variable", "mean", "sd", "min", "max"], [("hours_worked", l * 2), ("age", a)], "descriptives")
ex("pptx", "es", ["Variable", "Media", "DE", "Mínimo", "Máximo"], [("Edad", a), ("Estancia (días)", l)], "Descriptivos")
ex("markdown", "da", ["Variabel", "Gennemsnit", "SD", "Mindste", "Største"], [("Alder", a), ("Indkomst", i)], "Deskriptiv statistik")
ex("ods", "it", ["Variabile", "Media", "DS", "Min", "Max"], [("Età", a), ("Degenza", l)], "Statistiche")
T("txt", "sql-text", "sqlite3", "extreme", "MAX(income) 1284400, MIN(age) 16", "sqlite> SELECT region, ROUND(AVG(income)) AS mean, MAX(income), MIN(age) FROM p GROUP BY region;\nregion|mean|MAX(income)|MIN(age)\nNorth|31877.0|1284400|16\nSouth|35210.0|977310|17")
kit.close()
