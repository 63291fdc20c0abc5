"""Sixty sentences with an identifier of a person, and sixty without."""
import json

import people as P
from common import Kit

kit = Kit("s08")
r = kit.rng
A = lambda lang="en": P.person(r, lang)
ph = lambda: f"07700 900{r.randint(100, 999)}"
sets = []


def add(lang, *makers):
    for f in makers:
        sets.append(f(A(lang)))


add("en", lambda p: f"The record for NHS number {P.nhs(r)} was entered twice in the spine.", lambda p: f"Please contact {p['name']} on {ph()} before the second interview.",
    lambda p: f"Patient: {p['name']}, date of birth {p['dob_uk']}, seen in the fracture clinic.", lambda p: f"Reply went to {p['mail']} after the consent form came back.",
    lambda p: f"Card {P.card(r)} was charged back in the third week of the trial.", lambda p: f"Hospital number H{r.randint(100000, 999999)}, {p['name']}, died at home.",
    lambda p: f"The respondent lives at {p['street']}, Dunmere, and has three children.", lambda p: f"Name: {p['name']}; DOB: {p['dob']}; arm: placebo.",
    lambda p: f"Mother's phone number is {ph()}, best called after six.", lambda p: f"We removed the outlier (MRN {r.randint(1000000, 9999999)}) from model 2.",
    lambda p: f"Pupil {p['name']} was excluded twice in year 9.", lambda p: f"Refund paid to IBAN {P.iban(r, 'FR')} on 4 March.",
    lambda p: f"Employee {p['name']} (payroll no. {r.randint(10000, 99999)}) left the firm in 2019.", lambda p: f"Send the vignette back to {p['mail']} please.",
    lambda p: f"Mr {p['last']}, born {p['day']} June {p['year']}, was readmitted with sepsis.", lambda p: f"Duplicate found: NHS no {P.nhs(r).replace(' ', '')}, same postcode.",
    lambda p: f"Student ID {r.randint(1000000, 9999999)}, {p['name']}, withdrew from medicine.", lambda p: f"Tenant {p['name']}, {p['street']}, owes four months of rent.",
    lambda p: f"Interviewee 4 is {p['name']}, headteacher at the time.", lambda p: f"The index case, {p['name']}, flew home on 2 May.")
add("de", lambda p: f"Patientin {p['name']}, geb. {p['dob_eu']}, wurde verlegt.", lambda p: f"Rückfragen an {p['name']}, {p['mail']}.", lambda p: f"Überwiesen auf IBAN {P.iban(r, 'DE')}.",
    lambda p: f"Wohnhaft {p['street']}, Name {p['name']}.", lambda p: f"AHV-Nummer {P.ahv(r)} erscheint doppelt.", lambda p: f"Der Kreditnehmer {p['name']} ist seit Mai im Verzug.")
add("fr", lambda p: f"Le patient {p['name']}, né le {p['dob_eu']}, est sorti hier.", lambda p: f"NIR {P.nir(r, p)} présent dans les deux fichiers.", lambda p: f"Écrire à {p['mail']} pour le second entretien.",
    lambda p: f"L'élève {p['name']} a redoublé la seconde.", lambda p: f"Domicile : {p['street']}, M. {p['last']}.", lambda p: f"Numéro de sécurité sociale : {P.nir(r, p).replace(' ', '')}.")
add("nl", lambda p: f"BSN {P.bsn(r)} komt niet voor in de polisadministratie.", lambda p: f"Mevrouw {p['last']}, geboren {p['dob_eu']}, is opgenomen.", lambda p: f"Betaald op rekening {P.iban(r, 'NL')}.", lambda p: f"Bel {p['name']} op 06-{r.randint(10000000, 99999999)}.")
add("sv", lambda p: f"Personnummer {P.personnummer(r, p)} saknas i registret.", lambda p: f"Patienten {p['name']} avled i mars.", lambda p: f"Skicka svaret till {p['mail']}.", lambda p: f"Eleven {p['name']}, {p['street']}, bytte skola.")
add("fi", lambda p: f"Henkilötunnus {P.hetu(r, p)} esiintyy kahdesti.", lambda p: f"Potilas {p['name']}, s. {p['dob_eu']}, kotiutettiin.")
add("es", lambda p: f"El DNI {P.dni(r)} figura en ambas declaraciones.", lambda p: f"Paciente: {p['name']}, fecha de nacimiento {p['dob_eu']}.", lambda p: f"Transferido a la cuenta {P.iban(r, 'ES')}.", lambda p: f"La contribuyente {p['name']}, {p['street']}, recurrió.")
add("pl", lambda p: f"PESEL {P.pesel(r, p)} powtarza się w pliku.", lambda p: f"Pacjent {p['name']}, ur. {p['dob_eu']}, wypisany do domu.", lambda p: f"Kontakt: {p['name']}, {p['mail']}.")
add("no", lambda p: f"Fødselsnummer {P.fnr(r, p)} mangler i uttrekket.", lambda p: f"Pasient {p['name']}, født {p['dob_eu']}.", lambda p: f"Ring {p['name']} på 4{r.randint(1000000, 9999999)}.")
add("it", lambda p: f"Il paziente {p['name']}, nato il {p['dob_eu']}, è deceduto.", lambda p: f"Scrivere a {p['mail']} per il consenso.", lambda p: f"La studentessa {p['name']} abita in {p['street']}.")
add("da", lambda p: f"Patienten {p['name']}, født {p['dob_eu']}, blev udskrevet.", lambda p: f"Eleven {p['name']} bor på {p['street']}.", lambda p: f"Svar sendes til {p['mail']}.")
add("en", lambda p: f"Claimant {p['name']}, reference C-{r.randint(100000, 999999)}, appealed and won.", lambda p: f"Her date of birth ({p['dob_uk']}) and address ({p['street']}) match the census record.")
WITHOUT = """We used the estimator of Callaway and Sant'Anna (2021).|The Hosmer-Lemeshow test gave chi2(8) = 9.31, p = 0.32.|Data cover 1 January 2010 to 31 December 2019.
Standard errors are clustered on 212 schools.|See Cox (1972) and Fine and Gray (1999).|The study was registered as NCT04512345.|ICD-10 codes I21 to I25 define the outcome.
The median income was 31,400 pounds.|Funding: grant MR/T012345/1.|Version 2.3.1 of the package was used.|Kaplan-Meier curves were compared by the log-rank test.|A DOI of the data set is 10.5255/ukda-sn-8644-1.
Wald tests rejected equality (F(3, 4120) = 7.2).|Bayes factors were above 10 in all models.|The Gini coefficient rose from 0.31 to 0.34.|The Mann-Whitney test was significant at 5%.|Table 4 reports marginal effects.
The cohort was followed for 8.2 years on average.|We drew 1,000 bootstrap samples.|The Newey-West lag was set to 4.|The Charlson index was grouped as 0, 1-2 and 3+.|Age was centred at 50.|Wages are in 2015 prices.
The ROC area was 0.78 (95% CI 0.76 to 0.80).|All counts under ten were suppressed.|The Durbin-Watson statistic was 1.97.|We thank two reviewers for their comments.|Models were fitted in Stata 17 and R 4.2.2.
Participants gave consent between 9:00 and 17:00 on weekdays.|ISBN 978-0-19-953558-3 describes the design.|The Barthel index improved by 12 points.|Census 2011 output areas were matched at 98.2%.
The Gauss-Hermite quadrature used 12 points.|ISSN 1467-9868 is the journal's number.|The telephone survey reached 61% of households.|E-mail reminders raised response by 4 points.
Die Stichprobe umfasst 12.410 Haushalte (SOEP, Welle 35).|Der Hausman-Test ergab 14,2 (p = 0,003).|Nach Mincer (1974) steigt der Lohn mit der Erfahrung.|Der Stichtag war der 31.12.2018.|Die Regression hat 7 Parameter.
L'enquête Emploi de 2019 couvre 54 000 logements.|Le coefficient est de 0,082 (écart-type 0,011).|Selon Bourdieu et Passeron (1970), l'école reproduit.|Le test de Student donne t = 2,41.|Les données vont du 01/01/2012 au 31/12/2017.
De steekproef telt 8.412 leerlingen.|Cronbachs alfa was 0,87.|De peildatum is 1 oktober 2016.|Oddskvoten var 1,24 (95 % KI 1,10-1,40).|Uppgifterna avser åren 2005-2015.|Resultatet redovisas i tabell 3.
Mallin selitysaste oli 0,41.|Aineisto kattaa vuodet 2000-2014.|El coeficiente de Gini fue 0,33.|La encuesta de 2018 incluye 13.500 hogares.|Współczynnik korelacji Pearsona wyniósł 0,52.
Dane obejmują lata 2010-2018.|Il test di Breusch-Pagan non è significativo.|Undersøgelsen omfatter 4.200 elever.""".replace("\n", "|").split("|")
out = {"with": sets[:60], "without": WITHOUT[:60]}
assert len(out["with"]) == 60 and len(out["without"]) == 60, (len(sets), len(WITHOUT))
json.dump(out, open(kit.path("identifier-sentences.json"), "w", encoding="utf-8"), indent=1, ensure_ascii=False)
kit.close()
