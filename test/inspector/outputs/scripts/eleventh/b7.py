from lib import *; import numpy as np, pandas as pd_, statsmodels.api as sm, statsmodels.formula.api as smf, warnings
warnings.filterwarnings('ignore')
H='harmless'
rg=np.random.default_rng(77); n=8400
d=pd_.DataFrame(dict(age=np.clip(rg.normal(44,11,n).round(),18,79),female=rg.integers(0,2,n),educ=rg.choice(['low','mid','high'],n),region=rg.choice(['north','south','east'],n)))
d['lwage']=2.2+.012*d.age-.09*d.female+.2*(d.educ=='high')+rg.normal(0,.4,n); d['unemp']=(rg.random(n)<.12+.05*(d.educ=='low')).astype(int)
d['visits']=rg.poisson(np.exp(.2+.01*d.age))
m=smf.ols('lwage ~ age + female + C(educ)',d).fit(cov_type='HC1')
add('ols_lwage.txt','text','statsmodels summary',H,'OLS summary, 8400 observations',str(m.summary()))
g=smf.logit('unemp ~ age + female + C(educ)',d).fit(disp=0)
add('logit_unemp.txt','text','statsmodels summary',H,'logit summary',str(g.summary()))
add('margins_unemp.txt','text','statsmodels get_margeff',H,'marginal effects',str(g.get_margeff().summary()))
p=smf.glm('visits ~ age + female',d,family=sm.families.Poisson()).fit()
add('visits_poisson.html','html','statsmodels as_html',H,'Poisson GLM table in HTML','<h2>GP visits</h2>\n'+p.summary().tables[1].as_html())
add('ols_wage.tex','tex','statsmodels as_latex',H,'LaTeX of OLS coefficients',m.summary().tables[1].as_latex_tabular())
add('group_means.txt','text','pandas to_string',H,'means and SD by education',d.groupby('educ').agg(n=('lwage','size'),mean=('lwage','mean'),sd=('lwage','std')).round(3).to_string())
add('xtab_region.txt','text','pandas crosstab',H,'crosstab with large cells','>>> pd.crosstab(df.region, df.educ, margins=True)\n'+pd_.crosstab(d.region,d.educ,margins=True).to_string())
add('corr_mat.csv','csv','pandas to_csv',H,'correlation matrix',d[['age','female','lwage','unemp','visits']].corr().round(4).to_csv())
add('means_wide.tsv','tsv','pandas to_csv',H,'mean wages of large groups',d.groupby(['region','educ']).lwage.agg(['size','mean','std']).round(3).to_csv(sep='\t'))
add('anova_out.txt','text','statsmodels anova_lm',H,'ANOVA table',sm.stats.anova_lm(smf.ols('lwage ~ C(educ)*C(region)',d).fit(),typ=2).round(4).to_string())
add('tukey_regions.txt','text','statsmodels pairwise_tukeyhsd',H,'Tukey comparison',str(sm.stats.multicomp.pairwise_tukeyhsd(d.lwage,d.region).summary()))
add('group_summary.html','html','pandas to_html',H,'HTML table of large groups',(d.groupby('region').agg(people=('age','size'),mean_age=('age','mean'),unemployed=('unemp','sum')).round(1)).to_html())
add('wage_quantiles.json','json','pandas to_json',H,'quantiles p10 to p90',d.lwage.quantile([.1,.25,.5,.75,.9]).round(3).to_json(indent=1))
add('mixed_lwage.txt','text','statsmodels MixedLM',H,'mixed model on 60 areas',"""
           Mixed Linear Model Regression Results
===========================================================
Model:               MixedLM   Dependent Variable:   lwage 
No. Observations:    8400      Method:               REML  
No. Groups:          60        Scale:                0.1604
Mean group size:     140.0     Log-Likelihood:       -4280.4
Converged:           Yes                                   
-----------------------------------------------------------
                 Coef.  Std.Err.   z    P>|z| [0.025 0.975]
-----------------------------------------------------------
Intercept         2.201    0.024 91.708 0.000  2.154  2.248
age               0.012    0.000 29.952 0.000  0.011  0.013
female           -0.088    0.009 -9.972 0.000 -0.105 -0.071
Group Var         0.012    0.006                           
===========================================================
""")
x=pd_.Series(rg.choice(['alone','partner','family','institution'],1200,p=[.4,.45,.145,.005]))
vc=pd_.Series([493,531,172,4],index=['alone','partner','family','institution'],name='living')
add('living_counts.html','html','pandas to_html','small-count','HTML value counts with 4 in an institution',vc.to_frame().to_html())
# ---- pspp
import pathlib
def pspp(name,kind,what,sps):
    pathlib.Path('/tmp/x.sps').write_text(sps); r=subprocess.run(['pspp','-O','format=txt','/tmp/x.sps'],capture_output=True,text=True); add(name,'text','PSPP output',kind,what,r.stdout.strip('\n'))
def rows(tab): return '\n'.join(f'{a} {b} {k}' for (a,b),k in tab.items())
base="DATA LIST LIST /a b w.\nBEGIN DATA\n%s\nEND DATA.\nWEIGHT BY w.\n"
pspp('pspp_cross_sep.txt','small-count','PSPP crosstab with cells of 3 and 7',base%rows({(1,0):211,(1,1):34,(2,0):188,(2,1):7,(3,0):97,(3,1):3})+"VARIABLE LABELS a 'District' b 'Repeat offence'.\nCROSSTABS /TABLES=a BY b /CELLS=COUNT /STATISTICS=CHISQ.\n")
pspp('pspp_freq_dep.txt','small-count','PSPP frequencies with 5',base%rows({(1,0):311,(2,0):142,(3,0):61,(4,0):5})+"VALUE LABELS a 1 'none' 2 'mild' 3 'moderate' 4 'severe'.\nFREQUENCIES /VARIABLES=a /STATISTICS=NONE.\n")
pspp('pspp_cross_ok.txt',H,'PSPP crosstab with large cells',base%rows({(1,0):511,(1,1):134,(2,0):488,(2,1):107,(3,0):397,(3,1):93})+"VARIABLE LABELS a 'Region' b 'Union member'.\nCROSSTABS /TABLES=a BY b /CELLS=COUNT ROW.\n")
dat='\n'.join(f'{int(r.age)} {r.lwage:.3f} {int(r.female)}' for r in d.head(1500).itertuples())
b2="DATA LIST LIST /age lwage female.\nBEGIN DATA\n%s\nEND DATA.\n"%dat
pspp('pspp_desc_all.txt','extreme','PSPP descriptives with minimum and maximum',b2+"DESCRIPTIVES age lwage.\n")
pspp('pspp_means.txt',H,'PSPP means and deviations only',b2+"DESCRIPTIVES age lwage /STATISTICS=MEAN STDDEV.\n")
pspp('pspp_regr.txt',H,'PSPP regression',b2+"REGRESSION /VARIABLES=age female /DEPENDENT=lwage /STATISTICS=COEFF R ANOVA.\n")
pspp('pspp_list_cases.txt','rows-of-people','PSPP LIST of twelve respondents',b2+"N OF CASES 12.\nLIST age female lwage.\n")
# ---- gretl
d.head(3000)[['age','female','lwage']].to_csv('/tmp/g.csv',index=False)
def gretl(name,kind,what,scr,drop=True):
    pathlib.Path('/tmp/x.inp').write_text('set verbose off\nopen /tmp/g.csv --quiet\n'+scr); r=subprocess.run(['gretlcli','-b','/tmp/x.inp'],capture_output=True,text=True)
    t=r.stdout; i=t.find('? '); add(name,'text','gretl output',kind,what,t[i:].strip('\n') if i>=0 else t)
gretl('gretl_ols.txt',H,'gretl OLS','ols lwage const age female --robust\n')
gretl('gretl_summary.txt','extreme','gretl summary prints minimum and maximum','summary age lwage\n')
gretl('gretl_modtest.txt',H,'gretl heteroskedasticity test','ols lwage const age female --quiet\nmodtest --white --quiet\n')
