"""Subjects of the outputs: language, title, people, variables and categories."""
RAW = """
en|Hip fracture care|patients|discharge_to|Own home;Nursing home;Rehab unit;Other hospital;Hospice|ward|Ward A;Ward B;Ward C|los_days|11
en|Apprenticeship completions|apprentices|trade|Carpentry;Plumbing;Hairdressing;Catering;Welding|region|North;Midlands;South West|wage_hr|13
en|Prison education programme|prisoners|course|Numeracy;Literacy;Bricklaying;Barbering;ICT|prison_type|Open;Closed;Remand|sentence_months|31
en|Mortgage arrears|borrowers|arrears_band|None;Under 30 days;30-89 days;90-179 days;180 days or more|product|Fixed;Tracker;Variable|balance_k|142
en|School exclusions|pupils|reason|Persistent disruption;Assault;Theft;Drugs;Bullying|phase|Primary;Secondary;Special|sessions_lost|14
en|Stroke unit audit|stroke patients|mrs_grade|mRS 0;mRS 1;mRS 2;mRS 3;mRS 4;mRS 5|site|Eastgate;Millbrook;Hollins|nihss|9
en|Asylum decisions|applicants|outcome|Granted;Refused;Withdrawn;Pending;Humanitarian leave|route|Port;In country|wait_weeks|44
en|Small business loans|borrowing firms' owners|sector|Retail;Farming;Transport;Construction;Hospitality|status|Performing;Defaulted|loan_amt|38000
en|Breast screening recall|women|result|Normal;Benign;DCIS;Invasive;Technical repeat|age_band|50-54;55-59;60-64;65-70|interval_days|23
en|University drop-out|students|reason_left|Finance;Health;Transfer;Employment;Academic failure|faculty|Law;Science;Arts;Medicine|credits|74
en|Foster placements|children|placement|Kinship;Foster family;Residential;Adoption;Secure unit|age_group|0-4;5-9;10-15|moves_days|210
en|Occupational injuries|workers|injury|Fall;Burn;Crush;Cut;Strain|industry|Mining;Forestry;Fishing;Food|days_off|17
en|Vaccine adverse events|recipients|event|Fever;Rash;Syncope;Seizure;Anaphylaxis|dose|Dose 1;Dose 2;Booster|onset_hours|19
en|Court sentencing|defendants|disposal|Fine;Community order;Suspended;Custody;Discharge|court|Northam;Selby Road;Quay Street|delay_days|96
en|Diabetes cohort|participants|treatment|Diet only;Metformin;Insulin;SGLT2;GLP-1|sex|Female;Male|hba1c|58
en|Veterans housing|veterans|tenure|Owner;Private rent;Social rent;Hostel;Rough sleeping|service|Army;Navy;Air Force|rent_week|128
en|Teacher retention|teachers|subject|Physics;Maths;Music;History;Latin|contract|Permanent;Fixed term|salary_k|37
en|Dialysis outcomes|patients on dialysis|modality|Haemodialysis;Peritoneal;Home HD;Transplanted|diabetes|No;Yes|vintage_months|41
en|Job seekers survey|job seekers|duration|Under 3 months;3-6 months;7-12 months;Over 1 year|education|Primary;Secondary;Tertiary|benefit|287
en|Rare cancers registry|cases|histology|Sarcoma;Thymoma;Merkel cell;Mesothelioma;Chordoma|period|2008-2012;2013-2017;2018-2022|survival_m|29
en|Card fraud reports|cardholders|channel|Online;ATM;Contactless;Mail order;Phone|bank_group|Group I;Group II;Group III|loss_amt|460
en|Neonatal unit admissions|newborns|gestation|Under 28 wk;28-31 wk;32-36 wk;37 wk or more|year|2019;2020;2021|birthweight|2410
en|Farm household income|farm households|farm_type|Dairy;Arable;Sheep;Pigs;Mixed|tenancy|Owned;Tenanted|income_k|33
de|Berufliche Rehabilitation|Rehabilitanden|abschluss|Meister;Geselle;Fachschule;Ungelernt;Hochschule|bezirk|Nordstadt;Südstadt;Umland|entgelt_tag|94
de|Schulabgänger|Schüler|schulform|Gymnasium;Realschule;Hauptschule;Förderschule;Gesamtschule|geschlecht|weiblich;männlich|fehltage|16
de|Herzkatheter-Register|Patienten|befund|Eingefäß;Zweigefäß;Dreigefäß;Hauptstamm;Unauffällig|klinik|Haus 1;Haus 2;Haus 3|verweildauer|6
de|Insolvenzen natürlicher Personen|Schuldner|ursache|Arbeitslosigkeit;Scheidung;Krankheit;Sucht;Bürgschaft|jahr|2020;2021;2022|schulden_teur|47
fr|Sortie de l'apprentissage|apprentis|metier|Boulanger;Coiffeur;Couvreur;Mécanicien;Vendeur|sexe|Femme;Homme|salaire_net|1430
fr|Hospitalisation psychiatrique|patients|diagnostic|Dépression;Schizophrénie;Bipolaire;Addiction;Anxiété|secteur|Nord;Centre;Sud|duree_sejour|28
fr|Condamnations des mineurs|mineurs|infraction|Vol;Violences;Stupéfiants;Dégradations;Route|tribunal|Tribunal A;Tribunal B|delai_jours|133
nl|Schuldhulpverlening|cliënten|oorzaak|Ontslag;Scheiding;Ziekte;Verslaving;Overig|gemeente|Oost;West;Zuid|schuld_eur|21400
nl|Jeugdzorg trajecten|jongeren|traject|Ambulant;Pleegzorg;Gezinshuis;Gesloten;Crisisopvang|leeftijd|0-5;6-11;12-17|duur_weken|37
sv|Sjukskrivningar|sjukskrivna|diagnos|Ryggbesvär;Depression;Utmattning;Fraktur;Infektion|kon|Kvinna;Man|dagar|63
da|Kontanthjælp|modtagere|uddannelse|Grundskole;Erhvervsfaglig;Gymnasial;Bachelor;Kandidat|landsdel|Fyn;Sjælland;Jylland|uger|52
no|Dagkirurgi|pasienter|inngrep|Kne;Skulder;Brokk;Mandler;Grå stær|sykehus|Nord;Vest;Øst|ventetid|71
es|Accidentes laborales|trabajadores|lesion|Caída;Quemadura;Corte;Atrapamiento;Esguince|sector|Agricultura;Minería;Servicios|dias_baja|26
es|Becas universitarias|becarios|rama|Ciencias;Derecho;Medicina;Artes;Ingeniería|sexo|Mujer;Hombre|cuantia|2150
it|Dimissioni ospedaliere|pazienti|reparto|Cardiologia;Chirurgia;Pediatria;Oncologia;Neurologia|anno|2018;2019;2020|giorni_degenza|8
it|Abbandono scolastico|studenti|motivo|Lavoro;Salute;Famiglia;Trasferimento;Altro|provincia|Costa;Collina;Pianura|assenze|34
pl|Renty z tytułu niezdolności|renciści|przyczyna|Krążenie;Nowotwór;Uraz;Psychiczne;Oddechowe|plec|Kobieta;Mężczyzna|renta_zl|1780
pt|Desemprego registado|desempregados|escolaridade|Básico;Secundário;Profissional;Licenciatura;Mestrado|distrito|Litoral;Interior|subsidio|612
cs|Pracovní úrazy|pracovníci|zranění|Pád;Popálení;Pořezání;Zhmoždění;Výron|kraj|Sever;Jih;Západ|dny|24
"""
KEYS = "lang title people var cats by bys num mu".split()


class Ctx:
    def __init__(self, line):
        for k, v in zip(KEYS, line.split("|")):
            setattr(self, k, v)
        self.cats = self.cats.split(";")
        self.bys = self.bys.split(";")
        self.mu = float(self.mu)


ALL = [Ctx(x) for x in RAW.strip().splitlines()]
W = {
 "en": "Total|Number|Missing|Mean|Note|Table|Minimum|Maximum|Percent|All counts are rounded to the nearest {b}.",
 "de": "Insgesamt|Anzahl|Fehlend|Mittelwert|Hinweis|Tabelle|Minimum|Maximum|Prozent|Alle Fallzahlen sind auf Vielfache von {b} gerundet.",
 "fr": "Ensemble|Effectif|Manquant|Moyenne|Note|Tableau|Minimum|Maximum|Pourcentage|Tous les effectifs sont arrondis au multiple de {b} le plus proche.",
 "nl": "Totaal|Aantal|Ontbrekend|Gemiddelde|Noot|Tabel|Minimum|Maximum|Percentage|Alle aantallen zijn afgerond op veelvouden van {b}.",
 "sv": "Totalt|Antal|Saknas|Medelvärde|Anm.|Tabell|Minimum|Maximum|Procent|Alla antal är avrundade till närmaste {b}-tal.",
 "da": "I alt|Antal|Uoplyst|Gennemsnit|Note|Tabel|Minimum|Maksimum|Procent|Alle antal er afrundet til nærmeste {b}.",
 "no": "Totalt|Antall|Mangler|Gjennomsnitt|Merknad|Tabell|Minimum|Maksimum|Prosent|Alle antall er avrundet til nærmeste {b}.",
 "es": "Total|Número|Perdidos|Media|Nota|Tabla|Mínimo|Máximo|Porcentaje|Todos los recuentos están redondeados a múltiplos de {b}.",
 "it": "Totale|Numero|Mancanti|Media|Nota|Tabella|Minimo|Massimo|Percentuale|Tutti i conteggi sono arrotondati al multiplo di {b} più vicino.",
 "pl": "Razem|Liczba|Brak danych|Średnia|Uwaga|Tabela|Minimum|Maksimum|Procent|Wszystkie liczebności zaokrąglono do wielokrotności {b}.",
 "pt": "Total|Número|Omissos|Média|Nota|Tabela|Mínimo|Máximo|Percentagem|Todas as contagens foram arredondadas a múltiplos de {b}.",
 "cs": "Celkem|Počet|Chybí|Průměr|Poznámka|Tabulka|Minimum|Maximum|Procento|Všechny počty jsou zaokrouhleny na násobky {b}.",
}
WK = "total number missing mean note table min max pct round".split()
WORDS = {k: dict(zip(WK, v.split("|"))) for k, v in W.items()}
SEP = {"en": (",", "."), "de": (".", ","), "es": (".", ","), "it": (".", ","), "nl": (".", ","),
       "da": (".", ","), "pt": (" ", ","), "fr": (" ", ","), "pl": (" ", ","), "cs": (" ", ","),
       "sv": (" ", ","), "no": (" ", ",")}
