"""Files with one person's identifier amid ordinary output, and the list of sentences."""
import json

import openpyxl
from docx import Document
from openpyxl.comments import Comment

import people as P
import render as R
import render_office as O
from common import arguments
from tables import build

LABELS = {  # name, phone, e-mail, address, born, record number
    "en": ("Patient name", "Tel.", "E-mail", "Address", "DOB", "MRN"), "de": ("Name", "Telefon", "E-Mail", "Anschrift", "geb.", "Fallnummer"),
    "fr": ("Nom", "Tél.", "Courriel", "Adresse", "Né(e) le", "N° de dossier"), "es": ("Nombre", "Teléfono", "Correo", "Domicilio", "Fecha de nacimiento", "N.º historia"),
    "it": ("Cognome e nome", "Telefono", "E-mail", "Indirizzo", "Nato/a il", "N. cartella"), "nl": ("Naam", "Telefoon", "E-mail", "Adres", "Geboortedatum", "Patiëntnummer"),
    "sv": ("Namn", "Telefon", "E-post", "Adress", "Född", "Journalnr"), "da": ("Navn", "Telefon", "E-mail", "Adresse", "Født", "Journalnr."),
    "nb": ("Navn", "Telefon", "E-post", "Adresse", "Født", "Journalnr."), "fi": ("Nimi", "Puhelin", "Sähköposti", "Osoite", "Syntymäaika", "Potilasnumero"),
    "pl": ("Imię i nazwisko", "Telefon", "E-mail", "Adres", "Data urodzenia", "Nr historii choroby"), "pt": ("Nome", "Telefone", "E-mail", "Morada", "Data de nascimento", "N.º processo"),
    "cs": ("Jméno", "Telefon", "E-mail", "Adresa", "Datum narození", "Číslo dokumentace")}


def identifier(r, lang, kind):
    """-> (label, value)"""
    if kind == "national" and lang in P.NATIONAL:
        lab, f = P.NATIONAL[lang]
        return lab, f(r)
    lab = LABELS[lang]
    who = P.name(r, lang)
    return {"national": ("IBAN", P.iban(r)), "iban": ("IBAN", P.iban(r)), "card": ("Card no.", P.card(r)), "name": (lab[0], who), "phone": (lab[1], P.phone(r, lang)), "email": (lab[2], P.email(r, who)),
            "address": (lab[3], P.address(r, lang)), "dob": (lab[4], P.dob(r, lang)), "mrn": (lab[5], f"{r.choice(['', 'H', 'K'])}{r.randint(100000, 9999999)}"),
            "belgian": ("Rijksregisternr.", P.rijksregister(r)), "swiss": ("AHV-Nr.", P.ahv(r))}[kind]




def program(r, ext, lab, v, topic):
    s = topic["slug"]
    if ext == "do":
        return f"* {topic['title']}\nuse {s}, clear\ndrop if {lab.lower().split()[0].strip('.')} == \"{v}\"   // {lab} - asked to be removed\nlogit outcome i.sex c.age##c.age, vce(robust)\nmargins sex\nestimates store m{r.randint(1, 9)}\n"
    if ext == "R":
        return f"library(dplyr)\nd <- readRDS(\"{s}.rds\")\n# {lab}: {v} appears twice, keep first\nd <- d |> filter(!(id == \"{v}\" & visit == 2))\nm <- glm(outcome ~ age + sex, family = binomial, data = d)\nprint(coef(m))\n"
    if ext == "sql":
        return f"-- {topic['title']}\nSELECT quarter, avg(cost) AS mean_cost\nFROM {s}\nWHERE {lab.lower().replace(' ', '_').replace('.', '')} <> '{v}'\nGROUP BY quarter\nORDER BY quarter;\n"
    return f"import pandas as pd\n\ndf = pd.read_parquet('{s}.parquet')\n# test case: {lab} {v}\nassert (df['key'] == '{v}').sum() <= 1\nprint(df.groupby('arm')['score'].mean().round(2))\n"


def log(r, lab, v, topic):
    n = r.randint(12000, 90000)
    return (f"2023-05-11 08:0{r.randint(1, 9)}:02 INFO  linking {topic['slug']} with registry, {n} keys\n"
            f"2023-05-11 08:{r.randint(10, 59)}:40 WARN  duplicate key, {lab}={v}, kept first\n2023-05-11 09:01:13 INFO  matched {n - r.randint(900, 4000)} keys\n"
            f"2023-05-11 09:01:13 INFO  match rate {r.uniform(.88, .96):.3f}\n")


PLAN = [("docx", "national", "en"), ("docx", "name", "en"), ("docx", "national", "de"), ("xlsx", "national", "nl"), ("xlsx", "iban", "en"), ("xlsx", "email", "en"), ("csv", "national", "sv"), ("csv", "mrn", "en"),
        ("html", "national", "fr"), ("html", "phone", "en"), ("md", "dob", "en"), ("md", "national", "es"), ("latex", "name", "fr"), ("pdf", "national", "en"), ("pdf", "address", "de"), ("pptx", "name", "en"),
        ("odt", "national", "it"), ("json", "card", "en"), ("txt", "national", "da"), ("txt", "email", "nl"), ("do", "national", "en"), ("R", "national", "nb"), ("sql", "iban", "nl"), ("py", "mrn", "en"),
        ("log", "national", "en"), ("log", "national", "fi"), ("log", "phone", "sv"), ("log", "national", "pl"), ("txt", "belgian", "nl"), ("docx", "swiss", "de"), ("odt", "address", "en"), ("csv", "national", "cs")]

WITH = {
    "en": ["The patient (NHS number {nhs}) was readmitted on day 12.", "Please correct the record of {name}, born {dob}.", "{name} can be reached on {phone} about the second interview.", "Refund to be paid to account {iban}, see ledger.",
           "Letter returned from {address}, addressee unknown.", "MRN {mrn} was coded twice in the theatre system.", "Participant e-mail: {email}, withdrew in March.", "Case 14: {name}, 57, retired teacher, declined surgery.",
           "We excluded hospital number {mrn} at the clinician's request.", "Card {card} was used for all the flagged payments.", "DOB {dob}; first seizure at age three.", "The complaint of {name} was upheld by the ombudsman.",
           "Duplicate found for NHS no. {nhs} and an older temporary number.", "The pupil {name} moved school in Year 9 (address now {address}).", "Interviewee: {name}, phone {phone}.", "Send the consent form to {email} before the visit.",
           "Taxpayer {name} filed late in both years.", "Account holder {name}, sort code and IBAN {iban}, defaulted in 2016.", "Her mother's date of birth, {dob}, was used for linkage by hand.", "Student record 2019/{mrn} belongs to {name}."],
    "de": ["Patient/in {name}, geb. {dob}, wurde am dritten Tag verlegt.", "Rückfragen an {name} unter {phone}.", "Überweisung auf {iban} erfolgte im Mai.", "Steuer-ID {steuer} wurde doppelt geführt.", "Fallnummer {mrn} ist ein Übertragungsfehler.", "Anschrift laut Akte: {address}."],
    "fr": ["Le NIR {nir} figure deux fois dans l'extraction.", "{name}, date de naissance {dob}, a quitté l'étude.", "Contacter le patient au {phone}.", "Virement effectué sur le compte {iban}.", "Dossier n° {mrn} au nom de {name}."],
    "sv": ["Personnummer {pnr} saknade koppling till registret.", "Patienten {name} ringde från {phone}.", "Journalnummer {mrn} avser {name}, född {dob}."], "nl": ["BSN {bsn} komt tweemaal voor in de koppeling.", "Deelnemer {name} woont op {address}.", "Mail naar {email} voor het vervolggesprek."],
    "es": ["El paciente con DNI {dni} fue excluido.", "Llamar a {name} al {phone}.", "Historia n.º {mrn}: ingreso duplicado."], "it": ["Codice fiscale {cf} presente in due schede.", "{name}, data di nascita {dob}, rifiuta il follow-up."],
    "da": ["CPR-nummer {cpr} kunne ikke findes i registret.", "{name} blev kontaktet på {email}."], "nb": ["Fødselsnummer {fnr} er registrert to ganger.", "{name} bor i {address}."], "fi": ["Henkilötunnus {hetu} puuttui rekisteristä.", "{name}, puhelin {phone}, perui osallistumisensa."], "pl": ["PESEL {pesel} występuje w dwóch bazach.", "Osoba: {name}, ur. {dob}, zmiana adresu."],
    "cs": ["Rodné číslo {rc} bylo zadáno chybně."], "pt": ["O utente {name}, telefone {phone}, não compareceu."],
}
WITHOUT = """The median follow-up was 4.2 years (IQR 2.9 to 6.1).
Data were analysed with Stata 17.0 (StataCorp, College Station, TX).
We used the method of Fine and Gray (1999) for competing risks.
The trial was registered as NCT03987412 on 14 June 2019.
Ethical approval was given on 12/03/2018 (reference 18/LO/0342).
Missing values were imputed 20 times by chained equations (White et al., 2011).
The hazard ratio was 0.87 (95% CI 0.79 to 0.96; p = 0.006).
Charlson comorbidity was computed from ICD-10 codes in the five years before admission.
Costs are in 2021 pounds, discounted at 3.5% a year.
The sample consists of 48,213 admissions to 31 hospitals.
Robust standard errors are clustered by school (Cameron and Miller, 2015).
The Bonferroni threshold was 0.05/12 = 0.0042.
Postcodes were mapped to deprivation quintiles with the 2019 index.
Record linkage used first name, date of birth and sex, all of them hashed.
The instrument has 21 items scored 0 to 3.
The Hosmer-Lemeshow test gave chi2(8) = 11.2, p = 0.19.
Telephone interviews took about 35 minutes each.
Kaplan and Meier (1958) remains the usual reference for the estimator.
doi: 10.1136/bmj.l4898 describes the reporting guideline.
The R package survival, version 3.5-7, was used throughout.
Patients born before 1940 were not eligible for the screening programme.
We thank the staff of the registry for their help with the 2016 extract.
An IBAN has up to 34 characters, of which two are check digits.
The NHS number was replaced by a study key before release to us.
The seed was set to 20230417 in all simulations.
The server has 64 GB of memory and the models ran for 11 hours.
Rates were standardised to the European Standard Population 2013.
The protocol (version 3.1, 22 September 2020) is available on request.
Income was winsorised at the 1st and 99th percentile.
The coefficient of variation was 0.34 in 2012 and 0.29 in 2018.
Student's t statistic was 2.41 with 1,204 degrees of freedom.
Grant number MR/S003770/1 paid for the linkage.
The Cox model of column 4 adds region and calendar year.
Figure 2 shows the cumulative incidence by arm over 60 months.
ISBN 978-0-12-374856-0 has the proofs.
The Wilson interval is preferred to the Wald interval for proportions.
Die Auswertung erfolgte mit SPSS 28 und R 4.2.2.
Das mittlere Alter betrug 61,4 Jahre (SD 12,8).
Der Datensatz umfasst 14.382 Fälle aus den Jahren 2015 bis 2020.
Nach Bender und Lange (2001) wurde nicht adjustiert.
Die Postleitzahl wurde auf zwei Stellen gekürzt.
Le modèle logistique donne un OR de 1,42 (IC 95 % : 1,18-1,71).
Les analyses ont été faites avec SAS 9.4 le 3 février 2022.
La population comprend 27 940 séjours dans 18 établissements.
Le numéro de sécurité sociale a été remplacé par un pseudonyme.
Medelåldern var 54,7 år och 52 procent var kvinnor.
Uppgifterna hämtades från registret den 1 mars 2021.
Personnummer ersattes med löpnummer före leverans.
De regressie is geschat met robuuste standaardfouten (HC3).
Het BSN is vóór levering gepseudonimiseerd.
Los datos proceden de 22 hospitales y cubren 2014-2019.
El coeficiente beta fue de 0,31 (p < 0,001).
I dati sono stati estratti il 15 aprile 2020.
Il modello spiega il 38% della varianza (R2 = 0,38).
Analysen bygger på 36 512 forløb i perioden 2010-2018.
Alder ble delt i femårsgrupper fra 20 til 84 år.
Aineisto koostuu 12 650 käynnistä vuosina 2015-2019.
Analizę wykonano w pakiecie Stata 16 dnia 7 maja 2021.
A mediana do tempo de espera foi de 48 dias.
Data byla standardizována podle věku a pohlaví.""".splitlines()


def sentences(rec):
    r, out = rec.r, []
    for lang, ts in WITH.items():
        for t in ts:
            n = P.name(r, lang)
            out.append(t.format(nhs=P.nhs(r), name=n, dob=P.dob(r, lang), phone=P.phone(r, lang), iban=P.iban(r), address=P.address(r, lang), mrn=r.randint(100000, 9999999), email=P.email(r, n), card=P.card(r),
                                steuer=P.steuer_id(r), nir=P.nir(r), pnr=P.personnummer(r), bsn=P.bsn(r), dni=P.dni(r), cf=P.fiscale(r), cpr=P.cpr(r), fnr=P.fodselsnummer(r), hetu=P.hetu(r), pesel=P.pesel(r), rc=P.rodne(r)))
    extra = ["NI and NHS numbers agree for {nhs}.", "Cheque returned; payee {name}.", "Row 211 still shows the phone number {phone}.", "Trace {email} in the mail log.", "Belgian patient, rijksregisternummer {rr}.", "Swiss insurance number {ahv} in the claims file.", "{name}, {address}, objected to the processing of his data.", "NHS number: {nhs}; DOB: {dob}.", "Direct debit from {iban} bounced twice."]
    while len(out) < 60:
        n = P.name(r, "en")
        out.append(extra[len(out) % len(extra)].format(nhs=P.nhs(r), name=n, phone=P.phone(r, "en"), email=P.email(r, n), rr=P.rijksregister(r), ahv=P.ahv(r), address=P.address(r, "en"), dob=P.dob(r, "en"), iban=P.iban(r)))
    assert len(WITHOUT) == 60, len(WITHOUT)
    rec.write("identifier-sentences.json", json.dumps({"with": out[:60], "without": WITHOUT}, ensure_ascii=False, indent=1) + "\n")


def main():
    rec = arguments("make_ids")
    r = rec.r
    for form, kind, lang in PLAN:
        lab, v = identifier(r, lang, kind)
        topic = rec.topic(lang)
        if form in ("do", "R", "sql", "py"):
            name, f, prog = rec.name(form, topic), "script", {"do": "Stata", "R": "R", "sql": "SQL", "py": "Python"}[form]
            rec.write(name, program(r, form, lab, v, topic))
        elif form == "log":
            name, f, prog = rec.name("log", topic), "log", "log writer"
            rec.write(name, log(r, lab, v, topic))
        else:
            doc, _ = build(rec, "harmless", topic=topic)
            line = {"en": ["One discrepancy remains. {l}: {v}.", "{l} {v} to be checked.", "Query sent about {l}: {v}"]}.get(lang, ["{l}: {v}"])
            text = r.choice(line).format(l=lab, v=v)
            where = r.random()
            if where < 0.5:
                doc.note(text)
            else:
                doc["blocks"].insert(0, ("p", text))
            if form == "docx" and kind == "name":
                d = Document()
                d.add_paragraph("Interim note on the audit of case notes")
                for line in (text, f"{LABELS[lang][4]}: {P.dob(r, lang)}"):
                    d.add_paragraph(line)
                d.sections[0].header.paragraphs[0].text = "Confidential draft"
                name, f, prog = rec.name("docx", topic), "docx", "python-docx"
                d.save(rec.path(name))
            elif form == "xlsx" and kind == "email":
                doc["blocks"] = [b for b in doc["blocks"] if b[1] != text]
                name, f, prog = O.as_xlsx(rec, doc)
                wb = openpyxl.load_workbook(rec.path(name))
                wb.worksheets[0]["B3"].comment = Comment(f"patient wrote from {lab}: {v}", "rev")
                wb.save(rec.path(name))
                prog = "openpyxl"
            else:
                go = {"docx": O.as_docx, "xlsx": O.as_xlsx, "csv": R.as_csv, "html": R.as_html, "md": R.as_md, "latex": R.as_latex, "pdf": O.as_pdf, "json": R.as_json, "txt": R.as_txt,
                      "pptx": lambda a, b: R.pandoc(a, b, "pptx"), "odt": lambda a, b: R.pandoc(a, b, "odt")}[form]
                if form == "json":
                    name, f, prog = rec.name("json", topic), "json", "python json"
                    rec.write(name, json.dumps({"title": doc["title"], "remark": text, "tables": [{"head": b[2], "rows": b[3]} for b in doc["blocks"] if b[0] == "t"]}, ensure_ascii=False, indent=1))
                else:
                    if form == "xlsx" or form == "csv":
                        doc["blocks"] = [b for b in doc["blocks"] if b[1] != text] + [("note", text)]
                    name, f, prog = go(rec, doc)
        rec.label(name, f, prog, "identifier", f"{lab} {v}")
    sentences(rec)
    rec.done()


if __name__ == "__main__":
    main()
