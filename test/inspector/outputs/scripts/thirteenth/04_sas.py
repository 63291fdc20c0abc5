# SAS-like listings and logs, numbers computed here and set out as SAS does
import numpy as np, pandas as pd
import statsmodels.api as sm
from scipy import stats
from common import *
def P(p): return '<.0001' if p<.0001 else f'{p:.4f}'
def R(key): return np.random.default_rng(seed(key))
def title(p="The SAS System",pg=1): return f"{p:^70}{pg:>10}\n"
def f1(var,d):
    n=sum(d.values());c=0;w=max(len(var),*(len(k) for k in d))
    o=["The FREQ Procedure".center(70),"",f"{'':{w}}                             Cumulative    Cumulative",f"{var:{w}}    Frequency     Percent     Frequency      Percent","-"*(w+58)]
    for k,v in d.items(): c+=v;o.append(f"{k:{w}}    {v:>9}    {100*v/n:>8.2f}     {c:>9}     {100*c/n:>8.2f}")
    return "\n".join(o)
def f2(rv,cv,rows,cols,m,stat=True,nopct=False):
    m=np.array(m);N=m.sum();o=["The FREQ Procedure".center(70),"",f"Table of {rv} by {cv}","",f"{rv:<11}{cv}","",("Frequency" if nopct else "Frequency|\nPercent  |\nRow Pct  |\nCol Pct  ")+"|"+"|".join(f"{c[:8]:<8}" for c in cols)+"|  Total"]
    bar="---------+"+"--------+"*len(cols)
    o.append(bar)
    for r,x in zip(rows,m):
        o.append(f"{r[:9]:<9}|"+"|".join(f"{v:>7} " for v in x)+f"|{x.sum():>7}")
        if not nopct:
            o.append("         |"+"|".join(f"{100*v/N:>7.2f} " for v in x)+f"|{100*x.sum()/N:>7.2f}")
            o.append("         |"+"|".join(f"{100*v/x.sum():>7.2f} " for v in x)+"|")
            o.append("         |"+"|".join(f"{100*v/s:>7.2f} " for v,s in zip(x,m.sum(0)))+"|")
        o.append(bar)
    o.append("Total    "+"".join(f"{v:>9}" for v in m.sum(0))+f"{N:>8}")
    if stat:
        c=stats.chi2_contingency(m,correction=False);o+=["",f"Statistics for Table of {rv} by {cv}","","Statistic                     DF       Value      Prob","-"*54,f"Chi-Square                    {c[2]:>2}    {c[0]:>8.4f}    {P(c[1]):>8}"]
    return "\n".join(o)
def means(d,cols):
    fn={"N":lambda x:f"{len(x)}","Mean":lambda x:f"{x.mean():.7f}"[:11],"Std Dev":lambda x:f"{x.std(ddof=1):.7f}"[:11],"Minimum":lambda x:f"{x.min():.7f}"[:11],"Maximum":lambda x:f"{x.max():.7f}"[:12],"Median":lambda x:f"{np.median(x):.7f}"[:11]}
    o=["The MEANS Procedure".center(70),"","Variable    "+"".join(f"{c:>14}" for c in cols),"-"*(12+14*len(cols))]
    for k,x in d.items(): x=np.array(x,float);o.append(f"{k:<12}"+"".join(f"{fn[c](x):>14}" for c in cols))
    return "\n".join(o+["-"*(12+14*len(cols))])
def pr(cols,rows,obs=True):
    w=[max(len(str(c)),*(len(str(r[i])) for r in rows))+4 for i,c in enumerate(cols)]
    return "\n".join([("Obs" if obs else "")+"".join(f"{c:>{k}}" for c,k in zip(cols,w)),""]+[(f"{i+1:>3}" if obs else "")+"".join(f"{str(v):>{k}}" for v,k in zip(r,w)) for i,r in enumerate(rows)])
def params(rows,link="ChiSq"):
    return "Analysis of Maximum Likelihood Estimates\n\n                               Standard          Wald\nParameter    DF    Estimate       Error    Chi-Square    Pr > ChiSq\n\n"+"\n".join(f"{p:<12} 1    {b:>8.4f}    {s:>8.4f}    {(b/s)**2:>10.4f}    {P(stats.chi2.sf((b/s)**2,1)):>10}" for p,b,s in rows)
def A(key,kind,what,t,base=None,head="The SAS System",log=False): put(key,"lst" if not log else "log","sas-list","SAS",kind,what,t if log else title(head)+"\n"+t,base)
# small
A("a1","small-count","Category 'Homicide' has 4 convicts.",f1("Offence",{"Burglary":412,"Fraud":203,"Homicide":4,"Traffic":688}))
A("a2","small-count","Cell Night/Severe is 7 persons, with percents.",f2("Shift","Injury",["Day","Night"],["Light","Severe"],[[310,41],[122,7]]),head="Occupational injuries")
A("a3","small-count","Cell of foreign degree in Tampa: 2.",f2("City","Degree",["Miami","Orlando","Tampa"],["Home","Foreign"],[[401,55],[288,31],[190,2]],nopct=True,stat=False))
A("a4","small-count","MEANS by class: N Obs 6 for level 'Rehab'.","The MEANS Procedure".center(70)+"\n\n            Analysis Variable : cost\n\n           N\nUnit     Obs             Mean          Std Dev\n"+"-"*48+"\nAcute    712          8120.44          2310.12\nRehab      6         14011.90          1207.55\nDay      301          1204.18           410.77\n"+"-"*48)
A("a5","small-count","TABULATE: 9 female officers in grade 5.","-"*44+"\n|            |      Male |    Female |\n|            |     N     |     N     |\n|------------+-----------+-----------|\n|Grade       |           |           |\n|3           |       212 |       188 |\n|4           |       144 |        61 |\n|5           |        77 |         9 |\n"+"-"*44)
A("a6","small-count","LIFETEST summary: arm B has 5 failed.","The LIFETEST Procedure\n\nSummary of the Number of Censored and Uncensored Values\n\n                                             Percent\nStratum   arm       Total   Failed  Censored  Censored\n"+"-"*56+f"\n      1   A           140       31       109     {100*109/140:.2f}\n      2   B           138        5       133     {100*133/138:.2f}\n"+"-"*56+f"\n  Total               278       36       242     {100*242/278:.2f}")
A("a7","small-count","Response profile: event=1 has frequency 8.","The LOGISTIC Procedure\n\n          Response Profile\n\n Ordered                      Total\n   Value     Readmit      Frequency\n\n       1           1              8\n       2           0            904\n\nProbability modeled is Readmit='1'.")
A("a8","small-count","SQL count: 3 persons in Kommune Ærø.",pr(["kommune","antal"],[["Odense",1204],["Svendborg",311],["Ærø",3]],obs=False),head="Førtidspension pr. kommune")
# rows
r=R("a20");A("a20","rows-of-people","PROC PRINT of five single insured persons.",pr(["insured","sex","byear","claim"],[[int(r.integers(10000,99999)),r.choice(["M","F"]),int(r.integers(1940,1990)),round(float(r.lognormal(7,.6)),2)] for _ in range(5)]))
A("a21","rows-of-people","Extreme residual listing with student ids.",pr(["student","actual","pred","rstudent"],[["S0412","212","498.1","-3.41"],["S0977","701","520.8","3.02"],["S1133","688","511.2","2.94"]]),head="Observations with |RSTUDENT| > 2.5")
A("a22","rows-of-people","SAS log with PUT _ALL_ prints a person's record.","NOTE: Invalid data for dose in line 412 21-24.\nRULE:      ----+----1----+----2----+----3\n412        20418 F 67 C34  O.5 2011-04-02\npatno=20418 sex=F age=67 icd=C34 dose=. visit=2011-04-02 _ERROR_=1 _N_=412\nNOTE: The data set WORK.CHEMO has 2210 observations and 6 variables.",log=True)
# identifier
A("a30","identifier","Finnish personal identity code 131052-308T (valid check character).","NOTE: Rekisteriyhdistely valmis.\nWARNING: henkilötunnus 131052-308T ei löydy väestörekisteristä.\nNOTE: The data set WORK.YHD has 81220 observations and 14 variables.",log=True)
A("a31","identifier","Log with name and street of a person with labels.","NOTE: Address cleaning completed.\nWARNING: unmatched contact: Name: Robert Haldane; Street: 22 Orchard Rise, Wexcombe.\nNOTE: match rate 98.1 percent.",log=True)
# extreme
r=R("a40");A("a40","extreme","PROC MEANS with Minimum and Maximum of single persons.",means({"income":r.lognormal(10,.5,1811),"age":r.integers(18,92,1811)},["N","Mean","Std Dev","Minimum","Maximum"]))
x=np.sort(r.lognormal(4,.6,920).round(1));ob=r.permutation(920)
A("a41","extreme","UNIVARIATE Extreme Observations with value and Obs number.","The UNIVARIATE Procedure\nVariable:  ferritin\n\n          Extreme Observations\n\n-----Lowest----        ----Highest----\n\n Value      Obs         Value      Obs\n\n"+"\n".join(f"{x[i]:>6} {ob[i]:>8}      {x[-5+i]:>8} {ob[-5+i]:>8}" for i in range(5)))
A("a42","extreme","Quantiles 100% Max and 0% Min of single persons.","The UNIVARIATE Procedure\nVariable:  rent\n\nQuantiles (Definition 5)\n\nLevel         Quantile\n100% Max      "+"\n".join([f"{np.max(x)*9:.0f}"]+[f"{l:<13} {np.percentile(x,p)*9:.0f}" for l,p in [("99%",99),("95%",95),("90%",90),("75% Q3",75),("50% Median",50),("25% Q1",25),("10%",10),("5%",5),("1%",1),("0% Min",0)]]))
A("a43","extreme","Maximum overdraft of a single customer by branch.","The MEANS Procedure\n\n      Analysis Variable : overdraft\n\nbranch         Mean         Median        Maximum\n"+"-"*52+"\nAarhus       3120.4         2210.0        48120.0\nHerning      2877.1         1980.5        61204.5\n"+"-"*52)
# arithmetic
A("a50","arithmetic","Log: input 5200 observations, output 5193 after dedup: 7 persons removed.","NOTE: There were 5200 observations read from the data set WORK.PERSONS.\nNOTE: The data set WORK.ADULTS has 5193 observations and 22 variables.",log=True)
A("a51","arithmetic","Percent 0.75 of total 800 = 6 persons.",pr(["outcome","percent"],[["none","78.50"],["warning","20.75"],["licence withdrawn","0.75"]],obs=False)+"\n\nNumber of drivers: 800")
A("a52","arithmetic","Cumulative frequencies 641 and 649 give 8 in 'Third degree'.","The FREQ Procedure\n\n                 Cumulative    Cumulative\nBurn             Frequency      Percent\n"+"-"*42+f"\nFirst degree          402        {402/6.49:.2f}\nSecond degree         641        {641/6.49:.2f}\nThird degree          649        100.00")
A("a53","arithmetic","Masked cell * with totals: fail of grade A is 45-40 = 5 (and 66-61).",pr(["grade","pass","fail","total"],[["A","61","*","66"],["B","22","40","62"],["sum","83","45","128"]],obs=False))
# missing
A("a60","missing-rows","Frequency Missing = 6.",f1("Smoking",{"Never":512,"Former":288,"Current":171})+"\n\n"+"Frequency Missing = 6".center(60))
A("a61","missing-rows","REG: Number of Observations with Missing Values 4.","The REG Procedure\nModel: MODEL1\nDependent Variable: bmd\n\nNumber of Observations Read                        1302\nNumber of Observations Used                        1298\nNumber of Observations with Missing Values            4")
A("a62","missing-rows","MEANS with N Miss: crp 9, ldl 2.","The MEANS Procedure\n\nVariable        N       N Miss            Mean\n"+"-"*48+"\ncrp           891            9       4.1120448\nldl           898            2       3.3081212\nhdl           900            0       1.4099020\n"+"-"*48)
A("a63","missing-rows","Log: missing values were generated 3 times (at line 118).","NOTE: Missing values were generated as a result of performing an operation on missing values.\n      Each place is given by: (Number of times) at (Line):(Column).\n      3 at 118:14\nNOTE: The data set WORK.INC has 4410 observations and 9 variables.",log=True)
# rounded
A("a70","rounded","All counts rounded to 5.",pr(["Diagnosis","Men","Women"],[[k,rb(a,5),rb(b,5)] for k,a,b in [("Asthma",212,267),("COPD",188,141),("Pneumonia",97,83),("Influenza",62,58),("Other",33,41)]],obs=False),base=5,head="Counts rounded to base 5")
A("a71","rounded","All counts rounded to 10.",pr(["year","benefit","sanction"],[[y,rb(a,10),rb(b,10)] for y,a,b in [(2010,5123,412),(2011,5388,377),(2012,5602,431),(2013,5477,398)]]),base=10)
A("a72","rounded","Counts rounded to 100.",pr(["lan","anställda","varsel"],[["Norrbotten",rb(41233,100),rb(812,100)],["Kalmar",rb(38120,100),rb(1340,100)],["Blekinge",rb(29811,100),rb(655,100)]],obs=False),base=100)
A("a73","rounded","Counts rounded to 20.",pr(["loan_type","applied","approved"],[[k,rb(a,20),rb(b,20)] for k,a,b in [("car",2211,1633),("mortgage",1388,977),("student",866,745),("renovation",412,290)]],obs=False),base=20)
# harmless
A("a80","harmless","Logistic estimates, DF 1 each.",params([("Intercept",-1.2041,.1203),("age10",.2214,.0411),("female",-.1120,.0702),("urban",.3041,.0733)]))
A("a81","harmless","PROC REG parameter estimates; N 4120.","The REG Procedure\nDependent Variable: lnearn\n\nNumber of Observations Used   4120\n\n                    Sum of        Mean\nSource       DF    Squares      Square   F Value   Pr > F\nModel         3  412.01882   137.33961    211.04   <.0001\nError      4116 2678.60123     0.65078\n\nVariable    DF   Estimate   Std Error   t Value   Pr > |t|\nIntercept    1    1.90212     0.05120     37.15     <.0001\nschool       1    0.07122     0.00380     18.74     <.0001\ntenure       1    0.01120     0.00141      7.94     <.0001\npart_time    1   -0.12044     0.02810     -4.29     <.0001")
A("a82","harmless","Large frequencies only.",f1("Tenure",{"Owner":2210,"Private":1302,"Social":877}))
A("a83","harmless","Means and standard deviations, no extremes.",means({"qol":R("a83").normal(62,11,740),"phq":R("a83").normal(8,3,740)},["N","Mean","Std Dev"]))
A("a84","harmless","Type 3 tests with DF 2 and 4.","The GLM Procedure\n\nSource        DF   Type III SS   Mean Square   F Value   Pr > F\nregion         4     88.120412     22.030103      5.11   0.0004\ncohort         2     12.440211      6.220106      1.44   0.2371\nregion*cohort  8     31.002211      3.875276      0.90   0.5159")
A("a85","harmless","Log of run times and versions.","NOTE: SAS 9.4 (TS1M6)\nNOTE: PROCEDURE SORT used (Total process time):\n      real time           3.12 seconds\n      cpu time            2.04 seconds\nNOTE: The data set WORK.POP has 120441 observations and 7 variables.",log=True)
A("a86","harmless","Contents of the data set: 4 variables, types and lengths.",pr(["Variable","Type","Len","Format"],[["ageband","Num",3,"AGEB."],["region","Char",4,""],["quarter","Num",3,""],["wt","Num",8,""]]))
A("a87","harmless","Large chi-square table, all cells 45 or more.",f2("Arm","Resp",["Drug","Placebo"],["No","Yes"],[[188,212],[291,146]]))
A("a88","harmless","MIXED covariance parameters and fit statistics.","The Mixed Procedure\n\nCovariance Parameter Estimates\nCov Parm      Subject     Estimate\nIntercept     clinic        0.3120\nResidual                    2.1044\n\nFit Statistics\n-2 Res Log Likelihood       8120.4\nAIC (Smaller is Better)     8124.4\n\nDimensions\nCovariance Parameters  2\nColumns in X           4")
A("a89","harmless","Standardised rates per region.",pr(["region","rate","lower","upper"],[["Nord","12.4","11.8","13.0"],["Ouest","10.9","10.4","11.5"],["Sud","13.3","12.6","14.1"]],obs=False),head="Taux standardisés pour 1000 habitants")
save("04_sas.json");print(len(LAB))
