"""Harmless results of models, as programs print them."""
import os, subprocess, tempfile
import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy.stats import norm
from common import *


def data(c, n=None):
    n = n or ri(700, 2400)
    age, s = rng.normal(47, 11, n).round(1), rng.binomial(1, .45, n)
    y = (c.mu * (1 + .01 * (age - 47)) + s * c.mu * .1 + rng.normal(0, c.mu / 3, n)).round(2)
    g = rng.integers(1, pick([9, 14, 25]), n)
    y = (y + (g % 5) * c.mu * .08).round(2)
    ev = rng.binomial(1, 1 / (1 + np.exp(-(-.6 + .02 * (age - 47) + .4 * s))))
    return pd.DataFrame({c.num: y, "age": age, "treated": s, "unit": [f"u{k}" for k in g], "event": ev, "time": rng.exponential(24, n).round(2) + .01})


RC = {
 "lm": ('m <- lm({x} ~ age + treated, data = d)\nsummary(m)', 1, "model; quartiles of residuals only"),
 "glm": ('m <- glm(event ~ age + treated, data = d, family = binomial)\nm\nround(exp(cbind(OR = coef(m), confint.default(m))), 3)', 2, "logistic model"),
 "cox": ('library(survival)\ncoxph(Surv(time, event) ~ age + treated, data = d)', 2, "Cox model with many events"),
 "zph": ('library(survival)\nm <- coxph(Surv(time, event) ~ age + treated, data = d)\ncox.zph(m)', 1, "test of proportional hazards"),
 "anova": ('anova(lm({x} ~ age, d), lm({x} ~ age + treated + unit, d))', 1, "analysis of variance"),
 "lmer": ('suppressMessages(library(lme4))\nm <- lmer({x} ~ age + treated + (1 | unit), data = d)\nprint(m)', 2, "mixed model; number of units is not of people"),
 "ttest": ('t.test({x} ~ treated, data = d)', 1, "test"),
 "chisq": ('chisq.test(table(d$event, d$treated))\nwilcox.test({x} ~ event, data = d)', 1, "tests"),
 "tidy": ('broom::tidy(lm({x} ~ age * treated, data = d), conf.int = TRUE)', 2, "coefficients"),
 "survfit": ('library(survival)\nsurvfit(Surv(time, event) ~ treated, data = d)', 1, "medians of survival, many events"),
 "power": ('power.t.test(delta = 0.4, sd = 1.2, power = 0.9)\npower.prop.test(p1 = .12, p2 = .09, power = .8)', 1, "sample size"),
 "cor": ('round(cor(d[, c("{x}", "age", "treated", "event")]), 3)', 1, "correlations"),
 "fa": ('set.seed(4)\nX <- matrix(rnorm(6000), ncol = 6) + rnorm(1000)\ncolnames(X) <- paste0("item", 1:6)\nfactanal(X, 2)', 1, "factor loadings"),
 "quart": ('aggregate({x} ~ treated, d, function(v) c(n = length(v), round(quantile(v, c(.25, .5, .75)), 1)))', 1, "quartiles of large groups"),
 "svy": ('suppressMessages(library(survey))\nd$w <- runif(nrow(d), 1, 3)\nD <- svydesign(ids = ~1, weights = ~w, data = d)\nsvymean(~{x} + age, D)\nsvyglm({x} ~ age, D)', 1, "survey means"),
 "aic": ('m1 <- lm({x} ~ age, d); m2 <- lm({x} ~ poly(age, 3), d); m3 <- lm({x} ~ age + treated, d)\nAIC(m1, m2, m3)\nBIC(m1, m2, m3)', 1, "information criteria"),
 "nb": ('library(MASS)\nm <- glm.nb(round({x}) ~ age + treated, data = d[d[["{x}"]] > 0, ])\nround(coef(summary(m)), 4)\nm$theta', 1, "negative binomial model"),
 "vers": ('for (p in c("survival", "lme4", "ggplot2", "MASS")) cat(p, format(packageVersion(p)), "\\n")\nR.version.string', 1, "versions"),
 "sim": ('set.seed(8)\nB <- replicate(200, coef(lm({x} ~ age, d[sample(nrow(d), replace = TRUE), ]))[2])\nc(mean = mean(B), se = sd(B))\nquantile(B, c(.025, .975))', 1, "bootstrap of a coefficient")}


def r_models():
    for k, (code, n, what) in RC.items():
        for _ in range(n):
            c = ctx()
            o = run_r('d <- read.csv("d.csv")\n' + code.format(x=c.num, b=c.by), rng.random() < .75, {"d.csv": data(c)})
            save(c, pick(["txt", "Rout", "txt"]), "r-print", "R", "harmless", o, what)
    for fmt, ext, form in (("pipe", "md", "latex-markdown"), ("html", "html", "html"), ("latex", "tex", "latex-markdown")):
        c = ctx()
        o = run_r(f'd <- read.csv("d.csv")\nm <- lm({c.num} ~ age + treated, data = d)\nknitr::kable(coef(summary(m)), digits = 3, format = "{fmt}", caption = "OLS, {c.title}")', False, {"d.csv": data(c)})
        save(c, ext, form, "R", "harmless", o, "coefficients")


def py_models():
    for k in range(3):
        c = ctx()
        d = data(c)
        X = sm.add_constant(d[["age", "treated"]])
        m = [lambda: sm.OLS(d[c.num], X).fit(), lambda: sm.Logit(d["event"], X).fit(disp=0), lambda: sm.Poisson(d[c.num].clip(0).round(), X).fit(disp=0)][k]()
        save(c, "txt", "pandas-print", "Python", "harmless", re.sub(r"Time:( +)\S+", r"Time:\g<1>10:14:52", re.sub(r"Date:.*?\d{4}", "Date:                Mon, 04 Mar 2024", str(m.summary()))), "model summary")
    c = ctx()
    a = rng.uniform(.68, .77, 5)
    s = pd.DataFrame({"fold": range(1, 6), "auc": a.round(3), "brier": rng.uniform(.14, .19, 5).round(3)})
    save(c, "txt", "pandas-print", "Python", "harmless", f"5-fold cross-validation, {c.title}\n{s.to_string(index=False)}\nmean AUC {a.mean():.3f} (SD {a.std():.3f})", "cross-validation")


def stata_row(v, b, se, z="t"):
    t = b / se
    f = lambda x, n: re.sub(r"^(-?)0\.", r"\1.", f"{x:.7g}").rjust(n)
    p = 0.0 if abs(t) > 3.3 else round(float(2 * (1 - norm.cdf(abs(t)))), 3)
    return f"{v[:12]:>12} |{f(b, 11)}{f(se, 12)}{t:>9.2f}{p:>8.3f}{f(b - 1.96 * se, 13)}{f(b + 1.96 * se, 12)}"


def stata_models():
    for cmd, top, z in (("regress", "Linear regression", "t"), ("logit", "Logistic regression", "z"), ("xtreg", "Random-effects GLS regression", "z"), ("probit", "Probit regression", "z")):
        c = ctx()
        n = ri(900, 5000)
        y = c.num if cmd in ("regress", "xtreg") else "outcome"
        L = [f". {cmd} {y} age i.{c.by}" + (", vce(robust)" if cmd == "regress" else ""), "", f"{top:<48}Number of obs     = {n:>10,}"]
        L += [f"{'':<48}{'F(' + str(len(c.bys)) + ', ' + str(n - len(c.bys) - 1) + ')' if z == 't' else f'Wald chi2({len(c.bys)})':<18}= {rng.uniform(20, 90):>10.2f}", f"{'':<48}Prob > {'F' if z == 't' else 'chi2':<11}= {0:>10.4f}", ""]
        bar = "-" * 13 + "+" + "-" * 64
        L += ["-" * 78, f"{y[:12]:>12} | Coefficient  Std. err.      {z}    P>|{z}|     [95% conf. interval]", bar, stata_row("age", rng.uniform(.01, .2), .021), f"{c.by[:12]:>12} |"]
        L += [stata_row(x, rng.normal(0, .5), rng.uniform(.1, .3)) for x in c.bys[1:]] + [f"{'':>12} |", stata_row("_cons", rng.uniform(1, 9), .42), "-" * 78]
        save(c, "log", "stata-log", "Stata", "harmless", "\n".join(L), "regression")
    c = ctx()
    L = [". margins, dydx(*)", "", f"Average marginal effects{'':<28}Number of obs = {ri(1000, 4000):,}", "Model VCE: OIM", "", "-" * 78, f"{'':>12} |      dy/dx   std. err.      z    P>|z|     [95% conf. interval]", "-" * 13 + "+" + "-" * 64]
    L += [stata_row(v, rng.normal(0, .1), .02) for v in ("age", "treated", "urban")]
    save(c, "log", "stata-log", "Stata", "harmless", "\n".join(L + ["-" * 78]), "marginal effects")
    c = ctx()
    L = [". describe", "", f" Observations:        {ri(10000, 90000):,}                  {c.title}", "    Variables:            6                  12 Feb 2024 10:41", "-" * 70, "Variable      Storage   Display    Value", "    name         type    format    label      Variable label", "-" * 70]
    L += [f"{v[:12]:<16}{t:<8}{f:<11}{l:<11}{v}" for v, t, f, l in ((c.var, "byte", "%8.0g", "lb1"), (c.by, "byte", "%8.0g", "lb2"), (c.num, "float", "%9.0g", ""), ("age", "int", "%8.0g", ""))]
    L += ["-" * 70, f"Sorted by: {c.by}", "", ". label list lb1", "lb1:"] + [f"{i + 1:>12} {x}" for i, x in enumerate(c.cats)]
    save(c, "log", "stata-log", "Stata", "harmless", "\n".join(L), "description of variables, codes of labels")


def sas_models():
    c = ctx()
    n = ri(900, 4000)
    L = ["                         The REG Procedure", "                           Model: MODEL1", f"                   Dependent Variable: {c.num}", "", f"              Number of Observations Read        {n}", f"              Number of Observations Used        {n}", "",
         "                        Parameter Estimates", "", "                     Parameter       Standard", "Variable     DF       Estimate          Error    t Value    Pr > |t|", ""]
    for v in ("Intercept", "age", "treated"):
        b, s = rng.normal(2, 2), rng.uniform(.1, .6)
        L.append(f"{v:<12}{1:>3}{b:>15.5f}{s:>15.5f}{b / s:>11.2f}{'<.0001' if abs(b / s) > 4 else f'{2 * (1 - norm.cdf(abs(b / s))):.4f}':>12}")
    save(c, "lst", "sas-listing", "SAS", "harmless", "\n".join(L), "regression")
    c = ctx()
    L = ["                      The LOGISTIC Procedure", "", "                     Odds Ratio Estimates", "", "                            Point          95% Wald", "Effect                   Estimate      Confidence Limits", ""]
    for v in ["age"] + [f"{c.by} {x} vs {c.bys[0]}" for x in c.bys[1:]]:
        o = rng.uniform(.6, 2.2)
        L.append(f"{v:<25}{o:>8.3f}{o * .8:>11.3f}{o * 1.24:>9.3f}")
    L += ["", "Percent Concordant     68.4    Somers' D    0.371", "Percent Discordant     31.3    Gamma        0.372", "Percent Tied            0.3    c            0.686"]
    save(c, "lst", "sas-listing", "SAS", "harmless", "\n".join(L), "odds ratios")
    c = ctx()
    L = ["                       The CONTENTS Procedure", "", f"Data Set Name        WORK.{c.var[:8].upper()}            Observations          {ri(10000, 90000)}", "Member Type          DATA                    Variables             5", "", "    Alphabetic List of Variables and Attributes", "", " #    Variable          Type    Len    Format     Label", ""]
    L += [f"{i + 1:>2}    {v[:16]:<18}{t:<8}{l:>3}    {f:<11}{v}" for i, (v, t, l, f) in enumerate((("age", "Num", 8, "BEST12."), (c.by, "Char", 12, ""), (c.num, "Num", 8, "8.1"), (c.var, "Num", 3, "VFMT.")))]
    save(c, "lst", "sas-listing", "SAS", "harmless", "\n".join(L), "contents of a data set")
    c = ctx()
    n = ri(20000, 90000)
    L = [f"1    data work.step1; set lib.{c.var[:8]}; run;", "", f"NOTE: There were {n} observations read from the data set LIB.{c.var[:8].upper()}.", f"NOTE: The data set WORK.STEP1 has {n} observations and 9 variables.", "NOTE: DATA statement used (Total process time):", "      real time           1.07 seconds", "      cpu time            0.84 seconds", "", "2    proc sort data=work.step1; by pid; run;", "", "NOTE: PROCEDURE SORT used (Total process time):", "      real time           3.31 seconds", "      cpu time            2.96 seconds"]
    save(c, "log", "sas-listing", "SAS", "harmless", "\n".join(L), "log with times")


def others():
    with tempfile.TemporaryDirectory() as d:
        c = ctx()
        data(c)[[c.num, "age", "treated"]].to_csv(d + "/d.csv", index=False)
        open(d + "/a.inp", "w").write(f"open d.csv --quiet\nols {c.num} const age treated\n")
        o = subprocess.run(["gretlcli", "-b", "a.inp"], cwd=d, capture_output=True, text=True, env=dict(os.environ, HOME=d, LC_ALL="C.UTF-8")).stdout
        save(c, "txt", "gretl", "gretl", "harmless", "\n".join(x for x in o.splitlines() if "/" not in x and "Current" not in x), "OLS model")
        c = ctx()
        D = data(c, 400)
        open(d + "/a.sps", "w").write("data list list notable /y x1 x2.\nbegin data.\n" + "\n".join(f"{a} {b} {e}" for a, b, e in D[[c.num, "age", "treated"]].values) + f"\nend data.\nvariable labels y '{c.num}' x1 'age' x2 'treated'.\nregression /variables=x1 x2 /dependent=y /statistics=coeff r anova.\n")
        o = subprocess.run(["pspp", "a.sps"], cwd=d, capture_output=True, text=True, env=dict(os.environ, LC_ALL="C.UTF-8")).stdout
        save(c, "txt", "spss", "PSPP", "harmless", o, "linear regression")


def make():
    for f in (r_models, py_models, stata_models, sas_models, others):
        f()
