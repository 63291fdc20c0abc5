"""identifier, rows-of-people, extreme, missing-rows and some special small-count and arithmetic files"""
import common; common.R.seed(552)
from common import *
import common as C
import numpy as np, pandas as pd, subprocess, html, zipfile, io
import matplotlib; matplotlib.use('svg'); import matplotlib.pyplot as plt
plt.rcParams['svg.fonttype'] = 'none'
import openpyxl, xlsxwriter
from openpyxl.comments import Comment
from docx import Document
for p in ['counts']:
    for e in json.load(open(os.path.join(ROOT, 'scripts', f'part_{p}.json'))): USED.add(e['name'].lower())
rng = np.random.default_rng(552)
def pan(kind, what, ext, prog, md): 
    p = reg(ext, ext, prog, kind, what); subprocess.run(['pandoc', '-f', 'markdown', '-o', p], input=md.encode(), check=True); return p
def pdf(kind, what, lines, prog='reportlab'):
    from reportlab.pdfgen import canvas; from reportlab.pdfbase import pdfmetrics; from reportlab.pdfbase.ttfonts import TTFont
    import glob
    f = [x for x in glob.glob('/usr/share/fonts/**/*.ttf', recursive=True) if x.endswith(('DejaVuSans.ttf', 'LiberationSans-Regular.ttf'))]
    fn = 'Helvetica'
    if f: pdfmetrics.registerFont(TTFont('F', f[0])); fn = 'F'
    c = canvas.Canvas(reg('pdf', 'pdf', prog, kind, what)); c.setFont(fn, 10)
    for i, l in enumerate(lines): c.drawString(60, 780 - 16 * i, l)
    c.save()
# ---------- numbers with check digits
def luhn(s):
    t = 0
    for i, ch in enumerate(reversed(s)):
        x = int(ch) * (2 if i % 2 == 0 else 1); t += x - 9 if x > 9 else x
    return s + str(-t % 10)
def dg(n): return ''.join(str(R.randint(0, 9)) for _ in range(n))
def pnr(y, m, d): s = luhn(f'{y%100:02d}{m:02d}{d:02d}' + str(R.randint(100, 979))); return f'{y//100}{s[:6]}-{s[6:]}'
def nhs():
    while True:
        s = R.choice('46') + dg(8); c = 11 - sum(int(a) * w for a, w in zip(s, range(10, 1, -1))) % 11
        if c != 10: return s + str(0 if c == 11 else c)
def cpr(b):
    while True:
        s = b + dg(3); r = sum(int(a) * w for a, w in zip(s, [4,3,2,7,6,5,4,3,2])) % 11
        if r != 1: return s[:6] + '-' + s[6:] + str((11 - r) % 11)
def fnr(b):
    while True:
        s = b + str(R.randint(100, 499)); k = (11 - sum(int(a) * w for a, w in zip(s, [3,7,6,1,8,9,4,5,2])) % 11) % 11
        if k == 10: continue
        s += str(k); k = (11 - sum(int(a) * w for a, w in zip(s, [5,4,3,2,7,6,5,4,3,2])) % 11) % 11
        if k != 10: return s + str(k)
def hetu(b): n = f'{R.randint(2, 899):03d}'; return f'{b}-{n}' + '0123456789ABCDEFHJKLMNPRSTUVWXY'[int(b + n) % 31]
def bsn():
    while True:
        s = R.choice('12') + dg(7); k = sum(int(a) * w for a, w in zip(s, range(9, 1, -1))) % 11
        if k != 10: return s + str(k)
def dni(): n = R.randint(10000000, 79999999); return f'{n}' + 'TRWAGMYFPDXBNJZSQVHLCKE'[n % 23]
def cf(base):
    odd = dict(zip('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', [1,0,5,7,9,13,15,17,19,21,1,0,5,7,9,13,15,17,19,21,2,4,18,20,11,3,6,8,12,14,16,10,22,25,24,23]))
    t = sum(odd[c] if i % 2 == 0 else (int(c) if c.isdigit() else ord(c) - 65) for i, c in enumerate(base)); return base + chr(65 + t % 26)
def pesel(b): s = b + dg(4); return s + str(-sum(int(a) * w for a, w in zip(s, [1,3,7,9,1,3,7,9,1,3])) % 10)
def nir(b): s = b + dg(8); return f'{s} {97 - int(s) % 97:02d}'
def rc(b):
    while True:
        s = b + dg(3); k = int(s) % 11
        if k < 10: return s[:6] + '/' + s[6:] + str(k)
def nif():
    while True:
        s = R.choice('12') + dg(7); r = sum(int(a) * w for a, w in zip(s, range(9, 1, -1))) % 11
        return s + str(0 if r < 2 else 11 - r)
def iban(cc, bban): n = ''.join(str(int(c, 36)) for c in bban + cc + '00'); k = f'{98 - int(n) % 97:02d}'; s = cc + k + bban; return ' '.join(s[i:i+4] for i in range(0, len(s), 4))
def kvnr(l): s = dg(8); t = f'{ord(l)-64:02d}' + s; q = sum(sum(map(int, str(int(a) * (1 + i % 2)))) for i, a in enumerate(t)); return l + s + str(q % 10)
def ahv(): s = '756' + dg(9); k = -sum(int(a) * (1 + 2 * (i % 2)) for i, a in enumerate(s)) % 10; s += str(k); return f'{s[:3]}.{s[3:7]}.{s[7:11]}.{s[11:]}'
def be(b): 
    n = dg(3); n = '417' if n in ('000', '999') else n; k = 97 - int(b + n) % 97; return f'{b[:2]}.{b[2:4]}.{b[4:6]}-{n}.{k:02d}'
I = 'identifier'
def ident():
    x = pnr(1948, 3, 12); reg('log', 'text', 'Python logging', I, f'personnummer {x}', f'2024-02-11 08:14:02 INFO  läser register sol_2019.parquet (48211 rader)\n2024-02-11 08:14:09 INFO  koppling mot dödsorsak: 99.2 %\n2024-02-11 08:14:09 WARNING dubblett för {x}, behåller senaste\n2024-02-11 08:15:30 INFO  modell 3 av 7 klar, AUC 0.781\n')
    x = cpr('140662'); reg('csv', 'csv', 'SAS', I, f'CPR number {x}', f'afdeling;antal;pct\nMedicin;412;41,2\nKirurgi;388;38,8\nOrtopædi;200;20,0\n* obs: kontroller {x} flyttet fra Kirurgi til Medicin;;\n')
    x = hetu('230471'); reg('md', 'md', 'knitr', I, f'HETU {x}', f'# Tulokset\n\nMalli 2: HR 1,34 (1,12–1,60), n = 3 410.\n\n| muuttuja | HR | p |\n|---|---|---|\n| ikä | 1,02 | 0,003 |\n| sukupuoli | 0,91 | 0,21 |\n\n<!-- TODO tarkista {x}, kaksi uloskirjausta samana päivänä -->\n')
    x = fnr('070955'); reg('txt', 'text', 'PostgreSQL', I, f'fødselsnummer {x}', f"=> \\i koble.sql\nINSERT 0 18423\nERROR:  duplicate key value violates unique constraint \"pas_pkey\"\nDETAIL:  Key (fnr)=({x}) already exists.\n=> select count(*) from pas;\n count\n-------\n 18423\n(1 row)\n")
    x = nhs(); f = f'{x[:3]} {x[3:6]} {x[6:]}'; reg('Rout', 'text', 'R', I, f'NHS number {f}', f'> fit <- glm(readm ~ age + imd, binomial, dat)\n> round(coef(summary(fit)), 3)\n            Estimate Std. Error z value Pr(>|z|)\n(Intercept)   -2.104      0.210 -10.019    0.000\nage            0.021      0.003   7.000    0.000\nimd           -0.083      0.029  -2.862    0.004\nWarning message:\nIn check_dates(dat) : discharge before admission for NHS no. {f}\n')
    x = bsn(); reg('py', 'text', 'Python', I, f'BSN {x}', f'import pandas as pd\ndf = pd.read_parquet("zorg_2021.parquet")\n# dubbel record, handmatig verwijderd\ndf = df[df["bsn"] != "{x}"]\nprint(df.groupby("regio").kosten.mean().round(-2))\n')
    x = dni(); reg('log', 'text', 'Stata-like', I, f'DNI {x}', f'. use paro2018, clear\n. drop if dni=="{x}"   // duplicado\n(12 observations deleted)\n. reg salario edad mujer, robust\n\nLinear regression                               Number of obs     =     14,220\n                                                F(2, 14217)       =     311.08\n                                                R-squared         =     0.0412\n')
    x = cf('RSSMRA61C14F205'); reg('do', 'text', 'Stata-like', I, f'codice fiscale {x}', f'* 04_regressioni.do\nclear all\nset seed 20190\nuse "Z:/progetto/dati/ricoveri.dta"\nreplace esito = 2 if cf == "{x}"\nlogit esito eta i.sesso i.asl, vce(cluster asl)\nmargins, dydx(eta)\n')
    x = pesel('52081' + '9'); reg('json', 'json', 'Python', I, f'PESEL {x}', json.dumps({'model': 'logit', 'coef': {'wiek': .031, 'plec': -.22}, 'n': 20412, 'checks': [{'rule': 'wiek<110', 'ok': True}, {'rule': 'data_zgonu>=data_przyjecia', 'ok': False, 'example': x}]}, indent=1, ensure_ascii=False))
    x = nir('26509'); reg('html', 'html', 'R Markdown', I, f'NIR {x}', f'<html><meta charset="utf-8"><h1>Coûts par région</h1><table><tr><th>Région<th>Coût moyen<tr><td>Bretagne<td>2 310 €<tr><td>Occitanie<td>2 455 €</table><!-- vérifier assuré {x} : deux régimes --></html>')
    x = rc('635214'); reg('txt', 'text', 'R', I, f'rodné číslo {x}', f'Lineární smíšený model, 2 340 pozorování, 12 okresů\n  intercept  3.21 (0.40)\n  věk        0.02 (0.01)\nPoznámka: chybné datum u r.č. {x}, opraveno ručně.\n')
    x = nif(); wb = openpyxl.Workbook(); w = wb.active; w.append(['Concelho', 'Taxa %', 'IC 95%'])
    for r in [['Évora', 6.1, '5.2-7.0'], ['Beja', 7.4, '6.1-8.7'], ['Elvas', 5.9, '4.8-7.0']]: w.append(r)
    h = wb.create_sheet('aux'); h.sheet_state = 'hidden'; h.append(['NIF a confirmar', x]); wb.save(reg('xlsx', 'xlsx', 'openpyxl', I, f'NIF {x} in a hidden sheet'))
    x = iban('DE', '37040044' + dg(10)); reg('txt', 'text', 'Python pandas', I, f'IBAN {x}', f'Ausfallquote je Segment (Q3)\nsegment   quote   se\nPrivat    0.021   0.002\nGewerbe   0.034   0.004\n\nNicht zuordenbar: Lastschrift Kunde {x}, Rückfrage Filiale 12\n')
    d = Document(); d.add_heading('Interview guide and themes', 1); d.add_paragraph('Theme 2: trust in the ward team. "They never told me why they moved me."'); d.add_paragraph('Patient: Margaret Ollerenshaw, second interview, ward 7.'); d.save(reg('docx', 'docx', 'Word', I, 'labelled name Patient: Margaret Ollerenshaw'))
    d = Document(); d.add_heading('Tabelle 4', 1); t = d.add_table(3, 2); [setattr(t.cell(i, j), 'text', v) for i, r in enumerate([['Modell', 'OR'], ['roh', '1,41'], ['adjustiert', '1,28']]) for j, v in enumerate(r)]
    d.core_properties.title = 'Tabelle 4'; d.core_properties.subject = 'Fall Frau Erika Sommerfeld, geb. 12.03.1951'; d.save(reg('docx', 'docx', 'Word', I, 'name and date of birth in the document property subject'))
    wb = openpyxl.Workbook(); w = wb.active; w.append(['Wijk', 'Gem. inkomen']); w.append(['Noord', 24310]); w.append(['Zuid', 28770]); w['B3'].comment = Comment('Zonder dhr. Pieter van der Veen, Kastanjelaan 14, 3581 KD Utrecht (uitschieter)', 'x'); wb.save(reg('xlsx', 'xlsx', 'Excel', I, 'name and address in a cell comment'))
    reg('tex', 'tex', 'LaTeX', I, 'home address of a respondent', '\\begin{table}\\caption{Rents by district}\n\\begin{tabular}{lr}\\toprule District & Median rent \\\\ \\midrule\nOld Town & 812 \\\\ Harbour & 640 \\\\ \\bottomrule\\end{tabular}\n\\end{table}\n% resp. lives at 27 Thornhill Crescent, Flat 3, Wexcombe WX4 7QT -- recheck rent\n')
    reg('csv', 'csv', 'Excel', I, 'mobile number of a patient', '"Area","Mean wait (days)","SD"\n"North",41.2,12.0\n"South",38.7,11.4\n"Note: patient rang back to correct date, mobile 07700 900417"\n')
    reg('yaml', 'yaml', 'config', I, 'e-mail of a participant', 'study: panel_w4\nmodel: {link: logit, lags: 3}\nresults:\n  beta: [0.12, -0.03, 0.44]\n  se: [0.02, 0.01, 0.09]\nexclude:\n  - participant: j.kowalczyk1974@poczta-przyklad.pl   # asked to be removed\n')
    f, ax = plt.subplots(); ax.plot(range(2010, 2020), rng.normal(5, .3, 10)); ax.set_title('Taux pour 1000'); ax.annotate('M. Lucien Tessier, né le 04/11/1939', (2014, 5)); f.savefig(reg('svg', 'svg', 'matplotlib', I, 'name and date of birth as chart text')); plt.close(f)
    x = luhn('453201' + dg(9)); reg('json', 'json', 'Spark', I, f'card number {x}', json.dumps({'job': 'fraud_v3', 'metrics': {'auc': .947, 'recall@1%': .61}, 'threshold': .83, 'sample_alert': {'card': x, 'score': .991}}, indent=2))
    reg('ipynb', 'ipynb', 'Jupyter', I, 'record number MRN 00482917 in a traceback', json.dumps({'cells': [{'cell_type': 'code', 'execution_count': 7, 'metadata': {}, 'source': ['los = adm.groupby("spec").los.mean().round(1)\n', 'adm.loc["MRN 00482917", "los"]'], 'outputs': [{'output_type': 'error', 'ename': 'KeyError', 'evalue': "'MRN 00482917'", 'traceback': ['---> 2 adm.loc["MRN 00482917", "los"]', "KeyError: 'MRN 00482917'"]}]}], 'metadata': {}, 'nbformat': 4, 'nbformat_minor': 5}, indent=1))
    reg('log', 'text', 'SAS-like', I, 'name and date of birth in a path', "1    libname in '/secure/img';\nNOTE: Libref IN was successfully assigned.\n2    filename f '/secure/img/Andersson_Gunilla_19530722/series4/vol.csv';\nNOTE: 20481 records were read from the infile F.\nNOTE: The data set WORK.VOX has 20481 observations and 6 variables.\nNOTE: DATA statement used (Total process time): real time 0.41 seconds\n")
    x = kvnr('K'); reg('sql', 'text', 'SQL', I, f'KVNR {x}', f"-- Kosten je Fachgebiet, Stand 2. Lieferung\nselect fach, round(avg(kosten), 0) as mittel\nfrom faelle\nwhere versnr <> '{x}'  -- Doppelmeldung\ngroup by fach having count(*) >= 30;\n")
    x = ahv(); reg('tsv', 'tsv', 'R', I, f'AHV number {x}', f'canton\tmean_rent\tse\nZH\t1874\t12\nBE\t1702\t14\nVD\t1668\t13\n#row 4417 AHV {x} implausible\t\t\n')
    pan(I, 'name of the interviewed person with occupation', 'odt', 'Writer', '# Codebook, theme 3\n\n**Isolation** (14 interviews). "After the strike nobody came round any more." Interviewee name: Tomasz Wierzbicki, crane driver, Gdynia.\n\n**Debt** (11 interviews). Fear of letters.\n')
    pan(I, 'name and telephone on a slide', 'pptx', 'PowerPoint', '# Results\n\n- HR 1.31 (1.10–1.56)\n- 4 sensitivity analyses\n\n# Open questions\n\n- Ring back Mrs Doreen Haslett (tel. 01632 960 174) about her second admission\n- Table 3: 2 decimals\n')
    pdf(I, 'name and date of birth in a listing foot', ['Tabella 2. Modello di Cox', 'eta   1,03 (1,01-1,05)', 'sesso 0,88 (0,71-1,09)', 'N = 2410, eventi = 611', 'Nota: paziente Giulia Ferrandini, nata il 17/06/1942, data di dimissione corretta'])
    reg('geojson', 'json', 'QGIS', I, 'home address of a case', json.dumps({'type': 'FeatureCollection', 'features': [{'type': 'Feature', 'geometry': {'type': 'Polygon', 'coordinates': [[[8, 50], [9, 50], [9, 51], [8, 50]]]}, 'properties': {'zone': 4, 'rate': 3.1, 'remark': 'Indexfall wohnt Lindenstraße 48, 35390 Gießen'}}]}, ensure_ascii=False))
    x = be('710423'); reg('rst', 'text', 'Sphinx', I, f'Belgian national number {x}', f'Résultats\n=========\n\n======== ======\nRégion   Taux\n======== ======\nWallonie 7,1 %\nFlandre  5,4 %\n======== ======\n\n.. note:: numéro de registre national {x} présent deux fois, un retiré.\n')
ident()
# ---------- rows of people
P = 'rows-of-people'
def ppl(n):
    return pd.DataFrame({'pid': R.sample(range(1000, 9999), n), 'age': rng.integers(19, 93, n), 'sex': rng.choice(['F', 'M'], n), 'los': rng.integers(1, 40, n), 'dx': rng.choice(['I21', 'J44', 'C50', 'E11', 'F32'], n), 'score': rng.normal(50, 9, n).round(1)})
d = ppl(34); reg('csv', 'csv', 'Python pandas', P, '34 rows, one for each person', d.to_csv(index=False))
d = ppl(18); d.columns = ['Fallnr', 'Alter', 'Geschl', 'Verweildauer', 'ICD', 'Punkte']; d.to_excel(reg('xlsx', 'xlsx', 'Python pandas', P, 'one row for each case'), index=False)
reg('json', 'json', 'MongoDB', P, 'array of one object for each person', json.dumps([{'_id': f'u{R.randint(100,999)}', 'kön': r.sex, 'födelseår': 2019 - int(r.age), 'poäng': r.score} for r in ppl(22).itertuples()], ensure_ascii=False, indent=1))
reg('jsonl', 'json', 'PyTorch', P, 'one prediction for each patient', '\n'.join(json.dumps({'patient': int(r.pid), 'y': int(rng.integers(0, 2)), 'p': round(float(rng.random()), 4)}) for r in ppl(40).itertuples()) + '\n')
reg('txt', 'text', 'sqlite', P, 'line mode listing of persons', 'sqlite> .mode line\nsqlite> select * from cases limit 9;\n' + '\n\n'.join(f'    pid = {r.pid}\n    age = {r.age}\n    sex = {r.sex}\nicd_10  = {r.dx}\n    los = {r.los}' for r in ppl(9).itertuples()) + '\n')
reg('sql', 'text', 'sqlite', P, 'insert statements, one for each borrower', '\n'.join(f"INSERT INTO loans VALUES({r.pid},{r.age},'{r.sex}',{int(r.score*310)},{r.los});" for r in ppl(20).itertuples()) + '\n')
reg('log', 'text', 'Stata-like', P, 'list of 12 persons', '. list id edad sexo dias diag in 1/12, clean\n\n        id   edad   sexo   dias   diag\n' + '\n'.join(f'{i+1:>3}. {r.pid:>5} {r.age:>6} {r.sex:>6} {r.los:>6} {r.dx:>6}' for i, r in enumerate(ppl(12).itertuples())) + '\n')
reg('lst', 'text', 'SAS-like', P, 'PROC PRINT of 15 persons', '                 The SAS System            1\n\n  Obs   SUBJID   AGE   SEX   LOS   DX\n\n' + '\n'.join(f'{i+1:>5} {r.pid:>8} {r.age:>5} {r.sex:>5} {r.los:>5} {r.dx:>5}' for i, r in enumerate(ppl(15).itertuples())) + '\n')
reg('txt', 'text', 'SPSS-like', P, 'LIST cases', 'LIST VARIABLES=nr ikä sp pisteet /CASES=FROM 1 TO 10.\n\n   nr ikä sp pisteet\n\n' + '\n'.join(f'{r.pid:>5} {r.age:>3}  {r.sex} {r.score:>7}' for r in ppl(10).itertuples()) + '\n\nNumber of cases read:  10    Number of cases listed:  10\n')
d = ppl(5); reg('ipynb', 'ipynb', 'Jupyter', P, 'df.head() of persons', json.dumps({'cells': [{'cell_type': 'code', 'execution_count': 2, 'metadata': {}, 'source': ['df.head()'], 'outputs': [{'output_type': 'execute_result', 'execution_count': 2, 'metadata': {}, 'data': {'text/plain': d.to_string().splitlines(True), 'text/html': [d.to_html()]}}]}, {'cell_type': 'code', 'execution_count': 3, 'metadata': {}, 'source': ['df.shape'], 'outputs': [{'output_type': 'execute_result', 'execution_count': 3, 'metadata': {}, 'data': {'text/plain': ['(20418, 6)']}}]}], 'metadata': {}, 'nbformat': 4, 'nbformat_minor': 5}, indent=1))
f, ax = plt.subplots(); d = ppl(85); ax.scatter(d.age, d.score, s=9); ax.set_xlabel('edad'); ax.set_ylabel('puntuación'); f.savefig(reg('svg', 'svg', 'matplotlib', P, 'scatter of 85 persons')); plt.close(f)
reg('txt', 'text', 'numpy', P, 'array of one wage for each worker', '>>> wages[:48]\n' + repr(rng.lognormal(10, .5, 48).round(0)) + '\n>>> wages.shape\n(48,)\n')
reg('tex', 'tex', 'LaTeX', P, 'table of a case series', '\\begin{longtable}{lllrl}\\caption{Caratteristiche dei singoli casi}\\\\\n Caso & Sesso & Età & Giorni & Esito \\\\ \\hline\n' + '\n'.join(f' {i+1} & {r.sex} & {r.age} & {r.los} & {R.choice(["vivo","deceduto"])} \\\\' for i, r in enumerate(ppl(11).itertuples())) + '\n\\end{longtable}\n')
pan(P, 'list of interviewed persons with age and job', 'docx', 'Word', '# Participants\n\n' + '\n'.join(f'- P{i+1}: {s}, {a}, {j}, {t}' for i, (s, a, j, t) in enumerate([('woman', 34, 'nurse', 'Northbridge'), ('man', 51, 'bus driver', 'Eastmere'), ('woman', 62, 'retired teacher', 'Wexcombe'), ('man', 27, 'warehouse worker', 'Eastmere'), ('woman', 45, 'cleaner', 'Harrow Fen'), ('man', 39, 'asylum seeker from Eritrea', 'Northbridge'), ('woman', 58, 'carer', 'Marlow Down')])) + '\n')
ppl(25).rename(columns={'age': 'wiek', 'sex': 'płeć', 'los': 'dni'}).to_excel(reg('ods', 'ods', 'LibreOffice', P, 'one row for each person'), engine='odf', index=False)
reg('xml', 'xml', 'REDCap-like', P, 'one element for each person', '<?xml version="1.0"?>\n<records>\n' + '\n'.join(f' <item><record_id>{r.pid}</record_id><alder>{r.age}</alder><kjonn>{r.sex}</kjonn><diag>{r.dx}</diag></item>' for r in ppl(16).itertuples()) + '\n</records>\n')
reg('html', 'html', 'DataTables', P, 'HTML table of persons', '<table id=t><thead><tr><th>Élève<th>Classe<th>Âge<th>Note</thead>' + ''.join(f'<tr><td>E{r.pid}<td>{R.choice(["3e","4e","5e"])}<td>{R.randint(11,15)}<td>{R.uniform(4,19):.1f}' for r in ppl(24).itertuples()) + '</table>')
reg('arff', 'text', 'Weka', P, 'ARFF with one line for each person', '@relation recid\n@attribute age numeric\n@attribute prior numeric\n@attribute offence {theft,fraud,assault}\n@attribute again {0,1}\n@data\n' + '\n'.join(f'{r.age},{rng.integers(0,12)},{R.choice(["theft","fraud","assault"])},{rng.integers(0,2)}' for r in ppl(30).itertuples()) + '\n')
reg('geojson', 'json', 'QGIS', P, 'one point for each home', json.dumps({'type': 'FeatureCollection', 'features': [{'type': 'Feature', 'geometry': {'type': 'Point', 'coordinates': [round(R.uniform(12.40, 12.46), 5), round(R.uniform(55.60, 55.68), 5)]}, 'properties': {'case': i + 1, 'onset': f'2018-07-{R.randint(1,28):02d}'}} for i in range(19)]}))
reg('md', 'md', 'hand', P, 'timeline of each patient', '# Swimmer data\n\n' + '\n'.join(f'{r.pid}: start 0, response month {R.randint(2,5)}, progression month {R.randint(6,20)}, {"†" if R.random()<.4 else "→"}' for r in ppl(13).itertuples()) + '\n')
w = ppl(14); reg('csv', 'csv', 'Excel', P, 'one column for each patient', ';'.join(['Patient'] + [str(x) for x in w.pid]) + '\n' + '\n'.join(';'.join([f'Woche {k}'] + [f'{R.uniform(4,11):.1f}'.replace('.', ',') for _ in range(14)]) for k in (0, 4, 8, 12)) + '\n')
# ---------- extreme
X = 'extreme'
d = pd.DataFrame({'age': rng.integers(18, 98, 1420), 'income': rng.lognormal(10, .6, 1420).round(), 'visits': rng.poisson(3, 1420)})
reg('txt', 'text', 'Python pandas', X, 'describe() with min and max', '>>> df.describe().round(2)\n' + d.describe().round(2).to_string() + '\n')
reg('ipynb', 'ipynb', 'Jupyter', X, 'describe() in a notebook', json.dumps({'cells': [{'cell_type': 'code', 'execution_count': 5, 'metadata': {}, 'source': ["df['salaire'].describe()"], 'outputs': [{'output_type': 'execute_result', 'execution_count': 5, 'metadata': {}, 'data': {'text/plain': d.income.describe().rename('salaire').to_string().splitlines(True)}}]}], 'metadata': {}, 'nbformat': 4, 'nbformat_minor': 5}, indent=1))
def st(v): return f'{v.count():>10,} {v.mean():>11.4g} {v.std():>11.4g} {v.min():>10,.0f} {v.max():>10,.0f}'
reg('log', 'text', 'Stata-like', X, 'summarize with Min Max', '. summarize edad ingresos visitas\n\n    Variable |        Obs        Mean    Std. dev.       Min        Max\n-------------+---------------------------------------------------------\n' + '\n'.join(f'{n:>12} | {st(d[c])}' for n, c in [('edad', 'age'), ('ingresos', 'income'), ('visitas', 'visits')]) + '\n')
v = np.sort(d.income.values); q = lambda p: f'{np.quantile(v,p):>9.0f}'
reg('log', 'text', 'Stata-like', X, 'summarize, detail with four smallest and largest', '. sum wage, detail\n\n                            wage\n-------------------------------------------------------------\n      Percentiles      Smallest\n' + '\n'.join(f'{int(p*100):>2}%    {q(p)}      {v[i]:>9.0f}' for i, p in enumerate([.01, .05, .10, .25])) + f'\n\n50%    {q(.5)}                      Mean           {v.mean():.1f}\n                        Largest       Std. dev.      {v.std():.1f}\n' + '\n'.join(f'{int(p*100):>2}%    {q(p)}      {v[-4+i]:>9.0f}' for i, p in enumerate([.75, .90, .95, .99])) + '\n')
reg('lst', 'text', 'SAS-like', X, 'PROC MEANS minimum and maximum', '                           The MEANS Procedure\n\n Variable      N          Mean       Std Dev       Minimum       Maximum\n ' + '-' * 70 + '\n' + '\n'.join(f' {n:<10}{d[c].count():>5}{d[c].mean():>14.3f}{d[c].std():>14.3f}{d[c].min():>14.3f}{d[c].max():>14.3f}' for n, c in [('AGE', 'age'), ('LOS', 'visits')]) + '\n ' + '-' * 70 + '\n')
reg('lst', 'text', 'SAS-like', X, 'UNIVARIATE extreme observations', '          The UNIVARIATE Procedure\n           Variable:  COST (EUR)\n\n          Extreme Observations\n\n------Lowest-----        -----Highest-----\n\n   Value      Obs           Value      Obs\n\n' + '\n'.join(f'{v[i]:>8.0f} {R.randint(1,1420):>8}        {v[-5+i]:>8.0f} {R.randint(1,1420):>8}' for i in range(5)) + '\n')
reg('txt', 'text', 'SPSS-like', X, 'Descriptive Statistics Minimum Maximum', f'DESCRIPTIVES VARIABLES=alter punkte /STATISTICS=MEAN STDDEV MIN MAX.\n\nDeskriptive Statistik\n                      N   Minimum   Maximum   Mittelwert   Standardabweichung\nAlter              1420        18        97        57,41                22,90\nPunkte             1398         2        88        44,07                12,35\nGültige Werte (Listenweise) 1398\n')
reg('md', 'md', 'hand', X, 'oldest and youngest in prose', '## Results\n\nWe included 1,204 residents (median age 84, IQR 79–89); the youngest was 61 and the oldest 104 years old. Follow-up had a median of 2.3 years.\n')
pan(X, 'Spannweite des Alters', 'docx', 'Word', '# Stichprobe\n\nEs wurden 512 Beschäftigte befragt (Alter M = 41,3, SD = 10,8, Spannweite 17–71 Jahre). Das höchste Jahresgehalt lag bei 214.300 €.\n')
pan(X, 'durée de séjour maximale', 'odt', 'Writer', '# Résultats\n\nLa durée de séjour moyenne était de 6,2 jours (médiane 4 ; min 1 ; max 213) pour 2 318 patients.\n')
wb = openpyxl.Workbook(); w = wb.active
for r in [['Variabile', 'N', 'Media', 'DS', 'Minimo', 'Massimo'], ['Età', 842, 66.1, 13.2, 19, 99], ['Reddito', 842, 21840, 9120, 1250, 118400], ['Degenza', 842, 7.9, 6.3, 1, 91]]: w.append(r)
wb.save(reg('xlsx', 'xlsx', 'Excel', X, 'Minimo and Massimo columns'))
f, ax = plt.subplots(); ax.boxplot([rng.lognormal(2, .6, 140), rng.lognormal(2.2, .6, 140)]); ax.set_xticklabels(['Kvinder', 'Mænd']); ax.set_ylabel('liggedage'); f.savefig(reg('svg', 'svg', 'matplotlib', X, 'boxplot with outlying persons')); plt.close(f)
reg('csv', 'csv', 'R', X, 'min and max columns', 'variable,n,mean,sd,p25,p50,p75,min,max\nage,933,49.2,14.1,38,49,60,18,94\nsbp,927,131.8,17.9,119,130,143,78,232\ncholesterol,914,5.41,1.07,4.7,5.3,6.1,2.2,11.8\n')
reg('tex', 'tex', 'stargazer-like', X, 'descriptives with Min Max', '\\begin{tabular}{@{\\extracolsep{5pt}}lccccc}\n\\hline\nStatistic & N & Mean & St. Dev. & Min & Max \\\\\n\\hline\nloan amount & 5,120 & 12,410.3 & 8,204.1 & 500 & 98,750 \\\\\nage & 5,120 & 43.7 & 12.9 & 18 & 91 \\\\\n\\hline\n\\end{tabular}\n')
reg('html', 'html', 'ydata-profiling', X, 'profile with minimum, maximum, extreme values', '<div class="row"><h3>idade</h3><table><tr><th>Distinct<td>78<tr><th>Mean<td>51.8<tr><th>Minimum<td>18<tr><th>Maximum<td>101<tr><th>Zeros<td>0</table><h4>Maximum 3 values</h4><table><tr><td>101<tr><td>99<tr><td>98</table></div>')
reg('log', 'text', 'Python logging', X, 'outlier value of one household', '09:01:22 INFO winsorize: variable=spending p1=212 p99=8410 n=3104\n09:01:22 WARNING winsorize: largest value 48,912 is 9.3 SD from mean, capped\n09:01:25 INFO done in 3.2s\n')
reg('json', 'json', 'great_expectations', X, 'observed min and max of persons', json.dumps({'expectation': 'expect_column_values_to_be_between', 'column': 'wiek', 'result': {'element_count': 18204, 'observed_min': 0, 'observed_max': 106, 'unexpected_count': 0}}, indent=2))
pdf(X, 'top five salaries', ['Salary survey 2021', 'N = 640, median 41,200, mean 46,870', 'Top 5 salaries: 312,000 | 288,500 | 241,000 | 239,900 | 212,750', 'Gini 0.29'])
reg('txt', 'text', 'gretl-like', X, 'summary statistics with min max', 'Summary statistics, using the observations 1 - 702\n\n                     Mean         Median        Minimum        Maximum\nhours              36.412         38.000         2.0000         71.000\nwage               17.093         15.250         5.1000         96.400\n\n                Std. Dev.           C.V.       Skewness   Ex. kurtosis\nhours              8.9214        0.24501       -0.71204         1.3310\nwage               8.0412        0.47044         2.5110         11.204\n')
reg('yaml', 'yaml', 'dbt', X, 'min and max of a person variable', 'column: dette_eur\nstats:\n  n: 2210\n  mean: 8420.5\n  p05: 610\n  p95: 24100\n  min: 35\n  max: 187300\n')
# ---------- missing rows
M = 'missing-rows'
reg('log', 'text', 'Stata-like', M, '3 missing values generated', '. gen lnwage = ln(wage)\n(3 missing values generated)\n\n. reg lnwage educ exper, noheader\n------------------------------------------------------------------------------\n      lnwage | Coefficient  Std. err.      t    P>|t|     [95% conf. interval]\n-------------+----------------------------------------------------------------\n        educ |   .0812241   .0061120    13.29   0.000     .0692428    .0932054\n       exper |   .0104417   .0013050     8.00   0.000     .0078835    .0129999\n       _cons |   1.204110   .0911200    13.21   0.000     1.025490    1.382730\n------------------------------------------------------------------------------\n')
reg('log', 'text', 'Stata-like', M, '2 not matched in merge', '. merge 1:1 id using income\n\n    Result                      Number of obs\n    -----------------------------------------\n    Not matched                             2\n        from master                         2  (_merge==1)\n        from using                          0  (_merge==2)\n\n    Matched                             8,114  (_merge==3)\n    -----------------------------------------\n\n. drop if _merge==1\n(2 observations deleted)\n')
reg('log', 'text', 'SAS-like', M, '4 observations with missing values', 'NOTE: The data set WORK.A has 2210 observations and 14 variables.\n                       The LOGISTIC Procedure\n\n          Number of Observations Read        2210\n          Number of Observations Used        2206\n\nNOTE: 4 observations were deleted due to missing values for the response or explanatory variables.\n')
reg('txt', 'text', 'SPSS-like', M, 'Case Processing Summary, Missing 5', 'Case Processing Summary\n                                    Cases\n                     Valid           Missing          Total\n                   N   Percent     N   Percent     N    Percent\ngroup * outcome  1208   99.6%      5     0.4%    1213   100.0%\n\nChi-Square 8.114  df 3  Asymp. Sig. .044\n')
reg('log', 'text', 'Python logging', M, 'dropped 6 rows', '2023-11-02 14:02:11 INFO loaded 15,230 rows, 41 columns\n2023-11-02 14:02:12 INFO dropna(subset=[age, hba1c]): dropped 6 rows\n2023-11-02 14:02:19 INFO fold 1/5 auc=0.741\n2023-11-02 14:02:25 INFO fold 2/5 auc=0.752\n2023-11-02 14:02:31 INFO fold 3/5 auc=0.738\n')
for l, ext, t in [('de','docx','# Methoden\n\nVon 1.482 Patientinnen und Patienten wurden 7 wegen fehlender Laborwerte ausgeschlossen; ausgewertet wurden 1.475.\n'),('fr','odt','# Population\n\nSur 964 questionnaires, 3 ont été exclus (consentement retiré) ; l\'analyse porte sur 961 répondants.\n'),('en','pptx','# Flow\n\n- 2,118 enrolled\n- 2 participants withdrew consent\n- 2,116 analysed\n')]:
    pan(M, 'fewer than ten left out in prose: ' + t.split('\n')[2][:60], ext, 'Word' if ext != 'pptx' else 'PowerPoint', t)
reg('tex', 'tex', 'esttab-like', M, 'Observations differ by 5 between models', '\\begin{tabular}{lccc}\\hline\n & (1) & (2) & (3) \\\\ \\hline\ntreat & 0.214*** & 0.208*** & 0.201** \\\\\n & (0.051) & (0.052) & (0.079) \\\\\nage & & 0.011* & 0.010 \\\\\n & & (0.006) & (0.007) \\\\ \\hline\nObservations & 3,412 & 3,407 & 3,407 \\\\\n$R^2$ & 0.08 & 0.11 & 0.12 \\\\ \\hline\n\\end{tabular}\n')
reg('txt', 'text', 'R etable-like', M, 'N of two models differs by 4', '                      Modelo 1        Modelo 2\n-----------------------------------------------\n(Intercepto)         -1.204***       -1.331***\nedad                  0.018***        0.019***\nrenta                                -0.004*\n-----------------------------------------------\nNum. obs.             6120            6116\nAIC                   5210.4          5188.0\n')
wb = openpyxl.Workbook(); w = wb.active
for r in [['Steg', 'Antal kvar', 'Exkluderade'], ['Alla i registret', 10412, None], ['Saknar diagnosdatum', 10404, 8], ['Utvandrade', 10390, 14], ['Analysgrupp', 10390, None]]: w.append(r)
wb.save(reg('xlsx', 'xlsx', 'Excel', M, '8 excluded for a missing date'))
reg('ipynb', 'ipynb', 'Jupyter', M, 'isna().sum() with 3 and 7', json.dumps({'cells': [{'cell_type': 'code', 'execution_count': 4, 'metadata': {}, 'source': ['len(df), df.isna().sum()'], 'outputs': [{'output_type': 'execute_result', 'execution_count': 4, 'metadata': {}, 'data': {'text/plain': ['(4318,\n', ' age         0\n', ' income      3\n', ' tenure      7\n', ' default     0\n', ' dtype: int64)']}}]}], 'metadata': {}, 'nbformat': 4, 'nbformat_minor': 5}, indent=1))
reg('md', 'md', 'mermaid', M, '6 excluded in a flow diagram', '```mermaid\nflowchart TD\n A["Assessed (n = 512)"] --> B["Excluded (n = 6): no consent"]\n A --> C["Randomised (n = 506)"]\n C --> D["Intervention (n = 253)"]\n C --> E["Control (n = 253)"]\n```\n')
reg('html', 'html', 'R Markdown', M, 'missing 2 of 1310', '<html><meta charset="utf-8"><body><h2>Campione</h2><p>Osservazioni lette: 1310. Osservazioni eliminate per dati mancanti: 2.</p><table><tr><th>Coef<th>b<th>SE<tr><td>età<td>0.03<td>0.01</table></body></html>')
reg('json', 'json', 'Python', M, 'n_in 9120, n_used 9113', json.dumps({'step': 'impute', 'n_in': 9120, 'n_dropped_missing_outcome': 7, 'n_used': 9113, 'auc': .733, 'seed': 11}, indent=2))
reg('yaml', 'yaml', 'config', M, 'excluded: 4', 'cohort:\n  eligible: 2044\n  excluded_no_followup: 4\n  analysed: 2040\nmodel:\n  knots: [3, 5]\n  df: 4\n')
reg('csv', 'csv', 'SPSS', M, 'valid and missing N', 'Variable;Gültig;Fehlend;Mittelwert\nEinkommen;2811;9;2340,5\nAlter;2818;2;47,1\nMiete;2816;4;712,9\n')
pdf(M, '3 records not used', ['Model report', 'Records in file: 20,417', 'Records used: 20,414 (3 records with invalid sex removed)', 'Iterations: 6, log-likelihood -8812.4'])
m = 'statsmodels'; reg('txt', 'text', 'statsmodels', M, 'nobs 1187 of 1190', '>>> len(df)\n1190\n>>> res = smf.logit("bad ~ dti + age", df).fit(missing="drop")\nOptimization terminated successfully.\n         Current function value: 0.412210\n         Iterations 6\n>>> res.nobs\n1187.0\n')
reg('svg', 'svg', 'hand', M, 'caption says 5 excluded', '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><rect x="10" y="60" width="80" height="100"/><rect x="120" y="40" width="80" height="120"/><text x="10" y="20">Wachttijd (weken), gemiddelde per regio</text><text x="10" y="190">5 personen zonder einddatum niet meegeteld (N = 1.204)</text></svg>')
# ---------- special small counts
SC = 'small-count'
reg('txt', 'text', 'Python ML', SC, 'confusion matrix with 3 and 7', 'Confusion matrix (test set, patients)\n            pred 0  pred 1\ntrue 0         812      41\ntrue 1           7      96\n\nsex = unknown\n            pred 0  pred 1\ntrue 0          14       0\ntrue 1           3      12\n')
reg('txt', 'text', 'Python ML', SC, 'classification report with support 4', '              precision    recall  f1-score   support\n\n    no event       0.96      0.98      0.97       911\n      stroke       0.71      0.64      0.67        84\n  haemorrhage      0.50      0.25      0.33         4\n\n    accuracy                           0.95       999\n')
pan(SC, 'two deaths in prose', 'docx', 'Word', '# Safety\n\nAmong 318 treated patients there were two deaths and seven serious adverse events, against none and twelve in the control arm (n = 322).\n')
reg('md', 'md', 'hand', SC, 'drei Fälle in Worten', '# Ergebnis\n\nIm Landkreis gab es im Jahr 2019 nur drei Fälle von Tuberkulose bei Kindern, im Vorjahr 14.\n')
pdf(SC, '4 élèves en prose', ['Note de synthèse', 'Parmi les 212 élèves de la filière, 4 élèves ont redoublé deux fois et 31 une fois.', 'Taux de réussite : 84,1 %'])
reg('tex', 'tex', 'LaTeX', SC, 'adverse events table with n (%)', '\\begin{tabular}{lcc}\nAdverse event & Active (N=151) & Placebo (N=149) \\\\ \\hline\nHeadache & 31 (20.5) & 28 (18.8) \\\\\nNausea & 22 (14.6) & 17 (11.4) \\\\\nAnaphylaxis & 1 (0.7) & 0 (0.0) \\\\\n\\end{tabular}\n')
reg('svg', 'svg', 'R survminer-like', SC, 'numbers at risk down to 2', '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="300"><path d="M40 20 L90 30 L160 55 L250 90 L400 140" fill="none" stroke="black"/><text x="40" y="200">Number at risk</text>' + ''.join(f'<text x="{40+90*i}" y="220">{n}</text>' for i, n in enumerate([120, 88, 41, 17, 2])) + ''.join(f'<text x="{40+90*i}" y="180">{12*i}</text>' for i in range(5)) + '<text x="200" y="250">Months since surgery</text></svg>')
reg('html', 'html', 'Shiny', SC, 'value box with 6 open cases', '<div class="value-box"><h3>6</h3><p>open child protection cases, Marlow Down</p></div><div class="value-box"><h3>48</h3><p>open child protection cases, Northbridge</p></div>')
reg('txt', 'text', 'pandas', SC, 'value_counts with 2', '>>> df.nationality.value_counts()\nSyria          212\nAfghanistan    148\nEritrea         61\nSomalia         33\nVanuatu          2\nName: nationality, dtype: int64\n')
# ---------- special arithmetic
A = 'arithmetic'
reg('csv', 'csv', 'Excel', A, '0.8 % of 250 = 2', 'Ort;N;Anteil mit HIV (%)\nNordstadt;250;0,8\nSüdstadt;1250;3,2\nHafen;875;4,0\n')
reg('md', 'md', 'hand', A, 'all 318 minus men 311 = 7 women', '# Respondents\n\nAll 318 firefighters answered. Results for men (n = 311): mean strain 3.2 (SD 0.8). Results for women are not shown because of the small number.\n')
wb = openpyxl.Workbook(); w = wb.active; w.title = 'Alle'
for r in [['Provincie', 'Leerlingen'], ['Drenthe', 412], ['Zeeland', 377], ['Limburg', 810]]: w.append(r)
w = wb.create_sheet('Zonder speciaal onderwijs')
for r in [['Provincie', 'Leerlingen'], ['Drenthe', 408], ['Zeeland', 344], ['Limburg', 765]]: w.append(r)
wb.save(reg('xlsx', 'xlsx', 'Excel', A, 'two sheets: 412 - 408 = 4'))
reg('json', 'json', 'Python', A, 'prevalence 0.004 of 1000 = 4', json.dumps({'strata': [{'g': 'F', 'n': 1000, 'prevalence': .004}, {'g': 'M', 'n': 1250, 'prevalence': .0312}], 'suppressed': 'counts below 10 removed'}))
reg('log', 'text', 'Stata-like', A, 'mean .0025 of 1,200 = 3', '. mean exit_homeless\n\nMean estimation                             Number of obs = 1,200\n\n----------------------------------------------------------------\n               |       Mean   Std. err.     [95% conf. interval]\n---------------+------------------------------------------------\n exit_homeless |      .0025   .0014422     -.0003295    .0053295\n----------------------------------------------------------------\n')
reg('txt', 'text', 'SPSS-like', A, 'cumulative percent and N: 2 in the last class', 'Antal barn\n                 Percent   Cumulative percent\n0                   40.0                 40.0\n1                   32.0                 72.0\n2                   27.0                 99.0\n3 eller fler         1.0                100.0\nN = 200 hushåll\n')
save('people')
print(len(LAB))
