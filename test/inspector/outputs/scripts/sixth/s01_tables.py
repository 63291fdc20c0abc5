"""Tables of counts in many layouts and forms: small counts, suppressed but computable, rounded, harmless."""
from common import Kit, round_to
from render import table
from topics import counts, pick

kit = Kit("s01")
r = kit.rng
NOTES = {"en": ["Source: linked administrative data, 2015-2022.", "All records in scope of the study.", "", "Provisional, not for citation."],
         "de": ["Quelle: eigene Auswertung."], "fr": ["Source : calculs des auteurs."], "nl": ["Bron: eigen berekening."],
         "sv": ["Källa: egna beräkningar."], "da": ["Kilde: egne beregninger."], "no": ["Kilde: egne beregninger."],
         "fi": ["Lähde: omat laskelmat."], "es": ["Fuente: elaboración propia."], "it": ["Fonte: elaborazione propria."],
         "pt": ["Fonte: cálculos próprios."], "pl": ["Źródło: obliczenia własne."], "cs": ["Zdroj: vlastní výpočty."], "et": ["Allikas: enda arvutused."]}
ROUND = {"en": "Counts rounded to base {b}.", "de": "Fallzahlen auf {b} gerundet.", "fr": "Effectifs arrondis à {b} près.",
         "nl": "Aantallen afgerond op {b}.", "sv": "Antal avrundade till närmaste {b}.", "da": "Antal afrundet til {b}.",
         "no": "Antall avrundet til {b}.", "fi": "Luvut pyöristetty {b}:n kerrannaisiin.", "es": "Recuentos redondeados a {b}.",
         "it": "Frequenze arrotondate a {b}.", "pt": "Contagens arredondadas a {b}.", "pl": "Liczby zaokrąglone do {b}.",
         "cs": "Počty zaokrouhleny na {b}.", "et": "Arvud ümardatud {b}-ni."}


def cross(t, m, f=int, total=True):
    head = [t["row"]] + t["cols"] + ([t["total"]] if total else [])
    rows = [[a] + [f(x) for x in x_] + ([f(sum(x_))] if total else []) for a, x_ in zip(t["rows"], m)]
    if total:
        cs = [sum(c) for c in zip(*m)]
        rows.append([t["total"]] + [f(x) for x in cs] + [f(sum(cs))])
    return head, rows


def long(t, m, f=int):
    return [t["row"], t["col"], t["count"]], [[a, b, f(x)] for a, xs in zip(t["rows"], m) for b, x in zip(t["cols"], xs)]


def npct(t, m, f=int):
    cs = [f(sum(c)) for c in zip(*m)]
    head = [t["row"]] + [f"{c} (N={n})" for c, n in zip(t["cols"], cs)]
    return head, [[a] + [f"{f(x)} ({100 * f(x) / n:.1f}%)" for x, n in zip(xs, cs)] for a, xs in zip(t["rows"], m)]


def oneway(t, m, f=int):
    v = [f(xs[-1]) for xs in m]
    n = f(sum(xs[-1] for xs in m))
    return [t["row"], f"{t['count']} ({t['cols'][-1]})", "%"], [[a, x, round(100 * x / n, 1)] for a, x in zip(t["rows"], v)] + [[t["total"], n, 100.0]]


def blocks(t, m, f=int):
    n = f(sum(map(sum, m)))
    rows = [[t["row"], "", ""]] + [["  " + a, f(sum(xs)), f"{100 * f(sum(xs)) / n:.1f}"] for a, xs in zip(t["rows"], m)]
    rows += [[t["col"], "", ""]] + [["  " + a, f(sum(xs)), f"{100 * f(sum(xs)) / n:.1f}"] for a, xs in zip(t["cols"], zip(*m))]
    return ["", t["count"], "%"], [[t["total"], n, "100.0"]] + rows


LAYOUT = dict(cross=cross, long=long, npct=npct, oneway=oneway, blocks=blocks, bare=lambda t, m, f=int: cross(t, m, f, False))
FORMS = ("csv csv-semicolon tsv pandas-print html html-report latex markdown notebook docx odt xlsx xlsx-writer ods pdf "
         "pdf-office json sql-text text-grid rst rtf pptx org docx-pandoc json-split log docbook").split()


def make(kind, layout, form, n_small=0, zeros=0):
    t = pick(r)
    m, where = counts(r, t, n_small, zeros=zeros)
    if layout in ("oneway",) and n_small:                       # the small ones must be in the column shown
        for (i, jj) in where:
            m[i][jj] = 40 + m[i][jj]
        i = r.randrange(len(m))
        where = [(i, len(t["cols"]) - 1)]
        m[i][-1] = r.randint(1, 9)
    head, rows = LAYOUT[layout](t, m)
    what = "; ".join(f"{t['rows'][i]} x {t['cols'][k]} = {m[i][k]}" for i, k in where) or f"all counts of {t['people']} are 0 or from 10 up"
    table(kit, form, head, rows, t["title"], r.choice(NOTES[t["lang"]]), kind, what, lang=t["lang"], big=r.random() < .7)


# small counts -----------------------------------------------------------------
lays = ["cross", "long", "npct", "oneway", "bare"]
for k, form in enumerate(FORMS[:-5]):
    make("small-count", lays[k % 5], form, r.choice([1, 1, 2, 3]), r.choice([0, 0, 1]))
make("small-count", "long", "csv", 1)

# harmless ----------------------------------------------------------------------
lays2 = ["cross", "npct", "long", "blocks", "bare", "oneway"]
for k, form in enumerate(FORMS[::-1][:13]):
    make("harmless", lays2[k % 6], form, 0, 1 if k % 6 in (0, 2) and r.random() < .4 else 0)

# suppressed, with totals: computable -------------------------------------------
MARKS = ["<10", "*", "c", "..", "[c]", "x", "s", "n<10", "-", "(supp.)"]
for k, form in enumerate(["csv", "html", "xlsx", "docx", "pandas-print", "latex", "pdf", "ods", "markdown", "sql-text", "json", "csv-semicolon"]):
    t = pick(r)
    m, where = counts(r, t, 1)
    i, jj = where[0]
    mark = MARKS[k % len(MARKS)]
    note = {"en": f"{mark} = fewer than 10 {t['people']}"}.get(t["lang"], f"{mark}: < 10")
    if k % 3 == 2:
        head, rows = oneway(t, [[xs[-1]] for xs in m] if jj == len(t["cols"]) - 1 else [[xs[jj]] for xs in m])
        head[1] = f"{t['count']} ({t['cols'][jj]})"
        rows[i][1:] = [mark, mark]
        others = [xs[jj] for q, xs in enumerate(m) if q != i]
    else:
        head, rows = cross(t, m)
        rows[i][jj + 1] = mark
        others = [x for q, x in enumerate(m[i]) if q != jj]
    what = f"hidden {m[i][jj]} = {m[i][jj] + sum(others)} - " + " - ".join(map(str, others))
    table(kit, form, head, rows, t["title"], note, "arithmetic", what, lang=t["lang"], big=False)

# suppressed without totals: harmless ---------------------------------------------
for k, form in enumerate(["csv", "docx", "html", "xlsx"]):
    t = pick(r)
    m, where = counts(r, t, 2)
    head, rows = LAYOUT[["bare", "long", "bare", "bare"][k]](t, m)
    for i, jj in where:
        if k == 1:
            rows[i * len(t["cols"]) + jj][2] = MARKS[k]
        else:
            rows[i][jj + 1] = MARKS[k]
    table(kit, form, head, rows, t["title"], f"{MARKS[k]}: < 10", "harmless", "small cells hidden, no totals shown", lang=t["lang"], big=False)

# rounded ---------------------------------------------------------------------
plan = [(5, "cross", "csv"), (5, "long", "xlsx"), (5, "npct", "docx"), (5, "blocks", "html"), (5, "cross", "pdf"), (5, "bare", "latex"),
        (10, "cross", "html-report"), (10, "long", "json"), (10, "npct", "markdown"), (10, "cross", "ods"), (10, "blocks", "odt"), (10, "cross", "sql-text"),
        (3, "cross", "pandas-print"), (3, "long", "csv"), (3, "npct", "docx-pandoc"), (3, "cross", "csv-semicolon"), (6, "cross", "xlsx-writer"),
        (6, "long", "tsv"), (6, "bare", "notebook"), (20, "cross", "rst"), (50, "cross", "pptx"), (50, "bare", "text-grid"), (100, "cross", "docx"), (25, "cross", "org")]
for base, layout, form in plan:
    while True:
        t = pick(r)
        if any(w in " ".join(t["rows"] + t["cols"] + [t["title"]]) for w in ("40-49", "1-2 m", "<50", "10-24", "1000", "prosent", "mg", "3 months", "30 days")):
            continue
        if len(t["rows"]) * len(t["cols"]) < 10 and layout != "cross":
            continue
        lo = 12 if base <= 10 else 60
        m, _ = counts(r, t, 0, lo=lo)
        m = [[x * (1 if base < 20 else 1 + base // 12) for x in xs] for xs in m]
        if base in (3, 5, 6):
            m[0][0] = r.randint(1, 9)
        f = (lambda b: lambda x: round_to(x, b))(base)
        shown = {f(x) for xs in m for x in xs}
        if layout == "blocks":
            shown = {f(sum(xs)) for xs in m} | {f(sum(xs)) for xs in zip(*m)} | {f(sum(map(sum, m)))}
        if base != 6:                                             # the base must be the largest that fits
            if any(all(x % (base * q) == 0 for x in shown) for q in (2, 3, 4, 5)):
                continue
            if base == 3 and all(x % 6 == 3 for x in shown):
                continue
        if len(shown) >= 8:
            break
    head, rows = LAYOUT[layout](t, m, f)
    if r.random() < .5 or base == 6:
        note = ROUND[t["lang"]].format(b=base) if base != 6 else {"en": "Midpoint-6 derived."}.get(t["lang"], "midpoint 6")
    else:
        note = NOTES[t["lang"]][0] if t["lang"] != "en" else "Source: linked administrative data."
    table(kit, form, head, rows, t["title"], note, "rounded", f"{len(shown)} different counts, all rounded to {base}" + (" (3, 9, 15, ...)" if base == 6 else ""),
          base, lang=t["lang"], big=r.random() < .5)
kit.close()
