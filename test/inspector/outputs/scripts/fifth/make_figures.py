"""Figures by matplotlib and flow charts drawn by hand or by Graphviz-like code."""
import re

import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

from common import arguments, words
from tables import matrix, near

matplotlib.rcParams["svg.fonttype"] = "none"
matplotlib.rcParams["svg.hashsalt"] = "7"
matplotlib.rcParams["pdf.fonttype"] = 42


def save(rec, fig, ext, kind, what, topic=None, slug=None, base=None):
    name = rec.name(ext, topic, slug)
    meta = {"Date": None} if ext == "svg" else {"CreationDate": None}
    fig.savefig(rec.path(name), metadata=meta, bbox_inches="tight")
    plt.close(fig)
    if ext == "svg":  # no notes on how it was drawn
        with open(rec.path(name), encoding="utf-8") as f:
            s = re.sub(r"(?s)\s*<metadata>.*?</metadata>", "", f.read())
        rec.write(name, s)
    rec.label(name, ext, "matplotlib", kind, what, base)


def bars(rec, kind, ext, base=None):
    r = rec.r
    t = rec.topic()
    w = words(t)
    v = [x[0] for x in matrix(r, len(t["rows"]), 1, "arithmetic", None)[0]] if not base else [near(r.randint(3 * base, 90 * base), base) for _ in t["rows"]]
    what = "bar labels from 13 up"
    if kind == "small-count":
        i = r.randrange(len(v))
        v[i] = r.randint(1, 9)
        what = f"{v[i]} {t['unit']} at {t['rows'][i]}"
    if base:
        what = f"all counts are multiples of {base}"
    fig, ax = plt.subplots(figsize=(6.5, 4))
    flat = r.random() < .5
    b = (ax.barh if flat else ax.bar)(t["rows"], v)
    total = sum(v)
    style = r.choice(["{x}", "n = {x}", "{x} ({p:.0f}%)"]) if not base else "{x:,}"
    ax.bar_label(b, labels=[style.format(x=x, p=100 * x / total) for x in v])
    (ax.set_xticks if flat else ax.set_yticks)([])
    ax.set_title(t["title"], fontsize=9)
    ax.tick_params(labelsize=7)
    if base and r.random() < .6:
        fig.text(0.1, -0.02, f"{t['unit'].capitalize()}; rounding base {base}", fontsize=7)
    save(rec, fig, ext, kind, what, t, base=base)


def lines(rec, ext):
    r = rec.r
    t = rec.topic()
    fig, ax = plt.subplots(figsize=(6.5, 4))
    for c in t["rows"][:3]:
        y = [r.uniform(10, 30)]
        for _ in range(8):
            y.append(y[-1] + r.uniform(-2, 2))
        ax.plot(range(2012, 2021), y, label=c)
    ax.set_ylabel("% / 1000")
    ax.set_xlabel(words(t)["year"])
    ax.legend(fontsize=7)
    ax.set_title(t["title"], fontsize=9)
    save(rec, fig, ext, "harmless", "rates by year", t)


def at_risk(rec, kind, ext):
    """Smooth survival curves over a table of the numbers at risk."""
    r = rec.r
    fig, ax = plt.subplots(figsize=(6.5, 4))
    ts = range(0, 61, 12)
    hidden = None
    for k, arm in enumerate(("A", "B")):
        n, seq = r.randint(500, 900), []
        for i, _ in enumerate(ts):
            seq.append(n)
            step = r.randint(30, 90)
            if kind == "arithmetic" and k == 1 and i == 4:
                step = r.randint(2, 9)
                hidden = (step, n, n - step)
            n -= step
        if kind == "small-count" and k == 0:
            seq[-1] = r.randint(2, 9)
            hidden = (seq[-1],)
        ax.plot([x / 2 for x in range(0, 121)], [0.99 ** (x / (3 + k)) for x in range(121)], label="Arm " + arm)
        for x, v in zip(ts, seq):
            ax.text(x, -0.28 - .09 * k, str(v), ha="center", fontsize=8)
        ax.text(-9, -0.28 - .09 * k, arm, fontsize=8)
    ax.text(-9, -.19, "No. at risk", fontsize=8)
    ax.set_xlabel("Months")
    ax.set_ylabel("Survival")
    ax.set_ylim(0, 1)
    ax.legend()
    what = {"small-count": lambda: f"{hidden[0]} at risk at month 60", "arithmetic": lambda: f"hidden {hidden[0]} = {hidden[1]} − {hidden[2]} (left between months 48 and 60)", "harmless": lambda: "numbers at risk, steps from 30 up"}[kind]()
    save(rec, fig, ext, kind, what, slug="km")


def flow(rec, kind, lang, ext, base=None):
    """CONSORT flow chart as hand-written SVG, or as a Word-like text box list in HTML."""
    r = rec.r
    en = lang == "en"
    rd = (lambda x: near(x, base)) if base else (lambda x: x)
    n = rd(r.randint(900, 2400))
    ex = [rd(r.randint(40, 160)) for _ in range(3)]
    what = "flow chart, counts from 20 up"
    if kind == "missing-rows":
        ex[2] = r.randint(2, 9)
        what = f"{ex[2]} excluded for missing data"
    rand = n - sum(ex)
    a = rd(rand // 2)
    b = rand - a
    la, lb = rd(r.randint(20, 40)), rd(r.randint(20, 40))
    if kind == "small-count":
        la = r.randint(2, 9)
        what = f"{la} lost to follow-up in one arm"
    if kind == "arithmetic":
        hid = r.randint(2, 9)
        la = hid
        what = f"hidden {hid} = {a} − {a - hid} (lost in the first arm)"
    if base:
        what = f"all counts are multiples of {base}"
    T = ({"as": "Assessed for eligibility", "ex": "Excluded", "r1": "Not meeting criteria", "r2": "Declined", "r3": "Missing baseline data", "ra": "Randomised", "a": "Allocated to intervention", "b": "Allocated to usual care", "l": "Lost to follow-up", "an": "Analysed"} if en else
         {"as": "Auf Eignung geprüft", "ex": "Ausgeschlossen", "r1": "Kriterien nicht erfüllt", "r2": "Abgelehnt", "r3": "Basisdaten fehlen", "ra": "Randomisiert", "a": "Intervention", "b": "Kontrolle", "l": "Ausgeschieden", "an": "Ausgewertet"})
    lost = [f"{T['l']} (n = {la})", f"{T['l']} (n = {lb})"] if kind != "arithmetic" else [None, None]
    if kind == "arithmetic":
        lb = r.randint(20, 40)
    boxes = [(300, 20, [f"{T['as']} (n = {n})"]), (520, 90, [f"{T['ex']} (n = {sum(ex)})", f"- {T['r1']} (n = {ex[0]})", f"- {T['r2']} (n = {ex[1]})", f"- {T['r3']} (n = {ex[2]})"]),
             (300, 190, [f"{T['ra']} (n = {rand})"]), (150, 260, [f"{T['a']} (n = {a})"] + [x for x in lost[:1] if x]), (450, 260, [f"{T['b']} (n = {b})"] + [x for x in lost[1:] if x]),
             (150, 340, [f"{T['an']} (n = {a - la})"]), (450, 340, [f"{T['an']} (n = {b - lb})"])]
    if ext == "html":
        body = "".join("<div style='border:1px solid #444;margin:6px;padding:4px;width:20em'>" + "<br>".join(ls) + "</div>\n" for _, _, ls in boxes)
        text = f"<html><head><meta charset='utf-8'><title>Flow</title></head><body>{body}</body></html>\n"
    else:
        text = "<svg xmlns='http://www.w3.org/2000/svg' width='760' height='400' font-family='Arial' font-size='11'>\n"
        for x, y, ls in boxes:
            text += f"<rect x='{x - 110}' y='{y}' width='220' height='{14 * len(ls) + 10}' fill='none' stroke='black'/>\n"
            text += "".join(f"<text x='{x}' y='{y + 16 + 14 * i}' text-anchor='middle'>{l}</text>\n" for i, l in enumerate(ls))
        text += "<path d='M300 44V190M300 214V240H150V260M300 240H450V260M150 310V340M450 310V340' stroke='black' fill='none'/>\n</svg>\n"
    name = rec.name(ext, slug=r.choice(["consort", "flow", "participants"]))
    rec.write(name, text)
    rec.label(name, ext, "hand-made", kind, what, base)


def box(rec, ext):
    r = rec.r
    fig, ax = plt.subplots(figsize=(5, 4))
    data = [[r.lognormvariate(3, .6) for _ in range(300)] for _ in range(3)]
    ax.boxplot(data, labels=["2017", "2018", "2019"])
    top = max(range(3), key=lambda k: max(data[k]))
    v = max(data[top])
    ax.annotate(f"max: {v:.0f} days", (top + 1, v))
    ax.set_ylabel("Waiting time (days)")
    save(rec, fig, ext, "extreme", f"max: {v:.0f} days", slug="wait")


def ci(rec, ext):
    r = rec.r
    t = rec.topic("en")
    fig, ax = plt.subplots(figsize=(6, 3.5))
    y = [r.uniform(.6, 1.8) for _ in t["rows"]]
    ax.errorbar(y, range(len(y)), xerr=[r.uniform(.05, .3) for _ in y], fmt="o")
    ax.set_yticks(range(len(y)), t["rows"])
    ax.axvline(1, ls=":")
    ax.set_xlabel("Rate ratio (95% CI)")
    save(rec, fig, ext, "harmless", "rate ratios", t)


def main():
    rec = arguments("make_figures")
    for kind, ext in (("small-count", "svg"), ("small-count", "svg"), ("small-count", "pdf"), ("harmless", "svg"), ("harmless", "pdf")):
        bars(rec, kind, ext)
    bars(rec, "rounded", "svg", 5)
    bars(rec, "rounded", "pdf", 50)
    lines(rec, "svg")
    lines(rec, "pdf")
    for kind, ext in (("small-count", "svg"), ("arithmetic", "svg"), ("harmless", "svg"), ("harmless", "pdf")):
        at_risk(rec, kind, ext)
    flow(rec, "small-count", "en", "svg")
    flow(rec, "small-count", "de", "html")
    flow(rec, "missing-rows", "en", "svg")
    flow(rec, "missing-rows", "de", "svg")
    flow(rec, "arithmetic", "en", "svg")
    flow(rec, "harmless", "en", "html")
    flow(rec, "harmless", "de", "svg")
    flow(rec, "rounded", "en", "svg", 10)
    box(rec, "svg")
    box(rec, "pdf")
    ci(rec, "svg")
    rec.done()


if __name__ == "__main__":
    main()
