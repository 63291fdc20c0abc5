import json,os,re
H=os.path.dirname(os.path.abspath(__file__))+'/..'
import openpyxl,sys
for l in json.load(open(H+'/labels.json')):
    p=H+'/files/'+l['name']; print('###',l['name'],l['kind'],'|',l['what'])
    if p.endswith('xlsx'):
        for ws in openpyxl.load_workbook(p): print(ws.title,[[c for c in r] for r in ws.values])
    elif p.endswith('svg'): print(' / '.join(re.findall(r'<text[^>]*>([^<]*)',open(p).read())))
    elif p.endswith('ipynb'):
        for c in json.load(open(p))['cells']:
            for o in c.get('outputs',[]): print(''.join(o.get('text') or o['data']['text/plain']))
    elif p.endswith('html'): print(re.sub(r'\s+',' ',re.sub('<[^>]+>',' ',open(p).read())))
    else: print(open(p).read()[:1500])
