"""are the labels true? prints what is not"""
import json, os, re, sys, zipfile, subprocess, collections, html
from common import ROOT, OUT
L = json.load(open(OUT + '/labels.json')); CH = json.load(open(ROOT + '/scripts/truth.json')); bad = 0
def text(p):
    e = p.rsplit('.', 1)[-1]
    if e in ('docx', 'odt', 'pptx', 'xlsx', 'ods'):
        z = zipfile.ZipFile(p); return '\n'.join(re.sub(r'<[^>]+>', ' ', re.sub(r'</(w:p|w:r|text:p|a:p|row|c|si)>', '\n', z.read(n).decode('utf8', 'replace'))) if not n.endswith('sheet1.xml') else re.sub(r'<[^>]+>', ' ', z.read(n).decode()) for n in z.namelist() if n.endswith('.xml'))
    if e == 'pdf': return subprocess.run(['pdftotext', '-layout', p, '-'], capture_output=True, text=True).stdout
    t = open(p, encoding='utf8').read()
    if e == 'rtf': t = re.sub(r'\\u(\d+)\?', lambda m: chr(int(m[1])), t)
    return t
def no(e, m):
    global bad; bad += 1; print('!!', e['kind'], e['name'], m)
names = set(os.listdir(OUT)) - {'labels.json', 'identifier-sentences.json'}
if names != {e['name'] for e in L}: print('!! files and labels differ', names ^ {e['name'] for e in L}); bad += 1
for e in L:
    p = OUT + '/' + e['name']; t = html.unescape(text(p)); 
    if len(t.strip()) < 20: no(e, 'empty')
    nums = set(re.findall(r'\d+', re.sub(r'(?<=\d)[.,\u00a0](?=\d{3}(?!\d))', '', t)))
    c = CH.get(e['name'])
    if c:
        allv = [x for r in c['v'] for x in r] + c['rt'] + c['ct'] + [c['gt']]
        if e['kind'] == 'harmless' and any(0 < x < 10 for x in allv): no(e, 'small count')
        if e['kind'] == 'rounded':
            b = e['base']
            if any(x and x % b != (3 if b == 6 else 0) for x in allv): no(e, 'not rounded')
            ow = c['layout'] in ('stata_one', 'sas_one', 'mpl_bar', 'counter')
            d = len(set(c['oneway'] if ow else [x for r in c['v'] for x in r]))
            if d < 8 and not c['note']: no(e, f'few different counts and no note {d}')
            if c['note'] and d < 8 and c['note'][:20] not in t and 'svg' not in e['form'] and e['form'] not in ('pdf',): no(e, 'note not found')
        if e['kind'] == 'small-count' and str(c['small']) not in nums: no(e, 'small count not in file')
        if e['kind'] == 'arithmetic':
            if not 0 < c['small'] < 10: no(e, 'no small')
            i = [k for k, r in enumerate(c['v']) if c['small'] in r][0]
            if str(c['gt']) not in nums and not any(str(x) in nums for x in c['ct'] if x > 9) and str(c['rt'][i]) not in nums: no(e, 'no total')
    if e['kind'] == 'identifier':
        for x in re.findall(r'\b(?:[A-Z]{2}[\d ]{15,}|[A-Z]?\d[\d.\-/ ]{6,}\w?|[A-Z]{6}\w{10})$', e['what']):
            if x.strip() not in t: no(e, x)
    if e['kind'] == 'harmless' or e['kind'] == 'rounded':
        for m in re.finditer(r'(?i)\b(n|anzahl|n_pat\w*|count|freq|obs|persons|patients|pazienti|personen|deleted|removed|excluded)\s*[=:]?\s*\(?([1-9])(?![\d.,])\b', t): print('  ?', e['kind'], e['name'], repr(t[max(0, m.start()-30):m.end()+20]))
        if re.search(r'(?i)\bmin(imum)?\b.{0,40}\bmax', t): print('  ? min/max', e['name'])
s = json.load(open(OUT + '/identifier-sentences.json')); print(len(s['with']), len(s['without']), 'sentences')
if len(set(s['with'])) != len(s['with']) or len(set(s['without'])) != len(s['without']): print('!! twice'); bad += 1
print(collections.Counter(e['kind'] for e in L)); print(collections.Counter(e['form'] for e in L)); print(len(L), 'files,', bad, 'wrong')
