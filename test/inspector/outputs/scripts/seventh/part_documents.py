"""DOCX, ODT, PPTX, PDF and notebooks."""
import os
import subprocess
import tempfile

import docx
import nbformat as nb
import people as p
from common import label, near, odd, rng_for
from part_sheets import convert
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle


def word(path, head, parts):
    """Strings become paragraphs, lists of rows become tables."""
    d = docx.Document()
    d.add_heading(head, 1)
    for part in parts:
        if isinstance(part, str):
            d.add_paragraph(part)
        else:
            t = d.add_table(rows=0, cols=len(part[0]), style="Table Grid")
            for row in part:
                for cell, v in zip(t.add_row().cells, row):
                    cell.text = str(v)
    d.save(path)


def main():
    r = rng_for("documents")

    def W(name, kind, what, head, parts, base=None):
        word(label(name, "docx", "python-docx", kind, what, base), head, parts)

    W("Manuscript_results.docx", "small-count", "6 infections in the text", "Results", ["We studied 1,127 joint replacements in 14 clinics.", "Deep infection was seen in 6 patients, all of them in the revision group.", [["Group", "Operations", "Thrombosis"], ["primary", 884, 31], ["revision", 243, 14]]])
    W("Tabelle_Anhang.docx", "small-count", "3 in a table", "Anhang B", ["Tabelle B1: Kündigungen nach Grund", [["Grund", "Frauen", "Männer"], ["betrieblich", 61, 74], ["Verhalten", 3, 18], ["Krankheit", 22, 27]]])
    W("protocole_annexe.docx", "harmless", "a protocol", "Annexe 2 du protocole", ["Le modèle 1 comprend 5 variables, le modèle 2 en comprend 8.", [["Étape", "Durée (semaines)"], ["1. extraction", 4], ["2. nettoyage", 6], ["3. analyse", 9]]])
    W("Table1_baseline.docx", "harmless", "a baseline table above nine", "Table 1. Baseline", [[["", "Usual care (n = 412)", "Coaching (n = 408)"], ["Age, mean (SD)", "54.2 (9.1)", "53.8 (9.4)"], ["Women, n (%)", "231 (56.1)", "219 (53.7)"], ["Smokers, n (%)", "88 (21.4)", "93 (22.8)"]]])
    W("beneficiari_note.docx", "rounded", "fives with a note", "Beneficiari per comune", [[["Comune", "Domande", "Accolte", "Respinte"]] + [[k, near(r, 5, 300, 900), near(r, 5, 105, 300), near(r, 5, 15, 100)] for k in ("Asti", "Cuneo", "Biella")], "Frequenze arrotondate al multiplo di 5 più vicino."], 5)
    W("caso_clinico.docx", "rows-of-people", "a description of one patient after the other", "Casos", ["Caso 1. Hombre de 38 años, pescador, con tos desde enero de 2016; vive con su madre en una aldea.", "Caso 2. Mujer de 72 años, viuda, trasladada desde otro hospital el 3 de mayo; falleció a los 4 días.", "Caso 3. Niña de 6 años con convulsiones febriles, segunda de 3 hermanos."])
    W("letter_dec.docx", "identifier", "name, date of birth and address", "Consent withdrawn", [f"Name: {p.name(r, 'en')}", f"Date of birth: {p.birth(r):%d/%m/%Y}", "Address: 27 Plover Way, Sandhaven", "Please remove this record from the extract."])
    W("wyniki_emeryci.docx", "arithmetic", "118 and 115 in one sentence give 3", "Wyniki", ["Badano 512 emerytów. Do szpitala trafiło 118, z czego 115 wypisano do domu, a pozostali zmarli."])

    def odt(name, kind, what, head, parts, base=None):
        target = label(name, "odt", "LibreOffice", kind, what, base)
        with tempfile.TemporaryDirectory() as d:
            src = os.path.join(d, os.path.splitext(name)[0] + ".docx")
            word(src, head, parts)
            convert(src, "odt", target)
    odt("zprava_skoly.odt", "small-count", "5 pupils", "Zpráva o školách", ["Ve výběru je 633 žáků. Asistenta pedagoga má 5 žáků z malotřídních škol a 41 žáků z ostatních."])
    odt("metodika.odt", "harmless", "methods", "Metodika", ["Použili jsme 2 modely se 6 proměnnými; 10násobná křížová validace. Vzorek čítá 8 214 domácností."])
    odt("referat_mote.odt", "rounded", "tens with a note", "Referat", ["Tallene er avrundet til nærmeste 10.", [["Fylke", "Søkere", "Innvilget"], ["Nordland", 1240, 870], ["Rogaland", 2310, 1690], ["Telemark", 780, 430]]], 10)
    odt("gespreksverslag.odt", "identifier", "BSN and name", "Gespreksverslag", [f"Cliënt: {p.name(r, 'nl')}", f"BSN: {p.bsn(r)}", "Onderwerp: schuldhulp"])

    # PPTX through pandoc
    def slides(name, kind, what, md, base=None):
        target = label(name, "pptx", "pandoc", kind, what, base)
        subprocess.run(["pandoc", "-f", "markdown", "-o", target], input=md.encode(), check=True)
    slides("talk_regional.pptx", "small-count", "4 on a slide", "# Dialysis in the north\n\n- 1,318 patients on 31 December\n- 4 patients had home dialysis at night\n- survival rises slowly\n")
    slides("seminar_lohn.pptx", "harmless", "a talk with coefficients", "# Lohnlücke\n\n| Modell | Koeffizient | SE |\n|---|---|---|\n| 1 | -0,21 | 0,02 |\n| 2 | -0,14 | 0,02 |\n| 3 | -0,09 | 0,03 |\n\n# Daten\n\n- 18 411 Beschäftigte\n- Jahre 2006 bis 2016\n")
    slides("expose_chiffres.pptx", "rounded", "hundreds on slides", "# Chiffres clés (arrondis à la centaine)\n\n- 41 300 détenus au 1er janvier\n- 12 700 prévenus\n- 3 200 sorties en bracelet\n- 900 transferts\n", 100)
    slides("presentazione_bdi.pptx", "extreme", "largest credit", "# Credito alle imprese individuali\n\n- 1.904 titolari\n- importo medio 41.200 euro\n- importo massimo 3.870.000 euro\n- importo minimo 1.500 euro\n")

    # PDF through reportlab
    def pdf(name, kind, what, head, parts, base=None):
        st = getSampleStyleSheet()
        flow = [Paragraph(head, st["Heading1"])]
        for part in parts:
            if isinstance(part, str):
                flow.append(Paragraph(part, st["BodyText"]))
            else:
                flow.append(Table(part, style=TableStyle([("GRID", (0, 0), (-1, -1), .5, colors.grey)])))
        SimpleDocTemplate(label(name, "pdf", "reportlab", kind, what, base), pagesize=A4, invariant=1).build(flow)
    pdf("annual_sheet.pdf", "small-count", "8 and 2 in a table", "Injuries on farms", ["Owners and relatives, 2014 to 2018", [["Cause", "Treated", "Died"], ["tractor", "141", "8"], ["cattle", "203", "2"], ["fall", "88", "0"]]])
    pdf("factsheet_2.pdf", "harmless", "above nine", "School meals", ["Pupils by county", [["County", "Pupils", "Free meals"], ["Clare", "4,812", "611"], ["Sligo", "2,377", "402"]], "Model 2 has 4 covariates; p = 0.03."])
    pdf("ficha_resumen.pdf", "rounded", "fives with a note", "Beneficiarios", ["Recuentos redondeados a múltiplos de 5.", [["Isla", "2019", "2020"], ["La Palma", "415", "470"], ["Gomera", "135", "160"], ["Hierro", "55", "65"]]], 5)
    pdf("przypadki.pdf", "rows-of-people", "one row a patient", "Pacjenci", [[["Lp.", "Plec", "Wiek", "Rozpoznanie", "Dni"], ["1", "K", "63", "J44", "11"], ["2", "M", "47", "K70", "6"], ["3", "M", "78", "I50", "19"], ["4", "K", "55", "E11", "4"]]])
    pdf("brief_revision.pdf", "identifier", "Swiss insurance number and name", "Revision", [f"Versicherte Person: {p.name(r, 'de')}", f"AHV-Nummer: {p.ahv(r)}", "Der Datensatz ist doppelt."])
    pdf("kohort_flode.pdf", "arithmetic", "flow with a difference of 7", "Flöde", ["Registrerade: 3 418", "Samtyckte: 3 411", "Analyserade: 2 977"])

    # notebooks
    def note(name, kind, what, cells, base=None):
        n = nb.v4.new_notebook()
        for k, (src, out) in enumerate(cells):
            if out is None:
                c = nb.v4.new_markdown_cell(src)
            else:
                c = nb.v4.new_code_cell(src, execution_count=k + 1)
                if "<table" in out:
                    c.outputs = [nb.v4.new_output("execute_result", data={"text/html": out}, execution_count=k + 1)]
                else:
                    c.outputs = [nb.v4.new_output("stream", name="stdout", text=out)]
            c.id = f"cell-{k}"
            n.cells.append(c)
        nb.write(n, label(name, "notebook", "Jupyter", kind, what, base))
    note("01_explore.ipynb", "small-count", "6 in the output of a cell", [("# First look", None), ("df.ward.value_counts()", "Maple      212\nBirch      117\nIsolation    6\nName: ward, dtype: int64\n")])
    note("02_models.ipynb", "harmless", "scores of models", [("Compare 3 models", None), ("for m in models: print(m, cv(m))", "ridge   0.742\nlasso   0.744\nforest  0.781\n"), ("len(X)", "18044\n")])
    note("analyse_betriebe.ipynb", "rows-of-people", "head() as html with owners", [("df.head(3)", "<table><tr><th></th><th>inhaber_geb</th><th>geschlecht</th><th>umsatz</th><th>mitarbeiter</th></tr><tr><td>0</td><td>1961</td><td>m</td><td>412000</td><td>3</td></tr><tr><td>1</td><td>1975</td><td>w</td><td>88000</td><td>1</td></tr><tr><td>2</td><td>1958</td><td>m</td><td>1190000</td><td>12</td></tr></table>")])
    note("cuentas_v4.ipynb", "missing-rows", "rows before and after differ by 4", [("print(len(df)); df = df.dropna(subset=['nivel']); print(len(df))", "6120\n6116\n")])
    note("draft_tables.ipynb", "rounded", "counts in tens", [("Counts below are rounded to 10", None), ("t", "benefit        men  women\nhousing       4120   5230\nsickness      1870   2240\ndisability     960    870\n")], 10)
    note("sanity.ipynb", "identifier", "Belgian national number in an error", [("load('raw')", f"KeyError: '{p.rijksregister(r)}' not in index of persons\n")])
