"""Tables of counts in many layouts; a document is a dict of title, lang and blocks."""
from words import W, ROUND_NOTE, MID6, SUPP_NOTE, THOUSANDS, DECIMAL_POINT

STAR = "*"
YOUNG = set("preterm asthma_ed school_excl gcse_resits apprentices schulabgang gymnasie abandono bacheliers studieuitval univ_access porody loan_default".split())


def number(v, lang, sep=""):
    """A count or a figure as people of that language write it."""
    if isinstance(v, float):
        s = f"{v:.1f}" if abs(v) < 1000 else f"{v:.0f}"
        return s if lang in DECIMAL_POINT else s.replace(".", ",")
    if isinstance(v, int) and not isinstance(v, bool):
        return f"{v:,}".replace(",", sep)
    return str(v)


def near(v, base):
    if base == 6:
        return 0 if v == 0 else 3 + 6 * ((v - 1) // 6)
    return int(round(v / base)) * base


def one(r, kind, base=None):
    """A count that nobody need fear (or a rounded one)."""
    v = int(min(5200, max(13, r.lognormvariate(4.9, 0.9))))
    if kind == "rounded":
        v = max(v, 12)
        if base in (50, 100):
            v *= 6
        return max(base if base != 6 else 9, near(v, base))
    if r.random() < 0.03 and kind != "arithmetic":
        return 0
    return v


def matrix(r, nr, nc, kind, base=None):
    m = [[one(r, kind, base) for _ in range(nc)] for _ in range(nr)]
    for i in range(nr):  # no empty line
        if not any(m[i]):
            m[i][0] = 47 if kind != "rounded" else m[i][0]
    small = []
    if kind == "small-count":
        for _ in range(r.choice([1, 1, 1, 2, 3])):
            i, j = r.randrange(nr), r.randrange(nc)
            m[i][j] = r.randint(1, 9)
            small.append((i, j))
    return m, sorted(set(small))


def split(r, n, k, least=13, base=None):
    """n people into k groups, none below least."""
    cuts = sorted(r.random() for _ in range(k - 1))
    spare = n - least * k
    assert spare >= 0
    edges = [0] + [int(c * spare) for c in cuts] + [spare]
    return [least + edges[i + 1] - edges[i] for i in range(k)]


def pct(a, b):
    return 100.0 * a / b if b else 0.0


class Doc(dict):
    def __init__(self, topic, sep):
        super().__init__(title=topic["title"], lang=topic["lang"], blocks=[], sep=sep, topic=topic)

    def p(self, text):
        self["blocks"].append(("p", text))

    def t(self, caption, header, rows):
        self["blocks"].append(("t", caption, header, rows))

    def note(self, text):
        self["blocks"].append(("note", text))


def rtotal(v, base):
    return near(v, base) if base else v


def crosstab(r, t, m, base, totals=True, flip=False, hide=()):
    w = W[t["lang"]]
    rows, cols = t["rows"], t["cols"]
    nr, nc = len(rows), len(cols)
    shown = [[STAR if (i, j) in hide else m[i][j] for j in range(nc)] for i in range(nr)]
    if flip:
        head = [t["cv"]] + rows
        body = [[cols[j]] + [shown[i][j] for i in range(nr)] for j in range(nc)]
        rs = [sum(m[i][j] for i in range(nr)) for j in range(nc)]
        cs = [sum(m[i]) for i in range(nr)]
    else:
        head = [t["rv"]] + cols
        body = [[rows[i]] + shown[i] for i in range(nr)]
        rs = [sum(m[i]) for i in range(nr)]
        cs = [sum(m[i][j] for i in range(nr)) for j in range(nc)]
    if totals:
        head = head + [w["total"]]
        body = [b + [rtotal(s, base)] for b, s in zip(body, rs)]
        body.append([w["total"]] + [rtotal(c, base) for c in cs] + [rtotal(sum(cs), base)])
    return head, body


def long_form(r, t, m, base, codes=False):
    nr, nc = len(t["rows"]), len(t["cols"])
    n = r.choice(["n", "N", "count", "freq", "n_" + t["unit"].split()[0]])
    head = [t["rv"], t["cv"], n]
    if codes:
        head = [t["rv"].split()[0].lower() + "_code", t["cv"].split()[0].lower() + "_code", n]
        return head, [[i + 1, j + 1, m[i][j]] for i in range(nr) for j in range(nc)]
    return head, [[t["rows"][i], t["cols"][j], m[i][j]] for i in range(nr) for j in range(nc)]


def n_percent(r, t, m, base, lang, sep, by="col", apart=False):
    nr, nc = len(t["rows"]), len(t["cols"])
    cs = [sum(m[i][j] for i in range(nr)) for j in range(nc)]
    rs = [sum(m[i]) for i in range(nr)]
    d = r.choice([0, 1, 1, 2])
    dec = "." if lang in DECIMAL_POINT else ","
    f = lambda x: f"{x:.{d}f}".replace(".", dec)
    if by == "col":
        head = [t["rv"]] + [f"{c} (N={number(rtotal(s, base), lang, sep)})" for c, s in zip(t["cols"], cs)]
        div = lambda i, j: cs[j]
    else:
        head = [t["rv"]] + t["cols"] + [W[lang]["total"]]
        div = lambda i, j: rs[i]
    style = r.choice(["{n} ({p}%)", "{n} ({p})", "{n} ({p} %)", "{n} [{p}%]"])
    d = d or (1 if "%" not in style else 0)
    if apart:
        head = [head[0]] + [x for h in t["cols"] for x in (h + " n", h + " %")]
        return head, [[t["rows"][i]] + [x for j in range(nc) for x in (m[i][j], round(pct(m[i][j], div(i, j)), d or 1))]
                      for i in range(nr)]
    body = []
    for i in range(nr):
        line = [t["rows"][i]] + [style.format(n=number(m[i][j], lang, sep), p=f(pct(m[i][j], div(i, j)))) for j in range(nc)]
        if by != "col":
            line.append(rtotal(rs[i], base))
        body.append(line)
    return head, body


def one_way(r, t, base, kind, lang):
    m, small = matrix(r, len(t["rows"]), 1, kind, base)
    v = [x[0] for x in m]
    n = sum(v)
    cum, body = 0.0, []
    for lab, x in zip(t["rows"], v):
        cum += pct(x, n)
        body.append([lab, x, round(pct(x, n), 1), round(cum, 1)])
    body.append([W[lang]["total"], rtotal(n, base), 100.0, ""])
    return [t["rv"], "n", "%", "cum. %"], body, v, small


def table_one(r, t, kind, base, lang, sep):
    """Characteristics by group; returns head, body, the small ones."""
    w = W[lang]
    groups = t["cols"][:3]
    k = len(groups)
    ns = [r.randint(160, 1900) for _ in range(k)]
    spec = [(w["sex"], [w["f"], w["m"]]), (t["rv"], t["rows"])]
    if r.random() < 0.5:
        spec.append((r.choice(["ASA", "Score", "Index", "Cluster"]), ["I", "II", "III", "IV"][: r.choice([3, 4])]))
    dec = (lambda s: s) if lang in DECIMAL_POINT else (lambda s: s.replace(".", ","))
    body, small = [], []
    first = "Score" if t["slug"] in YOUNG else w["age"]
    body.append([first + ", " + w["mean"] + " (" + w["sd"] + ")"] +
                [dec(f"{r.uniform(34, 74):.1f} ({r.uniform(8, 17):.1f})") for _ in groups])
    target = (r.randrange(1, len(spec)), r.randrange(k)) if kind == "small-count" else None
    for s, (var, cats) in enumerate(spec):
        body.append([var] + [""] * k)
        parts = []
        for g in range(k):
            c = split(r, ns[g], len(cats), 14)
            if target == (s, g):
                i = r.randrange(len(cats))
                x = r.randint(1, 9)
                j = (i + 1) % len(cats)
                c[j] += c[i] - x
                c[i] = x
                small.append((x, cats[i], groups[g]))
            parts.append([near(x, base) for x in c] if base else c)
        for i, cat in enumerate(cats):
            body.append(["  " + cat] + [f"{number(parts[g][i], lang, sep)} ({dec(f'{pct(parts[g][i], rtotal(ns[g], base)):.1f}')})" for g in range(k)])
    head = [""] + [f"{g} (n = {number(rtotal(n, base), lang, sep)})" for g, n in zip(groups, ns)]
    return head, body, small


def events(r, t, kind, base, lang, sep):
    """Events of N per line, with a rate or an odds ratio beside."""
    body, small = [], []
    hit = r.randrange(len(t["rows"])) if kind == "small-count" else -1
    for i, row in enumerate(t["rows"]):
        n = r.randint(180, 2600)
        e = r.randint(14, n // 3)
        if i == hit:
            e = r.randint(1, 9)
            small.append((e, row, ""))
        if base:
            n, e = near(n * (6 if base > 20 else 1), base), max(near(e * (6 if base > 20 else 1), base), 9 if base == 6 else base)
        py = n * r.uniform(1.1, 4.9)
        py = near(py, base if base != 6 else 3) if base else round(py)
        rate = 1000 * e / py
        dec = (lambda s: s) if lang in DECIMAL_POINT else (lambda s: s.replace(".", ","))
        body.append([row, f"{number(e, lang, sep)}/{number(n, lang, sep)}", dec(f"{rate:.1f}"),
                     dec(f"{r.uniform(.6, 1.9):.2f} ({r.uniform(.3, .6):.2f}–{r.uniform(1.9, 3):.2f})")])
    return [t["rv"], "n/N", "/1000 PY" if lang == "en" else "/1000", "HR (95% CI)" if lang == "en" else "HR (95 %)"], body, small


def yearly(r, t, kind, base):
    y0 = r.randint(2011, 2018)
    k = r.randint(4, 6)
    m, small = matrix(r, len(t["rows"]), k, kind, base)
    return ([t["rv"]] + [str(y0 + i) for i in range(k)], [[lab] + m[i] for i, lab in enumerate(t["rows"])],
            [(m[i][j], t["rows"][i], str(y0 + j)) for i, j in small])


LAYOUTS = "cross cross cross_nt flip long codes npct rowpct apart oneway table1 events yearly two".split()


def build(rec, kind, base=None, layout=None, topic=None):
    """A document with one or more tables of that kind -> (doc, what)."""
    r = rec.r
    t = topic or rec.topic()
    lang = t["lang"]
    w = W[lang]
    sep = r.choice(THOUSANDS[lang])
    d = Doc(t, sep)
    layout = layout or r.choice(LAYOUTS)
    if r.random() < 0.6:
        d.p(t["intro"])
    cap = r.choice([f"{w['table']} {r.randint(1, 6)}. {t['title']}", t["title"], f"{w['table']} S{r.randint(1, 9)}: {t['title']}",
                    f"{t['rv']} × {t['cv']}"])
    m, small = matrix(r, len(t["rows"]), len(t["cols"]), kind, base)
    found = [(m[i][j], t["rows"][i], t["cols"][j]) for i, j in small]
    if layout in ("cross", "cross_nt", "flip"):
        d.t(cap, *crosstab(r, t, m, base, layout != "cross_nt", layout == "flip"))
    elif layout in ("long", "codes"):
        d.t(cap, *long_form(r, t, m, base, layout == "codes"))
    elif layout in ("npct", "rowpct", "apart"):
        d.t(cap, *n_percent(r, t, m, base, lang, sep, "row" if layout == "rowpct" else "col", layout == "apart"))
    elif layout == "oneway":
        head, body, v, sm = one_way(r, t, base, kind, lang)
        found = [(v[i], t["rows"][i], "n") for i, j in sm]
        d.t(cap, head, body)
    elif layout == "table1":
        head, body, found = table_one(r, t, kind, base, lang, sep)
        d.t(cap, head, body)
    elif layout == "events":
        head, body, found = events(r, t, kind, base, lang, sep)
        d.t(cap, head, body)
    elif layout == "yearly":
        head, body, found = yearly(r, t, kind, base)
        d.t(cap, head, body)
    else:
        d.t(cap, *crosstab(r, t, m, base, True))
        while True:  # no row may differ by a few from its row in the first table
            h, b = yearly(r, t, "rounded" if base else "harmless", base)[:2]
            apart = [abs(sum(x[1:]) - sum(y)) for x, y in zip(b, m)]
            if base or not any(0 < x < 10 for x in apart + [abs(sum(map(sum, m)) - sum(sum(x[1:]) for x in b))]):
                break
        d.t(f"{t['rv']}, {w['year'].lower()}", h, b)
    if base:
        notes = MID6.get(lang) if base == 6 else ROUND_NOTE[lang]
        if notes and r.random() < 0.75:
            d.note(r.choice(notes).format(b=base))
        return d, f"all counts are {'3+6k (midpoint 6)' if base == 6 else 'multiples of ' + str(base)}"
    what = "; ".join(f"{n} {t['unit']} at {a} × {b}" if b else f"{n} {t['unit']} at {a}" for n, a, b in found)
    return d, what or "all counts 0 or from 10 up"


def hidden_cross(rec, safe=False, layout="cross"):
    """A cross table with totals and one hidden cell (arithmetic), or four hidden in a square (safe)."""
    r = rec.r
    while True:
        t = rec.topic()
        if len(t["cols"]) >= (3 if safe else 2):
            break
    lang = t["lang"]
    d = Doc(t, r.choice(THOUSANDS[lang]))
    m, _ = matrix(r, len(t["rows"]), len(t["cols"]), "arithmetic")
    i, j = r.randrange(len(t["rows"])), r.randrange(len(t["cols"]))
    m[i][j] = r.randint(2, 9)
    hide = {(i, j)}
    if safe:
        i2, j2 = (i + 1) % len(t["rows"]), (j + 1) % len(t["cols"])
        hide |= {(i2, j), (i, j2), (i2, j2)}
    d.p(t["intro"])
    d.t(f"{W[lang]['table']} {r.randint(1, 5)}. {t['title']}", *crosstab(r, t, m, None, True, r.random() < 0.3, hide))
    if safe:
        d.note({"en": "* suppressed (primary and secondary suppression)"}.get(lang, "* (primär/sekundär)" if lang in ("de", "sv", "da", "nb") else "* (conf.)"))
        return d, "small cell hidden together with three others; not computable"
    d.note(r.choice(SUPP_NOTE[lang]))
    rest = " − ".join(str(m[i][c]) for c in range(len(t["cols"])) if c != j)
    return d, f"hidden {m[i][j]} = {sum(m[i])} − {rest} ({t['rows'][i]} × {t['cols'][j]})"
