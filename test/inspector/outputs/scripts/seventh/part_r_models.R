# Models, survival and tests as R prints them.
jsonl <- "part_r_models.R.jsonl"
source(file.path(dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE))), "lab.R"))
set.seed(902)
n <- 640
d <- data.frame(age = rnorm(n, 60, 10), female = rbinom(n, 1, .5), site = factor(sample(c("Bath", "Exeter", "Truro"), n, TRUE)), cost = rlnorm(n, 7, .6))
d$event <- rbinom(n, 1, plogis(-1 + .03 * (d$age - 60))); d$time <- rexp(n, .02 * (1 + d$event))
dm <- d; dm$age[c(3, 90, 222, 417, 500)] <- NA
dl <- d; dl$age[1:77] <- NA

# glm and lm
put("logit_readmit.txt", "R glm", "harmless", "coefficients of a logistic model", print(glm(event ~ age + female + site, binomial, d)))
put("logit_coefs_se.txt", "R glm", "harmless", "matrix of coefficients", printCoefmat(coef(summary(glm(event ~ age + female, binomial, d)))))
s <- summary(glm(event ~ age + female, binomial, dm))
put("glm_summary_site.txt", "R glm", "missing-rows", "5 observations deleted", {cat(sprintf("glm(formula = event ~ age + female, family = binomial)\n\n")); printCoefmat(coef(s)); cat("\nNull deviance:", round(s$null.deviance, 2), " on", s$df.null, " degrees of freedom\n  (5 observations deleted due to missingness)\n")})
put("glm_full_summary.txt", "R glm", "missing-rows", "summary(glm), 5 observations deleted", print(summary(glm(event ~ age, binomial, dm))))
put("lm_cost.txt", "R lm", "extreme", "range of costs, and Min and Max of residuals", {k <- d[sample(n, 34), ]; cat("> range(k$cost)\n"); print(range(k$cost)); print(summary(lm(cost ~ age + site, k)))})
s <- summary(lm(log(cost) ~ age + site + female, dl))
put("lm_logcost.txt", "R lm", "harmless", "coefficients; 77 rows deleted", {printCoefmat(coef(s)); cat("Residual standard error:", round(s$sigma, 4), "on", s$df[2], "degrees of freedom\n  (77 observations deleted due to missingness)\nMultiple R-squared:", round(s$r.squared, 4), "\n")})
put("anova_models.txt", "R anova", "harmless", "analysis of variance", print(anova(lm(log(cost) ~ site, d), lm(log(cost) ~ site + age, d))))

# survival
f <- survfit(Surv(time, event) ~ female, d)
put("km_by_sex.txt", "R survfit", "harmless", "medians of big groups", print(f))
ds <- data.frame(time = c(2, 3, 5, 7, 8, 11, 13, 14, 17, 20), dead = c(1, 1, 0, 1, 1, 0, 1, 1, 0, 1))
put("surv_table_pilot.txt", "R survfit", "small-count", "life table with 1 event and fewer than ten at risk", print(summary(survfit(Surv(time, dead) ~ 1, ds))))
put("survfit_arms.txt", "R survfit", "small-count", "a group with 6 events",
    {g <- data.frame(t = rexp(300, .1), e = c(rep(1, 6), rep(0, 144), rbinom(150, 1, .4)), arm = rep(c("surgery", "watch"), each = 150)); print(survfit(Surv(t, e) ~ arm, g))})
put("coxph_frail.txt", "R coxph", "harmless", "Cox model", print(summary(coxph(Surv(time, event) ~ age + female, d))))
put("coxph_b.txt", "R coxph", "missing-rows", "5 observations deleted in a Cox model", print(coxph(Surv(time, event) ~ age + female, dm)))
put("logrank_hiv.txt", "R survdiff", "harmless", "log-rank test of big groups", print(survdiff(Surv(time, event) ~ site, d)))
put("logrank_jn.txt", "R survdiff", "small-count", "observed 3 and 8", {kur <- data.frame(t = c(rexp(60, .1), rexp(40, .1)), e = c(rep(1, 3), rep(0, 57), rep(1, 8), rep(0, 32)), g = rep(c("ja", "nein"), c(60, 40))); print(survdiff(Surv(t, e) ~ g, kur))})

# lme4, Poisson, tests
suppressMessages(library(lme4))
d$y <- rnorm(n) + as.integer(d$site)
d$clinic <- factor(sample(1:24, n, TRUE))
d$y <- d$y + rnorm(24)[d$clinic]
m <- lmer(y ~ age + (1 | clinic), d)
put("lmer_varcorr.txt", "R lme4", "harmless", "fixed effects and variances", {print(VarCorr(m)); print(round(fixef(m), 4)); cat("number of obs: 640, groups: clinic, 24\n")})
put("chisq_pvalues.txt", "R chisq.test", "harmless", "test only", {shift_sleep <- matrix(odd(4, 40, 90), 2); print(chisq.test(shift_sleep))})
put("fisher_expected.txt", "R fisher.test", "small-count", "table of a test with 2 and 7", {x <- matrix(c(2, 31, 7, 28), 2, dimnames = list(vacuna = c("sí", "no"), ingreso = c("sí", "no"))); print(x); print(fisher.test(x))})
put("t_test_gcse.txt", "R t.test", "harmless", "t test", {academy <- rnorm(140, 50, 9); grammar <- rnorm(155, 47, 9); print(t.test(academy, grammar))})
put("prop_test.txt", "R prop.test", "arithmetic", "proportion 0.02 of n = 250 gives 5", {cat("$ n arm A: 250   n arm B: 246\n"); p <- prop.test(c(5, 31), c(250, 246)); cat("sample estimates:\n"); print(p$estimate); cat("X-squared p-value =", format(p$p.value, digits = 3), "\n")})
put("lm_influence.txt", "R lm", "rows-of-people", "influence measures by person", print(data.frame(row = c("pat_017", "pat_088", "pat_131", "pat_204", "pat_230"), age = c(93, 19, 77, 24, 90), cooks_d = c(.41, .33, .12, .1, .09), hat = c(.08, .07, .03, .05, .06)), row.names = FALSE))
put("ranef_berater.txt", "R lme4", "rows-of-people", "a random effect for each adviser, by name of staff code and sex", print(data.frame(Berater = c("B-04 (w, 58 J.)", "B-11 (m, 33 J.)", "B-15 (m, 41 J.)", "B-22 (w, 29 J.)"), `(Intercept)` = c(.31, -.22, .05, -.14), check.names = FALSE)))
put("sessionInfo.txt", "R sessionInfo", "harmless", "versions of packages", cat("R version 4.2.2 (2022-10-31)\nPlatform: x86_64-pc-linux-gnu (64-bit)\nRunning under: Debian GNU/Linux 12 (bookworm)\n\nattached base packages:\n[1] stats     graphics  grDevices utils     datasets  methods   base\n\nother attached packages:\n[1] survival_3.5-3 lme4_1.1-31    Matrix_1.5-3   mgcv_1.8-41    nlme_3.1-162\n\nloaded via a namespace (and not attached):\n [1] Rcpp_1.0.10     minqa_1.2.5     MASS_7.3-58.2   compiler_4.2.2\n [5] lattice_0.20-45 splines_4.2.2   boot_1.3-28.1   grid_4.2.2\n"))
put("bootstrap_ci.txt", "R boot", "harmless", "bootstrap interval", cat("BOOTSTRAP CONFIDENCE INTERVAL CALCULATIONS\nBased on 5000 bootstrap replicates\n\nCALL :\nboot.ci(boot.out = b, type = c(\"perc\", \"bca\"))\n\nIntervals :\nLevel     Percentile            BCa\n95%   ( 0.812,  1.307 )   ( 0.826,  1.331 )\nCalculations and Intervals on Original Scale\n"))
put("gam_edf.txt", "R mgcv", "harmless", "smooth terms", {suppressMessages(library(mgcv)); g <- gam(event ~ s(age) + female, binomial, d); print(summary(g)$s.table); print(summary(g)$p.table)})
put("quantile_costs.txt", "R quantile", "extreme", "p99 of 130 persons is the second largest value", {cat("> length(x)\n"); print(130L); cat("> quantile(x, c(.5, .9, .99, 1))\n"); print(c(`50%` = 1204.5, `90%` = 5310.2, `99%` = 48211, `100%` = 73950))})
put("nlme_groups.txt", "R nlme", "missing-rows", "Number of Observations 1488 of 1495 read", cat("Linear mixed-effects model fit by REML\n  Data: skolor (1495 rows)\n       AIC      BIC    logLik\n  8812.40 8838.91 -4401.20\n\nRandom effects:\n Formula: ~1 | skola\n        (Intercept) Residual\nStdDev:      3.1182   9.4410\n\nFixed effects:  poang ~ ses + flicka\n              Value Std.Error   DF t-value p-value\n(Intercept) 211.402   1.22041 1442 173.222   0.000\nses           4.811   0.40217 1442  11.963   0.000\nflicka        2.094   0.51330 1442   4.080   0.000\n\n7 rader togs bort på grund av saknade värden (na.omit)\nNumber of Observations: 1488\nNumber of Groups: 44\n"))
put("wilcox_krank.txt", "R wilcox.test", "harmless", "rank test", {tage_ost <- rexp(210); tage_west <- rexp(190) * 1.3; print(wilcox.test(tage_ost, tage_west))})
put("cuminc_relapse.txt", "R print", "harmless", "cumulative incidence, numbers at risk above nine", print(data.frame(month = c(6, 12, 24, 36), at_risk = c(412, 377, 301, 244), cif = c(.041, .083, .151, .197), lower = c(.025, .06, .12, .16), upper = c(.063, .112, .19, .24))))
put("stepwise_aic.txt", "R step", "harmless", "AIC by step", cat("Start:  AIC=812.44\nevent ~ age + female + site + imd\n\n         Df Deviance    AIC\n- site    2   798.91 808.91\n- imd     4   804.12 810.12\n<none>        798.44 812.44\n- female  1   803.70 815.70\n- age     1   841.05 853.05\n\nStep:  AIC=808.91\nevent ~ age + female + imd\n"))
put("poisson_irr.txt", "R glm", "harmless", "rate ratios", {g <- glm(rpois(n, 3) ~ age + site, poisson, d); print(round(cbind(IRR = exp(coef(g)), exp(confint.default(g))), 3))})
put("models_nobs.txt", "R print", "missing-rows", "nobs 2204 against 2212 rows", {cat("> nobs(modele1)\n"); print(2204L); cat("> nrow(base_agric)\n"); print(2212L); cat("> AIC(modele1)\n"); print(9911.3)})
put("sample_flow_r.txt", "R print", "rounded", "flow of a sample in tens, with a note", cat("## échantillon (chiffres arrondis à la dizaine)\nrecensement   : 12 480\nrépondants    :  9 310\nexclus âge    :    440\nexclus décès  :     20\nanalysés      :  8 850\n"), 10)
