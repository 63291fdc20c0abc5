from core import *
import matplotlib; matplotlib.use("Agg"); import matplotlib.pyplot as plt
S, I_, X_, M_, R_ = "small-count", "identifier", "extreme", "missing-rows", "rounded"
def rarecell(c, n=1500):
    D = c.big(n); k = c.i(1, 8); ix = D[(D[c.c1] == c.L1[1]) & (D[c.c2] == c.L2[0])].index; return D.drop(ix[k:]), k
def svec(c, k, m=2): v = [c.i(15, 300) for _ in range(k)]; [v.__setitem__(j, c.i(1, 9)) for j in c.py.sample(range(k), m)]; return v
# ---------- small counts
@g(S, "cross-table with a cell below 10", "rp:bank_es rp:hous_de")
def sc_r(c): D, k = rarecell(c); c.R(c.pick("table(@df$@c1, @df$@c2)\nfisher.test(table(@df$@c1, @df$@c2), simulate.p.value = TRUE)$p.value", "xtabs(~ @c1 + @c2, data = @df)\nround(prop.table(table(@df$@rg)), 3)", "ftable(@df$@c1, @df$@c2)\ncor(@df$@ag, @df$@n1)"), D, check="any(table(@df$@c1, @df$@c2) < 10)")
@g(S, "Kaplan-Meier steps with few events", "rp:pris_en")
def sc_km(c): c.R("library(survival)\nsummary(survfit(Surv(t, e) ~ grp))", prep="grp <- rep(c('A', 'B'), c(22, 19)); t <- round(rexp(41, .05)) + 1; e <- rbinom(41, 1, .5)", check="sum(e) >= 5")
@g(S, "counts by group with dplyr", "rp:lab_pt")
def sc_dp(c): D, k = rarecell(c); c.R("suppressMessages(library(dplyr))\n@df %>% count(@c1, @c2, sort = TRUE) %>% mutate(pct = round(100 * n / sum(n), 1))", D, check="any(table(@df$@c1, @df$@c2) < 10)")
@g(S, "value counts or crosstab with small cells", "pp:pol_fr pp:soc_it pp:tax_de")
def sc_pp(c): D, k = rarecell(c); c.P(c.pick("print(pd.crosstab(@df['@c1'], @df['@c2']))\nprint(@df['@n1'].mean().round(2))", "print(@df.groupby(['@c1', '@c2']).size().unstack())", "print(@df[['@c1', '@c2']].value_counts())"), D)
@g(S, "tabulate with small frequencies", "st:hosp_es st:char_en st:lab_de")
def sc_st(c):
    if c.pick(0, 1): D, k = rarecell(c); c.stata(". tab @c1 @c2\n\n" + st_tab2(c.c1, c.c2, pd.crosstab(D[c.c1], D[c.c2])))
    else: c.stata(". tab @rg if @b == 1\n\n" + st_tab(c.rg, np.repeat(c.LR, svec(c, len(c.LR)))) + "\n\n. tab @c1\n\n" + st_tab(c.c1, np.repeat(c.L1, svec(c, len(c.L1), 1))))
@g(S, "PROC FREQ with small frequencies", "sas:pris_it sas:tax_pt sas:dent_fi")
def sc_sas(c): c.sas(sas_freq(c.rg, np.repeat(c.LR, svec(c, len(c.LR), 1))) + "\n\n" + sas_freq(c.c1, np.repeat(c.L1, svec(c, len(c.L1), 1))))
@g(S, "table with small counts", "rc:hosp_fr pc:pol_es html:lab_pl xlsx:hous_fr pptx:tran_fr pdf:bank_it json:tax_en")
def sc_doc(c): v = svec(c, len(c.LR)); w = [q + c.i(30, 300) for q in v]; c.doc([("h", "@title"), ("t", [c.rg, c.w["cases"], "N", c.w["mean"] + " " + c.n1], [[l, a, b, c.m1()] for l, a, b in zip(c.LR, v, w)], c.w["table"] + " 5"), ("p", METH_S[c.lang])])
METH_S = {"fr": "Données provisoires.", "es": "Datos provisionales.", "pl": "Dane wstępne.", "it": "Dati provvisori.", "en": "Provisional data."}
SC = {"pt": "Dos {n} arguidos, {k} eram menores e {m} tinham pena suspensa.", "de": "Unter den {n} {u} waren {k} wohnungslos; {m} hatten einen Zweitwohnsitz.", "es": "De {n} {u}, {k} carecían de domicilio y {m} tenían otro contrato."}
@g(S, "small number in a sentence", "pptx:hosp_de")
def sc_sent(c): c.doc([("h", "@title"), ("p", SC[c.lang].format(n=c.i(300, 900), u=c.unit, k=c.i(2, 9), m=c.i(40, 90)))])
@g(S, "notebook with small cells", "nb:uni_sv")
def sc_nb(c): D, k = rarecell(c); c.NB(["# counts\npd.crosstab(@df['@c1'], @df['@c2'])", "@df['@n1'].mean()"], D)
@g(S, "bar labels with small numbers", "svg:pol_en")
def sc_svg(c):
    fg, ax = plt.subplots(figsize=(5, 3.3)); b = ax.bar(c.LR, svec(c, len(c.LR))); ax.bar_label(b); ax.set_ylabel("suspects charged, n"); fg.savefig(c.path, metadata={"Date": None}); plt.close(fg); c.done()
# ---------- identifiers (invented; bank 99999999, test ranges)
def iban(cc, bban):
    t = "".join(str(int(x, 36)) for x in bban + cc); return cc + "%02d" % (98 - int(t + "00") % 97) + bban
def luhn(s):
    t = 0
    for i, x in enumerate(reversed(s)): y = int(x) * (2 if i % 2 == 0 else 1); t += y - 9 if y > 9 else y
    return str(-t % 10)
def nhs(c):
    while 1:
        d = "999" + "%06d" % c.i(0, 999999); k = 11 - sum(int(x) * (10 - i) for i, x in enumerate(d)) % 11
        if k != 10: return d + str(k % 11)
def pesel(c): d = "%02d%02d%02d%04d" % (c.i(40, 90), c.i(1, 12), c.i(1, 28), c.i(0, 9999)); return d + str(-sum(int(x) * w for x, w in zip(d, [1, 3, 7, 9] * 3)) % 10)
def dni(c): n = c.i(99000000, 99999999); return "%d%s" % (n, "TRWAGMYFPDXBNJZSQVHLCKE"[n % 23])
def nif(c):
    d = "2%07d" % c.i(9000000, 9999999); k = 11 - sum(int(x) * (9 - i) for i, x in enumerate(d)) % 11; return d + str(0 if k > 9 else k)
def nir(c): d = "%d%02d%02d99%03d%03d" % (c.i(1, 2), c.i(40, 95), c.i(1, 12), c.i(900, 989), c.i(900, 999)); return d + " %02d" % (97 - int(d) % 97)
def cf(c):
    b = "QXZ" + "WKJ" + "%02d" % c.i(40, 90) + c.py.choice("ABCDEHLMPRST") + "%02d" % c.i(1, 28) + "Z999"; od = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]))
    return b + chr(65 + sum(od[x] if i % 2 == 0 else int(x) if x.isdigit() else ord(x) - 65 for i, x in enumerate(b)) % 26)
def stid(c):
    d = "".join(map(str, (lambda p: p[:9] + [p[0]])(c.py.sample(range(1, 10), 9)))); p = 10
    for x in d: s = (int(x) + p) % 10 or 10; p = s * 2 % 11
    return d + str((11 - p) % 10)
def who(c): return c.py.choice(NAMES[c.lang][0].split(","))
def adr(c): return c.py.choice(NAMES[c.lang][1].split(";"))
@g(I_, "identifier in a message of the program", "rp:hosp_en")
def id_r(c): c.R("round(coef(summary(glm(@b ~ @ag, binomial, @df))), 4)\n# check the one Anna asked about: NHS number %s\nnrow(@df)" % re.sub(r"(...)(...)(....)", r"\1 \2 \3", nhs(c)), c.big(2000))
@g(I_, "number with check digits in a log", "pp:lab_pl pp:bank_es")
def id_p(c):
    x = pesel(c) if c.lang == "pl" else iban("ES", "9999999900" + "%010d" % c.i(1, 10**9)); dy = c.i(10, 28); c.text("[2022-06-%d 09:14:22] read 48,%d rows from warehouse\n[2022-06-%d 09:14:29] WARNING could not parse amount for %s, set to 0\n[2022-06-%d 09:15:02] mean=%.2f sd=%.2f\n" % (dy, c.i(100, 999), dy, ("PESEL " if c.lang == "pl" else "IBAN ") + x if c.pick(0, 1) else x, dy, c.r.uniform(100, 900), c.r.uniform(20, 90)) + "".join("[2022-06-%d 09:15:%02d] %s: coef=%.4f se=%.4f\n" % (dy, 10 + q, v, b, e) for q, (v, b, e, z, p, lo, hi) in enumerate(c.coefs())))
@g(I_, "identifier in a Stata or SAS log", "st:pol_es sas:tax_pt")
def id_st(c):
    if c.form == "stata-log": c.stata(". * quitar el caso duplicado, DNI %s\n. drop if dni == \"%s\"\n(12 observations deleted)\n\n. count\n  14,%d" % ((dni(c),) * 2 + (c.i(100, 999),)))
    else: c.sas("12   proc sql;\n13     select count(*) from irs where nif='%s';\n14   quit;\nNOTE: PROCEDURE SQL used (Total process time):\n      real time           0.0%d seconds" % (nif(c), c.i(1, 9)), "")
@g(I_, "name or address of a person with a label", "docx:hous_fr pdf:soc_it md:char_de")
def id_name(c):
    l = {"fr": "Nom : %s\nAdresse : %s", "it": "Assistito: %s. Residente in %s", "de": "Ansprechpartner (Spender): %s, wohnhaft %s"}[c.lang] % (who(c), adr(c)); c.doc([("h", "@title"), ("p", l), ("p", "%s: %s (%s %s)" % (c.w["mean"], c.m1(), c.w["sd"], c.f(c.d["n1"][1] * c.r.uniform(.3, .6), 1)))])
@g(I_, "national number in a document", "html:hosp_fr xlsx:tax_de json:pris_it nb:pol_en")
def id_doc(c):
    lab, v = {"fr": ("N° de sécurité sociale", nir(c)), "de": ("Steuer-ID", stid(c)), "it": ("codice_fiscale", cf(c)), "en": ("NHS number", nhs(c))}[c.lang]
    if c.form == "notebook": c.NB(["print('query ok, %d rows')" % c.i(2000, 9000), "#%%\n# NHS number\nnhs = '%s'\nprint('NHS number', nhs, 'excluded on request')" % v])
    else: c.doc([("p", "@title"), ("t", [c.w["group"], c.w["n"]], [[l, c.i(40, 900)] for l in c.LR], ""), ("p", "%s: %s" % (lab, v))])
# ---------- extremes
@g(X_, "summary with minimum and maximum", "rp:lab_de rp:char_en rp:pris_pl")
def ex_r(c): c.R(c.pick("summary(@df[, c('@ag', '@n1', '@n2')])", "range(@df$@n1)\nsapply(split(@df$@ag, @df$@c1), max)", "fivenum(@df$@n1)\nmax(@df$@ag)\nmean(@df$@ag)"), c.big(2500))
@g(X_, "describe with minimum and maximum", "pp:bank_it pp:hous_es")
def ex_p(c): c.P(c.pick("print(@df[['@ag', '@n1']].describe())", "print(@df.groupby('@c1')['@n1'].agg(['mean', 'max']).round(1))\nprint('@ag max', @df['@ag'].max())"), c.big(2500))
@g(X_, "summarize with Min and Max", "st:tax_en st:hosp_es")
def ex_s(c): c.stata(". summarize @ag @n1 @n2\n\n" + st_sum(c.big(2500), [c.ag, c.n1, c.n2]))
@g(X_, "PROC MEANS with Minimum and Maximum", "sas:pol_fr sas:soc_pl")
def ex_a(c): c.sas(sas_means(c.big(2500), [c.ag, c.n1], ("N", "Mean", "Std Dev", "Minimum", "Maximum")))
@g(X_, "range in a document", "docx:pris_en html:tran_da pptx:hosp_de pdf:lab_pt")
def ex_d(c):
    D = c.big(1500); v = D[c.n1]; T = {"en": "The longest {v} was {x}; the oldest of the {u} was {a}.", "da": "Den ældste var {a} år, og den længste {v} var {x}.", "de": "Die längste {v} betrug {x}; der älteste Patient war {a} Jahre alt.", "pt": "O {v} mais alto foi {x}; o mais velho tinha {a} anos."}[c.lang]
    c.doc([("h", "@title"), ("t", ["", c.w["mean"], c.w["sd"], "min", "max"], [[q.replace("_", " "), c.f(D[q].mean(), 1), c.f(D[q].std(), 1), c.f(D[q].min(), 0), c.f(D[q].max(), 0)] for q in (c.ag, c.n1)], ""), ("p", T.format(v=c.n1.replace("_", " "), x=c.f(v.max(), 0), u=c.unit, a=D[c.ag].max()))])
# ---------- missing rows
def mis(c, n=2200):
    D = c.big(n); k = c.i(2, 9); ix = D.sample(k, random_state=k).index; D[c.n2] = D[c.n2].astype(float); D.loc[ix, c.n2] = np.nan; return D, k
@g(M_, "a model reports few deleted observations", "rp:hosp_fr rp:bank_es rp:sport_en")
def mi_r(c): D, k = mis(c); c.R(c.pick("library(survival)\ncoxph(Surv(@n1, @b) ~ @ag + @n2, data = @df)", "summary(aov(log(@n1) ~ @c1 + @n2, data = @df))"), D, check="sum(is.na(@df$@n2)) == %d" % k)
@g(M_, "missing values counted", "rp:pol_en pp:lab_en pp:tax_pt")
def mi_c(c):
    D, k = mis(c)
    if c.form == "r-print": c.R("colSums(is.na(@df))\nround(coef(summary(lm(log(@n1) ~ @n2, @df))), 4)", D)
    else: c.P("print(len(@df))\nprint(@df.isna().sum())\n" + c.pick("", "print(@df['@n2'].mean())"), D, echo=False)
@g(M_, "few missing values in a Stata log", "st:soc_en st:hous_de")
def mi_s(c): k = c.i(2, 9); c.stata(c.pick(". gen ln_y = ln(@n1)\n(%d missing values generated)\n\n. count\n  3,%d" % (k, c.i(100, 999)), ". drop if @ag < 16\n(%d observations deleted)\n\n. count\n  2,%d" % (k, c.i(100, 999))))
@g(M_, "frequency missing in SAS", "sas:char_de sas:uni_sv")
def mi_a(c): D = c.big(1800); c.sas(sas_freq(c.c1, D[c.c1]) + "\n\n" + ("Frequency Missing = %d" % c.i(2, 9)).center(70).rstrip())
T_MI = {"it": "{k} detenuti sono stati esclusi per dati mancanti.", "es": "Se excluyeron {k} pacientes por datos incompletos."}
@g(M_, "few people left out, in a document", "docx:pris_it html:hosp_es")
def mi_d(c): c.doc([("h", "@title"), ("p", T_MI[c.lang].format(k=c.i(2, 9)) + " N = %s." % c.n(c.i(1100, 4000))), ("p", "%s %s: %s" % (c.w["mean"], c.n1, c.m1()))])
# ---------- rounded
def rd(x, b): return int(b * round(x / b))
def rtab(c, b):
    D = c.big(4000); X = pd.crosstab(D[c.rg], D[c.c2]); A = X.values; need((A > 3 * b).all()); rows = [[l] + [rd(q, b) for q in r] + [rd(r.sum(), b)] for l, r in zip(X.index, A)] + [[c.w["total"]] + [rd(q, b) for q in A.sum(0)] + [rd(A.sum(), b)]]
    need(all(q % b == 0 and q >= 10 for r in rows for q in r[1:])); need(sum((q % (2 * b)) > 0 for r in rows for q in r[1:]) >= 3); return [c.rg] + list(X.columns) + [c.w["total"]], rows
RN = {"en": "Counts rounded to the nearest {b}.", "de": "Fallzahlen auf {b} gerundet.", "fr": "Effectifs arrondis à {b} près.", "es": "Frecuencias redondeadas a {b}.", "it": "Conteggi arrotondati a {b}.", "pt": "Contagens arredondadas a {b}.", "pl": "Liczby zaokrąglono do {b}."}
@g(R_, "table of rounded counts", "xlsx:tax_de docx:soc_en pptx:bank_it pdf:hosp_es html:lab_pl md:pris_en rc:hous_fr pc:tax_pt json:pol_es")
def ro_doc(c):
    c.base = b = c.pick(5, 10, 20); co, r = rtab(c, b); B = [("h", "@title"), ("t", co, r, c.w["table"] + " 1")]; c.doc(B + ([("p", RN[c.lang].format(b=b))] if c.pick(0, 1, 1) else []))
@g(R_, "rounded table printed by R or pandas", "rp:char_en pp:lab_de")
def ro_r(c):
    c.base = b = c.pick(10, 20); D = c.big(5000)
    if c.form == "r-print": c.R("r <- function(x) %d * round(x / %d)\nr(table(@df$@c1, @df$@c2))\nr(table(@df$@rg))" % (b, b), D, check="all(table(@df$@c1, @df$@c2) > 30)")
    else: need((pd.crosstab(D[c.c1], D[c.c2]) > 30).values.all()); c.P("print((pd.crosstab(@df['@c1'], @df['@c2']) / %d).round().mul(%d).astype(int))" % (b, b), D)
@g(R_, "rounded frequencies in Stata or SAS layout", "st:bank_en sas:soc_it")
def ro_s(c):
    c.base = b = c.pick(50, 100); v = [b * c.i(4, 60) + 0 for _ in c.LR]; n = sum(v)
    if c.form == "stata-log": c.stata(". replace n = round(n, %d)\n\n. tabulate @rg [fw=n]\n\n%s" % (b, st_tab(c.rg, np.repeat(c.LR, v))))
    else: c.sas(sas_freq(c.rg, np.repeat(c.LR, v)))
