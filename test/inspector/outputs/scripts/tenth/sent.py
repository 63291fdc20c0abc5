from lib import *
import lib; lib.R.seed(4242)
W='''Bitte bei Frau Hannelore Kesselbauer, geb. 03.11.1944, die Einwilligung nachreichen.
Die Versichertennummer {{DE_KVNR}} kommt in zwei Quartalen doppelt vor.
Steuer-ID {{DE_STEUER}} konnte nicht zugeordnet werden.
Rückruf an den Patienten Lutz Behrend unter 0176 55512093 erbeten.
Zahlung ging auf das Konto {{IBAN_DE}} des Versicherten.
Fallakte Müller-Thurgau, Erika (*17.08.1939), Station 4B, Bett 2.
L'assuré n° {{FR_NIR}} n'a pas de date de sortie.
M. Thibault Lacombe, né le 22/05/1963, demeurant 8 rue des Lilas à Dijon, a refusé.
Merci de contacter la patiente à l'adresse amelie.charpentier71@courriel.example.fr.
Le virement a été fait sur {{IBAN_FR}} au nom de la patiente.
BSN {{NL_BSN}} handmatig verwijderd uit de koppeling.
Mevrouw J. van Oosterhout-de Boer, geboren 9 februari 1952, belde over haar uitslag.
De rekening {{IBAN_NL}} hoort bij deelnemer 88.
Rijksregisternummer {{BE_NRN}} ontbreekt in de tweede levering.
NHS number {{UK_NHS}} was linked to two death records.
Please remove Margaret Holloway (DOB 04/12/1938) from the analysis file.
Patient phoned from 07700 900482 to withdraw consent, name Desmond Achebe.
MRN 7740129-3: chart reviewed by second rater.
SSN {{SSN}} shows up in both claims files.
Mother of the index child, Siobhan Gallagher, 12 Elm Terrace, Cork, was interviewed.
PPS number {{IE_PPS}} failed to match.
Forward the letter to dorothy.whitcombe1950@mailbox.example.com, the participant in arm B.
El paciente con DNI {{ES_DNI}} figura dos veces en el registro.
Doña Remedios Cifuentes Palau, nacida el 1 de abril de 1957, pidió la baja del estudio.
NIE {{ES_NIE}}: falta la fecha de ingreso.
Llamar a Joaquín Bustamante al 612 334 871 para la visita 3.
Il codice fiscale {{IT_CF}} è errato nel file di marzo.
La sig.ra Ornella Vaccaro, nata a Bari il 30/06/1949, non ha firmato il consenso.
Contattare il paziente al 347 5512098, Sig. Renzo Taddei.
O utente Armindo Falcão, nascido a 12-10-1960, pediu cópia do processo.
NIF {{PT_NIF}} sem correspondência na base fiscal.
Paciente com CPF {{BR_CPF}} excluído por duplicidade.
Personnummer {{SE_PNR}} saknas i dödsorsaksregistret.
Ring Gunilla Åkerblom, född 1948-09-21, på 070-555 18 42.
Fel adress för deltagaren: Björkvägen 14, 903 37 Umeå, Lars-Erik Nygren.
CPR-nummer {{DK_CPR}} er registreret som udvandret.
Patienten Kirsten Vestergaard, født 24.12.1955, ønsker ikke at deltage.
Fødselsnummer {{NO_FNR}} ga treff på to opphold.
Oddvar Tangen (f. 02.07.1941) trakk samtykket sitt per telefon.
Henkilötunnus {{FI_HETU}} poistettu aineistosta pyynnöstä.
Potilas Aino Lehtisaari, s. 15.1.1937, siirrettiin osastolle 6.
Soitto numeroon 040 5551 287, potilas Veikko Rautiainen.
PESEL {{PL_PESEL}} nie występuje w rejestrze zgonów.
Pacjentka Bożena Wiśniowska, ur. 11.02.1950, zam. ul. Polna 7, Łódź, wycofała zgodę.
Przelew na rachunek {{IBAN_PL}} pacjenta.
Rodné číslo {{CZ_RC}} má chybný kontrolní součet v exportu.
Pan Zdeněk Havránek, nar. 5. 6. 1947, byl přeložen na lůžko 12.
T.C. kimlik numarası {{TR_TCKN}} olan hasta iki kez kaydedilmiş.
Hasta Nurcan Yıldırımoğlu (doğum: 19.03.1966) aranacak: 0532 555 41 20.
Ο ΑΜΚΑ {{GR_AMKA}} δεν βρέθηκε στο μητρώο.
Η ασθενής Ευαγγελία Παπασταύρου, γεν. 08/08/1953, απέσυρε τη συγκατάθεση.
A {{HU_TAJ}} TAJ-szám két intézményben is szerepel.
Kovácsné Bereczki Ilona, szül. 1951. 04. 27., nem járult hozzá az adatkezeléshez.
CNP {{RO_CNP}} apare în ambele loturi.
Pacientul Dumitru Cărăbaș, născut la 14.07.1958, locuiește în str. Morii 3, Brașov.
AHV-Nr. {{CH_AHV}} ohne Treffer im Todesregister.
Isikukood {{EE_IK}} puudub registris.
Der Patient (IBAN {{IBAN_AT}}) erhielt die Aufwandsentschädigung.
Sample 0417 belongs to Mr Tadhg O'Sullivan, born 23 March 1971.
Home visit for participant Anneke Wouters at Kerkstraat 41, 3511 Utrecht.'''.split('\n')
WO='''Die Analyse wurde mit R 4.3.1 und lme4 1.1-35 durchgeführt.
Das Universitätsklinikum Münster ist unter 0251 83-0 erreichbar.
Die Daten umfassen 412 108 Versicherte der Jahre 2012 bis 2021.
Signifikanz wurde bei p < 0,05 angenommen, Kapitel 3, Tabelle 7.
ICD-10-Codes I21.0 bis I21.9 wurden als Herzinfarkt gewertet.
Die Postleitzahlgebiete 48 und 49 wurden zusammengefasst.
Im Landkreis Ammerland lag die Rate bei 11,2 je 1000.
Aktenzeichen der Ethikkommission: 2021-418-f-S.
Müller et al. (2017) fanden ein Hazard Ratio von 0,81.
Le modèle 3 a convergé en 14 itérations.
Les données proviennent du SNDS, version du 12 mars 2022.
L'hôpital de Dijon (standard 03 80 29 30 31) a participé.
Voir Lambert et Roy, Rev Epidemiol 2015;63(2):109-18.
Le taux brut était de 45,6 pour 1 000 en Bretagne.
Autorisation CNIL n° 919234, décision DR-2019-081.
De gegevens lopen van 1 januari 2010 tot en met 31 december 2019.
Het model werd geschat met Stata 17, seed 20230411.
Erasmus MC, Dr. Molewaterplein 40, 3015 GD Rotterdam.
In Groningen daalde de wachttijd met 9,3 procent.
CBS-microdata, projectnummer 8841, zijn gebruikt.
KvK-nummer van de stichting: 41199482.
The helpdesk can be reached on 0300 303 5678.
We used propensity score matching with a caliper of 0.2 SD.
Version 2.11.4 was released on 3 February 2024.
Funding: grant MR/S004149/1 from the Medical Research Council.
The estimate was 1.24 (95% CI 1.08 to 1.42; p = 0.002).
See doi:10.1136/bmj.n1234 for the protocol.
Trial registration ISRCTN48123490.
Standard errors were clustered at 96 hospitals.
NICE guideline NG136 was published in August 2019.
Guy's Hospital has 400 beds on 34 floors.
Kaplan and Meier (1958) introduced the estimator.
The job 8812041 ran for 04:12:55 on node 17.
Table 5 lists 2-digit occupation codes such as 22 and 53.
Los datos abarcan 17 comunidades autónomas y 8 años.
El Hospital La Fe, tel. 961 24 40 00, coordina el registro.
Se utilizó la versión 29 de SPSS.
En Zaragoza la tasa fue de 33,1 por 10 000 habitantes.
Véase García-Pérez (2018), capítulo 4, página 112.
Expediente del comité ético 2020/457.
I ricoveri sono stati estratti dalle SDO 2015-2019.
L'Istituto Superiore di Sanità ha sede in Viale Regina Elena 299, Roma.
Il coefficiente per lag 2 era 0,031 (ES 0,009).
La versione 4.1 del dizionario contiene 212 variabili.
Partita IVA dell'ateneo: 01279680480.
Os dados cobrem 278 concelhos entre 2009 e 2018.
O Hospital de São João, tel. 225 512 100, forneceu os dados agregados.
A razão de possibilidades foi 1,33 (IC 95% 1,12-1,58).
Utilizou-se o pacote survival, versão 3.5-7.
Analysen gjordes i SAS 9.4 TS1M7.
Diarienummer 2019-04821 hos Etikprövningsmyndigheten.
Karolinska nås på växel 08-517 700 00.
I Region Skåne ökade andelen till 41,7 procent år 2020.
Organisationsnummer 202100-2973 avser lärosätet.
Data dækker perioden 2005-2018 og 98 kommuner.
Modellen blev estimeret med 1000 bootstrap-gentagelser.
Sundhedsdatastyrelsen, Ørestads Boulevard 5, 2300 København S.
Tabell 4 viser hasardratio for 3 aldersgrupper.
Oslo universitetssykehus, sentralbord 915 02 770.
REK-godkjenning 2018/1122 foreligger.
Aineisto kattaa vuodet 2011–2019 ja 21 sairaanhoitopiiriä.
THL:n vaihde on 029 524 6000.
Malli 2 sovitettiin Poisson-regressiolla, AIC 8 812,4.
Dane obejmują 16 województw i lata 2013-2020.
Uniwersytet Jagielloński, ul. Gołębia 24, 31-007 Kraków.
Współczynnik wyniósł 0,42 (p = 0,013), tabela 6.
NIP uczelni: 675-000-22-36.
Analýza vychází z dat ÚZIS za roky 2010–2019.
Fakultní nemocnice v Motole, ústředna 224 431 111.
Interval spolehlivosti byl 0,88 až 1,04.
Veriler 81 ilden 2014-2020 yılları için toplandı.
Hacettepe Üniversitesi santral: 0312 305 50 00.
Model 4'te düzeltilmiş R kare 0,27 bulundu.
Τα δεδομένα καλύπτουν 13 περιφέρειες και 9 έτη.
Η ανάλυση έγινε με Python 3.11 και pandas 2.1.0.
A 19 megye adatait 2012 és 2019 között elemeztük.
A Semmelweis Egyetem címe: 1085 Budapest, Üllői út 26.
Datele provin din 42 de județe, anii 2010-2018.
Modelul a fost rulat cu 10 000 de iterații, sămânța 77.
Cox (1972) is cited on page 9, reference 14.'''.split('\n')
assert len(W)==60 and len(WO)==80,(len(W),len(WO))
json.dump({"with":[sub(x) for x in W],"without":WO},open(ROOT+'/identifier-sentences.json','w'),ensure_ascii=False,indent=1)
