"""Real runs of PSPP and gretl over invented people."""
import os
import subprocess
import tempfile

import numpy as np
import pandas as pd

from common import arguments


def cellmates(rng, a, rows, b, cols, counts):
    out = [(i + 1, j + 1) for (i, j), k in zip([(x, y) for x in range(len(rows)) for y in range(len(cols))], counts) for _ in range(k)]
    d = pd.DataFrame(out, columns=[a, b])
    d["age"] = rng.normal(48, 13, len(d)).round().clip(18, 95).astype(int)
    d["score"] = rng.normal(55, 10, len(d)).round(1)
    return d


def pspp(d, labels, commands, fmt="txt"):
    with tempfile.TemporaryDirectory() as tmp:
        d.to_csv(os.path.join(tmp, "d.csv"), index=False, header=False, na_rep=".")
        syn = f"GET DATA /TYPE=TXT /FILE='d.csv' /DELIMITERS=',' /VARIABLES={' '.join(f'{c} F8.{1 if d[c].dtype == float else 0}' for c in d.columns)}.\n"
        for v, ls in labels.items():
            syn += f"VALUE LABELS {v} " + " ".join(f"{i + 1} '{l}'" for i, l in enumerate(ls)) + ".\n"
        open(os.path.join(tmp, "a.sps"), "w", encoding="utf-8").write(syn + commands)
        env = dict(os.environ, LC_ALL="C.utf8")
        subprocess.run(["pspp", "-o", "out." + fmt, *(["-O", "format=txt"] if fmt == "txt" else []), "a.sps"], cwd=tmp, check=True, capture_output=True, env=env)
        return open(os.path.join(tmp, "out." + fmt), encoding="utf-8").read()


def gretl(d, commands):
    with tempfile.TemporaryDirectory() as tmp:
        d.to_csv(os.path.join(tmp, "d.csv"), index=False)
        open(os.path.join(tmp, "a.inp"), "w").write("open d.csv --quiet\n" + commands)
        out = subprocess.run(["gretlcli", "-b", "a.inp"], cwd=tmp, capture_output=True, text=True, check=True).stdout
    return "\n".join(l for l in out.splitlines() if "a.inp" not in l and not l.startswith("Current") and tmp not in l and "d.csv" not in l) + "\n"


def main():
    rec = arguments("make_pspp_gretl")
    r = rec.r
    rng = np.random.default_rng(r.randrange(10 ** 6))
    safe = lambda k: [int(x) for x in rng.integers(24, 300, k)]
    s = lambda: r.randint(2, 9)

    def put(ext, form, kind, what, text, slug, prog, base=None):
        name = rec.name(ext, slug=slug)
        rec.write(name, text)
        rec.label(name, form, prog, kind, what, base)

    P = "GNU PSPP"
    k = s()
    d = cellmates(rng, "site", "abc", "result", "xy", safe(5) + [k])
    lab = {"site": ["Harbour", "Central", "Airport"], "result": ["negative", "positive"]}
    put("txt", "spss", "small-count", f"{k} people Airport × positive", pspp(d, lab, "CROSSTABS /TABLES=site BY result /CELLS=COUNT ROW COLUMN."), "screening", P)
    k = s()
    d = cellmates(rng, "beruf", "abcd", "x", "y", safe(3) + [k])
    put("html", "html", "small-count", f"{k} Personen, Beruf Landwirt", pspp(d, {"beruf": ["Angestellte", "Beamte", "Arbeiter", "Landwirt"]}, "FREQUENCIES beruf /STATISTICS=NONE.", "html"), "beruf", P)
    d = cellmates(rng, "arm", "ab", "x", "y", [410, 395])
    put("txt", "spss", "extreme", "Minimum and Maximum of age and score", pspp(d, {"arm": ["active", "control"]}, "DESCRIPTIVES age score."), "baseline", P)
    d2 = d.copy()
    k = s()
    d2["score"] = d2["score"].where(np.arange(len(d2)) >= k)
    put("txt", "spss", "missing-rows", f"{k} missing of score", pspp(d2, {}, "EXAMINE score /STATISTICS=NONE.") + "", "examine", P)
    put("txt", "spss", "harmless", "t test", pspp(d, {"arm": ["active", "control"]}, "T-TEST GROUPS=arm(1,2) /VARIABLES=score."), "t_arm", P)
    put("txt", "spss", "harmless", "regression", pspp(d, {}, "REGRESSION /VARIABLES=age arm /DEPENDENT=score /STATISTICS=COEFF R ANOVA."), "regr", P)
    d = cellmates(rng, "gruppe", "abc", "utfall", "xy", [10 * int(x) for x in rng.integers(3, 40, 6)])
    put("txt", "spss", "rounded", "all counts are multiples of 10", pspp(d, {"gruppe": ["ung", "mellan", "äldre"], "utfall": ["ja", "nej"]}, "CROSSTABS /TABLES=gruppe BY utfall /CELLS=COUNT /STATISTICS=NONE."), "utfall", P, 10)
    d = cellmates(rng, "plan", "abc", "claim", "xy", safe(6))
    put("txt", "spss", "harmless", "counts from 24 up", pspp(d, {"plan": ["Basic", "Plus", "Gold"], "claim": ["none", "any"]}, "CROSSTABS /TABLES=plan BY claim /CELLS=COUNT COLUMN /STATISTICS=CHISQ."), "claims", P)
    # gretl
    G = "gretl"
    d = cellmates(rng, "sector", "abc", "exporter", "xy", safe(4) + [s()] + safe(1))
    k = int(((d.sector == 3) & (d.exporter == 1)).sum())
    put("txt", "gretl", "small-count", f"{k} owners, sector 3, exporter 1", gretl(d, "xtab sector exporter\n"), "sector", G)
    d["wage"] = rng.lognormal(7.6, .5, len(d)).round(0)
    d["lwage"] = np.log(d.wage)
    put("txt", "gretl", "extreme", "Minimum and Maximum of wage", gretl(d, "summary wage age\n"), "summ", G)
    put("txt", "gretl", "harmless", "OLS", gretl(d, "ols lwage const age score --robust\n"), "ols", G)
    put("txt", "gretl", "harmless", "correlation matrix", gretl(d, "corr lwage age score\n"), "corrs", G)
    k = s()
    d.loc[rng.choice(np.arange(20, len(d) - 20), k, replace=False), "score"] = np.nan
    put("txt", "gretl", "missing-rows", f"{k} incomplete observations dropped", gretl(d, "ols lwage const age score\n"), "wage_eq", G)
    # PROBIT with rounded N is not to be had; a frequency listing with a small class
    d = cellmates(rng, "children", "abcde", "x", "y", safe(4) + [s()])
    k = int((d.children == 5).sum())
    put("txt", "gretl", "small-count", f"{k} households with code 5", gretl(d, "discrete children\nfreq children\n"), "children", G)
    rec.done()


if __name__ == "__main__":
    main()
