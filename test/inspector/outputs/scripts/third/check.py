"""Checks what the labels promise, from the files alone: python3 check.py FOLDER."""
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from html import unescape
from pathlib import Path

FOLDER = Path(sys.argv[1])
KINDS = ['small-count', 'rows-of-people', 'identifier', 'extreme', 'arithmetic', 'missing-rows', 'rounded', 'harmless']
TRACES = re.compile(rb'/(?:work|tmp|root|home|usr|var)/|Debian|rsession|localhost|file://', re.I)
AUTHOR = re.compile(rb'<(?:dc:creator|cp:lastModifiedBy|Manager|Company)>([^<]*)<|/Author ?\(([^)]*)\)')
TELLING = re.compile(r'small|round|harm|ident|extrem|arith|miss|hidden|risk|secret|safe', re.I)
EXTREMES = re.compile(r'\b(min|max|minimum|maximum|lowest|highest|youngest|oldest|smallest|largest|range|mínimo|máximo|minimo|massimo|étendue|spannweite|minsta|största|pienin|suurin|maksimum|mindste|største|kleinster|größter)\b', re.I)
SPACES = '\u00a0\u202f'


def text_of(path):
    """The text of a file, in cells parted by tabs where it has them."""
    content = path.read_bytes()
    ext = path.suffix
    if content.startswith(b'PK'):
        out = []
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            strings = []
            if 'xl/sharedStrings.xml' in archive.namelist():
                strings = [unescape(re.sub(r'<[^>]+>', '', x)) for x in re.findall(r'<si>(.*?)</si>', archive.read('xl/sharedStrings.xml').decode(), re.S)]
            for name in archive.namelist():
                if ext == '.xlsx' and name.startswith('xl/worksheets/sheet'):
                    for attributes, inner in re.findall(r'<c ([^>]*)>(.*?)</c>', archive.read(name).decode(), re.S):
                        value = re.search(r'<v[^>]*>(.*?)</v>', inner) or re.search(r'<t[^>]*>(.*?)</t>', inner, re.S)
                        if value:
                            out.append(strings[int(value[1])] if 't="s"' in attributes else unescape(value[1]))
                elif name in ('word/document.xml', 'content.xml') or name.startswith('ppt/slides/slide'):
                    xml = re.sub(r'</(?:w:p|text:p|text:h|a:p)>', '\t', archive.read(name).decode())
                    xml = re.sub(r'<text:s/>', ' ', xml)
                    out.append(unescape(re.sub(r'<[^>]+>', '', xml.split('<office:body>')[-1])))
        return '\t'.join(out)
    if ext == '.pdf':
        return subprocess.run(['pdftotext', '-layout', path, '-'], capture_output=True, text=True).stdout if shutil.which('pdftotext') else None
    text = content.decode('utf-8-sig') if ext != '.csv' else content.decode('utf-8-sig', 'replace') if b'\xef' in content[:1] or is_utf8(content) else content.decode('cp1252')
    if ext == '.ipynb':
        nb = json.loads(text)
        return '\n'.join([''.join(c['source']) for c in nb['cells'] if c['cell_type'] == 'markdown'] + [''.join(o.get('text', [])) + ''.join(o.get('data', {}).get('text/plain', [])) for c in nb['cells'] for o in c.get('outputs', [])])
    if ext in ('.html', '.svg'):
        text = re.sub(r'(?s)<(style|script|defs)[^>]*>.*?</\1>', '', text)
        return unescape(re.sub(r'<[^>]+>', '\t', re.sub(r'<!--|-->', '\t', text)))
    return text


def is_utf8(content):
    try:
        content.decode()
        return True
    except UnicodeDecodeError:
        return False


def whole(text):
    """Whole numbers that stand alone, with marks of thousands taken away; no decimals, percentages, years, dates, bands."""
    text = re.sub(r'\d{4}-\d\d-\d\d|\b\d+[–-]\d+\b|<\d+|\b\d+\+', ' ', text)
    text = re.sub(rf'(?<![\d.,])(\d{{1,3}})((?:[,.{SPACES}]\d{{3}})+)(?![\d]|[.,]\d)', lambda m: m[1] + re.sub(r'\D', '', m[2]), text)
    for m in re.finditer(r'(?<![\w.,:=/-])(\d+)(?![\w:/]|[.,]\d|\s?%)', text):
        yield int(m[1]), text[max(0, m.start() - 25):m.end() + 15].replace('\n', '⏎')


def parts(content):
    yield content
    if content.startswith(b'PK'):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from parts(archive.read(name))


def mod97(text):
    return int(''.join(str(int(c, 36)) for c in text[4:] + text[:4])) % 97 == 1


def wrong(label):
    path = FOLDER / label['name']
    content = path.read_bytes()
    kind = label['kind']
    if len(content) > 200_000:
        yield f'{len(content)} bytes'
    if TELLING.search(label['name'].split('_')[1]):
        yield 'the name tells'
    for part in parts(content):
        found = TRACES.search(part)
        if found:
            yield f'traces of a machine: {part[max(0, found.start() - 30):found.end() + 30]!r}'
        for author in AUTHOR.finditer(part):
            if (author[1] or author[2] or b'') not in (b'', b'analyst', b'\\(anonymous\\') and (author[1] or author[2] or b'').strip():
                yield f'has the author {author[0]!r}'
    if (kind == 'rounded') != ('base' in label):
        yield 'has a base and is not rounded, or the other way round'
    text = text_of(path)
    if text is None or path.suffix == '.svg' and b'<text' not in content:
        return
    value = re.search(r': (\d+)$', label['what'])
    if kind in ('small-count', 'missing-rows') and value:
        if path.suffix == '.csv':
            found = any(re.fullmatch(rf'\s*"?{value[1]}"?\s*', cell) or re.match(rf'"?{value[1]} \(', cell) for cell in re.split(r'[;,\t\n\r]', text))
        elif path.suffix == '.json':
            found = re.search(rf'(?<![\d.]){value[1]}(?!\d|\.\d)', text)
        else:
            found = re.search(rf'(?<![\d.,]){value[1]}(?![\d]|[.,]\d)', text)
        if not found:
            yield f'{label["what"]} is not in it'
    if kind == 'rounded':
        base = label['base']
        sep = re.sub(r'[;|]', '\t', text) if path.suffix in ('.csv', '.tsv') else text
        if path.suffix in ('.csv', '.json'):
            sep = sep.replace('","', '"\t"') if ';' in text[:400] else re.sub(r',', '\t', sep)
        odd = [(n, c) for n, c in whole(sep) if n and not 2000 <= n <= 2030 and n % base != (3 if base == 6 else 0)]
        for n, c in odd:
            yield f'{n} is no multiple of {base}: {c!r}'
    if kind in ('rounded', 'harmless') and path.suffix not in ('.R', '.py', '.do', '.sps'):
        for m in EXTREMES.finditer(text):
            yield f'speaks of {m[0]}: {text[max(0, m.start() - 40):m.end() + 30]!r}'
    if kind == 'harmless' and '-v' in sys.argv:
        for n, c in whole(text):
            if 1 <= n <= 9:
                yield f'has {n}: {c!r}'
    if kind == 'identifier' and 'IBAN' in label['what']:
        found = re.findall(r'\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}', text)
        if not any(mod97(x.replace(' ', '')[:k]) for x in found for k in range(15, len(x.replace(' ', '')) + 1)):
            yield 'has no valid IBAN'


labels = json.loads((FOLDER / 'labels.json').read_text())
names = [label['name'] for label in labels]
files = {path.name for path in FOLDER.iterdir()} - {'labels.json', 'identifier-sentences.json'}
complaints = [f'{name}: has no label, or no file' for name in set(names) ^ files]
complaints += [f'{name}: twice' for name, n in Counter(names).items() if n > 1]
for label in labels:
    complaints += [f'{label["name"]} ({label["kind"]}): {x}' for x in wrong(label)]
print(len(labels), 'files', sum(path.stat().st_size for path in FOLDER.iterdir()), 'bytes')
by = Counter((label['form'], label['kind']) for label in labels)
print(' ' * 15, *(f'{kind[:9]:>9}' for kind in KINDS))
for form in sorted({label['form'] for label in labels}):
    print(f'{form:15}', *(f'{by[form, kind]:9}' for kind in KINDS))
print(f'{"":15}', *(f'{sum(v for k, v in by.items() if k[1] == kind):9}' for kind in KINDS))
print('\n'.join(complaints))
sentences = json.loads((FOLDER / 'identifier-sentences.json').read_text())
print(len(sentences['with']), 'sentences with,', len(sentences['without']), 'without')
sys.exit(len(complaints) > 0)
