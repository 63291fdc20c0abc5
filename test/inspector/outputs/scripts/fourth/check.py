"""check.py DIR: reads the files again and holds them against what the labels promise, as far as that can be done without knowing the numbers."""
import collections, json, os, re, subprocess, sys, zipfile
D = sys.argv[1]; L = json.load(open(os.path.join(D, 'labels.json'))); bad = []
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
def text(p):
    e = p.rsplit('.', 1)[1]
    if e == 'pdf': return subprocess.run(['pdftotext', '-layout', p, '-'], capture_output=True).stdout.decode('utf-8', 'replace')
    if e in ('docx', 'pptx', 'xlsx', 'odt', 'ods'):
        z = zipfile.ZipFile(p); s = ''
        for n in z.namelist():
            if n.startswith('docProps/') : meta[n, p] = z.read(n).decode('utf-8', 'replace'); continue
            if n.endswith('.xml') and re.search(r'(word/document|slides/slide\d|sharedStrings|sheets?/sheet\d|content)', n): s += re.sub(r'<[^>]+>', ' | ', re.sub(r'<(?:c|row|t|v|is|f)\b[^>]*>', '', z.read(n).decode('utf-8', 'replace')))
        return s
    s = open(p, encoding='utf-8').read()
    if e == 'svg':
        c = ' | '.join(re.findall(r'<!-- (.*?) -->', s)); return c + ' | ' + ' | '.join(re.sub(r'<[^>]+>', '', x) for x in re.findall(r'<text.*?</text>', s, re.S))
    if e == 'html': return re.sub(r'<[^>]+>', ' | ', re.sub(r'<style.*?</style>', '', s, flags=re.S))
    return s
meta = {}
def says(d, why): bad.append((d['kind'], d['name'], why))
size = 0; names = set(os.listdir(D)) - {'labels.json', 'identifier-sentences.json'}
for n in names - {d['name'] for d in L}: bad.append(('-', n, 'has no label'))
for d in L:
    p = os.path.join(D, d['name'])
    if not os.path.exists(p): says(d, 'is not there'); continue
    b = os.path.getsize(p); size += b
    if b > 150_000: says(d, f'{b} bytes')
    if b == 0: says(d, 'is empty'); continue
    t = text(p)
    raw = open(p, 'rb').read()
    for w in (os.getcwd().encode() + b'/', b'/ho' + b'me/', b'/tm' + b'p/', b'/ro' + b'ot/'):
        if w in raw or w.decode() in t: says(d, f'a path or login: {w.decode()}')
    if re.search(r'small|harmless|round|danger|extreme|missing|ident', d['name']): says(d, 'the name tells')
    if d['kind'] == 'small-count':
        m = re.search(r': (\d+)$', d['what'])
        v = m and m[1]
        if d['ext'] if 'ext' in d else p.rsplit('.', 1)[1] == 'svg' and not re.search(rf'(?<![\d.,]){v}(?![\d.,])', t): says(d, f'{v} is not found')
        elif not re.search(rf'(?<!\d)(?<!\d[.]){v}(?!\d)', t): says(d, f'{v} is not found')
    if d['kind'] == 'rounded':
        if p.endswith('.json'): t = re.sub(r'[,:\[\]]', ' ', t)
        n = [int(x.replace(',', '')) for x in re.findall(r'(?<![\w.,:#-])\d{1,3}(?:,\d{3})+(?![\w.,%])|(?<![\w.,:#-])\d+(?![\w.,%-])', t) if int(x.replace(',', '')) > 12 and not 1900 < int(x.replace(',', '')) < 2030]
        k = d['base']; ok = [x for x in n if (x % 6 == 3 if k == 6 else x % k == 0)]
        if n and len(set(ok)) < 10: says(d, f'only {len(set(ok))} different multiples of {k}')
    if d['kind'] in ('harmless', 'rounded'):
        if re.search(r'\b(min(imum)?|max(imum)?)\b', t, re.I) and 'yrange' not in t: says(d, 'a minimum or maximum: ' + re.search(r'.{0,30}\b(min(imum)?|max(imum)?)\b.{0,20}', t, re.I)[0])
        if re.search(r'[\w.]+@[\w.]+\.\w+', t): says(d, 'an address')
    if d['kind'] == 'harmless' and d['program'] not in ('matplotlib', 'gnuplot', 'seaborn', 'R ggplot2', 'R svglite') :
        # a number from 1 to 9 alone in a cell of a table
        s = re.sub(r'(?:Wave|Stage|Pflegegrad|Sheet|Table|Tabelle|row|col|df) ?= ?\d|Wave \d|Pflegegrad \d|Fixed \dy|item\d', '', t)
        c = re.findall(r'(?:^|[|,;\t]|\s{2})\s*([1-9])\s*(?=$|[|,;\t]|\s{2})', s, re.M)
        if c: says(d, f'lone small numbers {c[:6]} (to look at)')
print(len(L), 'labels,', size, 'bytes'); 
for k in ('kind', 'form', 'program'): print(dict(collections.Counter(d[k] for d in L).most_common()))
f = collections.Counter((d['form']) for d in L if d['kind'] == 'small-count'); print('small-count by form', dict(f))
for b in bad: print(*b, sep='  ')
