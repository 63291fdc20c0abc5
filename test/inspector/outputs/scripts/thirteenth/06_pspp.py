# really run PSPP (an SPSS work-alike), HTML output
import subprocess,tempfile,os,re,numpy as np
from common import *
def Q(key,kind,what,syn,rows):
    t=tempfile.mkdtemp(); open(t+"/d.txt","w").write("\n".join(" ".join(map(str,r)) for r in rows)); open(t+"/s.sps","w").write(syn)
    subprocess.run(["pspp","-o","o.html","s.sps"],cwd=t,check=True,stdout=subprocess.DEVNULL)
    put(key,"html","html","SPSS",kind,what,open(t+"/o.html",encoding="utf-8").read())
def ex(c): return [k for k,n in c for _ in range(n)]
rng=np.random.default_rng(12)
Q("k1","small-count","FREQUENCIES: 'Sami' 4 speakers.","DATA LIST LIST FILE='d.txt' /lang (F2.0).\nVARIABLE LABELS lang 'Mother tongue'.\nVALUE LABELS lang 1 'Norwegian' 2 'Polish' 3 'Sami'.\nFREQUENCIES lang /STATISTICS=NONE.".replace("STATISTICS=NONE","FORMAT=AVALUE /STATISTICS=NONE"),ex([((1,),812),((2,),133),((3,),4)]))
Q("k2","extreme","DESCRIPTIVES with Minimum and Maximum of single persons' seniority.","DATA LIST LIST FILE='d.txt' /seniority (F8.1).\nDESCRIPTIVES seniority.",[(round(float(v),1),) for v in rng.gamma(2,5,640)])
Q("k3","harmless","CROSSTABS with all cells of 48 or more, chi-square tests with df.","DATA LIST LIST FILE='d.txt' /housing (F2.0) credit (F2.0).\nVALUE LABELS housing 1 'owner' 2 'tenant' /credit 0 'no' 1 'yes'.\nCROSSTABS /TABLES=housing BY credit /STATISTICS=CHISQ /CELLS=COUNT ROW.",ex([((1,0),402),((1,1),133),((2,0),288),((2,1),48)]))
x=rng.normal(size=(900,2))
Q("k4","harmless","REGRESSION: coefficients, R and ANOVA; df are no persons.","DATA LIST LIST FILE='d.txt' /trust (F8.3) contact (F8.3).\nREGRESSION /VARIABLES=contact /DEPENDENT=trust /STATISTICS=COEFF R ANOVA.",[(round(float(a+.3*b),3),round(float(b),3)) for a,b in x])
save("06_pspp.json")
