from lib import *
import lib; lib.R.seed(77)
o=Out('rows'); r=lib.R
def g(m,s,k=1): return round(r.gauss(m,s),k)
def date(a=2015,b=2022): return f'{r.randint(a,b)}-{r.randint(1,12):02d}-{r.randint(1,28):02d}'
# 1 semicolon
o.text('dane_wyj_3.csv','rows-of-people','R write.csv2','one line per patient, Polish header','nr;plec;wiek;rozpoznanie;kreatynina\n'+''.join(f"{i};{r.choice('KM')};{r.randint(30,88)};{r.choice(['I21','I50','J44'])};{g(98,25):.1f}".replace('.',',')+'\n' for i in range(1,41)))
# 2 nested json
o.text('bundle_res.json','rows-of-people','FHIR Bundle','Patient-level observations',json.dumps({"resourceType":"Bundle","type":"searchset","entry":[{"resource":{"resourceType":"Observation","subject":{"reference":f"Patient/{r.randint(10000,99999)}"},"effectiveDateTime":date(),"code":{"text":"HbA1c"},"valueQuantity":{"value":g(61,9),"unit":"mmol/mol"}}} for _ in range(18)]},indent=1))
# 3 scatter svg
o.text('plot_bmi_sbp.svg','rows-of-people','matplotlib SVG','one point per patient with title values','<svg xmlns="http://www.w3.org/2000/svg" width="500" height="400"><g id="PathCollection_1">'+''.join(f'<circle cx="{g(250,80)}" cy="{g(200,60)}" r="3"><title>BMI {g(27,4)}, SBP {r.randint(101,178)}</title></circle>' for _ in range(60))+'</g><text x="200" y="390">BMI</text></svg>')
# 4 swimmer timeline
o.text('schwimmer.txt','rows-of-people','ASCII swimmer plot','timeline per patient','Verlauf je Patient (Monate)\n'+''.join(f"P{i:02d} {'='*r.randint(4,30)}{r.choice(['X','>','o'])}  {r.choice(['PR','SD','PD'])} -> {r.choice(['verstorben','laufend'])}\n" for i in range(1,25)))
# 5 lme4 ranef
o.text('re_uitvoer.txt','rows-of-people','R ranef()','random effects of each patient','> ranef(fit)$patient\n       (Intercept)        time\n'+''.join(f'{1000+i*7:<8d}{g(0,1.2,4):>10.4f}  {g(0,.2,5):>10.5f}\n' for i in range(30)))
# 6 str/head
o.text('head_print.txt','rows-of-people','R head/tibble','tibble print of persons','> head(kohort, 10)\n# A tibble: 10 × 5\n   lopnr   kon   fodelsear diagnos inkomst\n   <dbl>   <chr>     <int> <chr>     <dbl>\n'+''.join(f" {i:2d} {r.randint(10**6,9*10**6)} {r.choice(['kvinna','man   '])}      {r.randint(1935,1999)} {r.choice(['F32','F20','F41'])}     {r.randint(12,60)*10000}\n" for i in range(1,11)))
# 7 stata list
o.text('list_out.log','rows-of-people','Stata list','list of obs','. list id sex age los in 1/12, sepby(ward)\n\n     +-----------------------+\n     |   id   sex   age   los |\n     |-----------------------|\n'+''.join(f"{i:3d}. | {r.randint(1000,9999)}     {r.choice('FM')}    {r.randint(20,90)}    {r.randint(1,40):2d} |\n" for i in range(1,13))+'     +-----------------------+\n')
# 8 proc print
o.text('listing_16_2.lst','rows-of-people','SAS PROC PRINT','adverse event listing by subject','                    Listing 16.2.7  Adverse Events\n\nSubject     Age/Sex  Preferred Term          Start Day  Severity\n----------  -------  ----------------------  ---------  --------\n'+''.join(f"101-{r.randint(100,999)}     {r.randint(24,80)}/{r.choice('FM')}     {r.choice(['Headache','Nausea','Rash','Dizziness']):<22s}  {r.randint(1,90):9d}  {r.choice(['MILD','MODERATE'])}\n" for _ in range(20)))
# 9 matched pairs
o.text('pares_cc.tsv','rows-of-people','MatchIt pairs','matched pairs of persons','par\tcaso_edad\tcaso_imc\tcontrol_edad\tcontrol_imc\tpropensity_caso\tpropensity_control\n'+''.join(f"{i}\t{(a:=r.randint(40,80))}\t{g(28,4)}\t{a+r.randint(-2,2)}\t{g(27,4)}\t{g(.4,.1,3)}\t{g(.4,.1,3)}\n" for i in range(1,31)))
# 10 html
o.text('uitslag_tabel.html','rows-of-people','HTML DataTables','row per pupil','<table id="t"><thead><tr><th>leerling</th><th>klas</th><th>Cito</th><th>advies</th></tr></thead><tbody>'+''.join(f"<tr><td>L{r.randint(1000,9999)}</td><td>{r.choice(['8a','8b'])}</td><td>{r.randint(520,549)}</td><td>{r.choice(['havo','vwo','vmbo-t'])}</td></tr>" for _ in range(26))+'</tbody></table>')
# 11 transposed (columns = patients)
ids=[f'S{r.randint(100,999)}' for _ in range(14)]
o.text('expr_matrix.tsv','rows-of-people','R write.table','transposed: columns are patients','feature\t'+'\t'.join(ids)+'\n'+''.join(f+'\t'+'\t'.join(str(g(m,s)) for _ in ids)+'\n' for f,m,s in [('age',58,10),('CRP',22,9),('IL6',11,4),('Ferritin',210,60)]))
# 12 prose list
o.text('casos.md','rows-of-people','Markdown case series','bullet per patient','# Série de casos\n\n'+''.join(f"- **Doente {i}**: {r.choice(['mulher','homem'])}, {r.randint(30,85)} anos, {r.choice(['melanoma','linfoma','sarcoma'])}, sobrevida {r.randint(2,60)} meses\n" for i in range(1,13)))
# 13 vega point data
o.text('vis_def.json','rows-of-people','Vega-Lite','data values one per person',json.dumps({"mark":"point","encoding":{"x":{"field":"alder"},"y":{"field":"loen"}},"data":{"values":[{"alder":r.randint(22,66),"loen":r.randint(240,900)*1000,"koen":r.choice(['K','M'])} for _ in range(45)]}}))
# 14 latex longtable
o.text('app_patients.tex','rows-of-people','LaTeX longtable','longtable row per patient','\\begin{longtable}{llrrl}\\toprule Pt & Sex & Age & LVEF (\\%) & Mutation\\\\\\midrule\\endhead\n'+''.join(f"{i} & {r.choice('FM')} & {r.randint(14,72)} & {r.randint(20,60)} & {r.choice(['MYH7','TTN','LMNA'])}\\\\\n" for i in range(1,23))+'\\bottomrule\\end{longtable}\n')
# 15 predictions
o.text('preds_fold3.csv','rows-of-people','scikit-learn predictions','per patient predicted risk','row_id,y_true,y_prob\n'+''.join(f"{r.randint(1,9000)},{int(r.random()<.2)},{r.random():.6f}\n" for _ in range(50)))
# 16 yaml
o.text('deelnemers.yml','rows-of-people','YAML','list of participants','cohort: pilot\nrecords:\n'+''.join(f"  - {{key: d{i:03d}, geslacht: {r.choice(['v','m'])}, leeftijd: {r.randint(19,70)}, phq9: {r.randint(0,26)}, medicatie: {r.choice(['ja','nee'])}}}\n" for i in range(1,20)))
# 17 xml
o.text('prov_svar.xml','rows-of-people','LimeSurvey XML','responses','<responses>'+''.join(f"<row><id>{i}</id><startdate>{date()}</startdate><Q1>{r.randint(1,5)}</Q1><Q2>{r.randint(1,5)}</Q2><alder>{r.randint(18,80)}</alder><fritext>{r.choice(['Bra bemötande','Lång väntetid','',''])}</fritext></row>" for i in range(1,21))+'</responses>')
# 18 ipynb
o.text('explor.ipynb','rows-of-people','Jupyter','df.head html output',json.dumps({"cells":[{"cell_type":"code","execution_count":2,"metadata":{},"source":["df.sample(8)"],"outputs":[{"output_type":"execute_result","execution_count":2,"metadata":{},"data":{"text/html":["<table><tr><th></th><th>encounter</th><th>age</th><th>dx</th><th>lactate</th></tr>"+''.join(f"<tr><th>{r.randint(1,9999)}</th><td>{r.randint(100000,999999)}</td><td>{r.randint(20,90)}</td><td>A41.9</td><td>{g(3,1)}</td></tr>" for _ in range(8))+"</table>"]}}]}],"metadata":{},"nbformat":4,"nbformat_minor":5}))
# 19 psql
o.text('resultat_psql.txt','rows-of-people','psql','rows of persons',' forsikret_key | foedt |  diagnose  | sygedage \n---------------+-------+------------+----------\n'+''.join(f" {r.randint(100000,999999):13d} | {r.randint(1950,1995)} | {r.choice(['M54','F43','S82']):10s} | {r.randint(3,200):8d}\n" for _ in range(15))+'(15 rows)\n')
# 20 json lines-ish columns
n=25
o.text('cols_oriented.json','rows-of-people','pandas to_json(orient=columns)','column oriented individual data',json.dumps({"age":{str(i):r.randint(18,90) for i in range(n)},"sex":{str(i):r.choice('MF') for i in range(n)},"egfr":{str(i):g(70,20) for i in range(n)}}))
o.text('waterfall_b.svg','rows-of-people','ggplot waterfall SVG','one bar per patient labelled',"<svg xmlns='http://www.w3.org/2000/svg' width='600' height='300'>"+''.join(f"<rect x='{20+i*20}' y='150' width='16' height='{abs(v)}'/><text x='{20+i*20}' y='290' font-size='7'>Pt {i+1}</text><text x='{20+i*20}' y='140' font-size='7'>{v}%</text>" for i,v in enumerate(sorted(r.randint(-100,60) for _ in range(26))))+"<text x='10' y='15'>Best change in tumour size from baseline</text></svg>")
open('rows_office.bundle','w').write("@@@ werte_einzeln.xlsx | rows-of-people | Excel | sheet 2 has individual values\n## sheet: Zusammenfassung\nMittelwert\t61,2\n## sheet: Rohdaten\nFallnr\tAlter\tGeschlecht\tNT-proBNP\n"+''.join(f"{r.randint(40000,99999)}\t{r.randint(40,90)}\t{r.choice('mw')}\t{r.randint(100,9000)}\n" for _ in range(30))
+"@@@ lista_alumnos.docx | rows-of-people | Word table | row per student\n# Calificaciones\n\n| Alumno | Curso | Nota | Repite |\n|---|---|---|---|\n"+''.join(f"| A-{i:02d} | {r.choice(['3ºA','3ºB'])} | {g(6,1.5)} | {r.choice(['sí','no'])} |\n" for i in range(1,24))
+"@@@ osoby_tab.ods | rows-of-people | Calc | one line per taxpayer\n## sheet: List1\nporadi\trok_narozeni\tprijem\tdan\n"+''.join(f"{i}\t{r.randint(1950,2000)}\t{r.randint(200,900)*1000}\t{r.randint(20,180)*1000}\n" for i in range(1,31))
+"@@@ dossier_fig2.pdf | rows-of-people | PDF table | row per patient\n## Tableau 2. Caractéristiques individuelles\n\n| Pat. | Sexe | Âge | Charge virale | Issue |\n|---|---|---|---|---|\n"+''.join(f"| {i} | {r.choice('FH')} | {r.randint(20,80)} | {g(4.5,1)} | {r.choice(['guéri','échec'])} |\n" for i in range(1,20))
+"@@@ hospice_cases.pptx | rows-of-people | PowerPoint | per-patient bullets\n# Case series\n\n"+''.join(f"- Pt {i}: {r.choice(['F','M'])}, {r.randint(50,95)} y, {r.choice(['lung','breast','colon'])} cancer, {r.randint(1,60)} days in hospice\n" for i in range(1,9)))
o.save()
