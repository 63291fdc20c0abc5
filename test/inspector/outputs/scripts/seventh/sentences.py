"""Sentences with and without an identifier of a person."""
import json

import people as p
from common import path, rng_for


def main():
    r = rng_for("sentences")
    n = p.name
    d = lambda f: p.birth(r).strftime(f)
    tel = lambda pre, *parts: pre + " " + " ".join(p.digits(r, k) for k in parts)
    mail = lambda lang: f"{p.first(r, 'en').lower()}.{r.choice(p.LAST['en']).lower()}{p.digits(r, 2)}@{r.choice(['inbox', 'homepost', 'netmail'])}.example"
    with_ = [
        f"The record with NHS number {p.nhs(r)} appears in both extracts.", f"NHS no. {p.nhs(r, False)} failed to link.",
        f"Her National Insurance number is {p.nino(r)} and the wage is blank.", f"Please delete {n(r, 'en')}, born {d('%d/%m/%Y')}, from the list.",
        f"The patient {n(r, 'en')} asked for the results.", f"Refunds go to {p.iban(r, 'GB')}.",
        f"Card {p.card(r)} was charged twice.", f"The tenant wrote from {mail('en')} last week.",
        f"Call the participant on {tel('+44', 4, 6)} after six.", f"Participant's home: 18 Curlew Lane, Eastmarsh, EM4 7QX.",
        f"PPS number {p.ppsn(r)} was entered with a wrong letter.", f"Date of birth of the claimant: {d('%d %B %Y')}.",
        f"Der Versicherte {n(r, 'de', 'm')} hat zweimal geantwortet.", f"Die Steuer-ID {p.steuerid(r)} kommt doppelt vor.",
        f"Versichertennummer {p.kvnr(r)} ohne Entlassdatum.", f"Bitte auf das Konto {p.iban(r, 'DE')} überweisen.",
        f"Frau {n(r, 'de', 'f')}, geboren am {d('%d.%m.%Y')}, wurde verlegt.", f"Die Probandin ist unter {tel('+49 171', 7)} zu erreichen.",
        f"AHV-Nr. {p.ahv(r)} fehlt im zweiten Register.", f"Der Patient wohnt in der Lerchengasse 14, 04109 Neudorf.",
        f"Konto des Probanden: {p.iban(r, 'AT', False)}.", f"Patientin {n(r, 'de', 'f')} hat die Einwilligung zurückgezogen.",
        f"Le NIR {p.nir(r)} est présent deux fois.", f"Numéro de sécurité sociale : {p.nir(r, False)}.",
        f"La patiente {n(r, 'fr', 'f')} est née le {d('%d/%m/%Y')}.", f"Le salarié habite 9 impasse des Tilleuls, 38999 Valcombe.",
        f"Écrire à l'assuré : {mail('fr')}.", f"Registre national {p.rijksregister(r)} à vérifier.",
        f"Het BSN {p.bsn(r)} staat niet in het tweede bestand.", f"Burgerservicenummer {p.bsn(r)} is dubbel.",
        f"Patiënt {n(r, 'nl')} is op {d('%d-%m-%Y')} geboren.", f"Betaal aan {p.iban(r, 'NL')} ten name van de deelnemer.",
        f"De cliënt woont aan de Wilgenkade 22 te Oudeveen.", f"Personnummer {p.personnummer(r)} saknar diagnos.",
        f"Rad 41 avser {p.personnummer(r, True)} i utdraget.", f"Patienten {n(r, 'sv')} har två vårdtillfällen.",
        f"Henkilötunnus {p.hetu(r)} esiintyy kahdesti.", f"Asiakkaan tunnus oli {p.hetu(r)} tiedostossa.",
        f"CPR-nummer {p.cpr(r)} kunne ikke findes.", f"Borgeren med cpr {p.cpr(r)} er flyttet.",
        f"Fødselsnummer {p.fnr(r)} mangler kommune.", f"Pasienten har fnr. {p.fnr(r)} i begge kilder.",
        f"El DNI {p.dni(r)} tiene dos altas.", f"La trabajadora con NIE {p.nie(r)} cambió de empresa.",
        f"El paciente {n(r, 'es', 'm')} ingresó dos veces.", f"Teléfono del alumno: {tel('+34 6' + p.digits(r, 2), 3, 3)}.",
        f"Il codice fiscale {p.codice(r)} risulta duplicato.", f"C.F. {p.codice(r)} senza comune di nascita.",
        f"La paziente {n(r, 'it', 'f')}, nata il {d('%d/%m/%Y')}, è stata dimessa.", f"Numer PESEL {p.pesel(r)} powtarza się w zbiorze.",
        f"PESEL pacjenta: {p.pesel(r)}.", f"Uczeń {n(r, 'pl', 'm')} zmienił szkołę.", f"Przelew na rachunek {p.iban(r, 'PL')}.",
        f"O utente com NIF {p.nif(r)} não tem morada.", f"A doente {n(r, 'pt', 'f')} nasceu a {d('%d-%m-%Y')}.",
        f"O CPF {p.cpf(r)} aparece em dois anos.", f"Rodné číslo {p.rodne(r)} je v souboru dvakrát.",
        f"Pacient {n(r, 'cs', 'm')}, narozen {d('%d. %m. %Y')}, chybí ve druhé vlně.", f"CNP {p.cnp(r)} nu are cod de județ valid.",
        f"Udbetales til {p.iban(r, 'DK')} i august.",
    ]
    without = """The data were linked in release 2019-11 of the register.
R version 4.2.2 and survival 3.5-3 were used.
The code is at commit 7f3a91c of the repository.
See doi 10.5555/12345678 for the protocol.
ISBN 978-3-16-148410-0 describes the method.
ISSN 2049-3630 is the series of the working papers.
The study has the registration NCT01234567.
ICD-10 codes I21.0 to I21.9 were counted.
ATC code C10AA05 stands for atorvastatin.
Patients took metformin 500 mg twice a day.
The hospital in Ashford has 482 beds.
The model converged after 17 iterations.
The likelihood ratio was 412.87 with 6 degrees of freedom.
Grant ES/T014164/1 paid for the work.
The sample covers 1 January 2004 to 31 December 2018.
We cite Cox (1972) and Kaplan and Meier (1958).
The Hosmer-Lemeshow test gave p = 0.41.
The Charlson index was computed with 17 groups.
Parkinson's disease was coded as G20.
The file has 1234567890 bytes.
The seed was 20210315.
The hash of the file is 9e107d9d372bb6826bd81d3542a419d6.
The Elixhauser score needs 31 columns.
Output 2023-0417 replaces output 2023-0391.
The Newcastle cohort was sampled in wave 3.
The centre at St Thomas reported rates per 100,000.
PostgreSQL 14.5 ran on port 5432.
The address of the service is 10.0.12.7.
Rates are per 1,000 person-years (95% CI 3.1 to 3.9).
Table 7 on page 212 gives the weights.
SNOMED code 38341003 means hypertension.
Dose was 2.5 mg/kg every 6 hours.
The postcode sector file of 2011 was used.
The trial compared warfarin with apixaban in 14 centres.
Gini was 0.312 in 2010 and 0.298 in 2015.
Die Stichprobe umfasst 9.412 Haushalte aus 16 Ländern.
Das Statistische Bundesamt in Wiesbaden lieferte die Daten.
Die Klassifikation WZ 2008 hat 21 Abschnitte.
Die PZN 04324188 steht für eine Packung.
Das Modell nach Fine und Gray wurde geschätzt.
Gemeindeschlüssel 09162000 ist München.
Der Koeffizient beträgt -0,0412 (SE 0,0071).
Die Frist endet am 30.06.2024 um 12:00 Uhr.
Version 3.1.4 ersetzt Version 3.1.2.
Der Stadtteil Gustav-Freytag-Höhe hat 8.200 Einwohner.
L'échantillon contient 18 411 observations.
Le code commune 69123 désigne Lyon.
L'hôpital Saint-Louis a ouvert en 1607.
La CCAM HNFC001 correspond à un acte.
Le test de Wilcoxon donne p = 0,032.
Le taux était de 41,2 pour 100 000 en 2016.
Le SIREN ne figure pas dans la table 4.
De steekproef telt 12.407 huishoudens.
Het CBS in Den Haag leverde bestand 8812 op.
De code SBI 47110 betreft supermarkten.
Het ziekenhuis in Zwolle heeft 1.015 bedden.
Bestand versie 20190314 heeft 88 kolommen.
Urvalet omfattar 48 211 anställda under 6 år.
Kommunkod 0180 är Stockholm.
Karolinska i Solna rapporterade 41,7 procent.
Diagnoskod F32.1 användes från 1997.
Otos kattaa vuodet 1995-2012.
Kuntanumero 091 on Helsinki.
Stikprøven har 31.088 husstande i 98 kommuner.
Rigshospitalet indførte kode DJ449 i 1994.
Utvalget er på 21 380 personer.
Kommunenummer 4601 er Bergen.
La muestra incluye 26.411 hogares.
El código CNAE 5610 son restaurantes.
El hospital La Paz tiene 1.268 camas.
La prueba de Mantel-Haenszel dio 8,14.
Il campione comprende 14.120 ricoveri.
Il codice ISTAT 058091 indica Roma.
Il DRG 127 riguarda lo scompenso.
Próba liczy 12 407 gospodarstw.
Kod TERYT 1465011 to Warszawa.
Kod PKD 86.10.Z to szpitale.
A amostra tem 20 114 alunos em 308 concelhos.
O código CAE 01130 é horticultura.
Vzorek má 8 214 domácností ve 14 krajích.""".split("\n")
    assert len(with_) == 60 and len(without) == 80, (len(with_), len(without))
    with open(path("identifier-sentences.json"), "w", encoding="utf-8") as f:
        json.dump({"with": with_, "without": without}, f, ensure_ascii=False, indent=1)
