import json,os,subprocess,tempfile
B='.';F=B+'/files'
def reg(name,form,program,kind,what,base=None):
    d=dict(name=name,form=form,program=program,kind=kind,what=what)
    if base: d['base']=base
    with open(B+'/scripts/registry.jsonl','a') as f: f.write(json.dumps(d,ensure_ascii=False)+'\n')
def add(name,form,program,kind,what,content,base=None,enc='utf-8'):
    c=content
    if c.startswith('\n'): c=c[1:]
    if not c.endswith('\n'): c+='\n'
    open(F+'/'+name,'w',encoding=enc).write(c); reg(name,form,program,kind,what,base)
def pd(name,form,program,kind,what,md,base=None,meta=''):
    """pandoc to docx/odt/pptx/html"""
    with tempfile.NamedTemporaryFile('w',suffix='.md',delete=False,encoding='utf-8') as t: t.write(md)
    a=['pandoc','-f','markdown',t.name,'-o',F+'/'+name]
    if form=='html': a+=['-s','--metadata','pagetitle='+(meta or name)]
    subprocess.run(['nice','-n','15']+a,check=True,stderr=subprocess.DEVNULL); reg(name,form,program,kind,what,base)
def xl(name,program,kind,what,sheets,base=None):
    import openpyxl
    from openpyxl.styles import Font
    wb=openpyxl.Workbook(); wb.remove(wb.active)
    for t,rows in sheets.items():
        ws=wb.create_sheet(t)
        for r in rows: ws.append(list(r))
        for c in ws[1]: c.font=Font(bold=True)
    wb.save(F+'/'+name); reg(name,'xlsx',program,kind,what,base)
def so(src,fmt):
    """soffice convert file (path) into files/"""
    subprocess.run(['nice','-n','15','soffice','--headless','--convert-to',fmt,'--outdir',F,src],check=True,stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL)
def nb(name,program,kind,what,cells,base=None):
    import nbformat as n
    v=n.v4; N=v.new_notebook(); k=0
    N.metadata={'kernelspec':{'display_name':'Python 3 (ipykernel)','language':'python','name':'python3'},'language_info':{'name':'python','version':'3.10.12'}}
    for c in cells:
        if c[0]=='md': N.cells.append(v.new_markdown_cell(c[1]))
        else:
            k+=1; o=[]
            if len(c)>2 and c[2] is not None:
                if len(c)>3 and c[3]: o=[v.new_output('execute_result',data={'text/plain':c[2],'text/html':c[3]},execution_count=k)]
                else: o=[v.new_output('stream',name='stdout',text=c[2])]
            N.cells.append(v.new_code_cell(c[1],outputs=o,execution_count=k))
    n.write(N,F+'/'+name); reg(name,'notebook',program,kind,what,base)
