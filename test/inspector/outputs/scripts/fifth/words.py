"""Topics and words in thirteen languages, from which the tables and texts are made."""

# lang | slug | title | unit | row variable | rows | column variable | columns | opening sentence
TOPICS_TEXT = """
en|ward_falls|In-hospital falls by ward type and severity|patients|Ward type|Geriatric;Medical;Surgical;Stroke unit;Rehabilitation|Severity|No harm;Minor;Moderate;Severe|Falls recorded in the incident system were linked to admissions between 2017 and 2022.
en|hip_fracture|Hip fracture surgery: discharge destination|patients|Discharge to|Own home;Sheltered housing;Nursing home;Other hospital;Died|Anaesthesia|General;Spinal|Adults aged 60 and over with a first hip fracture were followed to discharge.
en|mort_arrears|Mortgage arrears at 24 months|borrowers|Arrears status|Current;1-30 days;31-60 days;61-90 days;90+ days;Repossessed|Product|Fixed;Tracker;Interest-only|Loans originated in 2015 and 2016 were tracked through the ledger for two years.
en|gcse_resits|GCSE maths resits by prior grade|students|Prior grade|1;2;3;U|Outcome|Passed;Not passed;Withdrawn|Resit entries of the November series were matched to the pupil database.
en|self_assess|Self-assessment filings by sector|taxpayers|Sector|Agriculture;Construction;Retail;Transport;Arts;Professional services|Filing|On time;Late;Penalised|Returns for tax year 2019-20 were classified by main source of income.
en|phd_completion|PhD completion by funding source|candidates|Funding|Research council;Charity;Employer;Self-funded|Status at year 6|Completed;Still registered;Left|All doctoral starters of three cohorts were traced in the registry.
en|asthma_ed|Emergency visits for childhood asthma|children|Age group|0-4;5-9;10-14;15-17|Visits|0;1;2;3+|Visits in the year after first prescription were counted.
en|stroke_mrs|Modified Rankin Scale at 90 days|participants|mRS|0;1;2;3;4;5;6|Arm|Control;Intervention|Outcome was assessed by telephone, blinded to allocation.
en|opioid_sub|Retention in opioid substitution treatment|clients|Months retained|0-3;3-6;6-12;12-24;>24|Medication|Methadone;Buprenorphine|Treatment episodes were taken from community pharmacy claims.
en|bank_complaints|Complaints by channel and resolution|customers|Channel|Branch;Phone;Web form;Letter;Ombudsman|Resolution|Upheld;Partly upheld;Rejected|Complaints closed in the calendar year were drawn from the case system.
en|school_excl|Suspensions by year group|pupils|Year group|Year 7;Year 8;Year 9;Year 10;Year 11|Reason|Disruption;Physical assault;Verbal abuse;Damage|Each pupil is counted once, under the most recent reason.
en|vaccine_uptake|Influenza vaccine uptake in care staff|staff|Role|Nurse;Care assistant;Doctor;Kitchen;Administration|Vaccinated|Yes;No;Unknown|Uptake was recorded by occupational health in the winter season.
en|sepsis_icu|Organ support in septic shock|admissions|Organ support|None;Ventilation;Vasopressors;Renal replacement;Two or more|Survival|Alive;Dead|Consecutive admissions to the participating units were eligible.
en|grad_salary|Graduate earnings five years on|graduates|Subject|Medicine;Law;Engineering;History;Nursing;Performing arts|Earnings band|Below 20k;20-30k;30-45k;Above 45k|Earnings come from linked payroll records, deflated to 2020 prices.
en|vat_audit|VAT audits and adjustments|traders|Legal form|Sole trader;Partnership;Limited company;Co-operative|Result|No change;Upward;Downward|Audits were selected by the risk engine and by random draw.
en|cancer_stage|Stage at diagnosis by route|patients|Stage|I;II;III;IV;Unstaged|Route|Screening;GP referral;Emergency|Tumours registered between 2013 and 2018 were staged by the registry.
en|apprentices|Apprenticeship dropout|apprentices|Trade|Carpentry;Hairdressing;Electrical;Catering;Bricklaying|Left in|First year;Second year;Did not leave|Contracts were followed until the final examination.
en|preterm|Gestational age and neonatal unit stay|infants|Gestation (weeks)|24-27;28-31;32-33;34-36|Level of unit|Level 1;Level 2;Level 3|All live births in the region were linked to neonatal badger records.
en|loan_default|SME loan default by rating|firms and owners|Rating|AAA-A;BBB;BB;B;CCC|Default|No;Yes|Ratings are as of origination; owners are natural persons.
en|dementia_rx|Antipsychotic prescribing in dementia|residents|Drug|Risperidone;Quetiapine;Olanzapine;Haloperidol;None|Home type|Residential;Nursing;Mixed|Prescriptions in the last quarter of the year were counted.
en|psych_detention|Detentions under mental health law|persons|Ethnic group|White;Asian;Black;Mixed;Other|Section|Section 2;Section 3;Community order|Detentions were taken from the national data set; persons are counted once.
en|diab_foot|Diabetic foot: amputation level|patients|Amputation|None;Toe;Transmetatarsal;Below knee;Above knee|Diabetes|Type 1;Type 2|Hospital procedures were coded with OPCS-4.
en|transplant|Kidney transplant outcomes|recipients|Rejection|None;Borderline;Grade IA;Grade IB;Grade IIA|Donor|Living;Deceased|Biopsies within twelve months were graded by two pathologists.
en|univ_access|Offers to applicants from low participation areas|applicants|Quintile|Q1;Q2;Q3;Q4;Q5|Decision|Offer;Rejected;Withdrawn|Applications through the central service for autumn entry.
en|prison_health|Hepatitis C testing at reception|prisoners|Test result|Negative;Antibody only;RNA positive;Refused|Site|North;Central;South|Opt-out testing at reception was rolled out in stages.
de|wiederaufnahme|Wiederaufnahmen innerhalb von 30 Tagen nach Fachabteilung|Patienten|Fachabteilung|Innere Medizin;Chirurgie;Kardiologie;Neurologie;Urologie|Wiederaufnahme|keine;geplant;ungeplant|Grundlage sind die Abrechnungsdaten der Jahre 2016 bis 2021.
de|schulabgang|Schulabgänge nach Abschluss und Staatsangehörigkeit|Schüler|Abschluss|ohne Abschluss;Hauptschule;Mittlere Reife;Fachhochschulreife;Abitur|Staatsangehörigkeit|deutsch;EU;Drittstaat|Die Angaben stammen aus der amtlichen Schulstatistik.
de|insolvenz|Verbraucherinsolvenzen nach Hauptursache|Schuldner|Ursache|Arbeitslosigkeit;Trennung;Krankheit;Selbstständigkeit;Unwirtschaftlich|Altersgruppe|18-29;30-44;45-64;65+|Ausgewertet wurden Eröffnungsbeschlüsse eines Bundeslandes.
de|impfquote|Impfquoten beim Pflegepersonal|Beschäftigte|Impfstatus|vollständig;unvollständig;nicht geimpft;unbekannt|Bereich|ambulant;stationär|Befragung in Pflegeeinrichtungen im Herbst 2021.
fr|urgences|Passages aux urgences selon le motif et l'issue|patients|Motif|Douleur thoracique;Traumatisme;Dyspnée;Intoxication;Autre|Issue|Retour à domicile;Hospitalisation;Transfert|Les passages de l'année 2019 ont été extraits du dossier informatisé.
fr|bacheliers|Réussite en première année de licence|étudiants|Série du bac|Générale;Technologique;Professionnelle;Étranger|Résultat|Admis;Ajourné;Abandon|La cohorte 2018 a été suivie dans le fichier des inscriptions.
fr|surendettement|Dossiers de surendettement par situation familiale|ménages|Situation|Célibataire;Couple sans enfant;Couple avec enfants;Monoparental;Veuf|Décision|Recevable;Irrecevable;En cours|Dossiers déposés auprès de la commission départementale.
es|listaespera|Lista de espera quirúrgica por especialidad|pacientes|Especialidad|Traumatología;Oftalmología;Cirugía general;Urología;ORL|Demora|< 3 meses;3-6 meses;> 6 meses|Datos del registro autonómico a 31 de diciembre.
es|abandono|Abandono escolar temprano por tipo de centro|alumnos|Tipo de centro|Público;Concertado;Privado|Situación|Continúa;Abandona;Se traslada|Seguimiento de la cohorte que inició la ESO en 2014.
it|ricoveri|Ricoveri ripetuti per regime assistenziale|pazienti|Diagnosi|Scompenso;BPCO;Diabete;Ictus;Frattura|Regime|Ordinario;Day hospital|Schede di dimissione ospedaliera 2015-2019.
it|mutui|Mutui in sofferenza per area geografica|mutuatari|Area|Nord-Ovest;Nord-Est;Centro;Sud;Isole|Stato|Regolare;In ritardo;In sofferenza|Contratti stipulati nel 2012 osservati fino al 2020.
nl|huisarts|Verwijzingen door de huisarts naar specialisme|patiënten|Specialisme|Cardiologie;Dermatologie;KNO;Orthopedie;Psychiatrie|Spoed|Ja;Nee|Gegevens uit huisartspraktijken over het jaar 2020.
nl|studieuitval|Studie-uitval na het eerste jaar|studenten|Vooropleiding|vwo;havo;mbo;buitenlands|Uitkomst|Gebleven;Gewisseld;Gestopt|Cohort 2017 van twee hogescholen.
sv|sjukskriv|Sjukskrivning efter diagnos och längd|personer|Diagnos|Depression;Ländrygg;Axel;Utmattning;Övrigt|Längd|< 15 dagar;15-89 dagar;90+ dagar|Uppgifterna kommer från registret för sjukpenning.
sv|gymnasie|Gymnasieexamen inom tre år|elever|Program|Naturvetenskap;Samhälle;Barn och fritid;Vård;Teknik|Examen|Ja;Nej|Elever som började hösten 2016 följdes i elevregistret.
da|diabetes_reg|Nydiagnosticeret diabetes efter uddannelse|borgere|Uddannelse|Grundskole;Erhvervsfaglig;Gymnasial;Videregående|Behandling|Ingen;Tablet;Insulin|Tal fra landspatientregistret koblet med uddannelsesregistret.
nb|legemiddel|Uttak av legemidler blant eldre|pasienter|Legemiddel|Sovemidler;Opioider;Antidepressiva;Ingen|Bosted|Hjemme;Omsorgsbolig;Sykehjem|Data fra reseptregisteret for 2018.
fi|kuntoutus|Kuntoutuspäätökset ikäryhmittäin|henkilöä|Ikäryhmä|16-24;25-34;35-44;45-54;55-64|Päätös|Myönteinen;Hylkäävä|Aineisto kattaa vuodet 2014-2019.
pl|szpital|Hospitalizacje według trybu przyjęcia|pacjenci|Oddział|Chirurgia;Kardiologia;Pediatria;Neurologia|Tryb|Planowy;Nagły;Przeniesienie|Dane z systemu rozliczeń za lata 2016-2019.
pt|cuidados|Utentes em cuidados continuados por tipologia|utentes|Tipologia|Convalescença;Média duração;Longa duração;Paliativos|Destino|Domicílio;Lar;Óbito|Altas registadas na rede nacional em 2019.
cs|porody|Porody podle způsobu vedení a věku matky|rodičky|Věk matky|do 19;20-24;25-29;30-34;35-39;40+|Způsob|Spontánní;Císařský řez;Kleště/vakuum|Data z národního registru rodiček.
"""

FIELDS = "lang slug title unit rv rows cv cols intro".split()


def topics():
    out = []
    for line in TOPICS_TEXT.strip().splitlines():
        t = dict(zip(FIELDS, line.split("|")))
        t["rows"] = t["rows"].split(";")
        t["cols"] = t["cols"].split(";")
        out.append(t)
    return out


# total, missing, mean, sd, median, age, sex, women, men, table, year, minimum, maximum, group, yes, no
_W = """
en|Total|Missing|Mean|SD|Median|Age (years)|Sex|Female|Male|Table|Year|Minimum|Maximum|Group|Yes|No|Length of stay (days)|Income
de|Gesamt|Fehlend|Mittelwert|SD|Median|Alter (Jahre)|Geschlecht|weiblich|männlich|Tabelle|Jahr|Minimum|Maximum|Gruppe|ja|nein|Verweildauer (Tage)|Einkommen
fr|Total|Manquant|Moyenne|ET|Médiane|Âge (ans)|Sexe|Femmes|Hommes|Tableau|Année|Minimum|Maximum|Groupe|oui|non|Durée de séjour (jours)|Revenu
es|Total|Perdidos|Media|DE|Mediana|Edad (años)|Sexo|Mujeres|Hombres|Tabla|Año|Mínimo|Máximo|Grupo|sí|no|Estancia (días)|Ingresos
it|Totale|Mancanti|Media|DS|Mediana|Età (anni)|Sesso|Femmine|Maschi|Tabella|Anno|Minimo|Massimo|Gruppo|sì|no|Degenza (giorni)|Reddito
nl|Totaal|Ontbrekend|Gemiddelde|SD|Mediaan|Leeftijd (jaar)|Geslacht|Vrouw|Man|Tabel|Jaar|Minimum|Maximum|Groep|ja|nee|Ligduur (dagen)|Inkomen
sv|Totalt|Saknas|Medel|SD|Median|Ålder (år)|Kön|Kvinnor|Män|Tabell|År|Minsta|Högsta|Grupp|ja|nej|Vårdtid (dagar)|Inkomst
da|I alt|Mangler|Gennemsnit|SD|Median|Alder (år)|Køn|Kvinder|Mænd|Tabel|År|Mindste|Største|Gruppe|ja|nej|Liggetid (dage)|Indkomst
nb|Totalt|Mangler|Gjennomsnitt|SD|Median|Alder (år)|Kjønn|Kvinner|Menn|Tabell|År|Minste|Største|Gruppe|ja|nei|Liggetid (døgn)|Inntekt
fi|Yhteensä|Puuttuu|Keskiarvo|Keskihajonta|Mediaani|Ikä (v)|Sukupuoli|Naiset|Miehet|Taulukko|Vuosi|Pienin|Suurin|Ryhmä|kyllä|ei|Hoitoaika (pv)|Tulot
pl|Ogółem|Brak danych|Średnia|SD|Mediana|Wiek (lata)|Płeć|Kobiety|Mężczyźni|Tabela|Rok|Minimum|Maksimum|Grupa|tak|nie|Czas pobytu (dni)|Dochód
pt|Total|Em falta|Média|DP|Mediana|Idade (anos)|Sexo|Mulheres|Homens|Tabela|Ano|Mínimo|Máximo|Grupo|sim|não|Internamento (dias)|Rendimento
cs|Celkem|Chybí|Průměr|SD|Medián|Věk (roky)|Pohlaví|Ženy|Muži|Tabulka|Rok|Minimum|Maximum|Skupina|ano|ne|Délka pobytu (dny)|Příjem
"""
_K = "total missing mean sd median age sex f m table year min max group yes no stay income".split()
W = {l.split("|")[0]: dict(zip(_K, l.split("|")[1:])) for l in _W.strip().splitlines()}

ROUND_NOTE = {
    "en": ["Counts are rounded to the nearest {b}.", "All numbers of people rounded to base {b}; percentages from rounded counts.",
           "Note: figures have been rounded to the nearest {b} and may not sum."],
    "de": ["Alle Fallzahlen auf Vielfache von {b} gerundet."], "fr": ["Effectifs arrondis au multiple de {b} le plus proche."],
    "es": ["Frecuencias redondeadas a múltiplos de {b}."], "it": ["Conteggi arrotondati al multiplo di {b} più vicino."],
    "nl": ["Aantallen afgerond op veelvouden van {b}."], "sv": ["Antal avrundade till närmaste {b}-tal."],
    "da": ["Antal er afrundet til nærmeste {b}."], "nb": ["Antall er avrundet til nærmeste {b}."],
    "fi": ["Lukumäärät on pyöristetty lähimpään {b}:n kerrannaiseen."], "pl": ["Liczebności zaokrąglono do wielokrotności {b}."],
    "pt": ["Contagens arredondadas a múltiplos de {b}."], "cs": ["Počty zaokrouhleny na násobky {b}."],
}
MID6 = {"en": ["Counts are midpoint-6 rounded (3, 9, 15, ...).", "All counts: midpoint 6 derived."],
        "de": ["Fallzahlen auf Mittelpunkte zur Basis 6 gerundet."], "fr": ["Effectifs arrondis au point médian de base 6."],
        "nl": ["Aantallen afgerond op middelpunten met basis 6."], "sv": ["Antal avrundade till mittpunkter med bas 6."]}
SUPP_NOTE = {
    "en": ["* fewer than 10", "Cells below 10 have been suppressed (*).", "* = suppressed"],
    "de": ["* Fallzahl unter 10, nicht ausgewiesen."], "fr": ["* effectif inférieur à 10, non diffusé"],
    "es": ["* menos de 10 casos"], "it": ["* meno di 10 casi"], "nl": ["* minder dan 10"], "sv": ["* färre än 10"],
    "da": ["* færre end 10"], "nb": ["* færre enn 10"], "fi": ["* alle 10"], "pl": ["* mniej niż 10"],
    "pt": ["* menos de 10"], "cs": ["* méně než 10"],
}
DECIMAL_POINT = {"en"}
THOUSANDS = {"en": [",", ",", ""], "de": [".", ".", ""], "fr": ["\u202f", " "], "es": [".", ""], "it": [".", ""], "nl": [".", ""],
             "sv": [" ", "\u00a0"], "da": [".", ""], "nb": [" ", ""], "fi": ["\u00a0", " "], "pl": [" ", ""], "pt": [" ", "."], "cs": ["\u00a0", " "]}
