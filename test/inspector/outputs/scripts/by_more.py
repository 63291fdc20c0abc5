"""People in other shapes than rows with a header, and prose that is full of numbers and names nobody."""
import json
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd

import by_identifiers
import by_libre
import by_office
from by_pandas import counted, flat, kind_of
from half import SEEDS
from identifiers import Identifiers

here = Path(__file__).resolve().parent


def lines_of(h, w, d):
    """A list of cases as somebody writes it."""
    if h.isFirst:
        return [f'{at}. {row[w.s]}, {row[w.age]}, {row[w.r]}, {row[w.date]}' for at, (_, row) in enumerate(d.iterrows(), 1)]
    return [f'- {row[w.date]}: {w.s}={row[w.s]}; {w.year}={row[w.year]}; {w.c}={row[w.c]}' for _, row in d.iterrows()]


def people(h):
    put = lambda w, form, extension, program, content, what: h.put(w, form, extension, program, content, 'rows-of-people', what)
    w = h.topic()
    d = h.small(w).head(26)
    put(w, 'latex-markdown', 'md', 'python', f'# {w.title}\n\n' + '\n'.join(lines_of(h, w, d)) + '\n', 'a line for each person')
    w = h.topic()
    d = h.small(w).head(24)
    items = '\n'.join(f'<li>{row[w.age]} / {row[w.s]} / {row[w.r]}</li>' for _, row in d.iterrows())
    put(w, 'html', 'html', 'python', f'<ul>\n{items}\n</ul>\n', 'an item of a list for each person')
    w = h.topic()
    d = h.small(w).head(30)
    visits = pd.DataFrame({w.s: d[w.s], w.year: d[w.year], **{f'{w.measure}_{year}': (d[w.measure] + at).round(1) for at, year in enumerate((2021, 2022, 2023))}})
    put(w, 'pandas-csv', 'csv', 'pandas', visits.to_csv(index=False, sep=',' if h.isFirst else '\t'), 'one row for each person with years of birth and repeated measures')
    w = h.topic()
    d = h.small(w).head(20)
    keyed = {str(row[w.id]): {w.s: row[w.s], w.age: int(row[w.age]), w.r: row[w.r]} for _, row in d.iterrows()}
    put(w, 'json', 'json', 'python', json.dumps(keyed if h.isFirst else {'data': [list(value.values()) for value in keyed.values()], 'columns': [w.s, w.age, w.r]}, ensure_ascii=False, indent=1) + '\n', 'people by their pseudonym' if h.isFirst else 'lists of values, one for each person')
    w = h.topic()
    d = h.small(w).head(22)[[w.year, w.s, w.r, w.measure]]
    book = openpyxl.Workbook()
    for name in d:
        book.active.append([name, *d[name].tolist()])
    put(w, 'xlsx', 'xlsx', 'openpyxl', by_office.saved(book), 'transposed, with years of birth only')
    w = h.topic()
    d = h.small(w).head(28)
    made = by_office.document(w)
    made.add_heading(w.title, 1)
    for line in lines_of(h, w, d):
        made.add_paragraph(line)
    put(w, 'docx', 'docx', 'python-docx', by_office.to_bytes(made), 'a paragraph for each person')


def prose(h):
    """Sentences that look as if they had an identifier."""
    told = json.loads((here / 'sentences' / f'{h.name}.json').read_text())['without']
    put = lambda w, form, extension, program, content: h.put(w, form, extension, program, content, 'harmless', 'sentences without any identifier')
    picked = lambda: [told[at] for at in sorted(h.rng.choice(len(told), 14, replace=False))]
    page = lambda w, lines: '\n'.join(f'<p>{line}</p>' for line in lines)

    def document(w):
        made = by_office.document(w)
        made.add_heading(w.title, 1)
        for line in picked():
            made.add_paragraph(line)
        return by_office.to_bytes(made)

    w = h.topic()
    put(w, 'latex-markdown', 'md', 'python', f'# {w.title}\n\n' + '\n\n'.join(picked()) + '\n')
    w = h.topic()
    put(w, 'html', 'html', 'python', f'<html><head><meta charset="utf-8"><title>{w.title}</title></head><body>{page(w, picked())}</body></html>\n')
    w = h.topic()
    put(w, 'docx', 'docx', 'python-docx', document(w))
    w = h.latin()
    folder = Path(by_libre.tempfile.mkdtemp())
    put(w, 'pdf', 'pdf', 'LibreOffice', by_libre.converted(folder, [('a.docx', document(w))], 'pdf')[0])
    w = h.topic()
    code = '# Steps\nimport pandas as pd\n\nraw = pd.read_csv("extract_2024-10-31.csv")\nkept = raw[raw["age"].between(18, 95)]\nkept = kept.drop_duplicates(["key", "date"])\nassert kept.shape[1] == 14\nkept.groupby("site").size().to_csv("sizes.csv")\n'
    text = code if h.isFirst else code.replace('#', '>>> #').replace('\n', '\n>>> ')
    h.put(w, 'pandas-print', 'py' if h.isFirst else 'txt', 'python', text, 'harmless', 'code only')


def open_quotes(h):
    """A quote that nobody closes, in a title or in the first name of a column."""
    for at, isSmall in enumerate((True, True, False)):
        w, _, frame, counts = counted(h, isSmall, at * 2)
        body = flat(frame).to_csv(sep=',' if at else ';')
        text = f'"{w.title}\n{body}' if h.isFirst else f'"{body}' if at else f'{w.R} 5" {w.C}\n{body}'
        kind, what = kind_of(counts, isSmall)
        h.put(w, 'pandas-csv', 'csv', 'python', text, kind if isSmall else 'hidden', what, counts)


def identifiers(h):
    made = Identifiers(np.random.default_rng(SEEDS[h.name] + 3))
    put = lambda w, form, extension, program, content, what: h.put(w, form, extension, program, content, 'identifier', what)
    w = h.topic()
    make = made.email if h.isFirst else made.nhs
    put(w, 'r-csv', 'csv', 'R', by_identifiers.by_r(by_identifiers.with_column(h, w, 'contact' if h.isFirst else 'v2', make), 'write.csv(d)'), 'addresses in a column' if h.isFirst else 'NHS numbers in a column without a name that tells')
    w = h.topic()
    sentence = f'Excluded: {made.nino()}.' if h.isFirst else f'Escluso: {made.fiscale()}.'
    put(w, 'docx', 'docx', 'python-docx', by_identifiers.page_with(h, w, sentence), 'NINO in a sentence' if h.isFirst else 'codice fiscale in a sentence')
    w = h.topic()
    sentence = f'Versichertennummer {made.kvnr()}' if h.isFirst else f'Henkilötunnus {made.hetu()}'
    put(w, 'html', 'html', 'pandas', f'<h2>{w.title}</h2>\n<!-- {sentence} -->\n{by_identifiers.harmless(h, w).to_html()}\n', 'a number of health insurance in a comment' if h.isFirst else 'henkilötunnus in a comment')
    w = h.latin()
    call = f'* ring {made.phone("GB")} about site 3' if h.isFirst else f'* owner: {made.email("s.lund")}'
    put(w, 'stata-log', 'log', 'Stata-like', f'. {call}\n\n. summarize {w.measure}, meanonly\n\n. display r(mean)\n27.0143\n', 'telephone number in a comment' if h.isFirst else 'address in a comment')


def write(h):
    people(h)
    prose(h)
    open_quotes(h)
    identifiers(h)
