"""Things without people's counts: programs, codebooks, model output in notebooks, logs, settings."""
import json

import numpy as np
import pandas as pd
import statsmodels.formula.api as smf
from statsmodels.iolib.summary2 import summary_col

from common import Kit
from render import table

kit = Kit("s07")
r = kit.rng
g = np.random.default_rng(kit.seed)
T = lambda ext, form, program, what, body: kit.text(ext, form, program, "harmless", what, body)

n = 5230
d = pd.DataFrame(dict(educ=g.normal(12, 2, n), exper=g.gamma(3, 4, n), female=g.integers(0, 2, n), sector=g.choice(["public", "private", "third"], n)))
d["lw"] = 1 + .08 * d.educ + .02 * d.exper - .1 * d.female + g.normal(0, .4, n)
d["quit"] = (g.uniform(size=n) < 1 / (1 + np.exp(1.5 - .02 * d.exper))).astype(int)
m1 = smf.ols("lw ~ educ + exper + female", d).fit(cov_type="HC1")
m2 = smf.ols("lw ~ educ + exper + female + C(sector)", d).fit()
lo = smf.logit("quit ~ exper + female", d).fit(disp=0)


def summary(res):
    """The summary, without the lines with the time of day."""
    return "\n".join(x for x in res.summary().as_text().splitlines()).replace(next(x for x in res.summary().as_text().splitlines() if "Time:" in x)[:38], "Time:                        10:12:41 ")


T("txt", "pandas-print", "statsmodels", "OLS summary", summary(m1))
T("txt", "pandas-print", "statsmodels", "logit summary", summary(lo))
T("tex", "latex-markdown", "statsmodels", "two models side by side", summary_col([m1, m2], stars=True, float_format="%0.3f").as_latex())
T("csv", "csv", "pandas to_csv", "odds ratios", pd.DataFrame({"OR": np.exp(lo.params), "lo": np.exp(lo.conf_int()[0]), "hi": np.exp(lo.conf_int()[1]), "p": lo.pvalues}).round(4).to_csv(index_label="term"))
T("html", "html", "pandas to_html", "correlations", d[["educ", "exper", "lw"]].corr().round(3).to_html())
nb = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}}, "cells": [
    {"id": "m", "cell_type": "markdown", "metadata": {}, "source": "# Lohngleichung\n\nZwei Modelle, robuste Standardfehler."},
    {"id": "c", "cell_type": "code", "metadata": {}, "execution_count": 4, "source": "m2.params.round(3)", "outputs": [{"output_type": "execute_result", "execution_count": 4, "metadata": {}, "data": {"text/plain": str(m2.params.round(3))}}]},
    {"id": "e", "cell_type": "code", "metadata": {}, "execution_count": 5, "source": "m2.rsquared", "outputs": [{"output_type": "execute_result", "execution_count": 5, "metadata": {}, "data": {"text/plain": f"{m2.rsquared:.4f}"}}]}]}
T("ipynb", "notebook", "statsmodels", "coefficients", json.dumps(nb, indent=1, ensure_ascii=False))
T("json", "json", "json", "settings and metrics of a model", json.dumps({"model": "gradient boosting", "max_depth": 6, "learning_rate": 0.05, "folds": 5, "auc": [0.741, 0.738, 0.752, 0.744, 0.739], "brier": 0.083, "n_train": 41200, "n_test": 10300}, indent=2))
T("do", "script", "Stata do-file", "program", "* 03_models.do\nversion 17\nuse \"linked.dta\", clear\nkeep if inrange(age, 25, 59)\nforeach y in wage hours {\n    regress `y' i.educ##c.exper, vce(cluster firm)\n    estimates store m_`y'\n}\nesttab m_* using t3.tex, se star(* 0.1 ** 0.05 *** 0.01) replace\n")
T("sas", "script", "SAS program", "program", "/* build cohort */\n%let start = 2012;\nproc sql;\n  create table coh as select a.*, b.imd from adm a left join imd b on a.lsoa = b.lsoa\n  where year(a.admdate) between &start and 2018;\nquit;\nproc phreg data=coh; model t*dead(0) = age imd; run;\n")
T("R", "script", "R script", "program", "# disclosure: mask cells below threshold\nmask <- function(x, k = 10) ifelse(x > 0 & x < k, NA, x)\ntab <- mask(table(d$ward, d$outcome))\nstopifnot(all(tab >= 10 | tab == 0, na.rm = TRUE))\nfor (i in 1:5) print(quantile(d$los, c(.1, .5, .9)))\n")
T("py", "script", "Python program", "program", "\"\"\"Link tax and benefit spells.\"\"\"\nimport pandas as pd\n\nTHRESHOLD = 10\n\n\ndef suppress(s):\n    return s.where((s == 0) | (s >= THRESHOLD))\n\n\ndef main():\n    a = pd.read_parquet('spells.parquet')\n    out = a.groupby('sector').size().pipe(suppress)\n    out.to_csv('t4.csv')\n")
T("sql", "script", "SQL script", "program", "-- kostnad per verksamhet\nSELECT verksamhet, ROUND(AVG(kostnad), 0) AS medel\nFROM vård WHERE år BETWEEN 2014 AND 2019\nGROUP BY verksamhet HAVING COUNT(*) >= 10\nORDER BY 2 DESC LIMIT 8;\n")
table(kit, "xlsx", ["variable", "label", "type", "values"], [["sex", "Sex at registration", "integer", "1 = male, 2 = female, 9 = not known"], ["imd", "Deprivation fifth", "integer", "1 (most) to 5 (least)"], ["los", "Length of stay, days", "integer", "0 or more"], ["ethn", "Ethnic group", "integer", "1-5, 9"]], "Codebook", "Version 3", "harmless", "codebook")
table(kit, "csv-semicolon", ["Variable", "Etikett", "Kodierung"], [["stb", "Schulabschluss", "1 ohne, 2 Haupt, 3 Real, 4 Abitur"], ["erw", "Erwerbsstatus", "1 voll, 2 Teilzeit, 3 arbeitslos"]], "Codebuch", "", "harmless", "codebook", lang="de")
table(kit, "docx", ["Outcome", "Mean (SD)", "Difference (95% CI)", "p"], [["HbA1c, %", "7.1 (1.2)", "-0.4 (-0.6 to -0.2)", "0.001"], ["Weight, kg", "82.3 (14.0)", "-1.8 (-3.1 to -0.5)", "0.008"], ["EQ-5D", "0.81 (0.19)", "0.03 (0.00 to 0.06)", "0.041"]], "Outcomes at 12 months (612 intervention, 598 control)", "", "harmless", "means and differences")
table(kit, "ods", ["Trimestre", "Tasso di rifiuto (%)", "Importo medio (€)"], [["2019 T1", 12.4, 8120.5], ["2019 T2", 11.9, 8344.0], ["2019 T3", 13.2, 8010.7]], "Credito al consumo", "Oltre 1000 contratti per trimestre", "harmless", "rates and mean amounts", lang="it")
table(kit, "pdf-office", ["Modell", "AIC", "BIC", "Parameter"], [["M1", 10412.3, 10440.1, 4], ["M2", 10377.8, 10419.5, 6], ["M3", 10379.1, 10434.0, 8]], "Modellvergleich", "", "harmless", "fit of models", lang="de")
T("md", "latex-markdown", "text editor", "list of versions", "# Changelog\n\n## 2.1 - 2023-06-14\n- fixed 3 bugs in the weights\n- 2 new figures\n\n## 2.0 - 2022-11-02\n- moved to the 2021 classification\n")
T("txt", "log", "git log", "list of commits", "\n".join(f"{r.randrange(16**7):07x} 2023-0{r.randint(1, 9)}-{r.randint(10, 28)} {m}" for m in ["add table 2", "fix merge of waves 3 and 4", "drop model 5", "rerun with 8 knots", "typo", "figure 6: new colours"]))
kit.close()
