"""Checks recordings: python3 check.py FOLDER. Names, sizes, kinds by form, small counts that are there, no traces of a machine."""
import io
import json
import re
import sys
import zipfile
from collections import Counter
from pathlib import Path

from half import FORMS, KINDS

TRACES = re.compile(rb'/(?:work|tmp|root|home|usr|var)/|Debian|rsession|localhost|file://', re.I)
AUTHOR = re.compile(rb'<(?:dc:creator|cp:lastModifiedBy|Manager|Company)>([^<]*)<|/Author ?\(([^)]*)\)')
LIMIT = 60_000


def parts(content):
    """The bytes of a file, and of every part of it where it is an archive."""
    yield content
    if content.startswith(b'PK'):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from parts(archive.read(name))


def wrong(folder, label):
    content = (folder / label['name']).read_bytes()
    if len(content) > LIMIT:
        yield f'{len(content)} bytes'
    for part in parts(content):
        found = TRACES.search(part)
        if found:
            yield f'traces of a machine: {part[max(0, found.start() - 30):found.end() + 30]!r}'
        for author in AUTHOR.finditer(part):
            if (author[1] or author[2] or b'') not in (b'', b'analyst', b'PptxGenJS'):
                yield f'has the author {author[0]!r}'
    value = re.search(r': (\d+)(?: \(|$)', label['what'])
    before = rb'(?<![\d.])' if content.count(b',') > content.count(b' ') else rb'(?<![\d.])(?<!\d,)'
    if label['kind'] == 'small-count' and value and label['form'] != 'pdf' and not any(re.search(before + value[1].encode() + rb'(?!\d)', part) for part in parts(content)):
        yield f'{label["what"]} is not in it'
    if (label['kind'] == 'rounded') != ('base' in label):
        yield 'has a base and is not rounded, or the other way round'


failed = False
for half in sys.argv[2:] or ['first', 'second']:
    folder = Path(sys.argv[1]) / half
    labels = json.loads((folder / 'labels.json').read_text())
    names = {label['name'] for label in labels}
    others = {path.name for path in folder.iterdir()} - {'labels.json', 'identifier-sentences.json'}
    complaints = [f'{label["name"]}: {what}' for label in labels for what in wrong(folder, label)] + [f'{name}: has no label, or no file' for name in names ^ others]
    print(half, len(labels), 'files', sum(path.stat().st_size for path in folder.iterdir()), 'bytes')
    by = Counter((label['form'], label['kind']) for label in labels)
    print(' ' * 15, *(f'{kind[:9]:>9}' for kind in KINDS))
    for form in FORMS:
        print(f'{form:15}', *(f'{by[form, kind]:9}' for kind in KINDS))
    print(f'{"":15}', *(f'{sum(by[form, kind] for form in FORMS):9}' for kind in KINDS))
    print('\n'.join(complaints))
    failed = failed or len(complaints) > 0
sys.exit(failed)
