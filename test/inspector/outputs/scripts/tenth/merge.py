import json,glob,os,collections
from lib import ROOT,FILES
L=[]
for f in sorted(glob.glob(ROOT+'/scripts/_lab_*.json')): L+=json.load(open(f))
n=[r['name'] for r in L]; dup=[k for k,v in collections.Counter(n).items() if v>1]
fs=set(os.listdir(FILES)); print('dup',dup); print('nofile',[x for x in n if x not in fs]); print('nolabel',sorted(fs-set(n)))
K={'small-count','rows-of-people','identifier','extreme','arithmetic','missing-rows','rounded','harmless'}
print([r for r in L if r['kind'] not in K])
L=[r for r in L if r['name'] in fs]
json.dump(L,open(ROOT+'/labels.json','w'),ensure_ascii=False,indent=1)
print(len(L),collections.Counter(r['kind'] for r in L),collections.Counter(r['form'] for r in L))
print('rounded w/o base',[r['name'] for r in L if r['kind']=='rounded' and 'base' not in r])
