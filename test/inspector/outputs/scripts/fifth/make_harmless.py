"""Programs, read-me files, codebooks, regression listings, correlations, logs: nothing dangerous in any."""
import json

import openpyxl
from docx import Document

from common import arguments
from render_stat import sas_means, stata_head
from make_numbers import measures


def stata_reg(r, dep, xs, n, k=None, logit=False):
    head = f". {'logit' if logit else 'regress'} {dep} {' '.join(xs)}{', or' if logit else ', vce(robust)'}\n\n"
    if logit:
        head += f"Logistic regression                                     Number of obs = {n:>6,}\n                                                        LR chi2({len(xs)})    = {r.uniform(40, 300):>6.2f}\n                                                        Prob > chi2   = 0.0000\nLog likelihood = -{r.uniform(800, 3000):.4f}                             Pseudo R2     = {r.uniform(.02, .2):.4f}\n\n"
    else:
        head += f"Linear regression                               Number of obs     = {n:>10,}\n                                                F({len(xs)}, {n - len(xs) - 1})        = {r.uniform(5, 90):>10.2f}\n                                                Prob > F          =     0.0000\n                                                R-squared         = {r.uniform(.05, .5):>10.4f}\n                                                Root MSE          = {r.uniform(2, 20):>10.4f}\n\n"
    bar = "-" * 13 + "+" + "-" * 64
    out = ["-" * 78, f"{dep:>12} | {'Odds ratio' if logit else 'Coefficient'}  Std. err.      {'z' if logit else 't'}    P>|{'z' if logit else 't'}|     [95% conf. interval]", bar]
    for x in xs + ["_cons"]:
        b, se = r.uniform(-3, 3), r.uniform(.05, .9)
        if logit:
            b = abs(b) + .3
        out.append(f"{x:>12} |{b:>11.6f}{se:>12.6f}{b / se:>9.2f}{min(.999, abs(r.gauss(0, .2))):>8.3f}{b - 1.96 * se:>13.6f}{b + 1.96 * se:>12.6f}")
    return head + "\n".join(out + ["-" * 78]) + "\n"


DO = """* 03_models.do - main models for the paper
version 17
clear all
use analysis_v4, clear
keep if inrange(age, 18, 64)
replace region = 9 if region == 0
xtset id year
forvalues m = 1/4 {
    xtreg lninc i.treat##i.post age c.age#c.age if model == `m', fe vce(cluster id)
    estimates store m`m'
}
esttab m1 m2 m3 m4 using table3.tex, se star(* 0.10 ** 0.05 *** 0.01) replace
"""
RS = """# Cox models, sensitivity analyses 1 to 3
library(survival)
library(splines)
d <- readRDS("cohort.rds")
d <- subset(d, fu_days > 0)
f1 <- coxph(Surv(fu_days, dead) ~ arm + ns(age, 3) + strata(site), data = d)
f2 <- update(f1, . ~ . + charlson)
for (m in list(f1, f2)) print(round(exp(cbind(HR = coef(m), confint(m))), 2))
# drop the first 5 days
f3 <- update(f1, subset = fu_days > 5)
set.seed(42)
"""
SAS = """/* primary outcome, mixed model */
libname an 'data';
proc mixed data=an.scores method=reml;
  class id arm visit(ref='1');
  model score = arm visit arm*visit base / solution ddfm=kr;
  repeated visit / subject=id type=un;
  lsmeans arm*visit / diff cl;
run;
%macro boot(n=1000, seed=7);
  %do i=1 %to &n; %put run &i; %end;
%mend;
"""
SPS = """* Recode education into 3 levels.
RECODE educ (1 thru 3=1) (4 thru 6=2) (7 thru 9=3) INTO educ3.
VALUE LABELS educ3 1 'low' 2 'middle' 3 'high'.
UNIANOVA wellbeing BY educ3 sex WITH age
  /METHOD=SSTYPE(3)
  /EMMEANS=TABLES(educ3) COMPARE ADJ(BONFERRONI)
  /DESIGN=educ3 sex age.
"""
PY = '''"""Propensity scores and weights for the linked cohort."""
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

MIN_CELL = 10
K_FOLDS = 5


def weights(df, covariates):
    m = LogisticRegression(max_iter=500, C=0.1).fit(df[covariates], df["treated"])
    p = m.predict_proba(df[covariates])[:, 1]
    w = np.where(df["treated"] == 1, 1 / p, 1 / (1 - p))
    return np.clip(w, *np.quantile(w, [0.01, 0.99]))


def suppress(table):
    """Hide counts below the threshold."""
    return table.where(table >= MIN_CELL)
'''
SQL = """-- quarterly means by region
WITH e AS (
  SELECT person_key, region, quarter, SUM(cost) AS cost
  FROM episodes
  WHERE quarter BETWEEN 3 AND 7
  GROUP BY person_key, region, quarter
)
SELECT region, quarter, ROUND(AVG(cost), 2) AS mean_cost, ROUND(STDDEV(cost), 2) AS sd
FROM e
GROUP BY region, quarter
HAVING COUNT(*) >= 20
ORDER BY 1, 2;
"""
README = """# Code for "Waiting times and outcomes"

Run in this order:

1. `01_clean.R`
2. `02_link.R`
3. `03_models.do` (Stata 17, takes 4 hours)

Version 2.3.1, released 5 May 2023. Needs R >= 4.2 with survival 3.5 and 8 GB of memory.
Table 1 and Figures 2 to 4 are made by step 3. Licence: MIT.
"""
CODEBOOK = """variable,label,type,values
educ,Highest education,numeric,1 = none; 2 = primary; 3 = secondary; 4 = tertiary
smok,Smoking,numeric,0 = never; 1 = former; 2 = current; 9 = not known
nyha,NYHA class,numeric,1 to 4
imd,Deprivation quintile,numeric,1 (most) to 5 (least)
mrs,Modified Rankin Scale,numeric,0 to 6
region,Region of residence,string,9 regions
"""
CHANGES = """Changelog
=========

1.4.0  2023-02-08  cluster option added (3 new tests)
1.3.2  2022-11-30  fixed wrong sign in table 5
1.3.1  2022-11-02  seed 7 instead of 5; 2 warnings less
1.0.0  2022-01-17  first release
"""
YAML = """project: school_transfers
seed: 8
threshold: 10
models:
  - {name: m1, knots: 3, family: gaussian}
  - {name: m2, knots: 5, family: binomial}
years: [2014, 2015, 2016]
output: {digits: 2, format: csv}
"""
LOG = """10:02:11 INFO  start, 4 workers
10:02:13 INFO  step 1 of 6: read (2 files, 1.4 GB)
10:09:40 INFO  step 2 of 6: derive 37 variables
10:12:05 WARN  2 packages are out of date
10:31:58 INFO  step 6 of 6: done in 29 min, 0 errors
"""
CODEBOOK_DE = """# Variablenverzeichnis

- `bildung`: 1 = Hauptschule, 2 = Realschule, 3 = Abitur
- `fam`: Familienstand (1 ledig, 2 verheiratet, 3 geschieden, 4 verwitwet)
- `eink`: Nettoeinkommen in 5 Klassen
- `welle`: Erhebungswelle 1 bis 7
"""
NOTICE_FR = """Programme : 04_regressions.do
Version   : 1.2 du 3 mars 2023
Entrées   : base_finale.dta (6 variables)
Sorties   : tableau 3, figure 2
Durée     : 8 minutes environ
"""


def correlation(r, names):
    k = len(names)
    m = [[1.0 if i == j else 0 for j in range(k)] for i in range(k)]
    for i in range(k):
        for j in range(i):
            m[i][j] = m[j][i] = round(r.uniform(-.6, .8), 3)
    return m


def main():
    rec = arguments("make_harmless")
    r = rec.r

    def put(ext, form, prog, what, body, slug):
        name = rec.name(ext, slug=slug)
        rec.write(name, body)
        rec.label(name, form, prog, "harmless", what)

    for ext, prog, body, slug in (("do", "Stata", DO, "models"), ("R", "R", RS, "cox"), ("sas", "SAS", SAS, "mixed"), ("sps", "SPSS", SPS, "recode"), ("py", "Python", PY, "weights"), ("sql", "SQL", SQL, "costs")):
        put(ext, "script", prog, "program", body, slug)
    put("md", "latex-markdown", "hand", "read-me", README, "README")
    put("csv", "csv", "hand", "codebook", CODEBOOK, "variables")
    put("txt", "log", "hand", "version log", CHANGES, "CHANGES")
    put("yaml", "script", "hand", "settings", YAML, "config")
    put("log", "log", "log writer", "run log without people", LOG, "pipeline")
    put("md", "latex-markdown", "hand", "codebook", CODEBOOK_DE, "variablen")
    put("txt", "log", "hand", "note on a program", NOTICE_FR, "notice")
    put("log", "stata", "imitated Stata", "linear model", stata_head(r, {"slug": "hospital"}) + stata_reg(r, "logcost", ["age", "female", "rural", "charlson"], r.randint(9000, 30000)), "logcost")
    put("log", "stata", "imitated Stata", "logit model", stata_reg(r, "default", ["ltv", "age", "tracker"], r.randint(9000, 30000), logit=True) + "\n" + stata_reg(r, "default", ["ltv", "age", "tracker", "region2", "region3"], r.randint(40000, 60000), logit=True), "default")
    put("lst", "sas", "imitated SAS", "means with confidence limits", sas_means(measures(r, 4, 6120)), "clm")
    body = "The MIXED Procedure\n\n        Type 3 Tests of Fixed Effects\n\n              Num     Den\nEffect         DF      DF    F Value    Pr > F\n\narm             1     842       7.91    0.0050\nvisit           3    2390      41.20    <.0001\narm*visit       3    2390       3.32    0.0190\n"
    put("lst", "sas", "imitated SAS", "tests of fixed effects", body, "type3")
    body = "UNIANOVA\n\nTests of Between-Subjects Effects\nDependent Variable: wellbeing\n\nSource            Type III SS    df    Mean Square        F      Sig.\nCorrected Model      4210.332     6        701.722    8.114     .000\neduc3                1020.118     2        510.059    5.898     .003\nsex                    88.720     1         88.720    1.026     .311\nage                  2004.551     1       2004.551   23.180     .000\nError              381204.007  4408         86.480\nTotal              389001.220  4415\n"
    put("txt", "spss", "imitated SPSS", "analysis of variance", body, "anova")
    names = ["age", "bmi", "sbp", "hba1c", "egfr"]
    m = correlation(r, names)
    put("csv", "csv", "python", "correlation matrix", "," + ",".join(names) + "\n" + "".join(a + "," + ",".join(f"{x:.3f}" for x in row) + "\n" for a, row in zip(names, m)), "corr")
    body = "\\begin{table}\n\\caption{Determinants of log wages}\n\\begin{tabular}{lccc}\n\\hline\\hline\n & (1) & (2) & (3) \\\\\n\\hline\n"
    for v in ("Female", "Tenure", "Tenure$^2$", "Public sector"):
        body += v + " & " + " & ".join(f"{r.uniform(-.5, .5):.3f}***" for _ in range(3)) + " \\\\\n & " + " & ".join(f"({r.uniform(.01, .1):.3f})" for _ in range(3)) + " \\\\\n"
    body += "\\hline\nObservations & 21,304 & 21,304 & 18,877 \\\\\n$R^2$ & 0.21 & 0.27 & 0.31 \\\\\nClusters & 61 & 61 & 58 \\\\\n\\hline\n\\end{tabular}\n\\end{table}\n"
    put("tex", "latex-markdown", "imitated esttab", "regression table", body, "wages")
    put("json", "json", "python json", "model output", json.dumps({"model": "xgboost", "version": "1.7.4", "params": {"max_depth": 4, "eta": 0.1, "nfold": 5}, "auc": [0.781, 0.779, 0.785, 0.78, 0.782], "n_train": 48120, "n_test": 12030, "importance": {"age": 0.31, "ltv": 0.24, "tenure": 0.12}}, indent=2), "boost")
    put("tsv", "tsv", "python", "rates by year", "year\tregion\trate_per_1000\tlower\tupper\n" + "".join(f"{y}\t{g}\t{x:.2f}\t{x * .9:.2f}\t{x * 1.1:.2f}\n" for y in range(2012, 2019) for g in ("N", "S", "E", "W") for x in [r.uniform(2, 9)]), "rates")
    wb = openpyxl.Workbook()
    ws = wb.active
    ws.title = "Model 1"
    ws.append(["Term", "Estimate", "SE", "df", "p"])
    for v in ("Intercept", "Age", "Sex", "Deprivation 2", "Deprivation 3"):
        ws.append([v, round(r.uniform(-1, 1), 4), round(r.uniform(.01, .2), 4), 1, round(r.uniform(0, .3), 4)])
    ws2 = wb.create_sheet("Model 2")
    ws2.append(["Knots", "AIC", "BIC"])
    for k in (3, 4, 5):
        ws2.append([k, round(r.uniform(9000, 9100), 1), round(r.uniform(9100, 9200), 1)])
    name = rec.name("xlsx", slug="fits")
    wb.save(rec.path(name))
    rec.label(name, "xlsx", "openpyxl", "harmless", "model coefficients")
    d = Document()
    d.add_heading("Regressionsergebnisse", 1)
    t = d.add_table(rows=1, cols=4, style="Table Grid")
    for c, h in zip(t.rows[0].cells, ("", "Modell 1", "Modell 2", "Modell 3")):
        c.text = h
    for v in ("Alter", "Geschlecht (Ref. männlich)", "Bildung", "Region Süd"):
        for c, x in zip(t.add_row().cells, [v] + [f"{r.uniform(-2, 2):.2f} ({r.uniform(.1, .5):.2f})".replace(".", ",") for _ in range(3)]):
            c.text = x
    d.add_paragraph("Standardfehler in Klammern. * p < 0,05; 3 Modelle, 8 Imputationen.")
    name = rec.name("docx", slug="regression")
    d.save(rec.path(name))
    rec.label(name, "docx", "python-docx", "harmless", "model coefficients")
    rec.done()


if __name__ == "__main__":
    main()
