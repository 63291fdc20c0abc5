from core import *
from core import _ncdf as _p
import matplotlib; matplotlib.use("Agg"); import matplotlib.pyplot as plt
matplotlib.rcParams["svg.fonttype"] = "none"; matplotlib.rcParams["svg.hashsalt"] = "x"
H = "harmless"
TAB = "all(sapply(list(table(@df$@c1, @df$@c2), table(@df$@rg, @df$@b), table(@df$@c1, @df$@b), table(@df$@c2, @df$@b), table(@df$@c1, @df$@rg)), function(t) all(t >= 10)))"
# ---------- R
@g(H, "logistic regression, odds ratios, likelihood ratio tests", "rp:pol_es")
def r_glm(c): c.R("m0 <- glm(@b ~ @c1 + @c2 + scale(@ag), family = binomial, data = @df)\nm1 <- update(m0, . ~ . + log(@n1))\nround(cbind(OR = exp(coef(m1)), exp(confint.default(m1))), 2)\nanova(m0, m1, test = 'Chisq')\nc(AIC(m0), AIC(m1)); nobs(m1)", c.big(c.i(2500, 6000)), check=TAB)
@g(H, "Cox model and test of proportional hazards", "rp:lab_en")
def r_cox(c): c.R("library(survival)\nfit <- coxph(Surv(@n1, @b) ~ @ag + @c2, data = @df)\nprint(fit)\ncox.zph(fit)\nconcordance(fit)$concordance", c.big(3000, .4), check=TAB)
@g(H, "ordered or multinomial logit coefficients", "rp:school_en")
def r_polr(c): c.R("library(nnet)\nmm <- multinom(@c1 ~ @ag + @c2, data = @df, trace = FALSE)\nround(coef(summary(mm)), 3)\nround(summary(mm)$standard.errors, 3)\nlogLik(mm)", c.big(4000), check=TAB)
@g(H, "multilevel model and ICC", "rp:uni_sv")
def r_lmer(c): c.R("library(lme4)\nm <- lmer(y ~ @c2 + scale(@ag) + (1 | grp), data = @df)\nprint(VarCorr(m), comp = c('Variance', 'Std.Dev.'))\nround(fixef(m), 3)\nv <- as.data.frame(VarCorr(m))$vcov\n# ICC\nround(v[1] / sum(v), 4)\nanova(m)", c.big(4000), prep="@df$grp <- rep(1:40, 100); @df$y <- rnorm(40, 0, 2)[@df$grp] + rnorm(4000, 50, 6) + (@df$@c2 == '%s')" % c.L2[0], check=TAB)
@g(H, "cross-table with margins and chi-squared test", "rp:char_de")
def r_tab(c): c.R("t1 <- table(@df$@c1, @df$@c2)\naddmargins(t1)\nround(prop.table(t1, 1) * 100, 1)\nchisq.test(t1)\nsqrt(unname(chisq.test(t1)$statistic) / sum(t1))  # V, df=1 approx", c.big(4000), check="all(t1 >= 10)")
@g(H, "quantiles from 5 to 95 percent by group", "rp:lab_pt")
def r_q(c): c.R("p <- c(.05, .1, .25, .5, .75, .9, .95)\nround(quantile(@df$@n1, p), 1)\nt(sapply(split(@df$@n1, @df$@c1), quantile, p))\ntapply(@df$@n1, @df$@c1, length)", c.big(5000), check="all(table(@df$@c1) >= 300)")
@g(H, "factor analysis of questionnaire items", "rp:soc_it")
def r_fa(c): c.R("f <- factanal(items, 2, rotation = 'varimax')\nprint(f$loadings, cutoff = .25)\nround(f$uniquenesses, 2)\nround(eigen(cor(items))$values, 2)", prep="z <- matrix(rnorm(2400), 1200); items <- as.data.frame(sapply(1:9, function(i) round(3 + z[, 1 + (i > 5)] * runif(1, .5, 1) + rnorm(1200, 0, .7)))); names(items) <- paste0('q', 1:9)")
@g(H, "power calculation", "rp:sport_en")
def r_power(c): c.R("power.t.test(delta = %s, sd = 4.2, power = .8)\npower.prop.test(p1 = .18, p2 = .12, power = .9)\nsapply(c(.3, .4, .5), function(d) ceiling(power.t.test(delta = d, power = .8)$n))" % c.pick(1.1, 1.5, 2))
@g(H, "package versions and options", "rp:hosp_de")
def r_sess(c): c.R("R.version.string\nsapply(c('survival', 'nnet', 'lme4', 'MASS', 'dplyr'), function(p) as.character(packageVersion(p)))\nRNGkind()\nset.seed(7)\nextSoftVersion()[c('zlib', 'PCRE')]\nSys.getlocale('LC_CTYPE')\n# Daten liegen im geschützten Bereich, hier nicht geladen")
@g(H, "simulation of coverage", "rp:ins_nl")
def r_sim(c): c.R("set.seed(%d)\nsim <- function(n, R = 400) { k <- replicate(R, { x <- rexp(n); ci <- t.test(x)$conf.int; c(ci[1] < 1 & ci[2] > 1, diff(ci)) }); c(n = n, coverage = mean(k[1, ]), width = mean(k[2, ])) }\nround(t(sapply(c(20, 50, 100, 250), sim)), 3)" % c.i(1, 99))
@g(H, "Kaplan-Meier table at few times, large numbers", "rp:tax_de")
def r_km(c): c.R("library(survival)\nk <- survfit(Surv(tt, ev) ~ 1)\nsummary(k, times = c(0, 12, 24, 36, 48), extend = TRUE)$table[c('records', 'events', 'rmean', 'median')]\ns <- summary(k, times = c(12, 24, 36, 48))\ndata.frame(month = s$time, at.risk = s$n.risk, events = s$n.event, surv = round(s$surv, 3))", prep="n <- 5000; t0 <- round(rexp(n, .012)) + 1; cc <- round(runif(n, 10, 70)); tt <- pmin(t0, cc); ev <- as.integer(t0 <= cc)", check="cn <- -diff(c(n, s$n.risk)) ; all(s$n.event >= 10) && all(cn >= 10) && all(abs(cn[-1] - s$n.event[-1]) >= 10) && all(s$n.risk >= 10)")
@g(H, "rates by year and Poisson trend", "rp:pol_fr")
def r_pois(c): c.R("tab <- data.frame(annee = 2009:2018, cas = n, pop = pop, taux = round(1000 * n / pop, 2))\nprint(tab, row.names = FALSE)\np <- glm(n ~ I(2009:2018 - 2009) + offset(log(pop)), family = poisson)\nround(exp(cbind(RR = coef(p), confint.default(p))), 4)", prep="pop <- round(seq(61000, 66000, length.out = 10)); n <- rpois(10, pop * .0065)", check="all(n >= 10)")
@g(H, "confusion matrix with large cells", "rp:bank_en")
def r_conf(c): c.R("m <- glm(@b ~ @ag + log(@n1) + @c1, family = binomial, data = @df)\np <- fitted(m) > median(fitted(m))\ncm <- table(predicted = p, observed = @df$@b)\ncm\nround(c(sens = cm[2, 2] / sum(cm[, 2]), spec = cm[1, 1] / sum(cm[, 1])), 3)", c.big(3000), check="all(cm >= 10)")
@g(H, "analysis of variance with Tukey comparisons", "rp:hous_fr")
def r_aov(c): c.R("a <- aov(log(@n1) ~ @c1 + @rg, data = @df)\nsummary(a)\nTukeyHSD(a, '@c1')\nbartlett.test(log(@n1) ~ @c1, @df)", c.big(2500), check=TAB)
@g(H, "correlation matrix and principal components", "rp:tran_da")
def r_pca(c): c.R("v <- @df[, c('@ag', '@n1', '@n2')]\nround(cor(v, method = 'spearman'), 3)\nsummary(prcomp(v, scale. = TRUE))\nround(prcomp(v, scale. = TRUE)$rotation, 3)\n(k <- kmeans(scale(v), 3, nstart = 5))$size\nround(k$centers, 2)", c.big(2000), check="all(k$size >= 10)")
@g(H, "grouped summary with large counts", "rp:soc_pl")
def r_dplyr(c): c.R("library(dplyr, warn.conflicts = FALSE)\n@df %>% group_by(@rg, @c2) %>% summarise(n = n(), m = mean(@n1), s = sd(@n1), med = median(@ag), .groups = 'drop')", c.big(3000), check="all(table(@df$@rg, @df$@c2) >= 10)")
@g(H, "ARIMA of monthly totals", "rp:lab_de")
def r_arima(c): c.R("y\nfit <- arima(log(y), order = c(1, 1, 1))\nfit\nBox.test(residuals(fit), lag = 6, type = 'Ljung')", prep="y <- ts(round(2400 + 300 * sin(1:48 / 2) + cumsum(rnorm(48, 0, 40))), start = c(2014, 1), frequency = 12)", check="all(y >= 10)")
# ---------- pandas
@g(H, "statsmodels regression summary", "pp:lab_pt")
def p_ols(c): c.P("import statsmodels.formula.api as smf\nres = smf.%s.fit(disp=0)\nprint(res.summary().tables[0])\nprint(res.summary().tables[1])" % c.pick("logit('@b ~ @ag + C(@c1) + C(@c2)', data=@df)", "logit('@b ~ np.log(@n1) + C(@rg)', data=@df)"), c.big(4000), echo=False)
@g(H, "group statistics with large counts", "pp:hosp_es")
def p_group(c):
    D = c.big(4000, three=False); c.P("print(@df.groupby(['@rg', '@c2'])['@n1'].agg(['count', 'mean', 'std']).round(2))\nprint(@df.groupby('@c1')['@b'].mean().round(3))\nprint(@df['@c1'].value_counts())", D); ok10(pd.crosstab(D[c.rg], D[c.c2]), pd.crosstab(D[c.c1], D[c.b]))
@g(H, "percentiles without minimum and maximum", "pp:hous_es")
def p_desc(c): c.P("d = @df[['@ag', '@n1', '@n2']].describe(percentiles=[.05, .25, .5, .75, .95]).drop(['min', 'max'])\nprint(d.round(2))\nprint(@df[['@ag', '@n1', '@n2']].skew().round(2))", c.big(3000))
@g(H, "classification report with large support", "pp:pris_en")
def p_class(c):
    D = c.big(6000, .35); e = c.P("from sklearn.ensemble import RandomForestClassifier\nfrom sklearn.model_selection import train_test_split\nfrom sklearn.metrics import classification_report, confusion_matrix, roc_auc_score\nX = pd.get_dummies(@df[['@ag', '@n1', '@n2', '@c1', '@c2']])\na, b, ya, yb = train_test_split(X, @df['@b'], test_size=.5, random_state=0)\nm = RandomForestClassifier(100, max_depth=6, class_weight='balanced', random_state=0).fit(a, ya)\nprint(confusion_matrix(yb, m.predict(b)))\nprint(classification_report(yb, m.predict(b)))\nprint('AUC', round(roc_auc_score(yb, m.predict_proba(b)[:, 1]), 3))\nprint(pd.Series(m.feature_importances_, X.columns).sort_values(ascending=False).round(3))", D, echo=False); ok10(e["confusion_matrix"](e["yb"], e["m"].predict(e["b"])))
@g(H, "grid search results", "pp:ins_nl")
def p_grid(c):
    R = [(d, l, n, round(.72 + .01 * d - .002 * d * d + c.r.normal(0, .004), 4), round(abs(c.r.normal(.008, .003)), 4)) for d in (2, 3, 4, 5) for l in (.01, .05, .1) for n in (100, 300)]; c.P("r = pd.DataFrame(rows, columns=['max_depth', 'learning_rate', 'n_estimators', 'mean_auc', 'std_auc'])\nr['rank'] = r['mean_auc'].rank(ascending=False).astype(int)\nprint(r.sort_values('rank').to_string(index=False))", env={"rows": R}, echo=False, pre="Fitting 5 folds for each of 24 candidates, totalling 120 fits\n")
@g(H, "training log of a network", "pp:dent_fi")
def p_epoch(c):
    l = .69; o = ["device: cpu", "parameters: 12,%d" % c.i(100, 999), "seed: %d" % c.i(1, 9)]
    for e in range(1, 21): l = l * .965 + c.r.normal(0, .004); o.append("Epoch %2d/20 - %ds - loss: %.4f - val_loss: %.4f - val_auc: %.4f" % (e, c.i(2, 5), l, l + .02, .62 + .009 * e))
    c.text("\n".join(o + ["early stopping: patience 3, best epoch 18"]))
@g(H, "monthly totals and seasonal indices", "pp:tran_fr")
def p_month(c):
    v = np.round(900 + 120 * np.sin(np.arange(36) / 6 * np.pi) + c.r.normal(0, 30, 36)).astype(int); ok10(v); s = pd.Series(v, index=pd.period_range("2016-01", periods=36, freq="M"), name="accidents"); c.P("print(s.to_string())\nprint(s.groupby(s.index.year).sum())\nprint((s.groupby(s.index.month).mean() / s.mean()).round(3))", env={"s": s})
@g(H, "diagnosis codes with large counts", "pp:hosp_de")
def p_icd(c):
    v = np.sort(c.r.integers(140, 9000, 18))[::-1]; cs = ["I50", "I25", "I48", "J44", "E11", "N18", "F32", "M54", "K80", "S72", "G40", "C34", "I63", "J18", "A41", "K35", "O80", "Z51"]; c.P("s = pd.Series(v, index=codes, name='faelle')\nprint(s)\nprint(s.sum())", env={"v": v, "codes": cs}); ok10(v)
@g(H, "bootstrap, variance inflation and silhouettes", "pp:bank_es")
def p_vif(c): c.P("from statsmodels.stats.outliers_influence import variance_inflation_factor as vif\nX = @df[['@ag', '@n1', '@n2']].assign(const=1.0)\nprint(pd.Series([vif(X.values, i) for i in range(3)], X.columns[:3]).round(3))\nrng = np.random.default_rng(4)\nbs = [@df['@n1'].sample(frac=1, replace=True, random_state=i).median() for i in range(300)]\nprint('boot median', round(np.mean(bs), 1), 'se', round(np.std(bs), 2), 'B = 300')\nfrom sklearn.cluster import KMeans\nfrom sklearn.metrics import silhouette_score\nZ = (X.iloc[:, :3] - X.iloc[:, :3].mean()) / X.iloc[:, :3].std()\nfor k in (2, 3, 4, 5): print(k, round(silhouette_score(Z, KMeans(k, n_init=2, random_state=1).fit_predict(Z)), 3))", c.big(1200), echo=False)
# ---------- Stata
@g(H, "regressions with robust errors", "st:lab_pl")
def s_reg(c):
    import statsmodels.formula.api as F
    D = c.big(c.i(2000, 5000)); m = F.ols("np.log(%s) ~ %s + C(%s) + C(%s)" % (c.n1, c.ag, c.c1, c.c2), D).fit(); c.stata(". gen ln_y = ln(@n1)\n\n. regress ln_y @ag i.@c1 i.@c2\n\n%s%s\n\n. testparm i.@c1\n\n       F(  %d, %d) = %8.2f\n            Prob > F =    0.0000\n\n. estat vif\n\n    Variable |       VIF       1/VIF  \n-------------+----------------------\n%12s |      1.31    0.763359" % (st_regtop(m), st_coef(reg(m), "ln_y"), len(c.L1) - 1, m.df_resid, c.r.uniform(9, 40), c.ag[:12]))
@g(H, "logit with odds ratios, margins", "st:pris_it", "st:tax_pt")
def s_logit(c):
    import statsmodels.formula.api as F
    D = c.big(3500); m = F.logit("%s ~ %s + C(%s)" % (c.b, c.ag, c.c1), D).fit(disp=0); R = [(n, np.exp(b), np.exp(b) * se, t, p, np.exp(lo), np.exp(hi)) for n, b, se, t, p, lo, hi in reg(m)]
    c.stata(". tab @b\n\n%s\n\n. logit @b @ag i.@c1, or\n\nIteration 0:   log likelihood = %.4f\nIteration 1:   log likelihood = %.4f\nIteration 2:   log likelihood = %.4f\n\nLogistic regression                                     Number of obs =  %s\n                                                        LR chi2(%d)    = %.2f\n                                                        Prob > chi2   = %.4f\nLog likelihood = %.4f                             Pseudo R2     = %.4f\n\n%s" % (st_tab(c.b, D[c.b]), m.llnull, m.llf - .3, m.llf, "{:,}".format(len(D)), m.df_model, m.llr, m.llr_pvalue, m.llf, m.prsquared, st_coef(R, c.b, "z", "Odds ratio"))); ok10(D[c.b].value_counts())
@g(H, "two-way table with large cells", "st:pol_en st:hous_de")
def s_tab2(c):
    D = c.big(3000); X = pd.crosstab(D[c.rg], D[c.c2]); ok10(X); c.stata(". tabulate @rg @c2, chi2\n\n%s\n\n%s\n\n. tabulate @c1\n\n%s" % (st_tab2(c.rg, c.c2, X), chi2(X), st_tab(c.c1, D[c.c1]))); ok10(D[c.c1].value_counts())
@g(H, "tabstat of mean, sd and percentiles", "st:bank_it")
def s_tabstat(c):
    D = c.big(4000); o = ["%14s |      mean        sd        p5       p50       p95" % c.c1, "-" * 15 + "+" + "-" * 50]
    for l, q in D.groupby(c.c1)[c.n1]: o.append("%14s | %s" % (l[:14], " ".join("%9s" % s7(x) for x in (q.mean(), q.std(), q.quantile(.05), q.median(), q.quantile(.95))))); need(len(q) > 250)
    c.stata(". tabstat @n1, by(@c1) statistics(mean sd p5 p50 p95)\n\nSummary for variables: %s\nGroup variable: %s\n\n%s" % (c.n1, c.c1, "\n".join(o)))
@g(H, "panel regression with fixed effects", "st:uni_sv")
def s_xt(c):
    n = c.i(400, 900); rows = [(v, b, s, b / s, 2 * (1 - _p(abs(b / s))), b - 1.96 * s, b + 1.96 * s) for v, b, s in (("ln_k", c.r.uniform(.2, .6), .03), ("wave", c.r.uniform(-.09, -.02), .02), ("_cons", c.r.uniform(3, 8), .4))]; c.stata(". xtset firm wave\n\n. xtreg ln_y ln_k wave, fe vce(cluster firm)\n\nFixed-effects (within) regression               Number of obs     = %10s\nGroup variable: firm                            Number of groups  = %10s\n\nR-squared:                                      Obs per group:\n     Within  = 0.%d                                         min =          5\n     Between = 0.%d                                         avg =        5.0\n     Overall = 0.%d                                         max =          5\n\n%s\n     sigma_u |  .%d\n     sigma_e |  .%d\n         rho |  .%d   (fraction of variance due to u_i)" % ("{:,}".format(n * 5), n, c.i(1000, 3000), c.i(1000, 3000), c.i(1000, 3000), st_coef(rows, "ln_y"), c.i(30000, 90000), c.i(20000, 40000), c.i(40000, 80000)))
@g(H, "do-file log without data", "st:soc_en")
def s_nodata(c): c.stata(". version 17\n\n. set seed %d\n\n. set maxvar 8000\n\n. which estout\n/ado/plus/e/estout.ado\n*! version 3.31  26apr2022  Ben Jann\n\n. global cov age i.sex i.quintile\n\n. program define mymeans\n  1.         args v\n  2.         quietly summarize `v'\n  3.         return scalar m = r(mean)\n  4. end\n\n. capture drop _merge\n\n. display \"weeks per year: \" 365.25/7\nweeks per year: 52.178571\n\n. do 03_models.do\nfile 03_models.do not found\nr(601);" % c.i(1, 9))
@g(H, "sample size for two means", "st:sport_en")
def s_power(c): c.stata(". power twomeans 0 .%d, sd(1) power(0.8 0.9)\n\nPerforming iteration ...\n\nEstimated sample sizes for a two-sample means test\nt test assuming sd1 = sd2 = sd\nH0: m2 = m1  versus  Ha: m2 != m1\n\n  +-----------------------------------------------------------------+\n  |   alpha   power       N      N1      N2   delta      m1      m2 |\n  |-----------------------------------------------------------------|\n  |     .05      .8     352     176     176      .3       0      .3 |\n  |     .05      .9     470     235     235      .3       0      .3 |\n  +-----------------------------------------------------------------+" % 3)
# ---------- SAS
@g(H, "PROC LOGISTIC", "sas:hosp_fr")
def a_logit(c):
    import statsmodels.formula.api as F
    D = c.big(3200); m = F.logit("%s ~ %s + %s" % (c.b, c.ag, c.n2), D).fit(disp=0); k = int(D[c.b].sum()); ok10([k, len(D) - k]); o = "                         The LOGISTIC Procedure\n\n                           Model Information\n\nData Set                      WORK.ANA\nResponse Variable             %s\nNumber of Response Levels     2\nOptimization Technique        Fisher's scoring\n\n          Number of Observations Read        %d\n          Number of Observations Used        %d\n\n                 Response Profile\n\n        Ordered                      Total\n          Value     %-12s  Frequency\n\n              1     1                 %d\n              2     0                 %d\n\nProbability modeled is %s='1'.\n\n          Model Convergence Status\n Convergence criterion (GCONV=1E-8) satisfied.\n\n          Analysis of Maximum Likelihood Estimates\n\n                             Standard        Wald\nParameter    DF   Estimate      Error    Chi-Square    Pr > ChiSq\n\n" % (c.b, len(D), len(D), c.b, k, len(D) - k, c.b)
    c.sas(o + "\n".join("%-12s %2d   %8.4f   %8.4f    %10.4f        %s" % (("Intercept" if n == "Intercept" else n)[:12], 1, b, se, t * t, "<.0001" if p < 1e-4 else "%.4f" % p) for n, b, se, t, p, lo, hi in reg(m)))
@g(H, "PROC FREQ with large counts", "sas:soc_it")
def a_freq(c):
    D = c.big(4000); c.sas(sas_freq(c.c1, D[c.c1]) + "\n\n\n" + sas_freq(c.rg, D[c.rg])); ok10(D[c.c1].value_counts(), D[c.rg].value_counts())
@g(H, "PROC GLM type III tests and least squares means", "sas:hous_es")
def a_glm(c): c.sas("                           The GLM Procedure\n\nDependent Variable: %s\n\nSource                 DF    Sum of Squares    Mean Square   F Value   Pr > F\n\nModel                   5        %10.3f     %10.4f    %6.2f   <.0001\nError                2194        %10.3f        %7.4f\nCorrected Total      2199        %10.3f\n\nR-Square     Coeff Var      Root MSE\n%.6f      %.5f      %.6f\n\nSource                 DF      Type III SS    Mean Square   F Value   Pr > F\n\n%-20s    3      %10.4f     %10.4f    %6.2f   0.00%02d\n%-20s    2      %10.4f     %10.4f    %6.2f   0.1%d" % (c.n1, 5 * 81.2, 81.2, 7.88, 2194 * 10.3, 10.3, 2194 * 10.3 + 406, .017652, 21.32, 3.2094, c.c1, 260.1, 86.7, 8.42, c.i(1, 60), c.c2, 39.6, 19.8, 1.92, c.i(10, 80)))
@g(H, "PROC MEANS with percentiles by variable", "sas:bank_es")
def a_means(c): c.sas(sas_means(c.big(2600), [c.ag, c.n1, c.n2], ("N", "N Miss", "Mean", "Std Dev", "5th Pctl", "95th Pctl")))
@g(H, "PROC MIXED covariance parameters", "sas:school_en")
def a_mixed(c):
    ll = c.r.uniform(20000, 30000); c.sas("                          The Mixed Procedure\n\n                          Iteration History\n\nIteration    Evaluations    -2 Res Log Like       Criterion\n\n%s\n\n                  Convergence criteria met.\n\n              Covariance Parameter Estimates\n\n                                     Standard         Z\nCov Parm      Subject    Estimate       Error     Value      Pr > Z\nIntercept     school      %.4f      %.4f      %.2f      <.0001\nResidual                 %.4f      %.4f     %.2f      <.0001\n\n                 Type 3 Tests of Fixed Effects\n\n              Num     Den\nEffect         DF      DF    F Value    Pr > F\nyear            3    4180      %5.2f    <.0001\nfsm             1    4180      %5.2f    <.0001" % ("\n".join("%9d    %11d    %15.8f    %12s" % (k, 1 if k == 0 else 2, ll - 300 * (1 - .2**k), "" if k == 0 else "%.8f" % (.002 * .01**k)) for k in range(4)), 6.2 + c.r.random(), 1.31, 4.98, 61.4 + c.r.random(), 1.34, 45.9, 14 + c.r.random(), 52 + c.r.random()))
@g(H, "PROC CORR", "sas:char_en")
def a_corr(c):
    D = c.big(1800); v = [c.ag, c.n1, c.n2]; R = D[v].corr(); c.sas("                           The CORR Procedure\n\n            Pearson Correlation Coefficients, N = %d\n                   Prob > |r| under H0: Rho=0\n\n%s%s\n\n" % (len(D), " " * 14, "".join("%14s" % x for x in v)) + "\n\n".join("%-14s%s\n%s%s" % (x, "".join("%14.5f" % R[x][y] for y in v), " " * 14, "".join("%14s" % ("" if x == y else "<.0001") for y in v)) for x in v))
@g(H, "PROC CONTENTS of the analysis file", "sas:tax_en")
def a_cont(c): c.sas("                         The CONTENTS Procedure\n\nData Set Name        ANA.PERSONYEARS              Observations          %d\nMember Type          DATA                         Variables             9\nEngine               V9                           Indexes               0\n\n             Alphabetic List of Variables and Attributes\n\n#    Variable         Type    Len    Format     Label\n\n%s" % (c.i(20000, 90000), "\n".join("%d    %-15s  %-5s  %5d    %-9s  %s" % (k + 1, v, "Char" if v in (c.c1, c.c2, c.rg) else "Num", 8, "DATE9." if v == c.dt else "", v.replace("_", " ").capitalize()) for k, v in enumerate(sorted([c.id, c.dt, c.ag, c.n1, c.n2, c.c1, c.c2, c.rg, c.b])))))
# ---------- tables
def ors(c): 
    R = [[c.c1 + " = " + l, ] for l in c.L1[1:]] + [[c.c2 + " = " + l] for l in c.L2[1:]] + [[c.ag]]; o = []
    for r in R: b, s = c.r.normal(0, .4), c.r.uniform(.05, .2); o.append(r + [c.f(np.exp(b), 2), "%s – %s" % (c.f(np.exp(b - 1.96 * s), 2), c.f(np.exp(b + 1.96 * s), 2)), c.f(2 * (1 - _p(abs(b / s))), 3)])
    return ["", "OR", "95 % CI" if c.lang == "en" else "IC 95 %" if c.lang in ("fr", "es", "it", "pt") else "95 %-KI", "p"], o
def yr(c, lo=300, hi=4000):
    ys = list(range(2008, 2008 + c.i(6, 12))); m = c.r.uniform(lo, hi, 2) * (1 + c.r.uniform(-.04, .04, 2) * np.arange(len(ys))[:, None]); v = np.round(m * c.r.uniform(.95, 1.05, m.shape)).astype(int); ok10(v); return [c.w["year"], c.w["women"], c.w["men"], c.w["total"]], [[y, int(a), int(b), int(a + b)] for y, (a, b) in zip(ys, v)]
def ratet(c):
    p = c.r.integers(8000, 60000, len(c.LR)); e = (p * c.r.uniform(.008, .03, len(p))).astype(int); ok10(e); return [c.rg, "N", c.w["cases"], c.w["rate"]], [[l, int(a), int(b), c.f(1000 * b / a, 1)] for l, a, b in zip(c.LR, p, e)]
def t1(c):
    D = c.big(3600); ok10(pd.crosstab(D[c.c1], D[c.c2])); G = list(c.L2); R = []
    for l in c.L1: R.append([l] + ["%d (%s)" % (k, c.f(100 * k / m, 1)) for k, m in [(int(((D[c.c1] == l) & (D[c.c2] == q)).sum()), int((D[c.c2] == q).sum())) for q in G]])
    R.append([c.n1 + ", %s (%s)" % (c.w["mean"], c.w["sd"])] + ["%s (%s)" % (c.f(D[c.n1][D[c.c2] == q].mean(), 1), c.f(D[c.n1][D[c.c2] == q].std(), 1)) for q in G]); return [""] + ["%s (N = %s)" % (q, c.n((D[c.c2] == q).sum())) for q in G], R
METH = {"de": "Wir schätzten gemischte Modelle mit zufälligem Achsenabschnitt je Region. Die Auswertung folgte dem vorab registrierten Plan; Alter ging als natürlicher Spline mit 4 Knoten ein. Sensitivitätsanalysen mit 3 und 5 Knoten änderten die Ergebnisse nicht.", "fr": "Les modèles de régression logistique sont ajustés sur l'âge, la région et l'année. Les erreurs-types sont robustes (grappes : 4 régions). Le seuil retenu est de 5 %.", "es": "Se ajustaron modelos de Poisson con errores robustos. La imputación múltiple usó 5 conjuntos y 10 iteraciones; semilla 7.", "it": "I modelli a due livelli sono stati stimati con massima verosimiglianza; 3 ritardi, 4 trimestri, 2 livelli. Le analisi di sensibilità sono in appendice.", "pl": "Oszacowano modele logistyczne z efektem losowym powiatu. Zastosowano 5 zbiorów imputowanych i 3 węzły sklejane. Poziom istotności 0,05.", "pt": "Estimámos modelos de efeitos fixos com 3 desfasamentos; erros-padrão agrupados por região. Ver anexo 2.", "en": "Models were fitted in two steps with 4 knots for age and a 2-week lag. Wave 3 was the reference; scores range from 1 to 7. Standard errors allow for clustering.", "fi": "Mallit sovitettiin kahdessa vaiheessa; ikä splinillä, 4 solmua.", "sv": "Modellerna skattades i två steg med 3 splineknutar.", "nl": "Modellen zijn geschat met 4 knopen en 2 niveaus.", "da": "Modellerne blev estimeret med 4 knuder."}
@g(H, "table of odds ratios", "docx:lab_pl pdf:tax_de md:soc_it")
def w_or(c): co, r = ors(c); c.doc([("h", "@title"), ("p", METH[c.lang]), ("t", co, r, "%s 2. %s" % (c.w["table"], c.b)), ("p", "N = %s; AIC = %s" % (c.n(c.i(2000, 60000)), c.f(c.r.uniform(8000, 20000), 1)))])
@g(H, "large counts by year", "rc:hous_fr xlsx:pol_es pdf:lab_pt")
def w_year(c): co, r = yr(c); c.doc([("h", "@title"), ("t", co, r, c.w["table"] + " 1")])
@g(H, "rates by region with large counts", "xlsx:hosp_de pc:soc_pl pptx:ins_nl json:uni_sv")
def w_rate(c): co, r = ratet(c); c.doc([("h", "@title"), ("t", co, r, c.title), ("p", "%s: register" % c.w["source"])])
@g(H, "first table of a paper, all cells large", "docx:hous_es md:hosp_fr")
def w_t1(c): co, r = t1(c); c.doc([("h", "@title"), ("t", co, r, "%s 1" % c.w["table"]), ("p", METH[c.lang])])
@g(H, "codebook of variables", "xlsx:soc_en json:lab_de")
def w_code(c):
    rows = []; 
    for v, l in ((c.c1, c.L1), (c.c2, c.L2), (c.rg, c.LR)): rows += [[v, k + 1, x] for k, x in enumerate(l)]
    c.doc([("t", ["variable", "code", "label"], rows + [[c.b, 0, c.w["no"]], [c.b, 1, c.w["yes"]]], None)])
@g(H, "coefficients written to csv", "rc:char_de")
def f_coef(c): c.R("m <- glm(@b ~ @c1 + @c2 + log(@n1), family = binomial, data = @df)\nwrite.csv(round(data.frame(coef(summary(m)), n = nobs(m), check.names = FALSE), 5), OUT)", c.big(4000), mode="file", check=TAB)
@g(H, "aggregate by region and group in csv", "rc:hosp_es pc:school_en")
def f_agg(c):
    D = c.big(5000, three=True)
    if c.form == "r-csv": c.R("a <- aggregate(@n1 ~ @rg + @c2, @df, function(x) c(n = length(x), mean = round(mean(x), 2), sd = round(sd(x), 2)))\nwrite.csv(do.call(data.frame, a), OUT, row.names = FALSE)", D, mode="file", check="all(table(@df$@rg, @df$@c2) >= 10)")
    else: X = D.groupby([c.rg, c.c2])[c.n1].agg(["count", "mean", "std"]).round(2); ok10(X["count"]); X.to_csv(c.path); c.done()
@g(H, "tuning results in csv or JSON", "pc:tax_de json:pol_fr")
def f_tune(c): c.doc([("t", ["trial", "max_depth", "eta", "min_child_weight", "cv_auc", "cv_sd"], [[k, c.i(2, 9), round(float(c.r.choice([.01, .03, .1])), 2), c.i(1, 8), round(float(c.r.uniform(.68, .76)), 4), round(float(c.r.uniform(.003, .01)), 4)] for k in range(1, c.i(12, 30))], None)])
@g(H, "SPSS cross-table with large cells", "html:pris_it")
def h_spss(c): c.spss("FREQUENCIES @c1.\nCROSSTABS /TABLES=@rg BY @c2 /STATISTICS=CHISQ /CELLS=COUNT ROW.\nMEANS? ".replace("MEANS? ", ""), c.big(2500))
@g(H, "notebook with model and aggregated tables", "nb:lab_pt nb:bank_es nb:hous_de")
def n_mod(c):
    D = c.big(4000); ok10(pd.crosstab(D[c.rg], D[c.c1])); c.NB(["md:# @title\n" + METH[c.lang], "import pandas as pd, numpy as np\nlen(@df)", "pd.crosstab(@df['@rg'], @df['@c1'], margins=True)", "import statsmodels.formula.api as smf\nm = smf.logit('@b ~ @ag + C(@c2)', data=@df).fit()\nm.summary().tables[1]", c.pick("@df.groupby('@c1')[['@n1', '@n2']].mean().round(2)", "@df['@n1'].quantile([.05, .25, .5, .75, .95])")], D)
@g(H, "notebook with simulation and versions only", "nb:hosp_en")
def n_sim(c): c.NB(["import numpy as np, pandas as pd\npd.__version__, np.__version__", "rng = np.random.default_rng(%d)\nres = [(n, d, (np.abs([(lambda a, b: (a.mean() - b.mean()) / np.sqrt(a.var(ddof=1) / n + b.var(ddof=1) / n))(rng.normal(0, 1, n), rng.normal(d, 1, n)) for _ in range(200)]) > 1.96).mean()) for n in (50, 100, 200) for d in (.2, .4)]\npd.DataFrame(res, columns=['n_per_arm', 'delta', 'power'])" % c.i(1, 9), "md:Next: repeat with 5 clusters and ICC 0.02", "print('done after 3 chunks')"])
@g(H, "mean scores of questionnaire items", "pptx:char_en xlsx:uni_sv")
def w_items(c): c.doc([("h", "@title"), ("t", ["item", c.w["mean"], c.w["sd"], "alpha if deleted"], [["Q%d" % k, c.f(c.r.uniform(2, 4.5), 2), c.f(c.r.uniform(.6, 1.3), 2), c.f(c.r.uniform(.7, .85), 2)] for k in range(1, c.i(7, 13))], "N = %s" % c.n(c.i(600, 3000))), ("p", "1–5; KMO 0.8%d" % c.i(1, 9))])
@g(H, "bar chart of large counts", "svg:soc_pl")
def v_bar(c):
    v = c.r.integers(200, 5000, len(c.LR)); ok10(v); fg, ax = plt.subplots(figsize=(5, 3.4)); b = ax.bar(c.LR, v); ax.bar_label(b); ax.set_title(c.title); ax.set_ylabel(c.w["n"]); fg.savefig(c.path, metadata={"Date": None}); plt.close(fg); c.done()
@g(H, "forest plot of coefficients", "svg:hosp_fr")
def v_forest(c): c.prog = "R"; c.R("m <- glm(@b ~ @c1 + @c2 + @rg, family = binomial, data = @df)\nk <- coef(summary(m))[-1, ]\nsvglite::svglite(OUT, 7, 4)\npar(mar = c(4, 11, 2, 1))\nplot(exp(k[, 1]), nrow(k):1, log = 'x', pch = 15, xlim = c(.4, 2.5), yaxt = 'n', ylab = '', xlab = 'OR')\nsegments(exp(k[, 1] - 2 * k[, 2]), nrow(k):1, exp(k[, 1] + 2 * k[, 2]))\naxis(2, nrow(k):1, rownames(k), las = 1, cex.axis = .7)\nabline(v = 1, lty = 2)\ndev.off()", c.big(4000), mode="file", check=TAB)
@g(H, "line chart of yearly rates", "svg:lab_en")
def v_line(c):
    fg, ax = plt.subplots(figsize=(5, 3.4))
    for l in c.LR: ax.plot(range(2008, 2019), 18 + np.cumsum(c.r.normal(0, .6, 11)), label=l)
    ax.legend(); ax.set_ylabel(c.w["rate"]); fg.savefig(c.path, metadata={"Date": None}); plt.close(fg); c.done()
@g(H, "model description in JSON", "json:bank_it")
def j_model(c): c.text(json.dumps({"model": "lightgbm", "seed": c.i(1, 9), "params": {"num_leaves": 31, "max_depth": c.i(3, 8), "lambda_l2": 2}, "cv": {"folds": 5, "auc": [round(float(c.r.uniform(.74, .79)), 4) for _ in range(5)]}, "importance": {v: round(float(x), 4) for v, x in zip([c.n1, c.n2, c.ag, c.c1, c.c2], c.r.dirichlet([5, 4, 3, 2, 2]))}, "n_train": c.i(9000, 50000)}, indent=2, ensure_ascii=False))
@g(H, "methods text", "pptx:hosp_de pdf:pol_es")
def w_meth(c): c.doc([("h", "@title"), ("p", METH[c.lang]), ("p", "R 4.2; lme4 1.1; 2 levels, 3 waves"), ("p", "AIC %s, BIC %s, ICC %s" % (c.f(c.r.uniform(9000, 12000), 1), c.f(c.r.uniform(12000, 13000), 1), c.f(c.r.uniform(.03, .2), 3)))])
