# joins the labels, checks files and counts
import json,collections,glob,os
L=[l for f in sorted(glob.glob('labels/*.json')) for l in json.load(open(f))]
L.sort(key=lambda l:l['name']); json.dump(L,open('../labels.json','w'),ensure_ascii=False,indent=1)
T=dict(zip("small-count rows-of-people identifier extreme arithmetic missing-rows rounded harmless".split(),[75,38,30,39,34,32,45,130]))
c=collections.Counter(l['kind'] for l in L);print(len(L),{k:(c[k],T[k]-c[k]) for k in T});print(collections.Counter(l['form'] for l in L))
F=set(os.listdir('../files'));N=[l['name'] for l in L];print('dup',[n for n,k in collections.Counter(N).items() if k>1],'nofile',set(N)-F,'nolabel',F-set(N),'big',[f for f in F if os.path.getsize('../files/'+f)>60000])
p=collections.defaultdict(dict)
for l in L: p[l['kind']][l['form']]=p[l['kind']].get(l['form'],0)+1
for k in T: print(k,p[k])
