# What R prints: tables, models, summaries.
source("rec.R")
start("r_prints")
suppressPackageStartupMessages({library(dplyr); library(survival); library(data.table); library(lme4)})
s <- function() sample(2:9, 1)

## small counts
k <- s(); d <- people(c("never", "former", "current"), c("control", "lung cancer"), cells(6, small = k), c("smoking", "group"))
r_print("smoking", "small-count", paste(k, "people in one cell"), "with(d, table(smoking, group))\nprop.table(table(d$smoking, d$group), 2)")
k <- s(); d <- people(c("Grundschule", "Realschule", "Gymnasium"), c("Nord", "Ost", "Süd"), cells(9, small = k), c("Schulform", "Region"))
r_print("schulform", "small-count", paste(k, "people in one cell"), "addmargins(xtabs(~ Schulform + Region, data = d))")
k <- s(); d <- people(c("A", "B", "AB", "O"), c("transfused", "not"), cells(8, small = k), c("abo", "status"))
r_print("bloodgroup", "small-count", paste(k, "people in one cell"), "library(gmodels)\nCrossTable(d$abo, d$status, prop.c = FALSE, prop.chisq = FALSE, digits = 2)", pkg = "R gmodels")
k <- s(); d <- people(c("cash", "card", "cheque"), c("fraud", "no fraud"), cells(6, small = k), c("method", "flag"))
r_print("payments", "small-count", paste(k, "people in one cell"), "d %>% count(method, flag) %>% mutate(share = n / sum(n))", pkg = "R dplyr")
k <- s(); d <- people(c("1er", "2e", "3e", "4e"), c("rural", "urbain"), cells(8, small = k), c("quartile", "zone"))
r_print("quartiles", "small-count", paste(k, "people in one cell"), "as.data.table(d)[, .N, keyby = .(quartile, zone)]", pkg = "R data.table")
k <- s(); d <- people(c("low", "mid", "high"), c("yes", "no"), cells(6, small = k), c("risk", "event")); d$sex <- sample(c("F", "M"), nrow(d), TRUE)
r_print("riskgroup", "small-count", paste(k, "people in one cell, fewer by sex"), "ftable(table(d$risk, d$event))\ntapply(d$event == \"yes\", d$risk, sum)")
n <- 640; tm <- rexp(n, .12); ev <- rbinom(n, 1, .5); cut <- 8; ev[tm > cut] <- 0; tm <- pmin(tm, cut); arm <- sample(c("A", "B"), n, TRUE)
r_print("os_curve", "small-count", "events from 2 to 6 at most of the times in the survival listing", "fit <- survfit(Surv(round(tm, 1), ev) ~ 1)\nsummary(fit, times = sort(unique(round(tm, 1)))[1:20])", pkg = "R survival")

## rows of people
d <- data.frame(id = sprintf("K%03d", sample(999, 60)), alder = sample(18:90, 60, TRUE), kjonn = sample(c("K", "M"), 60, TRUE), bmi = round(rnorm(60, 27, 4), 1), opphold = sample(1:30, 60, TRUE))
r_print("opphold", "rows-of-people", "one row for each of 6 people", "head(d)\ncolMeans(d[, c(\"alder\", \"bmi\")])")
d2 <- as_tibble(data.frame(pid = 1:200, dose = sample(c(5, 10, 20), 200, TRUE), sbp0 = round(rnorm(200, 150, 15)), sbp12 = round(rnorm(200, 138, 15)), stopped = rbinom(200, 1, .1)))
r_print("bp_trial", "rows-of-people", "one row for each of 10 people", "d2\nd2 %>% filter(sbp0 > 180) %>% arrange(desc(sbp0))", pkg = "R dplyr")
r_print("leverage", "rows-of-people", "one row for each of the people with high leverage", "m <- lm(sbp12 ~ sbp0 + dose, d2)\ncbind(d2, hat = round(hatvalues(m), 4), res = round(resid(m), 2))[order(-hatvalues(m))[1:12], ]")
r_print("transposed", "rows-of-people", "one column for each of 7 people", "t(d[1:7, ])")
r_print("ranef_school", "rows-of-people", "one row for each pupil in the list of longest absences", "p <- data.frame(pupil = sprintf(\"P%04d\", sample(9999, 300)), absent = rpois(300, 9), fsm = sample(0:1, 300, TRUE))\nprint(p[order(-p$absent), ][1:15, ], row.names = FALSE)")

## extremes
r_print("descriptive", "extreme", "Min. and Max. of age and stay", "summary(d[, c(\"alder\", \"bmi\", \"opphold\")])")
w <- data.frame(wage = round(rlnorm(3000, 7.8, .5)), hours = round(rnorm(3000, 36, 6)), tenure = rpois(3000, 8))
r_print("wages", "extreme", "min and max of wages", "library(psych)\ndescribe(w)", pkg = "R psych")
r_print("hours", "extreme", "lowest and highest values", "Hmisc::describe(w)", pkg = "R Hmisc")
r_print("lonn", "extreme", "range by group", "w$g <- cut(w$hours, c(-Inf, 30, 38, Inf), labels = c(\"deltid\", \"vanlig\", \"lang\"))\naggregate(wage ~ g, w, function(x) c(n = length(x), mean = mean(x), max = max(x)))\nrange(w$tenure)")
r_print("quantil", "extreme", "0 % and 100 % quantiles", "quantile(w$wage)\nquantile(w$hours, c(.1, .5, .9))")

## missing rows
m <- data.frame(y = rnorm(900), x = rnorm(900), z = sample(c("a", "b", "c"), 900, TRUE)); k <- s(); m$x[sample(900, k)] <- NA
r_print("lm_main", "missing-rows", paste(k, "observations deleted due to missingness"), "summary(lm(y ~ x + z, data = m))")
k <- s(); m2 <- m; m2$x <- rnorm(900); m2$bmi <- rnorm(900, 27, 4); m2$bmi[sample(900, k)] <- NA
r_print("colsums", "missing-rows", paste(k, "missing of bmi"), "colSums(is.na(m2))\nsapply(m2[, c(\"y\", \"bmi\")], mean, na.rm = TRUE)")
k <- s(); m3 <- data.frame(t = rexp(1200, .1), e = rbinom(1200, 1, .4), x = rnorm(1200)); m3$x[sample(1200, k)] <- NA
r_print("coxph", "missing-rows", paste(k, "observations deleted"), "coxph(Surv(t, e) ~ x, data = m3)", pkg = "R survival")

## arithmetic
v <- cells(6, 40, 400); v[2] <- s(); tab <- matrix(v, 3, dimnames = list(c("18-39", "40-64", "65+"), c("treated", "untreated"))); sup <- addmargins(tab)
r_print("agegroups", "arithmetic", sprintf("hidden %d = %d − %d (40-64 treated)", v[2], v[2] + v[5], v[5]), "sup[sup > 0 & sup < 10] <- NA\nprint(sup, na.print = \"<10\")")
k <- s(); p <- round(100 * c(k, 210, 640 - 210 - k) / 640, 2); names(p) <- c("ja", "nein", "k. A.")
r_print("umfrage", "arithmetic", sprintf("hidden %d = %.2f %% of 640", k, p[1]), "cat(\"N =\", 640, \"Patienten\\n\")\np")

## rounded
rt <- matrix(5 * sample(2:150, 12), 4, dimnames = list(c("Q1", "Q2", "Q3", "Q4"), c("2018", "2019", "2020")))
r_print("quarters", "rounded", "all counts are multiples of 5", "# counts of patients, rounded to 5\nrt", base = 5)
rt2 <- data.frame(lan = c("Skåne", "Uppsala", "Dalarna", "Gotland"), elever = 10 * sample(8:400, 4), examen = 10 * sample(2:70, 4))
r_print("lan", "rounded", "all counts are multiples of 10", "rt2", base = 10)
rt3 <- table(factor(rep(c("none", "mild", "severe"), 100 * c(14, 9, 3)), c("none", "mild", "severe")))
r_print("severity", "rounded", "all counts are multiples of 100", "# numbers are rounded to the nearest 100\naddmargins(rt3)", base = 100)

## harmless
g <- data.frame(y = rbinom(5200, 1, .31), age = rnorm(5200, 50, 12), sex = sample(c("F", "M"), 5200, TRUE), site = sample(sprintf("s%02d", 1:24), 5200, TRUE)); g$sc <- 20 + .1 * g$age + rnorm(24)[as.integer(factor(g$site))] + rnorm(5200, 0, 4)
g$fu <- rexp(5200, .2)
H <- function(slug, what, code, pkg = "R") r_print(slug, "harmless", what, code, parent.frame(), pkg = pkg)
H("logit", "coefficients of a logit model", "fit <- glm(y ~ age + sex, family = binomial, data = g)\nround(coef(summary(fit)), 4)\nexp(cbind(OR = coef(fit), confint.default(fit)))")
H("tidy", "coefficients of a linear model", "broom::tidy(lm(sc ~ age + sex, g), conf.int = TRUE)\nbroom::glance(lm(sc ~ age + sex, g))[, c(\"r.squared\", \"AIC\", \"df\", \"nobs\")]", "R broom")
H("mixed", "mixed model", "m <- lmer(sc ~ age + sex + (1 | site), data = g)\nm\nVarCorr(m)", "R lme4")
H("anova", "comparison of models", "m0 <- lm(sc ~ age, g); m1 <- lm(sc ~ splines::ns(age, 3) + sex, g)\nanova(m0, m1)\nAIC(m0, m1)")
H("cox_res", "Cox model", "coxph(Surv(fu, y) ~ age + sex, data = g)", "R survival")
H("ttest", "t test", "t.test(sc ~ sex, data = g)\ncor.test(~ age + sc, g)$estimate")
H("chisq", "chi-squared test", "chisq.test(table(g$sex, g$y))")
H("corr", "correlation matrix", "round(cor(g[, c(\"age\", \"sc\", \"fu\")]), 2)")
H("counts", "counts from 10 up", "table(g$sex, g$y, dnn = c(\"sex\", \"readmitted\"))\nxtabs(~ site, g)")
H("means", "means and deviations by sex", "g %>% group_by(sex) %>% summarise(n = n(), sd_age = sd(age), age = mean(age), score = mean(sc))", "R dplyr")
H("factors", "loadings", "f <- factanal(cbind(a = g$age + rnorm(5200), b = g$age + rnorm(5200, 0, 5), c = g$sc + rnorm(5200), d = g$sc + rnorm(5200, 0, 2), e = rnorm(5200), f = g$sc - g$age + rnorm(5200)), 2)\nprint(f$loadings, cutoff = .3)")
H("versions", "packages", "R.version.string\nfor (p in c(\"dplyr\", \"survival\", \"lme4\")) cat(p, format(packageVersion(p)), \"\\n\")")
H("sizes", "sizes of data", "dim(g)\nsapply(g, class)\nlength(unique(g$site))")
H("quantiles", "inner quantiles", "quantile(g$sc, c(.05, .25, .5, .75, .95))\nround(prop.table(table(g$sex)), 3)")
done()
