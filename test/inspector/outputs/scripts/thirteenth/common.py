# helper for the Python scripts: run from the folder scripts/
import hashlib, json, os
LAB=[]
STEM=["output","table","res","study","annex","log","run","export","sheet","part","item","doc"]
def fname(key,ext):
    h=hashlib.md5(key.encode()).hexdigest(); return f"{STEM[int(h[:2],16)%12]}_{h[2:7]}.{ext}"
def seed(key): return int(hashlib.md5(key.encode()).hexdigest()[:6],16)
def path(key,ext): return os.path.join("../files",fname(key,ext))
def lab(key,ext,form,program,kind,what,base=None):
    d=dict(name=fname(key,ext),form=form,program=program,kind=kind,what=what)
    if base: d["base"]=base
    LAB.append(d)
def put(key,ext,form,program,kind,what,text,base=None):
    with open(path(key,ext),"w",encoding="utf-8") as f: f.write(text if text.endswith("\n") else text+"\n")
    lab(key,ext,form,program,kind,what,base)
def save(f):
    with open("labels/"+f,"w",encoding="utf-8") as h: json.dump(LAB,h,ensure_ascii=False,indent=1)
def rb(x,b): return int(round(x/b))*b
