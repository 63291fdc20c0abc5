"""puts the parts together: files/labels.json"""
import common; common.R.seed(31)
from common import *
import shutil
ALL = []
for p in ['counts', 'people', 'harmless']: ALL += json.load(open(os.path.join(ROOT, 'scripts', f'part_{p}.json')))
for e in ALL: USED.add(e['name'].lower())
for e in json.load(open('/tmp/ninth_r/man.json')):
    e['name'] = fname(e.pop('ext'))
    t = e.pop('tmp'); 
    if e['name'].endswith('.md'):
        x = open(t).read(); x = x.replace('/tmp/ninth_r/figure/', 'figure/'); open(t, 'w').write(x)
    shutil.copy(t, os.path.join(OUT, e['name'])); ALL.append({k: e[k] for k in ('name', 'form', 'program', 'kind', 'what', 'base') if k in e})
chk = {e['name']: e.pop('_chk') for e in ALL if '_chk' in e}
ALL.sort(key=lambda e: e['name'])
json.dump(chk, open(os.path.join(ROOT, 'scripts', 'truth.json'), 'w'), ensure_ascii=False)
json.dump(ALL, open(os.path.join(OUT, 'labels.json'), 'w'), ensure_ascii=False, indent=1)
print(len(ALL), 'files')
