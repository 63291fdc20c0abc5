"""XLSX with several sheets, and ODS through pandas or LibreOffice."""
import os
import subprocess
import tempfile

import openpyxl
import pandas as pd
import people as p
from common import label, near, odd, rng_for


def convert(src, to, target):
    """Let LibreOffice convert src and put the result at target."""
    with tempfile.TemporaryDirectory() as d:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{d}/profile", "--headless", "--convert-to", to, "--outdir", d, src],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        ext = to.split(":")[0]
        os.replace(os.path.join(d, os.path.splitext(os.path.basename(src))[0] + "." + ext), target)


def book(path, sheets):
    wb = openpyxl.Workbook()
    wb.remove(wb.active)
    for title, rows in sheets.items():
        ws = wb.create_sheet(title)
        for row in rows:
            ws.append(row)
    wb.save(path)
    return wb


def main():
    r = rng_for("sheets")

    def X(name, kind, what, sheets, base=None):
        book(label(name, "xlsx", "openpyxl", kind, what, base), sheets)

    def O(name, kind, what, sheets, base=None):
        target = label(name, "ods", "LibreOffice", kind, what, base)
        with tempfile.TemporaryDirectory() as d:
            src = os.path.join(d, os.path.splitext(name)[0] + ".xlsx")
            book(src, sheets)
            convert(src, "ods", target)

    X("Tables_main_v2.xlsx", "small-count", "4 on the second sheet", {
        "Table 1": [["Region", "N", "Mean age"], ["Karelia", 412, 51.2], ["Savo", 377, 49.8]],
        "Table 2": [["Outcome of operation", None, None], ["", "right", "left"], ["good", 188, 171], ["revised", 22, 4], ["lost", 13, 12]]})
    X("Auswertung_Azubis.xlsx", "small-count", "7 and 9 below two head rows", {
        "Deckblatt": [["Auswertung Ausbildungsabbrüche"], ["Stand: Mai 2019"]],
        "Ergebnis": [["", "2017", "", "2018", ""], ["Beruf", "begonnen", "abgebrochen", "begonnen", "abgebrochen"], ["Koch", 141, 22, 133, 31], ["Optiker", 67, 7, 71, 9]]})
    X("bilag_tabel.xlsx", "rounded", "fives with a note on its own sheet", {
        "Noter": [["Alle antal er afrundet til nærmeste 5."]],
        "Tal": [["Amt", "Førtidspension", "Efterløn", "Dagpenge"]] + [[k] + [near(r, 5, 35, 2000) for _ in range(3)] for k in ("Ribe", "Fyn", "Viborg")]}, 5)
    X("effectifs_par_corps.xlsx", "rounded", "fifties, no note", {
        "2018": [["corps", "titulaires", "contractuels"]] + [[k, near(r, 50, 500, 9000), near(r, 50, 50, 900)] for k in ("attachés", "adjoints", "ingénieurs", "greffiers")]}, 50)
    X("model_results.xlsx", "harmless", "coefficients on two sheets", {
        "OR": [["term", "OR", "lo", "hi"], ["age", 1.04, 1.02, 1.06], ["diabetes", 1.82, 1.51, 2.19]],
        "fit": [["measure", "value"], ["AUC", .78], ["folds", 5], ["knots", 4], ["N", 11207]]})
    X("lista_kodow.xlsx", "harmless", "code list", {"słownik": [["kod", "znaczenie"], [1, "szpital"], [2, "przychodnia"], [3, "hospicjum"], [9, "brak danych"]]})
    X("overzicht_instroom.xlsx", "harmless", "counts above nine on two sheets", {
        "vmbo": [["gemeente", "instroom", "uitval"], ["Zwolle", 812, 61], ["Kampen", 344, 29]],
        "havo": [["gemeente", "instroom", "uitval"], ["Zwolle", 677, 38], ["Kampen", 219, 17]]})
    X("extracto_2015.xlsx", "rows-of-people", "one row a patient on the last sheet", {
        "leer": [["Extracto para revisión"]],
        "hoja1": [["nhc_anon", "sexo", "edad", "fecha_ingreso", "diag_ppal", "exitus"]] + [[r.randint(5000, 9999), r.choice("HM"), r.randint(40, 92), f"2015-0{r.randint(1, 9)}-1{r.randint(0, 9)}", r.choice(["I21", "J18", "N39"]), r.choice(["no", "sí"])] for _ in range(11)]})
    X("staff_q2.xlsx", "identifier", "name, national insurance number", {
        "check": [["Employee", "NI number", "Start"], [p.name(r, "en"), p.nino(r), "2009-04-01"], [p.name(r, "en"), p.nino(r), "2014-09-15"]]})
    X("quantili_reddito.xlsx", "extreme", "minimo and massimo", {
        "reddito": [["provincia", "N", "minimo", "mediana", "massimo"], ["Lecce", 611, 0, 17400, 388100], ["Matera", 302, 0, 16250, 141700]]})
    X("tabell_kommunvis.xlsx", "arithmetic", "one masked cell in a sum", {
        "Tabell": [["Kommun", "Män", "Kvinnor", "Totalt"], ["Arvika", 88, 102, 190], ["Torsby", 47, "..", 55], ["Summa", 135, 110, 245]]})
    X("versions_compared.xlsx", "arithmetic", "two sheets that differ by 5", {
        "all pensioners": [["district", "n"], ["Harju", 1412], ["Tartu", 877], ["Valga", 311]],
        "without prisoners": [["district", "n"], ["Harju", 1371], ["Tartu", 872], ["Valga", 298]]})
    X("qualidade_dados.xlsx", "missing-rows", "omissos 6", {
        "qualidade": [["variável", "válidos", "omissos"], ["idade", 2310, 0], ["rendimento", 2188, 122], ["distrito", 2304, 6]]})

    O("nemocnice_tab.ods", "small-count", "2 births", {"tab": [["nemocnice", "porody", "z toho doma"], ["Tábor", 812, 11], ["Písek", 603, 2]]})
    O("tablas_empleo.ods", "harmless", "counts above nine", {"empleo": [["sector", "altas", "bajas"], ["hostelería", 1288, 944], ["campo", 713, 688]]})
    O("elevtal.ods", "rounded", "tens, no note", {"elevar": [["skola", "flickor", "pojkar"]] + [[k, near(r, 10, 60, 400), near(r, 10, 60, 400)] for k in ("Björk", "Ek", "Asp", "Lind", "Rönn")]}, 10)
    O("deelnemers.ods", "rows-of-people", "one row a participant", {"lijst": [["volgnr", "geslacht", "leeftijd", "woonplaats", "score"]] + [[n, r.choice("MV"), r.randint(18, 80), r.choice(["Hoorn", "Edam", "Purmerend"]), r.randint(10, 50)] for n in (4, 9, 17, 22, 35)]})
