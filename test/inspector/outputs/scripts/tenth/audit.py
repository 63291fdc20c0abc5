import json,re,os,subprocess,sys
from lib import ROOT,FILES
def txt(n):
    p=os.path.join(FILES,n); e=n.rsplit('.',1)[1]
    if e in('docx','odt','rtf'): return subprocess.run(['pandoc','-t','plain',p],capture_output=True,text=True).stdout
    if e in('xlsx','ods'):
        import pandas as pd
        return '\n'.join(f'[{k}]\n'+v.to_csv(index=False,header=False) for k,v in pd.read_excel(p,sheet_name=None,header=None).items())
    if e=='pptx':
        import zipfile; z=zipfile.ZipFile(p); return '\n'.join(re.sub('<[^>]+>',' ',z.read(x).decode()) for x in z.namelist() if x.startswith('ppt/slides/slide'))
    if e=='pdf': return subprocess.run(['pdftotext','-layout',p,'-'],capture_output=True,text=True).stdout
    t=open(p,encoding='utf-8').read()
    if e=='svg' and len(t)>6000: t=' '.join(re.findall(r'<text[^>]*>([^<]*)',t))+' '+' '.join(re.findall(r'<!--(.*?)-->',t))
    if n in('tab_flex_web.html','pspp_ct.html'): t=re.sub('<style.*?</style>|<[^>]+>',' ',t,flags=re.S)
    return t
for r in json.load(open(ROOT+'/labels.json')):
    if r['kind'] not in sys.argv[1:]: continue
    t=txt(r['name']); hits=[]
    if not t.strip(): print('EMPTY',r['name'])
    for l in t.split('\n'):
        if re.search(r'(?<![\d.,\w:/-])[1-9](?![\d.,:%\w/-])',l) or re.search(r'(?i)\b(min|max|range|missing|ontbrek|fehlend|excluded)',l): hits.append(l.strip()[:130])
    if hits: print('##',r['name'],'|',r['what']); [print('    ',h) for h in hits[:7]]
