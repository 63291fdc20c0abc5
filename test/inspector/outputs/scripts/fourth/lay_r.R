# Layouts written from R. Reads jobs.json: a list of {fn, out, people, counts, tp...}; one process for all.
options(width = 100, warn = -1)
suppressPackageStartupMessages({
  library(jsonlite); library(dplyr); library(data.table); library(ggplot2); library(knitr); library(xtable); library(gmodels); library(survival); library(officer); library(flextable)
})
a <- commandArgs(TRUE); dir <- a[1]
jobs <- fromJSON(file.path(dir, "jobs.json"), simplifyVector = FALSE)
say <- function(out, expr, head = NULL) { con <- file(out, "w", encoding = "UTF-8"); sink(con); if (!is.null(head)) cat(head, sep = "\n"); tryCatch(force(expr), finally = { sink(); close(con) }) }
echo <- function(out, code, env) { # what Rscript -e or R CMD BATCH leaves behind
  f <- tempfile(fileext = ".R"); writeLines(code, f)
  con <- file(out, "w", encoding = "UTF-8"); sink(con)
  tryCatch(source(f, local = env, echo = TRUE, max.deparse.length = 1e4, spaced = FALSE, keep.source = TRUE), finally = { sink(); close(con) })
}
mat <- function(c) { m <- xtabs(n ~ ., c); m[unique(c[[1]]), unique(c[[2]]), drop = FALSE] }
L <- list()
# counts only (work for rounded ones too)
L$r_table <- function(j, d, m) say(j$out, print(m), paste0("# ", j$title, " (n)"))
L$r_ftable <- function(j, d, m) say(j$out, { cat(j$title, "\n"); write.ftable(ftable(m), quote = FALSE) })
L$r_tibble <- function(j, d, m) { k <- as_tibble(as.data.frame(m, stringsAsFactors = FALSE)); say(j$out, print(rename(k, n = Freq), n = Inf), paste0("> counts  # ", j$unit)) }
L$r_dt <- function(j, d, m) { k <- as.data.table(m); say(j$out, print(dcast(k, as.formula(paste(j$rv, "~", j$cv)), value.var = "N"), nrows = 200), j$title) }
L$r_kable <- function(j, d, m) say(j$out, print(kable(as.data.frame.matrix(m), format = "simple", caption = j$title)))
L$r_df <- function(j, d, m) { k <- as.data.frame(m, responseName = paste0("n_", j$slug)); say(j$out, print(k), c(paste("##", j$title), "")) }
L$r_csv <- function(j, d, m) write.csv(as.data.frame(m, responseName = "Freq"), j$out, row.names = FALSE, fileEncoding = "UTF-8")
L$r_csv2 <- function(j, d, m) { colnames(m) <- paste0('N.', colnames(m)); write.csv2(as.data.frame.matrix(m), j$out, fileEncoding = "UTF-8") }
L$r_wt <- function(j, d, m) { colnames(m) <- paste('n', colnames(m)); write.table(as.data.frame.matrix(m), j$out, fileEncoding = "UTF-8") }
L$r_fwrite <- function(j, d, m) { k <- as.data.table(m); setnames(k, "N", paste0("Count_", gsub("[^A-Za-z]", "_", j$unit))); fwrite(k, j$out, sep = "\t") }
L$r_htmltab <- function(j, d, m) { h <- Hmisc::html; s <- htmlTable::htmlTable(as.data.frame.matrix(m), caption = j$title, rowlabel = j$rl, cgroup = j$cl, n.cgroup = ncol(m), tfoot = paste("Cells:", j$unit)); writeLines(as.character(s), j$out) }
L$r_kablehtml <- function(j, d, m) writeLines(c("<html><meta charset='utf-8'><body>", kable(as.data.frame.matrix(m), format = "html", caption = paste0(j$title, ", N")), "</body></html>"), j$out)
L$r_rmd <- function(j, d, m) rmd(j, d, m, "html")
L$r_rmdmd <- function(j, d, m) rmd(j, d, m, "md")
rmd <- function(j, d, m, to) {
  e <- new.env(); e$m <- m; w <- tempfile(); dir.create(w); old <- setwd(w); on.exit(setwd(old))
  body <- c("---", paste0("title: \"", j$title, "\""), "output:", "  html_document:", "    theme: null", "    mathjax: null", "---", "", paste0("## ", j$rl), "", paste0("Number of ", j$unit, ": `r format(sum(m), big.mark=',')`")[j$mode != "rounded"], "", "```{r tab, comment=NA}", "m", "```", "", "```{r, echo=FALSE}", "knitr::kable(as.data.frame.matrix(m))", "```")
  writeLines(body, "a.Rmd"); knit("a.Rmd", "a.md", envir = e, quiet = TRUE)
  if (to == "md") file.copy("a.md", j$out, overwrite = TRUE) else system2("pandoc", c("-s", "a.md", "-o", shQuote(j$out)), stderr = FALSE)
}
L$r_xtable <- function(j, d, m) say(j$out, print(xtable(as.data.frame.matrix(m), caption = j$title, digits = 0), timestamp = NULL, comment = FALSE))
L$r_latex <- function(j, d, m) writeLines(kable(as.data.frame.matrix(m), format = "latex", booktabs = TRUE, caption = paste(j$title, "(counts)")), j$out)
L$r_pipe <- function(j, d, m) writeLines(c(paste0("**", j$title, "**"), "", kable(as.data.frame.matrix(m), format = "pipe"), "", paste0("*", j$unit, "*")), j$out)
L$r_json <- function(j, d, m) writeLines(toJSON(list(caption = j$title, unit = j$unit, cells = as.data.frame(m, responseName = "Freq")), pretty = TRUE, auto_unbox = TRUE), j$out)
L$r_jsonm <- function(j, d, m) { k <- as.data.frame.matrix(m); k <- cbind(setNames(data.frame(rownames(k)), j$rv), k); writeLines(toJSON(list(table = j$title, n = k), dataframe = "columns"), j$out) }
L$r_openxlsx <- function(j, d, m) { wb <- openxlsx::createWorkbook(creator = ""); openxlsx::addWorksheet(wb, "Counts"); k <- as.data.frame.matrix(m); k <- cbind(setNames(data.frame(rownames(k)), j$rl), k); openxlsx::writeData(wb, 1, j$title); openxlsx::writeDataTable(wb, 1, k, startRow = 3); openxlsx::saveWorkbook(wb, j$out, overwrite = TRUE) }
L$r_openxlsx2 <- function(j, d, m) { k <- as.data.frame(m, responseName = "N"); openxlsx::write.xlsx(setNames(list(k, data.frame(info = c(j$title, paste("N =", j$unit)))), c("tab", "info")), j$out) }
ft <- function(j, m) { k <- as.data.frame.matrix(m); k <- cbind(setNames(data.frame(rownames(k)), j$rl), k); flextable(k) |> autofit() }
L$r_docx <- function(j, d, m) print(read_docx() |> body_add_par(j$title, style = "heading 1") |> body_add_par(paste0("N, ", j$unit)) |> body_add_flextable(ft(j, m)), target = j$out)
L$r_docx2 <- function(j, d, m) { k <- as.data.frame(m, responseName = "n"); x <- read_docx() |> body_add_par(j$title, style = "heading 2"); x <- body_add_table(x, k, style = "table_template"); print(x, target = j$out) }
L$r_pptx <- function(j, d, m) { k <- as.data.frame.matrix(m); k <- cbind(setNames(data.frame(rownames(k)), j$rl), k); x <- read_pptx() |> add_slide("Title and Content", "Office Theme") |> ph_with(paste0(j$title, " (n)"), ph_location_type("title")) |> ph_with(k, ph_location_type("body")); print(x, target = j$out) }
L$r_pptx2 <- function(j, d, m) { x <- read_pptx() |> add_slide("Title Slide", "Office Theme") |> ph_with(j$title, ph_location_type("ctrTitle")); for (c in colnames(m)) x <- x |> add_slide("Title and Content", "Office Theme") |> ph_with(paste(j$cl, c, sep = ": "), ph_location_type("title")) |> ph_with(paste0(rownames(m), ": n = ", m[, c]), ph_location_type("body")); print(x, target = j$out) }
L$r_pptx3 <- function(j, d, m) { x <- read_pptx() |> add_slide("Title and Content", "Office Theme") |> ph_with(j$title, ph_location_type("title")) |> ph_with(ft(j, m), ph_location(left = .5, top = 1.6)); print(x, target = j$out) }
gg <- function(j, m, k = 1) { x <- as.data.frame(m); names(x) <- c("r", "c", "n"); p <- if (k == 1) ggplot(x, aes(r, n, fill = c)) + geom_col(position = position_dodge(.9)) + geom_text(aes(label = n), position = position_dodge(.9), vjust = -.3, size = 2.6) else if (k == 2) ggplot(x, aes(c, r, fill = n)) + geom_tile() + geom_text(aes(label = n), colour = "white") else ggplot(x, aes(n, r)) + geom_point() + geom_text(aes(label = paste0("n=", n)), nudge_y = .3, size = 2.7) + facet_wrap(~c); p + labs(title = j$title, x = if (k == 3) paste("N", j$unit) else NULL, y = if (k == 1) paste("N", j$unit) else NULL, fill = if (k == 1) j$cl else paste("N", j$unit)) + theme_bw(base_size = 9) }
L$r_svglite <- function(j, d, m) { svglite::svglite(j$out, 8, 4.5); print(gg(j, m, sample(1:3, 1))); invisible(dev.off()) }
L$r_svgbase <- function(j, d, m) { svglite::svglite(j$out, 8, 5); par(mar = c(4, 11, 3, 1)); b <- barplot(t(m), beside = TRUE, horiz = TRUE, las = 1, legend.text = colnames(m), main = j$title, xlab = paste("n", j$unit), cex.names = .7); text(t(m), b, t(m), pos = 4, cex = .6, xpd = NA); invisible(dev.off()) }
L$r_pdf <- function(j, d, m) { cairo_pdf(j$out, 8, 5); print(gg(j, m, sample(1:3, 1))); invisible(dev.off()) }
L$r_pdfmosaic <- function(j, d, m) { pdf(j$out, 8, 5, encoding = "ISOLatin1.enc"); par(mar = c(6, 4, 3, 1)); b <- barplot(m, beside = TRUE, main = j$title, legend.text = rownames(m), ylab = "N", args.legend = list(cex = .6)); text(b, m, m, pos = 3, cex = .6, xpd = NA); invisible(dev.off()) }
# people needed
L$p_addmargins <- function(j, d, m) echo(j$out, c(paste("#", j$title), sprintf("t <- with(df, table(%s, %s))", j$rv, j$cv), "addmargins(t)", "round(100 * prop.table(t, 1), 1)"), list2env(list(df = d)))
L$p_cross <- function(j, d, m) say(j$out, CrossTable(d[[1]], d[[2]], prop.chisq = FALSE, prop.t = FALSE, dnn = c(j$rl, j$cl), format = "SPSS"))
L$p_cross2 <- function(j, d, m) say(j$out, CrossTable(d[[1]], d[[2]], prop.chisq = FALSE, prop.c = FALSE, dnn = c(j$rv, j$cv)))
L$p_count <- function(j, d, m) echo(j$out, c("library(dplyr)", sprintf("df %%>%% count(%s, %s) %%>%% group_by(%s) %%>%% mutate(p = n / sum(n)) %%>%% print(n = 100)", j$rv, j$cv, j$cv)), list2env(list(df = as_tibble(d))))
L$p_split <- function(j, d, m) echo(j$out, c(paste("##", j$title), sprintf("lapply(split(df, df$%s), function(x) summary(factor(x$%s)))", j$cv, j$rv)), list2env(list(df = d)))
L$p_agg <- function(j, d, m) echo(j$out, c(sprintf("aggregate(%s ~ %s + %s, df, function(x) c(n = length(x), mean = mean(x), sd = sd(x)))", j$num, j$cv, j$rv)), list2env(list(df = d)))
L$p_tapply <- function(j, d, m) echo(j$out, c(sprintf("with(df, tapply(%s, list(%s, %s), length))", j$num, j$rv, j$cv), sprintf("with(df, round(tapply(%s, list(%s, %s), mean), 2))", j$num, j$rv, j$cv)), list2env(list(df = d)))
L$p_by <- function(j, d, m) echo(j$out, c("# rows = N and column percent", sprintf("by(df, df$%s, function(x) cbind(n = table(x$%s), pct = round(100 * prop.table(table(x$%s)), 1)))", j$cv, j$rv, j$rv)), list2env(list(df = d)))
L$p_dtN <- function(j, d, m) echo(j$out, c("library(data.table)", "setDT(df)", sprintf("df[, .(.N, mean_%s = round(mean(%s), 2)), keyby = .(%s, %s)]", j$num, j$num, j$rv, j$cv)), list2env(list(df = as.data.table(d))))
L$p_stattable <- function(j, d, m) { x <- data.frame(rr = factor(d[[1]]), cc = factor(d[[2]])); say(j$out, print(Epi::stat.table(list(rr, cc), list(count(), percent(cc)), data = x, margins = TRUE)), c(j$title, paste("rr =", j$rl, " cc =", j$cl))) }
L$p_hmisc <- function(j, d, m) { x <- data.frame(g = factor(d[[1]]), h = factor(d[[2]])); names(x) <- c(j$rv, j$cv); say(j$out, print(Hmisc::summaryM(as.formula(paste(j$rv, "~", j$cv)), data = x), long = TRUE, exclude1 = FALSE), j$title) }
L$p_survey <- function(j, d, m) { d$w <- 1; s <- survey::svydesign(~1, weights = ~w, data = d); echo(j$out, c("library(survey)", paste("# unweighted counts,", j$unit), sprintf("unwtd <- svyby(~one, ~%s + %s, update(des, one = 1), unwtd.count, keep.var = FALSE)", j$rv, j$cv), "unwtd"), list2env(list(des = s))) }
# one of a kind
L$s_head <- function(j, d, m) echo(j$out, c("dim(d)", "head(d)"), list2env(list(d = d)))
L$s_dtprint <- function(j, d, m) say(j$out, print(as.data.table(d)), "> d")
L$s_dput <- function(j, d, m) say(j$out, dput(d), "d <-")
L$s_glimpse <- function(j, d, m) say(j$out, print(tail(as_tibble(d), 5)), "> tail(persons, 5)")
L$s_fitted <- function(j, d, m) { d$fitted <- round(fitted(lm(as.formula(paste0("`", j$num, "` ~ ", names(d)[2])), d)), 3); d$resid <- round(d[[j$num]] - d$fitted, 3); write.csv(d[, c(1, 2, 3, match(c(j$num, "fitted", "resid"), names(d)))], j$out, row.names = FALSE) }
L$s_pptxrows <- function(j, d, m) print(read_pptx() |> add_slide("Title and Content", "Office Theme") |> ph_with(j$title, ph_location_type("title")) |> ph_with(head(d, 9)[, 1:5], ph_location_type("body")), target = j$out)
L$s_idprint <- function(j, d, m) echo(j$out, c(paste0("# ", j$title), paste0("excl <- c(\"", j$idv, "\")  # ", j$idn), "length(excl) > 0"), new.env())
L$s_idpptx <- function(j, d, m) print(read_pptx() |> add_slide("Title and Content", "Office Theme") |> ph_with(j$title, ph_location_type("title")) |> ph_with(c(paste0("Contact / patient: ", j$who), paste0(j$idn, ": ", j$idv), j$dob), ph_location_type("body")), target = j$out)
L$s_summary <- function(j, d, m) echo(j$out, "summary(d)", list2env(list(d = d)))
L$s_psych <- function(j, d, m) say(j$out, print(psych::describe(d)), c("> library(psych)", "> describe(d)"))
L$s_range <- function(j, d, m) { x <- d[[1]]; say(j$out, cat(sprintf("%s\n%s: mean %.1f, sd %.1f, range %.1f - %.1f (n = %d)\n", j$title, j$numlab, mean(x), sd(x), min(x), max(x), length(x)))) }
L$s_pptxrange <- function(j, d, m) { x <- d[[1]]; print(read_pptx() |> add_slide("Title and Content", "Office Theme") |> ph_with(j$title, ph_location_type("title")) |> ph_with(c(paste0(j$numlab, ": mean ", round(mean(x), 1)), paste0("min ", min(x), ", max ", max(x)), paste0("N = ", length(x))), ph_location_type("body")), target = j$out) }
L$s_boxpdf <- function(j, d, m) { x <- d[[1]]; cairo_pdf(j$out, 6, 5); b <- boxplot(x, ylab = j$numlab, main = j$title, range = 0); text(1.25, b$stats, round(b$stats, 1), cex = .8); mtext(paste0("N = ", length(x), "; whiskers: minimum and maximum"), 1, 2); invisible(dev.off()) }
L$s_prop <- function(j, d, m) say(j$out, { cat(j$title, "\n\n"); for (c in colnames(m)) cat(sprintf("%s: N = %d\n", c, sum(m[, c]))); cat("\nColumn percent\n"); print(round(100 * prop.table(m, 2), 2)) })
L$s_pptxpct <- function(j, d, m) { i <- which(apply(m, 2, function(x) any(x > 0 & x < 10)))[1]; x <- m[, i]; print(read_pptx() |> add_slide("Title and Content", "Office Theme") |> ph_with(paste0(j$title, ": ", colnames(m)[i], " (N = ", sum(x), ")"), ph_location_type("title")) |> ph_with(sprintf("%s %.2f%%", names(x), 100 * x / sum(x)), ph_location_type("body")), target = j$out) }
L$s_glmna <- function(j, d, m) { d$x <- d[[j$num]]; say(j$out, print(summary(glm(y ~ x, binomial, d))), paste("#", j$title, "- x =", j$numlab)) }
L$s_coxna <- function(j, d, m) { d$x <- d[[j$num]]; say(j$out, print(coxph(Surv(time, y) ~ x, d)), paste("#", j$title, "- x =", j$numlab)) }
L$s_describe <- function(j, d, m) say(j$out, { x <- d[[j$num]]; k <- Hmisc::describe(d[c(j$rv, j$num)]); print(k) }, j$title)
g2 <- function(d, j) { d$x <- d[[j$num]]; d$g <- factor(d[[j$rv]]); d$h <- factor(d[[j$cv]]); d }
L$h_tidy <- function(j, d, m) { d <- g2(d, j); say(j$out, print(as.data.frame(broom::tidy(glm(y ~ age + g, binomial, d), conf.int = TRUE)), digits = 3), paste("#", j$title)) }
L$h_cox <- function(j, d, m) { d <- g2(d, j); echo(j$out, "coxph(Surv(time, y) ~ age + h, data = d)", list2env(list(d = d))) }
L$h_lavaan <- function(j, d, m) { n <- 1200; f <- rnorm(n); x <- data.frame(q1 = f + rnorm(n), q2 = .8 * f + rnorm(n), q3 = .9 * f + rnorm(n), q4 = .7 * f + rnorm(n)); say(j$out, print(lavaan::summary(lavaan::cfa("f =~ q1 + q2 + q3 + q4", x), fit.measures = FALSE)), paste("#", j$title)) }
L$h_surv <- function(j, d, m) { n <- 6000; x <- data.frame(time = pmin(ceiling(rexp(n, .03)), 12), arm = rep(c("A", "B"), n / 2)); x$ev <- as.integer(x$time < 12); say(j$out, print(summary(survfit(Surv(time, ev) ~ arm, x), times = c(0, 3, 6, 9))), paste("#", j$title, "- time in months")) }
L$h_roc <- function(j, d, m) { d <- g2(d, j); say(j$out, { r <- suppressMessages(pROC::roc(d$y, d$age)); print(r); print(pROC::ci.auc(r)) }) }
L$h_lmer <- function(j, d, m) { d <- g2(d, j); d$site <- sample(1:40, nrow(d), TRUE); d$z <- d$x + rnorm(40)[d$site]; k <- lme4::lmer(z ~ age + (1 | site), d); echo(j$out, c("library(lme4)", "round(fixef(k), 4)", "VarCorr(k)", "AIC(k)"), list2env(list(k = k))) }
L$h_tests <- function(j, d, m) { d <- g2(d, j); d$z <- d$y; echo(j$out, c(paste("#", j$title), "t.test(x ~ z, data = d)", "wilcox.test(age ~ z, data = d)", "chisq.test(table(d$g, d$h))", "kruskal.test(x ~ g, data = d)"), list2env(list(d = d))) }
L$h_tukey <- function(j, d, m) { d <- g2(d, j); say(j$out, { a <- aov(x ~ g, d); print(summary(a)); print(TukeyHSD(a)) }, j$title) }
L$h_or <- function(j, d, m) say(j$out, print(epitools::oddsratio(matrix(c(812, 644, 233, 291), 2) + sample(10:90, 4), method = "wald")), paste("#", j$title, "- outcome by exposure,", j$unit))
L$h_coeftest <- function(j, d, m) { d <- g2(d, j); say(j$out, { k <- lm(x ~ age + h, d); print(lmtest::coeftest(k, sandwich::vcovHC(k, "HC1"))) }, paste("#", j$numlab)) }
L$h_xtab <- function(j, d, m) { d <- g2(d, j); say(j$out, print(xtable(summary(lm(x ~ age + h, d))$coefficients, caption = j$numlab, digits = 3), timestamp = NULL, comment = FALSE)) }
L$h_ftdocx <- function(j, d, m) { d <- g2(d, j); k <- as.data.frame(broom::tidy(glm(y ~ age + h, binomial, d), exponentiate = TRUE, conf.int = TRUE)); k[-1] <- round(k[-1], 3); print(read_docx() |> body_add_par(paste0("OR: ", j$event, j$title), style = "heading 1") |> body_add_flextable(autofit(flextable(k))), target = j$out) }
L$h_dens <- function(j, d, m) { d <- g2(d, j); cairo_pdf(j$out, 7, 4); print(ggplot(data.frame(a = c("A", "B", "C"), e = rnorm(3, 1.2, .2)), aes(a, e)) + geom_pointrange(aes(ymin = e - .3, ymax = e + .3)) + labs(title = paste("Hazard ratio,", j$title), y = "HR (95% CI)", x = NULL)); invisible(dev.off()) }
L$h_svg <- function(j, d, m) { x <- expand.grid(age = seq(25, 75, 10), h = colnames(m)); x$p <- plogis(-2 + .03 * x$age + as.integer(factor(x$h)) * .2); svglite::svglite(j$out, 7, 4); print(ggplot(x, aes(age, p, colour = h)) + geom_line() + scale_y_continuous(labels = scales::percent) + labs(title = j$title, y = "predicted probability", colour = j$cl)); invisible(dev.off()) }
L$h_csv <- function(j, d, m) { d <- g2(d, j); write.csv(as.data.frame(broom::tidy(lm(x ~ age + g + h, d))), j$out, row.names = FALSE) }
L$h_kmd <- function(j, d, m) { d <- g2(d, j); k <- aggregate(x ~ g, d, function(v) c(n = length(v), mean = mean(v), sd = sd(v))); k <- cbind(k[1], as.data.frame(k[[2]])); names(k) <- c(j$rl, "n", paste("mean", j$numlab), "sd"); writeLines(c(paste("##", j$title), "", kable(k, digits = 2, format = "pipe")), j$out) }
L$h_htm <- function(j, d, m) { d <- g2(d, j); k <- summary(glm(y ~ age + h, binomial, d))$coefficients; writeLines(c(paste0("<h2>", j$title, "</h2>"), kable(k, digits = 3, format = "html")), j$out) }
sv <- function(v) { n <- 900 + 3 * v; x <- data.frame(time = round(rexp(n, .1), 1) + .1, event = c(rep(1, v), rep(0, n - v)), arm = rep(c("A", "B"), length.out = n), score = rnorm(n)); x[sample(n), ] }
L$k_cox <- function(j, d, m) { x <- sv(j$v); echo(j$out, c(paste("#", j$title), "fit <- coxph(Surv(time, event) ~ score, data = x)", "fit"), list2env(list(x = x))) }
L$k_roc <- function(j, d, m) { x <- sv(j$v); say(j$out, print(suppressMessages(pROC::roc(event ~ score, x))), paste("#", j$title)) }
L$k_or <- function(j, d, m) { k <- matrix(c(812, 644, j$v + 40, j$v), 2, dimnames = list(exposed = c("no", "yes"), event = c("no", "yes"))); say(j$out, print(suppressWarnings(epitools::oddsratio(k, method = "wald")$data)), paste("#", j$title, "-", j$unit)) }
L$k_diff <- function(j, d, m) { x <- sv(2 * j$v); x$event <- 0; i <- which(x$arm == "A"); x$event[i[seq_len(j$v)]] <- 1; i <- which(x$arm == "B"); x$event[i[seq_len(j$v + 25)]] <- 1; say(j$out, print(survdiff(Surv(time, event) ~ arm, x)), paste("#", j$title)) }
#HARMLESS
set.seed(as.integer(a[2]))
ok <- 0
for (j in jobs) {
  c <- read.csv(j$counts, check.names = FALSE, colClasses = c("character", "character", "integer"), na.strings = character(0), encoding = "UTF-8")
  d <- if (!is.null(j$people)) read.csv(j$people, check.names = FALSE, na.strings = character(0)) else NULL
  m <- mat(c)
  r <- try(L[[j$fn]](j, d, m), silent = TRUE)
  if (inherits(r, "try-error")) { while (sink.number() > 0) sink(); while (!is.null(dev.list())) dev.off(); message("FAILED ", j$fn, " ", basename(j$out), " ", r) } else ok <- ok + 1
}
message(ok, " R jobs done")
