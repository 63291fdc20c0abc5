"""bundle files -> files/. @@@ name | kind | program | what | base ; body raw (md for office forms, TSV sheets for xlsx/ods)"""
import sys,os,subprocess,tempfile,re
from lib import *
import lib
import openpyxl
tmp='/tmp/t10build'; os.makedirs(tmp,exist_ok=True)
def sheets(body):
    out=[];cur=None
    for l in body.rstrip('\n').split('\n'):
        if l.startswith('## sheet:'): cur=(l[9:].strip(),[]); out.append(cur)
        elif cur is None: cur=('Sheet1',[]); out.append(cur); cur[1].append(l)
        else: cur[1].append(l)
    return out
def conv(x):
    try: return int(x)
    except: pass
    try: return float(x)
    except: return x
for b in sys.argv[1:]:
    tag=os.path.basename(b).split('.')[0]; o=Out(tag); lib.R.seed(tag)
    txt=open(b,encoding='utf-8').read()
    pdf=[];ods=[]
    for part in re.split(r'(?m)^@@@ ',txt)[1:]:
        head,body=part.split('\n',1); h=[x.strip() for x in head.split('|')]
        name,kind,prog,what=h[:4]; base=h[4] if len(h)>4 else None
        body=sub(body).rstrip('\n')+'\n'; ext=name.rsplit('.',1)[1].lower(); path=os.path.join(FILES,name)
        if ext in('docx','odt','pptx','rtf'):
            subprocess.run(['pandoc','-s','-f','markdown','-t',ext,'-o',path],input=body.encode(),check=True)
        elif ext=='pdf':
            p=os.path.join(tmp,name[:-4]+'.odt'); subprocess.run(['pandoc','-s','-f','markdown','-t','odt','-o',p],input=body.encode(),check=True); pdf.append(p)
        elif ext in('xlsx','ods'):
            wb=openpyxl.Workbook(); wb.remove(wb.active)
            for t,ls in sheets(body):
                ws=wb.create_sheet(t)
                for i,l in enumerate(ls,1):
                    for j,c in enumerate(l.split('\t'),1):
                        if c.startswith('#note:'):
                            from openpyxl.comments import Comment
                            ws.cell(i,j-1).comment=Comment(c[6:],'me'); continue
                        if c!='': ws.cell(i,j,conv(c))
                if 'hidden' in t.lower(): ws.sheet_state='hidden'
            if ext=='xlsx': wb.save(path)
            else: p=os.path.join(tmp,name[:-4]+'.xlsx'); wb.save(p); ods.append(p)
        else: open(path,'w',encoding='utf-8').write(body)
        o.label(name,kind,prog,what,base)
    for l,f in((pdf,'pdf'),(ods,'ods')):
        if l: subprocess.run(['nice','soffice','-env:UserInstallation=file:///tmp/lo10','--headless','--convert-to',f,'--outdir',FILES]+l,stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL)
    o.save()
