"""Means, extremes, missing rows, differences between tables, life tables."""
import json

import render as R
import render_office as O
import render_stat as S
from common import arguments, words
from tables import Doc, matrix, near, split

MEASURES = [("age", 19, 97, 52, 15, 0), ("los_days", 1, 214, 7.9, 9.1, 0), ("income", 1240, 912300, 38120, 24100, 0), ("bmi", 15.2, 58.7, 27.3, 5.2, 1), ("score", 12, 99, 61.2, 13.4, 0),
            ("creatinine", 31, 884, 92.1, 48.8, 0), ("loan_amount", 2500, 1850000, 164200, 98120, 0), ("absence", 0, 97, 11.2, 9.8, 0), ("hba1c", 4.1, 15.9, 7.2, 1.4, 1)]


def measures(r, k, n=None):
    out = []
    for nm, lo, hi, mean, sd, d in r.sample(MEASURES, k):
        out.append((nm, n or r.randint(300, 5000), round(mean * r.uniform(.9, 1.1), 2), round(sd * r.uniform(.9, 1.1), 2), round(lo * r.uniform(1, 1.2), d) or lo, round(hi * r.uniform(.8, 1), d)))
    return [(a, b, c, d, int(e) if e == int(e) else e, int(f) if f == int(f) else f) for a, b, c, d, e, f in out]


def means_doc(rec, extreme, base=None):
    """Means by variable or by group, with or without the smallest and largest value."""
    r = rec.r
    t = rec.topic()
    w = words(t)
    d = Doc(t, "")
    if r.random() < .6:
        d.p(t["intro"])
    by_group = r.random() < .5
    dec = (lambda x, k=1: f"{x:.{k}f}") if t["lang"] == "en" else (lambda x, k=1: f"{x:.{k}f}".replace(".", ","))
    n_of = lambda: near(r.randint(140, 3000), base) if base else r.randint(140, 3000)
    if by_group:
        lo, hi, what = r.choice([(1, 190, w["stay"]), (18, 98, w["age"]), (900, 400000, w["income"])])
        head = [t["rv"], "N", w["mean"], w["sd"]] + ([w["min"], w["max"]] if extreme else ["95% CI"])
        rows = []
        for lab in t["rows"]:
            m = lo + (hi - lo) * r.uniform(.2, .4)
            sd, n = m * r.uniform(.3, .6), n_of()
            rows.append([lab, n, dec(m), dec(sd)] + ([int(lo * r.uniform(1, 1.4)), int(hi * r.uniform(.75, 1))] if extreme else [f"{dec(m - 1.96 * sd / n ** .5)}–{dec(m + 1.96 * sd / n ** .5)}"]))
        cap = f"{what}, {t['rv']}"
        say = f"{w['max']} {rows[0][-1]} at {rows[0][0]}" if extreme else ""
    else:
        style = r.randrange(3) if extreme else 1
        ms = measures(r, r.randint(3, 6))
        if style == 0:
            head = ["", "N", f"{w['mean']} ({w['sd']})", "Range" if t["lang"] == "en" else f"{w['min']}–{w['max']}"]
            rows = [[a, n_of(), f"{dec(c)} ({dec(e)})", f"{lo}–{hi}"] for a, _, c, e, lo, hi in ms]
        elif style == 2:
            head = ["", w["median"], w["max"]]
            rows = [[a, dec(c * .9), hi] for a, _, c, e, lo, hi in ms]
        else:
            head = ["", "n", w["mean"], w["sd"]] + ([w["min"], w["max"]] if extreme else ["p25", "p75"])
            rows = [[a, n_of(), dec(c, 2), dec(e, 2)] + ([lo, hi] if extreme else [dec(c - .67 * e, 2), dec(c + .67 * e, 2)]) for a, _, c, e, lo, hi in ms]
        cap = w["table"] + f" {r.randint(1, 7)}"
        say = f"{w['max']} {ms[0][-1]} of {ms[0][0]}"
    d.t(cap, head, rows)
    return d, say


GO = {"csv": R.as_csv, "tsv": lambda a, b: R.as_csv(a, b, True), "txt": R.as_txt, "pandas": R.as_pandas, "md": R.as_md, "latex": R.as_latex, "html": R.as_html, "json": R.as_json, "sql": R.as_sql,
      "docx": O.as_docx, "xlsx": O.as_xlsx, "pdf": O.as_pdf, "pptx": lambda a, b: R.pandoc(a, b, "pptx"), "odt": lambda a, b: R.pandoc(a, b, "odt")}


def put(rec, doc, form, kind, what, base=None):
    name, f, prog = GO[form](rec, doc)
    rec.label(name, f, prog, kind, what, base)


def text(rec, ext, form, prog, kind, what, body, slug=None, topic=None):
    name = rec.name(ext, topic, slug)
    rec.write(name, body)
    rec.label(name, form, prog, kind, what)


def listings(rec):
    r = rec.r
    t = rec.topic("en")
    ms = measures(r, 4)
    text(rec, "log", "stata", "imitated Stata", "extreme", f"Max {ms[0][-1]}", S.stata_head(r, t) + S.stata_summarize(ms), topic=t)
    ms = measures(r, 3)
    text(rec, "lst", "sas", "imitated SAS", "extreme", f"Maximum {ms[0][-1]}", S.sas_means(ms, True), slug="means_proc")
    ms = measures(r, 3, 2210)
    body = "DESCRIPTIVES VARIABLES=" + " ".join(m[0] for m in ms) + "\n  /STATISTICS=MEAN STDDEV MIN MAX.\n\nDescriptive Statistics\n" + f"{'':<22}{'N':>8}{'Minimum':>12}{'Maximum':>12}{'Mean':>14}{'Std. Deviation':>18}\n"
    body += "".join(f"{a:<22}{n:>8}{lo:>12}{hi:>12}{m:>14.3f}{sd:>18.4f}\n" for a, n, m, sd, lo, hi in ms) + f"{'Valid N (listwise)':<22}{2210:>8}\n"
    text(rec, "txt", "spss", "imitated SPSS", "extreme", f"Maximum {ms[0][5]}", body, slug="descr")
    # Stata: detailed summary shows the four smallest and largest
    hi = sorted(r.randint(900, 3000) * 100 for _ in range(4))
    lo = sorted(r.randint(9, 40) * 10 for _ in range(4))
    body = ". summarize wage, detail\n\n                            wage\n-------------------------------------------------------------\n      Percentiles      Smallest\n"
    body += "".join(f"{p:>3}%{v:>13}{s}\n" for p, v, s in zip((1, 5, 10, 25), (2100, 5400, 9100, 16200), (f"{x:>15}" for x in lo)))
    body += "\n50%        24300                      Mean           27110.3\n                        Largest       Std. dev.      14200.8\n"
    body += "".join(f"{p:>3}%{v:>13}{s}\n" for p, v, s in zip((75, 90, 95, 99), (34000, 45100, 54300, 81000), (f"{x:>15}" for x in hi)))
    text(rec, "log", "stata", "imitated Stata", "extreme", f"largest {hi[-1]}", body, slug="wages")
    # missing
    s = r.randint(3, 9)
    n = r.randint(800, 4000)
    text(rec, "log", "stata", "imitated Stata", "missing-rows", f"{s} missing values generated", S.stata_head(r, t) + f". gen lninc = ln(income)\n({s} missing values generated)\n\n. count\n  {n:,}\n\n. summarize lninc if e(sample), meanonly\n. display r(mean)\n10.204{r.randint(10, 99)}\n", topic=t)
    t2 = rec.topic("en")
    v = [x[0] for x in matrix(r, len(t2["rows"]), 1, "arithmetic")[0]]
    s = r.randint(2, 9)
    text(rec, "lst", "sas", "imitated SAS", "missing-rows", f"Frequency Missing = {s}", S.sas_oneway(t2, v) + f"\n{'Frequency Missing = ' + str(s):^78}\n".rstrip() + "\n", topic=t2)
    t2 = rec.topic("en")
    s = r.randint(2, 9)
    text(rec, "txt", "spss", "imitated SPSS", "missing-rows", f"Missing {s}", S.spss_freq(t2, [x[0] for x in matrix(r, len(t2["rows"]), 1, "arithmetic")[0]], s), topic=t2)
    s = r.randint(2, 9)
    n = r.randint(5000, 20000)
    text(rec, "log", "log", "log writer", "missing-rows", f"dropped {s} rows", f"[etl] read episodes.csv: {n} rows, 41 columns\n[etl] parse dates ... ok\n[etl] dropped {s} rows with invalid discharge date\n[etl] wrote episodes.parquet in 3.2 s\n", slug="etl")
    s = r.randint(2, 9)
    text(rec, "log", "stata", "imitated Stata", "missing-rows", f"{s} observations deleted", f". drop if missing(ethnicity)\n({s} observations deleted)\n\n. mean score, over(arm)\n\nMean estimation                          Number of obs = {n:,}\n\n---------------------------------------------------------------\n             |       Mean   Std. err.     [95% conf. interval]\n-------------+-------------------------------------------------\nc.score@arm  |\n     Control |   24.31202   .2104472      23.89953    24.72451\nIntervention |   26.90114   .2098871      26.48975    27.31253\n---------------------------------------------------------------\n", slug="arm_means")


def differences(rec):
    """Hidden small counts to be had from two tables or from a percentage."""
    r = rec.r
    for form in ("xlsx", "docx"):
        t = rec.topic("en")
        v = [x[0] for x in matrix(r, len(t["rows"]), 1, "arithmetic")[0]]
        i, s = r.randrange(len(v)), r.randint(2, 9)
        u = [x - r.randint(11, 12 + x // 9) if x > 40 else x for x in v]
        u[i] = v[i] - s
        d = Doc(t, "")
        d.t("All " + t["unit"], [t["rv"], "N"], [[a, b] for a, b in zip(t["rows"], v)])
        d.t("Without residents of other regions", [t["rv"], "N"], [[a, b] for a, b in zip(t["rows"], u)])
        put(rec, d, form, "arithmetic", f"hidden {s} = {v[i]} − {u[i]} ({t['rows'][i]} from other regions)")
    for form in ("csv", "pdf"):
        t = rec.topic()
        n, s = r.randint(240, 700), r.randint(2, 6)
        parts = [s] + split(r, n - s, len(t["rows"]) - 1, 14)
        r.shuffle(parts)
        d = Doc(t, "")
        dec = (lambda x: x) if t["lang"] == "en" else (lambda x: x.replace(".", ","))
        d.t(t["title"], [t["rv"], f"% (N = {n})"], [[a, dec(f"{100 * x / n:.2f}")] for a, x in zip(t["rows"], parts)])
        put(rec, d, form, "arithmetic", f"hidden {s} = {100 * s / n:.2f} % of {n}")
    # hidden in a one-way table with its total, in a listing
    t = rec.topic("en")
    v = [x[0] for x in matrix(r, len(t["rows"]), 1, "arithmetic")[0]]
    i, s = r.randrange(len(v)), r.randint(2, 9)
    v[i] = s
    lw = max(map(len, t["rows"])) + 2
    body = f"{t['title']}\n\n{t['rv']:<{lw}}{'n':>8}\n" + "".join(f"{a:<{lw}}{'<10' if k == i else x:>8}\n" for k, (a, x) in enumerate(zip(t["rows"], v))) + f"{'All':<{lw}}{sum(v):>8}\n"
    text(rec, "txt", "text-table", "python", "arithmetic", f"hidden {s} = {sum(v)} − " + " − ".join(str(x) for k, x in enumerate(v) if k != i), body, topic=t)
    # cumulative
    t = rec.topic("en")
    steps = [r.randint(30, 90) for _ in range(6)]
    k = r.randint(2, 4)
    steps[k] = r.randint(2, 9)
    cum = [sum(steps[: i + 1]) for i in range(6)]
    name = rec.name("json", t)
    rec.write(name, json.dumps({"title": "Cumulative number of " + t["unit"] + " with the outcome", "month": [1, 2, 3, 4, 5, 6], "cumulative": cum}, indent=1))
    rec.label(name, "json", "python json", "arithmetic", f"hidden {steps[k]} = {cum[k]} − {cum[k - 1]}")


def life_tables(rec):
    r = rec.r
    def table(lo_events):
        n, rows, surv = r.randint(2200, 4000), [], 1.0
        for y in range(r.randint(6, 9)):
            e, c = r.randint(*lo_events), r.randint(40, 160)
            surv *= 1 - e / (n - c / 2)
            rows.append((f"{y}-{y + 1}", n, c, e, surv))
            n -= e + c
        return rows
    rows = table((12, 90))
    k = r.randrange(3, len(rows))
    rows[k] = (rows[k][0], rows[k][1], rows[k][2], r.randint(2, 9), rows[k][4])
    body = "Life table: time from diagnosis to death (years)\n\n interval   entering   withdrawn   deaths   cum. survival\n" + "".join(f"{a:>9}{n:>11}{c:>12}{e:>9}{s:>16.4f}\n" for a, n, c, e, s in rows)
    text(rec, "txt", "text-table", "python", "small-count", f"{rows[k][3]} deaths in interval {rows[k][0]}", body, slug="survtime")
    rows = table((14, 90))
    body = "The LIFETEST Procedure\n\n       Life Table Survival Estimates\n\n     Interval        Number     Number     Effective\n  [Lower,   Upper)   Failed    Censored   Sample Size     Survival\n"
    body += "".join(f"{i:>8}{i + 1:>9}{e:>9}{c:>12}{n - c / 2:>14.1f}{s:>13.4f}\n" for i, (a, n, c, e, s) in enumerate(rows))
    text(rec, "lst", "sas", "imitated SAS", "harmless", "life table, all events from 14 up", body, slug="lifetest")
    lx, body = 100000, "x\tqx\tex\n"
    for x in range(0, 100, 5):
        body += f"{x}\t{0.0008 * 1.55 ** (x / 5):.5f}\t{82 - x * .93 + x * x * .0019:.2f}\n"
    text(rec, "tsv", "tsv", "python", "harmless", "abridged life table, rates only", body, slug="mortality_lt")


def main():
    rec = arguments("make_numbers")
    for form in ("csv", "xlsx", "docx", "html", "odt", "latex", "json"):
        put(rec, *(lambda d: (d[0], form, "extreme", d[1]))(means_doc(rec, True)))
    for form in ("csv", "docx", "html", "pptx", "pdf", "sql"):
        d, _ = means_doc(rec, False)
        put(rec, d, form, "harmless", "means without extremes")
    listings(rec)
    differences(rec)
    life_tables(rec)
    rec.done()


if __name__ == "__main__":
    main()
