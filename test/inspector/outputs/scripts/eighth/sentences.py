"""Sentences with one identifier of a person, and sentences without."""
import json
import ids
from common import path, slug

WITH = """en|The record with NHS number {nhs} was corrected after the audit.
en|Please send the consent form to {name}, {addr}.
en|Interviewee 14, {name}, asked for her quotation to be removed.
en|Contact for the family: mobile {phone}.
en|Replies should go to {mail}, who is one of the participants.
en|DOB {dmy}, admitted twice in the same week.
en|Patient name: {name}; second admission after discharge.
en|The duplicate had social insurance number {sin}.
en|The refund was paid to card {card}.
en|Mrs {last} of {addr} returned the diary without dates.
en|One account, {ibanes}, was seen in both extracts.
en|The respondent was born on {d} March {y} and lives alone.
en|Client file 8 belongs to the person with NHS no. {nhs}.
en|His own words, signed {name}, are in the annex.
en|Call the carer back on {phone} before Friday.
en|Row 211 still carries the e-mail {mail}.
en|Defendant {name} appealed in the spring.
en|date_of_birth={iso} was kept in the key file.
de|Versichertennummer {kvnr} kommt in beiden Lieferungen vor.
de|Die Steuer-ID {steuer} wurde versehentlich mit ausgegeben.
de|Patientin: {name}, geb. {dmy}.
de|Überwiesen wurde auf das Konto {iban}.
de|Anschrift der Befragten: {addr}.
de|Rückfragen beantwortet der Teilnehmer unter {phone}.
de|Herr {last}, wohnhaft {addr}, hat abgelehnt.
de|AHV-Nummer {ahv} fehlt im zweiten Register.
de|Die Schülerin {name} wechselte im Mai die Schule.
fr|Le numéro de sécurité sociale {nir} figure dans le fichier.
fr|Patient : {name}, né le {dmy}.
fr|Mme {last}, {addr}, n'a pas répondu.
fr|On peut joindre la mère au {phone}.
fr|Le courriel de l'enquêté est {mail}.
fr|Nom du détenu : {name}.
nl|BSN {bsn} staat tweemaal in het bestand.
nl|Cliënt {name} woont op {addr}.
nl|De ouder is bereikbaar op {phone}.
nl|Rijksregisternummer {rrn} kon niet worden gekoppeld.
nl|Geboortedatum van de leerling: {dmy}.
sv|Personnummer {pnr} saknas i registret.
sv|Patienten {name} bor på {addr}.
sv|Ring den anhöriga på {phone}.
da|CPR-nummer {cpr} er slettet efter ønske.
da|Borgeren {name}, {addr}, har klaget.
no|Fødselsnummer {fnr} ble funnet i begge filer.
no|Pasient {name}, født {dmy}, er utelatt.
sv|Henkilötunnus {hetu} löytyi aineistosta.
es|El DNI {dni} aparece dos veces.
es|Paciente: {name}, nacida el {dmy}.
es|Vive en {addr}.
es|Teléfono de la madre: {phone}.
it|Il codice fiscale {cf} è stato tolto dal file.
it|La persona assistita {name} abita in {addr}.
it|Nato il {dmy}, il detenuto ha chiesto il trasferimento.
pl|PESEL {pesel} wystąpił w obu plikach.
pl|Pacjentka {name}, {addr}.
pl|Telefon do opiekuna: {phone}.
pt|O NIF {nif} consta do ficheiro.
pt|O utente {name} mora na {addr}.
cs|Rodné číslo {rc} bylo v tabulce dvakrát.
cs|Pacient {name}, narozen {dmy}."""

WITHOUT = """Version 4.2.2 of the program was used on 12 March 2024.
The model was fitted on 48,213 records from the register.
See Smith and Jones (2019), vol. 14, pp. 233-241.
ISBN 978-0-306-40615-7 is the handbook on which the codes rest.
The paper is at doi:10.1000/xyz123.
Metformin 850 mg was the reference drug.
Eastgate General Hospital took part from 2015 to 2021.
ICD-10 codes I20 to I25 define the disease.
The ATC code A10BA02 was used to find prescriptions.
The hash of the script was 9f86d081884c7d65.
Seed 20240117 was set before sampling.
The hazard ratio was 1.32 (95% CI 1.10 to 1.58).
Box 7 and Annex C list the variables.
NACE section F covers construction, divisions 41 to 43.
Office hours of the statistics office are 9 to 16.
Data were extracted from table HES_2021_v3.
The grant number is ES/T012345/1.
Lincoln, Wetherby and Hexham are in the same stratum.
The Washington group short set has 6 questions.
Parkinson's disease was coded as G20.
The Wilcoxon test gave W = 231524.
Cohen's d was 0.24 and Cronbach's alpha 0.81.
Kaplan-Meier curves are in Figure 3.
The Charlson index was computed over 5 years.
The Barthel score rose by 12 points.
Room 4.17 is where outputs are checked.
Request 2023-0457 covers 3 files.
All incomes are in pounds of 2015.
The index of deprivation uses 10 groups of equal size.
Regression 4 drops the years 2020 and 2021.
The log was closed at 17:42:03 after 1,204 seconds.
Bootstrap with 1000 replications; 8 cores; 32 GB.
The cut point was 58 mmol/mol.
The Beck inventory has 21 items.
Postal sectors were merged to 326 districts.
The survey was run by the National Centre in wave 7.
R packages: survival 3.5-3, lme4 1.1-31.
Column 12 holds the weight, column 13 the stratum.
The threshold is 10 and the base of rounding is 5.
The package is kept at version 0.13.5 with licence BSD-3.
The Hosmer-Lemeshow test had 8 degrees of freedom.
The file has 14 variables and was written on 2024-02-29.
Die Stichprobe umfasst 12.480 Haushalte.
Abschnitt 3.2 beschreibt die Gewichtung.
Die Charité und das Klinikum Nordstadt lieferten Daten.
Der Koeffizient beträgt 0,42 (SE 0,07).
Nach § 16 BStatG gilt die Geheimhaltung.
ICD-Schlüssel F32.1 und F33.0 wurden zusammengefasst.
Die Fassung 2.3 der Klassifikation gilt seit 01.01.2019.
Förderkennzeichen 01ER1301A.
Der Gini-Index stieg von 0,28 auf 0,31.
Tabelle 4 zeigt Anteile je 100 000 Einwohner.
Les données couvrent les années 2010 à 2019.
Le modèle 3 contient 12 variables.
L'hôpital Saint-Luc a transmis 18 420 séjours.
Le code NAF 47.11 désigne le commerce de détail.
Arrêté du 14 mars 2017, article 5.
L'effet est de 2,4 points (p = 0,02).
Zie bijlage 2 voor de codes.
Het onderzoek liep van 1 mei 2018 tot 31 december 2020.
Ziekenhuis Oost leverde 9.812 opnamen.
De SBI-code 85.20 staat voor basisonderwijs.
Studien omfattar 31 420 personer i 21 regioner.
Diarienummer 2021-04562 gäller hela projektet.
Region Skåne och Region Halland ingår.
Tabellen er trukket 15.03.2023 fra registeret.
Odense Universitetshospital bidrog med 4.310 forløb.
Modellen har 5 frihetsgrader og p = 0,08.
Helse Vest leverte data for 2016-2020.
El hospital de La Ribera aportó 7.450 ingresos.
La razón de tasas fue 1,18 (IC 95 %: 1,05-1,33).
El código CNAE 01.1 agrupa los cultivos.
Il modello 2 usa 8 indicatori e 20 regioni.
La legge 132 del 2015 regola l'accesso.
Il tasso è di 35,2 per 100.000 abitanti.
Szpital Wojewódzki przekazał 5 620 rekordów.
Model 4 obejmuje lata 2012-2021.
O índice subiu de 100 para 117,4.
A portaria n.º 142 de 2018 define os grupos.
Nemocnice Tábor dodala 3 940 záznamů."""


def fill(line):
    l, t = line.split("|", 1)
    y, m, d = ids.dob()
    nm = ids.name(l)
    sep = "/" if l in ("en", "fr", "es", "it", "pt") else "."
    f = dict(nhs=ids.nhs, sin=ids.sin, card=ids.card, ibanes=lambda: ids.iban("ES"), iban=ids.iban, kvnr=ids.kvnr, steuer=ids.steuerid, ahv=ids.ahv, nir=ids.nir, bsn=ids.bsn, rrn=ids.rrn,
             pnr=ids.personnummer, cpr=ids.cpr, fnr=ids.fodselsnr, hetu=ids.hetu, dni=ids.dni, cf=ids.codice, pesel=ids.pesel, nif=ids.nif, rc=ids.rodne)
    v = {k: g() for k, g in f.items()}
    return t.format(name=nm, last=ids.last(l), addr=ids.address(l), phone=ids.phone(l), mail=slug(nm).replace("_", ".") + "@example.org", d=d, y=y,
                    dmy=f"{d:02d}{sep}{m:02d}{sep}{y}", iso=f"{y}-{m:02d}-{d:02d}", **v)


def make():
    a, b = [fill(x) for x in WITH.strip().splitlines()], WITHOUT.strip().splitlines()
    assert len(a) == 60 and len(set(b)) == 80, (len(a), len(b))
    json.dump({"with": a, "without": b}, open(path("identifier-sentences.json"), "w"), indent=1, ensure_ascii=False)
