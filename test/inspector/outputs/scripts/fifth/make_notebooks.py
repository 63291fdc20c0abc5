"""Jupyter notebooks that were run, and listings of pandas and statsmodels."""
import os
import re
import tempfile

import nbformat
import numpy as np
import pandas as pd
from nbconvert import HTMLExporter
from nbconvert.preprocessors import ExecutePreprocessor

from common import arguments


def people(rng, n):
    return pd.DataFrame({"pid": rng.permutation(90000)[:n] + 10000, "age": rng.normal(55, 14, n).round().clip(18, 99).astype(int), "sex": rng.choice(["F", "M"], n), "region": rng.choice(["North", "South", "East"], n),
                         "stay": rng.exponential(6, n).round(1) + 0.2, "cost": rng.lognormal(8, .6, n).round(2), "score": rng.normal(61, 11, n).round(1)})


def with_cells(rng, a, rows, b, cols, counts):
    out = pd.DataFrame([(r, c) for (r, c), k in zip([(x, y) for x in rows for y in cols], counts) for _ in range(k)], columns=[a, b])
    return out.sample(frac=1, random_state=int(rng.integers(1e6))).reset_index(drop=True)


def safe(rng, k):
    return [int(x) for x in rng.integers(24, 400, k)]


def notebook(rec, slug, kind, what, df, cells, base=None, to_html=False):
    nb = nbformat.v4.new_notebook()
    nb.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nb.cells = [nbformat.v4.new_markdown_cell(c[3:]) if c.startswith("md:") else nbformat.v4.new_code_cell(c) for c in cells]
    for i, c in enumerate(nb.cells):
        c["id"] = f"c{i:02d}"
    with tempfile.TemporaryDirectory() as tmp:
        df.to_csv(os.path.join(tmp, "data.csv"), index=False)
        ExecutePreprocessor(timeout=120, kernel_name="python3").preprocess(nb, {"metadata": {"path": tmp}})
    for c in nb.cells:
        c.metadata.pop("execution", None)
        for o in c.get("outputs", []):
            if "image/svg+xml" in o.get("data", {}):
                o["data"]["image/svg+xml"] = re.sub(r"(?s)\s*<metadata>.*?</metadata>", "", o["data"]["image/svg+xml"])
    if to_html:
        name = rec.name("html", slug=slug)
        ex = HTMLExporter(template_name="basic")
        rec.write(name, "<html><head><meta charset='utf-8'></head><body>" + ex.from_notebook_node(nb)[0] + "</body></html>")
        rec.label(name, "html", "nbconvert", kind, what, base)
        return
    name = rec.name("ipynb", slug=slug)
    nbformat.write(nb, rec.path(name))
    rec.label(name, "notebook", "jupyter", kind, what, base)


def main():
    rec = arguments("make_notebooks")
    r = rec.r
    rng = np.random.default_rng(r.randrange(10 ** 6))
    load = "import pandas as pd\ndf = pd.read_csv('data.csv')"
    s = lambda: r.randint(2, 9)
    # small counts
    k = s()
    d = with_cells(rng, "ward", ["medical", "surgical", "icu"], "outcome", ["home", "died"], safe(rng, 5) + [k])
    notebook(rec, "outcomes", "small-count", f"{k} people icu × died", d, ["md:# Outcomes by ward", load, "pd.crosstab(df.ward, df.outcome, margins=True)"])
    k = s()
    d = with_cells(rng, "bundesland", ["HE", "NI", "SN"], "status", ["offen", "erledigt"], safe(rng, 3) + [k] + safe(rng, 2))
    notebook(rec, "antraege", "small-count", f"{k} people NI × erledigt", d, ["md:# Anträge\nStand Juni", load, "df.groupby(['bundesland', 'status']).size()", "print('Anteil', round((df.status == 'offen').mean(), 3))"])
    k = s()
    d = with_cells(rng, "faculty", ["Arts", "Law", "Science"], "gender", ["f", "m", "x"], safe(rng, 8) + [k])
    notebook(rec, "faculties", "small-count", f"{k} people Science × x", d, [load, "tab = df.value_counts().unstack(fill_value=0)\ntab", "(tab / tab.sum()).round(3)"], to_html=True)
    k = s()
    d = with_cells(rng, "grade", ["A", "B", "C", "D"], "school", ["one"], safe(rng, 3) + [k])
    notebook(rec, "grades", "small-count", f"{k} bar label at D", d, [load, "import matplotlib.pyplot as plt\nimport matplotlib\nmatplotlib.rcParams['svg.fonttype'] = 'none'\n%config InlineBackend.figure_formats = ['svg']\nc = df.grade.value_counts().sort_index()\nax = c.plot.bar()\nax.bar_label(ax.containers[0]);", "print(c.to_dict())"])
    # rows
    d = people(rng, 300)
    notebook(rec, "explore", "rows-of-people", "one row for each of 5 people", d, ["md:## First look", load, "df.head()"])
    notebook(rec, "checks", "rows-of-people", "one row for each of the people with the highest cost", people(rng, 400), [load, "df.nlargest(8, 'cost')", "df.cost.mean().round(1)"])
    notebook(rec, "etl_nb", "rows-of-people", "one object for each of 3 people", people(rng, 120), [load, "import json\nprint(json.dumps(df.sample(3, random_state=1).to_dict('records'), indent=1))"])
    # extremes
    notebook(rec, "summary_nb", "extreme", "min and max in describe()", people(rng, 1500), [load, "df[['age', 'stay', 'cost']].describe()"])
    notebook(rec, "kosten", "extreme", "largest cost printed", people(rng, 1500), ["md:# Kosten", load, "print('höchste Kosten:', df.cost.max(), ' niedrigste:', df.cost.min())\nprint('Mittel', df.cost.mean().round(1))"])
    notebook(rec, "agg", "extreme", "max of stay by region", people(rng, 1500), [load, "df.groupby('region')['stay'].agg(['count', 'mean', 'max'])"], to_html=True)
    # missing rows
    d = people(rng, 900)
    k = s()
    d.loc[d.index[:k], "score"] = np.nan
    notebook(rec, "quality_nb", "missing-rows", f"{k} missing of score", d, [load, "df.isna().sum()", "df.score.mean().round(2)"])
    k = s()
    d2 = people(rng, 2000)
    d2.loc[d2.index[:k], "age"] = -1
    notebook(rec, "cleaning", "missing-rows", f"dropped {k} rows", d2, [load, "n0 = len(df)\ndf = df[df.age >= 0]\nprint(f'dropped {n0 - len(df)} rows with impossible age')", "df.groupby('sex').score.mean().round(2)"])
    notebook(rec, "info_nb", "missing-rows", f"non-null counts {len(d)} and fewer", d, [load, "df.info()"])
    # arithmetic
    k = s()
    c = safe(rng, 5) + [k]
    d = with_cells(rng, "site", ["A", "B", "C"], "dropout", ["no", "yes"], c)
    notebook(rec, "sites_nb", "arithmetic", f"hidden {k} = {c[4] + k} − {c[4]} (site C, yes)", d, [load, "tab = pd.crosstab(df.site, df.dropout, margins=True)\ntab.astype(object).where((tab == 0) | (tab >= 10), '<10')"])
    # rounded
    d = with_cells(rng, "year", [2016, 2017, 2018, 2019], "kind", ["new", "known"], [10 * int(x) for x in rng.integers(2, 40, 8)])
    notebook(rec, "yearly_nb", "rounded", "all counts are multiples of 10", d, ["md:Counts are rounded to 10 before release.", load, "tab = pd.crosstab(df.year, df.kind)\n(tab / 10).round().astype(int) * 10"], base=10)
    # harmless
    d = people(rng, 4000)
    notebook(rec, "ols_nb", "harmless", "linear model", d, ["md:# Cost model", load, "import statsmodels.formula.api as smf\nm = smf.ols('cost ~ age + sex', df).fit(cov_type='HC1')\nm.params.round(2)", "m.summary().tables[1]"])
    notebook(rec, "means_nb", "harmless", "means and counts by region", d, [load, "df.groupby('region')[['age', 'score']].agg(['mean', 'std']).round(2)", "df.region.value_counts()", "len(df)"])
    notebook(rec, "corr_nb", "harmless", "correlations", d, ["md:## Korrelationen", load, "df[['age', 'stay', 'score']].corr().round(3)", "df.dtypes"], to_html=True)
    notebook(rec, "tests_nb", "harmless", "t test and quantiles", d, [load, "from scipy import stats\nt = stats.ttest_ind(df[df.sex == 'F'].score, df[df.sex == 'M'].score)\nprint('t = %.2f, p = %.3f' % (t.statistic, t.pvalue))", "df.score.quantile([.1, .25, .5, .75, .9])"])

    # listings of statsmodels and pandas
    import statsmodels.api as sm
    import statsmodels.formula.api as smf
    d["event"] = (rng.random(4000) < .35).astype(int)
    now = {"Date:": "Tue, 14 Mar 2023", "Time:": "10:21:07"}

    def fixed(text):
        out = []
        for line in text.splitlines():
            for key, v in now.items():
                if line.startswith(key):
                    rest = line[39:]
                    line = f"{key:<15}{v:>23} " + rest
            out.append(line)
        return "\n".join(out) + "\n"

    for slug, what, fit in (("logit_sm", "logit model", smf.logit("event ~ age + C(region)", d).fit(disp=0)), ("poisson_sm", "Poisson model", smf.glm("event ~ age + sex", d, family=sm.families.Poisson()).fit()),
                            ("quant_sm", "median regression", smf.quantreg("score ~ age + sex", d).fit(q=.5))):
        name = rec.name("txt", slug=slug)
        rec.write(name, fixed(str(fit.summary())))
        rec.label(name, "statsmodels-print", "statsmodels", "harmless", what)
    k = s()
    d3 = with_cells(rng, "type", ["car", "home", "card"], "default", [0, 1], safe(rng, 3) + [k] + safe(rng, 2))
    for slug, text in (("pivot_pd", str(d3.pivot_table(index="type", columns="default", aggfunc="size"))), ):
        name = rec.name("txt", slug=slug)
        rec.write(name, text + "\n")
        rec.label(name, "pandas-print", "pandas", "small-count", f"{k} people home × 1")
    name = rec.name("log", slug="share_pd")
    k, n = s(), r.randint(300, 480)
    rec.write(name, f"n = {n}\nshare in arrears: {100 * k / n:.2f}%\nmean balance: 10432.8\n")
    rec.label(name, "log", "python", "arithmetic", f"hidden {k} = {100 * k / n:.2f} % of {n}")
    rec.done()


if __name__ == "__main__":
    main()
