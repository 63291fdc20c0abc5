# pandas outputs: printed, csv, html, json, and notebooks
import io, contextlib, ast, json, warnings
import numpy as np, pandas as pd
import statsmodels.api as sm, statsmodels.formula.api as smf
from common import *
warnings.simplefilter("ignore")
pd.set_option("display.width",100)
def xp(names,cells):
    rows=[]
    for k,n in cells.items(): rows += [k if isinstance(k,tuple) else (k,)]*n
    return pd.DataFrame(rows,columns=names.split())
def env(key): return dict(np=np,pd=pd,sm=sm,smf=smf,xp=xp,rb=rb,rng=np.random.default_rng(seed(key)))
def run(code,g):
    t=ast.parse(code); last=None
    if t.body and isinstance(t.body[-1],ast.Expr): last=ast.Expression(t.body.pop().value)
    b=io.StringIO()
    with contextlib.redirect_stdout(b):
        exec(compile(t,"c","exec"),g); v=eval(compile(last,"c","eval"),g) if last else None
    return b.getvalue(),v
def pp(key,kind,what,setup,code,base=None,echo=False,program="pandas"):
    g=env(key); exec(setup,g); o,v=run(code,g)
    t=("".join((">>> " if not l.startswith(" ") else "... ")+l+"\n" for l in code.strip().split("\n")) if echo else "")+o+(repr(v)+"\n" if v is not None and (echo or not o) else "")
    put(key,"txt","pandas-print",program,kind,what.format(**g) if "{" in what else what,t,base)
def pc(key,kind,what,setup,expr,base=None,form="pandas-csv",ext="csv"):
    g=env(key); exec(setup,g); put(key,ext,form,"pandas",kind,what.format(**g) if "{" in what else what,eval(expr,g),base)
def nb(key,kind,what,setup,cells,base=None):
    g=env(key); exec(setup,g); out=[]; n=0
    for c in cells:
        if c.startswith("md:"): out.append(dict(cell_type="markdown",metadata={},source=c[3:].splitlines(True))); continue
        n+=1; o,v=run(c,g); outs=[]
        if o: outs.append(dict(output_type="stream",name="stdout",text=o.splitlines(True)))
        if v is not None:
            d={"text/plain":repr(v).splitlines(True)}
            if hasattr(v,"_repr_html_") and not isinstance(v,pd.Series) and v._repr_html_(): d["text/html"]=v._repr_html_().splitlines(True)
            outs.append(dict(output_type="execute_result",execution_count=n,metadata={},data=d))
        out.append(dict(cell_type="code",execution_count=n,metadata={},source=c.splitlines(True),outputs=outs))
    doc=dict(cells=out,metadata=dict(kernelspec=dict(display_name="Python 3",language="python",name="python3"),language_info=dict(name="python",version="3.11.2")),nbformat=4,nbformat_minor=4)
    put(key,"ipynb","notebook","Jupyter",kind,what.format(**g) if "{" in what else what,json.dumps(doc,indent=1,ensure_ascii=False),base)
# ---------------- small-count
pp("p1","small-count","value_counts: 'hospice' 6 persons.","s=xp('setting',{'home':410,'clinic':288,'care home':97,'hospice':6}).setting","s.value_counts()",echo=True)
pp("p2","small-count","crosstab: 3 apprentices injured by machine in the night.","d=xp('shift cause',{('day','fall'):61,('day','machine'):44,('night','fall'):19,('night','machine'):3,('evening','fall'):28,('evening','machine'):15})","print(pd.crosstab(d['shift'],d['cause'],margins=True))")
pp("p3","small-count","pivot_table with aggfunc count: 8 clients of branch Ost with product Leasing.","d=xp('filiale produkt',{('Ost','Kredit'):120,('Ost','Leasing'):8,('West','Kredit'):188,('West','Leasing'):34}); d['id']=range(len(d))","print(d.pivot_table(index='filiale',columns='produkt',values='id',aggfunc='count'))")
pp("p4","small-count","groupby size: women in category 'plant operator' are 5.","d=xp('job sex',{('clerk','f'):213,('clerk','m'):155,('plant operator','f'):5,('plant operator','m'):140,('teacher','f'):190,('teacher','m'):88})","d.groupby(['job','sex']).size()",echo=True)
pp("p5","small-count","The count column of the groupby has 7 pupils in track 'bilingual'.","d=xp('track',{'general':330,'sport':84,'bilingual':7}); d['score']=rng.normal(500,90,len(d)).round()","print(d.groupby('track').score.agg(['count','mean']).round(1))")
pp("p6","small-count","Printed sentence: only 4 of the 318 mothers were under 18.","","print('Births analysed: 318')\nprint('Only 4 of the 318 mothers were under 18 years old.')")
pp("p7","small-count","Confusion matrix array: 9 false negatives (persons).","","print('Confusion matrix (rows: true, columns: predicted)')\nprint(np.array([[1203,87],[9,211]]))\nprint('recall',round(211/220,3))")
pp("p8","small-count","Counts per cohort by sex in a wide table: cohort 1921 men 2.","","print(pd.DataFrame({'men':[2,31,88,140],'women':[12,49,120,166]},index=pd.Index([1921,1926,1931,1936],name='cohort')))")
pp("p9","small-count","Tabella: cittadinanza apolide 1 persona.","s=xp('cittadinanza',{'italiana':702,'UE':96,'extra UE':141,'apolide':1}).cittadinanza","print(s.value_counts().rename('persone').to_frame())")
pc("p10","small-count","Column n: diagnosis F84 has 4 patients.","","pd.DataFrame({'icd':['F20','F32','F41','F84','F90'],'n':[88,412,377,4,51]}).to_csv(index=False)")
pc("p11","small-count","Crosstab csv: divorced with 3 or more children 6.","d=xp('status children',{('married','0-2'):511,('married','3+'):94,('divorced','0-2'):77,('divorced','3+'):6,('single','0-2'):203,('single','3+'):10})","pd.crosstab(d.status,d.children).to_csv()")
pc("p12","small-count","Tab separated counts: retraites pour inaptitude, Corse 3.","","pd.DataFrame({'région':['Bretagne','Corse','Alsace'],'âge légal':[4102,311,2870],'inaptitude':[212,3,140]}).to_csv(index=False,sep='\\t')")
pc("p13","small-count","Flow by month: May 8 persons deported.","","pd.DataFrame({'month':['Mar','Apr','May','Jun'],'decisions':[120,143,117,131],'returns':[14,22,8,19]}).to_csv(index=False)")
pc("p14","small-count","JSON records: ward D has 2 infected persons.","","pd.DataFrame({'ward':list('ABCD'),'screened':[210,188,240,97],'infected':[12,15,31,2]}).to_json(orient='records',indent=1)",form="json",ext="json")
pc("p15","small-count","HTML frame: 5 borrowers in default in rating AA.","","pd.DataFrame({'rating':['AA','A','BBB','BB'],'borrowers':[410,822,1190,377],'defaults':[5,14,48,61]}).to_html(index=False)",form="html",ext="html")
nb("n1","small-count","Output of the crosstab: 7 smokers in the physiotherapy group.","d=xp('group smoker',{('physio','no'):133,('physio','yes'):7,('usual','no'):120,('usual','yes'):22})",["md:# Baseline table\nBack pain trial","pd.crosstab(d['group'], d['smoker'])"])
nb("n2","small-count","print of counts: 3 judges answered 'never'.","s=xp('a',{'often':44,'sometimes':61,'never':3}).a",["md:## Survey of judges","for k, v in s.value_counts().items():\n    print(f'{k:<10} {v}')"])
nb("n3","small-count","Markdown text says 6 residents died in the first week.","rate=0.182",["md:### Nursing homes\nIn the first week 6 residents died; the model below uses all 1480 residents.","round(rate, 3)"])
# ---------------- rows
pp("p20","rows-of-people","head() shows five single persons with birth year and salary.","d=pd.DataFrame({'worker':rng.integers(10000,99999,600),'birth_year':rng.integers(1950,1999,600),'salary':rng.normal(38000,7000,600).round(-2),'union':rng.integers(0,2,600)})","d.head()",echo=True)
pp("p21","rows-of-people","sample(4) shows single prisoners' records.","d=pd.DataFrame({'inmate':['I-%04d'%i for i in range(350)],'entry':pd.date_range('2012-01-03',periods=350,freq='3D'),'sentence_months':rng.integers(6,120,350),'block':rng.choice(list('NSEW'),350)})","print(d.sample(4,random_state=3).to_string(index=False))")
pp("p22","rows-of-people","List of dicts, one per student.","d=[{'student':411+i*7,'gpa':round(float(g),2),'credits':int(c)} for i,(g,c) in enumerate(zip(rng.normal(3,.4,6),rng.integers(20,60,6)))]","for r in d: print(r)")
pp("p23","rows-of-people","Transposed records T of three patients.","d=pd.DataFrame({'patient':['K11','K12','K19'],'age':[71,38,55],'tumour_mm':[22,9,31],'nodes':[1,0,3]})","print(d.set_index('patient').T)")
pp("p24","rows-of-people","Duplicated rows printed: single claimants with date and amount.","d=pd.DataFrame({'claimant':[8812,8812,9034,9034],'filed':['2015-02-11','2015-02-11','2015-06-30','2015-06-30'],'amount':[812.5,812.5,1440.0,1440.0]})","print('Duplicated claims:')\nprint(d)")
pp("p25","rows-of-people","Truncated frame display shows first and last records of single customers and [1200 rows x 4 columns].","d=pd.DataFrame({'cust':rng.integers(100000,999999,1200),'age':rng.integers(18,90,1200),'balance':rng.lognormal(8,1,1200).round(2),'segment':rng.choice(['basic','plus'],1200)})","d",echo=True)
pc("p26","rows-of-people","csv with 15 single children: id, age in months, weight.","d=pd.DataFrame({'child':rng.integers(1000,9999,15),'age_months':rng.integers(3,60,15),'weight_kg':rng.normal(12,2.5,15).round(1),'breastfed':rng.integers(0,2,15)})","d.to_csv(index=False)")
pc("p27","rows-of-people","Long (melted) form: person, variable, value.","d=pd.DataFrame({'person':[301,302,305,309],'edad':[44,51,38,60],'ingresos':[1800,2240,1510,2990],'horas':[40,38,20,45]}).melt(id_vars='person')","d.to_csv(index=False,sep=';')")
pc("p28","rows-of-people","JSON split orientation with data rows of single persons.","d=pd.DataFrame({'vpnr':[17,21,24,33,35],'alter':[23,67,45,51,39],'iq':[104,97,121,88,110]})","d.to_json(orient='split')",form="json",ext="json")
pc("p29","rows-of-people","HTML table, each row a single veteran.","d=pd.DataFrame({'vet_id':rng.integers(2000,2999,9),'service_years':rng.integers(4,30,9),'ptsd_score':rng.integers(10,70,9)})","d.to_html(index=False)",form="html",ext="html")
nb("n20","rows-of-people","df.head(3) shows three single donors.","df=pd.DataFrame({'donor':rng.integers(100,999,300),'blood_group':rng.choice(['A','B','0'],300),'hb':rng.normal(14,1,300).round(1)})",["md:# Load","df.head(3)","round(df.hb.mean(), 2)"])
nb("n21","rows-of-people","nlargest(5) of residuals lists single employees.","df=pd.DataFrame({'emp_no':rng.integers(1000,9999,400),'pay':rng.normal(3000,400,400).round()}); df['resid']=(df.pay-df.pay.mean()).round(1)",["df.nlargest(5, 'resid')"])
nb("n22","rows-of-people","iloc[0] prints one single tenant's record.","df=pd.DataFrame({'tenant':[55012,55013],'rent':[640,712],'arrears':[0,3],'birth':[1961,1984]})",["md:Check of the merge","df.iloc[0]"])
# ---------------- identifier
pp("p30","identifier","Polish PESEL 44051401359 with valid check digit.","","print('Walidacja numerów')\nprint('błędny format: 0')\nprint('powtórzony PESEL 44051401359 - usunięto duplikat')")
pp("p31","identifier","Spanish DNI 12345678Z (valid letter).","","print('registros leídos: 12044')\nprint('clave sin correspondencia -> DNI 12345678Z')\nprint('tasa de enlace: 0.994')")
pp("p32","identifier","Exception message holds the name of a person with label (name='Joanna Whitcombe').","","print(\"ValueError: cannot convert string to float in record name='Joanna Whitcombe'\")\nprint('Traceback suppressed; 14500 records processed')")
pp("p33","identifier","Home address with label of a participant.","","print('Geocoding finished, match rate 97.2 %')\nprint('unmatched -> home address: 14 Larkspur Lane, Apt 3, Millbrook')")
pc("p34","identifier","Column e-mail holds addresses of persons.","","pd.DataFrame({'email':['t.okafor@example.com','anna.brandt77@example.net','mirek.zeman@example.org'],'consent':['yes','yes','no']}).to_csv(index=False)")
put("p35","json","json","Python","identifier","Field respondent_phone holds a phone number of a person.",json.dumps({"interview":{"mode":"CATI","duration_min":34,"respondent_phone":"+44 7700 900417","completed":True}},indent=2))
nb("n30","identifier","Output has a Swedish personnummer 811228-9874 (valid check digit).","",["md:# Länkning av register","print('Länkade poster: 18 233')\nprint('Avvisad post: personnummer 811228-9874')"])
nb("n31","identifier","Markdown cell names the patient (Patient: Giulia Marchetti, date of birth 02/09/1947).","v=0.71",["md:Case discussed with supervisor. Patient: Giulia Marchetti, date of birth 02/09/1947.","v"])
# ---------------- extreme
pp("p40","extreme","describe(): min and max rows are single persons.","s=pd.Series(rng.lognormal(10,.5,1300).round(),name='income')","s.describe()",echo=True)
pp("p41","extreme","describe of frame with min/max of BMI and age of single persons.","d=pd.DataFrame({'age':rng.integers(18,97,840),'bmi':rng.normal(26,4,840).round(1)})","print(d.describe().round(2))")
pp("p42","extreme","agg min/max of overtime hours per plant.","d=xp('plant',{'Linz':320,'Graz':210,'Wels':188}); d['hours']=rng.gamma(2,20,len(d)).round(1)","print(d.groupby('plant').hours.agg(['mean','min','max']))")
pp("p43","extreme","nlargest(3) prints the three largest single fines.","s=pd.Series(rng.lognormal(6,1,900).round(2),name='fine')","print('Largest fines'); print(s.nlargest(3).to_string(index=False))")
pp("p44","extreme","Sentence: oldest patient was {m} years old.","a=rng.integers(20,80,500); a[3]=103; m=int(a.max())","print(f'Mean age {a.mean():.1f} years; the oldest patient was {m} years old.')")
pp("p45","extreme","quantile 0 and 1 printed for grades of single pupils.","s=pd.Series(rng.normal(72,9,660).round(1),name='grade')","print(s.quantile([0,.1,.5,.9,1]))")
pc("p46","extreme","describe().to_csv with min and max of savings.","d=pd.DataFrame({'savings':rng.lognormal(8,1,1500).round(2),'debt':rng.lognormal(7,1.1,1500).round(2)})","d.describe().round(2).to_csv()")
pc("p47","extreme","Columns 'najmłodszy' and 'najstarszy' are single persons' ages.","","pd.DataFrame({'oddział':['kardiologia','neurologia'],'średnia':[66.1,61.4],'najmłodszy':[19,22],'najstarszy':[98,95]}).to_csv(index=False)")
nb("n40","extreme","describe in notebook shows min and max of waiting days.","s=pd.Series(rng.gamma(2,30,777).round(),name='waiting_days')",["s.describe()"])
nb("n41","extreme","print of max wage.","w=rng.lognormal(3,.4,1000)",["md:## Wages","print(f'mean {w.mean():.2f}, highest hourly wage {w.max():.2f}')"])
# ---------------- arithmetic
pp("p50","arithmetic","len before 2410, after exclusion 2403: 7 persons dropped.","","print('after merge:',2410)\nprint('after age restriction:',2403)")
pp("p51","arithmetic","Shares × N: 0.0150 × 400 = 6 blind applicants.","","print('n =',400)\nprint(pd.Series({'none':.7425,'hearing':.2425,'blind':.0150},name='share'))")
pp("p52","arithmetic","Totals row 702; shown parts 410 and 288, part of 'unknown' masked: 4.","","print(pd.DataFrame({'persons':['410','288','x','702']},index=['employed','retired','unknown','All']))")
pp("p53","arithmetic","OLS nobs 1530 and 1522 in the two columns: 8 persons differ.","","print(pd.DataFrame({'(1)':['0.412***','(0.051)','0.12','1530'],'(2)':['0.398***','(0.052)','0.15','1522']},index=['training','','R2','Observations']))")
pc("p54","arithmetic","Invited 640, responded 634: 6 did not respond.","","pd.DataFrame({'step':['invited','responded','interviewed'],'persons':[640,634,512]}).to_csv(index=False)")
pc("p55","arithmetic","pct_female 2.5 of n 120 = 3 women.","","pd.DataFrame({'rank':['captain','lieutenant','private'],'n':[120,310,2200],'pct_female':[2.5,11.0,14.5]}).to_csv(index=False)")
pc("p56","arithmetic","At risk 500, 497, 480: 3 persons left at month 1.","","pd.DataFrame({'month':[0,1,2,3],'at_risk':[500,497,480,455],'S':[1,.994,.961,.912]}).to_csv(index=False)")
nb("n50","arithmetic","mean of dummy 0.01 with len 700 = 7 persons.","x=np.r_[np.ones(7),np.zeros(693)]",["len(x)","x.mean()"])
nb("n51","arithmetic","Valid n of item a 905 and of item b 901 in the same sample: 4 persons differ.","",["md:Valid answers in one and the same sample","print('item a: valid n = 905')\nprint('item b: valid n = 901')"])
# ---------------- missing
pp("p60","missing-rows","df.info(): 1500 entries, weight 1494 non-null.","d=pd.DataFrame({'sex':['f','m']*750,'weight':rng.normal(70,9,1500)}); d.loc[3:8,'weight']=np.nan","d.info()")
pp("p61","missing-rows","isna().sum(): salary 3, tenure 5.","d=pd.DataFrame({'salary':rng.normal(size=900),'tenure':rng.normal(size=900),'grade':1}); d.loc[0:2,'salary']=np.nan; d.loc[5:9,'tenure']=np.nan","d.isna().sum()",echo=True)
pp("p62","missing-rows","value_counts(dropna=False): NaN 8.","s=pd.Series(['yes']*311+['no']*520+[np.nan]*8,name='caregiver')","print(s.value_counts(dropna=False))")
pp("p64","missing-rows","count() per column: 1210, 1210, 1203 of the same frame (7 missing).","d=pd.DataFrame({'edad':1,'sexo':1,'renta':rng.normal(size=1210)}); d.loc[100:106,'renta']=np.nan","print(d.count())")
pc("p65","missing-rows","n_missing of bmi 9.","","pd.DataFrame({'variable':['age','bmi','hba1c'],'n_missing':[0,9,41],'dtype':['int64','float64','float64']}).to_csv(index=False)")
pc("p66","missing-rows","Column fehlend: Bildung 2, Einkommen 6.","","pd.DataFrame({'Variable':['Bildung','Einkommen','Region'],'gültig':[1848,1844,1850],'fehlend':[2,6,0]}).to_csv(index=False,sep=';')")
nb("n60","missing-rows","isnull sum: 6 missing in smoking.","d=pd.DataFrame({'age':range(500),'smoking':[np.nan]*6+[1.0]*494})",["d.isnull().sum()"])
nb("n61","missing-rows","dropna message: removed 5 rows.","n0,n1=820,815",["print(f'removed {n0-n1} rows with missing values')"])
# ---------------- rounded
pp("p70","rounded","Crosstab rounded to 5.","d=pd.DataFrame({'rural':[233,171,88,46],'urban':[512,409,260,133]},index=['none','basic','higher','degree'])","print((d/5).round().astype(int)*5)",base=5)
pp("p71","rounded","value counts rounded to 20.","s=pd.Series({'tram':1233,'bus':877,'train':1610,'bike':422,'car':2911})","print('Counts are rounded to the nearest 20'); print((s/20).round().astype(int)*20)",base=20)
pp("p72","rounded","Counts rounded to 25.","d=pd.DataFrame({'granted':[812,333,1207,464],'refused':[188,91,240,112]},index=['housing','disability','child','care'])","print((d/25).round().astype(int)*25)",base=25)
pp("p73","rounded","Counts rounded to 3 over 12 cells.","d=pd.DataFrame({'a':[14,41,77,102],'b':[22,58,91,133],'c':[8,19,65,88]},index=['2010','2011','2012','2013'])","print((d/3).round().astype(int)*3)",base=3)
pc("p74","rounded","n rounded to 10.","","pd.DataFrame({'gemeente':['Gouda','Zeist','Ede','Venlo','Assen'],'uitkeringen':[rb(x,10) for x in (1233,871,1409,1722,955)],'ontheffingen':[rb(x,10) for x in (88,43,121,164,72)]}).to_csv(index=False)",base=10)
pc("p75","rounded","n rounded to 50.","","pd.DataFrame({'industry':['mining','food','textile','metal','energy'],'employees':[rb(x,50) for x in (1833,6412,2791,8077,941)],'apprentices':[rb(x,50) for x in (166,512,188,733,94)]}).to_csv(index=False)",base=50)
pc("p76","rounded","n rounded to 100.","","pd.DataFrame({'année':[2009,2010,2011],'naissances':[rb(x,100) for x in (81233,80911,79844)],'décès':[rb(x,100) for x in (54012,53488,55120)]}).to_html(index=False)",base=100,form="html",ext="html")
nb("n70","rounded","Counts rounded to 5 in the notebook.","d=pd.DataFrame({'group':['0-4','5-9','10-14','15-19'],'boys':[212,187,241,166],'girls':[198,203,229,158]})",["md:All counts rounded to base 5","((d.set_index('group')/5).round()*5).astype(int)"],base=5)
nb("n71","rounded","Counts rounded to 10.","s=pd.Series({'fined':2213,'probation':641,'custody':388,'acquitted':477,'appeal':129})",["((s/10).round()*10).astype(int)"],base=10)
# ---------------- harmless
pp("p80","harmless","OLS coefficient table only.","n=1400; d=pd.DataFrame({'x':rng.normal(size=n),'z':rng.normal(size=n)}); d['y']=1+d.x-.3*d.z+rng.normal(size=n); f=smf.ols('y~x+z',d).fit()","print(f.summary().tables[1])",program="statsmodels")
pp("p81","harmless","Logit summary; N large, Df Model 2, 5 iterations.","n=2600; d=pd.DataFrame({'x':rng.normal(size=n),'z':rng.normal(size=n)}); d['y']=(rng.random(n)<1/(1+np.exp(-d.x))).astype(int)","f=smf.logit('y ~ x + z', d).fit()\nprint(f.summary())",program="statsmodels")
pp("p82","harmless","Means by group, no counts.","d=xp('arm',{'a':300,'b':310}); d['y']=rng.normal(10,2,len(d))","print(d.groupby('arm').y.agg(['mean','std']).round(2))")
pp("p83","harmless","Value counts all above 100.","s=xp('sector',{'public':812,'private':1904,'third':233}).sector","s.value_counts()",echo=True)
pp("p84","harmless","dtypes of the data; no counts.","d=pd.DataFrame({'age_band':['a'],'wage':[1.0],'year':[1]})","d.dtypes",echo=True)
pp("p85","harmless","Metrics per epoch 1-5.","","for e,l,a in zip(range(1,6),[.612,.544,.511,.498,.493],[.68,.73,.75,.757,.759]): print(f'epoch {e}/5 - loss: {l:.3f} - val_auc: {a:.3f}')")
pp("p86","harmless","Classification report with large support.","","print('''              precision    recall  f1-score   support\n\n         low       0.83      0.88      0.85      1204\n      medium       0.71      0.66      0.68       733\n        high       0.79      0.77      0.78       512\n\n    accuracy                           0.79      2449''')",program="scikit-learn")
pp("p87","harmless","Best parameters of grid search.","","print('Best parameters:', {'max_depth': 6, 'min_samples_leaf': 20, 'n_estimators': 400})\nprint('Best CV score: 0.8127')",program="scikit-learn")
pp("p88","harmless","Correlations of rates.","d=pd.DataFrame(rng.normal(size=(500,3)),columns=['poverty','crime','turnout']); d['crime']+=d.poverty","print(d.corr().round(3))")
pp("p89","harmless","Large crosstab, all cells over 50.","d=xp('edu vote',{('low','yes'):212,('low','no'):188,('mid','yes'):377,('mid','no'):203,('high','yes'):301,('high','no'):92})","pd.crosstab(d.edu,d.vote)",echo=True)
pp("p90","harmless","Shape of the aggregated table, 4 rows are regions.","","print('regions in the output: 4')\nprint('reference year: 2016')\nprint('seed: 7')")
pc("p91","harmless","Odds ratios.","","pd.DataFrame({'term':['age','sex[f]','deprived'],'OR':[1.03,.91,1.44],'p':[.0002,.112,.004]}).to_csv(index=False)")
pc("p92","harmless","Admission rates per 1000 by month; months 1-12.","","pd.DataFrame({'month':range(1,13),'rate_per_1000':(4+rng.random(12)).round(2)}).to_csv(index=False)")
pc("p93","harmless","Median wage by decile rank of firm size; ranks 1-10.","","pd.DataFrame({'firm_size_decile':range(1,11),'median_wage':(2000+rng.random(10)*900).round(-1)}).to_csv(index=False)")
pc("p94","harmless","Big counts by year.","","pd.DataFrame({'jaar':[2013,2014,2015],'aanvragen':[40312,41877,39905],'toegekend':[30211,31040,29144]}).to_csv(index=False,sep=';')")
pc("p95","harmless","JSON of coefficients.","","pd.DataFrame({'term':['const','educ','exper'],'coef':[1.21,.083,.021],'se':[.04,.005,.002]}).to_json(orient='records',indent=1)",form="json",ext="json")
pc("p96","harmless","HTML of prevalence rates.","","pd.DataFrame({'Land':['Hessen','Bayern','Sachsen'],'Prävalenz %':[7.9,7.1,9.4],'KI':['7.5-8.3','6.8-7.4','8.8-10.0']}).to_html(index=False)",form="html",ext="html")
pc("p97","harmless","Cluster centres of k = 4 clusters with large sizes.","","pd.DataFrame({'cluster':[1,2,3,4],'size':[812,1204,655,977],'income_z':[-.8,.1,1.3,-.2],'age_z':[.4,-.9,.6,.1]}).to_csv(index=False)")
nb("n80","harmless","Notebook with model coefficients only.","n=1000; x=rng.normal(size=n); d=pd.DataFrame({'x':x,'y':2*x+rng.normal(size=n)}); m=smf.ols('y ~ x', d).fit()",["md:# Model","m.params.round(3)","round(m.rsquared, 3)"])
nb("n81","harmless","Configuration and versions.","",["md:# Setup\nVersion 3 of the protocol, chapter 2","SEED = 5\nN_FOLDS = 5\nprint('seed', SEED, 'folds', N_FOLDS)"])
nb("n82","harmless","Mean rates by quarter.","d=pd.DataFrame({'quarter':[1,2,3,4],'rate':[7.1,6.8,6.9,7.3]})",["d"])
nb("n83","harmless","Big counts by age band.","d=pd.DataFrame({'band':['16-24','25-49','50-64'],'persons':[4120,15233,8044]})",["md:Erwerbslose nach Alter","d"])
nb("n84","harmless","Code cells only with a function; no results.","",["def weighted_mean(x, w):\n    return (x*w).sum()/w.sum()","md:Done. Next step: chapter 4."])
save("02_pandas.json"); print(len(LAB))
