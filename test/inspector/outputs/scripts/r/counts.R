# Tables of counts as R prints and writes them. Each gives the text, the counts that it shows, and where the first small one is.

# ---- the first half: printed
a_table <- function(d, w, to) { x <- counted(d, w, w$c); file_text(shown(print(x)), 'txt', x) }
a_summary <- function(d, w, to) { x <- summary(d[[w$r]]); file_text(session(sprintf('nrow(d)\nsummary(d[["%s"]])', w$r), d, w), 'Rout', x) }
a_margins <- function(d, w, to) { x <- addmargins(counted(d, w, w$c)); file_text(shown(print(x)), 'txt', x) }
a_ftable <- function(d, w, to) { x <- ftable(d[[w$r]], d[[w$s]], d[[w$f]], dnn = c(w$R, w$S, w$F)); y <- unclass(x); dimnames(y) <- NULL; file_text(shown(print(x)), 'txt', as.vector(y)) }
a_xtabs <- function(d, w, to) { x <- xtabs(reformulate(c(as.name(w$b), as.name(w$s)) |> sapply(FUN = deparse, backtick = TRUE)), d); file_text(paste0(w$title, '\n\n', shown(print(x))), 'txt', x) }
a_frame <- function(d, w, to) { x <- as.data.frame(counted(d, w, w$f)); file_text(shown(print(x)), 'txt', setNames(x$Freq, paste(x[[1]], x[[2]]))) }
a_aggregate <- function(d, w, to) {
  x <- aggregate(list(v = d[[w$measure]]), d[w$r], function(v) c(n = length(v), mean = round(mean(v), 2), sd = round(sd(v), 2)))
  file_text(shown(print(x)), 'txt', setNames(x$v[, 1], x[[1]]))
}
a_survfit <- function(d, w, to) {
  p <- plain(d, w); p <- p[p$r %in% levels(p$r)[3:4], ]; p$t <- ceiling(p$t / 60) * 60; p$r <- droplevels(p$r)
  x <- summary(survfit(Surv(t, e) ~ r, p)); file_text(shown(print(x)), 'txt', x$n.event)
}
a_cross <- function(d, w, to) { x <- counted(d, w, w$c); file_text(shown(gmodels::CrossTable(d[[w$r]], d[[w$c]], prop.chisq = FALSE, prop.t = FALSE, digits = 2, dnn = c(w$r, w$c))), 'txt', x) }
a_tapply <- function(d, w, to) { x <- tapply(d[[w$id]], d[[w$r]], length); file_text(session(sprintf('tapply(d[["%s"]], d[["%s"]], mean)\ntapply(d[["%s"]], d[["%s"]], length)\ntable(d[["%s"]])', w$measure, w$r, w$id, w$r, w$s), d, w), 'txt', x) }
# ---- the second half: printed
b_ftable <- function(d, w, to) { x <- ftable(d[c(w$r, w$s, w$c)], row.vars = 1, col.vars = 3:2); y <- unclass(x); dimnames(y) <- NULL; file_text(shown(print(x)), 'txt', as.vector(y)) }
b_table <- function(d, w, to) { d[[w$c]][1:3] <- NA; x <- table(d[[w$c]], d[[w$r]], useNA = 'ifany', dnn = c(w$C, w$R)); file_text(shown(print(x)), 'txt', x) }
b_tibble <- function(d, w, to) { x <- count(as_tibble(d), .data[[w$r]], .data[[w$f]], name = w$count); file_text(shown(print(x, n = 40)), 'txt', setNames(x[[3]], paste(x[[1]], x[[2]]))) }
b_datatable <- function(d, w, to) { x <- as.data.table(d)[, .N, by = c(w$r, w$s)]; file_text(shown(print(x)), 'txt', setNames(x$N, paste(x[[1]], x[[2]]))) }
b_array <- function(d, w, to) { x <- table(d[c(w$r, w$c, w$s)]); file_text(shown(print(x)), 'txt', as.vector(x)) }
b_shares <- function(d, w, to) { x <- counted(d, w, w$s); file_text(paste0(shown(print(x, zero.print = '.')), '\n', shown(print(round(100 * prop.table(x, 1), 1)))), 'txt', x) }
b_cut <- function(d, w, to) { x <- table(cut(d[[w$age]], c(18, 30, 40, 50, 60, 70, 80, 200), right = FALSE), d[[w$f]]); file_text(shown(print(x)), 'txt', x) }
b_survdiff <- function(d, w, to) { p <- plain(d, w); x <- survdiff(Surv(t, e) ~ r, p); file_text(shown(print(x)), 'txt', setNames(c(x$obs, x$n), rep(w$rows, 2))) }
b_cox <- function(d, w, to) { p <- plain(d, w); p$e[cumsum(p$e) > 7] <- 0L; x <- coxph(Surv(t, e) ~ age + s, p); file_text(shown(print(x)), 'txt', c(n = x$n, events = x$nevent)) }
b_summarise <- function(d, w, to) {
  x <- d |> group_by(.data[[w$r]]) |> summarise(n = n(), m = round(mean(.data[[w$cost]])), d = sum(.data[[w$event]])) |> as.data.frame()
  names(x) <- c(w$r, w$number, w$mean, w$event); file_text(shown(print(x, row.names = FALSE)), 'txt', cbind(setNames(x[[2]], x[[1]]), x[[4]]) |> `dimnames<-`(list(x[[1]], c('n', w$event))))
}
b_life <- function(d, w, to) { p <- plain(d, w); p$t <- ceiling(p$t / 90) * 90; x <- summary(survfit(Surv(t, e) ~ s, p), times = seq(90, 720, 90), extend = TRUE); file_text(paste0('# ', w$title, '\n', shown(print(x))), 'txt', c(x$n.event)) }

# ---- written as CSV: the first half
a_csv <- function(d, w, to) { x <- counted(d, w, w$c); file_text(csv(unclass(x)), 'csv', x) }
a_csv_long <- function(d, w, to) { x <- as.data.frame(counted(d, w, w$s), responseName = w$count); file_text(csv(x, row.names = FALSE, quote = FALSE), 'csv', setNames(x[[3]], paste(x[[1]], x[[2]]))) }
a_csv2 <- function(d, w, to) { x <- as.data.frame.matrix(addmargins(counted(d, w, w$f))); names(x)[ncol(x)] <- w$total; x[[w$percent]] <- round(100 * x[[2]] / x[[3]], 2); file_text(csv(x, write.csv2), 'csv', as.matrix(x[1:3])) }
a_txt <- function(d, w, to) { x <- counted(d, w, w$b); file_text(csv(unclass(x), write.table), 'txt', x) }
a_tsv <- function(d, w, to) { x <- as.data.frame(table(d[[w$b]])); names(x) <- c(w$b, w$number); file_text(csv(x, write.table, sep = '\t', row.names = FALSE, quote = FALSE), 'tsv', setNames(x[[2]], x[[1]])) }
a_two <- function(d, w, to) { x <- counted(d, w); y <- counted(d, w, w$s); file_text(paste0('"Table 1"\n', csv(as.data.frame(x)), '\n"Table 2"\n', csv(unclass(y))), 'csv', y) }
a_one <- function(d, w, to) { x <- counted(d, w); file_text(csv(setNames(data.frame(as.vector(x)), w$count), row.names = FALSE), 'csv', x) }
a_tableone <- function(d, w, to) {
  n <- table(d[[w$f]]); lines <- rbind(c('n', n)); counts <- n
  for (v in c(w$s, w$r, w$c)) { x <- table(d[[v]], d[[w$f]]); counts <- rbind(counts, x); lines <- rbind(lines, c(paste(v, '(%)'), rep('', 2)), cbind(paste0('   ', rownames(x)), matrix(sprintf('%d (%4.1f) ', x, 100 * x / rep(n, each = nrow(x))), ncol = 2))) }
  colnames(lines) <- c('', levels(d[[w$f]])); file_text(csv(lines, row.names = FALSE), 'csv', counts)
}
a_rates <- function(d, w, to) { x <- d |> group_by(.data[[w$r]]) |> summarise(events = sum(.data[[w$event]]), persons = n(), rate = round(1000 * mean(.data[[w$event]]), 1)); y <- as.matrix(x[2:3]); rownames(y) <- x[[1]]; file_text(csv(x, row.names = FALSE), 'csv', y) }
# ---- the second half
b_csv <- function(d, w, to) { x <- as.data.frame(table(d[[w$r]], d[[w$c]], dnn = c(w$r, w$c)), responseName = w$count); file_text(csv(x, write.csv2, row.names = FALSE), 'csv', setNames(x[[3]], paste(x[[1]], x[[2]]))) }
b_csv_turned <- function(d, w, to) { x <- t(unclass(counted(d, w, w$b))); file_text(csv(x, quote = FALSE), 'csv', x) }
b_csv_years <- function(d, w, to) { x <- table(substr(d[[w$date]], 1, 4), d[[w$r]]); y <- cbind(year = rownames(x), as.data.frame.matrix(x)); file_text(csv(y, row.names = FALSE), 'csv', x) }
b_fwrite <- function(d, w, to) { x <- dcast(as.data.table(d)[, .N, by = c(w$r, w$f)], as.formula(sprintf('`%s` ~ `%s`', w$r, w$f)), value.var = 'N', fill = 0L); y <- as.matrix(x[, -1]); rownames(y) <- x[[1]]; file_text(shown(fwrite(x, sep = ';', bom = FALSE)), 'csv', y) }
b_long <- function(d, w, to) {
  x <- do.call(rbind, lapply(split(d, d[[w$r]]), function(p) data.frame(g = p[[w$r]][1], metric = c(w$number, w$mean, w$sd, w$event), value = c(nrow(p), round(mean(p[[w$measure]]), 2), round(sd(p[[w$measure]]), 2), sum(p[[w$event]])))))
  names(x)[1] <- w$r; file_text(csv(x, row.names = FALSE), 'csv', setNames(x$value[x$metric %in% c(w$number, w$event)], x[[1]][x$metric %in% c(w$number, w$event)]))
}
b_footer <- function(d, w, to) { x <- counted(d, w, w$s); file_text(paste0(w$title, '\n', csv(as.data.frame.matrix(x), write.table, sep = ',', col.names = NA), 'Note: ', w$people, ' aged 18 and over\n'), 'csv', x) }
b_cells <- function(d, w, to) { x <- counted(d, w, w$c); y <- matrix(sprintf('%d [%.0f%%]', x, 100 * prop.table(x, 1)), nrow(x), dimnames = dimnames(x)); file_text(csv(y, write.table, sep = '\t', col.names = NA), 'tsv', x) }
b_bars <- function(d, w, to) { x <- as.data.frame(table(d[[w$age]] %/% 10 * 10)); names(x) <- c('from', w$number); file_text(csv(x, write.table, sep = '|', row.names = FALSE, quote = FALSE), 'txt', setNames(x[[2]], x[[1]])) }
b_columns <- function(d, w, to) { x <- addmargins(counted(d, w, w$s), 1); rownames(x)[nrow(x)] <- w$total; file_text(csv(x, row.names = TRUE, na = ''), 'csv', x) }
b_persons <- function(d, w, to) { x <- d |> group_by(.data[[w$b]], .data[[w$s]]) |> summarise(n = n_distinct(.data[[w$id]]), mean = round(mean(.data[[w$cost]]), 1), .groups = 'drop'); names(x)[3] <- paste0('unique_', w$people); file_text(csv(x, row.names = FALSE), 'csv', setNames(x[[3]], paste(x[[1]], x[[2]]))) }

# ---- HTML, markdown, LaTeX, JSON
a_kable_html <- function(d, w, to) { x <- counted(d, w, w$c); file_text(paste0(kable(x, 'html', caption = w$title), '\n'), 'html', x) }
a_xtable_html <- function(d, w, to) { x <- counted(d, w, w$s); file_text(shown(print(xtable::xtable(x, caption = w$title), type = 'html', comment = FALSE)), 'html', x) }
a_kable_md <- function(d, w, to) { x <- counted(d, w, w$b); file_text(paste0('# ', w$title, '\n\n', shown(print(kable(x, 'pipe')))), 'md', x) }
a_kable_tex <- function(d, w, to) { x <- counted(d, w, w$f); file_text(paste0(kable(x, 'latex', booktabs = TRUE), '\n'), 'tex', x) }
a_json <- function(d, w, to) { x <- as.data.frame(counted(d, w, w$c), responseName = w$count); file_text(paste0(toJSON(x, pretty = TRUE), '\n'), 'json', setNames(x[[3]], paste(x[[1]], x[[2]]))) }
b_kable_html <- function(d, w, to) { x <- as.data.frame(counted(d, w)); names(x) <- c(w$R, w$number); file_text(paste0('<div class="table-responsive">\n', kable(x, 'html', table.attr = 'class="lightable-classic"', row.names = TRUE), '\n</div>\n'), 'html', setNames(x[[2]], x[[1]])) }
b_flextable_html <- function(d, w, to) { x <- counted(d, w, w$f); file_text(paste0(as.character(flextable::flextable(cbind(' ' = rownames(x), as.data.frame.matrix(x))) |> flextable::htmltools_value()), '\n'), 'html', x) }
b_xtable_tex <- function(d, w, to) { x <- counted(d, w, w$c); file_text(shown(print(xtable::xtable(x, digits = 0), comment = FALSE, booktabs = TRUE)), 'tex', x) }
b_kable_simple <- function(d, w, to) { x <- as.data.frame(counted(d, w, w$s)); file_text(shown(print(kable(x, 'simple', col.names = c(w$R, w$S, w$count)))), 'md', setNames(x[[3]], paste(x[[1]], x[[2]]))) }
b_json <- function(d, w, to) { x <- counted(d, w, w$s); file_text(paste0(toJSON(list(title = w$title, rows = rownames(x), columns = colnames(x), counts = unclass(unname(x))), auto_unbox = TRUE), '\n'), 'json', x) }

# ---- rounded, each in both halves with the base of its words
round_print <- function(d, w, to) { x <- wide(d, w, w$base); c(file_text(shown(print(x)), 'txt', x, 'all counts rounded'), base = w$base) }
round_csv <- function(d, w, to) { x <- wide(d, w, w$base); c(file_text(csv(x), 'csv', x, 'all counts rounded'), base = w$base) }
round_csv2 <- function(d, w, to) { x <- as.data.frame(as.table(wide(d, w, w$base))); names(x) <- c(w$r, 'group', w$count); c(file_text(csv(x, write.csv2, row.names = FALSE), 'csv', x[[3]], 'all counts rounded, long form'), base = w$base) }
round_html <- function(d, w, to) { x <- wide(d, w, w$base); c(file_text(paste0(kable(x, 'html'), '\n'), 'html', x, 'all counts rounded'), base = w$base) }
