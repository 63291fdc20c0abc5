"""Count tables as text programs print them."""
import json, os, sqlite3, subprocess, tempfile
import pandas as pd
from tabulate import tabulate
from common import *


def df(T, totals=True):
    d = pd.DataFrame([[T.cell(i, j, int) for j in range(len(T.cols))] for i in range(len(T.rows))],
                     index=T.rows, columns=T.cols)
    d.index.name, d.columns.name = T.c.var, T.c.by
    if totals and len(T.cols) > 1:
        d["All"] = T.rt
        d.loc["All"] = T.ct + [T.n]
    return d


def end(T):
    return f"\n{w(T.c, 'note')}: {T.note}\n" if T.note else "\n"


def stata_tab2(T):
    wd = max(len(r) for r in T.rows + [T.c.var]) + 1
    cw = max(10, max(len(x) for x in T.cols) + 1)
    L = [f". tabulate {T.c.var} {T.c.by}", "", " " * wd + "|" + T.c.by.center(cw * len(T.cols)),
         T.c.var.rjust(wd - 1) + " |" + "".join(x.rjust(cw) for x in T.cols) + " |     Total"]
    bar = "-" * wd + "+" + "-" * (cw * len(T.cols) + 1) + "+" + "-" * 10
    L.append(bar)
    for i, r in enumerate(T.rows):
        L.append(r.rjust(wd - 1) + " |" + "".join(T.cell(i, j, lambda v: f"{v:,}").rjust(cw) for j in range(len(T.cols)))
                 + f" |{T.rt[i]:>10,}")
    L += [bar, "Total".rjust(wd - 1) + " |" + "".join(f"{x:,}".rjust(cw) for x in T.ct) + f" |{T.n:>10,}"]
    return "\n".join(L) + "\n" + end(T) + "\n. "


def stata_tab1(T):
    wd = max(len(r) for r in T.rows + [T.c.var]) + 1
    L = [f". tab {T.c.var}" + (", m" if rng.random() < .3 else ""), "",
         T.c.var.rjust(wd - 1) + " |      Freq.     Percent        Cum.", "-" * wd + "+" + "-" * 35]
    cum, s = 0, sum(T.rt)
    for r, v in zip(T.rows, T.rt):
        cum += v
        L.append(f"{r.rjust(wd - 1)} |{v:>11,}{100 * v / s:>12.2f}{100 * cum / s:>12.2f}")
    L += ["-" * wd + "+" + "-" * 35, f"{'Total'.rjust(wd - 1)} |{T.n:>11,}{100:>12.2f}"]
    return "\n".join(L) + "\n" + end(T)


def stata_tabstat(T):
    wd = max(len(r) for r in T.rows + [T.c.var]) + 1
    L = [f". tabstat {T.c.num}, by({T.c.var}) stat(n mean sd)", "", f"Summary for variables: {T.c.num}",
         f"Group variable: {T.c.var}", "", T.c.var.rjust(wd - 1) + " |         N      Mean        SD",
         "-" * wd + "+" + "-" * 30]
    for r, v in zip(T.rows, T.rt):
        m = T.c.mu * rng.uniform(.7, 1.4) + 10
        L.append(f"{r.rjust(wd - 1)} |{v:>10}{m:>10.5g}{m * rng.uniform(.2, .5):>10.5g}")
    L += ["-" * wd + "+" + "-" * 30, f"{'Total'.rjust(wd - 1)} |{T.n:>10}{T.c.mu + 10:>10.5g}{T.c.mu * .4:>10.5g}"]
    return "\n".join(L) + "\n" + "-" * (wd + 31) + "\n" + end(T)


def sas_oneway(T):
    L = [" " * 30 + "The SAS System" + " " * 12 + f"{ri(8, 20):02d}:{ri(10, 59)} Tuesday, March 12, 2024", "",
         " " * 30 + "The FREQ Procedure", "", " " * 37 + "Cumulative    Cumulative",
         f"{T.c.var:<22}Frequency     Percent     Frequency      Percent", "-" * 78]
    cum, s = 0, sum(T.rt)
    for r, v in zip(T.rows, T.rt):
        cum += v
        L.append(f"{r:<22}{v:>9}{100 * v / s:>12.2f}{T.fix(cum):>14}{100 * cum / s:>13.2f}")
    return "\n".join(L) + "\n" + end(T)


def sas_cross(T):
    cw = max(10, max(map(len, T.cols)) + 1)
    wd = max(len(r) for r in T.rows) + 1
    L = ["The FREQ Procedure", "", f"Table of {T.c.var} by {T.c.by}", "", f"{T.c.var}{' ' * 5}{T.c.by}", "",
         "Frequency".ljust(wd) + "|", "Percent".ljust(wd) + "|", "Row Pct".ljust(wd) + "|" + "".join(x.ljust(cw - 1) + "|" for x in T.cols) + "  Total"]
    sep = "-" * wd + "+" + ("-" * (cw - 1) + "+") * len(T.cols)
    L.append(sep)
    C = range(len(T.cols))
    for i, r in enumerate(T.rows):
        L.append(r.ljust(wd) + "|" + "".join(f"{T.m[i, j]:>{cw - 2}} |" for j in C) + f"{T.rt[i]:>7}")
        L.append(" " * wd + "|" + "".join(f"{100 * T.m[i, j] / T.n:>{cw - 2}.2f} |" for j in C) + f"{100 * T.rt[i] / T.n:>7.2f}")
        L.append(" " * wd + "|" + "".join(f"{100 * T.m[i, j] / T.rt[i]:>{cw - 2}.2f} |" for j in C))
        L.append(sep)
    L.append("Total".ljust(wd) + " " + "".join(f"{x:>{cw - 2}}  " for x in T.ct) + f"{T.n:>7}")
    return "\n".join(L) + "\n" + end(T)


def sas_means(T):
    L = ["                              The MEANS Procedure", "", f"                 Analysis Variable : {T.c.num}", "",
         f"{T.c.var:<24}N Obs         N            Mean         Std Dev", "-" * 74]
    for r, v in zip(T.rows, T.rt):
        m = T.c.mu * rng.uniform(.7, 1.4) + 10
        L.append(f"{r:<24}{v:>5}{v:>10}{m:>16.7f}{m * rng.uniform(.2, .5):>16.7f}")
    return "\n".join(L + ["-" * 74]) + "\n" + end(T)


def pandas_cross(T):
    return (f"{T.c.title}\n\n" if rng.random() < .6 else "") + df(T).to_string() + "\n" + end(T)


def pandas_counts(T):
    s = pd.Series(T.rt, index=T.rows, name=T.c.var).sort_values(ascending=False)
    return f">>> df['{T.c.var}'].value_counts()\n{s}\n>>> len(df)\n{T.n}\n" + end(T)


def pandas_agg(T):
    d = pd.DataFrame({"n": T.rt, "mean": (T.c.mu * rng.uniform(.8, 1.3, len(T.rows)) + 10).round(2),
                      "std": (T.c.mu * rng.uniform(.2, .4, len(T.rows)) + 1.3).round(2)}, index=T.rows)
    d.index.name = T.c.var
    return str(d) + "\n" + end(T)


def csv_long(T):
    L = [f"{T.c.var},{T.c.by},n"]
    L += [f'"{r}","{x}",{T.cell(i, j)}' for i, r in enumerate(T.rows) for j, x in enumerate(T.cols)]
    if T.mode == "mask":
        L += [f'"{r}",Total,{v}' for r, v in zip(T.rows, T.rt)]
    if T.note:
        L.append(f'# {T.note}')
    return "\n".join(L)


def csv_wide(T):
    L = [";".join([T.c.var] + T.cols + [w(T.c, "total"), w(T.c, "pct")])]
    for i, r in enumerate(T.rows):
        L.append(";".join([r] + [T.cell(i, j) for j in range(len(T.cols))] + [str(T.rt[i]), f"{100 * T.rt[i] / T.n:.1f}".replace(".", ",")]))
    L.append(";".join([w(T.c, "total")] + [str(x) for x in T.ct] + [str(T.n), "100,0"]))
    return "\n".join(L) + ("\n" + T.note if T.note else "")


def latex(T):
    e = lambda s: s.replace("_", r"\_").replace("%", r"\%").replace("<", "$<$")
    L = [r"\begin{table}[ht]", r"\centering", rf"\caption{{{T.c.title}: {w(T.c, 'number').lower()} {T.c.people}}}",
         rf"\begin{{tabular}}{{l{'r' * (len(T.cols) + 1)}}}", r"\toprule", " & ".join([""] + T.cols + [w(T.c, "total")]) + r" \\", r"\midrule"]
    for i, r in enumerate(T.rows):
        L.append(" & ".join([r] + [e(T.cell(i, j, lambda v: num(T.c, v))) for j in range(len(T.cols))] + [num(T.c, T.rt[i])]) + r" \\")
    L += [r"\midrule", " & ".join([w(T.c, "total")] + [num(T.c, x) for x in T.ct + [T.n]]) + r" \\", r"\bottomrule", r"\end{tabular}"]
    if T.note:
        L.append(r"\par\footnotesize " + T.note)
    return "\n".join(L + [r"\end{table}"])


def markdown(T):
    L = [f"## {T.c.title}", "", "| " + " | ".join([T.c.var] + T.cols + [w(T.c, "total")]) + " |", "|:--" + "|--:" * (len(T.cols) + 1) + "|"]
    for i, r in enumerate(T.rows):
        L.append("| " + " | ".join([r] + [T.cell(i, j, lambda v: num(T.c, v)) for j in range(len(T.cols))] + [num(T.c, T.rt[i])]) + " |")
    L.append("| **" + w(T.c, "total") + "** | " + " | ".join(num(T.c, x) for x in T.ct + [T.n]) + " |")
    return "\n".join(L) + "\n" + end(T)


def grid(T):
    h = [T.c.var] + [f"{x} n (%)" for x in T.cols]
    rows = [[r] + [T.cell(i, j, lambda v: f"{v} ({100 * v / T.ct[j]:.1f})") for j in range(len(T.cols))] for i, r in enumerate(T.rows)]
    rows.append(["N"] + T.ct)
    return tabulate(rows, h, tablefmt=pick(["grid", "psql", "outline"])) + "\n" + end(T)


def jsonform(T):
    o = {"title": T.c.title, "unit": T.c.people, "groups": [
        {T.c.by: x, "total": T.ct[j], "counts": {r: (T.cell(i, j, int)) for i, r in enumerate(T.rows)}} for j, x in enumerate(T.cols)]}
    if T.note:
        o["note"] = T.note
    return json.dumps(o, indent=2, ensure_ascii=False)


def sqltext(T):
    with tempfile.TemporaryDirectory() as d:
        db = os.path.join(d, "a.db")
        con = sqlite3.connect(db)
        con.execute("create table v(a text, b text, n int)")
        con.executemany("insert into v values(?,?,?)", [(r, x, int(T.m[i, j])) for i, r in enumerate(T.rows) for j, x in enumerate(T.cols)])
        con.commit()
        q = f"select a as {T.c.var}, b as {T.c.by}, sum(n) as n from v group by 1,2;"
        mode = pick(["-box", "-column", "-table"])
        o = subprocess.run(["sqlite3", mode, "-header", db, q], capture_output=True, text=True).stdout
    return f"sqlite> SELECT {T.c.var}, {T.c.by}, COUNT(*) AS n FROM person GROUP BY 1,2;\n" + o + end(T)


def pspp(T):
    with tempfile.TemporaryDirectory() as d:
        L = ["data list list notable /a (a30) b (a20) n.", "begin data."]
        L += [f'"{r}" "{x}" {T.m[i, j]}' for i, r in enumerate(T.rows) for j, x in enumerate(T.cols)]
        L += ["end data.", "weight by n.", f"variable labels a '{T.c.var}' b '{T.c.by}'.",
              "crosstabs /tables=a by b." if len(T.cols) > 1 else "frequencies /variables=a."]
        open(d + "/a.sps", "w").write("\n".join(L) + "\n")
        o = subprocess.run(["pspp", "a.sps"], cwd=d, capture_output=True, text=True, env=dict(os.environ, LC_ALL="C.UTF-8")).stdout
    return o + end(T)


PROSE = {
 "en": "Of the {n} {p} in this study, {parts}.",
 "de": "Von den {n} {p} dieser Studie entfielen {parts}.",
 "fr": "Parmi les {n} {p} étudiés, on compte {parts}."}


def prose(T):
    lang = T.c.lang if T.c.lang in PROSE else "en"
    S = [f"{T.c.title}", ""]
    for j, x in enumerate(T.cols):
        parts = ", ".join(f"{num(T.c, T.m[i, j])} ({num(T.c, 100 * T.m[i, j] / T.ct[j], 1)} %) {r}" for i, r in enumerate(T.rows))
        S.append(f"{x}: " + PROSE[lang].format(n=num(T.c, T.ct[j]), p=T.c.people, parts=parts))
    return "\n".join(S) + end(T)


LIST = [  # function, ending, form, program, one way, modes
 (stata_tab2, "log", "stata-log", "Stata", 0, "small round ok mask"), (stata_tab1, "log", "stata-log", "Stata", 1, "small small round ok"),
 (stata_tabstat, "txt", "stata-log", "Stata", 1, "small round ok ok"), (sas_oneway, "lst", "sas-listing", "SAS", 1, "small small round ok"),
 (sas_cross, "lst", "sas-listing", "SAS", 0, "small round ok ok"), (sas_means, "lst", "sas-listing", "SAS", 1, "small round ok"),
 (pandas_cross, "txt", "pandas-print", "Python", 0, "small round ok mask"), (pandas_counts, "txt", "pandas-print", "Python", 1, "small small round ok"),
 (pandas_agg, "txt", "pandas-print", "Python", 1, "small round ok"), (csv_long, "csv", "csv", "R", 0, "small round ok mask"),
 (csv_wide, "csv", "csv", "SAS", 0, "small round ok mask"), (latex, "tex", "latex-markdown", "LaTeX", 0, "small round ok mask"),
 (markdown, "md", "latex-markdown", "Markdown", 0, "small round ok mask"), (grid, "txt", "pandas-print", "Python", 0, "small round ok mask"),
 (jsonform, "json", "json", "Python", 0, "small round ok mask"), (sqltext, "txt", "sql-text", "sqlite3", 0, "small small round ok"),
 (pspp, "txt", "spss", "PSPP", 0, "small round ok"), (pspp, "lst", "spss", "PSPP", 1, "small round ok"), (prose, "txt", "prose", "Word processor", 0, "small round ok")]
BASES = [5, 10, 3, 5, 10, 6, 50, 100, 5, 3, 6, 10]
_b = [0]


def nextbase(no6=False):
    while True:
        b = BASES[_b[0] % len(BASES)]
        _b[0] += 1
        if not (no6 and b == 6):
            return b


def make():
    for f, ext, form, prog, one, modes in LIST:
        for m in modes.split():
            T = Tab(ctx(), m, nextbase(f in (pspp,)) if m == "round" else 5, bool(one))
            save(T.c, ext, form, prog, T.kind, f(T), T.what(), T.base)
