"""Listings as Stata, SAS and SPSS print them, imitated with care."""
from words import W


def short(s, n):
    return s if len(s) <= n else s[: n - 1] + "~"


def var(s):
    s = "".join(c if c.isalnum() and c.isascii() else "_" for c in s.lower())
    return s.strip("_").replace("__", "_")[:12] or "v1"


def stata_tab2(t, m, opt=""):
    lw = max(10, min(18, max(len(x) for x in t["rows"])))
    cw = 10
    head = t["cv"].center(cw * len(t["cols"]))
    out = [f". tab {var(t['rv'])} {var(t['cv'])}{opt}", ""]
    out.append(f"{'':>{lw}} |{head}")
    out.append(f"{short(t['rv'], lw):>{lw}} |" + "".join(f"{short(c, 9):>{cw}}" for c in t["cols"]) + f" |{'Total':>10}")
    bar = "-" * (lw + 1) + "+" + "-" * (cw * len(t["cols"]) + 1) + "+" + "-" * 10
    out.append(bar)
    f = lambda v: f"{v:,}"
    for lab, row in zip(t["rows"], m):
        out.append(f"{short(lab, lw):>{lw}} |" + "".join(f"{f(v):>{cw}}" for v in row) + f" |{f(sum(row)):>10}")
        if "row" in opt:
            out.append(f"{'':>{lw}} |" + "".join(f"{100 * v / max(1, sum(row)):>{cw}.2f}" for v in row) + f" |{100:>10.2f}")
            out.append(bar)
    if "row" not in opt:
        out.append(bar)
    cs = [sum(r[j] for r in m) for j in range(len(t["cols"]))]
    out.append(f"{'Total':>{lw}} |" + "".join(f"{f(v):>{cw}}" for v in cs) + f" |{f(sum(cs)):>10}")
    return "\n".join(out) + "\n"


def stata_tab1(t, v):
    lw = max(11, min(22, max(len(x) for x in t["rows"])))
    n = sum(v)
    out = [f". tabulate {var(t['rv'])}", "", f"{short(t['rv'], lw):>{lw}} |      Freq.     Percent        Cum.", "-" * (lw + 1) + "+" + "-" * 35]
    cum = 0
    for lab, x in zip(t["rows"], v):
        cum += x
        out.append(f"{short(lab, lw):>{lw}} |{x:>11,}{100 * x / n:>12.2f}{100 * cum / n:>12.2f}")
    out += ["-" * (lw + 1) + "+" + "-" * 35, f"{'Total':>{lw}} |{n:>11,}{100:>12.2f}"]
    return "\n".join(out) + "\n"


def stata_head(r, topic):
    return (f"{'-' * 80}\n      name:  <unnamed>\n  log type:  text\n opened on:  {r.randint(1, 28)} {r.choice(['Jan', 'Mar', 'Jun', 'Oct'])} 2023, "
            f"{r.randint(9, 17)}:{r.randint(10, 59)}:{r.randint(10, 59)}\n\n. use {topic['slug']}_analysis, clear\n\n")


def stata_summarize(rows):
    """rows: (name, n, mean, sd, lo, hi)"""
    out = [". summarize " + " ".join(x[0] for x in rows), "", "    Variable |        Obs        Mean    Std. dev.       Min        Max",
           "-------------+---------------------------------------------------------"]
    for nm, n, mean, sd, lo, hi in rows:
        out.append(f"{nm:>12} |{n:>11,}{mean:>12.5g}{sd:>12.6g}{lo:>11.6g}{hi:>11.6g}")
    return "\n".join(out) + "\n"


def sas_freq(t, m, title="The SAS System"):
    """PROC FREQ, two way."""
    cols = [short(c, 8) for c in t["cols"]]
    n = sum(map(sum, m))
    cs = [sum(r[j] for r in m) for j in range(len(cols))]
    out = [title.center(78).rstrip(), "", "The FREQ Procedure".center(78).rstrip(), "",
           f"Table of {var(t['rv'])} by {var(t['cv'])}".center(78).rstrip(), ""]
    out.append(f"{var(t['rv'])}({t['rv']})     {var(t['cv'])}({t['cv']})")
    out.append("Frequency|")
    out += ["Percent  |", "Row Pct  |", "Col Pct  |" + "".join(f"{c:<8}|" for c in cols) + "  Total"]
    bar = "---------+" + "--------+" * len(cols)
    out.append(bar)
    for lab, row in zip(t["rows"], m):
        rs = max(1, sum(row))
        out.append(f"{short(lab, 8):<9}|" + "".join(f"{v:>7} |" for v in row) + f"{sum(row):>7}")
        out.append("         |" + "".join(f"{100 * v / n:>7.2f} |" for v in row) + f"{100 * rs / n:>7.2f}")
        out.append("         |" + "".join(f"{100 * v / rs:>7.2f} |" for v in row))
        out.append("         |" + "".join(f"{100 * v / max(1, c):>7.2f} |" for v, c in zip(row, cs)))
        out.append(bar)
    out.append("Total    " + "".join(f"{c:>8} " for c in cs) + f"{n:>8}")
    out.append("         " + "".join(f"{100 * c / n:>8.2f} " for c in cs) + f"{100:>8.2f}")
    return "\n".join(out) + "\n"


def sas_oneway(t, v):
    n, cum = sum(v), 0
    lw = max(12, max(len(x) for x in t["rows"]))
    out = ["The FREQ Procedure".center(78).rstrip(), "", f"{'':<{lw}}                             Cumulative    Cumulative",
           f"{t['rv'][:lw]:<{lw}}    Frequency     Percent     Frequency      Percent", "-" * (lw + 58)]
    for lab, x in zip(t["rows"], v):
        cum += x
        out.append(f"{lab:<{lw}}{x:>13}{100 * x / n:>12.2f}{cum:>14}{100 * cum / n:>13.2f}")
    return "\n".join(out) + "\n"


def sas_means(rows, minmax=False):
    head = f"{'Variable':<16}{'N':>8}{'Mean':>14}{'Std Dev':>14}" + (f"{'Minimum':>14}{'Maximum':>14}" if minmax else f"{'Lower 95% CL':>16}{'Upper 95% CL':>16}")
    out = ["The MEANS Procedure".center(80).rstrip(), "", head, "-" * len(head)]
    for nm, n, mean, sd, lo, hi in rows:
        if minmax:
            out.append(f"{nm:<16}{n:>8}{mean:>14.7g}{sd:>14.7g}{lo:>14.7g}{hi:>14.7g}")
        else:
            se = 1.96 * sd / n ** 0.5
            out.append(f"{nm:<16}{n:>8}{mean:>14.7g}{sd:>14.7g}{mean - se:>16.7g}{mean + se:>16.7g}")
    return "\n".join(out + ["-" * len(head)]) + "\n"


def spss_crosstab(t, m, lang="en"):
    w = W[lang]
    lw = max(14, max(len(x) for x in t["rows"]) + len(t["rv"]) + 3)
    cs = [sum(r[j] for r in m) for j in range(len(t["cols"]))]
    cw = max(10, max(len(c) for c in t["cols"]) + 2)
    out = ["CROSSTABS", f"  /TABLES={var(t['rv'])} BY {var(t['cv'])}", "  /FORMAT=AVALUE TABLES", "  /CELLS=COUNT", "  /COUNT ROUND CELL.", "",
           f"{t['rv']} * {t['cv']} Crosstabulation", "Count", "_" * (lw + cw * (len(cs) + 1)),
           " " * lw + t["cv"].center(cw * len(cs)), " " * lw + "".join(f"{c:>{cw}}" for c in t["cols"]) + f"{w['total']:>{cw}}"]
    for i, (lab, row) in enumerate(zip(t["rows"], m)):
        first = t["rv"] if i == 0 else ""
        out.append(f"{first:<{len(t['rv']) + 2}}{lab:<{lw - len(t['rv']) - 2}}" + "".join(f"{v:>{cw}}" for v in row) + f"{sum(row):>{cw}}")
    out.append(f"{w['total']:<{lw}}" + "".join(f"{c:>{cw}}" for c in cs) + f"{sum(cs):>{cw}}")
    return "\n".join(out) + "\n"


def spss_freq(t, v, missing=None):
    n = sum(v)
    tot = n + (missing or 0)
    lw = max(10, max(len(x) for x in t["rows"]) + 2)
    out = [f"FREQUENCIES VARIABLES={var(t['rv'])}", "  /ORDER=ANALYSIS.", "", t["rv"], "",
           f"{'':<9}{'':<{lw}}{'Frequency':>10}{'Percent':>10}{'Valid Percent':>15}{'Cumulative Percent':>20}"]
    cum = 0
    for i, (lab, x) in enumerate(zip(t["rows"], v)):
        cum += x
        out.append(f"{'Valid' if i == 0 else '':<9}{lab:<{lw}}{x:>10}{100 * x / tot:>10.1f}{100 * x / n:>15.1f}{100 * cum / n:>20.1f}")
    out.append(f"{'':<9}{'Total':<{lw}}{n:>10}{100 * n / tot:>10.1f}{100:>15.1f}")
    if missing is not None:
        out.append(f"{'Missing':<9}{'System':<{lw}}{missing:>10}{100 * missing / tot:>10.1f}")
        out.append(f"{'Total':<9}{'':<{lw}}{tot:>10}{100:>10.1f}")
    return "\n".join(out) + "\n"
