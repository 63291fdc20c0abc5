"""Rows of people, identifiers, extremes, people left out, sentences: by pandas, office programs and others."""
import io
import json

import nbformat
import numpy as np
import pandas as pd
from tabulate import tabulate

import ids
import render as r
import shapes as s


def cells(S, tab, t, makers, kind, what):
    form, ext, program, content = makers[int(S.rng.integers(0, len(makers)))](S, tab, t)
    S.put(t, form, ext, program, content, kind, what)


def rows(S):
    rng = S.rng

    def some(t, n, cols):
        d = S.small(t).sample(n, random_state=int(rng.integers(0, 9999)))
        return d[cols].reset_index(drop=True)

    def tab(d, t):
        x = s.Tab(f'{t.who.capitalize()}', list(map(str, d.columns)), [[v.item() if hasattr(v, 'item') else v for v in row] for row in d.itertuples(index=False)], [], '')
        x.shape = 'rows'
        return x
    makers = [[r.printed], [r.grid('grid')], [r.grid('pipe', 'md')], [r.separated(';', ',')], [r.separated('\t', ext='tsv')], [r.frames('records')], [r.frames('split')], [r.sheet], [r.docx], [r.paged(r.PAGE)], [r.notebook], [r.pandoc('html4', 'html', 'html')], [r.sqlite('box')], [r.reportlab], [r.pandoc('pptx', 'pptx', 'pptx')], [r.excel]]
    for i, maker in enumerate(makers):
        t = S.topic()
        cols = [[t.s, t.age, t.g, t.days], [t.age, t.h, t.measure, t.money], [t.year, t.s, t.age, t.f, t.money], [t.s, t.age, t.measure, t.days]][i % 4]
        cells(S, tab(some(t, int(rng.integers(8, 25)) if i % 2 else int(rng.integers(12, 40)), cols), t), t, maker, 'rows-of-people', 'one row for each person: ' + ', '.join(cols))
    # long form
    t = S.topic()
    d = some(t, 12, [t.s, t.age, t.money])
    long = d.reset_index().astype(object).melt(id_vars='index', var_name='variable', value_name='value').sort_values(['index', 'variable'])
    S.put(t, 'pandas-csv', 'csv', 'pandas', long.to_csv(index=False), 'rows-of-people', 'long form: a line for each person and variable')
    # repeated measures, wide
    t = S.topic()
    n = 30
    base = rng.normal(30, 5, n)
    d = pd.DataFrame({'case': [f'{t.stem[:2].upper()}{i:03d}' for i in range(1, n + 1)], t.s: rng.choice(t.ss, n), **{f'{t.measure}_t{k}': np.round(base + k + rng.normal(0, 2, n), 1) for k in range(4)}})
    S.put(t, 'pandas-csv', 'csv', 'pandas', d.to_csv(index=False), 'rows-of-people', 'a row for each person, four times measured')
    t = S.topic()
    d = some(t, 9, [t.s, t.age, t.measure, t.days]).T
    S.put(t, 'pandas-print', 'txt', 'pandas', f'>>> d.sample(9).T\n{d.to_string()}\n', 'rows-of-people', 'a column for each person')
    # a second sheet
    t = S.topic()
    out = io.BytesIO()
    d = S.small(t)
    with pd.ExcelWriter(out, engine='xlsxwriter') as w:
        S.large(t).groupby(t.h, observed=True)[t.measure].agg(['mean', 'std']).round(2).to_excel(w, sheet_name=t.w['table'])
        d.head(40)[[t.s, t.age, t.g, t.money]].to_excel(w, sheet_name='data', index=False)
    S.put(t, 'xlsx', 'xlsx', 'xlsxwriter', out.getvalue(), 'rows-of-people', 'the second sheet has people one by one')
    t = S.topic()
    d = some(t, 14, [t.s, t.age, t.g, t.days])
    S.put(t, 'other-print', 'log', 'python', ''.join(f'DEBUG scoring {i}: {t.s}={x[t.s]} {t.age}={x[t.age]} {t.g}={x[t.g]} {t.days}={x[t.days]}\n' for i, x in d.iterrows()), 'rows-of-people', 'a line for each person in a log')
    t = S.topic()
    d = some(t, 10, [t.age, t.s, t.g])
    S.put(t, 'json', 'json', 'python', json.dumps({'meta': {'who': t.who}, 'cases': {f'c{i}': {**x.to_dict(), t.age: int(x[t.age])} for i, x in d.iterrows()}}, ensure_ascii=False, indent=1), 'rows-of-people', 'an object for each person')
    t = S.topic()
    d = some(t, 50, [t.age, t.measure, t.s])
    import matplotlib.pyplot as plt
    fig, ax = plt.subplots()
    for i, x in d.head(20).iterrows():
        ax.annotate(f'{x[t.s]}, {x[t.age]}', (x[t.age], x[t.measure]), fontsize=6)
    ax.scatter(d[t.age], d[t.measure], s=8)
    out = io.BytesIO()
    plt.rcParams['svg.fonttype'] = 'none'
    fig.savefig(out, format='svg', metadata={'Date': None})
    plt.close(fig)
    S.put(t, 'svg', 'svg', 'matplotlib', out.getvalue(), 'rows-of-people', 'a point for each person, with sex and age')
    t = S.topic()
    d = some(t, 15, [t.h, t.age, t.s, t.money])
    S.put(t, 'latex-markdown', 'tex', 'pandas', d.style.format(precision=2).to_latex(hrules=True), 'rows-of-people', 'one row for each person')


def identifiers(S):
    rng = S.rng

    def one(t):
        return ids.OWN[t.lang]

    def frame(t, n, what):
        label, make = one(t)
        d = pd.DataFrame({t.h: rng.choice(t.hs, n)})
        if what == 'own':
            d[label.lower().replace(' ', '_')] = [make(rng) for _ in range(n)]
        elif what == 'iban':
            d['iban'] = [ids.iban(rng, ids.LAND[t.lang], False) for _ in range(n)]
        elif what == 'mail':
            d['contact'] = [ids.email(rng, t.lang) for _ in range(n)]
        elif what == 'card':
            d['card_no'] = [ids.card(rng) for _ in range(n)]
        elif what == 'name':
            d[ids.LABEL[t.lang][0]] = [ids.name(rng, t.lang) for _ in range(n)]
        x = s.Tab(t.who.capitalize(), list(d.columns), d.to_numpy().tolist(), [], '')
        x.shape = 'ids'
        return x

    makers = [r.printed, r.separated(','), r.separated(';', ','), r.frames('records'), r.sheet, r.docx, r.to_html, r.grid('psql'), r.notebook, r.grid('github', 'md'), r.pandoc('pptx', 'pptx', 'pptx'), r.reportlab, r.sqlite('line', 'box'), r.separated('\t', ext='tsv')]
    whats = ['own', 'own', 'iban', 'own', 'mail', 'own', 'card', 'name', 'own', 'iban', 'mail', 'name', 'own', 'own']
    for maker, what in zip(makers, whats):
        t = S.topic(False if what == 'own' else None)
        form, ext, program, content = maker(S, frame(t, int(rng.integers(4, 20)), what), t)
        S.put(t, form, ext, program, content, 'identifier', f'a column of {dict(own=one(t)[0], iban="IBAN", mail="addresses", card="cards", name="names")[what]}')
    # in text
    makers = ['txt', 'docx', 'md', 'html', 'pdf', 'log', 'ipynb', 'xlsx', 'pptx', 'tex', 'json', 'odt', 'stata']
    sorts = ['own', 'name', 'born', 'iban', 'mail', 'own', 'born', 'name', 'own', 'name', 'card', 'own', 'born']
    for i in range(26):
        ext, sort = makers[i % 13], sorts[(i + i // 13 * 5) % 13]
        t = S.topic()
        n = int(rng.integers(6000, 14000))
        label, make = one(t)
        hit = {'own': lambda: f'{label}: {make(rng)}', 'name': lambda: f'{ids.LABEL[t.lang][int(rng.integers(0, len(ids.LABEL[t.lang])))]}: {ids.name(rng, t.lang)}', 'born': lambda: ids.born(rng, t.lang), 'iban': lambda: f'IBAN {ids.iban(rng, ids.LAND[t.lang])}', 'mail': lambda: f'({ids.email(rng, t.lang)})', 'card': lambda: f'Visa {ids.card(rng)}'}[sort]()
        calm = t.w['calm'].format(m=r.comma(n, t), who=t.who, v=t.measure, a=r.comma(round(rng.uniform(29, 33), 1), t), z=r.comma(round(rng.uniform(5, 6.5), 1), t))
        paras = [calm, hit, t.w['source']]
        what = {'own': label, 'name': 'a name with a label', 'born': 'a date of birth', 'iban': 'IBAN', 'mail': 'an address', 'card': 'a card'}[sort]
        form = {'txt': 'other-print', 'md': 'latex-markdown', 'tex': 'latex-markdown', 'log': 'other-print', 'ipynb': 'notebook', 'stata': 'stata-log'}.get(ext, ext)
        program = 'python'
        if ext == 'docx':
            content, program = r.docx_of(t.w['result'], [], t, paras), 'python-docx'
        elif ext in ('html', 'odt', 'pptx', 'tex'):
            text = f'# {t.w["result"]}\n\n' + '\n\n'.join(paras)
            content, program = S.work / f'i.{ext}', 'pandoc'
            r.run(['pandoc', '-f', 'markdown-citations', '-t', {'tex': 'latex', 'html': 'html5'}.get(ext, ext), '-o', content, *(['-s', '--metadata', 'title=x'] if ext == 'html' else [])], S.work, text)
        elif ext == 'pdf':
            x = s.Tab(t.w['result'], [t.w['method'], ''], [[p, ''] for p in paras], [], '')
            content, program = r.reportlab(S, x, t)[3], 'reportlab'
        elif ext == 'ipynb':
            nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(f'## {t.w["result"]}\n{calm}'), nbformat.v4.new_code_cell('print(check(d))', execution_count=4, outputs=[nbformat.v4.new_output('stream', name='stdout', text=hit + '\n')])])
            for j, c in enumerate(nb.cells):
                c['id'] = f'z{j}'
            content, program = nbformat.writes(nb), 'nbformat'
        elif ext == 'xlsx':
            x = s.Tab(calm, [t.w['method'], t.w['result']], [['1', hit]], [], '')
            content, program = r.writer(S, x, t)[3], 'xlsxwriter'
        elif ext == 'json':
            content = json.dumps({'summary': calm, 'log': [{'step': 3, 'message': hit}]}, ensure_ascii=False, indent=2)
        elif ext == 'log':
            content = f'2024-05-17 10:02:11,311 INFO start\n2024-05-17 10:02:12,040 WARNING duplicate: {hit}\n2024-05-17 10:02:12,871 INFO done\n'
        elif ext == 'stata':
            content, ext, program = f'. * {hit}\n. summarize {t.measure}, meanonly\n. display r(mean)\n30.88412\n', 'log', 'Stata-like'
        else:
            content = '\n\n'.join(paras) + '\n'
        S.put(t, form, ext, program, content, 'identifier', what)


def extremes(S):
    rng = S.rng
    for i in range(9):
        t = S.topic()
        d = S.large(t) if i % 2 else S.small(t)
        g = d.groupby(t.s if i % 3 else t.h, observed=True)
        v = [t.age, t.money, t.days][i % 3]
        head = [str(g.grouper.names[0]), t.w['mean'], t.w['sd'], t.w['min'], t.w['max']]
        body = [[k, round(float(x.mean()), 1), round(float(x.std()), 1), float(x.min()), float(x.max())] for k, x in g[v]]
        if i in (2, 5, 8):
            head = [head[0], t.w['mean'], f'{v} ({t.w["range"]})']
            body = [[row[0], row[1], f'{row[3]:g}–{row[4]:g}'] for row in body]
        elif i in (3,):
            head = [head[0], t.w['mean'], t.w['low'], t.w['high']]
            body = [[row[0], row[1], *row[3:]] for row in body]
        x = s.Tab(f'{v}, {t.who}', head, body, [], '')
        x.shape = 'ext'
        maker = [r.docx, r.grid('simple'), r.separated(';', ','), r.sheet, r.paged(r.TABLE), r.frames('records'), r.pandoc('pptx', 'pptx', 'pptx'), r.notebook, r.reportlab][i]
        form, ext, program, content = maker(S, x, t)
        S.put(t, form, ext, program, content, 'extreme', f'smallest and largest {v}')
    t = S.topic()
    S.put(t, 'pandas-print', 'txt', 'pandas', S.large(t)[[t.age, t.money]].describe().to_string() + '\n', 'extreme', f'min and max of {t.age} and {t.money}')
    for ext in ('docx', 'md', 'txt'):
        t = S.topic()
        d = S.large(t)
        lo, hi = (int(d[t.age].min()), int(d[t.age].max())) if t.age != 'age_months' else (15, 17)
        text = [t.w['calm'].format(m=r.comma(len(d), t), who=t.who, v=t.measure, a=r.comma(round(d[t.measure].mean(), 1), t), z=r.comma(round(d[t.measure].std(), 1), t)),
                t.w['ext'].format(who=t.who, a=lo, z=hi) if ext != 'txt' else t.w['ext2'].format(v=t.money, a=r.comma(float(d[t.money].min()), t), z=r.comma(float(d[t.money].max()), t))]
        content = r.docx_of(t.w['result'], [], t, text) if ext == 'docx' else '\n\n'.join([f'## {t.w["result"]}'] * (ext == 'md') + text) + '\n'
        S.put(t, {'docx': 'docx', 'md': 'latex-markdown', 'txt': 'other-print'}[ext], ext, 'python-docx' if ext == 'docx' else 'python', content, 'extreme', 'smallest and largest value in a sentence')


def left_out(S):
    rng = S.rng
    for ext in ('docx', 'md', 'pdf', 'txt'):
        t = S.topic()
        k, n = int(rng.integers(2, 10)), int(rng.integers(5000, 12000))
        text = [t.w['calm'].format(m=r.comma(n, t), who=t.who, v=t.measure, a=r.comma(31.2, t), z=r.comma(5.9, t)), t.w['miss'].format(k=k, who=t.who, v=t.measure)]
        if ext == 'docx':
            content, program = r.docx_of(t.w['method'], [], t, text), 'python-docx'
        elif ext == 'pdf':
            content, program = r.office(S, 'm.docx', r.docx_of(t.w['method'], [], t, text), 'pdf'), 'LibreOffice'
        else:
            content, program = '\n\n'.join(text) + '\n', 'python'
        S.put(t, {'docx': 'docx', 'pdf': 'pdf', 'md': 'latex-markdown', 'txt': 'other-print'}[ext], ext, program, content, 'missing-rows', f'left out: {k}')


def sentences(S):
    """A small count in a sentence."""
    rng = S.rng
    for i, ext in enumerate(['docx', 'pptx', 'md', 'txt', 'html', 'odt', 'ipynb', 'tex', 'docx', 'ipynb', 'docx', 'ipynb']):
        t = S.topic()
        d = S.small(t)
        c = d[t.g].value_counts(sort=False)
        k = int(c.iloc[-1])
        text = [t.w['calm'].format(m=len(d), who=t.who, v=t.measure, a=r.comma(round(d[t.measure].mean(), 1), t), z=r.comma(round(d[t.measure].std(), 1), t)),
                t.w['few'].format(k=k, who=t.who, g=t.gs[-1], m=int(c.iloc[0]), h=t.gs[0]) if i % 3 else t.w['few2'].format(k=k, m=len(d), who=t.who)]
        form = {'md': 'latex-markdown', 'tex': 'latex-markdown', 'txt': 'other-print', 'ipynb': 'notebook'}.get(ext, ext)
        program = 'pandoc'
        if ext == 'docx':
            content, program = r.docx_of(t.w['result'], [], t, text), 'python-docx'
        elif ext == 'txt':
            content, program = '\n'.join(text) + '\n', 'python'
        else:
            content = S.work / f's.{ext}'
            r.run(['pandoc', '-f', 'markdown', '-t', {'md': 'gfm', 'tex': 'latex', 'html': 'html5'}.get(ext, ext), '-o', content], S.work, f'# {t.w["result"]}\n\n' + '\n\n'.join(text))
        S.put(t, form, ext, program, content, 'small-count', f'{t.gs[-1] if i % 3 else t.w["events"]}: {k}', counts=[k])


def all_of(S):
    rows(S)
    identifiers(S)
    extremes(S)
    left_out(S)
    sentences(S)
