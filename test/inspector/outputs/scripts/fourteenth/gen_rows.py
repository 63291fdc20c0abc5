from core import *
K = "rows-of-people"
# ---------- R
@g(K, "first rows of the person data printed after loading", "rp:lab_pt")
def r_head(c):
    D = c.data(c.i(300, 900)); q = c.pick("head(@df, 10)", "tail(@df, 7)", "@df[order(-@df$@n1), ][1:12, c('@id', '@ag', '@c1', '@n1')]", "@df[sample(nrow(@df), 6), -1]")
    c.R("library(stats)\n# einlesen / lectura\nnrow(@df)\nnames(@df)\n%s\nround(prop.table(table(@df$@c1)), 2)" % q, D)
@g(K, "str and glimpse show the first values of every variable", "rp:uni_sv")
def r_glimpse(c):
    D = c.data(c.i(800, 2400)); c.R(c.pick("suppressMessages(library(dplyr))\nglimpse(@df)\n@df %>% count(@c1)", "str(@df, vec.len = 5)\nsummary(lm(@n1 ~ @ag, @df))$r.squared"), D)
@g(K, "influential observations with their values", "rp:tax_pt")
def r_cook(c):
    D = c.data(220); c.R("m <- lm(log(@n1) ~ @ag + @c2, data = @df)\nround(coef(summary(m)), 3)\ncd <- cooks.distance(m)\n# wer zieht an der Geraden?\nout <- which(cd > 4 / nrow(@df))\ncbind(@df[out, c('@id', '@ag', '@c2', '@n1')], cook = round(cd[out], 4))", D, check="length(out) >= 3")
@g(K, "random intercept of each person", "rp:dent_fi")
def r_ranef(c):
    D = c.data(60); c.R("library(lme4)\nm <- lmer(score ~ visit + (1 | pid), data = long)\nprint(summary(m)$varcor)\nround(ranef(m)$pid, 3)[1:25, , drop = FALSE]", D, prep="long <- data.frame(pid = rep(@df$@id, each = 4), visit = rep(0:3, nrow(@df))); long$score <- round(20 + .7 * long$visit + rep(rnorm(nrow(@df), 0, 4), each = 4) + rnorm(nrow(long), 0, 2))")
@g(K, "residuals and fitted values for single people", "rp:hous_es")
def r_resid(c):
    D = c.data(140); c.R("fit <- glm(@b ~ @ag + @n2, family = binomial, data = @df)\n@df$p <- round(fitted(fit), 3)\n@df$res <- round(residuals(fit, 'pearson'), 2)\n# peores ajustes\n@df[order(-abs(@df$res)), c('@id', '@b', 'p', 'res')][1:9, ]", D)
@g(K, "survival times of people with censor marks", "rp:pris_it")
def r_surv(c):
    D = c.data(45); c.R("library(survival)\ny <- with(@df, Surv(pmax(1, @n1), @b))\ny\nsummary(coxph(y ~ @ag, data = @df))$coefficients", D, check="length(y) == 45")
@g(K, "vectors of the values of the members of a small group", "rp:sport_en")
def r_vec(c):
    D = c.data(400); c.R("x <- subset(@df, @c1 == '%s' & @c2 == '%s')[1:14, ]\nsort(x$@ag)\nx$@n1\ndput(x$@dt)\nboxplot.stats(@df$@n1)$out" % (c.L1[0], c.L2[-1]), D)
@g(K, "duplicate report naming the ids", "rp:soc_it")
def r_dup(c):
    D = c.data(300); D = pd.concat([D, D.sample(5, random_state=1)]).sort_values(c.id); c.R("anyDuplicated(@df$@id) > 0\n@df[@df$@id %in% @df$@id[duplicated(@df$@id)], c('@id', '@dt', '@rg', '@n2')]\n@df <- @df[!duplicated(@df$@id), ]\ndim(@df)", D)
@g(K, "matched pairs, one line a pair", "rp:ins_nl")
def r_match(c):
    D = c.data(90); c.R("ca <- which(@df$@b == 1)[1:11]; co <- sapply(ca, function(i) { z <- which(@df$@b == 0 & @df$@c2 == @df$@c2[i]); z[which.min(abs(@df$@ag[z] - @df$@ag[i]))] })\nprs <- data.frame(geval = @df$@id[ca], controle = @df$@id[co], lft_g = @df$@ag[ca], lft_c = @df$@ag[co], x_g = @df$@n1[ca], x_c = @df$@n1[co])\nprint(prs, row.names = FALSE)\nt.test(prs$x_g, prs$x_c, paired = TRUE)$p.value", D)
# ---------- pandas
@g(K, "a sample of rows printed", "pp:pol_fr")
def p_sample(c):
    D = c.data(c.i(400, 3000)); c.P("print(@df.shape)\nprint(@df.dtypes)\nprint(%s)\nprint(@df.groupby('@c1')['@n1'].mean().round(1))" % c.pick("@df.sample(8, random_state=3).to_string()", "@df", "@df.nlargest(10, '@n1')[['@id','@ag','@rg','@n1']]"), D)
@g(K, "debug print of rows in a loop", "pp:lab_en")
def p_loop(c):
    D = c.data(60).head(18); c.P("for i, row in @df.iterrows():\n    if row['@n1'] > 0:\n        print('checking', row['@id'], '@ag =', row['@ag'], '@c1 =', row['@c1'], '->', 'flag' if row['@b'] else 'ok', row['@n1'])\nprint('done')", D, echo=False, pre="INFO:root:reading parquet\n")
@g(K, "ids which did not merge, with their attributes", "pp:school_en")
def p_merge(c):
    D = c.data(500); c.P("lk = @df.iloc[:485, [0, 5]].rename(columns={'@rg': 'rg2'})\nm = @df.merge(lk, on='@id', how='left', indicator=True)\nprint(m['_merge'].eq('both').mean())\nbad = m[m['_merge'] == 'left_only']\nprint(f'no link for:', bad['@id'].tolist())\nprint(bad[['@id', '@dt', '@rg', '@ag']].to_string(index=False))", D)
@g(K, "records printed sideways, one block a person", "pp:pris_pl")
def p_record(c):
    D = c.data(200); c.P("x = @df.iloc[[3, 41, 77]]\nprint(x.T)\n@df.loc[120]\n" if c.pick(0, 1) else "for k in (2, 9, 31, 58): print(@df.loc[k].to_string()); print('-' * 30)\n", D)
@g(K, "repeated measurements in wide form, a line a person", "pp:tran_da")
def p_wide(c):
    D = c.data(24); W = pd.DataFrame({c.id: D[c.id]}); x = c.r.normal(60, 12, 24)
    for v in ("m0", "m3", "m6", "m12"): W[v] = np.round(x + c.r.normal(0, 4, 24), 1)
    W.loc[c.r.random(24) < .2, "m12"] = np.nan; c.P("print(@df.set_index('@id'))\nprint(@df[['m0','m3','m6','m12']].corr().round(2))", W)
@g(K, "predicted risk for single people", "pp:tax_en")
def p_pred(c):
    D = c.data(900); c.P("from sklearn.linear_model import LogisticRegression\nX = pd.get_dummies(@df[['@ag', '@n2', '@c1']])\nm = LogisticRegression(max_iter=5000).fit(X, @df['@b'])\n@df['score'] = m.predict_proba(X)[:, 1].round(4)\nprint(@df.sort_values('score', ascending=False)[['@id', '@c1', '@b', 'score']].head(20).to_string())", D, echo=False)
# ---------- Stata
@g(K, "Stata list of observations", "st:lab_pl")
def s_list(c):
    D = c.data(600); X = D.iloc[:c.i(6, 20)][[c.id, c.dt, c.ag, c.c1, c.n1]]; c.stata(". use anon_v3.dta, clear\n\n. count\n  600\n\n. list @id @dt @ag @c1 @n1 in 1/%d%s\n\n%s\n" % (len(X), ", sepby(@c1)" if 0 else "", st_list(X)))
@g(K, "outliers listed after a regression", "st:tax_de")
def s_cook(c):
    import statsmodels.formula.api as F
    D = c.data(310); m = F.ols("%s ~ %s + C(%s)" % (c.n1, c.ag, c.c2), D).fit(); ck = m.get_influence().cooks_distance[0]; ix = np.where(ck > np.sort(ck)[-10])[0]; X = D.iloc[ix][[c.id, c.ag, c.n1]].assign(cooksd=np.round(ck[ix], 5))
    c.stata(". regress @n1 @ag i.@c2\n\n%s%s\n\n. predict cooksd, cooksd\n\n. list @id @ag @n1 cooksd if cooksd > 4/310\n\n%s" % (st_regtop(m), st_coef(reg(m), c.n1), st_list(X, obs=[int(q) + 1 for q in ix])))
@g(K, "survival data, one line a person", "st:hous_fr")
def s_stset(c):
    D = c.data(80).head(15); X = pd.DataFrame({c.id: D[c.id], "_st": 1, "_d": D[c.b], "_origin": D[c.dt], "_t": D[c.n1] // 7 + 3, "_t0": 0}); c.stata(". stset fin, failure(@b) id(@id)\n\n. list @id _st _d _origin _t _t0 in 1/15, noobs\n\n%s" % re.sub(r"(?m)^ *\d+\. \|", "     |", st_list(X)))
@g(K, "duplicates list", "st:char_en")
def s_dup(c):
    D = c.data(100).head(5); X = pd.concat([D, D]).sort_values(c.id)[[c.id, c.dt, c.rg, c.n1]]; X.insert(0, "group", np.repeat(range(1, 6), 2)); c.stata(". duplicates list @id\n\nDuplicates in terms of %s\n\n%s\n\n. duplicates drop @id, force" % (c.id, st_list(X, sep=2)))
@g(K, "panel in long form listed", "st:soc_pl")
def s_panel(c):
    D = c.data(50).head(5); rows = []
    for _, q in D.iterrows():
        v = q[c.n1]
        for y in range(2015, 2019): v = round(v * c.r.uniform(.8, 1.3), 2); rows.append((q[c.id], y, q[c.c1], v))
    c.stata(". xtset @id rok\n       panel variable:  %s (strongly balanced)\n        time variable:  rok, 2015 to 2018\n\n. list @id rok @c1 @n1 in 1/20, sepby(@id)\n\n%s" % (c.id, st_list(pd.DataFrame(rows, columns=[c.id, "rok", c.c1, c.n1]), sep=4)))
# ---------- SAS
@g(K, "PROC PRINT of observations", "sas:bank_en")
def a_print(c):
    D = c.data(300).head(c.i(8, 40)); c.sas(sas_print(D.drop(columns=[c.pick(c.dt, c.n2)])))
@g(K, "PROC REG output statistics by observation", "sas:lab_de")
def a_influence(c):
    import statsmodels.formula.api as F
    D = c.data(40); m = F.ols("%s ~ %s + %s" % (c.n1, c.ag, c.n2), D).fit(); inf = m.get_influence(); X = pd.DataFrame({"Dependent Variable": D[c.n1].round(1).map("{:.4f}".format), "Predicted Value": m.fittedvalues.map("{:.4f}".format), "Residual": m.resid.map("{:.4f}".format), "RStudent": pd.Series(inf.resid_studentized_external).map("{:.4f}".format), "Cook's D": pd.Series(inf.cooks_distance[0]).map("{:.3f}".format)}).head(30)
    c.sas("                             The REG Procedure\n                               Model: MODEL1\n                       Dependent Variable: %s\n\n                             Output Statistics\n\n%s" % (c.n1, sas_print(X)))
@g(K, "data step log writes the values of people", "sas:pol_en")
def a_put(c):
    D = c.data(99).head(12); o = ["1    data want; set lib.have;", "2      if %s > 60 then put _all_;" % c.n1, "3    run;", ""] + [" ".join("%s=%s" % (k, v) for k, v in r.items()) + " _ERROR_=0 _N_=%d" % (j * 7 + 3) for j, r in enumerate(D.to_dict("records"))]
    c.sas("\n".join(o) + "\nNOTE: The data set WORK.WANT has 4120 observations and 9 variables.\nNOTE: DATA statement used (Total process time):\n      real time           0.31 seconds")
@g(K, "extreme observations of PROC UNIVARIATE with observation ids", "sas:hosp_fr")
def a_extobs(c):
    D = c.data(500).sort_values(c.n1); lo, hi = D.head(5), D.tail(5); R = "\n".join("%12s %12s %8d      %12s %12s %8d" % (a[c.n1], a[c.id], i % 500 + 1, b[c.n1], b[c.id], (i * 7) % 500 + 1) for i, (a, b) in enumerate(zip(lo.to_dict("records"), hi.to_dict("records"))))
    c.sas("The UNIVARIATE Procedure\nVariable:  %s\n\n                          Extreme Observations\n\n-------------Lowest------------        ------------Highest------------\n\n       Value %12s      Obs             Value %12s      Obs\n\n%s" % (c.n1, c.id, c.id, R))
# ---------- files
@g(K, "csv with one line a person", "rc:lab_de")
def f_rc(c):
    D = c.data(c.i(9, 60)); c.R("write.csv(@df[, %s], OUT, row.names = %s)" % (c.pick("-1", "c(1, 3, 4, 7, 9)", "1:9"), c.pick("TRUE", "FALSE")), D, mode="file")
@g(K, "scores for each person in a csv", "pc:bank_es")
def f_pc(c):
    D = c.data(c.i(12, 50)); D["pred"] = np.round(c.r.random(len(D)), 4); D["split"] = c.r.choice(["train", "test"], len(D)); D[[c.id if c.pick(0, 1) else c.ag, c.c2, c.b, "pred", "split"]].to_csv(c.path, index=c.pick(True, False), sep=c.pick(",", ";")); c.done()
@g(K, "html table with a row for each person", "html:soc_en")
def h_rows(c):
    D = c.data(30).head(c.i(5, 20)); c.doc([("h", "@title"), ("p", "n = 30, %s" % c.w["all"].lower()), ("t", list(D.columns[1:]), D.values[:, 1:].tolist(), "")])
@g(K, "SPSS LIST of cases", "html:pris_it")
def h_spss(c): D = c.data(120); c.spss("LIST VARIABLES=@id @ag @c1 @n1 /CASES=FROM 1 TO 15.\nDESCRIPTIVES @ag /STATISTICS=MEAN STDDEV.", D)
@g(K, "notebook shows first rows", "nb:hosp_es nb:char_en")
def n_head(c): c.NB(["md:# @title\nDraft, not for circulation", "import pandas as pd\n@df.head(%d)" % c.i(5, 9), "@df['@c1'].value_counts(normalize=True).round(2)", "@df[@df['@b'] == 1][['@ag', '@rg', '@n1']].tail(6)"], c.data(700))
@g(K, "sheet with one row a reviewed case", "xlsx:hous_es")
def x_cases(c):
    D = c.data(40).head(c.i(6, 26)); cm = c.d["lang"] == "de" and ["Rückfrage", "erledigt", "unklar"] or ["revisar", "ok", "dudoso"]; c.doc([("p", "@title"), ("t", list(D.columns) + ["obs"], [list(r) + [c.py.choice(cm)] for r in D.values.tolist()], None)])
VIG = {"en": "{u} {k}: {c2}, aged {ag}, from {rg}. First seen {dt}; {c1}. {n1v} was {n1}. {e}", "de": "Fall {k}: {ag} Jahre, {c2}, {rg}; Beginn {dt}, {c1}. {n1v}: {n1}. {e}", "pl": "Osoba {k}: lat {ag}, {c2}, {rg}. Zgłoszenie {dt}, powód: {c1}. {n1v} {n1}. {e}", "it": "Caso {k}: {ag} anni, {c2}, {rg}; ingresso {dt}, {c1}, {n1v} {n1}. {e}", "fr": "Cas {k} : {ag} ans, {c2}, {rg} ; {c1}, le {dt}. {n1v} : {n1}. {e}", "es": "Caso {k}: {ag} años, {c2}, {rg}. Ingreso {dt} por {c1}; {n1v} {n1}. {e}", "pt": "Caso {k}: {ag} anos, {c2}, {rg}; {c1}, início em {dt}; {n1v} {n1}. {e}"}
END = {"en": ["Lives with a sister and moved twice.", "Lost contact after the third visit.", "Later returned to work as a roofer."], "de": ["Lebt seit der Trennung bei den Eltern.", "Später in die Nachbarstadt verzogen.", "Kontakt abgebrochen."], "pl": ["Mieszka z matką, po rozwodzie.", "Zmarł w kolejnym roku.", "Kontakt utracono."], "it": ["Vive con la figlia a Modena.", "Trasferito dopo una lite.", "Ha rifiutato la visita."], "fr": ["Vit seul depuis le décès de sa femme.", "Parti en Belgique ensuite.", "Ancien chauffeur routier."], "es": ["Vive con su hermano, albañil.", "Se mudó a Portugal.", "Perdió la custodia."], "pt": ["Vive com a mãe.", "Emigrou em seguida.", "Trabalha agora num café."]}
def vign(c, n):
    D = c.data(60).head(n); wi = c.pick(0, 1); return [VIG[c.lang].format(u=c.unit[:-1].capitalize(), k=(k + 1, r[c.id])[wi], ag=r[c.ag], c1=r[c.c1], c2=r[c.c2], rg=r[c.rg], dt=r[c.dt], n1=c.f(r[c.n1], 0), n1v=c.n1.replace("_", " "), e=c.py.choice(END[c.lang])) for k, r in enumerate(D.to_dict("records"))]
@g(K, "case vignettes, a paragraph a person", "docx:soc_pl docx:pris_en")
def d_vign(c): c.doc([("h", "@title"), ("p", c.pick("Notizen / notes", "Qualitative material", "3.2"))] + [("p", v) for v in vign(c, c.i(4, 9))])
@g(K, "table with a line for each case in a document", "docx:hosp_fr pptx:pol_es pdf:sport_en")
def d_table(c):
    D = c.data(50).head(c.i(4, 14)); D = D[[c.ag, c.c2, c.rg, c.c1, c.n1]]; st = c.pick("P", "Case", "#", "Nr."); lab = ["%s %d" % (st, k + 1) for k in range(len(D))]
    c.doc([("h", "@title"), ("t", [""] + [x.replace("_", " ") for x in D.columns], [[l] + [c.f(q, 0) if isinstance(q, float) else q for q in r] for l, r in zip(lab, D.values.tolist())], "%s 2. %s" % (c.w["table"], c.unit)), ("p", "%s: %s" % (c.w["source"], "register 2012-2018"))])
@g(K, "timeline of single people", "pptx:soc_en")
def d_time(c):
    B = []
    for r in c.data(40).head(4).to_dict("records"):
        t = pd.Timestamp(r[c.dt]); B += [("h", "%s (%s, %d)" % (r[c.id], r[c.c2], r[c.ag]))] + [("p", "%s  %s" % ((t + pd.Timedelta(days=int(q))).date(), e)) for q, e in zip(np.cumsum(c.r.integers(5, 90, 4)), ["referral: " + r[c.c1], "assessment", "plan agreed, " + r[c.rg], "closed" if r[c.b] == 0 else "re-referral"])]
    c.doc(B)
@g(K, "line list of an outbreak", "pdf:hosp_en")
def d_line(c):
    R = [(k + 1, c.i(19, 94), c.pick("F", "M"), "%02d/%02d" % (c.i(1, 28), 11), c.pick("kitchen", "ward 4", "day centre", "visitor"), c.pick("pos", "pos", "neg", "pend"), c.pick("recovered", "died", "in hosp.")) for k in range(c.i(17, 31))]; c.doc([("h", "Norovirus, care home cluster: line list"), ("t", ["case", "age", "sex", "onset", "exposure", "PCR", "outcome"], R, "")])
@g(K, "a point for each person in a plot", "svg:hous_de svg:lab_pt")
def v_scatter(c):
    import matplotlib; matplotlib.use("Agg"); import matplotlib.pyplot as plt; matplotlib.rcParams["svg.fonttype"] = "none"; matplotlib.rcParams["svg.hashsalt"] = "x"
    D = c.data(c.i(25, 70)); fg, ax = plt.subplots(figsize=(6, 4)); ax.scatter(D[c.ag], D[c.n1], s=14, c=D[c.b]); ax.set_xlabel(c.ag); ax.set_ylabel(c.n1); ax.set_title(c.title)
    for i in D[c.n1].nlargest(3).index: ax.annotate(str(D[c.id][i]), (D[c.ag][i], D[c.n1][i]))
    fg.savefig(c.path, metadata={"Date": None}); plt.close(fg); c.done()
@g(K, "swimmer plot, a bar a person", "svg:hosp_de")
def v_swim(c):
    D = c.data(22); c.prog = "R"; c.R("library(ggplot2)\nsvglite::svglite(OUT, 6, 5)\nprint(ggplot(@df, aes(y = factor(@id))) + geom_segment(aes(x = 0, xend = @n1, yend = factor(@id))) + geom_point(aes(x = @n1, shape = factor(@b))) + labs(x = 'Tage', y = NULL, title = 'Verlauf je Patient') + theme_bw())\ndev.off()", D, mode="file")
@g(K, "trajectories of single people", "svg:pris_pl")
def v_spag(c):
    D = c.data(16); c.prog = "R"; c.R("svglite::svglite(OUT, 6, 4)\nm <- sapply(1:16, function(i) 10 + cumsum(rnorm(8, .3, 2)))\nmatplot(m, type = 'b', pch = 20, lty = 1, xlab = 'kwartał', ylab = '@n2', main = '@title')\ntext(8, m[8, ], @df$@id, pos = 2, cex = .6)\ndev.off()", D, mode="file")
@g(K, "JSON records of people", "json:ins_nl json:pol_fr")
def j_rec(c):
    D = c.data(60).head(c.i(4, 25)); c.text(json.dumps(D.to_dict("records") if c.pick(0, 1) else {"meta": {"n": len(D), "source": c.title}, "cases": {str(r[c.id]): {k: v for k, v in r.items() if k != c.id} for r in D.to_dict("records")}}, ensure_ascii=False, indent=1, default=str))
@g(K, "GeoJSON, a point for each home", "json:char_de")
def j_geo(c):
    c.text(json.dumps({"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": {"type": "Point", "coordinates": [round(float(c.r.normal(11.5, .3)), 5), round(float(c.r.normal(48.1, .2)), 5)]}, "properties": {c.id: int(c.i(1000, 9999)), c.ag: c.i(30, 88), c.n1: c.i(5, 300)}} for _ in range(c.i(8, 20))]}, indent=1))
