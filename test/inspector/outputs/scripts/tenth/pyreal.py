from lib import *
import json,os,numpy as np,pandas as pd,statsmodels.api as sm,statsmodels.formula.api as smf
import matplotlib; matplotlib.use('svg'); import matplotlib.pyplot as plt
o=Out('pyreal'); g=np.random.default_rng(10)
import re as _re
for x in json.load(open('_real.json')):
    o.label(x['name'],x['kind'],x['program'],x['what'])
    p=os.path.join(FILES,x['name'])
    if p.endswith('.txt'):
        t=open(p).read(); t2=_re.sub(r'Deviance Residuals: \n[^\n]*\n[^\n]*\n\n','',t)
        if t2!=t: open(p,'w').write(t2)
n=5400
df=pd.DataFrame(dict(age=g.normal(55,13,n).round(),sex=g.choice(['F','M'],n),site=g.choice(['Lyon','Nantes','Lille'],n)))
df['y']=(10+.2*df.age+g.normal(0,4,n)).round(1); df['e']=(g.random(n)<1/(1+np.exp(4-.05*df.age))).astype(int)
s='Python statsmodels (real run)'
o.text('modele_ols.txt','harmless',s,'OLS summary',str(smf.ols('y~age+C(sex)',df).fit().summary()))
o.text('logit_out2.html','harmless',s,'Logit summary as HTML',smf.logit('e~age+C(sex)',df).fit(disp=0).summary().as_html())
o.text('poisson_mod.tex','harmless',s,'Poisson summary LaTeX',smf.glm('e~age+C(site)',df,family=sm.families.Poisson()).fit().summary().as_latex())
o.text('tmoy_site.txt','harmless','pandas (real run)','groupby mean std count',df.groupby(['site','sex'])['y'].agg(['count','mean','std']).round(2).to_string())
o.text('ct_norm.csv','harmless','pandas (real run)','crosstab counts large',pd.crosstab(df.site,df.e).to_csv())
o.text('pivot_ui.html','harmless','pandas (real run)','pivot table of means',df.pivot_table(index='site',columns='sex',values='y').round(2).to_html())
o.text('descr_noext.json','harmless','pandas (real run)','mean, std, quartiles as JSON',df[['age','y']].agg(['count','mean','std']).round(2).to_json())
o.text('descr_ext.txt','extreme','pandas (real run)','describe with min max',df[['age','y']].describe().round(2).to_string())
df['grp']=g.choice(['a','b','c'],n,p=[.7,.2989,.0011])
o.text('vc_site.txt','small-count','pandas (real run)','value_counts, one value below 10',str(df.grp.value_counts()))
print(df.grp.value_counts().to_dict())
plt.figure(); yr=range(2013,2023); plt.plot(yr,[8.1,8.0,8.3,7.9,7.7,7.8,7.2,9.4,8.8,8.1]); plt.ylabel('Mortality per 1000'); plt.savefig(FILES+'/courbe_tx.svg'); plt.close(); o.label('courbe_tx.svg','harmless','matplotlib (real run)','rates by year')
plt.figure(); plt.barh(['A','B','C'],[.12,.18,.22],xerr=[.01,.01,.02]); plt.savefig(FILES+'/barre_prop.svg'); plt.close(); o.label('barre_prop.svg','harmless','matplotlib (real run)','proportions with error bars')
plt.rcParams['svg.fonttype']='none'
plt.figure(); plt.bar(['North','South','Prison'],[412,388,7]); 
for i,v in enumerate([412,388,7]): plt.text(i,v,str(v))
plt.title('Patients by referral site'); plt.savefig(FILES+'/barre_n.svg'); plt.close(); o.label('barre_n.svg','small-count','matplotlib (real run)','bar labels with 7')
plt.figure(); plt.plot([0,1,2],[.1,.2,.25],label='Group 3'); plt.legend(); plt.xlabel('lag (weeks)'); plt.savefig(FILES+'/lagresp.svg'); plt.close(); o.label('lagresp.svg','harmless','matplotlib (real run)','lag-response curve, text kept')
# pspp
import subprocess
df.rename(columns={'e':'event'}).assign(s=(df.sex=='M').astype(int),k=df.grp.map({'a':1,'b':2,'c':3}))[['age','s','k','y','event']].to_csv('/tmp/p10.csv',index=False)
base="GET DATA /TYPE=TXT /FILE='/tmp/p10.csv' /FIRSTCASE=2 /DELIMITERS=',' /VARIABLES=age F4.0 s F1.0 k F1.0 y F6.1 event F1.0.\n"
for nm,kind,what,syn in [('spv_reg.txt','harmless','REGRESSION','REGRESSION /VARIABLES=age s /DEPENDENT=y /STATISTICS=COEFF R ANOVA.'),
 ('wyn_logit.txt','harmless','LOGISTIC REGRESSION','LOGISTIC REGRESSION event WITH age s.'),
 ('pspp_ct.html','harmless','CROSSTABS large','CROSSTABS /TABLES=s BY event /STATISTICS=CHISQ.'),
 ('frek_k.txt','small-count','FREQUENCIES with a small value','FREQUENCIES /VARIABLES=k /STATISTICS=NONE.'),
 ('opis_y.txt','extreme','DESCRIPTIVES min max','DESCRIPTIVES /VARIABLES=age y.')]:
    open('/tmp/p10.sps','w').write(base+syn+'\n')
    subprocess.run(['nice','pspp','-o',os.path.join(FILES,nm),'/tmp/p10.sps'],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL,timeout=60)
    if os.path.exists(os.path.join(FILES,nm)): o.label(nm,kind,'PSPP (real run)',what)
o.save()
