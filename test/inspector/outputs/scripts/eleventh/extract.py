import json,subprocess,re,sys,html
B='.'
def text(x):
    p=B+'/files/'+x['name'];f=x['form']
    if f in('docx','odt'): return subprocess.run(['pandoc','-t','plain','--wrap=none',p],capture_output=True,text=True).stdout
    if f=='pptx':
        import zipfile; z=zipfile.ZipFile(p); o=''
        for n in sorted(z.namelist()):
            if re.match(r'ppt/slides/slide\d+.xml',n): o+='\n--\n'+re.sub(r'<a:p>|</a:tc>','\n',z.read(n).decode()).replace('</a:p>','\n')
        return re.sub(r'\n\s*\n+','\n',html.unescape(re.sub(r'<[^>]+>','',o)))
    if f=='xlsx':
        import openpyxl; wb=openpyxl.load_workbook(p,read_only=True); return '\n'.join('['+ws.title+']\n'+'\n'.join('\t'.join(str(c) for c in r) for r in ws.iter_rows(values_only=True)) for ws in wb)
    if f=='ods':
        subprocess.run(['soffice','--headless','--convert-to','csv','--outdir','/tmp',p],capture_output=True); return open('/tmp/'+x['name'].replace('.ods','.csv'),encoding='utf-8',errors='replace').read()
    if f=='pdf': return subprocess.run(['pdftotext','-layout',p,'-'],capture_output=True,text=True).stdout
    if f=='svg':
        t=open(p).read(); return '\n'.join(re.findall(r'<(?:text|title)[^>]*>([^<]*)<',t))
    t=open(p,encoding='utf-8').read()
    if f=='html': t=html.unescape(re.sub(r'<style.*?</style>|<script.*?</script>','',t,flags=re.S)); t=re.sub(r'<[^>]+>',' ',t); t=re.sub(r'[ \t]*\n[\s]*','\n',t)
    if f=='notebook':
        t=''.join('\n>> '+''.join(c['source'])+'\n'+''.join(''.join(o.get('text',o.get('data',{}).get('text/plain',''))) for o in c.get('outputs',[])) for c in json.loads(t)['cells'])
    return t
if __name__=='__main__':
    L=json.load(open(B+'/labels.json')); json.dump({x['name']:text(x) for x in L},open('/tmp/e11_texts.json','w'))
