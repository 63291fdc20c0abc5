from common import *
import statsmodels.api as sm, statsmodels.formula.api as smf
I='identifier';X='extreme';A='arithmetic'
r=np.random.default_rng(77)
def pesel(s):
    w=[1,3,7,9,1,3,7,9,1,3]; return s+str((10-sum(int(a)*b for a,b in zip(s,w))%10)%10)
def nhs(s):
    c=11-sum(int(a)*(10-i) for i,a in enumerate(s))%11; c=0 if c==11 else c; assert c!=10; return s+str(c)
def bsn(s):
    c=sum(int(a)*(9-i) for i,a in enumerate(s))%11; assert c!=10,s; return s+str(c)
def dni(n): return f'{n:08d}'+'TRWAGMYFPDXBNJZSQVHLCKE'[n%23]
def hetu(d,c,k): return d+c+k+'0123456789ABCDEFHJKLMNPRSTUVWXY'[int(d+k)%31]
def luhn(s):
    t=sum(sum(divmod(int(a)*(2-i%2),10)) for i,a in enumerate(s)); return s+str((10-t%10)%10)
add('runlog_import.txt','pandas-print','pandas',I,'A warning prints a valid NHS number.',f'2023-02-11 10:02:11 INFO  read 48210 rows\n2023-02-11 10:02:14 WARN  duplicate key for NHS number {nhs("943476592")}\n2023-02-11 10:02:19 INFO  all other rows kept in linkage table\n')
add('kontakt.csv','pandas-csv','pandas',I,'E-mail address and phone number of a named participant contact.',D(['site','rate_consent','note'],[['Malmö',0.71,'ok'],['Lund',0.64,'ring Karin Ekdahl 070-174 06 35, karin.ekdahl@postlada.se'],['Ystad',0.69,'ok']]).to_csv(index=False))
add('link_pl.html','html','pandas',I,'Table of keys contains a valid PESEL number.',htm('<p>Błędy łączenia</p>',D(['etap','klucz','komunikat'],[['2',pesel('7203154821'),'brak w rejestrze szpitala']]).to_html(index=False)))
add('verw.ipynb','notebook','Jupyter',I,'Printed assertion text carries a name and date of birth with label.',nb(['#md Plausibilitätsprüfung','print("Prüfung 3: Datum vor Aufnahme: Name: Annegret Vollmer, geb. 14.08.1951")','print("Anteil fehlerfrei: 97.4 %")']))
add('config_dump.json','json','pandas',I,'Valid Dutch BSN as filter value.',json.dumps({'model':'logit','filter':{'exclude_bsn':bsn('11122233')},'seed':42,'penalty':0.5},indent=1))
add('memo_es.md','latex-markdown','Markdown',I,'DNI with valid letter of a claimant.',f'### Nota\n\nEl coeficiente de la renta es 0,31 (EE 0,04). El expediente con DNI {dni(28461907)} se trató aparte por litigio.')
add('plot_title.svg','svg','matplotlib',I,'Plot title carries hospital number (MRN) of the patient.',svg(lambda a:(a.plot(np.cumsum(r.normal(0,1,40))),a.set_title('Creatinine trajectory, MRN: 00817346'))))
add('fi_check.txt','pandas-print','pandas',I,'Finnish HETU with valid check character.','Tarkistus: rekisteri vs. kysely\nristiriita: henkilötunnus '+hetu('130668','-','417')+'\nmuut avaimet täsmäävät (osuus 99,8 %)')
add('audit.xlsx','xlsx','pandas',I,'Sheet notes names a parent of a pupil with phone number.',xl(model=(D(['term','coef','se'],[['const',1.21,.2],['class size',-.034,.009]]),False),notes=(D(['item','text'],[['checked by','school office'],['follow-up','Name: Siobhan Keaveney, tel. +353 87 415 2290, parent of the excluded pupil']]),False)))
add('sv_id.txt','pandas-print','pandas',I,'Swedish personal number with valid Luhn digit as index of an effect output.','Series: leave-one-out change in beta\n'+'personnummer  19'+luhn('560312417')[:6]+'-'+luhn('560312417')[6:]+'\ndfbeta        0.4182')
# extreme
v=pd.Series(r.gamma(2,900,1843).round(2),name='claim_eur')
add('desc_claims.txt','pandas-print','pandas',X,'describe(): min and max are single claims.',v.describe())
add('nlarge.txt','pandas-print','pandas',X,'Five largest salaries, single persons.',pd.Series(np.sort(r.lognormal(10.4,.5,900))[::-1][:5].round(0)).to_string(index=False,header=False).join(['nlargest(5), annual salary of staff\n','']))
d=pd.DataFrame({'age':r.normal(61,13,2210).round(),'bmi':r.normal(27,4,2210).round(1)})
add('desc_html.html','html','pandas',X,'min and max rows of age and bmi of patients.',htm(d.describe().round(2).to_html()))
add('agg_minmax.csv','pandas-csv','pandas',X,'Columns min and max of single debtors by bank.',D(['bank','n','mean','min','max'],[['Coop',1210,5420.1,102.0,88410.5],['Savings',944,6180.7,95.5,120300.0],['Trade',1502,9902.4,210.0,412750.0]]).to_csv(index=False))
g={'df':pd.DataFrame({'los':r.gamma(2,3,3120).round(1),'ward':r.choice(['A','B','C'],3120)})}
add('quant.ipynb','notebook','Jupyter',X,'Quantiles 0 and 1 of length of stay are single stays.',nb(['df.los.quantile([0,.25,.5,.75,1])','df.groupby("ward").los.mean().round(2)'],g))
add('sent_old.md','latex-markdown','Markdown',X,'Age of the oldest patient, 104.','The mean age at admission was 78.3 years (SD 8.8, n = 1,477). The oldest patient was 104 years old.')
add('box1.svg','svg','matplotlib',X,'Box plot shows outlier points of individual incomes and whisker ends.',svg(lambda a:(a.boxplot([r.lognormal(10,.4,300),r.lognormal(10.2,.4,300)],labels=['women','men']),a.set_ylabel('income'))))
add('rng.json','json','pandas',X,'Range of sentence length of convicts.',json.dumps({'variable':'sentence_months','n':2804,'mean':19.7,'sd':14.2,'range':[1,264]},indent=1))
add('spanne.xlsx','xlsx','pandas',X,'Minimum und Maximum des Einkommens.',xl(Lage=(D(['Merkmal','N','Mittel','Minimum','Maximum'],[['Nettoeinkommen',1988,2410.5,180,31200],['Miete',1988,702.9,95,4100]]),False)))
add('q01.txt','pandas-print','pandas',X,'idxmax/max: largest number of arrests of a person.','>>> arrests["n_arrests"].mean().round(3)\n1.874\n>>> arrests["n_arrests"].max()\n47')
add('tabell_sv.html','html','pandas',X,'Kolumnerna Lägst och Högst är enskilda elevers poäng.',htm('<h3>Poäng per ämne</h3>',D(['Ämne','Medel','SD','Lägst','Högst'],[['Svenska',212.4,31.1,96,318],['Matematik',198.8,40.2,71,331]]).to_html(index=False)))
add('top_pay.csv','pandas-csv','pandas',X,'Rank 1 to 3 doctors by billing, values of single persons.',D(['rank','billing_eur'],[[1,918220.4],[2,877015.9],[3,790441.2]]).to_csv(index=False))
add('rango.txt','pandas-print','pandas',X,'Edad mínima y máxima de encuestados.','Edad de los encuestados (N = 3.402)\nmedia 44,7   desv. típ. 15,9\nmínimo 18,3   máximo 97,6')
# arithmetic
add('flow.md','latex-markdown','Markdown',A,'1,204 entered, 1,199 analysed: 5 excluded.','**Participants.** 1,204 patients entered the registry in 2018. After the eligibility check, 1,199 patients were analysed.')
def mk(n,s):
    q=np.random.default_rng(s);z=pd.DataFrame({'x':q.normal(0,1,n),'w':q.normal(0,1,n)});z['y']=1+.4*z.x+q.normal(0,1,n);return z
z=mk(846,3);a=smf.ols('y~x',z).fit();b=smf.ols('y~x+w',z.iloc[:842]).fit()
add('two_models.txt','pandas-print','statsmodels',A,'No. observations 846 and 842 of two models: differ by 4.',str(a.summary().tables[0])+'\n'+str(a.summary().tables[1])+'\n\n'+str(b.summary().tables[0])+'\n'+str(b.summary().tables[1]))
add('parts.csv','pandas-csv','pandas',A,'All 655 teachers, men 241 and women 411: 3 others.',D(['group','teachers'],[['all',655],['men',241],['women',411]]).to_csv(index=False))
add('pctn.html','html','pandas',A,'0.9% of 671 = 6 dismissed workers.',htm('<p>N = 671 workers</p>',D(['outcome','percent'],[['stayed',88.5],['moved',10.6],['dismissed',0.9]]).to_html(index=False)))
add('dummies.ipynb','notebook','Jupyter',A,'Mean of dummy refugee 0.0140 times N 500 gives 7.',nb(['print("N =", len(df))\ndf.mean().round(4)'],{'df':pd.DataFrame({'female':[1]*268+[0]*232,'refugee':[1]*7+[0]*493,'rural':[1]*121+[0]*379})}))
add('waves.json','json','pandas',A,'Waves 2210 and 2203 of the same closed panel: 7 lost.',json.dumps({'panel':'closed, no refreshment','wave1':{'persons':2210,'mean_score':50.2},'wave2':{'persons':2203,'mean_score':51.0}},indent=1))
add('masked.txt','pandas-print','pandas',A,'Masked cell: 402-211-188 = 3 offenders.',pd.DataFrame({'fine':['911','302'],'probation':['211','455'],'prison':['188','240'],'other':['<10','61'],'total':['1313','1058']},index=['theft','drugs'])) if False else add('masked.txt','pandas-print','pandas',A,'Masked cell theft/other: 1313-911-211-188 = 3.',pd.DataFrame({'fine':['911','302'],'probation':['211','455'],'prison':['188','240'],'other':['<10','61'],'total':['1313','1058']},index=['theft','drugs']))
add('surv.csv','pandas-csv','pandas',A,'At-risk falls 214 to 208 between times with no censoring: 6 deaths.',D(['month','at_risk','survival'],[[0,214,1.0],[6,208,.97196],[12,190,.88785],[18,171,.79907]]).to_csv(index=False))
add('sheets2.xlsx','xlsx','pandas',A,'Total of sheet by region 1530, of sheet by sex 1522 for the same beneficiaries: 8 with unknown sex.',xl(by_region=(D(['region','beneficiaries'],[['coast',840],['inland',690],['total',1530]]),False),by_sex=(D(['sex','beneficiaries'],[['female',901],['male',621],['total',1522]]),False)))
add('anteil.md','latex-markdown','Markdown',A,'2,5 % von 320 = 8 Auszubildende.','Von den 320 Auszubildenden des Jahrgangs haben 2,5 % die Lehre abgebrochen; 71,9 % wurden übernommen.')
add('stack.svg','svg','matplotlib',A,'Labels 450 invited and 443 answered: 7 did not.',svg(lambda a:(a.bar_label(a.bar(['invited nurses','answered'],[450,443])),a.set_ylabel('persons'))))
save(2)
