# Outputs of R: Rscript by_r.R JOBS; a job has fn, data, out and the words of its topic.
suppressPackageStartupMessages({library(jsonlite); library(dplyr); library(survival); library(ggplot2); library(knitr); library(data.table)})
options(width = 90)
q <- function(x) paste0("`", x, "`")
say <- function(out, expr) { text <- capture.output(expr); writeLines(text, out, useBytes = FALSE) }
fo <- function(y, ...) as.formula(paste(y, "~", paste(c(...), collapse = " + ")))
J <- list()
# ---- counts
J$tab <- function(d, w, o) say(o, { print(table(d[[w$g]])); cat("\n"); print(round(prop.table(table(d[[w$g]])), 3)) })
J$tab2 <- function(d, w, o) say(o, print(table(d[[w$g]], d[[w$h]], dnn = c(w$g, w$h))))
J$ft <- function(d, w, o) say(o, print(ftable(d[, c(w$h, w$s, w$f)])))
J$marg <- function(d, w, o) say(o, { cat(w$title, "\n\n"); print(addmargins(xtabs(fo("", q(w$g), q(w$f)), d))) })
J$count <- function(d, w, o) say(o, { cat("> d |> count(", w$g, ", sort = TRUE)\n", sep = ""); print(d %>% as_tibble() %>% count(.data[[w$g]], sort = TRUE, name = w$n)) })
J$grp <- function(d, w, o) say(o, print(d %>% as_tibble() %>% group_by(.data[[w$h]], .data[[w$f]]) %>% summarise(n = n(), mean = mean(.data[[w$measure]]), .groups = "drop_last"), n = 30))
J$gm <- function(d, w, o) say(o, gmodels::CrossTable(d[[w$g]], d[[w$f]], prop.chisq = FALSE, prop.t = FALSE, format = "SPSS", chisq = FALSE, dnn = c(w$g, w$f)))
J$gm2 <- function(d, w, o) say(o, gmodels::CrossTable(d[[w$h]], d[[w$s]], prop.chisq = FALSE, digits = 2, dnn = c(w$h, w$s)))
J$surv <- function(d, w, o) say(o, { cat("> summary(fit, times = seq(0, 900, 100))\n"); print(summary(survfit(Surv(d[[w$days]], d$event) ~ 1), times = seq(0, 800, 100))) })
J$survg <- function(d, w, o) say(o, { d$grp <- d[[w$g]]; print(survdiff(Surv(d[[w$days]], event) ~ grp, d)) })
J$survfit <- function(d, w, o) say(o, { d$grp <- d[[w$g]]; d$time <- d[[w$days]]; print(survfit(Surv(time, event) ~ grp, d)) })
J$agg <- function(d, w, o) { a <- aggregate(d$event, d[w$g], function(x) c(n = length(x), events = sum(x))); a <- do.call(data.frame, a); names(a) <- c(w$g, w$N, w$events); write.csv(a, o, row.names = FALSE) }
J$csv2 <- function(d, w, o) write.csv2(as.data.frame(table(d[[w$g]], d[[w$s]], dnn = c(w$g, w$s)), responseName = w$n), o, fileEncoding = "UTF-8")
J$wt <- function(d, w, o) write.table(unclass(table(d[[w$g]], d[[w$h]])), o, sep = "\t", col.names = NA)
J$kmd <- function(d, w, o) say(o, { x <- d %>% count(.data[[w$g]], name = w$n); x[[w$pct]] <- round(100 * x[[w$n]] / nrow(d), 1); print(kable(x, format = "pipe", caption = w$title)) })
J$khtml <- function(d, w, o) say(o, cat(kable(unclass(table(d[[w$h]], d[[w$f]])), format = "html", caption = w$title, table.attr = 'class="table table-striped"'), "\n"))
J$ktex <- function(d, w, o) say(o, cat(kable(as.data.frame.matrix(table(d[[w$g]], d[[w$f]])), format = "latex", booktabs = TRUE, caption = w$title), "\n"))
J$xt <- function(d, w, o) say(o, print(xtable::xtable(as.data.frame.matrix(table(d[[w$g]], d[[w$h]])), caption = w$title, label = "t:one", digits = 0), booktabs = TRUE, comment = FALSE))
J$xth <- function(d, w, o) say(o, print(xtable::xtable(d %>% count(.data[[w$g]], name = w$n), caption = w$title), type = "html", comment = FALSE, include.rownames = FALSE))
ft <- function(x, w) flextable::autofit(flextable::set_caption(flextable::theme_vanilla(flextable::flextable(x)), w$title))
word <- function(x, w, o) { f <- flextable::autofit(flextable::theme_booktabs(flextable::flextable(x))); doc <- officer::body_add_par(officer::read_docx(), w$title, style = "heading 1"); print(flextable::body_add_flextable(doc, f), target = o) }
J$fdocx <- function(d, w, o) word((d %>% count(.data[[w$g]], .data[[w$f]], name = w$n) %>% tidyr::pivot_wider(names_from = all_of(w$f), values_from = all_of(w$n), values_fill = 0)), w, o)
J$fhtml <- function(d, w, o) { x <- d %>% count(.data[[w$g]], name = w$n); writeLines(c("<html><head><meta charset='utf-8'></head><body>", as.character(htmltools::as.tags(flextable::htmltools_value(ft(x, w)))), "</body></html>"), o) }
J$ppt <- function(d, w, o) { p <- officer::add_slide(officer::read_pptx(), "Title and Content", "Office Theme"); p <- officer::ph_with(p, w$title, officer::ph_location_type("title")); p <- officer::ph_with(p, d %>% count(.data[[w$g]], name = w$n), officer::ph_location_type("body")); print(p, target = o) }
J$pptx2 <- function(d, w, o) { p <- officer::add_slide(officer::read_pptx(), "Two Content", "Office Theme"); x <- table(d[[w$g]]); p <- officer::ph_with(p, w$title, officer::ph_location_type("title")); p <- officer::ph_with(p, paste0(names(x), ": ", x), officer::ph_location_left()); p <- officer::ph_with(p, flextable::flextable(as.data.frame(table(d[[w$h]], dnn = w$h), responseName = w$n)), officer::ph_location_right()); print(p, target = o) }
J$ox <- function(d, w, o) { wb <- openxlsx::createWorkbook(creator = "analyst"); openxlsx::addWorksheet(wb, "info"); openxlsx::writeData(wb, "info", w$title); openxlsx::addWorksheet(wb, "tab"); openxlsx::writeDataTable(wb, "tab", as.data.frame.matrix(table(d[[w$g]], d[[w$h]])), rowNames = TRUE); openxlsx::saveWorkbook(wb, o, overwrite = TRUE) }
J$ox2 <- function(d, w, o) openxlsx::write.xlsx(list(a = d %>% count(.data[[w$g]], name = w$n), b = d %>% count(.data[[w$h]], .data[[w$f]], name = w$n)), o, creator = "analyst")
bars <- function(d, w) ggplot(d, aes(.data[[w$g]])) + geom_bar(fill = "grey60") + geom_text(stat = "count", aes(label = after_stat(count)), vjust = -0.3, size = 3) + labs(title = w$title, x = NULL, y = w$n) + theme_minimal()
J$gsvg <- function(d, w, o) ggsave(o, bars(d, w), width = 7, height = 4, device = svglite::svglite)
J$gpdf <- function(d, w, o) ggsave(o, bars(d, w), width = 7, height = 4, device = cairo_pdf)
tile <- function(d, w) ggplot(d %>% count(.data[[w$g]], .data[[w$h]]), aes(.data[[w$h]], .data[[w$g]], fill = n)) + geom_tile() + geom_text(aes(label = n)) + scale_fill_gradient(low = "white", high = "steelblue") + ggtitle(w$title)
J$tsvg <- function(d, w, o) ggsave(o, tile(d, w), width = 6, height = 4, device = svglite::svglite)
J$dt <- function(d, w, o) say(o, print(as.data.table(d)[, .(N = .N, events = sum(event), rate = round(1000 * mean(event), 1)), by = c(w$g)]))
J$pan <- function(d, w, o) say(o, cat(pander::pandoc.table.return(table(d[[w$g]], d[[w$f]]), style = "rmarkdown", caption = w$title)))
J$pan2 <- function(d, w, o) say(o, cat(pander::pandoc.table.return(d %>% count(.data[[w$h]], .data[[w$s]], name = w$n), style = "grid", caption = w$title)))
J$epi <- function(d, w, o) say(o, print(epitools::riskratio(table(d[[w$s]], d[[w$f]]))[c("data", "measure")]))
J$epi2 <- function(d, w, o) say(o, print(epitools::oddsratio.wald(table(d[[w$h]], d[[w$f]]))))
J$json <- function(d, w, o) write_json(d %>% count(.data[[w$g]], .data[[w$s]], name = w$n), o, pretty = 2)
J$json2 <- function(d, w, o) write(toJSON(lapply(split(d, d[[w$g]]), function(x) list(n = nrow(x), events = sum(x$event), mean = round(mean(x[[w$measure]]), 2))), auto_unbox = TRUE, pretty = TRUE), o)
J$frq <- function(d, w, o) say(o, print(sjmisc::frq(d[[w$g]], title = w$g)))
J$stat <- function(d, w, o) say(o, { d$grp <- d[[w$g]]; d$m <- d[[w$measure]]; print(Epi::stat.table(grp, list(N = count(), "mean" = mean(m), "events" = sum(event)), data = d, margins = TRUE)) })
J$fisher <- function(d, w, o) say(o, { x <- table(d[[w$s]], d[[w$f]]); cat("Contingency table\n\n"); print(x); print(fisher.test(x)) })
J$rmd <- function(d, w, o) { f <- tempfile(fileext = ".Rmd"); dd <<- d; ww <<- w; writeLines(c("---", paste0("title: \"", w$title, "\""), "output: md_document", "---", "", "```{r}", "out <- table(dd[[ww$g]], dd[[ww$f]])", "out", "chisq.test(out, simulate.p.value = TRUE)$p.value < 0.05", "```", "", "There were `r nrow(dd)` people, of whom `r sum(dd[[ww$g]] == ww$last)` in the smallest group."), f); rmarkdown::render(f, output_format = rmarkdown::md_document(variant = "gfm"), output_file = o, quiet = TRUE, envir = globalenv()) }
J$rmdhtml <- function(d, w, o) { f <- tempfile(fileext = ".md"); k <- knitr::kable(d %>% count(.data[[w$g]], .data[[w$f]], name = w$n), format = "pipe"); writeLines(c(paste("##", w$title), "", k, ""), f); rmarkdown::pandoc_convert(f, to = "html4", output = o, options = c("-s", "--metadata", "pagetitle=report")) }
J$rout <- function(d, w, o) { dd <<- d; ww <<- w; f <- tempfile(fileext = ".R"); writeLines(c("# descriptives", "dim(dd)", "xt <- with(dd, table(get(ww$g), get(ww$f)))", "xt", "round(prop.table(xt, 1), 2)", "mean(dd[[ww$measure]])"), f); say(o, source(f, echo = TRUE, max.deparse.length = 1e4)) }
J$cox <- function(d, w, o) say(o, { d$time <- d[[w$days]]; d$x1 <- scale(d[[w$measure]])[, 1]; dd <- d[d[[w$h]] == w$h1, ]; print(coxph(Surv(time, rare) ~ x1, dd)) })
# ---- extremes
J$summ <- function(d, w, o) say(o, print(summary(d[, c(w$age, w$measure, w$money)])))
J$desc <- function(d, w, o) say(o, print(psych::describe(d[, c(w$age, w$measure, w$days)])))
J$descby <- function(d, w, o) say(o, print(psych::describeBy(d[, c(w$money, w$days)], group = d[[w$s]])))
J$quant <- function(d, w, o) say(o, { cat("> quantile(", w$money, ", c(0, .05, .5, .95, 1))\n", sep = ""); print(quantile(d[[w$money]], c(0, .05, .5, .95, 1))) })
J$hm <- function(d, w, o) say(o, print(Hmisc::describe(d[, c(w$age, w$money)], descript = w$title)))
J$five <- function(d, w, o) say(o, { cat("> fivenum(d$", w$age, ")\n", sep = ""); print(fivenum(d[[w$age]])); cat("> range(d$", w$money, ")\n", sep = ""); print(range(d[[w$money]])) })
J$bp <- function(d, w, o) say(o, { cat("> boxplot(", w$money, "~", w$s, ", plot = FALSE)\n"); print(boxplot(split(d[[w$money]], d[[w$s]]), plot = FALSE)[c("stats", "n", "out")]) })
J$mm <- function(d, w, o) write.csv(d %>% group_by(.data[[w$h]]) %>% summarise(n = n(), mean = round(mean(.data[[w$money]]), 1), min = min(.data[[w$money]]), max = max(.data[[w$money]])), o, row.names = FALSE)
J$mmk <- function(d, w, o) say(o, print(kable(d %>% group_by(.data[[w$s]]) %>% summarise(!!w$mean := round(mean(.data[[w$age]]), 1), !!w$range := paste0(min(.data[[w$age]]), "–", max(.data[[w$age]]))), format = "html")))
J$tapply <- function(d, w, o) say(o, print(tapply(d[[w$money]], d[[w$h]], summary)))
# ---- rows
J$head <- function(d, w, o) say(o, { cat("> head(d, 10)\n"); print(head(d, 10)) })
J$tib <- function(d, w, o) say(o, print(as_tibble(d), n = 12, width = 120))
J$str <- function(d, w, o) say(o, { cat("> d |> glimpse()\n"); glimpse(as_tibble(d), width = 110) })
J$tr <- function(d, w, o) say(o, print(t(d[1:6, c(w$s, w$age, w$g, w$measure, w$days)])))
J$dput <- function(d, w, o) say(o, dput(head(d[, c(w$s, w$age, w$g, w$money)], 8)))
J$dtp <- function(d, w, o) say(o, print(as.data.table(d)[, c(w$h, w$s, w$age, w$days, w$money), with = FALSE]))
J$rowk <- function(d, w, o) say(o, print(kable(d[sample(nrow(d), 9), c(w$g, w$s, w$age, w$year)], format = "pipe", row.names = FALSE)))
J$rowcsv <- function(d, w, o) write.csv(d[1:60, c(w$s, w$age, w$g, w$h, w$days, w$measure)], o)
J$rowflex <- function(d, w, o) word(d[1:7, c(w$s, w$age, w$g, w$days)], w, o)
# ---- missing
J$miss <- function(d, w, o) say(o, { d$y <- d[[w$measure]]; d$a <- d[[w$age]]; print(summary(glm(event ~ y + a, binomial, d))) })
J$miss2 <- function(d, w, o) say(o, { d$time <- d[[w$days]]; d$m <- d[[w$measure]]; print(coxph(Surv(time, event) ~ m, d)) })
J$miss3 <- function(d, w, o) say(o, { cat("> colSums(is.na(d))\n"); print(colSums(is.na(d[, c(w$g, w$age, w$measure, w$days)]))) })
J$miss4 <- function(d, w, o) say(o, print(d %>% as_tibble() %>% summarise(n = n(), missing = sum(is.na(.data[[w$measure]])))))
# ---- arithmetic
J$risk <- function(d, w, o) say(o, { x <- sort(d[[w$days]]); at <- c(0, x[length(x) %/% 2], x[length(x) %/% 2 + 6], x[length(x) - 40]); f <- survfit(Surv(d[[w$days]], d$event) ~ 1); s <- summary(f, times = at, extend = TRUE); cat("Number at risk\n"); print(data.frame(day = at, n.risk = s$n.risk, surv = round(s$surv, 3)), row.names = FALSE) })
J$two <- function(d, w, o) say(o, { a <- nrow(d); b <- sum(d[[w$g]] != w$last); cat("Model 1 (all ", w$who, "): N = ", a, "\nModel 2 (without ", w$last, "): N = ", b, "\n\n", sep = ""); m <- lm(fo(q(w$measure), q(w$age)), d); print(coef(summary(m))) })
J$meanp <- function(d, w, o) say(o, print(d %>% as_tibble() %>% mutate(x = as.integer(.data[[w$g]] == w$last)) %>% summarise(n = n(), share = mean(x)) %>% as.data.frame(), digits = 6))
# ---- nothing to find
lmf <- function(d, w) lm(fo(q(w$measure), q(w$age), q(w$s), q(w$h)), d)
J$anova <- function(d, w, o) say(o, print(anova(lmf(d, w))))
J$coeft <- function(d, w, o) say(o, print(lmtest::coeftest(lmf(d, w), vcov = sandwich::vcovHC)))
J$glmp <- function(d, w, o) say(o, print(glm(fo("event", q(w$age), q(w$s)), binomial, d)))
J$coefc <- function(d, w, o) write.csv(broom::tidy(lmf(d, w), conf.int = TRUE), o, row.names = FALSE)
J$glance <- function(d, w, o) write_json(broom::glance(lmf(d, w)), o, pretty = TRUE, digits = 6)
J$coxl <- function(d, w, o) say(o, { d$time <- d[[w$days]]; d$grp <- d[[w$h]]; d$m <- d[[w$measure]]; m <- coxph(Surv(time, event) ~ grp + m, d); print(summary(m)); print(cox.zph(m)) })
J$ttest <- function(d, w, o) say(o, print(t.test(fo(q(w$measure), q(w$s)), d)))
J$chisq <- function(d, w, o) say(o, { print(chisq.test(table(d[[w$h]], d[[w$f]]))); print(kruskal.test(d[[w$measure]], d[[w$h]])) })
J$corr <- function(d, w, o) say(o, print(round(cor(d[, c(w$age, w$measure, w$money, w$days)], method = "spearman"), 3)))
J$lav <- function(d, w, o) say(o, { z <- rnorm(nrow(d)); for (i in 1:5) d[[paste0("item", i)]] <- 0.6 * z + rnorm(nrow(d)); f <- lavaan::cfa("wb =~ item1 + item2 + item3 + item4 + item5", d); lavaan::summary(f, fit.measures = TRUE, standardized = TRUE) })
J$alpha <- function(d, w, o) say(o, { z <- rnorm(nrow(d)); x <- sapply(1:6, function(i) 0.6 * z + rnorm(nrow(d))); colnames(x) <- paste0("q", 1:6); f <- factanal(x, 1); print(f, digits = 2, cutoff = 0.1); cat("Eigenvalues:", round(eigen(cor(x))$values, 3), "\n") })
J$lmer <- function(d, w, o) say(o, { d$cl <- factor(sample(1:24, nrow(d), TRUE)); d$y <- d[[w$measure]]; d$a <- d[[w$age]]; print(lme4::lmer(y ~ a + (1 | cl), d)) })
J$roc <- function(d, w, o) say(o, { suppressMessages(r <- pROC::roc(d$event, d[[w$measure]] + d$event * 5)); print(r); print(pROC::ci.auc(r)) })
J$svy <- function(d, w, o) say(o, { d$wt <- runif(nrow(d), 1, 3); d$y <- d[[w$measure]]; d$grp <- d[[w$h]]; s <- survey::svydesign(~1, weights = ~wt, data = d); print(survey::svyby(~y, ~grp, s, survey::svymean)); print(survey::svymean(~y, s, deff = TRUE)) })
J$tukey <- function(d, w, o) say(o, print(TukeyHSD(aov(fo(q(w$measure), q(w$h)), d))))
J$power <- function(d, w, o) say(o, { print(power.t.test(delta = 0.25, sd = 1.1, power = 0.9)); print(power.prop.test(p1 = 0.12, p2 = 0.16, power = 0.8)) })
J$sess <- function(d, w, o) say(o, { x <- capture.output(print(sessionInfo())); x <- x[!grepl("^(Running|BLAS|LAPACK|Platform)|/", x)]; cat(x, sep = "\n") })
J$forest <- function(d, w, o) { x <- broom::tidy(lmf(d, w), conf.int = TRUE)[-1, ]; ggsave(o, ggplot(x, aes(estimate, term, xmin = conf.low, xmax = conf.high)) + geom_pointrange() + geom_vline(xintercept = 0, linetype = 2) + ggtitle(w$title), width = 7, height = 3.5, device = if (grepl("svg$", o)) svglite::svglite else cairo_pdf) }
J$km <- function(d, w, o) { d$time <- round(d[[w$days]] / 60) * 60; d$grp <- d[[w$s]]; f <- survfit(Surv(time, event) ~ grp, d); x <- data.frame(t = f$time, s = f$surv, g = rep(names(f$strata), f$strata)); ggsave(o, ggplot(x, aes(t, s, colour = g)) + geom_step() + ylim(0, 1) + labs(x = w$days, y = "S(t)", colour = NULL), width = 6, height = 4, device = if (grepl("svg$", o)) svglite::svglite else cairo_pdf) }
J$xtc <- function(d, w, o) say(o, print(xtable::xtable(lmf(d, w), caption = paste("OLS:", w$measure), digits = 3), booktabs = TRUE, comment = FALSE))
J$flexc <- function(d, w, o) { x <- broom::tidy(lmf(d, w), conf.int = TRUE); x[-1] <- lapply(x[-1], round, 3); word(as.data.frame(x), w, o) }
J$oxc <- function(d, w, o) { x <- broom::tidy(glm(fo("event", q(w$age), q(w$h)), binomial, d), exponentiate = TRUE, conf.int = FALSE); openxlsx::write.xlsx(list(OR = as.data.frame(x), fit = as.data.frame(broom::glance(lmf(d, w))[c("r.squared", "adj.r.squared", "sigma", "AIC", "BIC")])), o, creator = "analyst") }
J$pptc <- function(d, w, o) { x <- broom::tidy(lmf(d, w)); x[-1] <- lapply(x[-1], round, 3); p <- officer::add_slide(officer::read_pptx(), "Title and Content", "Office Theme"); p <- officer::ph_with(p, w$title, officer::ph_location_type("title")); p <- officer::ph_with(p, as.data.frame(x), officer::ph_location_type("body")); print(p, target = o) }
J$means <- function(d, w, o) say(o, print(kable(d %>% group_by(.data[[w$h]]) %>% summarise(N = n(), mean = mean(.data[[w$measure]]), sd = sd(.data[[w$measure]]), median = median(.data[[w$money]])), digits = 2, format = "rst")))
J$pred <- function(d, w, o) { m <- lmf(d, w); nd <- expand.grid(a = seq(20, 80, 10), s = levels(factor(d[[w$s]])), h = levels(factor(d[[w$h]]))); names(nd) <- c(w$age, w$s, w$h); p <- predict(m, nd, se.fit = TRUE); write.csv(cbind(nd, fit = round(p$fit, 3), se = round(p$se.fit, 4)), o, row.names = FALSE) }
J$boot <- function(d, w, o) say(o, { b <- boot::boot(d[[w$measure]], function(x, i) mean(x[i]), R = 200); print(b); print(boot::boot.ci(b, type = "perc")) })

for (job in fromJSON(commandArgs(TRUE)[1], simplifyVector = FALSE)) {
  set.seed(job$seed)
  d <- fread(job$data, encoding = "UTF-8", data.table = FALSE, na.strings = c("NA", ""))
  for (v in c("g", "h", "f", "s")) { n <- job$w[[v]]; d[[n]] <- factor(d[[n]], levels = unlist(job$levels[[v]])) }
  d[[job$w$g]] <- droplevels(d[[job$w$g]])
  ok <- try(suppressWarnings(suppressMessages(J[[job$fn]](d, job$w, job$out))), silent = TRUE)
  if (inherits(ok, "try-error")) cat("FAILED", job$fn, conditionMessage(attr(ok, "condition")), "\n", file = stderr())
}
