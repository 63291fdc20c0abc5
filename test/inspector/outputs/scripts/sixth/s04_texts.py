"""Sentences and short documents in several languages: each kind told in prose."""
import os
import subprocess

from common import Kit
from render import pandoc

kit = Kit("s04")
r = kit.rng


def doc(form, kind, what, md, base=None):
    """Prose in one of the forms of a document."""
    if form in ("docx", "odt", "pptx", "rtf", "html", "epub"):
        name = kit.name(form)
        pandoc(md, kit.path(name), *(["-s", "--metadata", "title=Draft"] if form in ("html",) else []))
        kit.label(name, form, "pandoc", kind, what, base)
    elif form == "tex":
        name = kit.name("tex")
        pandoc(md, kit.path(name))
        kit.label(name, "latex-markdown", "pandoc", kind, what, base)
    else:
        kit.text(form, "latex-markdown" if form == "md" else "sentences", "text editor", kind, what, md, base)


# small counts ------------------------------------------------------------------
doc("txt", "small-count", "reaction = 7, three died", "Results\n\nOf the 214 participants, 184 completed the intervention. Three died before follow-up and 27 were lost. A further 7 participants reported a severe reaction.")
doc("docx", "small-count", "4 Patientinnen", "# Ergebnisse\n\nInsgesamt wurden 1.284 Geburten ausgewertet. Bei 4 Patientinnen kam es zu einer Uterusruptur, bei 61 zu einer schweren Blutung.")
doc("odt", "small-count", "6 élèves exclus", "# Résultats\n\nParmi les 842 élèves suivis, 6 ont été exclus définitivement et 118 ont redoublé au moins une fois.")
doc("pptx", "small-count", "n = 5 with relapse", "# Outcome at one year\n\n- 312 patients treated\n- 66 with partial response\n- 5 patients relapsed on treatment\n\n# Conclusion\n\n- Well tolerated\n")
doc("md", "small-count", "8 gäldenärer", "## Resultat\n\nAv 2 310 låntagare hade 8 gäldenärer skulder över en miljon kronor. Medianskulden var 41 000 kronor.")
doc("tex", "small-count", "two and nine pupils", "# Findings\n\nIn the smallest school nine pupils were eligible, and 2 pupils had a statement. Across the county 4,120 pupils were eligible.")

# rows ---------------------------------------------------------------------------
doc("odt", "rows-of-people", "8 interviewees, one a paragraph", "# Sample\n\n" + "\n\n".join(f"**R{k}**: {a}, {s}, {o}, interviewed in {m}." for k, a, s, o, m in [(1, 34, "woman", "paramedic", "May"), (2, 58, "man", "court clerk", "May"), (3, 41, "woman", "farmer", "June"), (4, 29, "man", "nurse", "June"), (5, 66, "woman", "retired teacher", "June"), (6, 47, "man", "driver", "July"), (7, 52, "woman", "solicitor", "July"), (8, 38, "man", "chef", "August")]))
doc("html", "rows-of-people", "6 patients, one an item", "# Behandelte Fälle\n\n" + "\n".join(f"{k}. {s}, {a} Jahre, {d}, Liegedauer {l} Tage" for k, (s, a, d, l) in enumerate([("weiblich", 71, "Sepsis", 19), ("männlich", 54, "Pankreatitis", 33), ("weiblich", 45, "Polytrauma", 27), ("männlich", 80, "Pneumonie", 12), ("männlich", 62, "Aortendissektion", 21), ("weiblich", 39, "Meningitis", 16)], 1)))

# identifiers ----------------------------------------------------------------------
from people import L, card, dni, person
p = person(r, "es")
doc("docx", "identifier", f"{p['name']} and DNI", f"# Nota de campo\n\nEntrevista con {p['name']}, DNI {dni(r)}, domicilio {p['street']}, Soria. Se acordó una segunda visita.")
p = person(r, "it")
doc("pptx", "identifier", f"{p['name']}, born {p['dob_eu']}", f"# Caso indice\n\n- Paziente: {p['name']}\n- Data di nascita: {p['dob_eu']}\n- Diagnosi: polmonite\n")
p = person(r)
doc("rtf", "identifier", f"card number and {p['name']}", f"# Complaint summary\n\nCardholder: {p['name']}, card number {card(r)}. The disputed sum was refunded in full.")

# extremes ---------------------------------------------------------------------------
doc("txt", "extreme", "age 17 to 104, longest stay 311 days", "The mean age of the patients was 63.4 years (range 17 to 104). Median stay was 6 days; the longest stay was 311 days.")
doc("docx", "extreme", "highest income 4 812 300", "# Inkomster\n\nMedelinkomsten var 318 400 kr. Den högsta inkomsten i urvalet var 4 812 300 kr och den lägsta 1 250 kr.")
doc("md", "extreme", "plus jeune 15 ans, plus âgé 97 ans", "## Population\n\nL'âge moyen était de 48,2 ans ; le plus jeune patient avait 15 ans et le plus âgé 97 ans (n = 2 318).")

# arithmetic ------------------------------------------------------------------------
doc("txt", "arithmetic", "hidden 5 = 156 * 3.2%", "The analysis included 156 nurses. A needlestick injury was reported by 3.2% of the nurses, and 41.0% had been vaccinated.")
doc("docx", "arithmetic", "hidden 4 = 233 - 229", "# Follow-up\n\nWe enrolled 233 tenants; 229 tenants kept the tenancy for a year, and the others were evicted.")
doc("md", "arithmetic", "hidden 6 = 418 - 412", "## Tabel 1. Alle leerlingen\n\n| School | Leerlingen |\n|---|---|\n| Noord | 212 |\n| Zuid | 418 |\n\n## Tabel 2. Leerlingen zonder schorsing\n\n| School | Leerlingen |\n|---|---|\n| Noord | 180 |\n| Zuid | 412 |\n")
doc("pptx", "arithmetic", "hidden 7 = 361 - 198 - 156", "# Wohnform der Befragten\n\n| Wohnform | Personen |\n|---|---|\n| Eigentum | 198 |\n| Miete | 156 |\n| Heim | <10 |\n| Gesamt | 361 |\n")
doc("html", "arithmetic", "hidden 3 = 120 * 2.5%", "# Esiti\n\nTra i 120 pazienti dimessi, il 2,5 % è deceduto entro 30 giorni; il 20,0 % è stato ricoverato di nuovo.")
doc("tex", "arithmetic", "hidden 8 = 1046 - 655 - 383", "# Table 2\n\n| Employment status | Graduates |\n|---|---|\n| Employed | 655 |\n| Further study | 383 |\n| Unable to work | suppressed |\n| All graduates | 1046 |\n")
kit.text("csv", "csv", "spreadsheet", "arithmetic", "hidden 2 = 80 * 2.5%", "hospital,patients,died_pct,readmitted_pct\nAshby,80,2.5,15.0\nColdwell,240,10.0,12.5\nDunmere,160,12.5,20.0\n")
kit.text("txt", "r-print", "R", "arithmetic", "hidden 6 = 75 - 69", "> table(d$arm)\n\nplacebo  active \n     81      75 \n> table(subset(d, !died)$arm)\n\nplacebo  active \n     70      69 \n")
kit.text("json", "json", "json", "arithmetic", "hidden 9 = 540 - 301 - 230", '{\n "region": "Lappi",\n "asiakkaat_yhteensä": 540,\n "naiset": 301,\n "miehet": 230,\n "muu": null,\n "huom": "muu: alle 10 asiakasta"\n}')

# missing rows ------------------------------------------------------------------------
doc("txt", "missing-rows", "five excluded", "We excluded 5 patients without a recorded date of birth, leaving 2,316 for the analysis.")
doc("odt", "missing-rows", "3 Fälle ausgeschlossen", "# Methoden\n\nAusgewertet wurden 1.412 Kreditverträge. 3 Kreditnehmer wurden wegen fehlender Angaben ausgeschlossen.")
doc("md", "missing-rows", "N 4,218 and 4,212: 6 lost", "## Notes to table 3\n\nModel 1 uses N = 4,218 pupils. Model 2 adds prior attainment, which is missing for some, and uses N = 4,212 pupils.")
kit.text("log", "log", "python logging", "missing-rows", "dropped 4 rows", "2022-09-14 14:20:51 INFO read 18220 rows\n2022-09-14 14:20:52 WARNING dropped 4 rows with missing taxpayer age\n2022-09-14 14:21:30 INFO fit converged, 18216 rows used")

# rounded ---------------------------------------------------------------------------
doc("docx", "rounded", "all counts multiples of 50", "# Key facts\n\nCounts are rounded to the nearest 50. The cohort has 12,350 residents, of whom 6,250 women and 6,100 men. Some 1,950 residents were in care, 450 in prison, 3,350 in school, 150 in hospital and 650 abroad.", 50)
doc("txt", "rounded", "all counts multiples of 10", "Samtliga antal är avrundade till närmaste tiotal. Av 4 320 elever fick 2 190 elever godkänt, 870 elever avbröt, 530 elever bytte skola, 410 elever flyttade, 170 elever fick stöd, 60 elever fick dispens och 90 elever gick om.", 10)

# harmless -------------------------------------------------------------------------
doc("txt", "harmless", "counts from 10 up, rates", "Results\n\nThe cohort comprised 12,418 patients, of whom 6,702 (54.0%) were women. Within a year 1,310 patients had died. The hazard ratio for smoking was 1.42 (95% CI 1.28 to 1.57, p < 0.001).")
doc("docx", "harmless", "methods section", "# Statistical methods\n\nWe fitted three nested models with 2 random effects and 5 imputed data sets. Knots were placed at the 5th, 50th and 95th centiles. Two-sided p values below 0.05 were taken as significant; the Bonferroni threshold for 8 tests was 0.006.")
doc("odt", "harmless", "protocole", "# Protocole\n\nL'étude comporte 3 phases et 4 vagues d'enquête entre 2012 et 2019. Le modèle à effets fixes inclut 6 variables. Version 2.3 du 7 mars 2023.")
doc("pptx", "harmless", "slides without small counts", "# Waarom dit onderzoek?\n\n- Armoede onder zelfstandigen\n- 3 onderzoeksvragen\n- Gegevens over 2011-2020\n\n# Resultaat\n\n- Kans op bijstand daalt met 2,4 procentpunt\n- N = 18.422 personen\n")
doc("md", "harmless", "README", "# Child poverty and attainment\n\n1. Run `01_clean.do`\n2. Run `02_link.do`\n3. Run `03_models.do`\n\nNeeds Stata 17. Run time about 9 minutes on 4 cores. Changes in version 1.2: fixed the weights.")
doc("tex", "harmless", "Modellgleichung", "# Modell\n\nDie Regression erklärt 34 Prozent der Varianz ($R^2 = 0{,}34$). Der Koeffizient der Betriebsgröße beträgt 0,071 (SE 0,009). Das Modell hat 7 Parameter; Freiheitsgrade 5 und 2304.")
doc("html", "harmless", "Stichprobe", "# Stichprobe\n\nDie Stichprobe umfasst 5.610 Schülerinnen und Schüler aus 212 Schulen in 4 Bundesländern. Die mittlere Punktzahl lag bei 498 (SD 96).")
doc("rtf", "harmless", "conclusions", "# Conclusions\n\nWages rose by 3 per cent after the reform. The effect was stronger in 2 of the 5 sectors, and faded after 6 quarters.")
doc("md", "harmless", "wyniki", "## Wyniki\n\nBadanie objęło 3 420 pacjentów w 9 szpitalach. Iloraz szans wyniósł 1,31 (95% PU 1,12-1,54). Średni czas pobytu: 6,2 dnia.")
doc("txt", "harmless", "tulokset", "Aineisto kattaa 7 240 opiskelijaa vuosilta 2010-2018. Keskeyttämisen riskisuhde oli 0,87 (95 % lv 0,80-0,95). Malli 3 sisältää 4 taustamuuttujaa.")
kit.close()
