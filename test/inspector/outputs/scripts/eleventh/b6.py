from lib import *; import numpy as np, shutil
S,R,X,A,M,O,H='small-count','rows-of-people','extreme','arithmetic','missing-rows','rounded','harmless'
# ---------- docx
pd('table_1_final.docx','docx','Word',S,'Word Table 1 with n (%) of 6 and 9','''**Table 1.** Baseline characteristics of participants

| Characteristic | Exercise (n = 118) | Control (n = 121) |
|:---|:---:|:---:|
| Age, mean (SD) | 71.2 (6.4) | 70.8 (6.9) |
| Female, n (%) | 71 (60.2) | 69 (57.0) |
| Lives alone, n (%) | 44 (37.3) | 48 (39.7) |
| Parkinson's disease, n (%) | 6 (5.1) | 9 (7.4) |
| Walking aid, n (%) | 31 (26.3) | 27 (22.3) |
''')
pd('results_draft.docx','docx','Word',S,'prose: three deaths and five retinal occlusions in prose','''# Results

Between 2016 and 2019, 1,044 patients underwent carotid stenting. At 30 days, 38 had had any stroke.
**Three** patients died within 30 days, and **five** had a retinal occlusion. The adjusted hazard
ratio for stroke, comparing high-volume with low-volume operators, was 0.71 (95% CI 0.55 to 0.92).
''')
pd('tabelle_haft.docx','docx','Word (German)',S,'German Word table with cells 4 and 7','''Tabelle 2: Teilnahme an Behandlungsmaßnahmen nach Anstalt (Anzahl Gefangene)

| Anstalt | Schule | Ausbildung | Sozialtherapie |
|---|---:|---:|---:|
| Neustadt | 61 | 44 | 18 |
| Altenau | 38 | 27 | 7 |
| Seeheim | 52 | 31 | 4 |
''')
pd('minutes_panel.docx','docx','Word',S,'minutes mention two pupils','''# Data panel, minutes

1. The team showed the revised attainment model (R² 0.42, school effects SD 0.18).
2. In special school B only **two pupils** sat the higher paper; the panel asked whether this row is needed.
3. Next meeting in June. The template for outputs was approved.
''')
pd('casereport_list.docx','docx','Word',R,'line listing of single cases in Word','''Line listing, outbreak week 14

| Case | Sex | Age | Onset | Occupation | Outcome |
|---|---|---|---|---|---|
| 1 | M | 34 | 2 April | cook | recovered |
| 2 | F | 61 | 3 April | retired | hospital |
| 3 | F | 28 | 3 April | waitress | recovered |
| 4 | M | 47 | 5 April | driver | recovered |
| 5 | F | 83 | 6 April | retired | died |
''')
pd('verbatim_coding.docx','docx','Word',R,'interview excerpts by participant','''# Themes and excerpts

**P04, female, 52, rural practice.** "I lost the farm and then my hip went. Nobody at the job centre asked."

**P09, male, 37, city practice.** "They cut my hours after the second operation."

**P11, female, 44, rural practice.** "My son has the same illness, so I knew."
''')
pd('summary_stats_word.docx','docx','Word',X,'Word table with range of age and cost','''Table A2. Patients with home ventilation (n = 412)

| | Mean (SD) | Median | Range |
|---|---|---|---|
| Age at start, years | 57.9 (14.1) | 60 | 18–89 |
| Annual cost, euro | 48,300 (21,950) | 44,100 | 3,120–214,870 |
''')
pd('lettre_resultats.docx','docx','Word (French)',X,'French prose with highest salary','''# Premiers résultats

Les 1 870 diplômés gagnent en moyenne 2 140 euros nets par mois (écart-type 690). La rémunération la
plus élevée déclarée est de 11 300 euros, la plus basse de 410 euros. Les femmes gagnent 12 % de moins
à caractéristiques égales.
''')
pd('appendix_suppr.docx','docx','Word',A,'masked cell follows from row total in Word table','''Table S3. Reason for closing the case

| Reason | Girls | Boys | Total |
|---|---:|---:|---:|
| Needs met | 214 | 256 | 470 |
| Moved away | 61 | 48 | 109 |
| Care order | <10 | 22 | 29 |
| Total | 282 | 326 | 608 |
''')
pd('exclusion_text.docx','docx','Word',M,'eight people without linkage excluded','''## Study population

Of 7,216 people registered with the service, eight had no valid postcode and were excluded.
Area deprivation was assigned to all others. Results were unchanged in complete-case analysis.
''')
pd('prosjektnotat.docx','docx','Word (Norwegian)',M,'Norwegian prose: 5 persons without data','''## Utvalg

Utvalget omfatter 3 044 personer med uføretrygd. For 5 personer manglet opplysning om utdanning, og
disse er holdt utenfor. Gjennomsnittsalderen var 54,0 år (SD 8,7).
''')
pd('rounded_report.docx','docx','Word',O,'Word table rounded to 10','''Table 3. People receiving a package of care

| Area | 18–64 | 65–84 | 85+ | All ages |
|---|---:|---:|---:|---:|
| City | 1,240 | 2,310 | 1,150 | 4,700 |
| Vale | 480 | 1,060 | 570 | 2,110 |
| Coast | 290 | 1,480 | 820 | 2,590 |
| County | 2,010 | 4,850 | 2,540 | 9,400 |
''',10)
pd('sdc_note_5.docx','docx','Word',O,'Word table rounded to 5, said in words','''All counts in this document have been rounded to the nearest 5 to protect confidentiality.

| Qualification | Enrolled | Passed |
|---|---:|---:|
| Level 1 | 1,215 | 980 |
| Level 2 | 2,460 | 1,915 |
| Level 3 | 1,835 | 1,340 |
''',5)
for n,pr,w,md in [
('methods_section.docx','Word','methods text','''# Methods

We used linked records from primary care, hospitals and the death register. Exposure was defined as two
or more prescriptions within 90 days. Cox models were adjusted for age, sex, deprivation and 14
comorbidities, with a random effect for practice. Missing smoking status was imputed (20 imputations,
chained equations). Proportional hazards were checked with Schoenfeld residuals.
'''),
('regression_tbl.docx','Word','regression table in Word','''Table 2. Linear regression of reading score (N = 8,412 pupils, 214 schools)

| | B | SE | p |
|---|---:|---:|---:|
| Intercept | 498.2 | 3.1 | <0.001 |
| Girl | 18.4 | 1.9 | <0.001 |
| Free school meals | −27.6 | 2.4 | <0.001 |
| Books at home (per step) | 9.7 | 0.8 | <0.001 |
| School variance | 412.0 | 58.3 | |
'''),
('samenvatting.docx','Word (Dutch)','Dutch summary with large numbers','''# Samenvatting

In totaal zijn 48.211 uitkeringen gevolgd. Na een jaar was 31% aan het werk. De kans op werk was hoger
na loonkostensubsidie (hazardratio 1,38; 95%-BI 1,29–1,47) dan na scholing (1,12; 1,05–1,20).
'''),
('sap_extract.docx','Word','statistical analysis plan','''# Statistical analysis plan, section 6

6.1 The primary outcome is the change in WOMAC pain at 26 weeks. 6.2 The sample size of 2 × 190 gives
90% power for a difference of 5 points (SD 15). 6.3 The primary model is a linear mixed model with
unstructured covariance. 6.4 Two interim looks with O'Brien-Fleming bounds (2.963, 1.969).
'''),
('dateninventar.docx','Word (German)','German description of variables','''# Datensatzbeschreibung

| Variable | Typ | Ausprägungen |
|---|---|---|
| alter_kl | kategorial | 18–29, 30–44, 45–64, ab 65 |
| sektor | kategorial | 1 Industrie, 2 Handel, 3 Dienste |
| brutto | numerisch | Euro je Monat, oben gekappt |
'''),
('policy_brief.docx','Word','prose with percentages of very large groups','''# Policy brief

Among 312,000 tenants in the panel, 14% fell behind with rent at least once. Arrears were twice as
frequent among lone parents (24%) as among couples (12%). The regional gap narrowed by 3 percentage
points between 2015 and 2021.
'''),
('tabell_medel.docx','Word (Swedish)','Swedish means of large groups','''Tabell 4. Månadslön efter sektor, medelvärde (standardavvikelse)

| Sektor | Antal | Medel | SD |
|---|---:|---:|---:|
| Kommun | 4 812 | 29 870 | 5 120 |
| Region | 2 977 | 33 410 | 8 040 |
| Privat | 9 204 | 34 950 | 11 300 |
''')]: pd(n,'docx',pr,H,w,md)
# ---------- odt
pd('rapport_activite.odt','odt','LibreOffice Writer (French)',S,'French table with 6 and 9 patients','''Tableau 1. Patients par type de prise en charge

| Prise en charge | 2020 | 2021 |
|---|---:|---:|
| Consultation | 812 | 866 |
| Hôpital de jour | 57 | 61 |
| Placement | 9 | 6 |
''')
pd('notas_entrevista.odt','odt','LibreOffice Writer (Spanish)',R,'single interviewees described','''# Perfil de las personas entrevistadas

- E1: mujer, 46 años, limpiadora, divorciada, dos hijos, desahuciada en 2013.
- E2: hombre, 58 años, albañil, en paro desde 2011, vive con su madre.
- E3: mujer, 33 años, camarera, embarazada, contrato temporal.
''')
pd('metodi_nota.odt','odt','LibreOffice Writer (Italian)',H,'Italian methods text','''# Nota metodologica

I modelli sono stati stimati con regressione di Poisson e varianza robusta. L'indice di deprivazione è
calcolato per sezione di censimento (base 2011). Gli intervalli di confidenza sono al 95%.
''')
pd('beta_tabla.odt','odt','LibreOffice Writer (Spanish)',H,'Spanish regression table','''Tabla 5. Modelo logístico de abandono escolar (N = 14.208)

| Variable | OR | IC 95% |
|---|---:|---:|
| Repetidor | 3,12 | 2,71–3,59 |
| Centro público | 1,18 | 1,04–1,34 |
| Renta (decil) | 0,91 | 0,89–0,93 |
''')
# ---------- pptx
pd('steering_slides.pptx','pptx','PowerPoint',S,'slide table with 4 and 8','''# Uptake by site

| Site | Invited | Accepted | Completed |
|---|---:|---:|---:|
| Harbour | 140 | 61 | 48 |
| Hilltop | 122 | 19 | 8 |
| Riverside | 98 | 12 | 4 |

# Next steps

- extend recruitment to spring
- revise leaflet
''')
pd('case_conference.pptx','pptx','PowerPoint',R,'slides describe single patients','''# Patient A

- 42-year-old teacher, first seizure in May
- MRI: left temporal lesion
- surgery, seizure-free at 12 months

# Patient B

- 19-year-old student, since age 11
- two drugs failed
''')
pd('lecture_range.pptx','pptx','PowerPoint',X,'slide gives longest and shortest sentence','''# Time served

- n = 1,320 releases
- median 14 months (IQR 8–27)
- shortest 9 days, longest 26 years and 4 months
''')
pd('overview_models.pptx','pptx','PowerPoint',H,'slides with hazard ratios','''# Main result

| Exposure | HR | 95% CI |
|---|---|---|
| Night work | 1.14 | 1.08–1.21 |
| Rotating shift | 1.09 | 1.03–1.15 |

# Data

- 184,000 employees, 11 years of follow-up
- sickness absence register
''')
pd('presentation_fr.pptx','pptx','PowerPoint (French)',H,'French slides, large counts','''# Champ de l'étude

- 96 400 bénéficiaires, 2012–2018
- durée médiane : 17 mois

# Estimation

- double différence : −2,4 points (0,6)
''')
pd('kickoff_rounded.pptx','pptx','PowerPoint',O,'slide table rounded to 20','''# Caseload (rounded)

| Team | Open | Closed |
|---|---:|---:|
| North | 860 | 1,240 |
| South | 720 | 1,080 |
| Both | 1,580 | 2,320 |
''',20)
# ---------- xlsx
xl('pivot_absence.xlsx','Excel pivot table',S,'pivot cells of 3 and 6 workers',{'Pivot':[('Row Labels','Office','Plant','Yard','Grand Total'),('0-5 days',211,340,88,639),('6-20 days',62,121,31,214),('21-60 days',14,33,12,59),('over 60 days',3,18,6,27),('Grand Total',290,512,137,939)]})
xl('workbook_2sheets.xlsx','Excel',S,'second sheet holds counts of 2 and 7',{'models':[('term','estimate','se'),('age',.021,.004),('sex',-.113,.031)],'counts':[('event','arm A','arm B'),('bleeding',21,18),('perforation',2,7),('infection',44,39)]})
xl('nationality.xlsx','Excel',S,'pupils per nationality, 4 and 9',{'Sheet1':[('nationality','pupils','mean_score'),('Country A',8140,503.1),('Country B',311,488.4),('Country C',46,495.0),('Country D',9,510.2),('Country E',4,479.9)]})
xl('incidents_cbs.xlsx','Excel (Dutch)',S,'Dutch sheet with counts 5 and 8',{'Blad1':[('Gemeente','Verdachten','Waarvan minderjarig'),('Assen',312,41),('Emmen',488,57),('Borger',61,8),('Aalten',77,5)]})
xl('extract_spells.xlsx','Excel',R,'one row per unemployed person',{'spells':[('person','start','end','benefit','sector'),(50012,'2019-03-01','2019-09-14',912.4,'retail'),(50019,'2019-03-04','2020-01-31',1104.0,'transport'),(50033,'2019-03-11','2019-05-02',640.8,'hotel'),(50041,'2019-03-18','2019-12-20',871.5,'care'),(50058,'2019-04-01','2019-07-07',990.0,'building')]})
xl('scores_class.xlsx','Excel',R,'one column per pupil',{'marks':[('item','stu1','stu2','stu3','stu4','stu5','stu6'),('Q1',4,5,2,3,5,1),('Q2',3,5,2,4,4,2),('Q3',5,4,1,3,5,0),('Q4',2,5,3,3,4,1)]})
xl('residplot_data.xlsx','Excel from R openxlsx',R,'data behind a residual plot, one point a patient',{'plot':[('x','y')]+[(round(float(a),2),round(float(b),2)) for a,b in zip(np.random.default_rng(3).normal(60,9,40),np.random.default_rng(4).normal(0,2,40))],'info':[('key','value'),('x','fitted value, one per patient'),('y','residual')]})
xl('desc_hours.xlsx','Excel',X,'min and max of hours and pay',{'desc':[('variable','n','mean','sd','min','max'),('hours',2210,33.1,8.8,2,92),('pay',2210,2718,903,118,12400),('age',2210,42.7,11.9,17,73)]})
xl('toplist.xlsx','Excel',X,'five highest claim amounts',{'top':[('position','claim amount'),(1,1240500),(2,988210),(3,911700),(4,874030),(5,803390)]})
xl('masked_wave.xlsx','Excel',A,'masked cell is total minus others: 7',{'t':[('status','2018','2019'),('in work',612,640),('in training',88,79),('sick','..',21),('total',707,740)]})
xl('pct_sites.xlsx','Excel',A,'2.0 % of 150 is 3 patients',{'sites':[('site','N','infection %'),('S1',150,2.0),('S2',400,6.5),('S3',320,5.0)]})
xl('attrition.xlsx','Excel',M,'rows step by step, 4 dropped for missing sex',{'attrition':[('step','rows'),('extract',21418),('adults',18802),('with valid sex',18798),('with follow-up',17240)]})
xl('round_ods_src.xlsx','Excel',O,'counts rounded to 5',{'tab':[('Age','Referred','Treated'),('under 25',1185,740),('25-44',2310,1565),('45-64',1720,1240),('65 and over',435,290),('Total',5650,3835)]},5)
xl('hundred_jobs.xlsx','Excel',O,'counts rounded to 100',{'jobs':[('industry','employees 2020','employees 2021'),('Food',48200,47900),('Textiles',6100,5800),('Metal',71400,72300),('All',125700,126000)]},100)
for n,pr,w,sh in [
('coef_export.xlsx','Excel from R openxlsx','regression coefficients',{'m1':[('term','estimate','std.error','p.value'),('(Intercept)',2.118,.041,0),('female',-.094,.011,0),('tenure',.0123,.0009,0),('union',.061,.014,.00001)],'m2':[('term','estimate','std.error','p.value'),('female',-.081,.012,0),('tenure',.0117,.0009,0)]}),
('means_region.xlsx','Excel','means of groups of hundreds',{'means':[('region','n','mean wait','sd'),('North',1412,41.2,18.8),('South',1977,38.0,17.1),('East',988,44.9,20.3)]}),
('timeseries_cpi.xlsx','Excel','price index, no persons',{'cpi':[('month','index')]+[(f'2021-{m:02d}',round(100+.4*m,1)) for m in range(1,13)]}),
('dictionary.xlsx','Excel','data dictionary',{'vars':[('name','label','type','codes'),('sex','Sex','int','1 male 2 female'),('edu3','Education','int','1 low 2 mid 3 high'),('los','Length of stay','float','days')]}),
('hospital_list_counts.xlsx','Excel','number of hospitals by type, not people',{'sites':[('type','hospitals'),('university',6),('general',41),('specialist',9),('private',3)]}),
('grille_coefs.xlsx','Excel (French)','French coefficients',{'Feuil1':[('variable','coefficient','écart-type'),('âge','0,018','0,002'),('femme','-0,121','0,009'),('diplôme','0,244','0,012')]}),
('cell_ok.xlsx','Excel','crosstab with all cells above 30',{'x':[('smoking','cases','controls'),('never',211,640),('former',188,402),('current',243,371),('total',642,1413)]}),
('sim_grid.xlsx','Excel','simulation results',{'sim':[('rho','bias','mse','coverage'),(0,.001,.012,.951),(.3,.004,.013,.947),(.6,-.002,.017,.944)]}),
('perc_large.xlsx','Excel','percentages of very large groups',{'p':[('year','people','% with degree'),(2015,118200,31.4),(2018,121400,34.0),(2021,124900,36.8)]})]: xl(n,pr,H,w,sh)
# ---------- ods (via soffice)
import openpyxl
def ods(name,kind,what,rows,base=None):
    p='/tmp/e11_'+name.replace('.ods','.xlsx'); wb=openpyxl.Workbook(); ws=wb.active
    for r in rows: ws.append(list(r))
    wb.save('/tmp/'+name.replace('.ods','.xlsx')); so('/tmp/'+name.replace('.ods','.xlsx'),'ods'); reg(name,'ods','LibreOffice Calc',kind,what,base)
ods('lits_services.ods',S,'patients per service, 8 and 3',[('Service','Entrées','Décès'),('Gériatrie',611,74),('Pédiatrie',840,3),('Maternité',1022,8),('Urgences',2410,51)])
ods('renda_faixas.ods',X,'Portuguese min and max income',[('Concelho','n','média','mínimo','máximo'),('Aveiro',612,1240,212,9800),('Leiria',540,1188,190,7410)])
ods('valori_medi.ods',H,'means of groups of hundreds',[('Regione','N','media','DS'),('Liguria',812,54.1,12.2),('Marche',644,53.8,11.9),('Umbria',505,55.0,12.6)])
ods('parametri.ods',H,'model parameters',[('parameter','value'),('learning_rate',.05),('trees',600),('max_depth',5),('folds',10)])
ods('kunder_10.ods',O,'Swedish counts rounded to 10',[('Kontor','Lån','Sena betalningar'),('Malmö',4210,330),('Lund',1980,120),('Ystad',760,50)],10)
# ---------- pdf
def pdf_from(md,name,pr,kind,what,base=None):
    import tempfile
    m='/tmp/'+name.replace('.pdf','.md'); open(m,'w').write(md); d='/tmp/'+name.replace('.pdf','.docx')
    subprocess.run(['pandoc',m,'-o',d],check=True,stderr=subprocess.DEVNULL); so(d,'pdf'); reg(name,'pdf',pr,kind,what,base)
pdf_from('# Falls clinic, annual table\n\n| Outcome | Men | Women |\n|---|---:|---:|\n| Discharged home | 188 | 241 |\n| Rehabilitation | 41 | 66 |\n| Nursing home | 7 | 12 |\n| Died | 4 | 11 |\n','falls_annual.pdf','Word saved as PDF',S,'PDF table with 7 and 4')
pdf_from('# Suivi individuel\n\n| Dossier | Sexe | Âge | Motif | Durée (jours) |\n|---|---|---|---|---|\n| 118 | F | 16 | fugue | 41 |\n| 121 | M | 15 | vol | 12 |\n| 126 | M | 17 | violence | 88 |\n| 130 | F | 14 | absentéisme | 23 |\n','suivi_2020.pdf','Word saved as PDF (French)',R,'PDF list with one row per young person')
pdf_from('# Wage survey, key figures\n\nAmong 3,204 nurses the mean monthly wage was 2,911 (SD 402). The lowest reported wage was 1,210 and the highest 7,905.\n','wage_keyfigs.pdf','Word saved as PDF',X,'PDF prose with lowest and highest wage')
pdf_from('# Output description\n\nTable 1 shows odds ratios from a conditional logistic model with 2,310 matched sets. Table 2 shows the same for women (1,204 sets). All models use robust standard errors. The c-statistic was 0.71.\n','output_descr.pdf','Word saved as PDF',H,'PDF description of outputs')
pdf_from('# Reguleringsbeskrivelse\n\n| Variabel | Estimat | 95 % CI |\n|---|---:|---:|\n| Alder | 1,03 | 1,02–1,04 |\n| Køn | 1,18 | 1,11–1,26 |\n| Enlig | 1,41 | 1,30–1,53 |\n','model_dk.pdf','Word saved as PDF (Danish)',H,'Danish PDF hazard ratios')
pdf_from('# Clients by district\n\n| District | New | Ongoing | Closed |\n|---|---:|---:|---:|\n| Moor | 140 | 820 | 190 |\n| Bridge | 210 | 1,160 | 250 |\n| Dock | 90 | 430 | 80 |\n| All | 440 | 2,410 | 520 |\n','district_clients.pdf','Word saved as PDF',O,'PDF counts rounded to 10',10)
pdf_from('# Data quality\n\nOf 5,118 births, six had no recorded birth weight and were left out of the growth model. The mean birth weight was 3,412 g (SD 541).\n','quality_births.pdf','Word saved as PDF',M,'six births without weight left out')
import matplotlib; matplotlib.use('Agg'); import matplotlib.pyplot as plt
matplotlib.rcParams['pdf.fonttype']=42; matplotlib.rcParams['svg.fonttype']='none'
def fig(name,form,kind,what,draw,base=None):
    f,a=plt.subplots(figsize=(5,3.4)); draw(a); f.tight_layout(); f.savefig(F+'/'+name); plt.close(f); reg(name,form,'matplotlib '+form.upper(),kind,what,base)
rg=np.random.default_rng(5)
def forest(a):
    e=[1.21,.94,1.38,1.05];l=[1.02,.81,1.10,.9];u=[1.44,1.09,1.73,1.22]
    for i in range(4): a.plot([l[i],u[i]],[i,i],'k-'); a.plot(e[i],i,'ks')
    a.set_yticks(range(4)); a.set_yticklabels(['Smoking','Sex','Diabetes','Urban']); a.axvline(1,ls=':'); a.set_xlabel('Hazard ratio (95% CI)')
fig('fig_forest.svg','svg',H,'forest plot of four hazard ratios',forest)
def bars(a):
    v=[38,21,7,3]; b=a.bar(['none','1','2','3+'],v); a.bar_label(b); a.set_ylabel('patients'); a.set_title('Readmissions per patient')
fig('fig2_bars.svg','svg',S,'bar labels of 7 and 3 patients',bars)
def scat(a): a.scatter(rg.normal(50,10,60),rg.normal(120,15,60),s=8); a.set_xlabel('age of participant'); a.set_ylabel('systolic pressure')
fig('fig_scatter_bp.svg','svg',R,'scatter plot, one point per participant',scat)
def roc(a):
    x=np.linspace(0,1,40); a.plot(x,x**.35); a.plot([0,1],[0,1],':'); a.set_xlabel('1 - specificity'); a.set_ylabel('sensitivity'); a.set_title('AUC 0.74 (validation, n = 9,400)')
fig('roc_curve.pdf','pdf',H,'smooth ROC curve',roc)
def calib(a): a.plot([.05,.1,.2,.3,.4],[.06,.11,.19,.31,.38],'o-'); a.set_xlabel('predicted risk (group mean)'); a.set_ylabel('observed risk'); a.set_title('Calibration, groups of about 1,800')
fig('calibration.svg','svg',H,'calibration of five large groups',calib)
# ---------- notebooks
nb('eda_loans.ipynb','Jupyter',S,'notebook value_counts shows 6 and 2',[('md','## Loan purpose'),('code','df.purpose.value_counts()','car          1204\nhome          977\nstudies       211\nmedical         6\nfuneral         2\nName: purpose, dtype: int64\n')])
h='<table border="1" class="dataframe"><thead><tr><th></th><th>pid</th><th>age</th><th>gfr</th></tr></thead><tbody><tr><th>0</th><td>3011</td><td>66</td><td>41.2</td></tr><tr><th>1</th><td>3012</td><td>58</td><td>77.0</td></tr><tr><th>2</th><td>3015</td><td>71</td><td>29.4</td></tr></tbody></table>'
nb('renal_model.ipynb','Jupyter',R,'df.head() of three patients',[('code','df.head(3)','    pid  age   gfr\n0  3011   66  41.2\n1  3012   58  77.0\n2  3015   71  29.4',h),('code','roc_auc_score(y, p)','0.8123\n')])
nb('wage_eda.ipynb','Jupyter',X,'describe() prints min and max',[('code','df.wage.describe()','count    5120.000000\nmean       21.318400\nstd         8.870112\nmin         6.200000\n25%        15.800000\n50%        19.500000\n75%        24.900000\nmax       171.300000\nName: wage, dtype: float64\n')])
nb('logit_sm.ipynb','Jupyter with statsmodels',H,'logit parameters only',[('md','# Model of early exit'),('code','print(res.params.round(4))\nprint(res.nobs, round(res.prsquared, 4))','const      -2.1140\nage         0.0312\nfemale     -0.1187\npart_time   0.4021\ndtype: float64\n18420.0 0.0871\n')])
nb('features.ipynb','Jupyter',H,'feature importances',[('code','pd.Series(clf.feature_importances_, X.columns).round(3)','age          0.214\ncreatinine   0.188\nprior_adm    0.161\nsodium       0.097\nalbumin      0.090\ndtype: float64\n'),('code','cross_val_score(clf, X, y, cv=5, scoring="roc_auc").round(3)','array([0.741, 0.752, 0.738, 0.747, 0.744])\n')])
nb('clean_step.ipynb','Jupyter',M,'8 rows dropped',[('code','before = len(df)\ndf = df.dropna(subset=["postcode"])\nprint(before, len(df), before - len(df))','12044 12036 8\n')])
nb('train_eval.ipynb','Jupyter with sklearn',A,'recall 0.96 on support 100: 4 missed',[('code','print(classification_report(y, yhat))','              precision    recall  f1-score   support\n\n           0       1.00      0.94      0.97       900\n           1       0.64      0.96      0.77       100\n\n    accuracy                           0.94      1000\n')])
