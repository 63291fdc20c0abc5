import json,io,ast,contextlib,os,warnings
warnings.filterwarnings('ignore')
import numpy as np,pandas as pd
import matplotlib; matplotlib.use('svg'); matplotlib.rcParams['svg.fonttype']='none'; matplotlib.rcParams['svg.hashsalt']='1'
import matplotlib.pyplot as plt
H=os.path.dirname(os.path.abspath(__file__))+'/..'
L=[]
def add(name,form,program,kind,what,text=None,base=None):
    p=f'{H}/files/b_{name}'
    if text is not None:
        if callable(text): text(p)
        else: open(p,'w').write(str(text).rstrip('\n')+'\n')
    d=dict(name='b_'+name,form=form,program=program,kind=kind,what=what)
    if base: d['base']=base
    L.append(d)
def save(part): json.dump(L,open(f'{H}/labels_{part}.json','w'),ensure_ascii=False,indent=1)
def nb(cells,ns=None):
    ns=ns if ns is not None else {}; out=[];n=0
    ns.update(np=np,pd=pd)
    for c in cells:
        if c.startswith('#md '):
            out.append(dict(cell_type='markdown',metadata={},source=[c[4:]])); continue
        n+=1; t=ast.parse(c); o=[]; buf=io.StringIO(); v=None
        with contextlib.redirect_stdout(buf):
            if isinstance(t.body[-1],ast.Expr):
                last=t.body.pop(); exec(compile(t,'c','exec'),ns); v=eval(compile(ast.Expression(last.value),'c','eval'),ns)
            else: exec(compile(t,'c','exec'),ns)
        if buf.getvalue(): o.append(dict(output_type='stream',name='stdout',text=buf.getvalue().splitlines(True)))
        if v is not None:
            d={'text/plain':repr(v).splitlines(True)}
            if hasattr(v,'to_html') and isinstance(v,pd.DataFrame): d['text/html']=v.to_html().splitlines(True)
            o.append(dict(output_type='execute_result',execution_count=n,metadata={},data=d))
        out.append(dict(cell_type='code',execution_count=n,metadata={},source=c.splitlines(True),outputs=o))
    return json.dumps(dict(cells=out,metadata=dict(kernelspec=dict(display_name='Python 3',language='python',name='python3'),language_info=dict(name='python',version='3.11.2')),nbformat=4,nbformat_minor=5),indent=1,ensure_ascii=False)
def md(df,index=True):
    if index: df=df.reset_index()
    r=[[str(x) for x in df.columns]]+[[str(x) for x in row] for row in df.values]
    w=[max(len(a[i]) for a in r) for i in range(len(r[0]))]
    f=lambda a:'| '+' | '.join(x.ljust(k) for x,k in zip(a,w))+' |'
    return '\n'.join([f(r[0]),'|'+'|'.join(':'+'-'*(k+1) for k in w)+'|']+[f(a) for a in r[1:]])
def D(cols,rows): return pd.DataFrame(rows,columns=cols)
def htm(*parts): return '<html><head><meta charset="utf-8"></head><body>\n'+'\n'.join(parts)+'\n</body></html>'
def svg(f):
    def w(p):
        fig,ax=plt.subplots(figsize=(6,4)); f(ax); fig.savefig(p,format='svg',metadata={'Date':None}); plt.close(fig)
    return w
def xl(**sheets):
    def w(p):
        with pd.ExcelWriter(p,engine='openpyxl') as x:
            for k,(df,i) in sheets.items(): df.to_excel(x,sheet_name=k,index=i)
    return w
def rep(d,names=('a','b')):
    """micro data from dict of cell counts"""
    return pd.DataFrame([k for k,n in d.items() for _ in range(n)],columns=names)
