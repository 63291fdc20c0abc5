# Stata-like logs, numbers computed here and set out as Stata does
import numpy as np, pandas as pd
import statsmodels.api as sm
from scipy import stats
from common import *
def R(key): return np.random.default_rng(seed(key))
def tab1(var,d):
    n=sum(d.values()); c=0; o=[f"{var[:11]:>11} |      Freq.     Percent        Cum.","-"*12+"+"+"-"*35]
    for k,v in d.items(): c+=v; o.append(f"{k[:11]:>11} | {v:>10,} {100*v/n:>11.2f} {100*c/n:>11.2f}")
    return "\n".join(o+["-"*12+"+"+"-"*35,f"{'Total':>11} | {n:>10,}      100.00"])
def tab2(rv,cv,rows,cols,m,tot=True,rowpct=False):
    m=np.array(m); w=11
    o=[f"{'':>10} | {cv:^{w*len(cols)}}",f"{rv[:10]:>10} |"+"".join(f"{c[:9]:>{w}}" for c in cols)+(" |      Total" if tot else ""),"-"*11+"+"+"-"*(w*len(cols)+1)+("+----------" if tot else "")]
    for r,x in zip(rows,m):
        o.append(f"{r[:10]:>10} |"+"".join(f"{v:>{w},}" for v in x)+(f" | {x.sum():>10,} " if tot else ""))
        if rowpct: o.append(f"{'':>10} |"+"".join(f"{100*v/x.sum():>{w}.2f}" for v in x)+(" |     100.00 " if tot else ""))
    if tot: o+=["-"*11+"+"+"-"*(w*len(cols)+1)+"+----------",f"{'Total':>10} |"+"".join(f"{v:>{w},}" for v in m.sum(0))+f" | {m.sum():>10,} "]
    return "\n".join(o)
def chi(m):
    c=stats.chi2_contingency(np.array(m),correction=False); return f"\n          Pearson chi2({c[2]}) = {c[0]:8.4f}   Pr = {c[1]:.3f}"
def g(x): 
    s=f"{x:.7g}"; return s.replace("0.",".",1) if s.startswith("0.") else s.replace("-0.","-.",1)
def summ(d):
    o=["    Variable |        Obs        Mean    Std. dev.       Min        Max","-"*13+"+"+"-"*57]
    for k,x in d.items():
        x=np.array(x,float); o.append(f"{k:>12} | {len(x):>10,} {g(x.mean()):>11} {g(x.std(ddof=1)):>11} {g(x.min()):>10} {g(x.max()):>10}")
    return "\n".join(o)
def detail(name,x):
    x=np.sort(np.array(x,float)); n=len(x); q=lambda p:g(np.percentile(x,p)); sk=stats.skew(x); ku=stats.kurtosis(x,fisher=False)
    s=x[:4]; l=x[-4:]
    L=[("      Percentiles      Smallest",""),(f" 1% {q(1):>12} {g(s[0]):>13}",""),(f" 5% {q(5):>12} {g(s[1]):>13}",""),(f"10% {q(10):>12} {g(s[2]):>13}",f"       Obs         {n:>10,}"),(f"25% {q(25):>12} {g(s[3]):>13}",f"       Sum of wgt. {n:>10,}"),("",""),(f"50% {q(50):>12}              ",f"       Mean        {g(x.mean()):>10}"),("                        Largest",f"      Std. dev.   {g(x.std(ddof=1)):>10}"),(f"75% {q(75):>12} {g(l[0]):>13}",""),(f"90% {q(90):>12} {g(l[1]):>13}",f"       Variance    {g(x.var(ddof=1)):>10}"),(f"95% {q(95):>12} {g(l[2]):>13}",f"       Skewness    {g(sk):>10}"),(f"99% {q(99):>12} {g(l[3]):>13}",f"       Kurtosis    {g(ku):>10}")]
    return f"{name:^61}\n"+"-"*61+"\n"+"\n".join(a+b for a,b in L)
def reg(y,X,names,yn):
    f=sm.OLS(y,sm.add_constant(X)).fit(); n=int(f.nobs); k=int(f.df_model)
    o=[f"      Source |       SS           df       MS      Number of obs   = {n:>9,}",f"-------------+----------------------------------   F({k}, {n-k-1})        = {f.fvalue:>9.2f}",
     f"       Model | {f.ess:>11.6g} {k:>9}  {f.mse_model:>10.6g}   Prob > F        = {f.f_pvalue:>9.4f}",f"    Residual | {f.ssr:>11.6g} {n-k-1:>9,}  {f.mse_resid:>10.6g}   R-squared       = {f.rsquared:>9.4f}",
     f"-------------+----------------------------------   Adj R-squared   = {f.rsquared_adj:>9.4f}",f"       Total | {f.centered_tss:>11.6g} {n-1:>9,}  {f.mse_total:>10.6g}   Root MSE        = {np.sqrt(f.mse_resid):>9.5g}",""]
    return "\n".join(o)+coefs(f,names,yn,"t")
def coefs(f,names,yn,st):
    o=["-"*78,f"{yn[:12]:>12} | Coefficient  Std. err.      {st}    P>|{st}|     [95% conf. interval]","-"*13+"+"+"-"*64]
    ci=np.array(f.conf_int()); idx=list(range(1,len(names)+1))+[0]
    for i,nm in zip(idx,list(names)+["_cons"]): o.append(f"{nm[:12]:>12} | {g(f.params[i]):>10} {g(f.bse[i]):>10} {f.tvalues[i]:>8.2f} {f.pvalues[i]:>7.3f} {g(ci[i,0]):>12} {g(ci[i,1]):>11}")
    return "\n".join(o+["-"*78])
def logit(y,X,names,yn):
    f=sm.Logit(y,sm.add_constant(X)).fit(disp=0); o="".join(f"Iteration {i}:   log likelihood = {v:.5f}  \n" for i,v in enumerate([f.llnull,f.llf-.41,f.llf-.002,f.llf]))
    return o+f"\nLogistic regression                               Number of obs     = {int(f.nobs):>10,}\n                                                  LR chi2({len(names)})        = {f.llr:>10.2f}\n                                                  Prob > chi2       = {f.llr_pvalue:>10.4f}\nLog likelihood = {f.llf:.5f}                       Pseudo R2         = {f.prsquared:>10.4f}\n\n"+coefs(f,names,yn,"z")
def lst(cols,rows):
    w=[max(len(str(c)),*(len(str(r[i])) for r in rows))+2 for i,c in enumerate(cols)]
    bar="     +"+"-"*(sum(w)+1)+"+"; o=[bar,"     |"+"".join(f"{c:>{k}}" for c,k in zip(cols,w))+" |","     |"+"-"*(sum(w)+1)+"|"]
    for i,r in enumerate(rows): o.append(f"{i+1:>3}. |"+"".join(f"{str(v):>{k}}" for v,k in zip(r,w))+" |")
    return "\n".join(o+[bar])
def S(key,kind,what,*parts,base=None,head=False):
    t=""
    for p in parts: t+=(". "+p[1:]+"\n" if p.startswith(".") else p+"\n")+"\n"*(not p.startswith("."))
    if head: t="-"*86+"\n      name:  <unnamed>\n       log:  analysis.log\n  log type:  text\n opened on:  12 Mar 2018, 10:14:22\n\n"+t+". log close\n"
    put(key,"log","stata-log","Stata",kind,what,t,base)
# small-count
S("s1","small-count","Category 'shelter' has 7 persons.",".tabulate housing",tab1("housing",{"own":512,"rent":398,"family":61,"shelter":7}),head=True)
m=[[188,41,6],[203,77,24]];S("s2","small-count","Cell rural/late is 6 women.",".tabulate area booking, chi2",tab2("area","booking",["rural","urban"],["early","middle","late"],m)+chi(m))
S("s3","small-count","Cell 'graduate / benefit' is 3 persons (with row percent).",".tab edu status, row",tab2("edu","status",["basic","graduate"],["employed","benefit"],[[322,71],[410,3]],rowpct=True))
S("s4","small-count","Class 4 of the delinquency table has 5 persons.",".tab deliq if year==2009",tab1("deliq",{"0":1203,"1":88,"2":31,"3":14,"4":5}))
S("s5","small-count","count if returns 4 persons.",".count if dismissed==1 & age_band==5","  4")
S("s6","small-count","table command: freq of widowers in Tampere 8.",".table city marital",tab2("city","marital",["Tampere","Turku","Oulu"],["naimisissa","leski"],[[288,8],[199,21],[240,17]],tot=False))
S("s7","small-count","stset shows 6 failures of persons.",".stset time, failure(relapse)","     failure event:  relapse != 0 & relapse < .\nobs. time interval:  (0, time]\n exit on or before:  failure\n\n"+"-"*78+"\n        812  total observations\n          0  exclusions\n"+"-"*78+"\n        812  observations remaining, representing\n          6  failures in single-record/single-failure data")
S("s8","small-count","tab1 with several variables: 'mining' 2, 'seasonal' 9.",".tab1 branch contract","-> tabulation of branch\n\n"+tab1("branch",{"trade":330,"mining":2,"health":411}),"-> tabulation of contract\n\n"+tab1("contract",{"open":602,"fixed":132,"seasonal":9}))
S("s9","small-count","bysort count: Lindenhof has 8 residents under guardianship.",".bysort guardian: tab home","-> guardian = no\n"+tab1("home",{"Lindenhof":88,"Seeblick":120}),"-> guardian = yes\n"+tab1("home",{"Lindenhof":8,"Seeblick":31}))
S("s10","small-count","classification table: 9 wrongly classified defaulters.",".estat classification","Logistic model for default\n\n              -------- True --------\nClassified |         D            ~D  |      Total\n-----------+--------------------------+-----------\n     +     |       188            44  |        232\n     -     |         9           712  |        721\n-----------+--------------------------+-----------\n   Total   |       197           756  |        953\n\nSensitivity                     Pr( +| D)   95.43%\nSpecificity                     Pr( -|~D)   94.18%")
# rows
r=R("s20");S("s20","rows-of-people","list of six single patients.",".list patid sex age dx in 1/6",lst(["patid","sex","age","dx"],[[int(r.integers(1000,9999)),r.choice(["m","f"]),int(r.integers(30,90)),r.choice(["I21","I50","I48"])] for _ in range(6)]))
S("s21","rows-of-people","list of influential persons with dfbeta.",".list persno wage dfb if abs(dfb)>.2, clean","\n".join(f"{i:>6}.   {p}   {w}   {d}" for i,p,w,d in [(14,"40122",9120,".2413"),(201,"40988",211,"-.3120"),(388,"41770",8804,".2208"),(640,"43015",150,"-.2877")]))
S("s22","rows-of-people","long form: one pupil over three grades and another one.",".list pupil grade reading, sepby(pupil)",lst(["pupil","grade","reading"],[[51,3,412],[51,4,455],[51,5,470],[77,3,502],[77,4,531],[77,5,518]]))
# identifier
S("s30","identifier","Codice fiscale RSSMRA85T10A562S with valid check letter.",".assert length(cf)==16","assertion is false",".display cf[118]","RSSMRA85T10A562S")
S("s31","identifier","Note with a person's name and date of birth.",".notes","_dta:\n  1.  wave weights revised\n  2.  corrected entry of participant Helena Sjöberg, born 3 May 1949, after call")
S("s32","identifier","Hospital number with label (MRN 00418273).",".display \"record not merged: \" msg","record not merged: MRN 00418273, ward transfer missing",".tab _merge, nolabel",tab1("_merge",{"1":120,"3":4410}))
# extreme
r=R("s40");S("s40","extreme","summarize prints Min and Max of income and age of single persons.",".summarize income age",summ({"income":r.lognormal(10,.5,1420).round(),"age":r.integers(18,94,1420)}),head=True)
S("s41","extreme","summarize, detail lists the four smallest and four largest single values.",".summarize cd4, detail",detail("cd4",r.lognormal(6,.4,733).round()))
x=r.lognormal(3,.7,900);S("s42","extreme","tabstat with min and max of single persons.",".tabstat hours_care, stat(mean sd min max)","    variable |      mean        sd       min       max\n-------------+----------------------------------------\n  hours_care | "+"".join(f"{g(v):>10}" for v in [x.mean(),x.std(ddof=1),x.min(),x.max()])+"\n"+"-"*54)
S("s43","extreme","codebook shows the range of birth weights [612,5340].",".codebook bweight","bweight"+" "*50+"birth weight (g)\n"+"-"*80+"\n                  Type: Numeric (int)\n                 Range: [612,5340]                    Units: 1\n         Unique values: 1,204                     Missing .: 0/4,310\n                  Mean: 3391.2\n             Std. dev.: 541.07\n           Percentiles:     10%       25%       50%       75%       90%\n                           2720      3060      3410      3750      4040")
x=r.gamma(3,9,650);S("s44","extreme","display r(max): longest unemployment spell of one person.",".quietly summarize spell",f".display \"longest spell: \" %4.1f r(max) \" months\"",f"longest spell: {x.max():4.1f} months")
S("s45","extreme","Column 'Maximum value' is the highest pension of one person per region.",".table region, statistic(mean pension) statistic(max pension)","         |     Mean   Maximum value\n---------+--------------------------\nregion   |\n  Lazio  | 1312.44            7412\n  Puglia | 1188.02            5830\n  Veneto | 1402.91            9115\n  Total  | 1307.60            9115")
# arithmetic
r=R("s50");n=812;X=r.normal(size=(n,2));y=X@[1,.5]+r.normal(size=n)
S("s50","arithmetic","Two regressions on the same sample with 812 and 806 observations: 6 persons differ.",".regress score motiv",reg(y,X[:,:1],["motiv"],"score"),".regress score motiv support",reg(y[:806],X[:806],["motiv","support"],"score"))
S("s51","arithmetic","estimates table: N 2044 and 2039 differ by 5 persons.",".estimates table m1 m2, stats(N r2) b(%7.3f)","-"*36+"\n    Variable |   m1        m2     \n-------------+----------------------\n       educ  |   0.081     0.079  \n     tenure  |             0.012  \n       _cons |   1.902     1.844  \n-------------+----------------------\n           N |    2044      2039  \n          r2 |   0.211     0.234  \n"+"-"*36)
S("s52","arithmetic","drop if: count 3310 before and 3302 after: 8 persons dropped.",".count","  3,310",".quietly keep if valid_address==1",".count","  3,302")
S("s53","arithmetic","mean of proportion .005 with Number of obs 800 = 4 persons.",".proportion legalaid","Proportion estimation             Number of obs = 800\n\n--------------------------------------------------------------\n             | Proportion   Std. err.     [95% conf. interval]\n-------------+------------------------------------------------\n    legalaid |\n       none  |       .745     .01542       .7136       .7740\n       part  |        .25     .01532       .2212       .2813\n       full  |       .005     .00249       .0019       .0133\n--------------------------------------------------------------")
# missing
S("s60","missing-rows","misstable: weight 6 missing, smoke 3.",".misstable summarize","                                                               Obs<.\n                                                +------------------------------\n               |                                | Unique\n      Variable |     Obs=.     Obs>.     Obs<.  | values        Min         Max\n  -------------+--------------------------------+------------------------------\n        weight |         6                 814  |   >500          .           .\n         smoke |         3                 817  |      2          0           1\n  -----------------------------------------------------------------------------")
S("s61","missing-rows","drop: (7 observations deleted) for missing income.",".drop if missing(income)","(7 observations deleted)",".regress y x, noheader","(output omitted)")
S("s62","missing-rows","generate: (4 missing values generated).",".generate lnwage = ln(wage)","(4 missing values generated)")
S("s63","missing-rows","tab with missing: '.' has 9 persons.",".tab disab, missing",tab1("disab",{"no":1402,"yes":188,".":9}))
S("s64","missing-rows","mdesc: educ 2 missing of 1240.",".mdesc","\n    Variable    |     Missing          Total     Percent Missing\n----------------+-----------------------------------------------\n           educ |           2          1,240           0.16\n         region |           0          1,240           0.00\n----------------+-----------------------------------------------")
# rounded
S("s70","rounded","All frequencies rounded to 10.",".* frequencies rounded to base 10",".tabdisp county, cellvar(n_r)",lst(["county","n_r"],[["Cork",1210],["Kerry",440],["Mayo",390],["Clare",310],["Louth",470]]),base=10)
S("s71","rounded","Counts rounded to 5 in all cells.",".table grade sex, contents(freq) // rounded to 5",tab2("grade","sex",["I","II","III","IV","V"],["men","women"],[[rb(a,5),rb(b,5)] for a,b in [(233,188),(412,391),(128,147),(66,83),(38,29)]],tot=False),base=5)
S("s72","rounded","Counts rounded to 25.",".list court year n25, noobs",lst(["court","year","n25"],[["A",2010,425],["A",2011,475],["B",2010,250],["B",2011,325],["C",2010,1150],["C",2011,975]]),base=25)
S("s73","rounded","Counts rounded to 3.",".tabdisp band, cellvar(n3a n3b)","     band |       n3a        n3b\n----------+---------------------\n"+"\n".join(f"{b:>9} |{rb(x,3):>10}{rb(y,3):>11}" for b,x,y in [("0-4",44,38),("5-14",125,107),("15-29",311,272),("30-49",466,520),("50-69",205,188),("70+",59,83)]),base=3)
# harmless
r=R("s80");n=1733;X=r.normal(size=(n,3));y=X@[.3,-.2,.1]+r.normal(size=n)
S("s80","harmless","Regression table with one N of 1,733.",".regress lnw educ exper female",reg(y,X,["educ","exper","female"],"lnw"),head=True)
yb=(r.random(n)<1/(1+np.exp(-X[:,0]))).astype(int)
S("s81","harmless","Logit model; iterations 0-3 and LR chi2(2) are no persons.",".logit vote interest trust",logit(yb,X[:,:2],["interest","trust"],"vote"))
S("s82","harmless","Frequencies all above 80.",".tab workload",tab1("workload",{"low":412,"medium":877,"high":233,"very high":84}))
S("s83","harmless","Cox model, hazard ratio; large numbers of subjects and failures.",".stcox treat age, nolog","Cox regression -- Breslow method for ties\n\nNo. of subjects =        1,480                  Number of obs    =       1,480\nNo. of failures =          622\nTime at risk    =        40211\n                                                LR chi2(2)       =       31.18\nLog likelihood  =   -4102.7713                  Prob > chi2      =      0.0000\n\n"+"-"*78+"\n          _t | Haz. ratio   Std. err.      z    P>|z|     [95% conf. interval]\n-------------+----------------------------------------------------------------\n       treat |    .742113    .060122    -3.68   0.000     .6331521    .8698252\n         age |   1.021440    .005301     4.09   0.000     1.011103     1.031883\n"+"-"*78)
S("s84","harmless","Do-file comments and settings; version 15.",".version 15",".set more off",".set seed 8",".* step 3: build weights, see chapter 4")
S("s85","harmless","Wald test with 3 degrees of freedom.",".test 2.region 3.region 4.region"," ( 1)  2.region = 0\n ( 2)  3.region = 0\n ( 3)  4.region = 0\n\n           chi2(  3) =   12.44\n         Prob > chi2 =    0.0060")
S("s86","harmless","margins: predicted probabilities without counts of persons except N 2,410.",".margins arm","Adjusted predictions                                     Number of obs = 2,410\n\n             |            Delta-method\n             |     Margin   std. err.      z    P>|z|     [95% conf. interval]\n-------------+----------------------------------------------------------------\n         arm |\n    control  |   .3121408   .0133104    23.45   0.000      .286053    .3382287\n      coach  |   .3610222   .0138221    26.12   0.000     .3339313     .388113")
S("s87","harmless","Mean and sd by tabstat, no min or max.",".tabstat gaf, by(site) stat(mean sd)","    site |      mean        sd\n---------+--------------------\n    East |     61.22     11.80\n    West |     63.07     12.14\n---------+--------------------\n   Total |     62.18     12.01")
S("s88","harmless","VIF table.",".estat vif","    Variable |       VIF       1/VIF  \n-------------+----------------------\n       exper |      2.31    0.433266\n        educ |      1.84    0.543478\n      tenure |      1.22    0.819672\n-------------+----------------------\n    Mean VIF |      1.79")
S("s89","harmless","Cross table with all cells of 40 or more, Pearson chi2(2).",".tab sect strike, chi2",tab2("sect","strike",["metal","paper","post"],["no","yes"],[[310,140],[188,61],[402,93]])+chi([[310,140],[188,61],[402,93]]))
S("s90","harmless","describe of variables: types, no data.",".describe age_band wage_q","Variable      Storage   Display    Value\n    name         type    format    label      Variable label\n"+"-"*70+"\nage_band        byte    %8.0g      ab         age in 6 bands\nwage_q          byte    %8.0g                 wage quintile 1-5")
save("03_stata.json");print(len(LAB))
