# Output of R: printed tables, models, survival, cross tables, figures of ggplot2, officer, knitr.
# Use: Rscript s06_r.R SEED FOLDER
a <- commandArgs(TRUE)
seed <- as.integer(a[1]); folder <- a[2]
set.seed(seed)
suppressPackageStartupMessages({library(ggplot2); library(survival); library(jsonlite); library(xtable)})
options(width = 100)
lab <- list()
words <- c("model", "tab", "anhang", "bilaga", "annexe", "uitvoer", "res", "fit", "chap", "suppl", "plot", "exp")
label <- function(ext, form, program, kind, what, base = NULL) {
  repeat {
    n <- sprintf("%s_%s%d.%s", sample(words, 1), sample(words, 1), sample(10:9999, 1), ext)
    if (!file.exists(file.path(folder, n))) break
  }
  row <- list(name = n, form = form, program = program, kind = kind, what = what)
  if (!is.null(base)) row$base <- base
  lab[[length(lab) + 1]] <<- row
  file.path(folder, n)
}
say <- function(kind, what, expr, base = NULL, echo = NULL, ext = "txt", form = "r-print", program = "R") {
  out <- capture.output(expr)
  writeLines(c(if (!is.null(echo)) paste(">", echo), out), label(ext, form, program, kind, what, base))
}

n <- 6200
d <- data.frame(age = pmin(pmax(round(rnorm(n, 55, 13)), 18), 97), sex = factor(sample(c("F", "M"), n, TRUE)),
  region = factor(sample(c("North", "East", "South", "West"), n, TRUE, c(.4, .3, .2, .1))),
  smoke = rbinom(n, 1, .22), site = factor(sample(1:14, n, TRUE)))
d$sbp <- 110 + .4 * d$age + 4 * d$smoke + rnorm(n, 0, 12)
d$dead <- rbinom(n, 1, plogis(-4 + .04 * d$age + .5 * d$smoke))
d$time <- round(rexp(n, .01) + 30)

# harmless ------------------------------------------------------------------
say("harmless", "linear model", print(coef(summary(lm(sbp ~ age + sex + smoke, d)))), echo = "coef(summary(lm(sbp ~ age + sex + smoke, d)))")

say("harmless", "logistic model", print(summary(glm(dead ~ age + smoke, binomial, d))$coefficients), echo = "summary(glm(dead ~ age + smoke, binomial, d))$coefficients")
cx <- summary(coxph(Surv(time, dead) ~ age + sex + smoke, d))
say("harmless", "Cox model", print(cx), echo = "summary(coxph(Surv(time, dead) ~ age + sex + smoke, d))")
suppressMessages(library(lme4))
m <- lmer(sbp ~ age + (1 | site), d)
say("harmless", "mixed model, 14 sites", {print(fixef(m)); print(VarCorr(m)); cat("Number of obs:", n, ", groups: site, 14\n")}, echo = "m <- lmer(sbp ~ age + (1 | site), d)")
say("harmless", "analysis of variance", print(anova(lm(sbp ~ region + sex, d))), echo = "anova(lm(sbp ~ region + sex, d))")
say("harmless", "t test", print(t.test(sbp ~ sex, d)), echo = "t.test(sbp ~ sex, d)")
say("harmless", "chi square test and table from 10 up", {print(t1 <- table(d$region, d$sex)); print(chisq.test(t1))}, echo = "t1 <- table(d$region, d$sex); t1; chisq.test(t1)")
say("harmless", "correlation matrix", print(round(cor(d[, c("age", "sbp", "smoke", "time")]), 3)), echo = "round(cor(x), 3)")
say("harmless", "means by group", print(aggregate(cbind(sbp, age) ~ region, d, function(x) round(mean(x), 1))))
say("harmless", "proportional hazards test", print(cox.zph(coxph(Surv(time, dead) ~ age + smoke, d))), echo = "cox.zph(fit)")
say("harmless", "versions", cat("[1] \"R version 4.2.2 (2022-10-31)\"\n[1] \"lme4 1.1.31\"     \"survival 3.5.3\"\n[3] \"ggplot2 3.4.1\"\n"), echo = "R.version.string; paste(pkgs, vers)")
mm <- lm(sbp ~ age + smoke + region, d)
writeLines(capture.output(print(xtable(mm, caption = "Blutdruck: lineares Modell"), comment = FALSE)), label("tex", "latex-markdown", "xtable", "harmless", "coefficients"))
writeLines(knitr::kable(broom::tidy(mm), digits = 3, format = "pipe"), label("md", "latex-markdown", "knitr kable", "harmless", "coefficients"))
write.csv2(broom::tidy(coxph(Surv(time, dead) ~ age + smoke, d), exponentiate = TRUE, conf.int = TRUE), label("csv", "csv", "R write.csv2", "harmless", "hazard ratios"), row.names = FALSE)
writeLines(toJSON(list(modell = "logit", koeffizienten = as.list(coef(glm(dead ~ age, binomial, d)))), auto_unbox = TRUE, pretty = TRUE, digits = 5), label("json", "json", "jsonlite", "harmless", "coefficients"))
say("harmless", "power calculation", print(power.t.test(delta = 3, sd = 12, power = .9)), echo = "power.t.test(delta = 3, sd = 12, power = .9)")

# the same models with names in other languages
g <- setNames(d[, c("age", "sex", "region", "smoke", "sbp", "dead", "time")], c("alter", "geschlecht", "gebiet", "raucher", "blutdruck", "tod", "zeit"))
levels(g$gebiet) <- c("Ost", "Nord", "S\u00fcd", "West")
say("harmless", "Mittelwerte nach Gebiet", print(aggregate(blutdruck ~ gebiet, g, function(x) round(mean(x), 1))), echo = "aggregate(blutdruck ~ gebiet, g, mean)")
say("harmless", "Kreuztabelle ab 10", print(addmargins(table(Gebiet = g$gebiet, Tod = ifelse(g$tod == 1, "ja", "nein")))), echo = "addmargins(table(g$gebiet, g$tod))")
h <- setNames(d[, c("age", "sex", "smoke", "sbp")], c("\u00e2ge", "sexe", "fumeur", "tension"))
say("harmless", "logit en fran\u00e7ais", print(round(coef(summary(glm(fumeur ~ tension + sexe, binomial, h))), 4)), echo = "coef(summary(glm(fumeur ~ tension + sexe, binomial, h)))")
q <- h[1:600, ]; q$service <- c(rep("Gri\u00e8vement br\u00fbl\u00e9s", 7), sample(c("M\u00e9decine", "Chirurgie"), 593, TRUE))
say("small-count", "br\u00fbl\u00e9s: 7", print(table(q$service)), echo = "table(q$service)")

# small counts ------------------------------------------------------------------
e <- d[1:420, ]
e$grade <- factor(c(rep("IV", 6), sample(c("I", "II", "III"), 414, TRUE)))
tb <- function(...) {x <- table(...); x}
small <- function(x) paste("cells below 10:", paste(x[x > 0 & x < 10], collapse = ", "))
t2 <- tb(e$grade, e$sex)
say("small-count", small(t2), {print(t2); print(addmargins(t2))}, echo = "table(e$grade, e$sex)")
say("small-count", "grade IV: 6", print(summary(e$grade)), echo = "summary(e$grade)")
say("small-count", small(t2), gmodels::CrossTable(e$grade, e$sex, prop.chisq = FALSE), echo = "CrossTable(e$grade, e$sex)", program = "gmodels")
say("small-count", "grade IV n = 6", print(as.data.frame(dplyr::count(e, grade))), echo = "count(e, grade)", program = "dplyr")
say("small-count", small(t2), print(ftable(xtabs(~ grade + sex, e))), echo = "ftable(xtabs(~ grade + sex, e))")
say("small-count", "grade IV: 6", print(data.table::as.data.table(e)[, .(.N, mean_sbp = round(mean(sbp), 1)), by = grade]), echo = "dt[, .(.N, mean_sbp = mean(sbp)), by = grade]", program = "data.table")
say("small-count", "grade IV: 6", print(Hmisc::describe(as.character(e$grade))), echo = "describe(e$grade)", program = "Hmisc")
k <- survfit(Surv(time, dead) ~ 1, e[1:60, ])
say("small-count", "deaths one by one, n.event 1", print(summary(k)), echo = "summary(survfit(Surv(time, dead) ~ 1, e))", program = "survival")
pander::panderOptions("table.style", "rmarkdown")
writeLines(capture.output(pander::pander(t2)), label("md", "latex-markdown", "pander", "small-count", small(t2)))
writeLines(capture.output(htmlTable::htmlTable(addmargins(t2), useViewer = FALSE)[1]) , label("html", "html", "htmlTable", "small-count", small(t2)))
sf <- function(p, ext, w = 6, h = 4) if (ext == "svg") svglite::svglite(p, w, h) else pdf(p, w, h)
fig <- function(g, ext, form, kind, what, base = NULL) {
  sf(label(ext, form, "ggplot2", kind, what, base), ext); print(g); invisible(dev.off())
}
b <- data.frame(g = levels(e$grade), n = as.integer(table(e$grade)))
fig(ggplot(b, aes(g, n)) + geom_col() + geom_text(aes(label = n), vjust = -.3) + labs(x = "Tumour grade", y = "patients"), "svg", "svg", "small-count", "bar IV labelled 6")
fig(ggplot(b, aes(n, g)) + geom_col(fill = "steelblue") + geom_text(aes(label = n), hjust = -.3) + labs(y = "Stadium", x = "Anzahl Patienten"), "pdf", "pdf", "small-count", "bar IV labelled 6")

# extremes, rows -----------------------------------------------------------------
say("extreme", paste("age", min(e$age), "to", max(e$age)), print(summary(e[, c("age", "sbp")])), echo = "summary(e[, c('age', 'sbp')])")
say("extreme", paste("age", min(d$age), "to", max(d$age)), print(as.data.frame(psych::describe(d[, c("age", "sbp")]))[, c("n", "mean", "sd", "min", "max")]), echo = "describe(d)", program = "psych")
say("extreme", paste("age range", paste(range(d$age), collapse = " to ")), print(range(d$age)), echo = "range(d$age)")
say("rows-of-people", "head of the data, 10 people", print(head(d[, c("age", "sex", "region", "sbp", "dead")], 10)), echo = "head(d, 10)")
say("rows-of-people", "structure with first values", str(d), echo = "str(d)")
say("rows-of-people", "12 outliers with their row numbers", print(round(residuals(mm)[order(-abs(residuals(mm)))][1:12], 2)), echo = "largest residuals")
fig(ggplot(e[1:70, ], aes(age, sbp)) + geom_point() + geom_text(aes(label = rownames(e)[1:70]), size = 2, vjust = -1), "svg", "svg", "rows-of-people", "scatter with a labelled point for each person")
# missing ------------------------------------------------------------------------
f <- d; f$sbp[c(3, 90, 1200)] <- NA
say("missing-rows", "3 observations deleted due to missingness", cat(capture.output(print(summary(lm(sbp ~ age, f))))[-(5:8)], sep = "\n"), echo = "summary(lm(sbp ~ age, f))")
f$smoke[c(5, 17, 400, 401, 777)] <- NA
say("missing-rows", "8 observations deleted", print(coxph(Surv(time, dead) ~ sbp + smoke, f)), echo = "coxph(Surv(time, dead) ~ sbp + smoke, f)", program = "survival")
say("missing-rows", "NA counts 3 and 5", print(colSums(is.na(f[, c("age", "sbp", "smoke")]))), echo = "colSums(is.na(f))")
fig(ggplot(aggregate(sbp ~ region, d, mean), aes(region, sbp)) + geom_col(fill = "grey40") + labs(title = "Systolic pressure, analysed sample", caption = "Removed 4 rows containing missing values"), "pdf", "pdf", "missing-rows", "4 rows removed (caption)")

# figures without danger ------------------------------------------------------------
ag <- aggregate(sbp ~ region + sex, d, mean)
fig(ggplot(ag, aes(region, sbp, fill = sex)) + geom_col(position = "dodge") + labs(title = "Mean systolic pressure", y = "mm Hg"), "svg", "svg", "harmless", "means by region")
co <- broom::tidy(mm, conf.int = TRUE)[-1, ]
fig(ggplot(co, aes(estimate, term)) + geom_pointrange(aes(xmin = conf.low, xmax = conf.high)) + geom_vline(xintercept = 0, linetype = 2), "pdf", "pdf", "harmless", "coefficients with intervals")
yr <- data.frame(year = 2005:2020, rate = 40 + cumsum(rnorm(16)))
fig(ggplot(yr, aes(year, rate)) + geom_line() + labs(title = "Taux de redoublement", x = "Année", y = "pour 1000"), "svg", "svg", "harmless", "rate by year")

# rounded ------------------------------------------------------------------------
rt <- function(x, b) b * round(x / b)
t5 <- rt(table(d$site, d$sex), 5)
say("rounded", "counts by site rounded to 5", print(t5), 5, echo = "rt(table(d$site, d$sex), 5)")
t10 <- rt(table(d$site), 10)
r10 <- data.frame(site = LETTERS[1:14], persons = as.integer(t10) * 1)
r10$persons <- r10$persons + 10L * (1:14)
write.csv(r10, label("csv", "csv", "R write.csv", "rounded", "counts by site rounded to 10", 10), row.names = FALSE)
r20 <- data.frame(Klinik = LETTERS[1:10], Fälle = 20 * sample(4:60, 10))
fig(ggplot(r20, aes(Klinik, Fälle)) + geom_col() + geom_text(aes(label = Fälle), vjust = -.3) + theme(axis.text.y = element_blank()), "svg", "svg", "rounded", "bars labelled, rounded to 20", 20)
suppressMessages({library(officer); library(flextable)})
r50 <- data.frame(Faculty = c("Law", "Medicine", "Arts", "Science", "Music"), Home = 50 * sample(5:60, 5), Overseas = 50 * sample(2:40, 5))
print(body_add_flextable(body_add_par(read_docx(), "Enrolled students, rounded to 50"), flextable(r50)), target = label("docx", "docx", "officer", "rounded", "students rounded to 50", 50))

# officer --------------------------------------------------------------------------
pp <- function(title, x, kind, what) {
  p <- add_slide(read_pptx(), layout = "Title and Content", master = "Office Theme")
  p <- ph_with(p, title, location = ph_location_type("title"))
  print(ph_with(p, x, location = ph_location_type("body")), target = label("pptx", "pptx", "officer", kind, what))
}
pp("Patients by grade", setNames(b, c("Grade", "Patients")), "small-count", "grade IV: 6")
pp("Adjusted differences", data.frame(Term = co$term, Estimate = round(co$estimate, 2), p = format.pval(co$p.value, 3)), "harmless", "coefficients")
print(body_add_table(body_add_par(read_docx(), "Patienten nach Stadium"), setNames(b, c("Stadium", "Anzahl"))), target = label("docx", "docx", "officer", "small-count", "Stadium IV: 6"))
print(body_add_flextable(read_docx(), flextable(data.frame(Utfall = c("Död", "Stroke"), HR = c(1.31, 1.08), KI = c("1,12-1,53", "0,97-1,20")))), target = label("docx", "docx", "flextable", "harmless", "hazard ratios"))
writeLines(sapply(lab, toJSON, auto_unbox = TRUE), file.path(folder, "_labels_s06.jsonl"))
