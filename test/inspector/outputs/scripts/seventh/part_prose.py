"""Mails, summaries, notes and logs in plain words."""
import people as p
from common import rng_for, write


def main():
    r = rng_for("prose")

    def T(name, kind, what, text, base=None, program="text"):
        write(name, "prose", program, kind, what, text, base)

    T("mail_to_coauthors.txt", "small-count", "5 women died", "Subject: first look at the maternity data\n\nHi both,\nthe cohort has 2,318 births. Five women died within a year of delivery, which is fewer than we thought. I will redo the plot on Monday.\n\nBest wishes")
    T("notiz_2017-03-14.txt", "small-count", "drei Betriebe und 4 Beschäftigte", "Notiz zum Projektstand\n- Der Datensatz umfasst 1.211 Beschäftigte.\n- Im Bergbau sind nur noch 4 Beschäftigte gemeldet.\n- Modelle laufen stabil.")
    T("resume_etude.txt", "small-count", "6 patients", "Résumé. Parmi 418 patients greffés, 6 ont présenté un rejet aigu au cours du premier mois. La survie à un an était de 94 %.")
    T("samenvatting_jeugd.txt", "small-count", "two suicides in words", "Van de 1.604 jongeren in het register kwamen er twee te overlijden door zelfdoding. De gemiddelde leeftijd bij instroom was 15,3 jaar.")
    T("acta_reunion.txt", "small-count", "8 presos", "Acta de la reunión del 11 de mayo\nSe revisa el módulo 4. De los 212 internos que solicitaron el tercer grado, 8 lo obtuvieron. Próxima reunión en junio.")
    T("memo_bank.txt", "small-count", "one customer", "Memo: arrears among 640 self-employed borrowers were stable. Only one borrower had more than 180 days past due; 37 had 30 to 90 days.")
    T("muistio.txt", "small-count", "3 opettajaa", "Aineistossa on 287 opettajaa. Ruotsinkielisissä kouluissa työskenteli 3 opettajaa, jotka olivat yli 65-vuotiaita.")
    T("run_20200602.log", "small-count", "a log that prints counts by group", "2020-06-02 08:14:02 INFO loaded 4 files\n2020-06-02 08:14:09 INFO patients total=1882\n2020-06-02 08:14:09 INFO patients sex=F n=1041\n2020-06-02 08:14:09 INFO patients sex=M n=834\n2020-06-02 08:14:09 INFO patients sex=indeterminate n=7\n2020-06-02 08:14:11 INFO done")

    T("README_outputs.txt", "harmless", "a README of an output folder", "This folder has 3 tables and 2 figures.\nTable 1 gives means by region. Table 2 gives the 5 models of section 4.\nFigure 1 shows the trend of the rate per 100,000 from 2005 to 2018.\nRun step 1 to step 6 in this order. Needs R 4.1 or later.")
    T("resultater_abstrakt.txt", "harmless", "an abstract with big counts", "Bakgrunn: Vi fulgte 48 211 ansatte i 6 år. Resultater: Sykefraværet falt fra 7,2 til 6,4 prosent. Hazard ratio for nattarbeid var 1,18 (95 % KI 1,09-1,28). Konklusjon: effekten var størst i helse og omsorg.")
    T("streszczenie.txt", "harmless", "an abstract", "Badaniem objęto 12 407 rolników z 16 województw. Iloraz szans urazu wynosił 1,42 (95% CI 1,20-1,68; p<0,001). Model 2 zawierał 9 zmiennych, w tym wiek i wielkość gospodarstwa.")
    T("todo_list.txt", "harmless", "tasks", "To do before the request\n1. check the footnotes of table 3\n2. rename model 4 to model 2\n3. send 2 copies of the protocol to the library\n4. ask whether 8 GB of memory is enough for step 5")
    T("etl_perf.log", "harmless", "times of a pipeline", "[08:00:01] worker 1 started\n[08:00:01] worker 2 started\n[08:04:37] chunk 3 of 8 done in 4.2 min\n[08:09:02] chunk 8 of 8 done, retries 2\n[08:09:03] wrote 31 columns, 4,812,007 rows, exit code 0")
    T("bericht_methode.txt", "harmless", "methods in German", "Es wurden 3 Modelle mit je 7 Kovariaten geschätzt. Die Stichprobe umfasst 9.412 Versicherte aus 5 Bundesländern. Fehlende Werte wurden 20-fach imputiert. Das Signifikanzniveau betrug 5 %.")
    T("riunione_note.txt", "harmless", "notes of a meeting without results", "Riunione del 4 ottobre, ore 9. Presenti i gruppi di Milano e Bari. Punto 2: si usa la versione 3 del protocollo. Punto 5: scadenza tra 6 settimane. Nessun risultato discusso.")
    T("changelog.txt", "harmless", "changes of code", "v0.9.2  fix of merge in step 7\nv0.9.1  add 2 sensitivity analyses\nv0.8.0  move from 4 to 6 knots; 3 new tests\nv0.7.3  update to PostgreSQL 14")
    T("e-mail_support.txt", "harmless", "a question on disk space", "Dear support team,\nour project needs 9 TB instead of 6 TB from 1 July. The job uses 4 cores for about 8 hours. Could you also install version 5 of the mapping package?\nMany thanks")
    T("relatorio_taxas.txt", "harmless", "rates with big bases", "A taxa de mortalidade infantil desceu de 3,4 para 2,7 por 1000 nados-vivos (mais de 86 000 nascimentos por ano). Na região Norte foi de 2,4. O intervalo de confiança é de 95 %.")
    T("trend_notes_cs.txt", "harmless", "trend of unemployment", "Míra nezaměstnanosti klesla z 8,1 % na 3,2 % mezi lety 2013 a 2018. Vzorek: 21 380 domácností v 8 krajích. Koeficient modelu 2 byl 0,07.")
    T("release_request.txt", "harmless", "a form of a request", "Request no. 7\nOutput: 2 figures (PNG) and 1 table of coefficients\nSmallest cell: 46\nModel: 18,204 observations, 6 parameters\nReviewed by the second analyst on 3 March")

    T("summary_tenants.txt", "rounded", "tens in prose with a note", "All counts are rounded to the nearest 10. We identified 18,430 tenants, of whom 2,760 moved within a year and 340 more than once. Evictions fell from 210 to 130.", 10)
    T("notat_laerlinger.txt", "rounded", "fives in prose", "Antallene er avrundet til nærmeste 5. Av 3 455 lærlinger fullførte 2 380. 415 byttet fag og 85 sluttet det første halvåret. I Finnmark var tallet 35.", 5)
    T("communique.txt", "rounded", "hundreds in prose, no note", "En 2019, 48 300 exploitants étaient affiliés, dont 11 700 femmes. 2 400 se sont installés dans l'année, 3 100 ont cessé leur activité et 600 ont changé de statut.", 100)

    T("fallbeschreibung.txt", "rows-of-people", "a paragraph on each person", "Fall A: Die 43-jährige Verkäuferin aus Celle wurde im Februar 2018 wegen einer Psychose aufgenommen.\nFall B: Der 61-jährige Landwirt, verwitwet, zwei Kinder, kam nach einem Suizidversuch.\nFall C: Die 29-jährige Studentin brach die Therapie nach drei Sitzungen ab.")
    T("interview_memo.txt", "rows-of-people", "notes on each prisoner", "P1 - male, 34, serving 9 years, transferred from the north wing in May, has a brother inside.\nP2 - male, 52, life sentence, works in the library.\nP3 - male, 23, remand, father of twins, diagnosed with ADHD at school.")
    T("uwagi_respondenci.txt", "rows-of-people", "single persons described", "Przypadki odstające: respondent nr 214 (mężczyzna, 58 lat, Gniezno) ma dochód 88 tys. zł; respondent nr 377 (kobieta, 31 lat, Kutno) podała 19 osób w gospodarstwie; respondent nr 402 (mężczyzna, 90 lat) pracuje na pełny etat.")

    i = "identifier"
    T("mail_relink.txt", i, "NHS number", f"Hello, one record failed to link again. It is NHS number {p.nhs(r)}; could you look at the spelling in the source?")
    T("rueckfrage.txt", i, "name and date of birth", f"Bitte prüfen: Patientin {p.name(r, 'de', 'f')}, geb. {p.birth(r):%d.%m.%Y}, taucht in beiden Armen auf.")
    T("beneficiaire.txt", i, "NIR", f"Le dossier du bénéficiaire {p.nir(r)} reste à compléter avant le 30 juin.")
    T("terugbetaling.txt", i, "IBAN and name", f"De vergoeding voor deelnemer {p.name(r, 'nl')} mag naar {p.iban(r, 'NL')}.")
    T("felrad.txt", i, "Swedish personal number", f"Rad 3312 gick inte att läsa: {p.personnummer(r, True)} har två utskrivningsdatum.")
    T("virherivi.txt", i, "Finnish personal number", f"Rivi 882: henkilötunnus {p.hetu(r)} puuttuu toisesta rekisteristä.")
    T("bopael_koersel.log", i, "Danish personal number in a log", f"2019-10-01 07:55:10 WARN duplicate key {p.cpr(r)} in table bopael\n2019-10-01 07:55:11 INFO 40,112 rows written", program="log")
    T("feil_kobling.txt", i, "Norwegian personal number", f"Koblingen feilet for fødselsnummer {p.fnr(r)} (ugyldig kommune).")
    T("incidencia.txt", i, "DNI", f"El contribuyente con DNI {p.dni(r)} figura dos veces en la base de 2016.")
    T("segnalazione.txt", i, "codice fiscale", f"Segnalo che il codice fiscale {p.codice(r)} compare con due comuni di residenza.")
    T("error_trace.log", i, "Dutch BSN in an error", f"ValueError: could not convert row 118\n  record = ('{p.bsn(r)}', 'V', '1957', 'Sneek')\n  at load_bsn line 42", program="log")
    T("kontakt_opiekun.txt", i, "phone and name", f"Opiekun ucznia: {p.name(r, 'pl')}, tel. +48 60{p.digits(r, 1)} {p.digits(r, 3)} {p.digits(r, 3)}, prosi o kontakt po 17.")
    T("thank_you.txt", i, "mail address of a participant", "Thanks for the quick run. The participant who withdrew wrote from " + p.first(r, "en").lower() + "." + p.last(r, "en").lower() + "@mailbox.example, please take the row out.")
    T("nota_pagamento.txt", i, "NIF and name", f"A agricultora {p.name(r, 'pt', 'f')}, NIF {p.nif(r)}, recebeu o subsídio em duplicado.")
    T("chargeback_note.txt", i, "card number", f"Chargeback sample: card {p.card(r)} was declined on 4 May, amount 212.40.")

    T("veterans_text.txt", "extreme", "youngest and oldest", "The cohort has 903 veterans. The youngest was 19 and the oldest 104 years at enrolment; the median was 67.")
    T("loon_notitie.txt", "extreme", "highest wage", "Het hoogste maandloon in de steekproef (n = 1.288) bedroeg 61.400 euro, het laagste 212 euro.")
    T("duree_sejour.txt", "extreme", "longest stay", "La durée médiane de séjour était de 5 jours (étendue 1 à 412 jours) chez 877 patients.")
    T("einlagen_notiz.txt", "extreme", "an outlier", "Ein Ausreißer fällt auf: Eine Kundin hält Einlagen von 8,4 Mio. Euro, der Mittelwert der 2.204 Kunden liegt bei 31.200 Euro.")

    T("attrition_text.txt", "arithmetic", "difference in one sentence is 3", "Of the 1,412 nurses invited, 1,409 returned the form.")
    T("porcentaje_texto.txt", "arithmetic", "percent and N give 4", "De los 400 trabajadores agrícolas, el 1,0 % sufrió una intoxicación.")
    T("impfung_satz.txt", "arithmetic", "complement is 7", "Von 350 Versicherten waren 343 vollständig geimpft.")
    T("amostra_nota.txt", "arithmetic", "difference of two years' texts is 6", "A amostra inicial tinha 2 118 reclusos. Sem os estrangeiros sem documentos, a amostra tem 2 112 reclusos.")
    T("apprentices_line.txt", "arithmetic", "percent of a complement gives 5", "Almost everyone (98.0% of 250 apprentices) stayed until the exam; the rest left because of illness.")

    T("mail_thursday.txt", "missing-rows", "4 left out", "We left out 4 respondents because their age was missing; 1,188 remain.")
    T("nettoyage.txt", "missing-rows", "7 dossiers exclus", "Nettoyage : 7 dossiers exclus faute de date de sortie, 3 204 dossiers conservés.")
    T("dq_report.txt", "missing-rows", "2 records without sex", "Data quality\nrecords read            22,418\nrecords without sex          2\nrecords without postcode   311\nrecords used            22,105", program="log")
