"""identifier-sentences.json"""
import sys, types, os, json
src = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'people.py')).read().split("I = 'identifier'")[0]
exec(src); R.seed(88)
W = [
f"Der Versicherte mit der KVNR {kvnr('T')} wurde zweimal gemeldet.", f"Patienten med personnummer {pnr(1961, 7, 19)} saknar utskrivningsdatum.", f"CPR {cpr('030871')} optræder i begge udtræk.", f"Henkilötunnus {hetu('150768')} puuttuu kuolinsyyrekisteristä.", f"Fødselsnummer {fnr('210463')} er koblet feil.",
f"NHS number {(lambda x: x[:3] + ' ' + x[3:6] + ' ' + x[6:])(nhs())} was admitted twice on the same day.", f"Record with NHS no. {nhs()} dropped by hand.", f"BSN {bsn()} komt in 2018 niet meer voor.", f"Se excluyó al paciente con DNI {dni()} por duplicado.", f"Il codice fiscale {cf('BNCGPP58T04L219')} risulta errato.",
f"Numer PESEL {pesel('690412')} nie pasuje do daty urodzenia.", f"Le NIR {nir('17803')} apparaît dans deux régimes.", f"Rodné číslo {rc('785903')} bylo opraveno.", f"O utente com NIF {nif()} pediu a eliminação dos dados.", f"Die AHV-Nummer {ahv()} fehlt in der zweiten Lieferung.",
f"Rijksregisternummer {be('640917')} werd dubbel geteld.", f"Account {iban('GB', 'NWBK' .replace('NWBK','NWBK') + '601613' + dg(8))} was overdrawn for 41 days.", f"Lastschrift von {iban('DE', '50010517' + dg(10))} zurückgegeben.", f"Le compte {iban('NL', 'ABNA' + dg(10))} a été clôturé.", f"Disputed charge on card {luhn('510510' + dg(9))}.",
"Patient: Harold Winstanley, seen by the falls team in March.", "Name der Patientin: Hildegard Brockmann, Station 4.", "Nom du patient : Yves Le Gall, sorti contre avis médical.", "Nombre de la paciente: Remedios Caballero Ortiz.", "Paziente: Antonella Bruschi, trasferita in riabilitazione.", "Naam cliënt: Jeroen Hofstra, traject gestopt.", "Imię i nazwisko: Halina Zawadzka, oddział II.", "Patientens namn: Birgitta Hallström, uppföljd till 2020.", "Nome do doente: Joaquim Teles Moreira.", "Jméno pacienta: Oldřich Vaněk.",
"Mrs Edith Cavanagh, born 14 February 1938, was the first case.", "Herr Uwe Lindner, geb. 23.09.1955, bezog zuletzt Krankengeld.", "M. Bertrand Coste, né le 30 juin 1947, a refusé le suivi.", "Date of birth: 11/08/1972, female, referred by GP.", "Geburtsdatum 02.01.1944, Aufnahme als Notfall.", "Fecha de nacimiento: 19/11/1966; sexo: mujer.", "Syntymäaika 7.5.1959, kotiutettu.", "Data di nascita: 03/03/1981, residente in provincia.", "Geboortedatum cliënt 28-10-1990.", "DOB 1969-04-27, discharged home.",
"The tenant at 14 Larkspur Close, Eastmere EM3 9TB, stopped paying in May.", "Der Haushalt in der Gartenstraße 9, 79098 Freiburg wurde nachbefragt.", "Le répondant habite 8 bis rue des Tanneurs, 35000 Rennes.", "Vive en la calle Olmo 23, 3.º B, 42002 Soria.", "Wohnhaft: Am Mühlbach 31a, 94032 Passau.", "Cliënt woont op Lijsterbesstraat 112, 9741 KL Groningen.", "Hon bor på Björkvägen 6, 791 42 Falun.", "Abita in via Garibaldi 57, 14100 Asti.",
"Patient's mobile: 07700 900358, please ring after six.", "Telefon der Angehörigen: 0641 9955 1273.", "Respondent left her number, +44 7700 900 611.", "Joignable au 06 39 98 14 27 selon le dossier.", "Puhelin (omainen): 040 555 7312.", "Teléfono del paciente 655 190 284.",
"Contact for follow-up: sheila.pemberton52@mailbox-example.org", "E-Mail des Teilnehmers: r.krautwald@beispielpost.de", "Courriel de la participante : m.jolivet1983@courriel-exemple.fr",
"Hospital number 7719240, second admission in June.", "MRN: 00318846, blood culture positive.", "Krankenaktennummer 2019/44871 liegt nicht vor."]
O = """The effect was stable (doi:10.1016/j.jhealeco.2018.03.004).
See https://doi.org/10.1093/ije/dyz032 for the protocol.
Analyses used R 4.2.2 and survival 3.5-3.
Stata 17.0, revision 14 Feb 2023, was used throughout.
Funded by grant 2019-01234 of the Swedish Research Council.
Gefördert durch die DFG, Projektnummer 405324110.
Projet financé par l'ANR (ANR-17-CE36-0008).
Trial registration ISRCTN87654321.
ClinicalTrials.gov identifier NCT04280705.
EudraCT number 2015-002164-31.
ISBN 978-3-16-148410-0.
ISSN 0378-5955, volume 8, pages 3-9.
Ethics approval 17/LO/1234 was granted on 12 March 2018.
Etikprövning dnr 2017/1234-31.
The helpline can be reached on 116 123.
Telefonseelsorge: 0800 111 0 111, kostenlos.
Contact the data service on +44 1206 872143.
Le secrétariat du registre répond au 01 40 56 60 00.
Questions about access: support@data-archive.example.org
Smith and Jones (2014) found the same in 7 countries.
Following Müller-Riemenschneider et al. 2013, we used 3 cut points.
Kaplan EL, Meier P. Nonparametric estimation. J Am Stat Assoc 1958;53:457-481.
Corresponding to Charlson (1987) we weighted 19 conditions.
We thank Anna Lindqvist for comments on chapter 2.
The Wilcoxon test gave W = 283984, p = 0.57.
F(3, 2968) = 3.16, p = 0.0237.
chi2(4) = 9.4877, p = 0.05.
OR 1.31 (95% CI 1.10-1.56).
The seed was set to 20190312.
set.seed(19470412)
Iteration 5: log likelihood = -4712.1184
Data were collected between 01/04/2012 and 31/03/2016.
Stichtag war der 31.12.2019.
La réforme est entrée en vigueur le 1er janvier 2015.
Follow-up ended on 2018-12-31.
Die Befragung lief vom 03.05.2021 bis 30.06.2021.
ICD-10 codes I21.0-I21.9 and E11.9 were included.
ATC C10AA05 was the most common drug.
SNOMED CT concept 44054006 defines diabetes.
LOINC 4548-4 was used for HbA1c.
OPS 5-820.00 und 5-820.01 wurden gezählt.
ISCO-08 group 2221 covers nurses.
NACE Rev. 2, division 47.
NUTS code DE712 has the highest rate.
INSEE commune 35238 was split in 2016.
The municipality code 0180 is Stockholm.
Postcode sector EM3 has 4,120 households.
PLZ-Gebiet 351 umfasst 61.204 Einwohner.
The clinic at Charing Cross moved in 2011.
The registry office is at Karolinska Institutet, Solna.
Statistisches Bundesamt, Gustav-Stresemann-Ring 11, 65189 Wiesbaden.
Data centre, University of Essex, Wivenhoe Park, Colchester CO4 3SQ.
Git commit 9f3c1a7, branch release/2.4.
Job 4821377 finished after 05:41:08.
Session 192.168.0.14, port 5432.
MD5 d41d8cd98f00b204e9800998ecf8427e of the code archive.
Table 3.12, page 114, line 7.
Model 7 has 12 parameters and BIC 17621.6.
GDP was 3 867 050 million euro in 2022.
The population of Falun was 59 528.
Total costs: 1.234.567,89 EUR.
Cronbachs Alpha = ,812 bei 7 Items.
Item 5: "I sleep less than 6 hours a night."
Frage 12: Wie alt sind Sie? |__|__| Jahre
Please write your date of birth here: __/__/____
Enter patient name: ____________
The variable pid is a pseudonym and was removed.
The field nhs_number was hashed before delivery.
Variable "telefon" wurde vor der Auswertung gelöscht.
Das Feld Geburtsdatum ist nur als Jahr vorhanden.
Patients aged 65-74 had 1.21 times the odds.
Il test di Hausman: chi2(6) = 14.21, p = 0.027.
Wyniki dla województwa lubelskiego, tabl. 4(12).
Se usó gretl 2022c con datos trimestrales de 2002:1 a 2021:4.
RRID:SCR_001905 refers to the software.
arXiv:1706.03762v5 describes the architecture.
Directive 2016/679 applies; see Art. 89(1).
BGBl. I S. 2097 vom 30.06.2017.
Latent class 3 (Lewis profile) held 14.9% of 4,120 people.
Parkinson, Alzheimer and Crohn disease were coded apart.""".split('\n')
json.dump({'with': W, 'without': O}, open(os.path.join(OUT, 'identifier-sentences.json'), 'w'), ensure_ascii=False, indent=1)
