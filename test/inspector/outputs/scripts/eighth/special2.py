"""Missing rows and small counts that do not stand in a plain table."""
import json, os, subprocess, tempfile
import docx
import numpy as np
import pandas as pd
from common import *
from special import values, plt, SimpleDocTemplate, Paragraph, STY, A4
from ids import first


def model_data(c, n):
    x = rng.normal(50, 12, n).round(1)
    y = (c.mu + .2 * x + rng.normal(0, c.mu / 4, n)).round(1)
    return pd.DataFrame({c.num: y, "age": x, "score": rng.normal(0, 1, n).round(2)})


def m_lm(c, k):
    d = model_data(c, ri(200, 600))
    d.loc[rng.choice(len(d), k, False), "score"] = np.nan
    return "txt", "r-print", "R", run_r(f'd <- read.csv("d.csv")\nm <- lm({c.num} ~ age + score, d)\nprint(coef(summary(m)), digits = 3)\ncat("(", length(m$na.action), " observations deleted due to missingness)\\n", sep = "")', False, {"d.csv": d})


def m_cox(c, k):
    d = pd.DataFrame({"t": rng.exponential(c.mu, 400).round(2) + .1, "e": rng.binomial(1, .6, 400), "age": rng.normal(55, 9, 400).round()})
    d.loc[rng.choice(400, k, False), "age"] = np.nan
    return "Rout", "r-print", "R", run_r('library(survival)\nd <- read.csv("d.csv")\ncoxph(Surv(t, e) ~ age, d)', True, {"d.csv": d})


def m_table(c, k):
    T = Tab(c, "ok", oneway=True)
    v = [r for r, n in zip(T.rows, T.rt) for _ in range(n)] + [""] * k
    return "txt", "r-print", "R", run_r(f'd <- read.csv("d.csv", na.strings = "")\ntable(d${c.var}, useNA = "ifany")', True, {"d.csv": pd.DataFrame({c.var: v, "w": 1})})


def m_misstable(c, k):
    a = ri(15, 60)
    n = ri(700, 3000)
    return "log", "stata-log", "Stata", ". misstable summarize\n" + " " * 63 + "Obs<.\n" + " " * 48 + "+" + "-" * 30 + "\n               |                                | Unique\n      Variable |     Obs=.     Obs>.     Obs<.  | values\n  -------------+--------------------------------+----------\n" + \
        "".join(f"  {v[:12]:>12} |{m:>10}{'':>10}{n - m:>10}  |    >500\n" for v, m in ((c.num, k), ("wealth", a))) + "  " + "-" * 57


def m_perfect(c, k):
    x = slug(c.cats[0])[:9]
    return "log", "stata-log", "Stata", f". logit outcome age {x}\n\nnote: {x} != 0 predicts failure perfectly;\n      {x} omitted and {k} obs not used.\n\nIteration 0:  Log likelihood = -{ri(200, 400)}.{ri(10000, 99999)}\nIteration 1:  Log likelihood = -{ri(150, 199)}.{ri(10000, 99999)}\n\nLogistic regression                                     Number of obs = {ri(500, 900)}"


def m_isna(c, k):
    s = pd.Series({"age": 0, c.by: ri(14, 90), c.var: k, c.num: ri(120, 400)})
    return "txt", "pandas-print", "Python", f">>> df.shape\n({ri(2000, 6000)}, 14)\n>>> df[cols].isna().sum()\n{s}"


def m_info(c, k):
    n = ri(1200, 4000)
    return "txt", "pandas-print", "Python", f"<class 'pandas.core.frame.DataFrame'>\nRangeIndex: {n} entries, 0 to {n - 1}\nData columns (total 3 columns):\n #   Column{'':<18}Non-Null Count  Dtype\n---  ------{'':<18}--------------  -----\n" + \
        "\n".join(f" {i}   {v:<24}{m} non-null   {t}" for i, (v, m, t) in enumerate(((c.by, n, "object"), (c.var, n - k, "object"), (c.num, n - 40, "float64")))) + "\ndtypes: float64(1), object(2)"


def m_sasfreq(c, k):
    from tables_text import sas_oneway
    return "lst", "sas-listing", "SAS", sas_oneway(Tab(c, "ok", oneway=True)).rstrip() + f"\n\n{'':<28}Frequency Missing = {k}"


def m_nmiss(c, k):
    v = values(c)
    return "lst", "sas-listing", "SAS", f"                     The MEANS Procedure\n\nVariable                N    N Miss          Mean       Std Dev\n{'-' * 64}\n{c.num:<18}{len(v):>7}{k:>10}{v.mean():>14.4f}{v.std():>14.4f}\n{'age':<18}{len(v) + k:>7}{0:>10}{51.2213:>14.4f}{13.9087:>14.4f}\n{'-' * 64}"


def m_saslog(c, k):
    n = ri(900, 3000)
    return "lst", "sas-listing", "SAS", f"The REG Procedure\nModel: MODEL1\nDependent Variable: {c.num}\n\nNumber of Observations Read{n:>24}\nNumber of Observations Used{n - k:>24}\nNumber of Observations with Missing Values{k:>9}"


def m_prose(c, k):
    t = {"en": "We excluded {k} {p} whose {v} was not recorded, which left {n} for the analysis.", "de": "Ausgeschlossen wurden {k} {p} ohne Angabe zu {v}; ausgewertet wurden {n}.",
         "fr": "Nous avons exclu {k} {p} pour lesquels {v} manquait ; l'analyse porte sur {n} personnes.", "es": "Se excluyeron {k} {p} sin dato de {v}; quedan {n} en el análisis.",
         "nl": "Er zijn {k} {p} zonder {v} weggelaten; {n} bleven over.", "pl": "Wykluczono {k} osób ({p}) bez danych {v}; analizowano {n}."}
    return "md", "prose", "Editor", f"# {c.title}\n\n" + t.get(c.lang, t["en"]).format(k=k, p=c.people, v=c.var, n=num(c, ri(400, 3000)))


def m_gen(c, k):
    return "log", "stata-log", "Stata", f". generate ln_y = ln({c.num})\n({k} missing values generated)\n\n. count\n  {ri(2, 8)},{ri(100, 999)}\n\n. regress ln_y age, vce(robust)\n"


def m_csv(c, k):
    n = ri(600, 1900)
    return "csv", "csv", "R", f"variable,n_valid,n_missing,mean\n{c.num},{n - k},{k},{c.mu + 1.37:.2f}\nage,{n},0,48.83\nscore,{n - 52},52,0.04"


def m_log(c, k):
    return "log", "log", "Python", f"09:12:44 INFO  read {ri(3, 9)}{ri(100, 999)} rows\n09:12:51 WARNING dropped {k} rows without {c.var}\n09:13:02 INFO  merge with register: all keys found\n09:14:40 INFO  finished"


def m_json(c, k):
    n = ri(300, 900)
    return "json", "json", "Python", json.dumps({"cohort": c.title, "eligible": n + 48, "excluded": {"no_consent": 48 - k, f"missing_{c.num}": k}, "analysed": n}, indent=2)


def m_pspp(c, k):
    v = values(c, 200)
    with tempfile.TemporaryDirectory() as d:
        open(d + "/a.sps", "w").write("data list list notable /x (f8.1) g.\nbegin data.\n" + "\n".join(f"{'.' if i < k else a} {i % 2}" for i, a in enumerate(v)) + f"\nend data.\nvariable labels x '{c.num}' g '{c.by}'.\nmeans tables=x by g.\n")
        return "txt", "spss", "PSPP", subprocess.run(["pspp", "a.sps"], cwd=d, capture_output=True, text=True, env=dict(os.environ, LC_ALL="C.UTF-8")).stdout


def md_docx(c, p):
    D, k, n = docx.Document(), ri(2, 9), ri(300, 900)
    D.add_heading({"de": "Flussdiagramm", "fr": "Diagramme de flux"}.get(c.lang, "Study flow"), 1)
    for x in (f"Assessed {c.people}: n = {n + 30 + k}", "Not eligible: n = 30", f"Excluded, {c.num} missing: n = {k}", f"Analysed: n = {n}"):
        D.add_paragraph(x)
    D.save(p)
    return f"{k} {c.people} left out"


def md_svg(c, p):
    k, n = ri(2, 9), ri(300, 900)
    fig, ax = plt.subplots()
    ax.axis("off")
    for y, x, t in ((.9, .3, f"Register: {n + k + 25} {c.people}"), (.65, .75, f"No match: n = 25"), (.45, .75, f"{c.num} missing: n = {k}"), (.2, .3, f"Analysis set: {n}")):
        ax.text(x, y, t, ha="center", bbox=dict(boxstyle="round", fc="w"))
    fig.savefig(p)
    plt.close(fig)
    return f"{k} {c.people} left out"


def md_html(c, p):
    k, n = ri(2, 9), ri(300, 900)
    open(p, "w").write(f"<html><body><h2>{c.title}</h2><table><tr><th></th><th>N</th><th>{w(c, 'missing')}</th></tr><tr><td>{c.var}</td><td>{n}</td><td>{k}</td></tr><tr><td>{c.by}</td><td>{n + k}</td><td>0</td></tr></table></body></html>")
    return f"{k} values missing"


# ---- small counts --------------------------------------------------------
def s_cox(c, k):
    e = np.zeros(240, int)
    e[rng.choice(240, k, False)] = 1
    d = pd.DataFrame({"t": rng.exponential(c.mu, 240).round(2) + .1, "e": e, "age": rng.normal(55, 9, 240).round()})
    return "txt", "r-print", "R", run_r('library(survival)\nd <- read.csv("d.csv")\nsummary(coxph(Surv(t, e) ~ age, d))', True, {"d.csv": d})


def s_km(c, k):
    d = pd.DataFrame({"t": rng.exponential(40, 90).round() + 1, "e": rng.binomial(1, .7, 90)})
    return "Rout", "r-print", "R", run_r('library(survival)\nd <- read.csv("d.csv")\nsummary(survfit(Surv(t, e) ~ 1, d), times = c(12, 24, 60, 120))', True, {"d.csv": d})


def s_stset(c, k):
    n = ri(300, 900)
    return "log", "stata-log", "Stata", f". stset time, failure(died)\n\nSurvival-time data settings\n\n         Failure event: died!=0 & died<.\nObserved time interval: (0, time]\n\n" + "-" * 62 + f"\n        {n}  total observations\n          0  exclusions\n" + "-" * 62 + f"\n        {n}  observations remaining, representing\n          {k}  failures in single-record/single-failure data"


def s_profile(c, k):
    n = ri(200, 700)
    return "lst", "sas-listing", "SAS", f"                    The LOGISTIC Procedure\n\n                      Response Profile\n\n             Ordered                      Total\n               Value     event        Frequency\n\n                   1     1      {k:>17}\n                   2     0      {n:>17}\n\n              Probability modeled is event='1'."


def s_words(c, k):
    ws = {"en": "two three four five six seven eight nine", "de": "zwei drei vier fünf sechs sieben acht neun", "fr": "deux trois quatre cinq six sept huit neuf", "es": "dos tres cuatro cinco seis siete ocho nueve", "nl": "twee drie vier vijf zes zeven acht negen", "it": "due tre quattro cinque sei sette otto nove"}
    t = {"en": "Only {k} {p} fell into the group {a} during the period.", "de": "Nur {k} {p} gehörten zur Gruppe {a}.", "fr": "Seulement {k} {p} relevaient du groupe {a}.", "es": "Solo {k} {p} pertenecían al grupo {a}.", "nl": "Slechts {k} {p} vielen in de groep {a}.", "it": "Solo {k} {p} rientravano nel gruppo {a}."}
    L = c.lang if c.lang in ws else "en"
    return "txt", "prose", "Editor", f"{c.title}\n\n" + t[L].format(k=ws[L].split()[k - 2], p=c.people, a=c.cats[-1])


def s_fisher(c, k):
    a, b, e = ri(20, 90), ri(20, 90), ri(20, 90)
    return "txt", "r-print", "R", run_r(f'm <- matrix(c({k}, {a}, {b}, {e}), 2, dimnames = list({c.by.replace(".", "_")} = c("{c.bys[0]}", "{c.bys[1]}"), event = c("yes", "no")))\nm\nfisher.test(m)', True)


def s_minutes(c, k):
    return "md", "prose", "Editor", f"## Notes on {c.title}\n\n- extract of 3 May, version 2.1\n- formal complaints on file: {k} {c.people} in {c.bys[0]}, {ri(20, 60)} in {c.bys[1]}\n- next step: sensitivity analysis\n"


def s_dict(c, k):
    return "json", "json", "Python", json.dumps({"model": "logit", "n": ri(400, 900), "events": k, "auc": .71, "coef": {"age": .031, "score": -.42}}, indent=1)


def sd_km(c, p):
    k = ri(2, 8)
    fig, ax = plt.subplots()
    t = np.arange(0, 61, 5)
    ax.step(t, np.exp(-t / 30), where="post")
    ax.set_title(c.title)
    for x, v in zip((0, 20, 40, 60), (ri(120, 200), ri(60, 90), ri(20, 40), k)):
        ax.text(x, -.2, str(v), ha="center")
    ax.text(0, -.13, "Number at risk", fontsize=8)
    fig.subplots_adjust(bottom=.25)
    fig.savefig(p)
    plt.close(fig)
    return f"{k} {c.people} at risk at the end"


def sd_docx(c, p):
    k = ri(2, 9)
    D = docx.Document()
    D.add_heading(c.title, 1)
    D.add_paragraph({"de": f"Von {ri(200, 600)} {c.people} verstarben im ersten Jahr n = {k}.", "fr": f"Parmi les {ri(200, 600)} {c.people}, {k} sont décédés la première année."}.get(
        c.lang, f"Among {ri(200, 600)} {c.people}, {k} died in the first year (n={k})."))
    D.save(p)
    return f"{k} deaths"


MISSING = [(m_lm, 1), (m_cox, 2), (m_table, 2), (m_misstable, 1), (m_perfect, 1), (m_isna, 2), (m_info, 1), (m_sasfreq, 2), (m_nmiss, 1), (m_saslog, 1), (m_prose, 4), (m_gen, 1), (m_csv, 1), (m_log, 1), (m_json, 1), (m_pspp, 1)]
SMALL = [(s_cox, 1), (s_km, 1), (s_stset, 1), (s_profile, 1), (s_words, 2), (s_fisher, 1), (s_minutes, 1), (s_dict, 1)]


def make():
    from people import binary
    for kind, T, t in (("missing-rows", MISSING, "{k} {p} missing or left out"), ("small-count", SMALL, "{k} {p} or events")):
        for f, n in T:
            for _ in range(n):
                c, k = ctx(), ri(2, 9)
                ext, form, prog, text = f(c, k)
                save(c, ext, form, prog, kind, text, "small numbers at risk or of events" if f is s_km else t.format(k=k, p=c.people))
    for f, ext, form, prog, kind in [(md_docx, "docx", "docx", "Word", "missing-rows"), (md_svg, "svg", "svg", "matplotlib", "missing-rows"), (md_html, "html", "html", "Quarto-like", "missing-rows"),
                                     (sd_km, "svg", "svg", "matplotlib", "small-count"), (sd_docx, "docx", "docx", "Word", "small-count")]:
        binary(f, ext, form, prog, kind, "")
