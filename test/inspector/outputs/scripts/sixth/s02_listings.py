"""Listings of Stata, SAS and SPSS (imitated), and real ones of PSPP and gretl."""
import os
import subprocess
import tempfile

import numpy as np

from common import Kit, round_to
from people import person
from topics import T, counts, pick

kit = Kit("s02")
r = kit.rng


def stata_tab(t, m, i=-1):
    v = [xs[i] for xs in m]
    n = sum(v)
    w = max(12, max(map(len, t["rows"] + [t["row"]])) + 1)
    out = [f". tab {t['row'].split()[0].lower()[:8]} if {t['col'].split()[0].lower()[:8]}=={r.randint(1, 4)}", "",
           f"{t['row']:>{w}} |      Freq.     Percent        Cum.", "-" * (w + 1) + "+" + "-" * 35]
    c = 0
    for a, x in zip(t["rows"], v):
        c += x
        out.append(f"{a:>{w}} | {x:>10,}  {100 * x / n:>10.2f}  {100 * c / n:>10.2f}")
    return "\n".join(out + ["-" * (w + 1) + "+" + "-" * 35, f"{'Total':>{w}} | {n:>10,}      100.00"])


def stata_cross(t, m, f=int, extra=True):
    w = max(10, max(map(len, t["rows"] + [t["row"]])) + 1)
    k = len(t["cols"])
    bar = "-" * (w + 1) + "+" + "-" * (11 * k) + "+" + "-" * 10
    out = [f". tabulate {t['row'].split()[0].lower()[:8]} {t['col'].split()[0].lower()[:8]}" + (", chi2" if extra else ""), "",
           f"{'':>{w}} | {t['col']:^{11 * k}}", f"{t['row']:>{w}} | " + " ".join(f"{c[:10]:>10}" for c in t["cols"]) + " |      Total", bar]
    for a, xs in zip(t["rows"], m):
        out.append(f"{a:>{w}} | " + " ".join(f"{f(x):>10,}" for x in xs) + f" | {f(sum(xs)):>10,}")
    cs = [sum(c) for c in zip(*m)]
    out += [bar, f"{'Total':>{w}} | " + " ".join(f"{f(x):>10,}" for x in cs) + f" | {f(sum(cs)):>10,}"]
    if extra:
        out += ["", f"          Pearson chi2({(len(m) - 1) * (k - 1)}) = {r.uniform(14, 60):8.4f}   Pr = 0.00{r.randint(0, 9)}"]
    return "\n".join(out)


def stata_reg(n, dep, xs, note=""):
    k = len(xs)
    out = [f". regress {dep} {' '.join(xs)}, vce(robust)", "", f"Linear regression                               Number of obs     = {n:>10,}",
           f"                                                F({k}, {n - k - 1})         = {r.uniform(9, 80):>10.2f}", "                                                Prob > F          =     0.0000",
           f"                                                R-squared         = {r.uniform(.1, .5):>10.4f}", f"                                                Root MSE          = {r.uniform(1, 30):>10.3f}", "",
           "-" * 78, "             |               Robust", f"{dep[:12]:>12} | Coefficient  std. err.      t    P>|t|     [95% conf. interval]", "-" * 13 + "+" + "-" * 64]
    for x in xs + ["_cons"]:
        b, s = r.gauss(0, 2), r.uniform(.1, .9)
        out.append(f"{x[:12]:>12} | {b:>10.6f} {s:>10.6f} {b / s:>8.2f}   {min(.999, np.exp(-abs(b / s))):.3f}   {b - 1.96 * s:>10.6f} {b + 1.96 * s:>11.6f}")
    return "\n".join(out + ["-" * 78] + ([note] if note else []))


def summarize(rows):
    out = [". summarize " + " ".join(x[0] for x in rows), "", "    Variable |        Obs        Mean    Std. dev.       Min        Max", "-" * 13 + "+" + "-" * 57]
    for n, obs, m, s, lo, hi in rows:
        out.append(f"{n:>12} | {obs:>10,} {m:>11.4g} {s:>11.5g} {lo:>10} {hi:>10}")
    return "\n".join(out)


def detail(name, n):
    x = np.sort(np.random.default_rng(r.randint(1, 9999)).lognormal(3, .6, n).round(1))
    p = lambda q: f"{np.percentile(x, q):>9.1f}"
    out = [f". summarize {name}, detail", "", f"{name:^61}", "-" * 61, "      Percentiles      Smallest", f" 1%{p(1)}{x[0]:>15.1f}", f" 5%{p(5)}{x[1]:>15.1f}",
           f"10%{p(10)}{x[2]:>15.1f}       Obs        {n:>10,}", f"25%{p(25)}{x[3]:>15.1f}       Sum of wgt.{n:>10,}", "",
           f"50%{p(50)}                      Mean      {x.mean():>10.4f}", f"                        Largest       Std. dev. {x.std():>10.4f}",
           f"75%{p(75)}{x[-4]:>15.1f}", f"90%{p(90)}{x[-3]:>15.1f}       Variance  {x.var():>10.4f}", f"95%{p(95)}{x[-2]:>15.1f}       Skewness  {2.1:>10.4f}", f"99%{p(99)}{x[-1]:>15.1f}"]
    return "\n".join(out), x


LOGHEAD = "-" * 60 + "\n      name:  <unnamed>\n  log type:  text\n opened on:  %d Mar 2024, 1%d:2%d:17\n\n"


def st(kind, what, body, base=None, log=True):
    ext = r.choice(["log", "txt", "smcl.txt"]) if log else "txt"
    head = LOGHEAD % (r.randint(11, 28), r.randint(0, 7), r.randint(0, 9)) if log and r.random() < .6 else ""
    kit.text(ext, "stata", "Stata listing (imitated)", kind, what, head + body + "\n\n. log close" * bool(head), base)


def pickm(small=0):
    t = pick(r, .55)
    m, w = counts(r, t, small)
    return t, m, "; ".join(f"{t['rows'][i]} x {t['cols'][k]} = {m[i][k]}" for i, k in w) or "all counts from 10 up"


for _ in range(3):
    t, m, w = pickm(2)
    st("small-count", w, stata_cross(t, m))
for _ in range(2):
    t, m, w = pickm()
    i = r.randrange(len(m))
    m[i][-1] = r.randint(1, 9)
    st("small-count", f"{t['rows'][i]} = {m[i][-1]}", stata_tab(t, m))
t, m, w = pickm()
st("harmless", w, stata_cross(t, m) + "\n\n" + stata_reg(sum(map(sum, m)), "lnwage", ["female", "tenure", "union"]))
t, m, w = pickm()
st("harmless", w, stata_tab(t, m, 0))
st("harmless", "model output only", stata_reg(18402, "sbp", ["age", "bmi", "smoker", "statin", "imd2", "imd3"]))
st("harmless", "two models on the same sample", stata_reg(5211, "score", ["ses", "sibs"]) + "\n\n" + stata_reg(5211, "score", ["ses", "sibs", "books", "preschool"]))
st("missing-rows", "7 observations dropped", ". logit default i.region lti age\n\nnote: 3.region != 0 predicts failure perfectly;\n      3.region omitted and 7 obs not used.\n\n" + stata_reg(6413, "default", ["lti", "age"]))
st("missing-rows", "(4 missing values generated)", ". generate lninc = ln(income)\n(4 missing values generated)\n\n" + stata_reg(2280, "lninc", ["educ", "exper"]))
st("missing-rows", "6 observations deleted", ". drop if postcode == \"\"\n(6 observations deleted)\n\n. misstable summarize score\n(variables nonmissing or string)\n\n" + stata_reg(931, "score", ["hours", "female"]))
st("extreme", "min 17 and max 103 of age, max 214 of los", summarize([("age", 4120, 61.22, 17.9, 17, 103), ("los", 4120, 7.9, 11.2, 0, 214)]))
st("extreme", "min 1204 and max 986500 of income", summarize([("income", 1893, 41290, 33112, 1204, 986500)]) + "\n\n" + stata_reg(1893, "income", ["educ", "exper"]))
b, x = detail("bilirubin", 611)
st("extreme", f"smallest {x[0]:.1f} and largest {x[-1]:.1f}", b)
t, m, w = pickm()
while len(m) * len(m[0]) < 12 or len({round_to(a, 5) for q in m for a in q}) < 8:
    t, m, w = pickm()
m[0][0] = 14
if any(c.isdigit() for c in "".join(t["rows"] + t["cols"])):
    t = dict(next(x for x in T if "Fife" in x["rows"]))
    m, _ = counts(r, t)
st("rounded", "all counts rounded to 5", "* counts rounded before export\n" + stata_cross(t, m, lambda x: round_to(x, 5), False), 5)
ps = [person(r) for _ in range(14)]
st("rows-of-people", "14 listed people", ". list in 1/14, noobs clean\n\n      sex   age    hba1c   postcode\n" + "\n".join(f"{p['sex']:>9}{p['age']:>6}{r.uniform(5, 11):>9.1f}   LX{r.randint(1, 9)} {r.randint(1, 9)}QZ" for p in ps))
st("rows-of-people", "10 listed people", ". list pid birthyr earnings employer in 1/10\n\n     +----------------------------------------+\n     |   pid   birthyr   earnings    employer |\n     |----------------------------------------|\n" + "\n".join(
    f"{k + 1:>3}. | {r.randint(10000, 99999):>5}   {p['year']:>7}   {r.randint(18000, 99000):>8}   {r.choice(['Kestrel', 'Ormond', 'Vale']):>9} |" for k, p in enumerate(ps[:10])) + "\n     +----------------------------------------+")


# SAS ---------------------------------------------------------------------------
def sas(kind, what, body, base=None):
    kit.text(r.choice(["lst", "txt"]), "sas", "SAS listing (imitated)", kind, what, f"{'The SAS System':^78}{'10:42 Tuesday, March 12, 2024':>40}\n\n" + body, base)


def freq(t, m, i=-1, f=int):
    v = [f(xs[i]) for xs in m]
    n, c = sum(v), 0
    out = [f"{'The FREQ Procedure':^78}", "", f"{'':<26}{'Cumulative':>38}{'Cumulative':>14}", f"{t['row']:<26}{'Frequency':>12}{'Percent':>12}{'Frequency':>14}{'Percent':>14}", "-" * 78]
    for a, x in zip(t["rows"], v):
        c += x
        out.append(f"{a:<26}{x:>12}{100 * x / n:>12.2f}{c:>14}{100 * c / n:>14.2f}")
    return "\n".join(out)


def means(rows, full):
    out = [f"{'The MEANS Procedure':^78}", "", f"{'Variable':<14}{'N':>8}{'Mean':>14}{'Std Dev':>14}" + (f"{'Minimum':>14}{'Maximum':>14}" if full else ""), "-" * 78]
    return "\n".join(out + [f"{a:<14}{n:>8}{m:>14.4f}{s:>14.4f}" + (f"{lo:>14.4f}{hi:>14.4f}" if full else "") for a, n, m, s, lo, hi in rows] + ["-" * 78])


for _ in range(3):
    t, m, w = pickm()
    i = r.randrange(len(m))
    m[i][-1] = r.randint(1, 9)
    sas("small-count", f"{t['rows'][i]} = {m[i][-1]}", freq(t, m))
t, m, w = pickm()
sas("harmless", w, freq(t, m, 0))
sas("harmless", "means and standard deviations", means([("AGE", 3312, 54.2, 14.1, 0, 0), ("EGFR", 3312, 71.8, 20.4, 0, 0)], False))
sas("extreme", "minimum and maximum of AGE, STAY", means([("AGE", 2214, 67.31, 12.9, 18, 99), ("STAY", 2214, 9.4, 8.8, 1, 171)], True))
sas("extreme", "extreme observations of LOAN", f"{'The UNIVARIATE Procedure':^78}\n{'Variable:  LOAN':^78}\n\n{'Extreme Observations':^60}\n\n    ------Lowest------        ------Highest-----\n\n      Value      Obs            Value      Obs\n\n" + "\n".join(
    f"{a:>11}{r.randint(100, 2900):>9}{b:>17}{r.randint(100, 2900):>9}" for a, b in [(1150, 741200), (1310, 755000), (1425, 802500), (1490, 918000), (1502, 1250000)]))
sas("rows-of-people", "12 printed people", f"{'The PRINT Procedure':^78}\n\n" + " Obs    SEX    BIRTHYR    DIAG    COST\n\n" + "\n".join(f"{k:>4}    {p['sex']}      {p['year']}       {r.choice(['I21', 'C50', 'J44', 'N18'])}    {r.randint(900, 22000):>6}" for k, p in enumerate(ps[:12], 1)))
sas("missing-rows", "Number of observations not used: 5 (read minus used)", f"{'The REG Procedure':^78}\n{'Model: MODEL1':^78}\n{'Dependent Variable: LOGCOST':^78}\n\n  Number of Observations Read                        1847\n  Number of Observations Used                        1842\n  Number of Observations with Missing Values            5\n\n" + "  Variable     DF    Estimate    Std Err   t Value   Pr > |t|\n  Intercept     1     6.21031    0.08122     76.46     <.0001\n  AGE           1     0.01442    0.00131     11.01     <.0001")
sas("harmless", "logistic model", f"{'The LOGISTIC Procedure':^78}\n\n{'Analysis of Maximum Likelihood Estimates':^78}\n\n{'Parameter':<14}{'DF':>4}{'Estimate':>12}{'Error':>12}{'Chi-Square':>14}{'Pr > ChiSq':>14}\n" + "\n".join(f"{a:<14}{1:>4}{r.gauss(0, 1):>12.4f}{r.uniform(.05, .3):>12.4f}{r.uniform(4, 40):>14.4f}{r.uniform(.0001, .04):>14.4f}" for a in ["Intercept", "SMOKER", "AGE", "DEPRIV2", "DEPRIV3"]))
t = next(x for x in T if "Fife" in x["rows"])
v = [[x] for x in (140, 60, 230, 320, 70, 410)]
kit.text("lst", "sas", "SAS listing (imitated)", "rounded", "all counts rounded to 10", "PROC TABULATE, counts rounded to nearest 10\n\n" + f"{'Board':<14}{'Never':>10}{'Former':>10}{'Current':>10}\n" + "\n".join(
    f"{a:<14}" + "".join(f"{round_to(r.randint(21, 990), 10):>10}" for _ in range(3)) for a in t["rows"]), 10)


# PSPP, really run ------------------------------------------------------------
def pspp(kind, what, syntax, n=480, seed=1, rare=0, lang="en", ext="txt", missing=0):
    g = np.random.default_rng(seed)
    age, cost = g.normal(52, 13, n).round().clip(18, 99), g.lognormal(7, .8, n).round()
    grp, sex = g.integers(1, 5, n), g.integers(1, 3, n)
    grp[:rare] = 5
    with tempfile.TemporaryDirectory() as d:
        with open(f"{d}/a.csv", "w") as f:
            for k, row in enumerate(zip(age, cost, grp, sex)):
                f.write(",".join("" if (k < missing and q == 1) else f"{x:.0f}" for q, x in enumerate(row)) + "\n")
        open(f"{d}/a.sps", "w").write("DATA LIST LIST(',') FILE='a.csv' /age cost grp sex (F8.0).\n" + syntax)
        name = kit.name(ext)
        subprocess.run(["pspp", "-o", os.path.abspath(kit.path(name)), "a.sps"] + (["-O", "format=" + {"txt": "txt", "html": "html", "odt": "odt", "csv": "csv"}[ext]]), cwd=d, check=True, env={**os.environ, "COLUMNS": "120"}, capture_output=True)
        counted = {k: int((grp == k).sum()) for k in range(1, 6)}
    kit.label(name, "spss", "PSPP", kind, what.format(min=f"{age.min():.0f}", max=f"{age.max():.0f}", **{f"g{k}": v for k, v in counted.items()}))


LAB = "VALUE LABELS grp 1 'Ward A' 2 'Ward B' 3 'Ward C' 4 'Ward D' 5 'Hospice' /sex 1 'Male' 2 'Female'.\nVARIABLE LABELS grp 'Place of care' sex 'Sex'.\n"
LABD = "VALUE LABELS grp 1 'Nord' 2 'Süd' 3 'Ost' 4 'West' 5 'Ausland' /sex 1 'männlich' 2 'weiblich'.\nVARIABLE LABELS grp 'Region' sex 'Geschlecht'.\n"
pspp("small-count", "Hospice = {g5}", LAB + "FREQUENCIES /VARIABLES=grp /STATISTICS=NONE.", rare=6, seed=11)
pspp("small-count", "Ausland = {g5}", LABD + "FREQUENCIES /VARIABLES=grp /STATISTICS=NONE.", rare=4, seed=12, ext="html")
pspp("small-count", "Hospice = {g5}, fewer by sex", LAB + "CROSSTABS /TABLES=grp BY sex /CELLS=COUNT ROW.", rare=8, seed=13, ext="csv")
pspp("harmless", "all counts from 10 up", LAB + "CROSSTABS /TABLES=grp BY sex /CELLS=COUNT COLUMN.", n=900, rare=60, seed=14)
pspp("harmless", "means by group and regression", LAB + "REGRESSION /VARIABLES=age sex /DEPENDENT=cost /STATISTICS=COEFF R ANOVA.", n=2200, rare=160, seed=15, ext="html")
pspp("extreme", "minimum {min} and maximum {max} of age", LAB + "DESCRIPTIVES /VARIABLES=age cost /STATISTICS=MEAN STDDEV MINIMUM MAXIMUM.", n=1200, seed=16, rare=40)
pspp("extreme", "minimum {min} and maximum {max} of age", LABD + "FREQUENCIES /VARIABLES=age /FORMAT=NOTABLE /STATISTICS=MEAN MINIMUM MAXIMUM.", n=1500, seed=17, rare=40, ext="html")
pspp("missing-rows", "5 cases missing", LAB + "FREQUENCIES /VARIABLES=cost /FORMAT=NOTABLE /STATISTICS=MEAN STDDEV.", n=1500, seed=18, rare=40, missing=5)
pspp("rows-of-people", "30 listed people", LABD + "LIST /VARIABLES=age sex cost /CASES=FROM 1 TO 30.", seed=19)


def gretl(kind, what, script, ext="txt"):
    with tempfile.TemporaryDirectory() as d:
        open(f"{d}/a.inp", "w").write(script)
        out = subprocess.run(["gretlcli", "-b", f"{d}/a.inp"], capture_output=True, text=True, env={**os.environ, "LANG": "C.UTF-8"}).stdout
    keep = "\n".join(x for x in out.splitlines() if d not in x and "tmp" not in x and "Current session" not in x)
    kit.text(ext, "gretl", "gretl", kind, what, keep)


SIM = "nulldata 800\nset seed 77\nseries income = exp(10 + 0.4*normal())\nseries educ = 10 + 2*normal()\nseries y = 3 + 0.2*educ + normal()\n"
gretl("harmless", "OLS output", SIM + "ols y const educ\n")
gretl("extreme", "minimum and maximum of income", SIM + "summary income educ\n")
kit.close()
