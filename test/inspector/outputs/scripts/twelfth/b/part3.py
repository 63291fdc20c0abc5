from common import *
import statsmodels.formula.api as smf
M='missing-rows';R='rounded'
r=np.random.default_rng(9)
def cap(df):
    b=io.StringIO(); df.info(buf=b); return b.getvalue()
d=pd.DataFrame({'score':r.normal(0,1,731),'income':r.normal(30,4,731),'kids':r.integers(0,4,731).astype(float)});d.loc[r.choice(731,6,False),'income']=np.nan
add('info_a.txt','pandas-print','pandas',M,'info(): income 725 non-null of 731: 6 missing.',cap(d))
add('isna.csv','pandas-csv','pandas',M,'Missing counts: ferritin 4, weight 3.',D(['variable','missing'],[['hb',0],['ferritin',4],['weight',3],['crp',27]]).to_csv(index=False))
d2=pd.DataFrame({'grade':r.normal(12,2,1420).round(1),'absence':r.poisson(4,1420).astype(float)});d2.loc[[4,90],'grade']=np.nan
add('isnull.ipynb','notebook','Jupyter',M,'isnull().sum() shows 2 missing grades.',nb(['#md Étape 1 : valeurs manquantes','df.isnull().sum()','df = df.dropna()\nprint("moyenne", df.grade.mean().round(2))'],{'df':d2}))
add('missrow.html','html','pandas',M,'Row keine Angabe: 5 Befragte.',htm(D(['Schulabschluss','Befragte'],[['Abitur',512],['Realschule',633],['Hauptschule',288],['keine Angabe',5]]).to_html(index=False)))
add('drop_log.txt','pandas-print','pandas',M,'Log: dropped 7 rows.','reading survey ... done\ncleaning: dropped 7 rows with missing employer code\nfitting mixed model ... converged\nlog-likelihood -4120.73')
add('qc.json','json','pandas',M,'n_missing of postcode_area is 8 patients.',json.dumps({'table':'discharges','quality':{'age':{'n_missing':0},'postcode_area':{'n_missing':8},'los':{'n_missing':31}}},indent=1))
add('kol.xlsx','xlsx','pandas',M,'Kolom ontbrekend: inkomen 3 personen.',xl(Kwaliteit=(D(['variabele','gemiddelde','ontbrekend'],[['leeftijd',46.1,0],['inkomen',2390.7,3],['uren',31.2,18]]),False)))
add('t1miss.md','latex-markdown','pandas',M,'Missing row: 4 and 6 participants.',md(D(['','Control (N=402)','Coaching (N=397)'],[['Stress score, mean (SD)','18.2 (5.1)','16.9 (5.4)'],['Hours slept, mean (SD)','6.9 (1.1)','7.0 (1.0)'],['  Missing','4','6']]),False))
z=pd.DataFrame({'y':r.normal(0,1,964),'x':r.normal(0,1,964)});z.loc[[3,5,7,11,200],'x']=np.nan
f=smf.ols('y~x',z).fit()
add('ols_dropped.txt','pandas-print','statsmodels',M,'964 rows read, No. Observations 959: 5 dropped.','rows in file: 964\n'+str(f.summary().tables[0])+'\n'+str(f.summary().tables[1]))
add('desc_count.txt','pandas-print','pandas',M,'count row: hours 1198 of 1206 others: 8 missing.',pd.DataFrame({'age':[1206,41.22,11.9],'wage':[1206,19.4,6.2],'hours':[1198,35.1,7.7]},index=['count','mean','std']))
add('missplot.svg','svg','matplotlib',M,'Bar label: 9 missing values for education.',svg(lambda a:(a.bar_label(a.barh(['age','education','rent'],[0,9,44])),a.set_title('Missing values per variable (respondents)'))))
# rounded
def rd(a,b): return (np.round(np.array(a)/b)*b).astype(int)
def T(lo,hi,sh,b): return rd(r.integers(lo,hi,sh),b)
add('offr3.txt','pandas-print','pandas',R,'All counts rounded to 3.',str(pd.DataFrame(T(40,900,(4,3),3),index=['burglary','robbery','arson','fraud'],columns=['2016','2017','2018']))+'\n\nCounts are randomly rounded to base 3.',3)
add('gp5.csv','pandas-csv','pandas',R,'Counts rounded to 5.',pd.DataFrame({'practice_group':['urban','suburban','rural','island'],'diabetes':[1235,870,415,60],'asthma':[980,655,290,45]}).to_csv(index=False),5)
add('sch10.html','html','pandas',R,'Counts rounded to 10.',htm('<p>Pupils by language (rounded to nearest 10)</p>',pd.DataFrame(T(60,4000,(5,2),10),index=['Welsh','English','Polish','Urdu','other'],columns=['primary','secondary']).to_html()),10)
add('dest20.md','latex-markdown','pandas',R,'Counts rounded to 20.',md(pd.DataFrame({'Destination':['work','study','both','neither'],'Leavers':[4160,1220,580,340]}),False)+'\n\nRounded to 20.',20)
add('acc25.xlsx','xlsx','pandas',R,'Counts rounded to 25.',xl(accounts=(pd.DataFrame(T(50,3000,(4,3),25),index=['current','savings','mortgage','card'],columns=['<30','30-59','60+']),True)),25)
add('arb50.txt','pandas-print','pandas',R,'Gerundet auf 50.','Arbeitslose nach Bezirk (gerundet auf 50)\n'+pd.Series(T(300,9000,5,50),index=['Nord','Süd','Ost','West','Mitte']).to_string(),50)
add('hous100.json','json','pandas',R,'Households rounded to 100.',json.dumps({'rounding':100,'households':{'owner':18400,'private_rent':7600,'social_rent':5200,'free':300}},indent=1),100)
s=pd.DataFrame({'sector':np.repeat(['care','retail','build'],[1217,2309,664])})
add('round5.ipynb','notebook','Jupyter',R,'Counts rounded to 5 in the code before printing.',nb(['t = df.sector.value_counts()\n(t/5).round().astype(int)*5'],{'df':s}),5)
add('bar10.svg','svg','matplotlib',R,'Bar labels rounded to 10.',svg(lambda a:(a.bar_label(a.bar(['18-29','30-44','45-59','60+'],[310,870,640,190])),a.set_title('Prisoners by age (rounded to 10)'))),10)
add('agri5.csv','pandas-csv','pandas',R,'Aantallen afgerond op 5, long form.',D(['jaar','sector','deelnemers'],[[2014,'tuinbouw',215],[2014,'zuivel',85],[2015,'tuinbouw',240],[2015,'zuivel',70],[2016,'tuinbouw',265],[2016,'zuivel',55]]).to_csv(index=False,sep=';'),5)
add('vacc100.txt','pandas-print','pandas',R,'Doses/persons rounded to 100.',pd.DataFrame({'first':[12400,9100,15700],'second':[10900,8200,13300]},index=pd.Index(['zone 1','zone 2','zone 3'],name='persons vaccinated')),100)
add('disab3.html','html','pandas',R,'Counts rounded to 3.',htm(D(['benefit','new','ended'],[['care',141,36],['mobility',228,63],['both',309,102]]).to_html(index=False),'<p>RR3 applied.</p>'),3)
add('appr20.csv','pandas-csv','pandas',R,'Counts rounded to 20.',D(['trade','started','completed'],[['baker',240,180],['plumber',620,500],['nurse aide',1340,1120],['roofer',80,60]]).to_csv(index=False),20)
add('stud50.md','latex-markdown','pandas',R,'Effectifs arrondis à 50.',md(D(['Cycle','Boursiers','Non-boursiers'],[['licence',3450,5800],['master',1100,2650],['doctorat',150,950]]),False),50)
add('er25.txt','pandas-print','pandas',R,'Visits of persons rounded to 25.',pd.DataFrame(rd([[412,388,91],[1033,977,204]],25),index=['weekday','weekend'],columns=['triage amber','green','red']),25)
save(3)
W=[f"The case of NHS number 943 476 5919 was reviewed twice.","Born on 03/05/1962 (date of birth), the respondent withdrew consent.","Patient name: Margaret Oduya was moved to arm B.","Kontakt: j.brandstetter@mailbox-beispiel.at hat die Angaben korrigiert.","Geburtsdatum: 21.11.1948, Beobachtung ausgeschlossen.","Nom : Lefebvre, prénom : Agathe, dossier relu.","Né le 9 février 1971, le répondant 3 a quitté l'étude.","Hospital number: RX1-0044821 appears twice in the extract.","MRN 5583016 had an implausible weight.","Teléfono: +34 612 884 093, la encuestada pidió una copia.","El DNI 12345678Z figura en el registro duplicado.","Il codice fiscale RSSMRA85T10A562S non trova riscontro.","BSN 123456782 kwam voor in de koppeling.","Fødselsdato: 12.04.1983 stemmer ikke med registret.","Henkilötunnus 131052-308T puuttui kyselystä.","PESEL 44051401359 wystąpił w obu plikach.","Personnummer 811218-9876 saknas i utdraget.","Social Security Number: 219-09-9999 was found in the free text.","Telefone da participante: +351 912 447 806.","The pupil's mother, tel. 07700 900412, confirmed the absence."]
O=["The DOI of the paper is 10.1093/ije/dyx123.","Grant number ES/K000446/1 funded the study.","ISBN 978-3-16-148410-0 describes the method.","The coefficient was 0.482 (p = 0.0031).","Python 3.11.2 and pandas 1.5.3 were used.","The reform took effect on 1 January 2005.","Die Erhebung lief vom 12.03.2016 bis 30.09.2016.","Aktenzeichen des Projekts: DFG 402119870.","The hospital lies at 52.4862 N, 1.8904 W.","University of Essex, Colchester CO4 3SQ.","Le recensement de 1999 compte 58,5 millions d'habitants.","Protocole version 2.4 du 15 mai 2017.","ICD-10 codes I20 to I25 were combined.","NACE 47.11 covers food retail.","El ensayo NCT01234567 terminó en 2019.","La media fue 34,81 con error estándar 0,92.","Il modello ha 14 parametri e AIC 20318,4.","Seed 20180412 was set before the bootstrap.","De vragenlijst had 36 items in 8 schalen.","Medianen var 27,4 veckor 2011.","Datasettet ble låst 2020-06-30.","Tilastokeskus julkaisi luokituksen vuonna 2010.","Średni czas pobytu wyniósł 6,12 dnia.","A taxa de desemprego foi de 7,9 % em 2016.","Commit 9f3c2ab17 contains the final code.","ATC group N06AB was used as outcome.","The ministry's hotline is open 9:00 to 17:00."]
print(len(W),len(O)); json.dump({'with':W,'without':O},open(H+'/identifier-sentences.json','w'),ensure_ascii=False,indent=1)
def ck(s): return (11-sum(int(a)*(10-i) for i,a in enumerate(s[:9]))%11)%11==int(s[9])
print('nhs',ck('9434765919'), 'dni','TRWAGMYFPDXBNJZSQVHLCKE'[12345678%23],'hetu','0123456789ABCDEFHJKLMNPRSTUVWXY'[131052308%31],'pesel',(10-sum(int(a)*b for a,b in zip('4405140135',[1,3,7,9]*3))%10)%10,'bsn',(sum(int(a)*(9-i) for i,a in enumerate('11122233'))-3)%11,'se',(10-sum(sum(divmod(int(a)*(2-i%2),10)) for i,a in enumerate('811218987'))%10)%10)
