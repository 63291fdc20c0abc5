from core import *
from gen_rows import END
K, A, H, S = "rows-of-people", "arithmetic", "harmless", "small-count"
# ---------- rows
@g(K, "largest values by group as a tibble", "rp:bank_it")
def m_slice(c): c.R("suppressMessages(library(dplyr))\n@df %>% group_by(@c1) %>% slice_max(@n1, n = 3, with_ties = FALSE) %>% select(@id, @ag, @rg, @n1) %>% print(n = 20)", c.data(900))
@g(K, "messages, one for each person", "rp:soc_pl")
def m_msg(c): c.R("for (i in 1:9) { z <- @df[i, ]; if (z$@n2 > 8) message('osoba ', z$@id, ' (', z$@c2, ', ', z$@ag, ' l.): ', z$@c1, ', ', z$@n1, ' zl od ', z$@dt) }\ncat('sprawdzono', nrow(@df), '\\n')", c.data(260), mode="out", head="Loading required package: Matrix")
@g(K, "members of a group printed", "pp:hous_de")
def m_getg(c): c.P("g = @df.groupby(['@c1', '@rg'])\nprint(g.ngroups)\nprint(g.get_group(('%s', '%s')).head(11).drop(columns='@b').to_string(index=False))" % (c.L1[0], c.LR[1]), c.data(700))
@g(K, "transposed records of a few people in a sheet", "xlsx:pris_it")
def m_trans(c):
    D = c.data(40).head(c.i(3, 7)); D = D.drop(columns=[c.id]); c.doc([("p", "scheda casi"), ("t", ["campo"] + ["caso %d" % (k + 1) for k in range(len(D))], [[v] + D[v].tolist() for v in D.columns], None)])
@g(K, "long event file with several lines for each person", "pc:lab_pl rc:tax_pt")
def m_long(c):
    rows = []
    for r in c.data(14).to_dict("records"):
        t = pd.Timestamp(r[c.dt])
        for k in range(c.i(2, 5)): t += pd.Timedelta(days=c.i(20, 400)); rows.append([r[c.id], str(t.date()), c.py.choice(c.L1), round(float(r[c.n1] * c.r.uniform(.6, 1.6)), 1)])
    c.doc([("t", [c.id, "data", "evento" if c.lang == "pt" else "zdarzenie", c.n1], rows, None)])
@g(K, "PROC TRANSPOSE of a few people", "sas:tran_fr")
def m_ptr(c):
    D = c.data(30).head(5); c.sas("Obs    _NAME_       " + "".join("%18s" % ("COL%d" % q) for q in range(1, 6)) + "\n\n" + "\n".join("%3d    %-12s%s" % (k + 1, v, "".join("%18s" % x for x in D[v])) for k, v in enumerate(D.columns)))
@g(K, "notes on interviewees one after another", "pdf:lab_pt md:hous_fr")
def m_notes(c):
    D = c.data(30).head(c.i(4, 7)); T = {"pt": "Entrevista {k} — homem ou mulher de {a} anos, {r}, ramo {c1}. Ganhava cerca de {x} euros. {e}", "fr": "Entretien {k}. {a} ans, {r}, {c2}, logement {c1}, loyer {x} euros. {e}"}[c.lang]
    c.doc([("h", "@title")] + [("p", T.format(k=k + 1, a=r[c.ag], r=r[c.rg], c1=r[c.c1], c2=r[c.c2], x=c.f(r[c.n1], 0), e=c.py.choice(END[c.lang]))) for k, r in enumerate(D.to_dict("records"))])
# ---------- arithmetic
def nmodels(c):
    n = c.i(2500, 9000); k = c.i(2, 9); is19(k); return [n, n - k, n - k - c.i(60, 300)]
def star(c, N):
    V = [v for v, *_ in c.coefs(5)]; R = []; st = lambda z: "*" * int((z > 1.645) + (z > 1.96) + (z > 2.576))
    for v in V:
        b, se = c.r.normal(0, .3, len(N)), c.r.uniform(.02, .2, len(N)); R += [[v] + [c.f(x, 3) + st(abs(x / y)) for x, y in zip(b, se)], [""] + ["(%s)" % c.f(y, 3) for y in se]]
    return R + [["N" if c.lang != "en" else "Observations"] + [c.n(q) for q in N], ["R²"] + [c.f(c.r.uniform(.05, .4), 3) for _ in N]]
@g(A, "regression table whose models differ by a few people", "md:soc_it docx:tax_en xlsx:lab_de")
def m_star(c): N = nmodels(c); c.doc([("h", "@title"), ("t", ["", "(1)", "(2)", "(3)"], star(c, N), "%s 3" % c.w["table"]), ("p", "* p<0.10, ** p<0.05, *** p<0.01")])
@g(A, "esttab with different numbers of observations", "st:bank_es")
def m_esttab(c):
    N = nmodels(c); ln = "-" * 60; R = ["%-12s%16s%16s%16s" % ("", "(1)", "(2)", "(3)"), "%-12s%16s%16s%16s" % (("",) + (c.b,) * 3), ln]
    for v, *_ in c.coefs(5):
        t = c.r.normal(0, 2.5, 3); R += ["%-12s%16s%16s%16s" % ((v,) + tuple("%.4f%s" % (x * .07, ("*" * int((abs(x) > 1.96) + (abs(x) > 2.576) + (abs(x) > 3.29))).ljust(3)) for x in t)), "%-12s%16s%16s%16s" % (("",) + tuple("(%.2f)   " % x for x in t)), ""]
    c.stata(". esttab m1 m2 m3\n\n%s\n%s\n%s\n%-12s%16d%16d%16d\n%s\nt statistics in parentheses\n* p<0.05, ** p<0.01, *** p<0.001" % (ln, "\n".join(R[:-1]), ln, "N", N[0], N[1], N[2], ln))
@g(A, "parts of a flow which leave a few people over", "pptx:lab_en pdf:hosp_es")
def m_flow(c):
    n = c.i(2000, 6000); a, b = c.i(60, 300), c.i(40, 200); k = c.i(2, 9); f = n - a - b - k; is19(n - a - b - f)
    t = ["%s invited", "%s refused", "%s not reached", "%s interviewed"] if c.lang == "en" else ["%s elegibles", "%s rehusaron", "%s no localizados", "%s analizados"]; c.doc([("h", "@title")] + [("p", x % c.n(q)) for x, q in zip(t, (n, a, b, f))] + ([("p", "Weights: 3 strata")] if c.lang == "en" else []))
@g(A, "odds and number of people", "docx:hous_es md:pris_en")
def m_odds(c):
    n = c.i(400, 1500); k = c.i(2, 9); o = round(k / (n - k), 5); is19(o / (1 + o) * n); t = {"es": "Las odds de {b} fueron {o} en los {n} {u} de {r}.", "en": "The odds of {b} were {o} among the {n} {u} of {r}."}[c.lang]; c.doc([("h", "@title"), ("p", t.format(b=c.b, o=c.f(o, 5), n=c.n(n), u=c.unit, r=c.LR[1])), ("p", "OR %s (95 %% CI %s – %s)" % (c.f(.6, 2), c.f(.31, 2), c.f(1.2, 2)))])
@g(A, "two tables, with and without a group", "xlsx:tran_da html:pol_fr")
def m_twotab(c):
    a = [c.i(100, 900) for _ in c.LR]; b = [q - c.i(14, 60) for q in a]; j = c.i(0, len(a) - 1); b[j] = a[j] - c.i(1, 9); tot = lambda v: [[l, x] for l, x in zip(c.LR, v)] + [[c.w["total"], sum(v)]]
    c.doc([("p", "@title"), ("t", [c.rg, c.w["n"]], tot(a), "%s A. %s" % (c.w["table"], c.w["all"])), ("t", [c.rg, c.w["n"]], tot(b), "%s B. %s %s" % (c.w["table"], {"da": "uden", "fr": "sans"}[c.lang], c.L1[1]))])
@g(A, "survival estimate and size of the group, no censoring", "rp:hosp_de")
def m_surv(c):
    n = c.i(300, 700); k = c.i(2, 9); c.R("# keine Zensierung vor Tag 90\nlibrary(survival)\nf <- survfit(Surv(tt, ev) ~ 1)\nf$n\nround(summary(f, times = 30)$surv, 5)\nround(summary(f, times = 30)$std.err, 5)", prep="tt <- c(sample(2:29, %d, TRUE), rep(90, %d)); ev <- rep(1:0, c(%d, %d))" % (k, n - k, k, n - k), check="round((1 - round(summary(f, times = 30)$surv, 5)) * f$n) == %d" % k)
# ---------- harmless
@g(H, "regression table with one large N", "md:bank_es docx:pol_fr")
def m_star2(c): n = c.i(2500, 40000); c.doc([("h", "@title"), ("t", ["", "(1)", "(2)", "(3)"], star(c, [n] * 3), "%s 3" % c.w["table"]), ("p", "* p<0.10, ** p<0.05, *** p<0.01")])
@g(H, "gmodels cross-table with large cells", "rp:pol_en")
def m_gm(c): c.R("library(gmodels)\nCrossTable(@df$@c1, @df$@c2, prop.t = FALSE, prop.chisq = FALSE, chisq = TRUE)", c.big(3500), check="all(table(@df$@c1, @df$@c2) >= 10)")
@g(H, "HTML made by xtable or kable", "html:char_de html:hous_es")
def m_xt(c): c.R(c.pick("m <- glm(@b ~ @c1 + log(@n1), binomial, @df); print(xtable::xtable(m, caption = '@title'), type = 'html', file = OUT)", "t <- addmargins(table(@df$@rg, @df$@c2)); writeLines(as.character(knitr::kable(as.data.frame.matrix(t), format = 'html', caption = '@title')), OUT)"), c.big(4000), mode="file", check="all(table(@df$@rg, @df$@c2) >= 10)")
@g(H, "SPSS regression and t-test", "html:lab_de")
def m_spss(c): c.spss("T-TEST /GROUPS=@b(0,1) /VARIABLES=@ag @n2.\nREGRESSION /VARIABLES=@ag @n2 /DEPENDENT=@n1 /STATISTICS=COEFF R ANOVA.", c.big(1500))
@g(H, "heat map of correlations", "svg:soc_it")
def m_heat(c):
    import matplotlib.pyplot as plt; D = c.big(1500); v = [c.ag, c.n1, c.n2, c.b]; R = D[v].corr().values; fg, ax = plt.subplots(figsize=(4, 3.6)); ax.imshow(R, vmin=-1, vmax=1, cmap="RdBu")
    for i in range(4):
        for j in range(4): ax.text(j, i, "%.2f" % R[i, j], ha="center")
    ax.set_xticks(range(4), v, fontsize=7); ax.set_yticks(range(4), v, fontsize=7); fg.savefig(c.path, metadata={"Date": None}); plt.close(fg); c.done()
@g(H, "long loop of models over outcomes", "rp:tax_pt pp:hosp_fr")
def m_loop(c):
    D = c.big(4000)
    if c.form == "r-print": c.R("for (v in c('@ag', '@n1', '@n2')) for (f in c('@c1', '@c2', '@rg')) { cat('\\n=====', v, '~', f, '=====\\n'); print(anova(lm(as.formula(paste(v, '~', f)), @df))); print(round(tapply(@df[[v]], @df[[f]], mean), 2)); print(sapply(split(@df[[v]], @df[[f]]), quantile, c(.1, .5, .9))) }", D)
    else: c.P("import statsmodels.formula.api as smf\nfor v in ['@ag', '@n1', '@n2']:\n    for f in ['@c1', '@c2', '@rg']:\n        m = smf.ols(f'{v} ~ C({f})', data=@df).fit()\n        print(f'----- {v} ~ {f}: F={m.fvalue:.3f} p={m.f_pvalue:.4f} R2={m.rsquared:.4f}')\n        print(m.summary().tables[1])\n", D, echo=False)
@g(H, "PROC PHREG or GENMOD estimates", "sas:pris_pl")
def m_phreg(c):
    n = c.i(3000, 9000); e = c.i(400, 1200); c.sas("                           The PHREG Procedure\n\n                 Number of Observations Read      %d\n                 Number of Observations Used      %d\n\n     Summary of the Number of Event and Censored Values\n\n                                              Percent\n          Total       Event    Censored      Censored\n          %5d       %5d       %5d         %5.2f\n\n          Convergence Status\nConvergence criterion (GCONV=1E-8) satisfied.\n\nParameter      DF     Estimate       Error    Chi-Square    Pr > ChiSq    Hazard Ratio\n\n%s" % (n, n, n, e, n - e, 100 - 100 * e / n, "\n".join("%-12s    1    %9.5f   %9.5f    %10.4f       %7s    %12.3f" % (v, b, s, z * z, "<.0001" if p < 1e-4 else "%.4f" % p, np.exp(b)) for v, b, s, z, p, lo, hi in c.coefs()))); ok10([e, n - e])
@g(H, "esttab with equal large N, margins", "st:hosp_fr")
def m_est2(c):
    n = c.i(3000, 9000); R = []
    for v, b, s, z, p, lo, hi in c.coefs(6): R += ["%-12s%16s%16s" % (v, "%.3f%s" % (b, "***" if p < .001 else "   "), "%.3f   " % (b * 1.1)), "%-12s%16s%16s" % ("", "(%.3f)   " % s, "(%.3f)   " % (s * 1.2)), ""]
    c.stata(". esttab m1 m2, se\n\n%s\n%s\n%s\n%-12s%16d%16d\n%s\nStandard errors in parentheses\n\n. margins, at(age=(30(20)70))\n\n%s" % ("-" * 44, "\n".join(R[:-1]), "-" * 44, "N", n, n, "-" * 44, st_coef([("%d._at" % q, .1 * q + .1, .012, (.1 * q + .1) / .012, 0, .1 * q + .1 - .024, .1 * q + .1 + .024) for q in (1, 2, 3)], "", "z", "    Margin")))
@g(S, "sentences and a short table with small numbers", "docx:hous_de md:pris_it")
def m_small(c):
    T = {"de": "In {r} kam es zu {k} Räumungen, in {r2} zu {m}.", "it": "A {r} si registrano {k} casi, a {r2} {m}."}[c.lang]; c.doc([("h", "@title"), ("p", T.format(r=c.LR[0], r2=c.LR[1], k=c.i(2, 9), m=c.i(30, 90))), ("p", "%s %s: %s" % (c.w["mean"], c.n1, c.m1()))])
