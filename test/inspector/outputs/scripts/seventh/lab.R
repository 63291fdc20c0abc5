# Shared tools of the R parts.
options(width = 90, digits = 5)
suppressMessages({library(survival); library(tibble); library(dplyr); library(data.table)})
folder <- commandArgs(TRUE)[1]
lab <- function(name, form, program, kind, what, base = NULL) {
  row <- list(name = name, form = form, program = program, kind = kind)
  if (!is.null(base)) row$base <- base
  row$what <- what
  cat(jsonlite::toJSON(row, auto_unbox = TRUE), "\n", sep = "", append = TRUE,
      file = file.path(folder, jsonl))
  file.path(folder, name)
}
# Write what an expression prints.
put <- function(name, program, kind, what, expr, base = NULL, form = "r-print") {
  p <- lab(name, form, program, kind, what, base)
  txt <- capture.output(expr)
  writeLines(txt, p)
}
# One row for every person of a table of counts.
people <- function(tab) {
  d <- as.data.frame(tab, stringsAsFactors = FALSE)
  for (k in setdiff(names(d), "Freq")) d[[k]] <- factor(d[[k]], levels = dimnames(tab)[[k]])
  d <- d[rep(seq_len(nrow(d)), d$Freq), setdiff(names(d), "Freq"), drop = FALSE]
  rownames(d) <- NULL
  d
}
# Counts above ten that are no multiples of 3 or 5.
odd <- function(n, lo = 11, hi = 480) {
  v <- lo:hi
  sample(v[v %% 5 != 0 & v %% 3 != 0 & v > 10], n)
}
tab <- function(counts, ...) {
  dn <- list(...)
  as.table(array(counts, dim = lengths(dn), dimnames = dn))
}
