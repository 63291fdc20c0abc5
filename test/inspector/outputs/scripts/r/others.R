# What R prints and writes beside tables of counts: models, rows of people, extremes, rows left out, suppressed cells.

none <- function(text, what, extension = 'txt', counts = integer()) file_text(text, extension, counts, what)

# ---- harmless
a_lm <- function(d, w, to) none(shown(print(summary(lm(y ~ age + s + r, plain(d, w))))), 'coefficients of a linear model')
a_glm <- function(d, w, to) none(session('fit <- glm(e ~ age + s, binomial, d)\nsummary(fit)\nexp(coef(fit))', plain(d, w), w), 'coefficients of a logistic model', 'Rout')
a_cox <- function(d, w, to) none(shown(print(summary(coxph(Surv(t, e) ~ age + s, plain(d, w))))), 'hazard ratios')
a_chisq <- function(d, w, to) none(shown(print(chisq.test(counted(d, w, w$c)))), 'a test of chi squared')
a_prop <- function(d, w, to) none(shown(print(round(prop.table(counted(d, w, w$c), 1), 3))), 'shares by row of large groups')
a_tidy_csv <- function(d, w, to) none(csv(tidy(lm(y ~ age + s + c, plain(d, w))), row.names = FALSE), 'a tidy table of coefficients', 'csv')
a_cor_csv <- function(d, w, to) none(csv(round(cor(plain(d, w)[c('age', 'cost', 'y', 't')]), 3)), 'correlations', 'csv')
a_quantiles_csv <- function(d, w, to) none(csv(as.data.frame(do.call(rbind, tapply(d[[w$cost]], d[[w$r]], quantile, c(0.1, 0.25, 0.5, 0.75, 0.9)))) |> round(1)), 'quantiles of large groups', 'csv')
a_kable_tidy <- function(d, w, to) none(paste0(kable(tidy(glm(e ~ age + s, binomial, plain(d, w)), exponentiate = TRUE, conf.int = FALSE), 'html', digits = 3), '\n'), 'odds ratios', 'html')
a_anova <- function(d, w, to) none(shown(print(anova(lm(y ~ age, plain(d, w)), lm(y ~ age + s + r, plain(d, w))))), 'two models compared')
b_lm <- function(d, w, to) none(shown(print(lm(y ~ poly(age, 2) * s, plain(d, w)), digits = 3)), 'coefficients of a linear model')
b_t <- function(d, w, to) none(shown(print(t.test(y ~ s, plain(d, w)))), 'a t test')
b_coefs <- function(d, w, to) none(shown(printCoefmat(coef(summary(glm(e ~ age + r, quasipoisson, plain(d, w)))), digits = 3)), 'a matrix of coefficients')
b_tukey <- function(d, w, to) none(shown(print(TukeyHSD(aov(y ~ r, plain(d, w))))), 'differences between groups')
b_glance_csv <- function(d, w, to) none(csv(rbind(cbind(model = 1, glance(lm(y ~ age, plain(d, w)))), cbind(model = 2, glance(lm(y ~ age + s + r, plain(d, w))))), write.csv2, row.names = FALSE), 'figures of two models', 'csv')
b_means_csv <- function(d, w, to) none(csv(aggregate(round(d[c(w$measure, w$cost)], 1), d[c(w$r, w$s)], function(v) round(mean(v), 2)), row.names = FALSE), 'means of large groups', 'csv')
b_share_csv <- function(d, w, to) none(csv(round(100 * prop.table(counted(d, w, w$b), 1), 1), write.table, sep = '\t', col.names = NA), 'percent by row of large groups', 'tsv')
b_zph <- function(d, w, to) none(shown(print(cox.zph(coxph(Surv(t, e) ~ age + s, plain(d, w))))), 'a test of proportional hazards')
b_ci <- function(d, w, to) none(paste0('# ', w$title, '\n', csv(tidy(coxph(Surv(t, e) ~ age + s + c, plain(d, w)), exponentiate = TRUE, conf.int = TRUE), row.names = FALSE)), 'hazard ratios with intervals', 'csv')
b_kable_tex <- function(d, w, to) none(paste0(kable(tidy(lm(y ~ age + s, plain(d, w))), 'latex', digits = 2), '\n'), 'coefficients in LaTeX', 'tex')
large_print <- function(d, w, to) { x <- counted(d, w, w$c); none(shown(print(x)), paste('counts from', min(x)), counts = x) }
large_csv <- function(d, w, to) { x <- as.data.frame(counted(d, w, w$s)); none(csv(x, row.names = FALSE), paste('counts from', min(x$Freq)), 'csv', x$Freq) }
large_html <- function(d, w, to) { x <- counted(d, w, w$b); none(paste0(kable(x, 'html'), '\n'), paste('counts from', min(x)), 'html', x) }

# ---- rows of people
a_head <- function(d, w, to) none(session('head(d, 20)', d[c(w$id, w$s, w$age, w$r, w$date)], w), 'rows of people with age, sex and date', 'Rout')
a_people_csv <- function(d, w, to) none(csv(d[1:40, c(w$s, w$age, w$c, w$r)]), 'rows of people with age and sex', 'csv')
a_years_csv <- function(d, w, to) none(csv(d[1:30, c(w$year, w$s, w$b, w$cost)], write.csv2, row.names = FALSE), 'rows of people with years of birth', 'csv')
a_turned_csv <- function(d, w, to) { x <- t(d[1:22, c(w$s, w$age, w$r, w$date)]); colnames(x) <- sprintf('ID%02d', 1:22); none(csv(x), 'transposed: one column for each person', 'csv') }
a_dput <- function(d, w, to) none(shown(dput(lapply(d[1:25, c(w$age, w$s, w$r)], as.vector))), 'lists with a value for each person', 'R')
b_tibble_people <- function(d, w, to) none(shown(print(as_tibble(d[1:18, c(w$date, w$s, w$age, w$c)]), n = 18)), 'rows of people with age, sex and date')
b_people_csv <- function(d, w, to) none(csv(d[101:140, c(w$id, w$year, w$s, w$r, w$time, w$event)], write.table, sep = ';', row.names = FALSE), 'rows of people with pseudonym, year of birth and sex', 'csv')
b_json_people <- function(d, w, to) none(paste0(toJSON(d[1:20, c(w$s, w$age, w$date, w$r)]), '\n'), 'an object for each person', 'json')
b_turned_print <- function(d, w, to) { x <- t(as.matrix(d[1:24, c(w$age, w$s, w$b)])); colnames(x) <- paste0('v', 1:24); none(csv(x, write.table, sep = '\t', col.names = NA, quote = FALSE), 'transposed: one column for each person', 'tsv') }
b_glimpse <- function(d, w, to) none(shown(print(as.data.table(d[1:60, c(w$age, w$s, w$r, w$date)]))), 'the first and last rows of people')

# ---- extremes
a_summary_age <- function(d, w, to) none(shown(print(summary(d[c(w$age, w$cost)]))), paste('Min. and Max. of', w$age))
a_range_csv <- function(d, w, to) none(csv(d |> group_by(.data[[w$r]]) |> summarise(mean = mean(.data[[w$age]]), min = min(.data[[w$age]]), max = max(.data[[w$age]])), row.names = FALSE), paste('min and max of', w$age, 'by', w$r), 'csv')
a_tapply_summary <- function(d, w, to) none(shown(print(tapply(d[[w$cost]], d[[w$s]], summary))), paste('Min. and Max. of', w$cost))
b_quantile <- function(d, w, to) none(shown(print(quantile(d[[w$age]], c(0, 0.5, 1)))), '0 % and 100 %: youngest and oldest')
b_describe <- function(d, w, to) none(shown(print(psych::describe(d[c(w$age, w$cost, w$measure)]))), 'min, max and range of people')
b_range_csv <- function(d, w, to) none(csv(aggregate(d[w$cost], d[w$r], function(v) c(median = median(v), min = min(v), max = max(v))), write.csv2, row.names = FALSE), paste('min and max of', w$cost, 'by', w$r), 'csv')

# ---- rows left out, suppressed cells
gone <- function(d, name) { k <- sample(2:9, 1); d[[name]][sample(nrow(d), k)] <- NA; list(d = d, k = k) }
a_lm_missing <- function(d, w, to) { m <- gone(plain(d, w), 'y'); none(shown(print(summary(lm(y ~ age + s, m$d)))), paste(m$k, 'observations deleted due to missingness')) }
a_table_missing <- function(d, w, to) { m <- gone(d, w$c); none(shown(print(table(m$d[[w$c]], useNA = 'always'))), paste('<NA>:', m$k)) }
b_cox_missing <- function(d, w, to) { m <- gone(plain(d, w), 'age'); none(shown(print(coxph(Surv(t, e) ~ age + s, m$d))), paste(m$k, 'observations deleted due to missingness')) }
b_csv_missing <- function(d, w, to) { m <- gone(d, w$s); x <- as.data.frame(table(m$d[[w$s]])); none(paste0(csv(setNames(x, c(w$S, w$number)), row.names = FALSE), 'missing,', m$k, '\n'), paste('missing:', m$k), 'csv') }
hidden <- function(d, w, mark) {
  rare <- which(d[[w$r]] == w$rows[[2]] & d[[w$c]] == w$cols[[1]]); k <- sample(1:9, 1); d <- d[-rare[-(1:k)], ]
  x <- addmargins(counted(d, w, w$c)); dimnames(x)[[1]][nrow(x)] <- dimnames(x)[[2]][ncol(x)] <- w$total
  y <- unclass(x); y[] <- as.character(x); y[w$rows[[2]], w$cols[[1]]] <- mark
  list(y = y, what = paste0(w$rows[[2]], ' / ', w$cols[[1]], ' is ', k, ': its row has a total'), counts = x[x > 9])
}
a_hidden_csv <- function(d, w, to) { x <- hidden(d, w, '<10'); none(csv(x$y), x$what, 'csv', x$counts) }
a_hidden_print <- function(d, w, to) { x <- hidden(d, w, '*'); none(shown(print(x$y, quote = FALSE, right = TRUE)), x$what, counts = x$counts) }
b_hidden_csv <- function(d, w, to) { x <- hidden(d, w, '-'); none(csv(x$y, write.csv2), x$what, 'csv', x$counts) }
b_hidden_html <- function(d, w, to) { x <- hidden(d, w, 's'); none(paste0(kable(x$y, 'html'), '\n'), x$what, 'html', x$counts) }
