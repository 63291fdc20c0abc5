"""Files that LibreOffice converts, and slides by pptxgenjs: sources are made here, and the program writes what is kept."""
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd

import by_office
import tables
from by_pandas import as_html, counted, flat, kind_of, rounded_table, suppressed
from half import first_small

matplotlib.use('pdf')
from matplotlib import pyplot  # noqa: E402

here = Path(__file__).resolve().parent


def office(folder, *words, **more):
    environment = {'HOME': str(folder), 'PATH': '/usr/bin:/bin', 'LANG': 'C.UTF-8', 'TZ': 'UTC', **more}
    subprocess.run(['soffice', f'-env:UserInstallation=file://{folder}/profile', '--headless', *words], check=True, env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def converted(folder, sources, to, infilter=None):
    """The bytes of each source after its conversion; all by one start of the program."""
    inputs = folder / 'in'
    shutil.rmtree(inputs, ignore_errors=True)
    inputs.mkdir()
    for name, content in sources:
        (inputs / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    office(folder, *([f'--infilter={infilter}'] if infilter else []), '--convert-to', to, '--outdir', str(folder / 'out'), *(str(inputs / name) for name, _ in sources))
    return [(folder / 'out' / f'{Path(name).stem}.{to.split(":")[0]}').read_bytes() for name, _ in sources]


def latin(h, isSmall, at):
    return counted(h, isSmall, at, h.latin())


def html_of(h, at, w, frame):
    return f'<html><head><meta charset="utf-8"></head><body>{as_html(h, at, w, frame)}</body></html>'


SOURCES = {
    'docx': lambda h, at, w, frame: by_office.with_heading(h, w, frame) if at % 2 else by_office.with_margins(h, w, frame),
    'xlsx': lambda h, at, w, frame: by_office.plain_book(h, w, frame) if at % 2 else by_office.lower_right(h, w, frame),
    'html': html_of,
    'csv': lambda h, at, w, frame: flat(frame).to_csv(),
}


def pages(h, folder):
    """PDF pages: name of the source, what is told of it."""
    told, sources = [], []

    def add(kind, extension, at, w, frame, *rest):
        sources.append((f'{len(told):02d}.{extension}', SOURCES[extension](h, at, w, frame)))
        told.append((w, kind, rest, extension))

    for at, extension in enumerate(['docx', 'xlsx', 'html', 'docx', 'xlsx', 'docx', 'html'] if h.isFirst else ['xlsx', 'docx', 'html', 'xlsx', 'docx', 'docx', 'html', 'xlsx']):
        w, _, frame, counts = latin(h, True, at + 5)
        add('small-count', extension, at, w, frame, first_small(counts), counts)
    for at, extension in enumerate(['docx', 'html']):
        w, _, frame, counts = latin(h, False, at + 3)
        add('harmless', extension, at, w, frame, kind_of(counts, False)[1], counts)
    w = h.latin()
    add('harmless', 'docx', 1, w, tables.rates(w, h.large(w)), 'rates with intervals')
    w, base, frame, counts = rounded_table(h, 4)
    while w.lang in ('zh', 'ja'):
        w, base, frame, counts = rounded_table(h, 4)
    add('rounded', 'html', 1, w, frame, f'all counts rounded to {base}', counts, base)
    w = h.latin()
    add('rows-of-people', 'xlsx', 1, w, h.small(w).head(30)[[w.s, w.age, w.r, w.year]].set_index(w.s), 'rows of people with age, sex and year of birth')
    w, frame, what = suppressed(h, '<10')
    while w.lang in ('zh', 'ja'):
        w, frame, what = suppressed(h, '<10')
    add('arithmetic', 'docx', 0, w, frame, what)
    for (w, kind, rest, _), content in zip(told, converted(folder, sources, 'pdf')):
        h.put(w, 'pdf', 'pdf', 'LibreOffice', content, kind, *rest)


def drawn_page(h):
    w, _, frame, counts = latin(h, True, 2)
    figure, axes = pyplot.subplots(figsize=(8, 4))
    axes.axis('off')
    rows = by_office.rows_of(frame)
    axes.table(cellText=[[str(value) for value in row] for row in rows[1:]], colLabels=rows[0], loc='center')
    axes.set_title(w.title)
    path = Path(tempfile.mkdtemp()) / 'page.pdf'
    figure.savefig(path, metadata={'Creator': None, 'Producer': None, 'CreationDate': None})
    h.put(w, 'pdf', 'pdf', 'matplotlib', path.read_bytes(), 'small-count', first_small(counts), counts)
    shutil.rmtree(path.parent)


def books(h, folder):
    w, _, frame, counts = counted(h, True, 6)
    [content] = converted(folder, [('a.csv', flat(frame).to_csv())], 'xlsx', 'CSV:44,34,76,1')
    h.put(w, 'xlsx', 'xlsx', 'LibreOffice', content, 'small-count', first_small(counts), counts)
    w, _, frame, counts = counted(h, True, 7)
    [content] = converted(folder, [('b.html', html_of(h, 1, w, frame))], 'docx:MS Word 2007 XML', 'HTML (StarWriter)')
    h.put(w, 'docx', 'docx', 'LibreOffice', content, 'small-count', first_small(counts), counts)
    pivot(h, folder)


def pivot(h, folder):
    """A pivot table of large groups: its cache holds the people."""
    w = h.topic()
    d = h.large(w).head(400 if h.isFirst else 300)
    columns = [w.s, w.f, w.age, w.r] if h.isFirst else [w.s, w.f, w.year, w.c, w.age]
    source, target = folder / 'people.csv', folder / 'pivot.xlsx'
    source.write_text(d[columns].to_csv(index=False))
    port = 20000 + os.getpid() % 20000
    environment = {'HOME': str(folder), 'PATH': '/usr/bin:/bin', 'LANG': 'C.UTF-8', 'TZ': 'UTC'}
    listening = subprocess.Popen(['soffice', f'-env:UserInstallation=file://{folder}/profile', '--headless', f'--accept=socket,host=127.0.0.1,port={port};urp;'], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    subprocess.run(['/usr/bin/python3', str(here / 'pivot.py'), str(source), str(target), str(port), 'hidden'], check=True)
    listening.wait(60)
    h.put(w, 'xlsx', 'xlsx', 'LibreOffice', target.read_bytes(), 'rows-of-people', 'people on a hidden sheet and in the cache of a pivot table')


def slides(h, folder):
    if h.isFirst:
        rewritten(h, folder)
    else:
        generated(h)


def rewritten(h, folder):
    """Slides that LibreOffice wrote after it had read them."""
    told, sources = [], []
    for at in (0, 8):
        w, _, frame, counts = counted(h, True, at)
        lines = '\n'.join('<tr>' + ''.join(f'<td>{"" if value is None else value}</td>' for value in row) + '</tr>' for row in by_office.rows_of(frame))
        sources.append((f'{at}.md', f'## {w.title}\n\n<table>{lines}</table>\n'))
        told.append((w, counts, frame))
    decks = []
    for (name, _), (w, _, frame) in zip(sources, told):
        source, deck = folder / name, folder / f'{name[0]}.pptx'
        source.write_text(f'## {w.title}\n\n' + flat(frame).to_markdown() + '\n')
        subprocess.run(['pandoc', str(source), '-o', str(deck)], check=True)
        decks.append((deck.name, deck.read_bytes()))
    between = converted(folder, decks, 'odp')
    for (w, counts, _), content in zip(told, converted(folder, [(f'{at}.odp', content) for at, content in enumerate(between)], 'pptx')):
        h.put(w, 'pptx', 'pptx', 'LibreOffice', content, 'small-count', first_small(counts), counts)


def generated(h):
    """Slides of pptxgenjs, a program of JavaScript."""
    folder = Path(tempfile.mkdtemp())
    subprocess.run(['npm', 'install', '--silent', '--no-audit', '--no-fund', 'pptxgenjs@4.0.1'], cwd=folder, check=True)
    told, jobs = [], []
    for at, layout in enumerate(['table', 'hidden', 'notes', 'lines', 'chart']):
        w, _, frame, counts = counted(h, True, 5 if layout in ('chart', 'lines') else at + 2)
        told.append((w, counts, layout))
        jobs.append({'out': f'{at}.pptx', 'title': w.title, 'rows': by_office.rows_of(frame), 'layout': layout})
    subprocess.run(['node', str(here / 'slides.mjs'), str(folder)], input=json.dumps(jobs).encode(), check=True, stdout=subprocess.DEVNULL)
    for (w, counts, layout), job in zip(told, jobs):
        h.put(w, 'pptx', 'pptx', 'pptxgenjs', (folder / job['out']).read_bytes(), 'small-count', f'{first_small(counts)} ({layout})', counts)
    shutil.rmtree(folder)


def write(h):
    folder = Path(tempfile.mkdtemp())
    pages(h, folder)
    drawn_page(h)
    books(h, folder)
    slides(h, folder)
    shutil.rmtree(folder)
