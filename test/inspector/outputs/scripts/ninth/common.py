import json, os, random, re
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..')
OUT = os.path.join(ROOT, 'files')
os.makedirs(OUT, exist_ok=True)
R = random.Random(90417)
LAB = []
STEMS = """table tab Tabelle tabla tableau output out res results Ergebnisse export release req Anfrage final neu analysis
model fig figure appendix supp annex paper rev2 run job step main desc summary rapport uitvoer tulos wynik vysledek resultat utdrag
part chapter draft memo notes sheet data0 extract deliv pkg batch wp3 ms_v3 S1 T2 k7 proj12 freeze round2 egress airlock bilaga anhang""".split()
USED = set()
def fname(ext):
    while True:
        s = R.choice(STEMS)
        f = R.choice(['{s}_{n:02d}', '{s}{n}', '{s}-{n:03d}', '{s}_2{n:03d}_v{v}', '{S}_{n}{l}', '{s}.{n}'])
        nm = f.format(s=s, S=s.capitalize(), n=R.randint(1, 180), v=R.randint(1, 4), l=R.choice('abc')) + '.' + ext
        if nm.lower() not in USED:
            USED.add(nm.lower()); return nm
def reg(ext, form, program, kind, what, content=None, base=None):
    """writes content (str/bytes) or gives back the path for a writer"""
    nm = fname(ext); p = os.path.join(OUT, nm)
    e = dict(name=nm, form=form, program=program, kind=kind, what=what)
    if base: e['base'] = base
    LAB.append(e)
    if content is not None:
        if isinstance(content, bytes): open(p, 'wb').write(content)
        else: open(p, 'w', encoding='utf-8').write(content)
    return p
# ---------------- topics
T = []
def topic(lang, title, rv, rows, cv, cols, tot, unit): T.append(dict(lang=lang, title=title, rv=rv, rows=rows.split('|'), cv=cv, cols=cols.split('|'), tot=tot, unit=unit))
topic('en','Asthma admissions by deprivation fifth and inhaler use','IMD fifth','1 (least)|2|3|4|5 (most)','Inhaler','None|Reliever|Preventer|Both','Total','patients')
topic('en','Loan defaults by product and year of origination','Product','Car loan|Overdraft|Credit card|Student loan|Mortgage|Refinance','Vintage','2015|2016|2017|2018','All','borrowers')
topic('en','Reconviction within two years by sentence','Sentence','Fine|Community order|Suspended|Custody <12m|Custody 12m+','Outcome','Not reconvicted|Once|Two or more','Total','offenders')
topic('en','School exclusions by special need and key stage','Primary need','Speech and language|Autism|Hearing|Physical|SEMH|Moderate learning','Key stage','KS1|KS2|KS3|KS4','Total','pupils')
topic('en','Type of dementia by ward of discharge','Ward','Ward 3|Ward 4|Ward 7|Ward 9|Rehab 2','Dementia','Alzheimer|Vascular|Lewy body|Mixed','Total','discharges')
topic('en','Homeless applications by local authority and decision','Authority','Northbridge|Eastmere|Castleford Vale|Harrow Fen|Wexcombe|Marlow Down','Decision','Accepted|Refused|Withdrawn','All','households')
topic('en','HIV late diagnosis by route and age band','Route','MSM|Heterosexual|Injecting|Vertical|Other','Age','18-29|30-44|45-59|60+','Total','people')
topic('de','Behandlungsfälle nach Fachabteilung und Aufnahmeart','Fachabteilung','Innere Medizin|Chirurgie|Urologie|Geriatrie|Neurologie|Augenheilkunde','Aufnahme','Notfall|Einweisung|Verlegung','Insgesamt','Fälle')
topic('de','Ausbildungsabbrüche nach Beruf und Geschlecht','Beruf','Bäcker/in|Elektroniker/in|Friseur/in|Kfz-Mechatroniker/in|Koch/Köchin|Pflege','Geschlecht','männlich|weiblich|divers','Summe','Auszubildende')
topic('de','Arbeitsunfälle nach Wirtschaftszweig und Schwere','Wirtschaftszweig','Bau|Handel|Verkehr|Gastgewerbe|Metall|Chemie|Holz','Schwere','leicht|mittel|schwer|tödlich','Gesamt','Versicherte')
topic('de','Kreditausfälle je Ratingklasse und Filialregion','Ratingklasse','AAA-AA|A|BBB|BB|B|CCC','Region','Nord|Ost|Süd|West','Alle','Kunden')
topic('fr','Séjours hospitaliers selon le mode de sortie','Mode de sortie','Domicile|SSR|HAD|EHPAD|Décès','Âge','< 65 ans|65-79 ans|80 ans et +','Ensemble','patients')
topic('fr','Décrochage scolaire par académie et filière','Filière','Générale|Technologique|Professionnelle|CAP|Agricole','Sexe','Filles|Garçons','Total','élèves')
topic('fr','Demandeurs d\'asile selon pays et issue','Pays d\'origine','Afghanistan|Guinée|Géorgie|Turquie|Bangladesh|Mali','Issue','Accord|Rejet|Désistement','Ensemble','personnes')
topic('es','Contratos según sector y tipo de jornada','Sector','Agricultura|Industria|Construcción|Hostelería|Sanidad|Educación','Jornada','Completa|Parcial|Fija discontinua','Total','trabajadores')
topic('es','Ingresos por gripe según vacunación y provincia','Provincia','Lugo|Soria|Teruel|Cuenca|Zamora|Ávila','Vacunación','Sí|No|No consta','Total','pacientes')
topic('it','Ricoveri per diagnosi e regime assistenziale','Diagnosi','Ictus|Infarto|Polmonite|BPCO|Frattura femore|Sepsi','Regime','Ordinario|Day hospital|Riabilitazione','Totale','pazienti')
topic('it','Sfratti eseguiti per provincia e motivo','Provincia','Asti|Biella|Cuneo|Novara|Vercelli','Motivo','Morosità|Finita locazione|Altro','Totale','famiglie')
topic('nl','Uitkeringen naar leeftijd en type','Leeftijd','18-26|27-34|35-44|45-54|55-66','Uitkering','WW|Bijstand|WIA|Wajong','Totaal','personen')
topic('nl','Verwijzingen naar specialisme en uitkomst','Specialisme','Cardiologie|Dermatologie|KNO|Oogheelkunde|Orthopedie','Uitkomst','Behandeld|Terugverwezen|Niet verschenen','Totaal','patiënten')
topic('sv','Sjukskrivningar efter diagnos och län','Diagnos','F32|F43|M54|M75|I21|C50','Län','Uppsala|Dalarna|Gävleborg|Örebro','Totalt','individer')
topic('da','Genindlæggelser efter afdeling og køn','Afdeling','Medicin|Kirurgi|Ortopædi|Gynækologi|Pædiatri','Køn','Mænd|Kvinder','I alt','patienter')
topic('pl','Bezrobotni według wykształcenia i powiatu','Wykształcenie','podstawowe|zawodowe|średnie|policealne|wyższe','Powiat','bialski|łęczyński|opolski|rycki','Razem','osób')
topic('pt','Abandono escolar por concelho e ciclo','Concelho','Évora|Beja|Elvas|Moura|Serpa|Portel','Ciclo','1.º|2.º|3.º|Secundário','Total','alunos')
topic('cs','Pacienti podle diagnózy a typu péče','Diagnóza','Diabetes|Hypertenze|Astma|CHOPN|Deprese','Péče','ambulantní|lůžková|následná','Celkem','pacientů')
topic('fi','Toimeentulotuen saajat iän ja alueen mukaan','Ikäryhmä','18-24|25-34|35-49|50-64|65+','Alue','Kainuu|Lappi|Satakunta|Kymenlaakso','Yhteensä','henkilöä')
topic('no','Uføretrygdede etter næring og alder','Næring','Bygg|Helse|Transport|Undervisning|Fiske','Alder','18-39|40-54|55-67','I alt','personer')
NOTE = {'en':'Counts are rounded to the nearest {b}; totals rounded separately.','de':'Alle Fallzahlen auf Vielfache von {b} gerundet, Summen getrennt.','fr':'Effectifs arrondis au multiple de {b} le plus proche, totaux compris.',
 'es':'Recuentos redondeados al múltiplo de {b} más próximo.','it':'Conteggi arrotondati al multiplo di {b}.','nl':'Aantallen afgerond op veelvouden van {b}, ook totalen.','sv':'Antal avrundade till närmaste {b}-tal.','da':'Antal er afrundet til nærmeste {b}.',
 'pl':'Liczby zaokrąglono do wielokrotności {b}.','pt':'Contagens arredondadas a múltiplos de {b}.','cs':'Počty zaokrouhleny na násobky {b}.','fi':'Lukumäärät pyöristetty lähimpään {b}:n kerrannaiseen.','no':'Antall avrundet til nærmeste {b}.'}
NOTE6 = {'en':'Counts are published as the midpoint of bands of six (3, 9, 15, ...).','de':'Fallzahlen als Mitte von Sechserklassen (3, 9, 15, ...).','fr':'Effectifs remplacés par le milieu de classes de six (3, 9, 15, ...).'}
def rnd(x, b):
    if x == 0: return 0
    if b == 6: return 6 * ((x - 1) // 6) + 3
    return int((x + b / 2) // b * b)
class S: pass
_ti = 0
def spec(kind, nrow=None, lo=14, hi=900, base=None, langs=None, mask=None, forcenote=False):
    """a two-way table of people: s.c strings, s.n numbers (None if masked), totals"""
    global _ti
    c = [t for t in T if not langs or t['lang'] in langs]
    t = c[_ti % len(c)]; _ti += 7 if len(c) % 7 else 5
    s = S(); s.__dict__.update(t); s.kind = kind; s.base = base; s.note = ''
    s.masks = set(); s.small = None
    s.v = [[int(lo + (hi - lo) * R.random() ** 2.2) for _ in s.cols] for _ in s.rows]
    nr, nc = len(s.rows), len(s.cols)
    if kind == 'small-count':
        for _ in range(R.choice([1, 1, 2, 3])):
            i, j = R.randrange(nr), R.randrange(nc); s.v[i][j] = R.randint(1, 9); s.small = (s.rows[i], s.cols[j], s.v[i][j])
        s.what = f"{s.small[2]} {s.unit} in cell {s.small[0]} x {s.small[1]}"
    if kind == 'arithmetic':
        i, j = R.randrange(nr), R.randrange(nc); s.v[i][j] = R.randint(1, 8); s.masks.add((i, j)); s.small = (s.rows[i], s.cols[j], s.v[i][j])
        s.what = f"masked cell {s.rows[i]} x {s.cols[j]} = {s.v[i][j]} from total minus the others"
    if kind == 'harmless':
        s.what = 'counts of %s all above 9' % s.unit
        if R.random() < .2: s.v[R.randrange(nr)][R.randrange(nc)] = 0; s.what = 'counts of %s all 0 or above 9' % s.unit
    s.mask = mask or R.choice(['*', '<10', '..', 'c', 'n<5', '-', 'x', '.'])
    s.rt = [sum(r) for r in s.v]; s.ct = [sum(r[j] for r in s.v) for j in range(nc)]; s.gt = sum(s.rt)
    if kind == 'rounded':
        for _ in range(R.choice([0, 2, 3])):
            s.v[R.randrange(nr)][R.randrange(nc)] = R.randint(1, 12)
        s.rt = [sum(r) for r in s.v]; s.ct = [sum(r[j] for r in s.v) for j in range(nc)]; s.gt = sum(s.rt)
        f = lambda x: rnd(x, base)
        s.v = [[f(x) for x in r] for r in s.v]; s.rt = list(map(f, s.rt)); s.ct = list(map(f, s.ct)); s.gt = f(s.gt)
        dist = len({x for r in s.v for x in r})
        s.what = f'all counts of {s.unit} rounded to {base}' if base != 6 else f'all counts of {s.unit} are midpoints of bands of 6'
        if dist < 9 or forcenote or R.random() < .6:
            s.note = NOTE[s.lang].format(b=base) if base != 6 else NOTE6.get(s.lang, NOTE6['en'])
    s.n = [[None if (i, j) in s.masks else s.v[i][j] for j in range(nc)] for i in range(nr)]
    s.c = [[s.mask if x is None else str(x) for x in r] for r in s.n]
    def oneway():   # row totals as the one-way distribution
        v = s.rt
    s.nr, s.nc = nr, nc
    # one-way view (a column of the table)
    s.j = R.randrange(nc)
    if s.masks: s.j = list(s.masks)[0][1]
    elif kind == 'small-count': s.j = s.cols.index(s.small[1])
    s.o = [r[s.j] for r in s.n]; s.ot = s.ct[s.j]; s.oc = [r[s.j] for r in s.c]
    if kind == 'rounded' and not s.note: s.onote = NOTE[s.lang].format(b=base) if base != 6 else NOTE6.get(s.lang, NOTE6['en'])
    else: s.onote = s.note
    return s
def th(n, lang):
    if n is None: return None
    x = f'{n:,}'
    return x if lang == 'en' else x.replace(',', '.' if lang in ('de','es','it','nl','da','pt') else '\u00a0')
def dec(x, lang, d=1):
    t = f'{x:.{d}f}'
    return t if lang == 'en' else t.replace('.', ',')
def pc(x, tot, lang='en', d=1, mask='*'):
    return mask if x is None else dec(100 * x / tot, lang, d)
def save(tag):
    json.dump(LAB, open(os.path.join(ROOT, 'scripts', f'part_{tag}.json'), 'w'), ensure_ascii=False, indent=1)
