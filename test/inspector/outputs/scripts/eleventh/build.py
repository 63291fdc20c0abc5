import json,os
B='.';d={}
for l in open(B+'/scripts/registry.jsonl',encoding='utf-8'):
    x=json.loads(l); d[x['name']]=x
d={k:v for k,v in d.items() if os.path.exists(B+'/files/'+k)}
json.dump(list(d.values()),open(B+'/labels.json','w',encoding='utf-8'),ensure_ascii=False,indent=1)
from collections import Counter
print(len(d),Counter(x['kind'] for x in d.values()),Counter(x['form'] for x in d.values()),Counter(x.get('base') for x in d.values() if 'base' in x))
print('unlabelled',[f for f in os.listdir(B+'/files') if f not in d])
big=[f for f in os.listdir(B+'/files') if os.path.getsize(B+'/files/'+f)>200000]; print('big',big)
