"""Harmless files that are not the print of a model: codes, parameters, logs, rates, plots, methods."""
import json
import docx, nbformat, openpyxl
import numpy as np
import pandas as pd
from common import *
from tables_docs import SimpleDocTemplate, Paragraph, Spacer, Table, TableStyle, STY, A4, plt, pdfmetrics


def put(c, ext, form, prog, text, what):
    save(c, ext, form, prog, "harmless", text, what)


def rates(c, years=range(2012, 2022)):
    return [(y, round(float(rng.uniform(20, 60)), 1)) for y in years]


def tables():
    for sep in (",", ";"):
        c = ctx()
        put(c, "csv", "csv", "Excel", "\n".join([sep.join(["code", "label"])] + [f"{i}{sep}{x}" for i, x in enumerate(c.cats, 1)] + [f"9{sep}{w(c, 'missing')}"]), "list of codes")
    for _ in range(2):
        c = ctx()
        put(c, "csv", "csv", "R", "year;rate_per_100000;pop_thousand\n" + "\n".join(f"{y};{num(c, r, 1)};{ri(2100, 9800)}" for y, r in rates(c)), "rates with a large base")
    c = ctx()
    put(c, "csv", "csv", "Stata", "event_time,estimate,ci_low,ci_high\n" + "\n".join(f"{t},{b:.4f},{b - .09:.4f},{b + .09:.4f}" for t, b in zip(range(-5, 6), rng.normal(0, .2, 11))), "event study coefficients")
    c = ctx()
    x = 100 * np.cumprod(1 + rng.normal(.02, .01, 9))
    put(c, "csv", "csv", "SAS", "jahr;index_2015\n".replace("jahr", "year") + "\n".join(f"{2015 + i};{v:.1f}" for i, v in enumerate(x / x[0] * 100)), "index")
    c = ctx()
    put(c, "csv", "csv", "R", "term,estimate,std.error,p.value\n" + "\n".join(f"{t},{b:.4f},{s:.4f},{p:.3f}" for t, b, s, p in zip(["(Intercept)", "age", "age2"] + [f"{c.by}:{x}" for x in c.bys], rng.normal(0, 1, 6), rng.uniform(.05, .3, 6), rng.uniform(0, .6, 6))), "coefficients")
    c = ctx()
    put(c, "txt", "sas-listing", "SAS", "                    The CORR Procedure\n\n          Pearson Correlation Coefficients, N = 2417\n              Prob > |r| under H0: Rho=0\n\n" + f"{'':<12}{c.num[:10]:>12}{'age':>12}\n{c.num[:10]:<12}{1:>12.5f}{.21436:>12.5f}\n{'':<24}{'<.0001':>12}\n{'age':<12}{.21436:>12.5f}{1:>12.5f}", "correlation")


def latex():
    for k in range(2):
        c = ctx()
        L = [r"\begin{tabular}{lccc}", r"\toprule", r" & (1) & (2) & (3) \\", r"\midrule"]
        for v in ["age", "treated"] + c.bys[1:]:
            b = rng.normal(0, .4, 3)
            L += [f"{v} & " + " & ".join(f"{x:.3f}{'***' if abs(x) > .4 else ''}" for x in b) + r" \\", " & " + " & ".join(f"({abs(x) / 3 + .02:.3f})" for x in b) + r" \\"]
        L += [r"\midrule", "Observations & " + " & ".join([f"{ri(1000, 9000):,}"] * 3) + r" \\", r"$R^2$ & 0.112 & 0.184 & 0.203 \\", r"Fixed effects & no & yes & yes \\", r"\bottomrule", r"\end{tabular}"]
        put(c, "tex", "latex-markdown", "Stata esttab", "\n".join(L), "regression table")
    c = ctx()
    put(c, "md", "latex-markdown", "Markdown", f"# Model card: {c.title}\n\n| parameter | value |\n|:--|--:|\n| max_depth | 6 |\n| learning_rate | 0.05 |\n| min_child_weight | 4 |\n| folds | 5 |\n| seed | 7 |\n| n_estimators | 400 |\n\nAUC on the test part: 0.74 (95 % CI 0.71 to 0.77).", "parameters of a model")
    c = ctx()
    put(c, "md", "latex-markdown", "Markdown", f"## {c.title}: codebook\n\n| variable | type | values |\n|---|---|---|\n| {c.var} | factor | " + "; ".join(f"{i} = {x}" for i, x in enumerate(c.cats, 1)) + f" |\n| {c.by} | factor | " + "; ".join(f"{i} = {x}" for i, x in enumerate(c.bys, 1)) + f" |\n| {c.num} | numeric | one decimal |", "codebook")


def jsons():
    c = ctx()
    put(c, "json", "json", "Python", json.dumps({"model": "gradient boosting", "target": c.var, "params": {"max_depth": 4, "subsample": .8, "n_jobs": 2, "min_samples_leaf": 50}, "cv": {"folds": 5, "auc": [.712, .731, .725, .718, .74]}}, indent=2), "parameters")
    c = ctx()
    put(c, "json", "json", "R", json.dumps({"formula": f"{c.num} ~ age + {c.by}", "n": ri(2000, 9000), "coefficients": {k: round(float(v), 4) for k, v in zip(["(Intercept)", "age"] + c.bys[1:], rng.normal(0, 1, 6))}, "df": 4, "r2": .143}, indent=2, ensure_ascii=False), "coefficients")
    c = ctx()
    put(c, "json", "json", "Python", json.dumps({"series": c.title, "unit": "per 100 000 inhabitants", "points": [{"year": y, "rate": r} for y, r in rates(c)]}, indent=1, ensure_ascii=False), "rates")


def logs():
    for _ in range(2):
        c = ctx()
        put(c, "log", "log", "Python", "\n".join(f"2024-02-1{ri(0, 9) * 0 + 4} 11:{m:02d}:{ri(10, 59)} INFO  {t}" for m, t in enumerate(["start, 4 workers", f"chunk 1 of 8 read in {ri(2, 9)}.{ri(1, 9)} s", f"chunk 8 of 8 read in {ri(2, 9)}.{ri(1, 9)} s", f"{ri(40000, 90000)} rows after merge", f"memory 3.{ri(1, 9)} GB", "finished, exit code 0"], 3)), "log of a run")
    c = ctx()
    put(c, "txt", "log", "Python", "\n".join(f"Epoch {e}/9 - loss: {.7 * .9 ** e:.4f} - val_loss: {.72 * .92 ** e:.4f} - {ri(11, 19)}s" for e in range(1, 10)), "training log")
    c = ctx()
    put(c, "txt", "log", "Python", "=================== tests ===================\ncollected 9 items\n\ntests/test_clean.py ....      [ 44%]\ntests/test_merge.py .....     [100%]\n\n============ 9 passed in 2.31s ============", "tests of code")
    c = ctx()
    put(c, "txt", "sql-text", "sqlite3", f"sqlite> .schema\nCREATE TABLE person (\n  pid INTEGER PRIMARY KEY,\n  {slug(c.var)} VARCHAR(3),\n  {slug(c.by)} CHAR(1),\n  {slug(c.num)} DECIMAL(8,2)\n);\nCREATE INDEX ix1 ON person({slug(c.by)});\nsqlite> .timer on\nsqlite> SELECT COUNT(*) FROM person;\n{ri(20000, 90000)}\nRun Time: real 0.004 user 0.003 sys 0.001", "schema and times")
    c = ctx()
    put(c, "txt", "sql-text", "sqlite3", "year  rate_1000  idx\n----  ---------  -----\n" + "\n".join(f"{y}  {r / 10:<9.2f}  {100 + 2.1 * i:.1f}" for i, (y, r) in enumerate(rates(c, range(2015, 2022)))), "rates per thousand")


PARA = {
 "en": "We fitted a mixed model with 2 levels and 3 covariates in version 4.2 of the program. The effect of {b} on {x} was 1.8 (95 % CI 0.9 to 2.7, p = 0.003). Step 5 of the protocol was left unchanged.",
 "de": "Geschätzt wurde ein Mehrebenenmodell mit 2 Ebenen und 3 Kovariaten (Programmversion 4.2). Der Effekt von {b} auf {x} betrug 1,8 (95-%-KI 0,9 bis 2,7; p = 0,003). Näheres in Abschnitt 5.",
 "fr": "Nous avons estimé un modèle à 2 niveaux et 3 covariables (version 4.2). L'effet de {b} sur {x} est de 1,8 (IC à 95 % : 0,9 à 2,7 ; p = 0,003). Voir la section 5.",
 "es": "Se estimó un modelo de 2 niveles con 3 covariables (versión 4.2). El efecto de {b} sobre {x} fue 1,8 (IC 95 %: 0,9 a 2,7; p = 0,003). Véase la sección 5.",
 "it": "È stato stimato un modello a 2 livelli con 3 covariate (versione 4.2). L'effetto di {b} su {x} è 1,8 (IC 95 %: 0,9-2,7; p = 0,003). Si veda la sezione 5.",
 "nl": "Het model heeft 2 niveaus en 3 covariaten (versie 4.2). Het effect van {b} op {x} was 1,8 (95%-BI 0,9 tot 2,7; p = 0,003). Zie paragraaf 5."}
PARA2 = {
 "en": "The rate rose from {a} to {z} per 100 000 inhabitants between 2012 and 2021. The slope was the same in all regions (test with 4 degrees of freedom, p = 0.41). {k} in the last quarter did not change the picture. Follow-up was 5 years; visits were planned at 3, 6 and 9 months.",
 "de": "Die Rate stieg zwischen 2012 und 2021 von {a} auf {z} je 100 000 Einwohner. Der Test mit 4 Freiheitsgraden ergab p = 0,41. Die Nachbeobachtung dauerte 5 Jahre, mit Terminen nach 3, 6 und 9 Monaten.",
 "sv": "Talet ökade från {a} till {z} per 100 000 invånare mellan 2012 och 2021. Uppföljningen varade i 5 år, med besök efter 3, 6 och 9 månader (p = 0,41).",
 "pl": "Współczynnik wzrósł z {a} do {z} na 100 000 mieszkańców w latach 2012-2021. Obserwacja trwała 5 lat (p = 0,41)."}


def prose():
    for k in range(3):
        c = ctx()
        put(c, pick(["txt", "md"]), "prose", "Editor", f"{c.title}\n\n" + PARA.get(c.lang, PARA["en"]).format(b=c.by, x=c.num), "text with results of a model")
    for k in range(2):
        c = ctx()
        put(c, "txt", "prose", "Editor", f"{c.title}\n\n" + PARA2.get(c.lang, PARA2["en"]).format(a=num(c, rng.uniform(20, 30), 1), z=num(c, rng.uniform(31, 50), 1), k="The new form"), "text with rates and dates of visits")


def own(f, ext, form, prog, what):
    c = ctx()
    n = newname(c, ext)
    f(c, path(n))
    label(n, form, prog, "harmless", what)


def d_methods(c, p):
    D = docx.Document()
    D.add_heading("1 Methods" if c.lang == "en" else c.title, 1)
    D.add_paragraph(PARA.get(c.lang, PARA["en"]).format(b=c.by, x=c.num))
    D.add_paragraph("Model 1: age. Model 2: age and sex. Model 3: all covariates.", style="List Number")
    D.save(p)


def d_reg(c, p):
    D = docx.Document()
    D.add_heading(f"{c.title}: model", 2)
    t = D.add_table(1, 4, style="Table Grid")
    for a, b in zip(t.rows[0].cells, ["", "OR", "95 % CI", "p"]):
        a.text = b
    for v in ["age"] + c.bys[1:]:
        o = rng.uniform(.6, 2)
        for a, b in zip(t.add_row().cells, [v, num(c, o, 2), f"{num(c, o * .8, 2)} - {num(c, o * 1.25, 2)}", num(c, rng.uniform(.001, .4), 3)]):
            a.text = b
    D.save(p)


def x_book(c, p):
    wb = openpyxl.Workbook()
    s = wb.active
    s.title = "codebook"
    s.append(["variable", "code", "meaning"])
    for v, L in ((c.var, c.cats), (c.by, c.bys)):
        for i, x in enumerate(L, 1):
            s.append([v, i, x])
    wb.save(p)


def x_reg(c, p):
    wb = openpyxl.Workbook()
    for q, m in enumerate(("crude", "adjusted")):
        s = wb.active if q == 0 else wb.create_sheet()
        s.title = m
        s.append(["term", "HR", "lower", "upper", "p"])
        for v in ["age", "sex"] + c.bys[1:]:
            h = float(rng.uniform(.7, 1.9))
            s.append([v, round(h, 3), round(h * .85, 3), round(h * 1.18, 3), round(float(rng.uniform(0, .3)), 4)])
    wb.save(p)


def x_rate(c, p):
    wb = openpyxl.Workbook()
    s = wb.active
    s.append([c.title + ", per 100 000"])
    s.append(["year", "rate"])
    for r in rates(c):
        s.append(list(r))
    wb.save(p)


def p_rate(c, p):
    t = Table([["Year", "Rate per 100 000"]] + [[str(y), num(c, r, 1)] for y, r in rates(c)])
    t.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), "DJ", 9)]))
    SimpleDocTemplate(p, pagesize=A4, invariant=1).build([Paragraph(c.title, STY["Heading1"]), Paragraph(PARA.get(c.lang, PARA["en"]).format(b=c.by, x=c.num), STY["Normal"]), Spacer(1, 9), t])


def s_trend(c, p):
    fig, ax = plt.subplots(figsize=(6, 4))
    for b in c.bys:
        ax.plot(range(2010, 2022), 30 + np.cumsum(rng.normal(.5, 1, 12)), label=b)
    ax.legend()
    ax.set_title(c.title)
    ax.set_ylabel("per 100 000")
    fig.savefig(p)
    plt.close(fig)


def s_forest(c, p):
    fig, ax = plt.subplots(figsize=(6, 3))
    o = rng.uniform(.6, 2, len(c.bys) + 1)
    ax.errorbar(o, range(len(o)), xerr=o * .2, fmt="s")
    ax.set_yticks(range(len(o)), ["age"] + c.bys)
    ax.axvline(1, ls=":")
    ax.set_xlabel("odds ratio")
    fig.tight_layout()
    fig.savefig(p)
    plt.close(fig)


def s_gg(c, p):
    run_r(f'''library(ggplot2)
set.seed({ri(1, 999)})
d <- data.frame(x = 2008:2022, y = cumsum(rnorm(15, .4)) + 40)
ggsave("g.svg", ggplot(d, aes(x, y)) + geom_line() + geom_smooth(method = "lm", formula = y ~ x) + labs(title = "{c.title}", x = NULL, y = "index"), device = svglite::svglite, width = 6, height = 4)''', files={"g.svg": p})


def h_reg(c, p):
    r = "".join(f"<tr><td>{v}</td><td>{rng.normal(0, 1):.3f}</td><td>{rng.uniform(.1, .3):.3f}</td><td>{rng.uniform(0, .5):.3f}</td></tr>\n" for v in ["(Intercept)", "age"] + c.bys[1:])
    open(p, "w").write(f"<html><body><h2>{c.title}</h2><table><tr><th>term</th><th>b</th><th>se</th><th>p</th></tr>{r}</table><p>N = {num(c, ri(2000, 9000))}; 2 models, 3 covariates</p></body></html>")


def n_book(c, p):
    C, M, O = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell, nbformat.v4.new_output
    nb = nbformat.v4.new_notebook(cells=[M(f"# {c.title}\nStep 3 of 5"), C("model.fit(X, y)", execution_count=4, outputs=[O("execute_result", {"text/plain": "GradientBoostingClassifier(max_depth=3, n_estimators=200)"}, execution_count=4)]),
                                         C("cross_val_score(model, X, y, cv=5).round(3)", execution_count=5, outputs=[O("execute_result", {"text/plain": "array([0.731, 0.742, 0.728, 0.735, 0.739])"}, execution_count=5)])])
    for i, x in enumerate(nb.cells):
        x["id"] = f"k{i}"
    nbformat.write(nb, p)


def pp_methods(c, p):
    run_r(f'''library(officer)
x <- add_slide(read_pptx(), "Title and Content", "Office Theme")
x <- ph_with(x, "{c.title}", location = ph_location_type("title"))
x <- ph_with(x, c("Design: 2 waves, 5 years apart", "Model 3 adjusts for age and sex", "OR 1.42 (1.21 to 1.67)"), location = ph_location_type("body"))
print(x, target = "o.pptx")''', files={"o.pptx": p})


def make():
    for f in (tables, latex, jsons, logs, prose):
        f()
    for a in [(d_methods, "docx", "docx", "Word", "methods"), (d_reg, "docx", "docx", "Word", "odds ratios"), (x_book, "xlsx", "xlsx", "openpyxl", "codes"), (x_reg, "xlsx", "xlsx", "openpyxl", "hazard ratios"),
              (x_rate, "xlsx", "xlsx", "openpyxl", "rates"), (p_rate, "pdf", "pdf", "reportlab", "rates and methods"), (s_trend, "svg", "svg", "matplotlib", "trend"), (s_forest, "svg", "svg", "matplotlib", "odds ratios"),
              (s_gg, "svg", "svg", "ggplot2", "trend"), (h_reg, "html", "html", "Quarto-like", "coefficients"), (n_book, "ipynb", "notebook", "Jupyter", "scores"), (pp_methods, "pptx", "pptx", "officer", "methods")]:
        own(*a)
