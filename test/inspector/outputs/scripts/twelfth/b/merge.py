import json,os,collections,glob,random
H=os.path.dirname(os.path.abspath(__file__))+'/..'
L=sum((json.load(open(p)) for p in sorted(glob.glob(H+'/labels_*.json'))),[])
random.Random(4).shuffle(L)          # neutral names
for i,l in enumerate(L,1):
    n=f"b_out{i:03d}{os.path.splitext(l['name'])[1]}"; os.rename(f"{H}/files/{l['name']}",f'{H}/files/{n}'); l['name']=n
json.dump(L,open(H+'/labels.json','w'),ensure_ascii=False,indent=1)
for p in glob.glob(H+'/labels_*.json'): os.remove(p)
f=set(os.listdir(H+'/files')); n=[l['name'] for l in L]
print(len(L),len(set(n)),f^set(n),[x for x in f if os.path.getsize(H+'/files/'+x)>60000])
print(collections.Counter(l['kind'] for l in L)); print(collections.Counter(l['form'] for l in L))
print(sum('base' in l for l in L))
