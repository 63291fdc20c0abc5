from core import *
A = "arithmetic"
def vec(c, k, lo=18, hi=400):   # counts, one of them 1..9
    v = [c.i(lo, hi) for _ in range(k)]; j = c.i(0, k - 1); v[j] = c.i(1, 9); return v, j
def rare(c, n, k):              # data in which exactly k people have b = 1
    D = c.big(n); D[c.b] = 0; D.loc[D.sample(k, random_state=k).index, c.b] = 1; return D
def mask(c): return c.pick("<10", "*", "-", "s", ".", "x", "n<10", "..", "[c]", "<5") 
# ---------- R
@g(A, "masked cell, the margins give it back", "rp:pris_it")
def r_mask(c):
    D = c.big(900); L = c.L1; k = c.i(1, 9); ix = D[(D[c.c1] == L[1]) & (D[c.c2] == c.L2[0])].index; D = D.drop(ix[k:]); 
    need(k < 10); m = c.pick("'<10'", "'*'", "'.'"); c.R("tt <- addmargins(table(@df$@c1, @df$@c2))\nt2 <- ifelse(tt > 0 & tt < 10, %s, tt)\nprint(t2, quote = FALSE, right = TRUE)\nchisq.test(table(@df$@c1, @df$@c2))$p.value" % m, D, check="sum(tt < 10) == 1 && sum(t2 == %s) == 1" % m)
@g(A, "number of rows before and after a filter", "rp:char_de")
def r_filter(c):
    n = c.i(1500, 6000); k = c.i(2, 9); D = c.big(n); ix = D.sample(k, random_state=5).index
    if c.pick(0, 1): D[c.n2] = D[c.n2].astype(float); D.loc[ix, c.n2] = np.nan; c.R("nrow(@df)\n@df <- subset(@df, !is.na(@n2))\nm <- glm(@b ~ @ag + log(@n2), family = binomial, data = @df)\nnobs(m)\nround(cbind(OR = exp(coef(m)), confint.default(m)), 3)", D, check="%d - nobs(m) == %d" % (n, k))
    else: D[c.ag] = D[c.ag].clip(18, 85); D.loc[ix, c.ag] = 117; c.R("dim(@df)\n# Ausreißer raus (Tippfehler?)\n@df <- @df[@df$@ag < 110, ]\ndim(@df)\nround(tapply(@df$@n1, @df$@c1, mean), 2)", D, check="nrow(@df) == %d" % (n - k))
@g(A, "shares with N, one share stands for a few people", "rp:pol_fr")
def r_share(c):
    n = c.i(500, 2500); D = c.big(n); k = c.i(2, 9); ix = D[D[c.c1] == c.L1[2]].index; D = D.drop(ix[k:]); c.R("N <- nrow(@df); N\nround(100 * prop.table(table(@df$@c1)), 2)\nround(tapply(@df$@n1, @df$@c2, median), 0)", D, check="min(table(@df$@c1)) == %d" % k)
@g(A, "means of a 0/1 variable by group and group sizes", "rp:hosp_es")
def r_mean(c):
    D = c.big(2500); g_ = c.LR[0]; ix = D[D[c.rg] == g_].index; D.loc[ix, c.b] = 0; k = c.i(2, 9); D.loc[ix[:k], c.b] = 1; c.R("table(@df$@rg)\naggregate(@b ~ @rg, data = @df, FUN = mean)\nkruskal.test(@n1 ~ @rg, data = @df)", D, check="sum(@df$@b[@df$@rg == '%s']) == %d" % (g_, k))
@g(A, "cumulative counts which differ by a few", "rp:lab_de")
def r_cum(c):
    v, j = vec(c, 8); c.R("cumsum(n)   # kumuliert\nround(cumsum(n) / sum(n), 3)", prep="n <- setNames(c(%s), paste0(2010:2017))" % ",".join(map(str, v)), check="sum(n < 10) == 1 && all(cumsum(n) >= 10)")
    need(np.cumsum(v)[0] >= 10)
@g(A, "two frequency tables of one variable that differ by a few people", "rp:dent_fi")
def r_two(c):
    D = c.big(1600); ix = D[D[c.c1] == c.L1[0]].sample(c.i(2, 8), random_state=2).index; D["ok"] = 1; D.loc[ix, "ok"] = 0; D.loc[D[D[c.c1] == c.L1[1]].sample(21, random_state=1).index, "ok"] = 0
    c.R("library(gmodels)\na <- table(@df$@c1)\na\n# ilman puutteellisia\nb <- table(@df$@c1[@df$ok == 1])\nb\nround(sd(@df$@n1[@df$ok == 1]), 2)", D, check="min((a - b)[a - b > 0]) < 10")
@g(A, "expected counts and observed minus expected", "rp:uni_sv")
def r_exp(c):
    v = [[c.i(40, 200), c.i(3, 9)], [c.i(40, 200), c.i(20, 60)], [c.i(40, 200), c.i(14, 50)]]; c.R("ch <- suppressWarnings(chisq.test(x))\nround(ch$expected, 2)\n# observerat minus förväntat\nround(x - ch$expected, 2)\nch$p.value", prep="x <- matrix(c(%s), 3, byrow = TRUE, dimnames = list(c('%s'), c('nej', 'ja')))" % (",".join(str(q) for r in v for q in r), "','".join(c.L1[:3])), check="sum(x < 10) == 1 && all(ch$expected >= 10)")
# ---------- pandas
@g(A, "mean of an indicator and count", "pp:pris_pl")
def p_mean(c):
    n = c.i(600, 3000); k = c.i(2, 9); D = rare(c, n, k); c.P("print(len(@df))\nprint(@df['@b'].agg(['count', 'mean', 'std']))\nprint(@df.groupby('@c1')['@n1'].median())", D); is19(round(k / n, 6) * n)
@g(A, "normalised value counts with the number of rows", "pp:hous_fr")
def p_norm(c):
    D = c.big(1200); ix = D[D[c.c2] == c.L2[1]].index; k = c.i(3, 9); D = D.drop(ix[k:]); c.P("print('lignes :', len(@df))\nprint(@df['@c2'].value_counts(normalize=True).mul(100).round(3))\nprint(@df[['@ag', '@n1']].corr(method='spearman').round(3))", D, echo=False); is19((D[c.c2] == c.L2[1]).sum())
@g(A, "crosstab with margins and a masked cell", "pp:lab_pt")
def p_mask(c):
    D = c.big(1500); ix = D[(D[c.c1] == c.L1[2]) & (D[c.c2] == c.L2[1])].index; D = D.drop(ix[c.i(1, 9):]); X = pd.crosstab(D[c.c1], D[c.c2]); need((X < 10).values.sum() == 1)
    c.P("t = pd.crosstab(@df['@c1'], @df['@c2'], margins=True, margins_name='Total')\nprint(t.astype(object).mask(t < 10, '%s').to_string())" % mask(c), D)
@g(A, "log of row numbers at each step", "pp:tran_da")
def p_log(c):
    n = c.i(8000, 90000); k = c.i(2, 9); a, b, d = c.i(120, 800), k, c.i(60, 400); t = ["read", "after joining on @id", "after dropping records without @dt", "after @ag filter"]; N = [n, n - a, n - a - b, n - a - b - d]
    c.text("\n".join("%s  INFO  %s: %s rows" % ("2023-05-0%d 1%d:%02d:%02d" % (3, 1, 14 + i, c.i(0, 59)), c.sub(x), "{:,}".format(q) if n % 2 else q) for i, (x, q) in enumerate(zip(t, N))) + "\nmodel: HistGradientBoostingClassifier(max_iter=%d)\ncv auc: %.3f (sd %.3f)\n" % (c.i(100, 400), .7 + c.r.random() * .1, .01)); is19(N[1] - N[2])
# ---------- Stata
@g(A, "sample size and model N differ by a few", "st:hosp_en")
def s_n(c):
    import statsmodels.formula.api as F
    n = c.i(900, 4000); k = c.i(2, 9); D = c.big(n); M = D.iloc[k:]; m = F.ols("%s ~ %s + C(%s)" % (c.n1, c.ag, c.c2), M).fit(); is19(n - m.nobs)
    c.stata(". count\n  %s\n\n. tabulate @c2\n\n%s\n\n. regress @n1 @ag i.@c2\n\n%s%s" % ("{:,}".format(n), st_tab(c.c2, D[c.c2]), st_regtop(m), st_coef(reg(m), c.n1))); ok10(D[c.c2].value_counts())
@g(A, "two-way table, one cell blanked by hand", "st:tax_pt")
def s_mask(c):
    X = pd.DataFrame(c.r.integers(20, 300, (len(c.L1), 2)), index=c.L1, columns=c.L2[:2]); k = c.i(1, 9); X.iloc[1, 1] = k; t = st_tab2(c.c1, c.c2, X); need(t.count(" %d " % k) == 1); c.stata(". tabulate @c1 @c2, chi2\n\n" + t.replace(" %d " % k, " %s " % c.pick("*", ".", "s")) + "\n\n" + chi2(X))
@g(A, "row percentages and totals", "st:pol_en")
def s_row(c):
    n = [c.i(150, 900) for _ in c.L1]; k = [c.i(30, 90) for _ in n]; k[2] = c.i(2, 9); o = ["%14s |   %s Yes |     Total" % (c.c1, c.b), "-" * 15 + "+" + "-" * 32]
    for l, a, b in zip(c.L1, n, k): o.append("%14s |  %17.2f  | %9s" % (l[:14], 100 * b / a, "{:,}".format(a)))
    c.stata(". table (@c1) (), stat(percent @b) stat(count @b) nformat(%%9.2f)\n\n%s\n%s\n%14s |  %17.2f  | %9s" % ("\n".join(o), "-" * 48, "Total", 100 * sum(k) / sum(n), "{:,}".format(sum(n)))); is19(round(100 * k[2] / n[2], 2) * n[2] / 100)
@g(A, "mean of 0/1 variables and observations", "st:char_en")
def s_sum(c):
    n = c.i(700, 2500); D = pd.DataFrame({"lapsed": 0, "deceased": 0, "refund": 0, "gift": np.round(c.r.lognormal(3.4, .8, n), 2)}); ks = [c.i(80, 300), c.i(2, 9), c.i(20, 60)]
    for v, k in zip(D, ks): D.loc[D.sample(k, random_state=k).index, v] = 1
    c.stata(". tabstat lapsed deceased refund gift, statistics(n mean sd) columns(statistics)\n\n    Variable |         N      Mean        SD\n-------------+------------------------------\n%s\n--------------------------------------------" % "\n".join("%12s | %9d  %8s  %8s" % (v, n, s7(D[v].mean()), s7(D[v].std())) for v in D)); is19(float(s7(D.deceased.mean())) * n)
# ---------- SAS
@g(A, "PROC FREQ percentages without counts, N in the title", "sas:bank_it")
def a_pct(c):
    v, j = vec(c, 5, 30, 260); n = sum(v); lv = (c.LR + ["Altro"])[:5]; cum = 0; o = ["The FREQ Procedure".center(76).rstrip(), "", "                             Cumulative", "%-14s     Percent       Percent" % c.rg, "-" * 44]
    for l, q in zip(lv, v): cum += q; o.append("%-14s     %7.2f       %7.2f" % (l, 100 * q / n, 100 * cum / n))
    c.sas("\n".join(o), "Mutui in sofferenza 2016, N = %d" % n); is19(round(100 * v[j] / n, 2) * n / 100)
@g(A, "PROC MEANS of an indicator by class", "sas:hous_es")
def a_mean(c):
    n = [c.i(90, 800) for _ in c.LR]; k = [c.i(20, 60) for _ in n]; k[1] = c.i(2, 9); o = ["The MEANS Procedure".center(70).rstrip(), "", "Analysis Variable : %s".rjust(40) % c.b, "", "%-14s     N Obs       N            Mean         Std Dev" % c.rg, "-" * 64]
    for l, a, b in zip(c.LR, n, k): p = b / a; o.append("%-14s    %6d  %6d    %12.7f    %12.7f" % (l, a, a, p, np.sqrt(p * (1 - p) * a / (a - 1))))
    c.sas("\n".join(o + ["-" * 64])); is19(k[1])
@g(A, "SAS log, observations read and written", "sas:lab_en")
def a_log(c):
    n = c.i(9000, 70000); k = c.i(2, 9); a = c.i(100, 900); c.sas("14   data claims1;\n15     set raw.claims;\n16     if jcp ne '';\n17   run;\n\nNOTE: There were %d observations read from the data set RAW.CLAIMS.\nNOTE: The data set WORK.CLAIMS1 has %d observations and 31 variables.\nNOTE: DATA statement used (Total process time):\n      real time           0.%02d seconds\n\n18   data claims2;\n19     set claims1;\n20     if nationality ne 'stateless';\n21   run;\n\nNOTE: There were %d observations read from the data set WORK.CLAIMS1.\nNOTE: The data set WORK.CLAIMS2 has %d observations and 31 variables." % (n, n - a, c.i(10, 99), n - a, n - a - k), "")
@g(A, "masked frequency next to cumulative frequency", "sas:soc_pl")
def a_cum(c):
    v, j = vec(c, 6, 25, 300); need(0 < j < 5); n = sum(v); k = 0; o = ["The FREQ Procedure".center(76).rstrip(), "", " " * 44 + "Cumulative", "%-18s     Frequency     Frequency" % "typ_pomocy", "-" * 54]
    for l, q in zip(["żywność", "opał", "schronienie", "odzież", "posiłki", "usługi"], v): k += q; o.append("%-18s     %9s     %9d" % (l, q if q > 9 else "<10", k))
    c.sas("\n".join(o), "Decyzje pozytywne"); is19(v[j])
@g(A, "LIFETEST summary: total and censored", "sas:pris_en")
def a_life(c):
    n = c.i(300, 900); k = c.i(2, 9); n2 = c.i(300, 900); k2 = c.i(40, 90); o = "                          The LIFETEST Procedure\n\n          Summary of the Number of Censored and Uncensored Values\n\nStratum    status         Total    Censored     Percent Censored\n\n      1    Remand     %9d   %9d   %14.2f\n      2    Sentenced  %9d   %9d   %14.2f\n----------------------------------------------------------------\n  Total               %9d   %9d   %14.2f\n\n\n    Test of Equality over Strata\n\nTest      Chi-Square      DF      Pr >\nLog-Rank     %8.4f       1      <.0001" % (n, n - k, 100 - 100 * k / n, n2, n2 - k2, 100 - 100 * k2 / n2, n + n2, n + n2 - k - k2, 100 - 100 * (k + k2) / (n + n2), c.r.uniform(20, 60)); c.sas(o)
# ---------- documents and data files: shared table builders
def t_masked(c):
    v, j = vec(c, len(c.LR)); rows = [[l, q if i != j else mask(c), c.m1()] for i, (l, q) in enumerate(zip(c.LR, v))] + [[c.w["total"], sum(v), c.m1()]]; is19(v[j]); return [c.rg, c.w["n"], c.w["mean"] + " " + c.n1], rows
def t_sexes(c):
    a = [c.i(60, 900) for _ in c.LR]; f_ = [q - c.i(20, 40) for q in a]; f_[1] = a[1] - c.i(1, 9); return [c.rg, c.w["all"], c.w["women"]], [list(x) for x in zip(c.LR, a, f_)]
def t_rate(c):
    ev = [c.i(20, 160) for _ in c.LR]; ev[2] = c.i(2, 9); pop = [c.i(1500, 9000) for _ in ev]; is19(round(1000 * ev[2] / pop[2], 2) * pop[2] / 1000); return [c.rg, c.pick("population", "pop", "base"), "rate_1000"], [[l, p, round(1000 * e / p, 2)] for l, e, p in zip(c.LR, ev, pop)]
def t_subtot(c):
    rows = []
    for gi, gname in enumerate(c.L2[:2]):
        v = [c.i(20, 300) for _ in c.L1]
        if gi == 1: v[0] = c.i(1, 9)
        rows += [[gname, l, q if q > 9 else "NA"] for l, q in zip(c.L1, v)] + [[gname, c.w["total"], sum(v)]]
    return [c.c2, c.c1, "n"], rows
def t_pct(c):
    n = [c.i(90, 700) for _ in c.L1]; k = [c.i(15, 60) for _ in n]; k[0] = c.i(2, 9); is19(round(100 * k[0] / n[0], 1) * n[0] / 100); need(.05 * n[0] / 100 < .5); return [c.c1, c.w["n"], c.b + " (%)"], [[l, a, c.f(100 * b / a, 1)] for l, a, b in zip(c.L1, n, k)]
def t_cumw(c):
    v, j = vec(c, 9, 14, 90); need(j > 0); return [c.w["year"] if 0 else "week", "cum_n"], [[20 + i, int(q)] for i, q in enumerate(np.cumsum(v))]
def t_oe(c):
    o = [c.i(20, 90) for _ in c.LR]; o[1] = c.i(2, 9); e = [round(q * c.r.uniform(.7, 1.5), 1) for q in o]; e[1] = round(c.r.uniform(10.2, 14), 1); sm = [round(a / b, 2) for a, b in zip(o, e)]; need(abs(sm[1] * e[1] - o[1]) < .3); return [c.rg, "expected", "SMR"], [[l, b, x] for l, b, x in zip(c.LR, e, sm)]
def t_diff(c):
    a = [c.i(200, 900) for _ in c.LR]; b = [q - c.i(15, 40) for q in a]; b[0] = a[0] - c.i(1, 9); return [c.rg, "N (%s 1)" % c.w["table"], "N (%s 2)" % c.w["table"]], [list(q) for q in zip(c.LR, a, b)]
@g(A, "masked region and total", "rc:tax_en docx:lab_pl json:char_de")
def w_masked(c): co, r = t_masked(c); c.doc([("h", "@title"), ("t", co, r, "%s 1. %s" % (c.w["table"], c.title)), ("p", "%s: %s" % (c.w["note"], c.w["supp"]))])
@g(A, "women and all, the men follow", "pc:tran_fr")
def w_sexes(c): co, r = t_sexes(c); c.doc([("h", "@title"), ("t", co, r, c.w["table"] + " 3")])
@g(A, "rate per 1,000 and population", "pc:dent_fi")
def w_rate(c): co, r = t_rate(c); c.doc([("t", co, r, None)])
@g(A, "sub-totals with a hidden part", "rc:bank_es")
def w_subtot(c): co, r = t_subtot(c); c.doc([("t", co, r, "%s 4" % c.w["table"])])
@g(A, "percentages of shown bases", "pdf:soc_it html:hous_fr")
def w_pct(c): co, r = t_pct(c); c.doc([("p", "@title"), ("t", co, r, "%s 2" % c.w["table"]), ("p", "p < 0%s001" % (c.lang == "en" and "." or ","))])
@g(A, "cumulative column", "pc:hosp_en rc:pol_fr")
def w_cum(c): co, r = t_cumw(c); c.doc([("t", co, r, None)])
@g(A, "expected number and ratio", "pdf:pris_en xlsx:uni_sv")
def w_oe(c): co, r = t_oe(c); c.doc([("h", "@title"), ("t", co, r, "Standardised ratios"), ("p", "Expected numbers from national rates, indirect standardisation.")])
SENT = {"en": "Of the {n} {u} in the sample, {p} % were traced; the others had left the country. Model 2 uses the traced only.", "es": "De los {n} {u} de la muestra se localizó al {p} %; el resto había fallecido antes del contacto.", "it": "Dei {n} {u} del campione il {p} % ha dato il consenso; gli altri sono stati esclusi.", "pl": "Spośród {n} osób zgodę wyraziło {p} %; pozostali odmówili.", "de": "Von den {n} {u} wurden {p} % nachverfolgt; die übrigen waren verstorben.", "fr": "Sur {n} {u}, {p} % ont répondu ; les autres étaient en détention.", "pt": "Dos {n} {u}, {p} % responderam; os restantes estavam emigrados."}
@g(A, "complement of a percentage in a sentence", "docx:hosp_es pptx:soc_pl")
def w_comp(c):
    n = c.i(300, 960); k = c.i(2, 9); p = round(100 - 100 * k / n, 1); is19((100 - p) * n / 100); need(p < 100); c.doc([("h", "@title"), ("p", SENT[c.lang].format(n=c.n(n), u=c.unit, p=c.f(p, 1))), ("p", "%s %s: %s (%s %s)" % (c.w["mean"], c.n1, c.m1(), c.w["sd"], c.f(c.d["n1"][1] * c.r.uniform(.3, .6), 1)))])
@g(A, "two sentences with numbers that differ by a few", "pptx:bank_en")
def w_two(c):
    n = c.i(1200, 5000); k = c.i(2, 9); t = {"en": ["The extract held %s customers in arrears.", "We modelled %s customers; the remainder were flagged as deceased."], "es": ["La base contiene %s hogares.", "El modelo final utiliza %s hogares, una vez retirados los que sufrieron un incendio."]}[c.lang]; c.doc([("h", "@title"), ("p", t[0] % c.n(n)), ("p", "AUC 0.7%d" % c.i(10, 99)), ("p", t[1] % c.n(n - k))])
@g(A, "bar labels in percent with group sizes", "svg:lab_de")
def w_svg(c):
    import matplotlib; matplotlib.use("Agg"); import matplotlib.pyplot as plt; matplotlib.rcParams["svg.fonttype"] = "none"; matplotlib.rcParams["svg.hashsalt"] = "x"
    n = [c.i(150, 700) for _ in c.L1]; k = [c.i(20, 70) for _ in n]; k[1] = c.i(2, 9); p = [round(100 * b / a, 1) for a, b in zip(n, k)]; is19(p[1] * n[1] / 100); fg, ax = plt.subplots(figsize=(5, 3.5)); bb = ax.bar(["%s\n(n=%d)" % z for z in zip(c.L1, n)], p); ax.bar_label(bb, ["%.1f %%" % q for q in p]); ax.set_ylabel(c.b + " (%)"); fg.savefig(c.path, metadata={"Date": None}); plt.close(fg); c.done()
@g(A, "accuracy and the number tested", "json:bank_it nb:pol_en")
def w_acc(c):
    n = c.i(300, 900); k = c.i(2, 9); a = round(1 - k / n, 5); is19((1 - a) * n)
    if c.form == "json": c.text(json.dumps({"model": "xgboost", "params": {"eta": .1, "max_depth": 6}, "test": {"n": n, "accuracy": a, "auc": .9412}}, indent=2))
    else: c.NB(["md:### hold-out", "print('people in hold-out:', n)\nprint('accuracy', acc)", "pd.Series({'auc': .942, 'brier': .031})"], env=dict(n=n, acc=a))
