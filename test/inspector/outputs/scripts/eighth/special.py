"""Extreme values, missing rows, arithmetic and small counts in other layouts."""
import json, os, subprocess, tempfile
import docx, openpyxl
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd
from common import *
from tables_docs import SimpleDocTemplate, Paragraph, STY, A4

PR = {}


def values(c, n=None):
    d = 0 if c.mu > 100 else 1
    v = pd.Series((rng.lognormal(0, .6, n or ri(180, 900)) * c.mu).round(d), name=c.num)
    return v.astype(int) if d == 0 else v


# ---- extremes ------------------------------------------------------------
def x_summary(c):
    return "txt", "r-print", "R", run_r(f'd <- read.csv("d.csv")\nsummary(d${c.num})\nsd(d${c.num})', True, {"d.csv": values(c).to_frame()})


def x_describe(c):
    return "txt", "pandas-print", "Python", f">>> df['{c.num}'].describe()\n{values(c).describe().round(2)}"


def x_sum(c):
    L = [f". summarize {c.num} age", "", "    Variable |        Obs        Mean    Std. dev.       Min        Max", "-" * 13 + "+" + "-" * 57]
    v = values(c)
    a = pd.Series(rng.integers(18, 97, len(v)))
    for k, s in ((c.num[:12], v), ("age", a)):
        L.append(f"{k:>12} |{len(s):>11,}{s.mean():>12.5g}{s.std():>12.6g}{s.min():>11g}{s.max():>11g}")
    return "log", "stata-log", "Stata", "\n".join(L)


def x_detail(c):
    v = values(c).sort_values().tolist()
    q = lambda p: v[int(p * len(v))]
    L = [f". summarize {c.num}, detail", "", " " * 26 + c.num, "-" * 61, "      Percentiles      Smallest"]
    for i, p in enumerate((1, 5, 10, 25)):
        L.append(f"{p:>2}%{q(p / 100):>12g}{v[i]:>14g}" + ("" if i < 2 else f"       {'Obs' if i == 2 else 'Sum of wgt.'}{len(v):>{20 if i == 2 else 12}}"))
    L += ["", f"50%{q(.5):>12g}                      Mean{sum(v) / len(v):>19.5f}", "                        Largest"]
    for i, p in enumerate((75, 90, 95, 99)):
        L.append(f"{p}%{q(p / 100):>12g}{v[i - 4]:>14g}")
    return "log", "stata-log", "Stata", "\n".join(L)


def x_sasmeans(c):
    v = values(c)
    return "lst", "sas-listing", "SAS", ("                       The MEANS Procedure\n\n              Analysis Variable : " + c.num + "\n\n    N            Mean         Std Dev         Minimum         Maximum\n" + "-" * 68
                                         + f"\n{len(v):>5}{v.mean():>16.7f}{v.std():>16.7f}{v.min():>16.7f}{v.max():>16.7f}\n" + "-" * 68)


def x_univ(c):
    v = values(c)
    lo, hi = v.sort_values()[:5], v.sort_values()[-5:]
    return "lst", "sas-listing", "SAS", (f"The UNIVARIATE Procedure\nVariable:  {c.num}\n\n           Extreme Observations\n\n------Lowest-----        -----Highest-----\n\n   Value      Obs           Value      Obs\n\n"
                                         + "\n".join(f"{a:>8g}{i + 1:>9}{b:>16g}{k + 1:>9}" for (i, a), (k, b) in zip(lo.items(), hi.items())))


def x_psych(c):
    return "txt", "r-print", "R", run_r(f'd <- read.csv("d.csv")\npsych::describe(d)', pick([True, False]), {"d.csv": pd.DataFrame({c.num: values(c, 400), "age": rng.integers(18, 95, 400)})})


def x_csv(c):
    L = [";".join([c.by, "N", w(c, "mean"), w(c, "min"), w(c, "max")])]
    for b in c.bys:
        v = values(c)
        L.append(f"{b};{len(v)};{v.mean():.1f};{v.min():g};{v.max():g}".replace(".", ","))
    return "csv", "csv", "R", "\n".join(L)


def x_prose(c):
    v = values(c)
    t = {"en": "In the {n} {p}, {k} had a mean of {m}; values ranged from {a} to {b}.", "de": "Bei den {n} {p} lag {k} im Mittel bei {m}; der kleinste Wert war {a}, der größte {b}.",
         "fr": "Pour les {n} {p}, {k} vaut en moyenne {m} ; la valeur minimale est {a} et la valeur maximale {b}.", "es": "En los {n} {p}, la media de {k} fue {m} (mínimo {a}, máximo {b}).",
         "it": "Nei {n} {p} la media di {k} è {m}; il valore minimo è {a}, il massimo {b}."}
    return "txt", "prose", "Editor", f"{c.title}\n\n" + t.get(c.lang, t["en"]).format(n=len(v), p=c.people, k=c.num, m=num(c, v.mean(), 1), a=num(c, v.min(), 1), b=num(c, v.max(), 1))


def x_latex(c):
    R = []
    for b in c.bys:
        v = values(c)
        R.append(f"{b} & {len(v)} & {v.mean():.1f} ({v.std():.1f}) & {v.min():g}--{v.max():g} \\\\")
    return "tex", "latex-markdown", "LaTeX", "\\begin{tabular}{lrrr}\n\\hline\n & N & Mean (SD) & Range \\\\\n\\hline\n" + "\n".join(R) + "\n\\hline\n\\end{tabular}\n% " + c.num.replace("_", " ")


def x_json(c):
    v = values(c)
    return "json", "json", "Python", json.dumps({"variable": c.num, "unit": c.people, "n": len(v), "mean": round(v.mean(), 2), "min": float(v.min()), "max": float(v.max())}, indent=1)


def x_quant(c):
    return "Rout", "r-print", "R", run_r(f'd <- read.csv("d.csv")\nquantile(d${c.num})\nrange(d${c.num})', True, {"d.csv": values(c).to_frame()})


def x_hmisc(c):
    return "txt", "r-print", "R", run_r(f'suppressMessages(library(Hmisc))\nd <- read.csv("d.csv")\ndescribe(d)', False, {"d.csv": values(c, 500).to_frame()})


def x_pspp(c):
    with tempfile.TemporaryDirectory() as d:
        open(d + "/a.sps", "w").write("data list list notable /x.\nbegin data.\n" + "\n".join(map(str, values(c, 240))) + f"\nend data.\nvariable labels x '{c.num}'.\ndescriptives /variables=x.\n")
        return "txt", "spss", "PSPP", subprocess.run(["pspp", "a.sps"], cwd=d, capture_output=True, text=True, env=dict(os.environ, LC_ALL="C.UTF-8")).stdout


def x_gretl(c):
    with tempfile.TemporaryDirectory() as d:
        values(c, 300).to_frame().to_csv(d + "/d.csv", index=False)
        open(d + "/a.inp", "w").write(f"open d.csv --quiet\nsummary {c.num}\n")
        o = subprocess.run(["gretlcli", "-b", "a.inp"], cwd=d, capture_output=True, text=True, env=dict(os.environ, HOME=d, LC_ALL="C.UTF-8")).stdout
    return "txt", "gretl", "gretl", "\n".join(x for x in o.splitlines() if "/" not in x and "Current" not in x)


def xd_docx(c, p):
    D = docx.Document()
    D.add_heading(c.title, 1)
    t = D.add_table(1, 5, style="Table Grid")
    for a, b in zip(t.rows[0].cells, [c.by, "N", w(c, "mean"), w(c, "min"), w(c, "max")]):
        a.text = b
    for g in c.bys:
        v = values(c)
        for a, b in zip(t.add_row().cells, [g, str(len(v)), num(c, v.mean(), 1), num(c, v.min(), 1), num(c, v.max(), 1)]):
            a.text = b
    D.save(p)


def xd_xlsx(c, p):
    wb = openpyxl.Workbook()
    s = wb.active
    s.append([c.title])
    s.append([c.by, "n", w(c, "mean"), "P25", "P75", w(c, "max")])
    for g in c.bys:
        v = values(c)
        s.append([g, len(v), round(v.mean(), 2), float(v.quantile(.25)), float(v.quantile(.75)), float(v.max())])
    wb.save(p)


def xd_svg(c, p):
    fig, ax = plt.subplots()
    vs = [values(c, 150) for _ in c.bys]
    ax.boxplot(vs, labels=c.bys)
    for i, v in enumerate(vs):
        ax.text(i + 1, v.max(), f"max = {v.max():g}", ha="center", va="bottom", fontsize=8)
    ax.set_ylabel(c.num)
    ax.set_title(c.title)
    fig.savefig(p)
    plt.close(fig)


# ---- arithmetic ----------------------------------------------------------
def a_rest(c):
    n, k = ri(180, 900), ri(2, 8)
    t = {"en": "All {n} {p} were invited. {m} of them answered the questionnaire.", "de": "Eingeladen waren {n} {p}; geantwortet haben {m}.", "fr": "Sur {n} {p} invités, {m} ont répondu.",
         "es": "De los {n} {p}, {m} completaron el seguimiento.", "nl": "Van de {n} {p} hebben {m} het formulier ingevuld.", "it": "Su {n} {p}, {m} hanno completato lo studio."}
    return "txt", "prose", "Editor", f"{c.title}\n\n" + t.get(c.lang, t["en"]).format(n=n, m=n - k, p=c.people), f"{n} - {n - k} = {k}"


def a_pct(c):
    n = ri(150, 420)
    k = ri(2, 7)
    rest = rng.multinomial(n - k - 20 * (len(c.cats) - 1), [1 / (len(c.cats) - 1)] * (len(c.cats) - 1)) + 20
    v = [k] + rest.tolist()
    return "csv", "csv", "SAS", f"# {c.title}: N = {n} {c.people}\n{c.var},percent\n" + "\n".join(f"{a},{100 * b / n:.2f}" for a, b in zip(c.cats, v)), f"{100 * k / n:.2f} % of {n} = {k}"


def a_two(c):
    T = Tab(c, "ok", oneway=True)
    k = ri(2, 7)
    L = [f"Table 1. All {c.people}", ""] + [f"{a:<28}{b:>7}" for a, b in zip(T.rows, T.rt)] + ["", f"Table 2. {c.people}, without {c.bys[-1]}", ""]
    L += [f"{a:<28}{b - (k if i == 1 else 0):>7}" for i, (a, b) in enumerate(zip(T.rows, [x if i == 1 else max(10, x - 11) if x < 40 else x - ri(12, 25) for i, x in enumerate(T.rt)]))]
    return "txt", "prose", "Editor", "\n".join(L), f"difference of the two tables in {T.rows[1]} is {k}"


def a_hidden(c):
    T = Tab(c, "small", oneway=True)
    i = T.where[0]
    L = [f"{a:<26}{'(suppressed)' if j == i else b:>14}" for j, (a, b) in enumerate(zip(T.rows, T.rt))]
    small = sum(1 for b in T.rt if b < 10)
    assert small == 1
    return "txt", "r-print", "R", f"{c.title}\n\n" + "\n".join(L) + f"\n{'Total':<26}{T.n:>14}", f"total less the other rows gives {T.rt[i]}"


def a_rate(c):
    k, n = ri(2, 8), ri(1500, 4000)
    return "json", "json", "Python", json.dumps({"title": c.title, "population": n, "rate_per_1000": round(1000 * k / n, 3)}, indent=1), f"rate and population give {k} events"


def a_mean(c):
    n, k = ri(300, 900), ri(2, 8)
    k2 = ri(60, 200)
    return "log", "stata-log", "Stata", (f". tabstat died readmitted, stat(n mean)\n\n   Stats |      died  readmi~d\n---------+--------------------\n       N |{n:>10}{n:>10}\n    Mean |{f'{k / n:.7f}'[1:]:>10}{f'{k2 / n:.7f}'[1:]:>10}\n" + "-" * 30), f"mean of a yes/no variable times N = {k}"


def ad_xlsx(c, p):
    wb = openpyxl.Workbook()
    T = Tab(c, "ok", oneway=True)
    k = ri(2, 6)
    for q, (nm, cut) in enumerate((("all", 0), ("adults", k))):
        s = wb.active if q == 0 else wb.create_sheet()
        s.title = nm
        s.append([c.var, "n"])
        for i, (a, b) in enumerate(zip(T.rows, T.rt)):
            s.append([a, b - (cut if i == 0 else 0)])
    wb.save(p)


EXTREME = [(x_summary, 2), (x_describe, 2), (x_sum, 2), (x_detail, 2), (x_sasmeans, 2), (x_univ, 1), (x_psych, 2), (x_csv, 2), (x_prose, 4), (x_latex, 1), (x_json, 1), (x_quant, 1), (x_hmisc, 1), (x_pspp, 1), (x_gretl, 1)]
ARITH = [(a_rest, 3), (a_pct, 2), (a_two, 1), (a_hidden, 2), (a_rate, 1), (a_mean, 1)]


def make():
    import special2
    from people import binary
    for f, k in EXTREME:
        for _ in range(k):
            c = ctx()
            ext, form, prog, text = f(c)
            save(c, ext, form, prog, "extreme", text, f"smallest or largest {c.num} of one of the {c.people}")
    for f, ext, form, prog, k in [(xd_docx, "docx", "docx", "Word", 2), (xd_xlsx, "xlsx", "xlsx", "openpyxl", 2), (xd_svg, "svg", "svg", "matplotlib", 1)]:
        for _ in range(k):
            binary(f, ext, form, prog, "extreme", "smallest or largest value")
    for f, k in ARITH:
        for _ in range(k):
            c = ctx()
            ext, form, prog, text, what = f(c)
            save(c, ext, form, prog, "arithmetic", text, what)
    binary(ad_xlsx, "xlsx", "xlsx", "openpyxl", "arithmetic", "the two sheets differ by a small number in the first row")
    special2.make()
