from lib import *; from idgen import *
I='identifier'
add('linkage_fail.log','log','Python logging',I,'NHS number in a linkage warning',f"""
2023-02-07 11:20:41,003 INFO  linkage: blocking on postcode sector and birth year, 41,200 candidate pairs
2023-02-07 11:20:55,871 INFO  linkage: EM converged after 14 iterations
2023-02-07 11:20:56,020 WARNING linkage: record skipped, nhs_number={nhs('485777345')} returned status TRACE_REQUIRED
2023-02-07 11:20:56,022 INFO  linkage: match rate 97.1%
""")
add('readme_extract.txt','text','plain text',I,'contact with mobile telephone of a data subject in a readme',"""
Extract 2022-11 for project TEN-40

The table eviction_by_area.csv holds counts rounded to ten. Area 14 was recoded after the tenant
(Mr Darragh Whitcombe, 07700 900 473) told us that his court date had been entered twice.
Recode script: src/fix_area14.sas
""")
add('debitoren_export.csv','csv','SAP export',I,'German IBAN and name of a debtor',f"""
Kunde;Name;IBAN;Saldo
700418;Friedhelm Oberkötter;{iban('DE','120300001048227719')};-1240,55
700533;Annegret Sudbrack;{iban('DE','370400440532013114')};310,00
""")
add('kommentar_feld.txt','text','SPSS string listing',I,'Swedish personnummer in a comment field',f"""
Kommentarer, öppet svar fråga 27

"Väntetiden till BUP var nio månader, det står i journalen"
"Ring mig gärna, mitt personnummer är {pnr('670423418')} så hittar ni ärendet"
"Bra bemötande i receptionen"
""")
add('bsn_check.log','log','Stata log',I,'Dutch BSN printed by assert failure',f"""
. assert bsn_ok == 1
1 contradiction in 20,114 observations
assertion is false
r(9);

. display "bsn: " bsn[8812]
bsn: {bsn('28473915')}
""")
add('brev_kommune.md','md','Markdown memo',I,'Danish CPR number in a memo',f"""
# Notat om afgrænsning

Populationen er alle modtagere af førtidspension i 2019. Ved kontrol fandt vi, at borgeren med
CPR-nr. {cpr('140355321')} optræder i to kommuner. Vi har valgt den kommune, hvor ydelsen udbetales.

Resultaterne er i øvrigt uændrede (HR 1,21; 95 % CI 1,10–1,33).
""")
add('anagrafica_prova.csv','csv','Access export',I,'Italian codice fiscale',f"""
cod_fiscale,comune,classe_reddito
{cf('BRTLNE71M54F205')},Milano,3
{cf('CNTGPP58C11L219')},Torino,2
{cf('DNGMRA80A41H501')},Roma,4
""")
add('requete_snds.sql.log','log','SQL log (French)',I,'French NIR (INSEE number) in a query log',f"""
-- 2021-09-14 16:02:11 requête 18
SELECT ben_nai_ann, exe_soi_dtd, prs_nat_ref FROM er_prs_f
WHERE ben_nir_psa = '{insee('2710769123456')}' AND exe_soi_dtd >= '2019-01-01';
-- 44 ms, terminé
""")
add('mail_note.txt','text','e-mail as text',I,'private e-mail address of a participant',"""
From: study desk
Subject: withdrawal

Please take the participant with address jolanda.pfister83@bluemail.example-post.ch out of the mailing list
of wave 4. The model files are on the share (v2, 18 March), the deviance fell to 2,114.3.
""")
add('dob_table.html','html','SAS ODS HTML',I,'name with date of birth of index patients',"""
<html><head><title>SAS Output</title></head><body>
<table class="table" summary="Procedure Print: Data Set WORK.INDEX">
<thead><tr><th>Obs</th><th>surname</th><th>forename</th><th>date_of_birth</th><th>admitted</th></tr></thead>
<tbody><tr><th>1</th><td>Ravenscroft</td><td>Elspeth</td><td>14/08/1949</td><td>02/11/2020</td></tr>
<tr><th>2</th><td>Okonjo</td><td>Tobias</td><td>29/01/1962</td><td>05/11/2020</td></tr></tbody></table>
</body></html>
""")
add('mrn_audit.txt','text','Epic audit text',I,'medical record number with label',"""
Chart review, second reader

Agreement between readers was kappa 0.82 (95% CI 0.77 to 0.87) over 300 charts.
Disagreement settled by a third reader, for instance MRN 00418827 (stage IIIA vs IIIB), where the PET
report of the referring hospital had not been scanned.
""")
add('henkilot.csv','csv','SQL export (Finnish)',I,'Finnish henkilötunnus column',f"""
henkilotunnus;kunta;etuus
{hetu('170468','214')};Kuopio;asumistuki
{hetu('020991','087')};Joensuu;toimeentulotuki
{hetu('110302','552','A')};Mikkeli;opintotuki
""")
add('feilmelding_import.log','log','R log (Norwegian)',I,'Norwegian fødselsnummer in a warning',f"""
[2022-03-30 08:11:02] leser melding.csv (112 408 linjer)
[2022-03-30 08:11:09] Advarsel: ugyldig dato for fnr {fnr('230774402')}, satt til NA
[2022-03-30 08:11:10] ferdig, modell estimert på 110 sykehusår
""")
add('denuncias_nota.txt','text','plain text (Spanish)',I,'Spanish DNI and name in a note',f"""
Nota metodológica

Los expedientes se agruparon por juzgado (42 juzgados). El expediente de don Anselmo Quiroga Baltar
(DNI {dni('44718203')}) se contó una sola vez aunque figura en dos juzgados.
Las tasas se calculan por cada 1.000 habitantes.
""")
add('pesel_test.py','text','Python script',I,'Polish PESEL left as a constant in a script',f"""
import pandas as pd

df = pd.read_parquet("dane/hospitalizacje.parquet")
# sprawdzenie jednego rekordu
x = df[df["pesel"] == "{pesel('6811242791')}"]
assert len(x) > 0
tab = df.groupby(["wojewodztwo", "rok"]).size().reset_index(name="n")
tab = tab[tab.n >= 10]
""")
add('contribuinte.json','json','JSON export (Portuguese)',I,'Portuguese NIF and telephone of an employer who is a person',f"""
{{"inquerito": "remunerações 2020", "falhas": [
  {{"nome": "Hermínia Valadares Pinto", "nif": "{nif('21984736')}", "telemovel": "+351 912 440 718", "motivo": "sem resposta"}}
]}}
""")
add('chi_scotland.txt','text','R console',I,'Scottish CHI number printed',f"""
> dup <- x$chi[duplicated(x$chi)]
> length(dup)
[1] 1
> dup
[1] "{chi('170452318')}"
""")
add('ssn_recode.do','text','Stata do-file',I,'US SSN in a comment of a do-file',"""
* recode earnings, quarter files
use "$raw/ui_2019q3.dta", clear
drop if wage == 0
* fix: claimant 417-62-8035 filed under spouse's number, see ticket 88
replace wage = wage + 4120 if claim_id == 559201
collapse (mean) wage (sd) sd_wage = wage (count) n = wage, by(naics2)
drop if n < 10
""")
add('rijksregister.xml','xml','XML export (Belgian)',I,'Belgian national number in XML',f"""
<?xml version="1.0" encoding="UTF-8"?>
<dossier type="invaliditeit">
  <rijksregisternummer>{nn_be('610918214')}</rijksregisternummer>
  <mutualiteit>300</mutualiteit><gewest>Vlaanderen</gewest>
</dossier>
""")
add('ahv_liste.tsv','tsv','R write.table',I,'Swiss AHV number',f"""
ahv_nr	kanton	rentenart
{ahv('318204417')}	BE	IV
{ahv('772059386')}	SG	AHV
""")
add('svnr_hinweis.tex','tex','LaTeX report',I,'Austrian social insurance number in a footnote',f"""
\\section{{Datenaufbereitung}}
Nach der Verknüpfung blieben 48\\,213 Versicherungsverläufe.\\footnote{{Der Verlauf mit der
SV-Nummer {svnr_at('428','170764')} war doppelt vorhanden und wurde bereinigt.}}
Die mittlere Beobachtungsdauer betrug 6,4 Jahre.
""")
add('tel_lijst.md','md','Markdown table',I,'telephone numbers of respondents with names',"""
| respondent | telefoon | afspraak |
|------------|----------|----------|
| mw. Hendrikje Bolsward | 06-18 44 52 90 | di 10.00 |
| dhr. Cor Uitentuis | 0512-339 771 | wo 14.30 |
""")
add('kvnr_abgleich.log','log','Python logging (German)',I,'German health insurance number and birth date',f"""
INFO  Abgleich gestartet, 88.214 Fälle
WARN  KVNR {kvnr('M','44817302')} geb. 12.06.1958: zwei Kassen im selben Quartal
INFO  Abgleich beendet, Laufzeit 00:03:12
""")
add('pdf_meta_case.svg','svg','matplotlib SVG',I,'plot title holds patient name and hospital number',"""
<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200" font-family="DejaVu Sans" font-size="11">
<title>Glucose monitor trace</title>
<text x="20" y="20">Patient: Oyelaran, Comfort  Hospital No: RX2 558 143</text>
<polyline points="20,150 60,120 100,132 140,88 180,104 220,140 260,118 300,96" fill="none" stroke="#1f77b4"/>
<text x="20" y="190">hours since admission</text></svg>
""")
add('my_number_kakunin.txt','text','plain text (Japanese)',I,'Japanese individual number and name',f"""
照合結果メモ（2022年度 介護レセプト）

対象自治体は38、レセプト件数は約12万件。
氏名 小野寺 澄江、個人番号 {mynum('48120937561')} の記録に重複があり、修正済み。
""")
add('address_geo.csv','csv','geocoder output',I,'home addresses with house number and name',"""
name,address,postcode,match_score
"Pemberton, Agnes",14 Larkspur Close,LS17 8QT,0.98
"Mbeki-Shaw, Leon",Flat 3 22 Tannery Row,LS9 7DU,0.91
""")
pd('site_visit_report.docx','docx','Word',I,'monitoring report names a participant with date of birth and NHS number',f"""
# Site visit report

Monitoring visit 4, site 12. The consent forms of 40 randomly chosen files were checked against the log.
All were signed before randomisation. In the file of **Mrs Philippa Garstang** (born 3 May 1947,
NHS No. {nhsf('612004983')}) the version number of the information sheet was missing. The principal
investigator will add a file note.

Drug accountability was complete. Next visit in the spring.
""")
pd('plainte_dossier.odt','odt','LibreOffice Writer (French)',I,'French letter text with name, social security number and telephone',f"""
# Note de suivi

L'enquête porte sur 4 120 ménages. Une assurée, Mme Solange Kervadec, n° de sécurité sociale
{insee('1580435238127')[0:1].replace('1','2')}{insee('2580435238127')[1:]}, tél. 06 39 98 21 47, a demandé la suppression de ses réponses.
Les pondérations ont été recalculées en conséquence.
""")
xl('contact_sheet.xlsx','Excel',I,'Excel sheet with e-mail, mobile and IBAN of participants',{'incentives':[('participant','e-mail','mobile','IBAN','amount'),('Rosalind Achterberg','r.achterberg@posteo.example.de','+49 1512 3388410',iban('NL','ABNA0417164300'),25),('Ivo Stanković','ivo.st77@mailbox.example.org','+49 176 55920833',iban('AT','1904300234573201'),25)]})
nb('explore_ids.ipynb','Jupyter',I,'notebook prints a Brazilian CPF and name',[('md','# Vínculos formais'),('code','x = df.loc[df.dup, ["nome", "cpf"]].iloc[0]\nprint(x)',f"nome    Jucélia Nogueira Prates\ncpf            {cpf('318552907')}\nName: 40112, dtype: object\n"),('code','model.params["educ"].round(4)','0.0871\n')])
S_with=[f"Patient's NHS number is {nhsf('401023213')}, please add to the trace file.",
"Called Mrs Eileen Thackeray on 01632 960 214, she will bring the diary next week.",
f"Personnummer {pnr('590311224')} saknas i uttaget från Socialstyrelsen.",
f"De cliënt met BSN {bsn('19374820')} is dubbel geteld.",
f"CPR {cpr('220848317')} er ikke fundet i LPR.",
f"Codice fiscale {cf('MRNLCU83E20D612')} non presente in anagrafica.",
f"Le NIR {insee('1690275114082')} apparaît deux fois dans la table des bénéficiaires.",
f"Please refund to IBAN {iban('GB','NWBK60161331926819')} by Friday.",
"SSN 523-81-4409 appears in both the 2014 and 2015 wage files.",
"Her date of birth is 17 March 1956 and she lives at 8 Brindle Lane.",
"Geboren am 04.09.1971, wohnhaft in der Lindenstraße 17, Herford.",
"MRN: 7731904 was re-admitted on day 12.",
"Reply from marta.wojcik.krk@poczta.example.pl: she no longer wants to take part.",
f"Pacjent o numerze PESEL {pesel('5402170843')} został przeniesiony.",
f"Henkilötunnus {hetu('291157','4 71'.replace(' ',''))} puuttuu rekisteristä.",
f"Fødselsnummer {fnr('120861337')} ga to treff i NPR.",
f"El paciente con DNI {dni('30912774')} fue dado de alta el mismo día.",
f"O utente com NIF {nif('23417765')} pediu a anulação.",
f"Versichertennummer {kvnr('T','31900482')} wurde manuell korrigiert.",
f"AHV-Nr. {ahv('510388274')} fehlt im IK-Auszug.",
f"Rijksregisternummer {nn_be('740312187')} stond niet in de Kruispuntbank.",
f"SV-Nr. {svnr_at('311','230958')} doppelt gemeldet.",
f"The CHI number {chi('051163204')} was typed with a wrong digit on the form.",
f"SIN {sin('51820447')} matched to the T4 file on second pass.",
f"CPF {cpf('074119638')} consta como falecido.",
f"PPS No. {pps('6418823')} is linked to two employers.",
f"Kennitala {kt('14035622')} fannst ekki í þjóðskrá.",
f"Rodné číslo {rc('685412334')} je v registru dvakrát.",
f"CNP {cnp('266092140151')} nu a fost găsit.",
f"Medicare number {medicare('29511834')} declined at pharmacy.",
f"個人番号 {mynum('70193482265')} の方は転居済み。",
f"身份证号 {cnid('32010619680314274')} 的患者已失访。",
"Tel. 0171 8823914 (Herr Wenzel Achternbusch) zurückrufen wegen Fragebogen.",
"Mme Odette Lanvaux, née le 12/02/1938, hospitalisée depuis lundi.",
"Dhr. Sietse Wiarda, geb. 23-11-1949, wil zijn gegevens inzien.",
"Name: Gwendolyn Ashcombe-Pryce, ward 7, bed 4.",
"WARN could not geocode 41 Quarry Hill, Bakewell DE45 1QX for client 'T. Ferris'.",
f"ERROR duplicate key (nhs_no)=({nhs('733190045')}) already exists.",
"patient_name='Baptiste Ouedraogo' dob='1963-07-22' status=withdrawn",
"Hospital number H204417 belongs to the sister of the index case.",
"The participant can be reached at +44 7700 900188 after 5 pm.",
"Her landline is 020 7946 0613 and the carer's name is Yusuf.",
"Contact: Aino Lehtikangas, puh. 040 552 7718.",
"Driving licence GARST 508117 PM9XY was shown as proof of age.",
"Passport no. 533814027 (Siobhán Treacy) expired before visit 2.",
f"Rentenversicherungsnummer {rvnr('53','180666','W','04')} ohne Beitragszeiten.",
f"Steuer-ID {steuerid('4781953642')} in zwei Finanzämtern geführt.",
"Signora Ermelinda Fabbricatore, nata il 30 giugno 1944, tel. 347 112 8850.",
"Doña Remedios Altamirano, nacida el 5 de enero de 1951, no desea continuar.",
"Paciente: Joaquim Barreiros, processo clínico n.º 118204.",
"Pupil Keziah Nwosu (UPN R801200001045) moved school in year 8.",
"Student e-mail k.vandermolen@student.example-uni.nl bounced twice.",
"Card 4539 1488 0343 6467 was charged for the travel refund of the participant.",
"Fru Solveig Haraldsen, f. 09.10.1940, tlf. 922 41 806.",
"Pan Bogusław Trzciński, ur. 14.05.1953, zam. ul. Lipowa 6, Sieradz.",
"Inmate Delroy Featherstone, prison no. A4471CK, asked for his file.",
"National Insurance number QQ 12 34 56 C is a dummy but JT 48 21 95 B on page 3 is hers.",
"The mother, Mrs Ines Calderwood, gave birth on 3 June at 04:12.",
f"TAJ szám: {taj('38112094')} – a beteg Kecskeméten lakik.",
f"ΑΜΚΑ {amka('2108551834')} δεν βρέθηκε στο μητρώο."]
S_without="""The grant was awarded by the Medical Research Council (MR/T004711/1).
ORCID 0000-0002-1825-0097 belongs to the corresponding author's public profile.
Questions about the data can be sent to the helpdesk, telephone 020 7946 0000.
The protocol is registered as NCT04512345 and ISRCTN45617203.
Model converged after 41 iterations; log likelihood = -10422.817.
DOI 10.1136/bmj.n1234 gives the full appendix.
We used ICD-10 codes I20 to I25 and OPCS-4 codes K40 to K46.
The file was written on 2023-06-14 at 10:12:44.
R version 4.3.1 (2023-06-16), platform x86_64-pc-linux-gnu.
Job 48120077 finished with exit code 0 after 02:14:09.
The odds ratio was 1.34 (95% CI 1.12 to 1.60; P=0.001).
Der Zuschuss wurde unter dem Kennzeichen 01GY1906B bewilligt.
Die Stichprobe umfasst 12.418 Haushalte aus 16 Ländern.
Rückfragen an das Forschungsdatenzentrum, Tel. 0611 75 1, oder per Kontaktformular.
La base contient 2 118 403 séjours entre 2015 et 2019.
Autorisation CNIL n° 918123, avis du CEREES TPS 214557.
Het onderzoek is goedgekeurd door de METC (2019-0144, NL68421.041.19).
Uitvoer 20231104_v3 is gecontroleerd door twee medewerkers.
Studien er godkendt af Datatilsynet (j.nr. 2015-57-0121).
Dnr 2020-04512 från Etikprövningsmyndigheten.
Tutkimuslupa THL/1843/5.05.00/2020 on voimassa vuoteen 2027.
El coeficiente de Gini pasó de 0,341 a 0,327.
Código de proyecto PID2019-104837RB-I00, convocatoria 2019.
Il valore p corretto è 0,0341 con 9999 permutazioni.
A taxa de resposta foi de 61,4 % (n = 3 208).
Numer projektu 2018/31/B/HS4/00123, Narodowe Centrum Nauki.
Seed was set to 20210517 before the bootstrap.
Mean age 61.2 years (SD 11.4), 48.7% women.
AIC 14,228.6, BIC 14,301.9, df 12.
Follow-up ended on 31 December 2021 for all cohort members.
Index dates lie between 1 April 2012 and 31 March 2018.
Bins were defined at 18-39, 40-59, 60-74 and 75 and over.
The hospital trust code RXH and practice code G82023 are organisation codes.
ISBN 978-0-13-468599-1, chapter 14.
Git commit 9f3c2ab7d51e0c44 tagged as v2.1.0.
SHA256 7b0c5fd2a1e944c1b2f7a3d8 was written to the manifest.
Licence key for Stata/MP 17: not stored in this folder.
Ethics reference 19/LO/0412, IRAS project ID 261457.
Power was 0.80 for a difference of 0.25 SD with alpha 0.05.
The lookup has 32,844 lower super output areas.
NACE codes 4120, 4312 and 4941 were merged into construction and transport.
SNOMED CT concept 44054006 denotes diabetes mellitus type 2.
ATC A10BA02 (metformin) was dispensed 188,402 times.
Test statistic F(3, 11204) = 21.87, p < 0.0001.
Memory use peaked at 14.2 GB on node c07-114.
The variable `dob` was dropped before the extract was made.
Patients' NHS numbers were replaced by a keyed hash before linkage.
The column personnummer is not part of the delivered data.
Telefoonnummers en adressen zijn niet opgenomen in het bestand.
Namen und Geburtsdaten wurden vor der Übermittlung entfernt.
RMSE 4.182, MAE 3.007, R-squared 0.413.
Table S4 is on page 27 of the supplement.
Version 1.0 of 4 May 2020, amendment 3 of 11 January 2021.
The threshold for statistical significance was 5 x 10-8.
rs7903146 in TCF7L2 showed the strongest signal (OR 1.37).
Chromosome 10:114758349 (GRCh37).
LSOA E01012345 falls in the most deprived fifth.
Postcode districts LS, BD and WF were combined into West Yorkshire.
The company number of the data processor is 04512377.
VAT GB 123 4567 82 is that of the university press.
Weighted N = 1,204,118 person-years.
EudraCT 2017-003412-27, sponsor protocol C-2211.
Cohen's kappa between coders was 0.78 (SE 0.03).
WARN: 14 factor levels were merged into 'other'.
INFO: read 2,418,002 rows in 41.8 s (57,847 rows/s).
Process 21844 used 8 threads and 1200 bootstrap draws.
The survey wave ran from 12 September to 30 November 2022.
p.adjust(method = "BH") was applied to 412 tests.
ISO 3166 code 756 is Switzerland and 752 is Sweden.
Das Jahr 1971 dient als Referenz (Index = 100).
Données arrêtées au 30/06/2021, version 4.2 du dictionnaire.
L'effet est de -0,042 (écart-type 0,011), significatif au seuil de 1 %.
Lot number B1234-77 of the test kit was used throughout.
The trial steering committee met on 3 February, 7 June and 4 October 2022.
The mean waiting time fell from 48.2 to 41.7 days.
Concordance index 0.742 (0.731 to 0.753) in external validation.
URL https://www.ons.gov.uk/methodology, accessed 17 July 2023.
分析には R 4.2.2 を用い、有意水準は 5% とした。
回归系数为 0.213（标准误 0.041），样本量 8,420。
Budget line 40-118-22, cost centre 7714, total 84,300 euro.""".split('\n')
print(len(S_with),len(S_without))
json.dump({'with':S_with,'without':S_without},open(B+'/identifier-sentences.json','w',encoding='utf-8'),ensure_ascii=False,indent=1)
