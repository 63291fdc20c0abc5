"""Subjects of tables: (language, title, row name, rows, column name, columns, total, count, people)."""
T = []


def t(lang, title, row, rows, col, cols, total, count, people):
    T.append(dict(lang=lang, title=title, row=row, rows=rows.split("|"), col=col, cols=cols.split("|"),
                  total=total, count=count, people=people))


t("en", "Readmission within 30 days by discharge ward", "Ward", "Cardiology|Respiratory|Stroke unit|General surgery|Renal", "Readmitted", "No|Yes", "Total", "n", "patients")
t("en", "Mortgage arrears by borrower segment", "segment", "First-time buyer|Home mover|Remortgage|Buy-to-let", "arrears_band", "None|1-2 months|3-5 months|6+ months", "All", "accounts", "borrowers")
t("en", "Exclusions by ethnic group, maintained secondary schools", "Ethnic group", "White British|Black Caribbean|Bangladeshi|Chinese|Mixed|Traveller of Irish heritage", "Exclusion", "None|Fixed-term|Permanent", "Total", "pupils", "pupils")
t("en", "Late self-assessment filing by sector", "sector", "Construction|Hospitality|Transport|Retail|Arts", "filed", "On time|Under 3 months late|Later", "Total", "taxpayers", "taxpayers")
t("en", "Degree outcome by route of entry", "Entry route", "A level|BTEC|Access course|International|Mature", "Class", "First|Upper second|Lower second|Third", "Total", "Students", "students")
t("en", "Primary cause of death by age band", "age_band", "40-49|50-59|60-69|70-79|80+", "cause", "Neoplasm|Circulatory|Respiratory|External", "Total", "deaths", "deaths")
t("en", "Antenatal smoking status by health board", "Health board", "Ayrshire|Borders|Fife|Grampian|Highland|Tayside", "Status at booking", "Never|Former|Current", "All", "Women", "women")
t("en", "Adverse events by arm", "System organ class", "Cardiac|Gastrointestinal|Hepatic|Nervous system|Skin", "Arm", "Placebo|10 mg|20 mg", "Any", "N events", "participants")
t("en", "Sanctioned claimants by benefit type", "Benefit", "Jobseeker|Income support|Disability|Housing", "Region", "North|Midlands|South|Wales", "Total", "claimants", "claimants")
t("en", "Suspected fraud referrals by card product", "product", "Classic|Gold|Student|Business|Premier", "outcome", "Cleared|Refunded|Prosecuted", "Sum", "freq", "cardholders")
t("en", "Hospital admissions for self-harm, residents aged 10-24", "Local authority", "Ashby|Coldwell|Dunmere|Easthope|Fenwick", "Sex", "Female|Male", "Persons", "Count", "residents")
t("en", "Job separations by reason in linked payroll", "reason", "Quit|Layoff|Retirement|Dismissal|Death", "firm_size", "<50|50-249|250+", "Total", "workers", "workers")
t("en", "Dementia subtype at memory clinic", "Subtype", "Alzheimer|Vascular|Lewy body|Frontotemporal|Mixed", "Living situation", "Alone|With partner|Care home", "Total", "No.", "patients")
t("en", "Vaccination uptake by occupation group", "Occupation", "Doctors|Nurses|Porters|Administration|Pharmacists", "Doses", "none|one|two or more", "Total", "staff", "staff")
t("en", "Free school meals and attainment", "fsm", "Eligible|Not eligible|Unknown", "level", "Below|Expected|Higher", "All pupils", "N", "pupils")
t("de", "Entlassungsart nach Fachabteilung", "Fachabteilung", "Innere Medizin|Chirurgie|Neurologie|Urologie|Geriatrie", "Entlassung", "nach Hause|Reha|Verlegung|verstorben", "Gesamt", "Anzahl", "Patienten")
t("de", "Kreditausfälle nach Bundesland", "Land", "Hessen|Sachsen|Bremen|Saarland", "Status", "bedient|gestundet|gekündigt", "Summe", "Fälle", "Kreditnehmer")
t("fr", "Diplôme obtenu selon l'origine sociale", "Origine sociale", "Agriculteurs|Artisans|Cadres|Employés|Ouvriers", "Diplôme", "Brevet|CAP|Baccalauréat|Licence", "Ensemble", "Effectif", "élèves")
t("fr", "Séjours hospitaliers par mode de sortie", "Service", "Cardiologie|Pédiatrie|Maternité|Oncologie", "Sortie", "Domicile|Transfert|Décès", "Total", "Nb", "patients")
t("nl", "Uitstroom uit de bijstand naar reden", "Reden", "Werk|Verhuizing|Partner|Detentie|Overleden", "Geslacht", "Man|Vrouw", "Totaal", "Aantal", "personen")
t("sv", "Sjukskrivna efter diagnosgrupp", "Diagnos", "Depression|Ryggbesvär|Hjärtsjukdom|Utmattning|Tumör", "Kön", "Kvinnor|Män", "Totalt", "Antal", "personer")
t("da", "Elever efter afgangsprøve og skoletype", "Skoletype", "Folkeskole|Friskole|Efterskole|Specialskole", "Prøve", "Bestået|Ikke bestået|Fritaget", "I alt", "Antal", "elever")
t("no", "Uføretrygdede etter fylke og grad", "Fylke", "Agder|Nordland|Rogaland|Troms", "Grad", "50 prosent|75 prosent|100 prosent", "I alt", "Antall", "mottakere")
t("fi", "Opiskelijat koulutusalan mukaan", "Koulutusala", "Tekniikka|Terveys|Oikeus|Kasvatus", "Tila", "Valmistunut|Jatkaa|Keskeyttänyt", "Yhteensä", "Lukumäärä", "opiskelijaa")
t("es", "Contribuyentes inspeccionados por provincia", "Provincia", "Soria|Teruel|Lugo|Cuenca|Huesca", "Resultado", "Conforme|Acta|Sanción", "Total", "Casos", "contribuyentes")
t("it", "Ricoveri per regime e reparto", "Reparto", "Medicina|Ortopedia|Ostetricia|Pneumologia", "Regime", "Ordinario|Day hospital|Urgenza", "Totale", "Numero", "pazienti")
t("pt", "Abandono escolar por concelho", "Concelho", "Braga|Faro|Évora|Guarda|Viseu", "Situação", "Matriculado|Transferido|Abandono", "Total", "N.º", "alunos")
t("pl", "Pacjenci według rozpoznania i trybu przyjęcia", "Rozpoznanie", "Astma|Cukrzyca|Udar|Zapalenie płuc", "Tryb", "Planowy|Nagły|Przeniesienie", "Razem", "Liczba", "pacjentów")
t("cs", "Studenti podle fakulty a ukončení studia", "Fakulta", "Lékařská|Právnická|Filozofická|Přírodovědecká", "Ukončení", "Absolvoval|Přerušil|Neúspěšně", "Celkem", "Počet", "studentů")
t("et", "Maksuvõlglased tegevusala järgi", "Tegevusala", "Ehitus|Kaubandus|Veondus|Majutus", "Võlg", "alla 1000|1000-5000|üle 5000", "Kokku", "Arv", "isikut")


def pick(rng, english=.45):
    en = rng.random() < english
    pool = [x for x in T if (x["lang"] == "en") == en]
    return rng.choice(pool)


def counts(rng, topic, small=0, lo=12, hi=640, zeros=0):
    """A matrix of counts, all from lo up, with `small` cells from 1 to 9 and some zeros."""
    R, C = len(topic["rows"]), len(topic["cols"])
    scale = rng.choice([60, 180, 420, 900])
    m = [[max(lo, int(rng.lognormvariate(0, .7) * scale)) + rng.randint(0, 7) for _ in range(C)] for _ in range(R)]
    cells = [(i, j) for i in range(R) for j in range(C)]
    rng.shuffle(cells)
    where = []
    for k in range(small):
        i, j = cells[k]
        m[i][j] = rng.randint(1, 9)
        where.append((i, j))
    for k in range(small, small + zeros):
        i, j = cells[k]
        m[i][j] = 0
    return m, where
